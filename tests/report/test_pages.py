"""Which files the report writes, and that the same input gives the same bytes."""

import hashlib
from pathlib import Path

import pytest

from cetingest.report import crops, picture_requests, write_crops, write_report
from cetingest.settings import ExtractSettings, ReportSettings, StorageSettings
from cetingest.storage import Storage
from tests import factories as make
from tests.report import sample


@pytest.fixture
def storage(tmp_path):
    return Storage.of(StorageSettings(raw=str(tmp_path / "raw"), processed=str(tmp_path / "processed")))


@pytest.fixture
def rendered(monkeypatch):
    """Stand in for the guarded renderer and record what it was asked."""
    calls = []

    def render(path, requests, settings):
        calls.append([request.name for request in requests])
        return {request.name: sample.png() for request in requests}

    monkeypatch.setattr(crops, "render_pictures", render)
    return calls


def digests(folder) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir(), key=lambda p: p.name)}


def test_report_has_an_index_and_one_page_a_document(storage):
    path = write_report([sample.dossier(), sample.failed_dossier()], storage, ReportSettings())
    assert path == storage.report / "index.html"
    assert sorted(digests(storage.report)) == ["index.html", "locked.html", "sample.html"]


def test_same_dossiers_give_the_same_bytes_in_any_order(storage):
    dossiers = [sample.dossier(), make.dossier(), sample.offline_dossier()]
    write_report(dossiers, storage, ReportSettings())
    first = digests(storage.report)
    write_report(dossiers[::-1], storage, ReportSettings())
    assert digests(storage.report) == first


def test_page_of_a_document_that_is_gone_is_removed(storage):
    write_report([sample.dossier(), make.dossier()], storage, ReportSettings())
    write_report([sample.dossier()], storage, ReportSettings())
    assert sorted(digests(storage.report)) == ["index.html", "sample.html"]


def test_report_of_nothing_says_what_to_do(storage):
    path = write_report([], storage, ReportSettings())
    assert "Put PDFs in the folder" in path.read_text()


def test_notice_stands_on_every_page(storage):
    write_report([sample.dossier()], storage, ReportSettings(notice="Only a demonstration."))
    assert all("Only a demonstration." in page.read_text() for page in storage.report.iterdir())


def test_pictures_are_cut_once_for_a_pdf(storage, rendered):
    dossier = sample.dossier()
    for _ in range(2):
        write_crops(dossier, Path("x.pdf"), storage, ExtractSettings())
    names = [request.name for request in picture_requests(dossier.document, dossier.citations)]
    assert rendered == [names]
    assert sorted(digests(storage.crops("sample"))) == sorted([*(f"{n}.png" for n in names), "pictures.sha256"])


def test_pictures_are_cut_again_when_the_pdf_or_a_place_changes_and_stale_ones_go(storage, rendered):
    write_crops(sample.dossier(), Path("x.pdf"), storage, ExtractSettings())
    write_crops(sample.dossier(sample.ROWS[:2]), Path("x.pdf"), storage, ExtractSettings())
    assert sorted(digests(storage.crops("sample"))) == ["pictures.sha256", "sample-fn1.png", "sample-fn3.png"]
    assert [len(names) for names in rendered] == [8, 2]


def test_picture_that_could_not_be_rendered_is_tried_again_and_the_page_says_so(storage, monkeypatch):
    asked = []
    monkeypatch.setattr(crops, "render_pictures", lambda path, requests, settings: asked.append(1) or {})
    for _ in range(2):
        write_crops(sample.dossier(), Path("x.pdf"), storage, ExtractSettings())
    assert asked == [1, 1]
    write_report([sample.dossier()], storage, ReportSettings())
    assert "There is no picture of this place." in (storage.report / "sample.html").read_text()


def test_pictures_lie_inside_the_page_and_load_late(storage, rendered):
    write_crops(sample.dossier(), Path("x.pdf"), storage, ExtractSettings())
    write_report([sample.dossier()], storage, ReportSettings())
    page = (storage.report / "sample.html").read_text()
    assert page.count('<img src="data:image/png;base64,') == 8
    assert page.count('width="1224" height="240"') == page.count('loading="lazy"') == 8
