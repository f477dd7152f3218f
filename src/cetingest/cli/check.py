"""`cetingest check`: URLs without a document."""

import datetime as dt
import json
import sys
from collections.abc import Iterable, Sequence

import click
from rich.table import Column

from cetingest import links
from cetingest.citations.csl import read_item
from cetingest.cli.exits import EXIT_FAIL_ON
from cetingest.cli.files import read_lines
from cetingest.cli.options import fail_on_option, network_options, networked
from cetingest.cli.progress import Bars
from cetingest.cli.tables import print_table
from cetingest.cli.times import parse_moment
from cetingest.cli.works import cited_works, open_history, work_at
from cetingest.errors import InputError
from cetingest.model import Item, Verdict
from cetingest.settings import Settings, override
from cetingest.storage import Storage


@click.command()
@click.argument("urls", nargs=-1)
@click.option("--from", "source", metavar="FILE", help='A URL or JSON {"url", "item"} a line; - is stdin.')
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--remember", is_flag=True, help="Keep the answers in the history, and use those that are fresh there.")
@click.option(
    "--since",
    metavar="WHEN",
    help="Ask nobody: say which verdicts changed since a date (2026-03-01) or within a time (12h, 7d, 2w).",
)
@click.option("--processed", metavar="FOLDER", help="Where the history is (default: processed).")
@fail_on_option
@network_options
@click.pass_obj
def check(
    settings: Settings,
    /,
    urls: tuple[str, ...],
    source: str | None,
    form: str,
    since: str | None,
    fail_on: tuple[str, ...],
    **options: object,
) -> None:
    """Fetch and judge URLs; no document needed. Nothing is remembered unless --remember says so.

    \b
    cetingest check https://www.rfc-editor.org/rfc/rfc9110 doi:10.1000/182
    cetingest check --from urls.txt --format json
    cetingest check --since 7d
    """
    remember, processed = bool(options.pop("remember")), options.pop("processed")
    settings = networked(override(settings, "storage", processed=processed), options, offline=False)
    given = _requests(urls, source) if urls or source is not None or since is None else None
    if since is not None:
        verdicts = print_changes(parse_moment(since, dt.datetime.now(dt.UTC)), given, settings, form)
    else:
        verdicts = _ask(given or (), settings, remember=remember)
        _print_verdicts(verdicts, form)
    if any(verdict.verdict in fail_on for verdict in verdicts):
        sys.exit(EXIT_FAIL_ON)


def _requests(urls: tuple[str, ...], source: str | None) -> tuple[tuple[str, Item | None], ...]:
    return tuple(_check_line(line, where) for line, where in read_lines(urls, source, "URL"))


def _ask(requests: Sequence[tuple[str, Item | None]], settings: Settings, *, remember: bool) -> tuple[Verdict, ...]:
    place = Storage.of(settings.storage).history if remember else "sqlite://"
    with Bars() as bars:
        bars.start("Asking the web", len({url for url, _ in requests}))
        return links.check_urls(requests, settings.links, on_fetched=lambda fetch: bars.advance(fetch.url), place=place)


def print_changes(
    moment: dt.datetime, given: Sequence[tuple[str, Item | None]] | None, settings: Settings, form: str
) -> tuple[Verdict, ...]:
    """Print whose verdict changed since a moment, of the URLs given or all that were cited; return the new verdicts."""
    storage = Storage.of(settings.storage)
    works = cited_works(storage)
    with open_history(storage) as history:
        if given is None:
            given = [(url, work_at(url, works)) for url in sorted({*history.cited_urls(), *works})]
        changes = links.changes_since([(url, item or work_at(url, works)) for url, item in given], moment, history)
    if form == "json":
        for change in changes:
            click.echo(json.dumps(_change_line(change), ensure_ascii=False))
    else:
        headings = ("then", "now", Column("URL", overflow="fold"), "reason")
        print_table(headings, [(_then(c), c.after.verdict, c.url, c.after.reason) for c in changes])
    click.echo(f"{len(changes)} of {len(given)} URLs changed since {moment:%Y-%m-%d %H:%M} UTC", err=True)
    return tuple(change.after for change in changes)


def _then(change: links.Change) -> str:
    return change.before.verdict if change.before else "not asked"


def _change_line(change: links.Change) -> dict[str, object]:
    before = change.before
    keys = ("verdict", "reach", "content", "fetched_at", "reason")
    then = {key: links.verdict_line(before)[key] for key in keys} if before else None
    return {**links.verdict_line(change.after), "then": then}


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


def _print_verdicts(verdicts: Iterable[Verdict], form: str) -> None:
    if form == "json":
        for verdict in verdicts:
            click.echo(json.dumps(links.verdict_line(verdict), ensure_ascii=False))
        return
    headings = ("verdict", "reach", "content", Column("URL", overflow="fold"), "reason")
    print_table(headings, [(v.verdict, v.reach, v.content, v.url, _reason(v)) for v in verdicts])


def _reason(verdict: Verdict) -> str:
    suggestion = verdict.suggestion
    return verdict.reason if suggestion is None else f"{verdict.reason} Instead: {suggestion.url} {suggestion.why}"
