"""The one guarded door to the web.

`client` asks, one request at a time: `addresses` vets where to, `connections` connects, `deadlines` ends, `headers`
and `media_types` read what came, `reach` classifies it. `robots` minds robots.txt, `breakers` leaves silent hosts
alone, `gates` tells whose turn a domain is, `urls` spells addresses, `clocks` tells the time.
Not here: which URLs are asked and in what order (`links.fetching`), what a page says (`links.pages`).
"""
