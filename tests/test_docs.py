"""Documentation cannot lie: generated pages are fresh, links lead somewhere, commands exist."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cetingest.cli import main

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/**/*.md")])


def test_generated_pages_are_fresh():
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, check=False)
    assert done.stderr.decode() == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_relative_link_of_a_page_leads_somewhere(page: Path):
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_has_a_help_with_a_first_sentence():
    context = click.Context(main)
    for name in main.list_commands(context):
        result = CliRunner().invoke(main, [name, "--help"])
        assert (result.exit_code, bool(main.get_command(context, name).help)) == (0, True), name


def test_every_command_of_the_readme_exists():
    commands = set(re.findall(r"^(?:\.venv/bin/)?cetingest (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert commands <= set(main.list_commands(click.Context(main)))
