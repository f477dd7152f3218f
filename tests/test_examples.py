"""The worked examples of docs/examples run as they stand and say what they promise."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from upath import UPath

from cetingest.datasets import write_tables
from cetingest.model import VerdictKind
from tests import factories

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The tables of two documents: what one recommends rests on a dead citation, the other on a live one."""
    folder = tmp_path_factory.mktemp("datasets")
    write_tables([_dossier("dead", VerdictKind.DEAD), _dossier("live", VerdictKind.LIVE)], UPath(folder))
    return folder


def _dossier(document_id, kind):
    recommendation = factories.recommendation(document_id=document_id, footnote_ids=(f"{document_id}-fn1",))
    findings = factories.finding_list(
        document_id,
        recommendations=(recommendation,),
        assessments=(factories.assessment(document_id=document_id),),
    )
    verdict = factories.verdict(kind, document_id=document_id)
    return factories.dossier(document_id, findings=findings, verdicts=(verdict,))


def run(*arguments):
    command = [sys.executable, *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


def test_the_query_finds_the_recommendation_that_rests_on_dead_citations_only(folder):
    done = run(EXAMPLES / "run_sql.py", EXAMPLES / "broken_recommendations.sql", folder)
    assert done.returncode == 0, done.stderr
    assert "dead-recommendation1" in done.stdout
    assert "live-recommendation1" not in done.stdout


def test_weak_sectors_are_counted_with_their_support(folder):
    done = run(EXAMPLES / "weak_sectors.py", folder)
    assert done.returncode == 0, done.stderr
    assert "weaknesses" in done.stdout
    assert "shape: (2, 6)" in done.stdout


def test_the_consumer_lists_dead_citations(folder):
    done = run(EXAMPLES / "consumer.py", folder)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert done.stdout.startswith("dead page 1: https://a.test/")


def test_the_consumer_refuses_another_major_version_and_says_what_to_do(folder, tmp_path):
    package = json.loads((folder / "datapackage.json").read_text()) | {"schema_version": "2.0.0"}
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    done = run(EXAMPLES / "consumer.py", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "schema 2.0.0, but this tool reads 1.x; see CHANGELOG.md" in done.stderr


def test_every_example_is_explained():
    listed = (EXAMPLES / "README.md").read_text()
    assert all(path.name in listed for path in EXAMPLES.iterdir() if path.suffix in (".py", ".sql"))
