import dataclasses
import itertools

import pytest

from cetingest.model import (
    Content,
    FootnoteKind,
    Page,
    Problem,
    ProblemCode,
    Reach,
    Severity,
    Suggestion,
    VerdictKind,
)
from cetingest.problems import CATALOGUE, all_problems, find_problems, problem_catalogue, problem_ids
from tests.factories import (
    block,
    citation,
    citation_list,
    cited_url,
    document,
    fetch,
    finding_list,
    footnote,
    place,
    reference,
    verdict,
)

OFFLINE = {
    "kind": VerdictKind.CANNOT_TELL,
    "reach": Reach.NOT_FETCHED,
    "content": Content.NOT_JUDGED,
    "reason": "this machine is offline",
    "fetch": None,
}


def found(doc=None, cited=None, verdicts=()):
    """What the rules say: code, subject."""
    problems = find_problems(doc or document(), cited or citation_list(), tuple(verdicts))
    return [(problem.code.value, problem.subject_id) for problem in problems]


def numbered(*labels, kind=FootnoteKind.FOOTNOTE):
    """Footnotes given as "label" or "label@page", each with its reference."""
    notes = []
    for number, text in enumerate(labels):
        label, _, page = text.partition("@")
        box = place(int(page or 1), (72.0, 700.0, 300.0, 712.0))
        notes.append(footnote(label, footnote_id=f"doc-fn{label}-{number}", kind=kind, provenance=(box,)))
    marks = [reference(n.label, footnote_id=n.footnote_id, footnote_reference_id=f"r-{n.footnote_id}") for n in notes]
    return document(footnotes=tuple(notes), footnote_references=tuple(marks))


def test_the_catalogue_explains_every_code():
    assert set(CATALOGUE) == set(ProblemCode)


def test_the_catalogue_is_written_in_full_sentences():
    for kind in CATALOGUE.values():
        assert kind.title[0].isupper() and not kind.title.endswith(".")
        assert kind.explanation.endswith(".") and kind.remedy.endswith(".")


def test_the_catalogue_page_names_every_code_once():
    page = problem_catalogue()
    assert [page.count(f"### `{code.value}`") for code in ProblemCode] == [1] * len(ProblemCode)


def test_a_sound_document_has_no_problem():
    assert found(verdicts=[verdict()]) == []


def test_a_reference_without_footnote_is_a_problem_that_quotes_the_words_before_it():
    text = "Japan leads in semiconductors and robotics."
    mark = reference("7", footnote_id=None, offset=len(text), provenance=(place(3),))
    doc = document(blocks=(block(text),), footnote_references=(reference(), mark))
    (problem,) = find_problems(doc, citation_list(), ())
    assert (problem.code, problem.subject_id, problem.provenance) == (
        ProblemCode.UNPAIRED_REFERENCE,
        "doc-ref7",
        mark.provenance,
    )
    assert "Reference 7 (page 3), after “leads in semiconductors and robotics.”" in problem.message


def test_a_footnote_without_reference_is_a_problem():
    doc = document(footnote_references=())
    assert found(doc) == [("unreferenced-footnote", "doc-fn1")]


@pytest.mark.parametrize(
    ("labels", "kind", "expected"),
    [
        (("1", "2", "3"), FootnoteKind.FOOTNOTE, []),
        (("1", "2", "2", "3"), FootnoteKind.FOOTNOTE, [("duplicate-label", "doc-fn2-2")]),
        (("1", "2", "5"), FootnoteKind.FOOTNOTE, [("numbering-gap", "doc-fn5-2")]),
        (("3", "4"), FootnoteKind.FOOTNOTE, [("numbering-gap", "doc-fn3-0")]),
        (("1", "3", "2"), FootnoteKind.FOOTNOTE, []),  # out of order, none missing
        (("1@1", "2@1", "1@2", "2@2"), FootnoteKind.FOOTNOTE, []),  # anew on each page
        (("1@1", "1@2", "1@3"), FootnoteKind.FOOTNOTE, []),
        (("1@1", "1@1"), FootnoteKind.FOOTNOTE, [("duplicate-label", "doc-fn1-1")]),
        (("1@9", "2@9", "1@9", "2@9"), FootnoteKind.ENDNOTE, []),  # anew in each chapter
        (("*@1", "†@1", "*@2"), FootnoteKind.FOOTNOTE, []),
        (("*@1", "*@1"), FootnoteKind.FOOTNOTE, [("duplicate-label", "doc-fn*-1")]),
        (("1", "9" * 5000, "2"), FootnoteKind.FOOTNOTE, []),  # a misread line is no number
        (("1", "²"), FootnoteKind.FOOTNOTE, []),  # isdigit() but no decimal
    ],
)
def test_numbering_is_judged_within_its_series(labels, kind, expected):
    assert found(numbered(*labels, kind=kind)) == expected


def test_a_gap_says_which_numbers_are_missing():
    (problem,) = find_problems(numbered("1", "2", "5@4"), citation_list(), ())
    assert problem.message == "Footnote 5 (page 4) follows a gap: 3 to 4 not found; look for it on the page."


@pytest.mark.parametrize(
    ("kind", "reach", "expected"),
    [
        (VerdictKind.LIVE, Reach.OK, []),
        (VerdictKind.LIVE, Reach.MOVED_TEMPORARY, []),
        (VerdictKind.LIVE, Reach.MOVED_PERMANENT, [("citation-moved", "doc-fn1-c1")]),
        (VerdictKind.DEAD, Reach.GONE, [("citation-dead", "doc-fn1-c1")]),
        (VerdictKind.LIVE_BUT_WRONG, Reach.OK, [("citation-wrong-page", "doc-fn1-c1")]),
        (VerdictKind.SUSPECT, Reach.SERVER_ERROR, [("citation-suspect", "doc-fn1-c1")]),
        (VerdictKind.CANNOT_TELL, Reach.BLOCKED, [("citation-unverified", "doc-fn1-c1")]),
    ],
)
def test_each_verdict_has_its_problem(kind, reach, expected):
    assert found(verdicts=[verdict(kind, reach=reach)]) == expected


def test_a_dead_link_says_where_it_stands_what_happened_and_what_to_put_instead():
    judged = verdict(
        VerdictKind.DEAD,
        reach=Reach.GONE,
        reason="the server answered 404",
        suggestion=Suggestion(url="https://b.test/", why="the site links to it"),
    )
    (problem,) = find_problems(document(), citation_list(), (judged,))
    assert problem.message == (
        "Footnote 1 (page 1): the link is dead: https://a.test/ - The server answered 404. "
        "Put https://b.test/ instead: The site links to it."
    )
    assert problem.provenance == cited_url().provenance


def test_a_dead_link_in_the_body_is_a_problem_of_the_cited_url():
    in_body = cited_url(footnote_id=None, block_id="doc-b1", cited_url_id="doc-b1-u1", provenance=(place(2),))
    judged = verdict(VerdictKind.DEAD, cited_url_id="doc-b1-u1", citation_id=None)
    (problem,) = find_problems(document(), citation_list(citations=(), cited_urls=(in_body,)), (judged,))
    assert problem.subject_id == "doc-b1-u1"
    assert problem.message.startswith("Body text (page 2): the link is dead")


def test_an_offline_run_is_one_problem_of_the_document_not_one_for_each_citation():
    verdicts = tuple(verdict(**OFFLINE, label=str(number)) for number in range(1, 36))
    (problem,) = find_problems(document(), citation_list(), verdicts)
    assert (problem.code, problem.subject_id) == (ProblemCode.URLS_NOT_ASKED, "doc")
    assert problem.message.startswith("35 of 35 cited URLs have no verdict yet. This machine is offline.")


def test_urls_that_failed_because_the_machine_was_offline_count_as_not_asked():
    lost = fetch(reach=Reach.DNS_FAILED, is_offline=True)
    verdicts = [verdict(**(OFFLINE | {"fetch": lost, "reach": Reach.DNS_FAILED}), label=label) for label in "12"]
    assert found(verdicts=verdicts) == [("urls-not-asked", "doc")]


def test_what_servers_said_is_told_beside_what_was_not_asked():
    verdicts = [verdict(**OFFLINE, label="1"), verdict(**OFFLINE, label="2"), verdict(VerdictKind.DEAD, label="3")]
    assert found(verdicts=verdicts) == [("urls-not-asked", "doc"), ("citation-dead", "doc-fn3-c1")]


def test_servers_that_refused_stay_problems_of_their_citations():
    refused = [verdict(VerdictKind.CANNOT_TELL, reach=Reach.BLOCKED, label=label) for label in "12"]
    assert found(verdicts=refused) == [("citation-unverified", "doc-fn1-c1"), ("citation-unverified", "doc-fn2-c1")]


def test_problems_are_sorted_by_severity_page_and_subject_whatever_their_order():
    def problem(code, page, subject):
        return Problem(code=code, message=".", subject_id=subject, provenance=(place(page),) if page else ())

    expected = [
        problem(ProblemCode.FILE_UNREADABLE, None, "doc"),
        problem(ProblemCode.CITATION_DEAD, 2, "doc-fn2"),
        problem(ProblemCode.CITATION_DEAD, 2, "doc-fn10"),
        problem(ProblemCode.MALFORMED_URL, 1, "doc-fn1"),
        problem(ProblemCode.UNPARSED_CITATION, 1, "doc-fn1"),
    ]
    for order in itertools.permutations(expected):
        sorted_problems = all_problems(document(problems=order), citation_list(), finding_list(), (verdict(),))
        assert list(sorted_problems) == expected


def test_problems_of_every_step_are_collected_and_none_is_told_twice():
    own = Problem(code=ProblemCode.UNREFERENCED_FOOTNOTE, message="As the step words it.", subject_id="doc-fn1")
    other = Problem(code=ProblemCode.NO_FAMILY, message="None.", subject_id="doc")
    unparsed = Problem(code=ProblemCode.UNPARSED_CITATION, message="Odd.", subject_id="doc-fn1-c1")
    problems = all_problems(
        document(footnote_references=(), problems=(own,)),
        citation_list(problems=(unparsed,)),
        finding_list(problems=(other,)),
        (),
    )
    assert set(problems) == {own, other, unparsed}
    assert len(problems) == 3


def test_repeated_problems_get_keys_of_their_own():
    problem = Problem(code=ProblemCode.MALFORMED_URL, message=".", subject_id="doc-fn1")
    assert problem_ids((problem, problem)) == ("doc-fn1-malformed-url", "doc-fn1-malformed-url-2")


def test_severities_are_the_levels_of_sarif():
    assert {severity.value for severity in Severity} == {"error", "warning", "note"}


def test_a_verdict_about_nothing_known_is_still_told():
    judged = verdict(VerdictKind.DEAD, cited_url_id=None, citation_id=None)
    assert found(cited=citation_list(citations=(citation(),)), verdicts=[judged]) == [("citation-dead", "doc")]


def test_a_footnote_without_text_is_a_problem():
    doc = document(footnotes=(footnote("3", text=""),), footnote_references=(reference("3"),))
    assert ("empty-footnote", doc.footnotes[0].footnote_id) in found(doc)


@pytest.mark.parametrize(
    ("unmarked", "unpaired", "expected"),
    [
        (3, 0, "3 of 8 notes are named by no mark"),
        (2, 0, ""),
        (0, 3, "3 of 11 marks have no note"),
        (0, 2, ""),
        (4, 4, "4 of 8 notes are named by no mark; 4 of 8 marks have no note"),
    ],
)
def test_a_document_whose_marks_and_notes_answer_each_other_badly_is_doubtful_as_a_whole(unmarked, unpaired, expected):
    doc = numbered("1", "2", "3", "4", "5", "6", "7", "8")
    lost = tuple(reference(f"{n}", footnote_id=None, footnote_reference_id=f"lost{n}") for n in range(unpaired))
    doc = dataclasses.replace(doc, footnote_references=doc.footnote_references[unmarked:] + lost)
    messages = [p.message for p in find_problems(doc, citation_list(), ()) if p.code is ProblemCode.DOUBTFUL_READING]
    assert [message.partition(": ")[2].rpartition(";")[0] for message in messages] == [expected] * bool(expected)


def test_the_two_columns_of_a_bilingual_edition_number_alike_without_a_problem():
    sides = [
        footnote(f"{n}", footnote_id=f"{side}{n}", provenance=(place(1, (x0, 700.0 + n, x0 + 200, 708.0 + n)),))
        for n in (1, 2, 3, 4)
        for side, x0 in (("left", 60.0), ("right", 320.0))
    ]
    marks = tuple(
        reference(n.label, footnote_id=n.footnote_id, footnote_reference_id=f"r{n.footnote_id}") for n in sides
    )
    doc = document(
        footnotes=tuple(sides), footnote_references=marks, pages=(Page(page_number=1, width=600, height=800),)
    )
    assert found(doc) == []
