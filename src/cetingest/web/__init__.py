"""The one guarded door to the web.

`client` makes one request at a time. `addresses` checks where it may connect to, `connections` connects, `deadlines`
ends it in time, `headers` and `media_types` read what came back, `reach` classifies it. `robots` obeys robots.txt,
`breakers` leaves silent hosts alone, `gates` tells which run may ask a domain, `urls` spells URLs, `clocks` tells the
time.
Not here: which URLs are asked and in what order (`links.fetching`), what a page says (`links.pages`).
"""
