"""Footnotes to citations to cited URLs.

`cite` reads a whole document, `cite_text` and `cite_texts` read bare footnote texts. The way of a footnote: `urls`
finds and mends its URLs, `hyperlinks` joins them with the links over the text, `split` cuts it into works, back
references and comment by what `evidence` shows, `items` reads each work (`makers` and `titles` find where its parts
begin, `tails` reads what follows, `special_works` knows works of other forms), `antecedents` links repeated and
shortened citations to the full one, and `reading` is the order of it all.
"""

from cetingest.citations.mending import mend_url
from cetingest.citations.reading import CitedText, cite, cite_text, cite_texts
from cetingest.citations.urls import find_urls

__all__ = ["CitedText", "cite", "cite_text", "cite_texts", "find_urls", "mend_url"]
