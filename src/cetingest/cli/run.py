"""`cetingest run`: the whole flow."""

import logging
import sys

import click

from cetingest import ingest
from cetingest.cli.exits import EXIT_DOCUMENTS_FAILED, EXIT_FAIL_ON
from cetingest.cli.options import fail_on_option, log_options, logged, network_options, networked, storage_options
from cetingest.cli.progress import Bars
from cetingest.logs import Line
from cetingest.model import VerdictKind
from cetingest.settings import Settings, override
from cetingest.storage import Storage

logger = logging.getLogger(__name__)


@click.command()
@storage_options
@click.option("--offline", is_flag=True, help="Ask nobody; judge by what history knows.")
@fail_on_option
@log_options
@network_options
@click.pass_obj
def run(
    settings: Settings,
    /,
    raw: str | None,
    processed: str | None,
    offline: bool,
    fail_on: tuple[str, ...],
    log_format: str | None,
    log_level: str | None,
    **network: object,
) -> None:
    """Do the whole flow: every PDF in raw/ becomes tables, exports and a page of the report.

    \b
    cetingest run
    cetingest run --raw ~/reports --processed ~/out --fail-on dead
    """
    settings = override(settings, "storage", raw=raw, processed=processed)
    settings = logged(networked(settings, network, offline), log_format, log_level)
    with Bars(settings.logs.format) as bars:
        summary = ingest.run(settings, bars)
    print_summary(summary, Storage.of(settings.storage))
    if summary.failed:
        sys.exit(EXIT_DOCUMENTS_FAILED)
    if any(summary.verdicts[VerdictKind(kind)] for kind in fail_on):
        sys.exit(EXIT_FAIL_ON)


def print_summary(summary: ingest.RunSummary, storage: Storage) -> None:
    """Say what a run found, where it lies and what to look at first."""
    read = summary.document_count - len(summary.failed)
    if not summary.document_count:
        logger.warning(Line(f"there is no PDF in {storage.raw}: put some there, or name another folder with --raw"))
    click.echo(f"{read} document(s) read, {len(summary.failed)} failed")
    cited = f"{summary.footnote_count} footnotes, {summary.citation_count} citations"
    click.echo(f"{cited}, {sum(summary.verdicts.values())} cited URLs:")
    for kind in VerdictKind:
        click.echo(f"  {summary.verdicts[kind]:5} {kind.value.replace('_', ' ')}")
    if summary.fetched.network_fault is not None:
        click.echo(f"  The web was not asked ({summary.fetched.network_fault}), so nothing is called dead for it.")
    click.echo(f"\nLook at first:  {summary.report_path}")
    click.echo(f"Tables:         {storage.datasets}  ({len(summary.rows)} tables, Parquet and CSV)")
    click.echo(f"Exports:        {storage.exports}")
