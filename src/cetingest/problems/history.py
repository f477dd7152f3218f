"""Rows of the history that cannot be read: a verdict on these cited URLs is made of the other rows alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cetingest.model import CitationList, Document, Problem, ProblemCode, UnreadableRow
from cetingest.problems.verdicts import places_of
from cetingest.web.urls import history_key


def history_problems(
    document: Document, citations: CitationList, unreadable: Iterable[UnreadableRow]
) -> Iterator[Problem]:
    """Yield a problem for each row of each cited URL; rows of URLs that the document does not cite are left out."""
    rows: dict[str, list[UnreadableRow]] = defaultdict(list)
    for row in unreadable:
        rows[row.url].append(row)
    if not rows:
        return
    places = places_of(document, citations)
    for cited in citations.cited_urls:
        where, provenance = places[cited.cited_url_id]
        for row in rows.get(history_key(cited.url), ()):
            yield Problem(
                code=ProblemCode.HISTORY_ROW_UNREADABLE,
                message=f"{where}: row {row.row_id} of the history's table {row.table}, of {row.url}, cannot be read "
                f"({row.reason}) and was left out. Restore it from a backup.",
                subject_id=cited.cited_url_id,
                provenance=provenance,
            )
