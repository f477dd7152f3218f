"""Asset checks, generated from the tables' definitions, and what a reader of the tables must know.

Here: results of `cetingest.datasets.check_tables` as Dagster's checks. Not here: the checks themselves.
"""

from collections import Counter
from collections.abc import Iterator

import dagster as dg

from cetingest.datasets import CHECKS, TABLES, check_tables
from cetingest.evidence import supports
from cetingest.ingest import Corpus, failure_of
from cetingest.model import Finding, ProblemCode, Support
from pipelines.assets.datasets import table_key
from pipelines.metadata import broken_findings
from pipelines.resources import Ingest


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(check.name, asset=table_key(table.name), description=check.description)
        for table in TABLES
        for check in CHECKS
    ]
)
def table_checks(cetingest: Ingest) -> Iterator[dg.AssetCheckResult]:
    """Read the published tables back: is each what its definition says?"""
    for result in check_tables(cetingest.storage.datasets):
        yield dg.AssetCheckResult(
            check_name=result.check,
            asset_key=table_key(result.table),
            passed=result.passed,
            metadata={"failures": result.failures, "example": result.example or "none"},
        )


@dg.asset_check(asset=table_key("footnote_references"), description="Every footnote reference has a footnote.")
def every_reference_has_a_footnote(cetingest: Ingest) -> dg.AssetCheckResult:
    """Warn of marks that lead nowhere; `problems` names each with its page."""
    problems = [p for dossier in Corpus(cetingest.storage) for p in dossier.problems]
    lost = [p for p in problems if p.code is ProblemCode.UNPAIRED_REFERENCE]
    return dg.AssetCheckResult(
        passed=not lost,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"references without footnote": len(lost), "first": lost[0].message if lost else "none"},
    )


@dg.asset_check(asset=table_key("documents"), description="Every PDF in raw/ could be read to its last page.")
def every_document_was_read(cetingest: Ingest) -> dg.AssetCheckResult:
    """Warn of documents that failed, and name them."""
    named = {d.document.source_filename: failure_of(d) for d in Corpus(cetingest.storage)}
    failed = {name: reason for name, reason in named.items() if reason is not None}
    return dg.AssetCheckResult(
        passed=not failed,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"failed": len(failed), "which ones": dg.MetadataValue.json(failed)},
    )


@dg.asset_check(asset=table_key("evidence"), description="No finding stands on broken citations only.")
def every_finding_still_stands(cetingest: Ingest) -> dg.AssetCheckResult:
    """Warn of findings whose every citation is dead or leads elsewhere, and count how the others stand."""
    counts: Counter[Support] = Counter()
    broken: list[Finding] = []
    for dossier in Corpus(cetingest.storage):
        support = supports(dossier)
        counts.update(support.values())
        broken += [f for f in dossier.findings.statements if support[f.finding_id] is Support.BROKEN]
    return dg.AssetCheckResult(
        passed=not broken,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            **{kind.value: counts[kind] for kind in Support},
            "on broken citations only": dg.MetadataValue.md(broken_findings(broken)),
        },
    )
