"""Other URLs that a printed one may stand for, where typesetting leaves it open which is meant."""

import re

from cetingest.citations.mending import mend_url
from cetingest.language.urls import fault_of_url
from cetingest.model import Span

_MOST = 4
"""Each costs a request when the first reading fails; more than these few would be guessing."""
# What may be the rest of an address after a space or a line's end: no word of a sentence has such signs inside.
_REST = re.compile(
    r"[\s\u00ad]{1,2}([\w.~%-]{0,200}[/_=%&?][\w./~%?=&#+:@-]{0,400}|[\w-]{1,100}\.(?:html?|pdf|aspx?|php))(?![\w/])",
    re.ASCII,
)
_BREAK = re.compile(r"-\s+")


def other_readings(text: str, span: Span, url: str, target: str | None = None) -> tuple[str, ...]:
    """Return other URLs that the one printed at `span` of a text may be, best first.

    `target` is where a link under it leads, when that is elsewhere.

    >>> text = "See https://a.org/press- releases/1 of"
    >>> other_readings(text, (4, 35), "https://a.org/press-releases/1")
    ('https://a.org/pressreleases/1', 'https://a.org/press-')
    >>> other_readings("See https://a.org/files report_2.pdf.", (4, 23), "https://a.org/files")
    ('https://a.org/filesreport_2.pdf', 'https://a.org/files-report_2.pdf', 'https://a.org/files_report_2.pdf')
    """
    printed = text[span[0] : span[1]]
    found = [target] if target else []
    if _BREAK.search(printed):
        found.append(_BREAK.sub("", printed))  # the hyphen was the typesetter's
    if "\u2010" in printed:
        found.append(printed.replace("\u2010", ""))  # so may have been this one, whose line is not known any more
    if len(pieces := printed.split()) > 1:
        found.append(pieces[0])  # the address ended with the line
    if rest := _REST.match(text, span[1]):
        joints = ("",) if printed.endswith(("/", "-", "_", "=", "?", "&")) else ("", "-", "_")
        found += [printed + joint + rest[1].rstrip(".,;:") for joint in joints]
    mended = (mend_url(candidate).url for candidate in found)
    sound = (candidate for candidate in mended if candidate != url and fault_of_url(candidate) is None)
    return tuple(dict.fromkeys(sound))[:_MOST]
