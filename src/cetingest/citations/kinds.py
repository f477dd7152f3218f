"""What kind of thing a work is, in CSL's terms: by the words that say so, else by the fields that it has."""

import re
from collections.abc import Sequence

from cetingest.citations.fields import Reading
from cetingest.citations.genres import is_newspaper, is_periodical
from cetingest.citations.parts import Part
from cetingest.citations.series import is_series
from cetingest.language.organisations import has_body_noun
from cetingest.model import Item


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"^(?:{pattern})$" for pattern in patterns), re.IGNORECASE)


# Parts after a title that only say what the work is, by CSL's type.
_SAID = (
    ("dataset", _any(r"\[?(?:data\s?sets?|databases?|datensatz|jeu de données|conjunto de datos)\b.*")),
    ("broadcast", _any(r"\(?(?:audio )?podcast\b.*", r"(?:episode|ep\.) \d+.*", r"radio (?:broadcast|interview)")),
    ("motion_picture", _any(r"(?:(?:youtube|online|streaming) )?video(?:,.*)?", r"youtube\b.*")),
    ("post", _any(r"\(?(?:tweet|(?:x|facebook|linkedin|mastodon|bluesky|telegram) post)\)?",
                  r"twitter|linkedin|facebook|x(?: \(.*\))?")),
    ("post-weblog", _any(r"\(?(?:weblog|blog(?: (?:post|entry))?)\)?")),
    ("article", _any(r"\(?(?:(?:arXiv |SSRN )?preprint|arXiv|unpublished manuscript)\)?")),
    ("interview", _any(r"interview(?:ed)? (?:by|with) .*")),
    ("report", _any(r"(?:issue|policy|white|discussion|working|background|research|briefing|occasional|position) "
                    r"(?:paper|brief|note|report|memo)", r"briefing|factsheet|memo(?:randum)?")),
)  # fmt: skip
# Parts that are kept as a note: what a press release is depends on what printed it, and places within a work name none.
_REMARK = _any(
    r"(?:press release|news release|media release|fact sheet|press briefing|pressemitteilung|communiqué(?: de presse)?|"
    r"dossier de presse|nota de prensa|comunicado(?: de prensa)?|보도자료|新闻稿|報道発表)"
    r"(?: (?:nr|no|n[º°])\.? ?\S+)?",
    r"(?:study|report|paper|opinion|analysis|prepared|study requested|commissioned) (?:for|by|requested by|"
    r"prepared for|commissioned by|to) .*",
    r"audio|video|print|pdf|mp3|e-?book|kindle(?: edition)?",
    r"jstor|proquest|ebsco(?:host)?|project muse|heinonline|ssrn|westlaw|lexis(?:nexis)?|gale|factiva|scopus|"
    r"online(?:ausgabe)?",
    r"\d{1,3}(?:st|nd|rd|th) Cong(?:ress)?|(?:1st|2nd|2d|3rd|3d) sess(?:ion)?",
    r"第\d+[章節部条編巻版]|[表図]\s?\d[\d.－-]*|以下|\d+面",
    r"chart|infographic|map|table|figure",
    r"\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?",
    r"\w+ Report of Session .*",
    r"(?:chap(?:ter|\.)?|ch\.|sec(?:tion|\.)?|art(?:icle|\.)?|annex|appendix|box|table|figure|kap(?:itel|\.)|abschnitt|"
    r"tit\.|part) ?[\dIVX][\dIVX., –-]*",
    r"(?:paras?\.?|paragraphs?|¶+|Rn\.|Rdnr\.|Tz\.|Ziff\.|§+) ?\d[\d., –-]*",
    r"(?:applicant|assignee|proprietor|Anmelder(?:in)?|déposant|solicitante)s?:? .*",
    r"(?:version|v\.?) ?\d[\d.]*",
    r"(?:last )?(?:updated|modified|revised|posted|published|uploaded|déposée?|publiée?|stand)",
)


_NETWORK = re.compile(
    r"(?i)(?:twitter|x|facebook|linkedin|instagram|mastodon|bluesky|telegram|youtube|tiktok|"
    r"weibo)(?: \((?:formerly )?twitter\))?"
)


def is_network(text: str) -> bool:
    """Tell whether words are nothing but the name of a social network."""
    return _NETWORK.fullmatch(text) is not None


def take_kind(reading: Reading, part: Part) -> bool:
    """Read a part that only says what the work is or where in it something stands: "dataset", "press release"."""
    kind = next((kind for kind, pattern in _SAID if pattern.match(part.text)), None)
    if kind is None and not _REMARK.match(part.text):
        return False
    if kind:
        reading.item["type"] = kind
    is_named = kind == "post" and "post" not in part.text and "tweet" not in part.text.lower()
    reading.put_new("container-title" if is_named else "note", part.text, part.span)
    return True


def set_type(item: Item) -> None:
    """Choose the CSL type by what is printed, when no words said it."""
    if item.get("type") == "chapter" and len(item.get("issued", {}).get("date-parts", ((),))[0]) == 3:
        del item["type"]  # what appears on a day is no book
    if "type" not in item or (item["type"] == "book" and _is_report(item)):
        item["type"] = _type_in_container(item) or _type_alone(item)


def _is_report(item: Item) -> bool:
    """Tell whether a work is a report rather than a book: it has a number, or a body made it."""
    return "number" in item or any(has_body_noun(name) or (len(name) > 1 and name.isupper()) for name in _bodies(item))


def _bodies(item: Item) -> Sequence[str]:
    return [name.get("literal", "") for name in item.get("author", ())]


def _type_in_container(item: Item) -> str | None:
    """Return the type of what stands in a periodical, or is a newspaper's own; None when nothing says so."""
    container = item.get("container-title")
    if container is None:
        return "article-newspaper" if "issued" in item and any(map(is_newspaper, _bodies(item))) else None
    if "number" in item and is_series(container):
        return "report"
    if "volume" in item or "issue" in item:
        return "article-journal"
    if "issued" not in item:
        return None if "URL" in item else "article-journal"
    if len(item["issued"]["date-parts"][0]) == 3:
        return "article-newspaper" if is_newspaper(container) else "article-magazine"
    return "article-journal" if is_periodical(container) else "article-magazine"


def _type_alone(item: Item) -> str:
    """Return the type of a work on its own: a report that a body made and dated, a PDF, else a page.

    A DOI names no web page: without a body it stands for what cannot be said.
    """
    url = item.get("URL", "").lower().split("?")[0].split("#")[0]
    is_dated = "publisher" in item and "issued" in item
    is_report = _is_report(item) and "title" in item and "container-title" not in item
    if url.endswith(".pdf") or (is_report and ("number" in item or is_dated or "DOI" in item or not url)):
        return "report"
    if "publisher" in item and "issued" in item and "container-title" not in item and not url:
        return "book"
    return "webpage" if url and "DOI" not in item else "document"
