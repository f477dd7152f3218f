"""`cetingest doctor`: what is installed, reachable and writable."""

import click

from cetingest import doctor
from cetingest.cli.options import storage_options
from cetingest.settings import Settings, override


@click.command("doctor")
@storage_options
@click.pass_obj
def doctor_command(settings: Settings, raw: str | None, processed: str | None) -> None:
    """Look at what is installed, reachable and writable, and say what to do."""
    diagnoses = doctor.examine(override(settings, "storage", raw=raw, processed=processed))
    for diagnosis in diagnoses:
        remedy = "" if diagnosis.is_well else f"\n{'':24}{diagnosis.remedy}"
        click.echo(f"{'ok ' if diagnosis.is_well else 'NO '} {diagnosis.subject:20}{diagnosis.found}{remedy}")
    click.echo(f"{sum(d.is_well for d in diagnoses)} of {len(diagnoses)} are well")
