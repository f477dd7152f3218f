"""`cetingest families`: the series of reports that are known, and whether their files are right."""

import sys

import click

from cetingest import findings
from cetingest.cli.exits import EXIT_USAGE
from cetingest.settings import Settings
from cetingest.storage import place_of


@click.command("families")
@click.argument("folders", nargs=-1)
@click.option("--title", metavar="TITLE", help="Tell which family a report of this title belongs to.")
@click.pass_obj
def families_command(settings: Settings, folders: tuple[str, ...], title: str | None) -> None:
    """Read all family files: those on board, those of findings.families, and those of FOLDERS.

    \b
    cetingest families my-families
    cetingest families my-families --title "State of the Reefs 2024 - Palau"
    """
    places = [place_of(folder) for folder in (*settings.findings.families, *folders)]
    files = findings.load_family_files(*places)
    if title is not None:
        _show_match(files, title)
        return
    for file in files:
        family = file.family
        pillars = sum(len(sector.pillars) for sector in family.sectors)
        click.echo(
            f"{family.family}\t{family.title_pattern}\t{len(family.sectors)} sectors, {pillars} pillars\t{file.path}"
        )


def _show_match(files: tuple[findings.FamilyFile, ...], title: str) -> None:
    """Print family, subject and edition of a title; without a family exit with 2."""
    matches = findings.match_titles((file.family for file in files), [title])
    if len(matches) != 1:
        fits = " and ".join(found.family.family for found in matches) or "no family"
        click.echo(f"cetingest: {title!r} fits {fits}: compare it with title_pattern", err=True)
        sys.exit(EXIT_USAGE)
    (match,) = matches
    click.echo(f"{match.family.family}\t{match.subject}\t{match.edition or '-'}")
