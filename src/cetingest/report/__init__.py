"""The broken-citation report: pages that a reviewer reads.

`write_crops` cuts the pictures of the footnotes out of a PDF, `write_report` writes index.html and one self-contained
page a document. Between them: `overview`, `cards` and `findings` turn a `Dossier` into plain view values (`view`),
`wording` holds every sentence, `trends` draws the history, and templates/ holds the HTML, the style and the script.
"""

from cetingest.report.crops import picture_requests, write_crops
from cetingest.report.overview import document_view, index_view
from cetingest.report.pages import document_html, index_html, write_report
from cetingest.report.trends import trend_sparkline, trend_svg, trend_uri, trend_words

__all__ = [
    "document_html",
    "document_view",
    "index_html",
    "index_view",
    "picture_requests",
    "trend_sparkline",
    "trend_svg",
    "trend_uri",
    "trend_words",
    "write_crops",
    "write_report",
]
