"""Problems as SARIF 2.1.0 (OASIS), for the tools that show findings of checkers in reviews and builds."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from cetingest import __version__
from cetingest.datasets.cells import storable
from cetingest.datasets.pieces import JsonArray
from cetingest.model import Dossier, Problem, ProblemCode
from cetingest.problems import CATALOGUE, problem_ids

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_CODES = tuple(ProblemCode)


class Sarif(JsonArray):
    """All problems as one SARIF run; each result is located in its PDF under raw/, and names the page.

    Results come document by document, a line each; the list of documents that they point to follows them.
    """

    def __init__(self) -> None:
        driver = {"name": "cetingest", "semanticVersion": __version__, "rules": [_rule(code) for code in _CODES]}
        run = {
            "tool": {"driver": driver},
            "originalUriBaseIds": {"RAW": {"description": {"text": "The folder of documents that came in (raw/)."}}},
            "columnKind": "unicodeCodePoints",
        }
        self.head = f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{_line(run)[:-1]}, "results": '
        self._artifacts: list[dict[str, Any]] = []

    def pieces(self, dossier: Dossier) -> Iterable[str]:
        """Return the results of a document."""
        self._artifacts.append(_artifact(dossier))
        return map(_line, _results(dossier, len(self._artifacts) - 1))

    def foot(self) -> str:
        """Return the list of documents."""
        return f', "artifacts": {_line(self._artifacts)}}}]}}\n'


def _line(value: object) -> str:
    return json.dumps(storable(value), ensure_ascii=False)


def _rule(code: ProblemCode) -> dict[str, Any]:
    kind = CATALOGUE[code]
    return {
        "id": code.value,
        "name": code.value.title().replace("-", ""),
        "shortDescription": {"text": kind.title},
        "fullDescription": {"text": kind.explanation},
        "help": {"text": kind.remedy},
        "defaultConfiguration": {"level": code.severity.value},  # our severities are SARIF's levels
    }


def _artifact(dossier: Dossier) -> dict[str, Any]:
    document = dossier.document
    return {
        "location": {"uri": _uri(document.source_filename), "uriBaseId": "RAW"},
        "mimeType": "application/pdf",
        "hashes": {"sha-256": document.sha256} if document.sha256 else {},
    }


def _results(dossier: Dossier, artifact: int) -> Iterable[dict[str, Any]]:
    for problem_id, problem in zip(problem_ids(dossier.problems), dossier.problems, strict=True):
        yield {
            "ruleId": problem.code.value,
            "ruleIndex": _CODES.index(problem.code),
            "level": problem.code.severity.value,
            "message": {"text": message_text(problem.message)},
            "locations": [_location(dossier, problem, artifact)],
            "partialFingerprints": {"problemId/v1": problem_id},
        }


def _location(dossier: Dossier, problem: Problem, artifact: int) -> dict[str, Any]:
    """Name the file, and the page in words and as properties: a SARIF region counts lines or bytes, a PDF has pages."""
    uri = _uri(dossier.document.source_filename)
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "RAW", "index": artifact}},
        "logicalLocations": [{"fullyQualifiedName": problem.subject_id}],
    }
    if problem.provenance:
        first = problem.provenance[0]
        location["message"] = {"text": f"Page {first.page_number}"}
        location["properties"] = {"pageNumber": first.page_number, "boundingBox": list(first.bbox)}
    return location


def _uri(filename: str) -> str:
    return quote(filename, safe="", errors="replace")  # a file name may hold bytes that are no UTF-8


def message_text(text: str) -> str:
    r"""Escape a plain text message: braces are placeholders and `[x](y)` is a link there (SARIF 2.1.0, 3.11.5, 3.11.6).

    >>> message_text("see {0} and [here](https://a.test)")
    'see {{0}} and [here\\](https://a.test)'
    """
    return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")
