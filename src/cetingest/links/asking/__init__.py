"""Asking the web: politely, guarded, each URL that is due, and again later what failed.

`addresses` vets, `connections` connects, `deadlines` ends, `http` is the only door to the web (`headers` reads two of
its answers' headers); `queue` keeps it polite (`clocks` tells its time), `errands` follows one URL over its redirects,
`breakers` leaves silent hosts alone, `robots` minds robots.txt, `answers` keeps what an answer says, `fetching` runs
them all and `offline` doubts our own network. Not here: what a page says (`pages`), what it means (`judging`), what is
remembered (`history`).
"""
