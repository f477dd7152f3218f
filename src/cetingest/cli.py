"""The command line; each command calls one function. Data goes to stdout, progress and messages to stderr.

It passes 350 lines because nine commands with their help stand here together, as `cetingest --help` shows them; what a
command does stands elsewhere.
"""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from cetingest import __version__, citations, datasets, doctor, extract, ingest, links
from cetingest.csl import read_item
from cetingest.errors import CetingestError, InputError, SettingsError
from cetingest.model import Document, Item, Verdict, VerdictKind
from cetingest.settings import Settings, load_settings, override
from cetingest.storage import Storage, document_id_of, unstructure

EXIT_FAIL_ON, EXIT_USAGE, EXIT_DOCUMENTS_FAILED = 1, 2, 3
EXPORT_FORMATS = ("csl-json", "bibtex", "ris", "sarif", "annotations")

Command = TypeVar("Command", bound=Callable[..., Any])


class Bars:
    """Progress bars on stderr; nothing at all when it is no terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description:36}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task: TaskID | None = None

    def __enter__(self) -> "Bars":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` units."""
        self._task = self._progress.add_task(step, total=total)

    def advance(self, detail: str) -> None:  # noqa: ARG002 - the bar shows counts; the detail is for other watchers
        """Finish one unit of the step."""
        if self._task is not None:
            self._progress.advance(self._task)


class Group(click.Group):
    """Turns expected failures into a message and an exit code, whatever command they come from."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; a CetingestError becomes `cetingest: <message>` and exit code 2."""
        try:
            return super().invoke(ctx)
        except CetingestError as error:
            click.echo(f"cetingest: {error}", err=True)
            ctx.exit(EXIT_USAGE)


def network_options(command: Command) -> Command:
    """Add the options that say how the web is asked; each sets the [links] key of the same name."""
    for option in reversed(
        (
            click.option(
                "--connect-to", multiple=True, metavar="HOST1:PORT1:HOST2:PORT2", help="As curl's; repeatable."
            ),
            click.option("--allow-net", multiple=True, metavar="CIDR", help="A private network that may be asked."),
            click.option("--ca-bundle", type=click.Path(), metavar="PEM", help="More authorities to trust."),
            click.option("--proxy", metavar="URL", help="Ask through this proxy."),
            click.option("--total-timeout", type=float, metavar="SECONDS", help="For one URL with its redirects."),
            click.option("--per-host", type=int, metavar="N", help="Requests at once to one registrable domain."),
        )
    ):
        command = option(command)
    return command


def storage_options(command: Command) -> Command:
    """Add the options that say where things lie; each sets the [storage] key of the same name."""
    for option in (
        click.option("--processed", metavar="FOLDER", help="Where the outputs go (default: processed)."),
        click.option("--raw", metavar="FOLDER", help="Where the PDFs are (default: raw)."),
    ):
        command = option(command)
    return command


def fail_on_option(command: Command) -> Command:
    """Add --fail-on."""
    kinds = click.Choice([kind.value for kind in VerdictKind])
    return click.option("--fail-on", multiple=True, type=kinds, help="Exit 1 if a URL has this verdict; repeatable.")(
        command
    )


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cetingest")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file instead of ./cetingest.toml.")
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:
    """Turn policy reports (PDF) into datasets, and tell which of their citations still stand.

    \b
    Start with:  cetingest run            everything in raw/, outputs in processed/
                 cetingest report --open  the broken-citation report in your browser
    """
    ctx.obj = load_settings(config)


@main.command()
@storage_options
@click.option("--offline", is_flag=True, help="Ask nobody; judge by what history knows.")
@fail_on_option
@network_options
@click.pass_obj
def run(
    settings: Settings,
    /,
    raw: str | None,
    processed: str | None,
    offline: bool,
    fail_on: tuple[str, ...],
    **network: object,
) -> None:
    """Do the whole flow: every PDF in raw/ becomes tables, exports and a page of the report.

    \b
    cetingest run
    cetingest run --raw ~/reports --processed ~/out --fail-on dead
    """
    settings = override(settings, "storage", raw=raw, processed=processed)
    settings = _networked(settings, network, offline)
    with Bars() as bars:
        summary = ingest.run(settings, bars)
    print_summary(summary, Storage.of(settings.storage))
    for dossier in summary.dossiers:
        if (failure := ingest.failure_of(dossier)) is not None:
            click.echo(f"cetingest: {failure}", err=True)
    if summary.failed:
        sys.exit(EXIT_DOCUMENTS_FAILED)
    if any(summary.verdicts[VerdictKind(kind)] for kind in fail_on):
        sys.exit(EXIT_FAIL_ON)


@main.command("extract")
@click.argument("pdf", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "text", "markdown"]), default="json", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write there instead of to stdout.")
@click.option(
    "--debug-images",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Also draw each page with what was found.",
)
@click.pass_obj
def extract_command(settings: Settings, pdf: Path, form: str, output: Path | None, debug_images: Path | None) -> None:
    """Read one PDF: text, footnotes, references, cited URLs, citations. No network.

    \b
    cetingest extract raw/ceti-2025-japan-report.pdf --format markdown
    cetingest extract raw/ceti-2025-japan-report.pdf -o japan.json --debug-images pages
    """
    document = extract.read_document(pdf, document_id=document_id_of(pdf.name), settings=settings.extract)
    if form == "json":
        rendered = datasets.as_json(document, citations.cite(document))
    else:
        rendered = datasets.as_text(document) if form == "text" else datasets.as_markdown(document)
    _write(rendered, output)
    if debug_images is not None:
        _write_debug_images(pdf, document, settings, debug_images)
    if not document.is_readable:
        for problem in document.problems:
            click.echo(f"cetingest: {problem.message}", err=True)
        sys.exit(EXIT_DOCUMENTS_FAILED)


@main.command()
@click.argument("urls", nargs=-1)
@click.option("--from", "source", metavar="FILE", help='A URL or JSON {"url", "item"} a line; - is stdin.')
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@fail_on_option
@network_options
@click.pass_obj
def check(
    settings: Settings,
    /,
    urls: tuple[str, ...],
    source: str | None,
    form: str,
    fail_on: tuple[str, ...],
    **network: object,
) -> None:
    """Fetch and judge URLs; no document needed, nothing is remembered.

    \b
    cetingest check https://www.rfc-editor.org/rfc/rfc9110
    cetingest check --from urls.txt --format json
    """
    requests = [_check_line(line, where) for line, where in _lines(urls, source, "URL")]
    settings = _networked(settings, network, offline=False)
    with Bars() as bars:
        bars.start("Asking the web", len({url for url, _ in requests}))
        verdicts = links.check_urls(requests, settings.links, on_fetched=lambda fetch: bars.advance(fetch.url))
    if form == "json":
        for verdict in verdicts:
            click.echo(json.dumps(links.verdict_line(verdict), ensure_ascii=False))
    else:
        _print_verdicts(verdicts)
    if any(verdict.verdict in fail_on for verdict in verdicts):
        sys.exit(EXIT_FAIL_ON)


@main.command()
@click.argument("texts", nargs=-1)
@click.option("--from", "source", metavar="FILE", help="A footnote's text a line; - is stdin.")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
def cite(texts: tuple[str, ...], source: str | None, form: str) -> None:  # noqa: ARG001 - one form today
    """Read footnote texts: which works do they cite? One JSON object a line.

    \b
    cetingest cite 'Mori, "Space," WEF, December 20, 2024, https://example.org/a.'
    """
    lines = [line for line, _ in _lines(texts, source, "text")]
    for cited in citations.cite_texts(lines):
        click.echo(json.dumps(unstructure(cited), ensure_ascii=False))


@main.command("report")
@storage_options
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
@click.pass_obj
def report_command(settings: Settings, raw: str | None, processed: str | None, is_opened: bool) -> None:
    """Write the broken-citation report again from what is stored, and say where it lies. No network."""
    settings = override(settings, "storage", raw=raw, processed=processed)
    storage = Storage.of(settings.storage)
    path = ingest.publish_report(ingest.load_dossiers(storage), storage, settings)
    click.echo(str(path))
    if is_opened:
        click.launch(str(path))


@main.command()
@storage_options
@click.option("--format", "form", type=click.Choice(EXPORT_FORMATS), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write there instead of to stdout.")
@click.pass_obj
def export(settings: Settings, raw: str | None, processed: str | None, form: str, output: Path | None) -> None:
    """Print what is stored in another tool's format.

    \b
    cetingest export --format bibtex -o references.bib
    """
    settings = override(settings, "storage", raw=raw, processed=processed)
    _write(datasets.export(ingest.load_dossiers(Storage.of(settings.storage)), form), output)


@main.command()
@click.argument("table", required=False)
def schema(table: str | None) -> None:
    """Say which tables there are, or which columns TABLE has (JSON)."""
    if table is None:
        click.echo(datasets.describe_tables())
    else:
        click.echo(json.dumps(datasets.table_schema(table), ensure_ascii=False, indent=2))


@main.command("doctor")
@storage_options
@click.pass_obj
def doctor_command(settings: Settings, raw: str | None, processed: str | None) -> None:
    """Look at what is installed, reachable and writable, and say what to do."""
    diagnoses = doctor.examine(override(settings, "storage", raw=raw, processed=processed))
    for diagnosis in diagnoses:
        remedy = "" if diagnosis.is_well else f"\n{'':24}{diagnosis.remedy}"
        click.echo(f"{'ok ' if diagnosis.is_well else 'NO '} {diagnosis.subject:20}{diagnosis.found}{remedy}")
    click.echo(f"{sum(d.is_well for d in diagnoses)} of {len(diagnoses)} are well")


def _networked(settings: Settings, network: dict[str, object], offline: bool) -> Settings:
    network["total_timeout_seconds"] = network.pop("total_timeout")
    return override(settings, "links", is_offline=offline or None, **network)


def _lines(given: tuple[str, ...], source: str | None, what: str) -> Iterable[tuple[str, str]]:
    """Yield (line, where it stands) of arguments, or of a file, or of stdin; blank lines are left out."""
    if source is None and given == ("-",):
        source, given = "-", ()
    if (source is None) == (not given):
        raise SettingsError(f"give either {what}s, or --from FILE, or -")
    if source is None:
        return [(text, f"argument {number}") for number, text in enumerate(given, 1)]
    try:
        with click.open_file(source, encoding="utf-8-sig") as file:
            lines = file.read().split("\n")  # not splitlines(): a title may hold U+2028
    except OSError as error:
        raise InputError(f"{source}: cannot be read ({error.strerror or error}); check the name") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{source}: is no UTF-8 text ({error.reason} at byte {error.start}); convert it") from error
    return [(line.strip(), f"{source}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def _check_line(line: str, where: str) -> tuple[str, Item | None]:
    if not line.startswith("{"):
        return line, None
    try:
        record = json.loads(line)
        url, item = record["url"], record.get("item")
        if not isinstance(url, str):
            raise TypeError("url is no text")
        return url, None if item is None else read_item(item)
    except KeyError as error:
        raise InputError(f'{where}: has no key {error}; write {{"url": ..., "item": CSL-JSON}}') from error
    except (ValueError, TypeError) as error:
        raise InputError(f'{where}: neither a URL nor JSON {{"url": ..., "item": CSL-JSON}}: {error}') from error


def _write(rendered: str, output: Path | None) -> None:
    if output is None:
        click.echo(rendered, nl=not rendered.endswith("\n"))
        return
    try:
        output.write_text(rendered, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror}); name another with -o") from error
    click.echo(f"wrote {output}", err=True)


def _write_debug_images(pdf: Path, document: Document, settings: Settings, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for page_number, png in extract.render_debug_images(pdf, document, settings.extract):
            (folder / f"page-{page_number:03d}.png").write_bytes(png)
            count += 1
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror}); name another with --debug-images") from error
    click.echo(f"wrote {count} pictures to {folder}", err=True)


def _print_verdicts(verdicts: Iterable[Verdict]) -> None:
    """Show a table on a terminal, else a line each with tabs between. What servers said is text, never markup."""
    rows = [[_shown(v) for v in (o.verdict, o.reach, o.content, o.url, o.reason)] for o in verdicts]
    console = Console()
    if not console.is_terminal:
        for row in rows:
            click.echo("\t".join(row))
        return
    table = Table("verdict", "reach", "content", Column("URL", overflow="fold"), "reason")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _shown(text: str) -> str:
    """Replace what a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def print_summary(summary: ingest.RunSummary, storage: Storage) -> None:
    """Say what a run found, where it lies and what to look at first."""
    footnotes = sum(len(d.document.footnotes) for d in summary.dossiers)
    cited = sum(len(d.citations.citations) for d in summary.dossiers)
    read = len(summary.dossiers) - len(summary.failed)
    verdicts = sum(summary.verdicts.values())
    if not summary.dossiers:
        click.echo(f"There is no PDF in {storage.raw}: put some there, or name another folder with --raw.", err=True)
    click.echo(f"{read} document(s) read, {len(summary.failed)} failed")
    click.echo(f"{footnotes} footnotes, {cited} citations, {verdicts} cited URLs:")
    for kind in VerdictKind:
        click.echo(f"  {summary.verdicts[kind]:5} {kind.value.replace('_', ' ')}")
    if summary.fetched.is_offline:
        click.echo("  This machine is offline: nothing was asked successfully, so nothing is called dead.")
    click.echo(f"\nLook at first:  {summary.report_path}")
    click.echo(f"Tables:         {storage.datasets}  ({len(summary.rows)} tables, Parquet and CSV)")
    click.echo(f"Exports:        {storage.exports}")
