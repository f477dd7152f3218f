"""Asks each cited URL that is due, politely, and asks again later what failed.

`fetch` runs the whole. `scheduler` gives each host its turn, `redirects` follows one URL to its end, `answers` keeps
what an answer says, `offline` tells whether our own network failed. Not here: the client (`web`), what a page says
(`pages`), what it means (`verdicts`), what is remembered (`history`).
"""
