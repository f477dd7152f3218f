"""`cetingest doctor`: print the diagnoses of `cetingest.doctor`; `pipelines.doctor` prints its own the same way."""

import datetime as dt
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from cetingest import doctor
from cetingest.cli.exits import EXIT_ILL
from cetingest.cli.options import storage_options
from cetingest.cli.tables import printable
from cetingest.settings import SETTINGS_FILENAME, Settings, override
from cetingest.storage import unstructure

_SIGNS = {doctor.Health.WELL: "ok", doctor.Health.NOTE: "--", doctor.Health.ILL: "NO"}


@click.command("doctor")
@storage_options
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_context
def doctor_command(ctx: click.Context, /, raw: str | None, processed: str | None, form: str) -> None:
    """Look at what is installed, reachable, writable and up to date, and say what to do. Changes nothing.

    ok is well, -- is worth knowing, NO needs somebody: then the exit code is 1.
    """
    settings: Settings = ctx.obj
    given = ctx.find_root().params["config"]
    source = given or (Path(SETTINGS_FILENAME) if Path(SETTINGS_FILENAME).exists() else None)
    settings = override(settings, "storage", raw=raw, processed=processed)
    print_diagnoses(doctor.examine(settings, source, dt.datetime.now(dt.UTC)), form)


def print_diagnoses(diagnoses: Iterable[doctor.Diagnosis], form: str) -> None:
    """Print each as it comes, for people or as JSON; exit 1 when one of them is ill."""
    seen = []
    for diagnosis in diagnoses:
        seen.append(diagnosis.health)
        click.echo(_line(diagnosis) if form == "table" else json.dumps(unstructure(diagnosis), ensure_ascii=False))
    if form == "table":
        click.echo(f"{seen.count(doctor.Health.ILL)} of {len(seen)} need somebody")
    if doctor.Health.ILL in seen:
        sys.exit(EXIT_ILL)


def _line(diagnosis: doctor.Diagnosis) -> str:
    remedy = "" if diagnosis.health is doctor.Health.WELL else f"\n{'':24}{printable(diagnosis.remedy)}"
    return f"{_SIGNS[diagnosis.health]}  {diagnosis.subject:20}{printable(diagnosis.found)}{remedy}"
