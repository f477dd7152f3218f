"""All problems of a document, in the order in which a person should see them, each with its key."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cetingest.model import CitationList, Document, FindingList, Problem, ProblemCode, Severity, UnreadableRow, Verdict
from cetingest.problems.citations import citation_problems
from cetingest.problems.footnotes import footnote_problems
from cetingest.problems.history import history_problems
from cetingest.problems.verdicts import verdict_problems


def all_problems(
    document: Document,
    citations: CitationList,
    findings: FindingList,
    verdicts: Iterable[Verdict],
    same_files: tuple[str, ...] = (),
    unreadable: Iterable[UnreadableRow] = (),
) -> tuple[Problem, ...]:
    """Return what the steps reported and what the rules find, most severe first, then by page and subject.

    `same_files` are the names of the other files with the document's bytes, `unreadable` the rows of the history that
    were left out when it was judged. What a step reported is not reported again
    by a rule: the step saw the page and words it better.
    """
    reported = document.problems + citations.problems + findings.problems
    known = {(problem.code, problem.subject_id) for problem in reported}
    found = (
        *duplicate_problems(document, same_files),
        *find_problems(document, citations, tuple(verdicts)),
        *history_problems(document, citations, unreadable),
    )
    new = tuple(problem for problem in found if (problem.code, problem.subject_id) not in known)
    return tuple(sorted(reported + new, key=_order))


def duplicate_problems(document: Document, same_files: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem when other files hold the document's very bytes."""
    if same_files:
        yield Problem(
            code=ProblemCode.DUPLICATE_DOCUMENT,
            message=f"{document.source_filename} has the same bytes as {' and '.join(same_files)}, so what it cites "
            f"counts {len(same_files) + 1} times; remove all but one of them from raw/ and run again",
            subject_id=document.document_id,
        )


def find_problems(document: Document, citations: CitationList, verdicts: tuple[Verdict, ...]) -> tuple[Problem, ...]:
    """Apply every rule."""
    return (
        *footnote_problems(document),
        *citation_problems(document, citations),
        *verdict_problems(document, citations, verdicts),
    )


def problem_ids(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return a key for each problem: subject and code, and a count when they repeat."""
    seen: Counter[str] = Counter()
    ids = []
    for problem in problems:
        key = f"{problem.subject_id}-{problem.code.value}"
        seen[key] += 1
        ids.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(ids)


def _order(problem: Problem) -> tuple[int, int, list[tuple[int, str]], str, str]:
    """Sort key; numbers within ids count as numbers, so that footnote 2 comes before footnote 10."""
    page_number = problem.provenance[0].page_number if problem.provenance else 0
    parts = re.findall(r"\d+|\D+", problem.subject_id)
    subject = [(int(part), "") if part.isdecimal() and len(part) < 20 else (-1, part) for part in parts]
    return (tuple(Severity).index(problem.code.severity), page_number, subject, problem.code.value, problem.message)
