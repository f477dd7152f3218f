"""Asks each cited URL that is due, politely, and again later what failed.

`fetch` runs the whole; `scheduler` gives each host its turn, `redirects` follows one URL to its end, `answers` keeps
what an answer says, `offline` doubts our own network. Not here: the door itself (`web`), what a page says (`pages`),
what it means (`verdicts`), what is remembered (`history`).
"""
