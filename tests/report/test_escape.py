"""Whatever a document or a server says is shown as text: it never becomes markup, a link to code, or a request."""

import dataclasses
from html.parser import HTMLParser

import pytest

from cetingest.model import Problem, ProblemCode, Redirect, Suggestion, VerdictKind, WebPage
from cetingest.report import document_html, document_view, index_html, index_view
from cetingest.settings import ReportSettings
from tests import factories as make
from tests.report import sample

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- --><base href=//evil.test>",
    "</title><meta http-equiv=refresh content=0;url=//evil.test>",
)


class Elements(HTMLParser):
    """Collects every element with its attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    @property
    def shape(self):
        """Element names and attribute names: what markup there is, whatever the values."""
        return [(tag, tuple(attributes)) for tag, attributes in self.found if tag != "wbr"]


def hostile(attack: str, url: str = "https://a.test/"):
    """Put an attack into every field that a document or a server can fill."""
    url = url or attack
    block = make.block(f"{attack} A sentence.")
    return make.dossier(
        document=make.document(
            title=attack,
            source_filename=f"{attack}.pdf",
            language=attack,
            blocks=(dataclasses.replace(block, section_path=(attack,)),),
            footnotes=(make.footnote(attack, text=attack, footnote_id="doc-fn1"),),
            footnote_references=(make.reference(attack, footnote_id="doc-fn1", offset=len(attack)),),
        ),
        citations=make.citation_list(
            citations=(make.citation(item={"title": attack, "author": ({"literal": attack},), "publisher": attack}),),
            cited_urls=(make.cited_url(url, printed=attack, mended_by="rule"),),
        ),
        findings=make.finding_list(
            recommendations=(make.recommendation(quote=make.quote(attack), footnote_ids=("doc-fn1",)),)
        ),
        verdicts=(
            make.verdict(
                VerdictKind.DEAD,
                url=url,
                reason=attack,
                suggestion=Suggestion(url=url, why=attack),
                fetch=make.fetch(
                    url, final_url=url, redirects=(Redirect(url=url, status_code=302),), page=WebPage(titles=(attack,))
                ),
            ),
        ),
        problems=(Problem(code=ProblemCode.MALFORMED_URL, message=attack, subject_id="doc-fn1-u1"),),
    )


def pages(dossier, notice: str = "A notice.") -> tuple[str, str]:
    settings = ReportSettings(notice=notice)
    view = document_view(dossier)
    return document_html(view, {"doc-fn1": sample.png()}, settings), index_html(index_view([view]), settings)


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_adds_no_markup(attack):
    for harmless, attacked in zip(pages(hostile("plain")), pages(hostile(attack), notice=attack), strict=True):
        assert Elements(attacked).shape == Elements(harmless).shape
        assert attack in Elements(attacked).text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd"]
)
def test_url_that_is_no_web_address_is_shown_but_never_linked(url):
    for page in pages(hostile("plain", url)):
        elements = Elements(page)
        links = [attributes["href"] for tag, attributes in elements.found if tag == "a"]
        assert [href for href in links if href.split(":")[0] in ("javascript", "data", "vbscript", "file")] == []
        assert url in elements.text


def test_links_to_the_web_tell_the_site_nothing_about_the_reader():
    for page in pages(sample.dossier()):
        rels = {a["rel"] for tag, a in Elements(page).found if tag == "a" and a["href"].startswith("http")}
        assert rels == {"noopener noreferrer nofollow"}


def test_page_asks_nobody_for_anything():
    for page in pages(sample.dossier()):
        sources = [a[name] for tag, a in Elements(page).found for name in ("src", "srcset", "poster") if name in a]
        stylesheets = [a["href"] for tag, a in Elements(page).found if tag == "link"]
        assert [s for s in (*sources, *stylesheets) if not s.startswith("data:")] == []


def test_page_forbids_itself_everything_but_its_own_style_script_and_pictures():
    for page in pages(sample.dossier()):
        (policy,) = [
            a["content"] for tag, a in Elements(page).found if a.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
        assert "unsafe" not in policy
        assert [a for tag, a in Elements(page).found if "style" in a or any(n.startswith("on") for n in a)] == []
