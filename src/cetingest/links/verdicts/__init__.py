"""From fetches to a verdict: is the page there, and is it the cited work? Pure functions; nothing is asked here.

`verdicts` joins reach and content; `content` compares page and item by `titles` (of `title_words`), by other `signals`
and by its surroundings, for which `probes` names the addresses to ask.
"""
