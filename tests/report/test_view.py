"""What the pages will say, before any HTML."""

import dataclasses

import pytest

from cetingest.language.sentences import split_sentences
from cetingest.model import (
    CitationForm,
    Content,
    FootnoteKind,
    Problem,
    ProblemCode,
    Provenance,
    Reach,
    Suggestion,
    Support,
    UrlSource,
    VerdictKind,
)
from cetingest.report import cards
from cetingest.report.cards import citation_cards, safe_url
from cetingest.report.charts import bar
from cetingest.report.crops import picture_places
from cetingest.report.overview import document_view, index_view, page_name
from cetingest.report.view import Totals
from cetingest.report.wording import headline, what_to_do
from tests import factories as make
from tests.report import sample

DEAD, WRONG, SUSPECT, UNSURE, LIVE = (
    VerdictKind.DEAD,
    VerdictKind.LIVE_BUT_WRONG,
    VerdictKind.SUSPECT,
    VerdictKind.CANNOT_TELL,
    VerdictKind.LIVE,
)


def test_cards_come_most_serious_first_then_in_the_order_of_the_document():
    cards = citation_cards(sample.dossier())
    assert [(c.verdict, c.label) for c in cards] == [
        (DEAD, "3"),
        (DEAD, "20"),
        (WRONG, "7"),
        (SUSPECT, "1"),
        (UNSURE, "21"),
        (LIVE, "12"),
        (LIVE, "16"),
        (LIVE, "25"),
    ]


@pytest.mark.parametrize(
    ("counts", "offline", "expected"),
    [
        ({}, 0, "No cited URL was found."),
        ({LIVE: 1}, 0, "The one cited URL leads to a page."),
        ({LIVE: 35}, 0, "All 35 cited URLs lead to a page."),
        ({DEAD: 1}, 0, "The one cited URL is dead."),
        ({DEAD: 3, SUSPECT: 2, LIVE: 30}, 0, "3 of 35 cited URLs are dead; 2 need a look."),
        ({SUSPECT: 35}, 0, "All 35 cited URLs need a look."),
        ({WRONG: 1, LIVE: 1}, 0, "1 of 2 cited URLs leads to a wrong page."),
        (
            {DEAD: 1, WRONG: 1, UNSURE: 2, LIVE: 5},
            1,
            "1 of 9 cited URLs is dead; 1 leads to a wrong page, 1 could not be judged and 1 was not asked.",
        ),
        ({UNSURE: 35}, 35, "None of the 35 cited URLs could be checked."),
        ({UNSURE: 1}, 1, "The one cited URL was not checked."),
    ],
)
def test_headline_says_in_words_how_the_citations_stand(counts, offline, expected):
    assert headline(counts, offline) == expected


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://a.test/x", True),
        ("HTTP://a.test", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("http://[", False),
        ("https://a.test/\u202egpj.exe", False),
        ("java\nscript:alert(1)", False),
        ("//a.test/x", False),
    ],
)
def test_only_printable_web_addresses_become_links(url, is_link):
    assert (safe_url(url).href == url) is is_link


def test_a_block_is_split_into_sentences_once_however_many_marks_it_holds(monkeypatch):
    split = []
    monkeypatch.setattr(cards, "split_sentences", lambda text: split.append(text) or split_sentences(text))
    block = make.block("It is so. " * 50)
    marks = tuple(
        make.reference(str(number), block_id=block.block_id, offset=10 * number - 1) for number in range(1, 51)
    )
    notes = tuple(make.footnote(str(number)) for number in range(1, 51))
    dossier = dataclasses.replace(
        sample.dossier(), document=make.document(blocks=(block,), footnotes=notes, footnote_references=marks)
    )
    citation_cards(dossier)
    assert split == [block.text]


def test_sentence_is_cut_where_the_mark_stands():
    card = next(c for c in citation_cards(sample.dossier()) if c.label == "12")
    (sentence,) = card.sentences
    assert (sentence.before, sentence.label, sentence.after) == (
        "Rapidus is partnering with IBM",
        "12",
        " and is collaborating with international institutions such as imec.",
    )
    assert (sentence.section, sentence.page_number) == ("Semiconductors › Status Quo", 4)


def test_findings_on_broken_citations_come_first_and_say_so():
    page = document_view(sample.dossier())
    assert [(r.kind, r.verdict, r.support) for r in page.findings] == [
        ("Recommendation", DEAD, Support.BROKEN),
        ("Recommendation", UNSURE, Support.UNVERIFIED),
        ("Recommendation", LIVE, Support.SUPPORTED),
        ("Ranking", None, Support.UNCITED),
    ]
    assert page.line.supports == tuple((row.support, 1) for row in page.findings)


def test_card_names_the_findings_that_stand_on_it():
    card = next(c for c in citation_cards(sample.dossier()) if c.label == "20")
    assert [(f.kind, f.finding_id) for f in card.findings] == [("Recommendation", "sample-recommendation2")]


def test_problems_that_repeat_a_verdict_are_not_listed_again():
    (row,) = document_view(sample.dossier()).problems
    assert (row.code, row.place, row.card_id) == ("malformed-url", "Footnote 3, page 3", "sample-fn3-c1")


def test_offline_run_says_so_and_calls_nothing_dead():
    page = document_view(sample.offline_dossier())
    assert page.line.totals.counts == ((DEAD, 0), (WRONG, 0), (SUSPECT, 0), (UNSURE, 8), (LIVE, 0))
    assert page.line.headline == "None of the 8 cited URLs could be checked."
    assert page.line.advice is not None
    assert page.line.advice.startswith("No URL was asked, because this machine was offline")


def test_cited_url_without_a_verdict_cannot_be_told():
    (card,) = citation_cards(make.dossier(verdicts=()))
    assert (card.verdict, card.is_offline, card.answer.reason) == (UNSURE, True, "This URL has not been asked yet.")


def test_url_in_the_body_gets_a_card_and_a_picture_of_its_own():
    url = make.cited_url(
        "https://body.test/", cited_url_id="doc-b1-u1", footnote_id=None, block_id="doc-b1", source=UrlSource.TEXT
    )
    dossier = make.dossier(citations=make.citation_list(cited_urls=(url,), citations=()), verdicts=())
    (card,) = citation_cards(dossier)
    assert (card.place, card.label, card.title) == ("In the body, page 1", None, "https://body.test/")
    assert [p.name for p in card.pictures] == ["doc-b1-u1"]


def test_citation_that_points_back_is_named_on_the_card_of_its_antecedent():
    ibid = make.citation("2", form=CitationForm.BACK_REFERENCE, cited_url_id=None, antecedent_id="doc-fn1-c1", item={})
    dossier = make.dossier(
        document=make.document(footnotes=(make.footnote(), make.footnote("2", text="Ibid."))),
        citations=make.citation_list(citations=(make.citation(), ibid)),
    )
    (card,) = citation_cards(dossier)
    assert card.cited_again == "footnote 2"
    assert document_view(dossier).without_url == ()


def test_citation_without_url_is_listed_and_not_counted():
    book = make.citation("2", cited_url_id=None, item={"title": "A book"}, printed="Doe, A book, 1999.")
    dossier = make.dossier(
        document=make.document(footnotes=(make.footnote(), make.footnote("2"))),
        citations=make.citation_list(citations=(make.citation(), book)),
    )
    page = document_view(dossier)
    assert (page.line.totals.total, page.without_url) == (1, ("2 Doe, A book, 1999.",))


def test_unreadable_document_says_why_and_what_to_do():
    page = document_view(sample.failed_dossier())
    assert page.line.failure is not None
    assert page.line.failure.why == ("locked.pdf needs a password to be opened.",)
    assert page.line.failure.to_do == "Ask for a copy without a password, or remove it, and put that in the folder."


def test_index_puts_failed_documents_apart_and_those_in_need_first():
    pages = [document_view(d) for d in (make.dossier(), sample.failed_dossier(), sample.dossier())]
    index = index_view(pages)
    assert [d.page_name for d in index.documents] == ["sample.html", "doc.html"]
    assert [d.page_name for d in index.failed] == ["locked.html"]
    assert [row.card.label for row in index.worst] == ["3", "20", "7", "1"]
    assert index.totals.total == 9


def test_document_called_index_does_not_take_the_place_of_the_index():
    assert (page_name("index"), page_name("ceti")) == ("index_.html", "ceti.html")


@pytest.mark.parametrize(
    ("kind", "reach", "content", "expected"),
    [
        (DEAD, Reach.GONE, Content.NOT_JUDGED, "Look for the work by its title"),
        (DEAD, Reach.DNS_NOT_FOUND, Content.NOT_JUDGED, "The whole site is gone"),
        (SUSPECT, Reach.GONE, Content.NOT_JUDGED, "Nothing to mend yet."),
        (UNSURE, Reach.NOT_FETCHED, Content.NOT_JUDGED, "Connect this machine to the internet"),
        (WRONG, Reach.MOVED_TEMPORARY, Content.HOME_REDIRECT, "Search the site for the work"),
        (WRONG, Reach.OK, Content.PARKED, "Remove the URL"),
        (UNSURE, Reach.BLOCKED, Content.NOT_JUDGED, "Open it in a browser."),
    ],
)
def test_advice_follows_what_happened(kind, reach, content, expected):
    assert what_to_do(make.verdict(kind, reach=reach, content=content)).startswith(expected)


def test_citation_that_stands_needs_no_advice_unless_its_page_has_moved():
    assert what_to_do(make.verdict(LIVE)) is None
    moved = make.verdict(LIVE, reach=Reach.MOVED_PERMANENT, suggestion=Suggestion(url="https://b.test/", why="Moved."))
    assert what_to_do(moved) == "Nothing urgent. In the next edition, cite the address below."


def test_every_way_to_fail_has_an_advice_of_its_own():
    unsaid = [r for r in Reach if not what_to_do(make.verdict(DEAD, reach=r, content=Content.NOT_JUDGED))]
    assert unsaid == []


def test_advice_points_to_the_suggestion_when_there_is_one():
    verdict = make.verdict(DEAD, suggestion=Suggestion(url="https://b.test/", why="It moved."))
    assert what_to_do(verdict) == "Check the suggestion below; if it is the work cited, put it in place of the URL."


def test_bar_shows_the_smallest_count_and_adds_up_to_the_whole():
    segments = bar(Totals(counts=((DEAD, 1), (SUSPECT, 0), (LIVE, 299)), offline=0))
    assert [s.verdict for s in segments] == [DEAD, LIVE]
    assert segments[0].width > 1.5
    assert sum(s.width for s in segments) == pytest.approx(100, abs=0.01)
    assert bar(Totals(counts=((DEAD, 0),), offline=0)) == ()


def test_a_number_stands_in_a_segment_of_the_bar_only_where_it_has_room_on_a_phone():
    segments = bar(Totals(counts=((DEAD, 1), (SUSPECT, 2), (LIVE, 22)), offline=0))
    assert [s.has_room for s in segments] == [False, True, True]


def test_the_page_counts_as_many_cited_urls_as_it_has_cards():
    page = document_view(sample.dossier())
    assert f"{page.line.totals.total} cited URLs" in page.line.extent


def test_footnote_that_runs_over_pages_gets_a_picture_of_each():
    note = make.footnote(
        kind=FootnoteKind.FOOTNOTE,
        provenance=(
            Provenance(page_number=1, bbox=(72.0, 730.0, 300.0, 742.0)),
            Provenance(page_number=2, bbox=(72.0, 20.0, 300.0, 32.0)),
            Provenance(page_number=2, bbox=(72.0, 32.0, 300.0, 44.0)),
        ),
    )
    document = make.document(
        footnotes=(note,),
        page_count=2,
        pages=tuple(dataclasses.replace(make.document().pages[0], page_number=n) for n in (1, 2)),
    )
    assert [
        (p.name, p.page_number, p.crop, len(p.highlights)) for p in picture_places(document, make.citation_list())
    ] == [
        ("doc-fn1", 1, (0.0, 686.0, 612.0, 755.0), 1),
        ("doc-fn1-page2", 2, (0.0, 0.0, 612.0, 57.0), 2),
    ]


def test_footnote_that_cites_nothing_gets_no_picture():
    assert picture_places(make.document(), make.citation_list(citations=(), cited_urls=())) == ()


def test_remark_about_a_card_is_shown_on_it():
    problem = Problem(
        code=ProblemCode.URL_DIFFERS_FROM_LINK, message="The link goes elsewhere.", subject_id="doc-fn1-u1"
    )
    (card,) = citation_cards(make.dossier(problems=(problem,)))
    assert card.remarks == ("The link goes elsewhere.",)
