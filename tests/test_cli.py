"""The command line: data on stdout, messages on stderr, exit codes that scripts can use."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from cetingest.cli import main
from cetingest.settings import StorageSettings
from cetingest.storage import Storage, write_model
from tests.factories import dossier


def call(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=text, catch_exceptions=False)


def test_extract_prints_the_interface_of_the_design(japan_pdf: Path):
    extracted = json.loads(call("extract", str(japan_pdf)).stdout)
    assert list(extracted) == [
        "schema_version",
        "document",
        "pages",
        "blocks",
        "footnotes",
        "footnote_references",
        "margins",
        "margin_counts",
        "cited_urls",
        "citations",
        "problems",
    ]
    assert {"document_id", "title", "sha256", "page_count", "language", "source_filename"} <= set(extracted["document"])


def test_extract_as_markdown_has_footnotes_that_renderers_read(japan_pdf: Path):
    markdown = call("extract", str(japan_pdf), "--format", "markdown").stdout
    assert "established AISI, an organization to study methods for ensuring AI safety.[^2]" in markdown
    assert "\n[^2]: Ministry of Economy" in markdown


def test_extract_writes_a_file_and_says_where(japan_pdf: Path, tmp_path: Path):
    result = call("extract", str(japan_pdf), "--format", "text", "-o", str(tmp_path / "out.txt"))
    assert (result.stdout, "out.txt" in result.stderr) == ("", True)
    assert "Executive Summary" in (tmp_path / "out.txt").read_text()


def test_extract_draws_each_page_with_what_was_found(japan_pdf: Path, tmp_path: Path):
    result = call(
        "extract", str(japan_pdf), "-o", str(tmp_path / "out.json"), "--debug-images", str(tmp_path / "pages")
    )
    assert (result.exit_code, "wrote 7 pictures" in result.stderr) == (0, True)
    pictures = sorted((tmp_path / "pages").iterdir())
    assert [path.name for path in pictures] == [f"page-{n:03d}.png" for n in range(1, 8)]
    assert {path.read_bytes()[:4] for path in pictures} == {b"\x89PNG"}


def test_a_document_that_cannot_be_read_exits_3_and_says_why(tmp_path: Path):
    (tmp_path / "bad.pdf").write_bytes(b"hello")
    result = call("extract", str(tmp_path / "bad.pdf"))
    assert (result.exit_code, "bad.pdf" in result.stderr) == (3, True)
    assert json.loads(result.stdout)["problems"][0]["severity"] == "error"


def test_cite_prints_a_json_line_a_text():
    lines = call(
        "cite", "-", text='Mori, "Space," WEF, May 2, 2024, https://example.org/a.\nMinistry of Finance\n'
    ).stdout
    records = [json.loads(line) for line in lines.splitlines()]
    assert [record["kind"] for record in records] == ["citation", "abbreviation"]
    assert records[0]["citations"][0]["item"]["URL"] == "https://example.org/a"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["check"], "give either URLs"),
        (["check", "--from", "nowhere.txt"], "nowhere.txt"),
        (["check", "--allow-net", "10.0.0.1/8", "https://example.org/"], "allow_net"),
        (["cite"], "give either texts"),
        (["extract", "nowhere.pdf"], "nowhere.pdf"),
        (["run", "--raw", "nowhere", "--offline"], "nowhere"),
        (["schema", "nothing"], "nothing"),
        (["--config", "nowhere.toml", "doctor"], "nowhere.toml"),
        (["report", "--processed", "nowhere"], "nowhere: is not there"),
        (["export", "--format", "ris", "--processed", "nowhere"], "nowhere: is not there"),
        (["trend", "--processed", "nowhere"], "nowhere: is not there"),
        (["trend", "--format", "json", "-o", "trend.json"], "give --format svg"),
    ],
)
def test_wrong_use_exits_2_and_says_what_is_wrong(
    arguments: list[str], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    result = call(*arguments)
    assert (result.exit_code, complaint in result.stderr, result.stdout) == (2, True, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("output", "complaint"),
    [("kept.bib", "citations.json"), ("/dev/full", "/dev/full: cannot be written"), ("no/where.bib", "no such folder")],
)
def test_an_export_that_fails_leaves_the_file_as_it_was(output: str, complaint: str, tmp_path: Path):
    (tmp_path / "kept.bib").write_text("precious")
    storage = Storage.of(StorageSettings(raw=str(tmp_path / "raw"), processed=str(tmp_path / "processed")))
    store_document(storage, is_spoilt=output == "kept.bib")
    places = ["--raw", str(storage.raw), "--processed", str(storage.processed)]
    result = call("export", "--format", "bibtex", "-o", str(tmp_path / output), *places)
    assert (result.exit_code, complaint in result.stderr) == (2, True), result.stderr
    assert (tmp_path / "kept.bib").read_text() == "precious"


def store_document(storage: Storage, *, is_spoilt: bool) -> None:
    """Store what a run would store of one PDF."""
    storage.raw.mkdir()
    (storage.raw / "doc.pdf").touch()
    given = dossier("doc")
    write_model(storage.extracted("doc"), given.document)
    write_model(storage.citations("doc"), given.citations)
    write_model(storage.findings("doc"), given.findings)
    if is_spoilt:
        storage.citations("doc").write_text("{}")


def test_a_wrong_line_of_a_list_is_named_by_its_number(tmp_path: Path):
    (tmp_path / "urls.txt").write_text('https://example.org/\n{"item": {}}\n')
    result = call("check", "--from", str(tmp_path / "urls.txt"))
    assert (result.exit_code, "urls.txt:2" in result.stderr) == (2, True)


def test_a_list_is_split_at_line_ends_only(tmp_path: Path):
    line = json.dumps({"url": "https:///x", "item": {"title": "a\u2028b\x0c"}}, ensure_ascii=False)
    (tmp_path / "urls.txt").write_text(f"\ufeff{line}\r\n\r\n")
    assert len(call("check", "--from", str(tmp_path / "urls.txt"), "--format", "json").stdout.splitlines()) == 1


def test_what_stands_in_a_url_is_never_taken_for_markup():
    output = call("check", "http://127.0.0.1/[/]", "http://127.0.0.1/\x1b[31m").stdout
    assert "http://127.0.0.1/[/]" in output
    assert "\x1b" not in output


@pytest.mark.parametrize("form", ["run", "report", "export", "doctor"])
def test_every_command_on_stored_documents_takes_their_places(form: str):
    command = main.get_command(click.Context(main), form)
    assert {"--raw", "--processed"} <= {name for p in command.params for name in p.opts}


def test_schema_names_the_tables_and_describes_one():
    assert "citations" in call("schema").stdout
    assert "citation_id" in json.dumps(json.loads(call("schema", "citations").stdout))


def test_doctor_says_what_is_well_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cetingest.toml").write_text("[links]\ncanary_hosts = []\n")
    output = call("doctor").stdout
    assert "ok  pdfplumber" in output
    assert "NO  raw" in output
    assert "--raw" in output


def test_families_lists_those_on_board_and_ones_own_and_tells_whose_a_title_is():
    folder = str(Path(__file__).parent / "data" / "findings" / "families")
    listed = [line.split("\t")[0] for line in call("families", folder).stdout.splitlines()]
    assert {"ceti", "energy_readiness", "pandemic_readiness"} <= set(listed)
    matched = call("families", folder, "--title", "Pandemic Readiness Monitor 2024: Kenya Country Profile")
    assert (matched.exit_code, matched.stdout) == (0, "pandemic_readiness\tKenya\t2024\n")


def test_families_exits_2_for_a_title_of_none_and_for_a_wrong_file(tmp_path: Path):
    untitled = call("families", "--title", "Annual Report")
    assert (untitled.exit_code, "fits no family" in untitled.stderr) == (2, True)
    folder = Path(__file__).parent / "data" / "findings" / "families"
    text = (folder / "pandemic.yaml").read_text(encoding="utf-8")
    (tmp_path / "copy.yaml").write_text(text.replace("family: pandemic_readiness", "family: copy"), encoding="utf-8")
    several = call(
        "families", str(folder), str(tmp_path), "--title", "Pandemic Readiness Monitor 2024: Kenya Country Profile"
    )
    assert (several.exit_code, "fits pandemic_readiness and copy: " in several.stderr) == (2, True)
    (tmp_path / "copy.yaml").unlink()
    (tmp_path / "mine.yaml").write_text("family: mine\n")
    wrong = call("families", str(tmp_path))
    assert (wrong.exit_code, "mine.yaml: line 1: index: is missing" in wrong.stderr) == (2, True)
