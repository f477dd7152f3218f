"""Rules over the files that documents come from."""

from collections.abc import Iterator

from cetingest.model import Document, Problem, ProblemCode


def duplicate_problems(document: Document, same_files: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem when other files hold the document's very bytes."""
    if same_files:
        yield Problem(
            code=ProblemCode.DUPLICATE_DOCUMENT,
            message=f"{document.source_filename} has the same bytes as {' and '.join(same_files)}, so what it cites "
            f"counts {len(same_files) + 1} times; remove all but one of them from raw/ and run again",
            subject_id=document.document_id,
        )
