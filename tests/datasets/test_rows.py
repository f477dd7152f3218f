import json
import math

import pytest

from cetingest.datasets import TABLES, dossier_rows
from cetingest.datasets.cells import storable
from cetingest.datasets.items import csl_item
from cetingest.model import (
    CitationForm,
    Document,
    FindingList,
    NoteKind,
    NoteReading,
    Problem,
    ProblemCode,
    Reach,
    VerdictKind,
)
from tests.datasets.hostile import HOSTILE, hostile_dossier
from tests.factories import (
    FETCHED_AT,
    citation,
    citation_list,
    cited_url,
    document,
    dossier,
    fetch,
    finding_list,
    footnote,
    place,
    ranking,
    verdict,
)


def rows(table, given=None):
    return dossier_rows(given or dossier())[table]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_rows_have_exactly_the_columns_defined_in_their_order(text):
    made = dossier_rows(hostile_dossier(text))
    for table in TABLES:
        for row in made[table.name]:
            assert list(row) == [column.name for column in table.columns], table.name


def test_every_table_has_rows():
    assert set(dossier_rows(dossier())) == {table.name for table in TABLES}


def test_an_unreadable_document_is_a_row_that_says_so_and_its_problem_another():
    problem = Problem(code=ProblemCode.FILE_UNREADABLE, message="No PDF.", subject_id="bad")
    unread = dossier(
        document=Document(document_id="bad", source_filename="bad.pdf", sha256="0" * 64, problems=(problem,)),
        citations=citation_list("bad", readings=(), citations=(), cited_urls=()),
        findings=FindingList(document_id="bad"),
        verdicts=(),
        problems=(problem,),
    )
    made = dossier_rows(unread)
    assert [(row["document_id"], row["is_readable"], row["page_count"]) for row in made["documents"]] == [
        ("bad", False, 0)
    ]
    assert [(row["code"], row["severity"], row["subject_table"]) for row in made["problems"]] == [
        ("file-unreadable", "error", "documents")
    ]
    assert {table for table, content in made.items() if content} == {"documents", "problems"}


def test_a_row_points_to_its_first_box_and_keeps_them_all():
    boxes = (place(3, (72.0, 700.5, 540.0, 742.0)), place(4, (72.0, 90.0, 540.0, 102.0)))
    (row,) = rows("footnotes", dossier(document=document(footnotes=(footnote(provenance=boxes),))))
    assert [row[name] for name in ("page_number", "x0", "top", "x1", "bottom")] == [3, 72.0, 700.5, 540.0, 742.0]
    assert row["provenance"] == [
        {"page_number": 3, "x0": 72.0, "top": 700.5, "x1": 540.0, "bottom": 742.0},
        {"page_number": 4, "x0": 72.0, "top": 90.0, "x1": 540.0, "bottom": 102.0},
    ]


def test_what_has_no_place_has_nulls():
    (row,) = rows("footnotes", dossier(document=document(footnotes=(footnote(provenance=()),))))
    assert (row["page_number"], row["x0"], row["provenance"]) == (None, None, [])


def test_a_citation_is_flat_and_whole():
    item = {
        "type": "report",
        "title": "White Paper",
        "author": ({"literal": "Ministry of Finance"}, {"family": "Fujiwara", "given": "Yuka"}),
        "issued": {"date-parts": ((2024, 12),)},
        "accessed": {"date-parts": ((2025, 5, 8),)},
        "URL": "https://a.test/",
    }
    (row,) = rows("citations", dossier(citations=citation_list(citations=(citation(item=item),))))
    flat = {name: row[name] for name in ("type", "title", "authors", "issued", "accessed", "url", "publisher")}
    assert flat == {
        "type": "report",
        "title": "White Paper",
        "authors": "Ministry of Finance; Fujiwara, Yuka",
        "issued": "2024-12",
        "accessed": "2025-05-08",
        "url": "https://a.test/",
        "publisher": None,
    }
    assert json.loads(str(row["csl_json"]))["author"][1] == {"family": "Fujiwara", "given": "Yuka"}


def test_a_citation_that_was_not_parsed_keeps_its_printed_form():
    unparsed = citation(form=CitationForm.UNPARSED, item={}, printed="See the file.")
    assert csl_item(unparsed) == {"id": "doc-fn1-c1", "type": "document", "note": "See the file."}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("be\0fore", "be\ufffdfore"),
        ("half \ud83d", "half \ufffd"),
        ("\U0001f600", "\U0001f600"),
        (math.nan, None),
        (math.inf, None),
        (2**63, None),
        (-(2**63), -(2**63)),
        (True, True),
        ([{"text": "\0"}], [{"text": "\ufffd"}]),
    ],
)
def test_what_cannot_be_stored_is_replaced_one_for_one(cell, expected):
    assert storable(cell) == expected


def test_a_url_cited_twice_is_one_fetch_the_newest():
    later = fetch(fetched_at=FETCHED_AT.replace(year=2027), reach=Reach.GONE, status_code=404)
    made = dossier_rows(dossier(verdicts=(verdict(), verdict(label="2", fetch=later), verdict(label="3"))))
    assert [(row["reach"], row["fetched_at"]) for row in made["fetches"]] == [("gone", "2027-01-02T03:04:05+00:00")]
    assert {row["fetch_id"] for row in made["verdicts"]} == {made["fetches"][0]["fetch_id"]}


def test_a_verdict_without_fetch_has_no_fetch():
    made = dossier_rows(dossier(verdicts=(verdict(fetch=None),)))
    assert (made["fetches"], made["verdicts"][0]["fetch_id"]) == ((), None)


def test_two_verdicts_about_one_cited_url_have_keys_of_their_own():
    made = rows("verdicts", dossier(verdicts=(verdict(), verdict(citation_id="doc-fn1-c2"))))
    assert [row["verdict_id"] for row in made] == ["doc-fn1-u1-v1", "doc-fn1-u1-v2"]


def test_a_problem_names_the_table_of_its_subject_and_its_footnote():
    subjects = ["doc", "doc-b1", "doc-fn1", "doc-ref1", "doc-fn1-u1", "doc-fn1-c1", "doc-ranking1", "elsewhere"]
    problems = tuple(Problem(code=ProblemCode.MALFORMED_URL, message=".", subject_id=subject) for subject in subjects)
    made = rows("problems", dossier(problems=problems))
    assert [(row["subject_table"], row["footnote_id"]) for row in made] == [
        ("documents", None),
        ("blocks", None),
        ("footnotes", "doc-fn1"),
        ("footnote_references", None),
        ("cited_urls", "doc-fn1"),
        ("citations", "doc-fn1"),
        ("rankings", None),
        (None, None),
    ]


# --- evidence ---------------------------------------------------------------------------------------------------------

WAY = ("finding_id", "footnote_id", "citation_id", "cited_url_id", "verdict_id", "verdict")


def ways(given):
    return [tuple(row[name] for name in WAY) for row in rows("evidence", given) if row["finding_table"] == "rankings"]


def test_evidence_leads_from_a_finding_to_the_verdict():
    assert ways(dossier(verdicts=(verdict(VerdictKind.DEAD),))) == [
        ("doc-ranking1", "doc-fn1", "doc-fn1-c1", "doc-fn1-u1", "doc-fn1-u1-v1", "dead")
    ]


def test_a_footnote_that_cites_nothing_ends_the_way_in_nulls():
    empty = citation_list(
        readings=(NoteReading(footnote_id="doc-fn1", kind=NoteKind.ABBREVIATION),), citations=(), cited_urls=()
    )
    assert ways(dossier(citations=empty, verdicts=())) == [("doc-ranking1", "doc-fn1", None, None, None, None)]


def test_a_url_that_belongs_to_no_work_is_evidence_all_the_same():
    assert ways(dossier(citations=citation_list(citations=()))) == [
        ("doc-ranking1", "doc-fn1", None, "doc-fn1-u1", "doc-fn1-u1-v1", "live")
    ]


def test_each_work_of_a_footnote_is_a_way_of_its_own():
    second = citation(position=2, cited_url_id="doc-fn1-u2")
    cited = citation_list(
        citations=(citation(), second), cited_urls=(cited_url(), cited_url(cited_url_id="doc-fn1-u2"))
    )
    judged = (verdict(), verdict(VerdictKind.DEAD, cited_url_id="doc-fn1-u2", citation_id="doc-fn1-c2"))
    assert [way[-1] for way in ways(dossier(citations=cited, verdicts=judged))] == ["live", "dead"]


def test_a_work_cited_again_stands_on_the_url_of_its_first_citation():
    again = citation("2", form=CitationForm.BACK_REFERENCE, antecedent_id="doc-fn1-c1", cited_url_id=None, item={})
    given = dossier(
        document=document(footnotes=(footnote(), footnote("2"))),
        citations=citation_list(citations=(citation(), again)),
        findings=finding_list(rankings=(ranking(footnote_ids=("doc-fn2",)),)),
    )
    assert ways(given) == [("doc-ranking1", "doc-fn2", "doc-fn2-c1", "doc-fn1-u1", "doc-fn1-u1-v1", "live")]


def test_citations_that_point_at_each_other_end_in_nulls():
    one = citation(antecedent_id="doc-fn1-c2", cited_url_id=None)
    two = citation(position=2, antecedent_id="doc-fn1-c1", cited_url_id=None)
    given = dossier(citations=citation_list(citations=(one, two), cited_urls=()), verdicts=())
    assert [way[2:] for way in ways(given)] == [
        ("doc-fn1-c1", None, None, None),
        ("doc-fn1-c2", None, None, None),
    ]
