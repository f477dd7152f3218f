"""`cetingest trend`: how the cited URLs stood over time."""

import json
from pathlib import Path

import click

from cetingest import ingest, links, report
from cetingest.cli.files import write_output
from cetingest.cli.options import storage_options
from cetingest.cli.tables import print_table
from cetingest.cli.works import stored
from cetingest.settings import Settings


@click.command()
@storage_options
@click.option("--format", "form", type=click.Choice(["table", "json", "svg"]), default="table", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the picture (svg) there.")
@click.pass_obj
def trend(settings: Settings, raw: str | None, processed: str | None, form: str, output: Path | None) -> None:
    """Say how the cited URLs stood over time: how many were dead, failing, refused, answering. Asks nobody.

    \b
    cetingest trend
    cetingest trend --format svg -o trend.svg
    """
    if output is not None and form != "svg":
        raise click.UsageError("-o writes the picture: give --format svg with it")
    points = ingest.link_trend(stored(settings, raw, processed))
    if form == "svg":
        write_output(report.trend_svg(points), output)
    elif form == "json":
        for point in points:
            click.echo(json.dumps({"day": point.day.isoformat(), **point.counts}))
    else:
        print_table(
            ("day", *(state.replace("_", " ") for state in links.UrlState)),
            [(point.day.isoformat(), *(str(point.counts[state]) for state in links.UrlState)) for point in points],
        )
        click.echo(report.trend_words(points), err=True)
