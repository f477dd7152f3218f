"""`cetingest history`: what happened to a URL over time."""

import json

import click

from cetingest import links
from cetingest.cli.options import storage_options
from cetingest.cli.tables import print_table, printable
from cetingest.cli.works import cited_works, open_history, work_at
from cetingest.errors import InputError
from cetingest.model import ArchiveAnswer, Verdict
from cetingest.settings import Settings, override
from cetingest.storage import Storage, unstructure


@click.command("history")
@click.argument("urls", nargs=-1, required=True)
@storage_options
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_obj
def history_command(
    settings: Settings, urls: tuple[str, ...], raw: str | None, processed: str | None, form: str
) -> None:
    """Say what happened to URLs over time: every fetch, every change of the verdict. Asks nobody.

    \b
    cetingest history https://www.rfc-editor.org/rfc/rfc9110
    """
    storage = Storage.of(override(settings, "storage", raw=raw, processed=processed).storage)
    works = cited_works(storage)
    with open_history(storage) as history:
        for url in urls:
            events = links.story_of(url, work_at(url, works), history)
            if not events:
                raise InputError(f"{url}: was never asked, as far as {storage.history} knows; is it spelled as cited?")
            verdict = links.verdict_of(url, work_at(url, works), history)
            said = links.archive_answers_of(url, history)
            if form == "json":
                click.echo(json.dumps(_as_json(verdict, events, said), ensure_ascii=False))
            else:
                _print_story(verdict, events, said)


def _as_json(verdict: Verdict, events: tuple[links.Event, ...], said: tuple[ArchiveAnswer, ...]) -> dict[str, object]:
    return {
        **links.verdict_line(verdict),
        "first_seen_at": unstructure(verdict.first_seen_at),
        "last_ok_at": unstructure(verdict.last_ok_at),
        "strikes": verdict.strikes,
        "fetches": [
            {
                "fetched_at": event.fetch.fetched_at.isoformat(timespec="seconds"),
                "reach": str(event.fetch.reach),
                "status_code": event.fetch.status_code,
                "final_url": event.fetch.final_url,
                "redirects": unstructure(event.fetch.redirects),
                "attempts": event.fetch.attempts,
                "detail": event.fetch.detail,
                "is_offline": event.fetch.is_offline,
                "verdict": str(event.verdict.verdict),
                "is_change": event.is_change,
                "strikes": event.verdict.strikes,
            }
            for event in events
        ],
        "archive_answers": unstructure(said),
    }


def _print_story(verdict: Verdict, events: tuple[links.Event, ...], said: tuple[ArchiveAnswer, ...]) -> None:
    click.echo(printable(verdict.url))
    click.echo(f"{verdict.verdict}: {printable(verdict.reason)}")
    click.echo(
        f"first seen {_day(verdict.first_seen_at)}, last there {_day(verdict.last_ok_at)}, strikes {verdict.strikes}"
    )
    if verdict.suggestion is not None:
        click.echo(f"instead: {printable(verdict.suggestion.url)}  {printable(verdict.suggestion.why)}")
    click.echo()
    print_table(
        ("fetched at (UTC)", "reach", "status", "verdict", "strikes", "where it ended, or what failed"),
        [
            (
                f"{event.fetch.fetched_at:%Y-%m-%d %H:%M:%S}",
                "offline" if event.fetch.is_offline else event.fetch.reach,
                str(event.fetch.status_code or "-"),
                f"{event.verdict.verdict}{' (changed)' if event.is_change else ''}",
                str(event.verdict.strikes),
                _way(event),
            )
            for event in events
        ],
    )
    for answer in said:
        copy = answer.copy_url or answer.detail or "-"
        click.echo(f"{answer.asked_at:%Y-%m-%d %H:%M:%S}\tarchive {answer.outcome}\t{printable(copy)}")


def _way(event: links.Event) -> str:
    hops = [f"{hop.status_code} {hop.url}" for hop in event.fetch.redirects]
    return " > ".join([*hops, event.fetch.final_url or ""]) if hops else event.fetch.detail or ""


def _day(moment: object) -> str:
    return "never" if moment is None else f"{moment:%Y-%m-%d}"
