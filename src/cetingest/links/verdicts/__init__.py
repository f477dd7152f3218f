"""From fetches to a verdict: is the page there, and is it the cited work? Pure functions that ask nobody.

`verdicts` joins reach and content. `content` compares a page with the cited item: by `titles` (made of `title_words`),
by other `signals`, and by what stands around the page, for which `probes` names the URLs to ask.
"""
