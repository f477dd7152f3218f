"""raw/ and processed/ may be an S3-compatible bucket: the same bytes, at a price in requests that stays sane."""

from pathlib import Path

from cetingest import ingest
from cetingest.ingest.inventory import Change, update_inventory
from cetingest.settings import Settings, override
from cetingest.storage import Storage
from tests.servers.papers import paper, write_papers
from tests.servers.s3 import S3

MOST_REQUESTS_A_DOCUMENT = 50
"""Of a run in which nothing is new; 46 as measured. Each pass of tables, exports and report reads three files anew."""


def settings_of(folder: Path, s3: S3 | None) -> Settings:
    place = f"s3://{s3.bucket}" if s3 else str(folder)
    where = {"raw": f"{place}/raw", "processed": f"{place}/processed", "history": f"sqlite:///{folder}/history.db"}
    return override(override(Settings(), "storage", **where), "links", is_offline=True)


def upload(s3: S3, *numbers: int) -> None:
    for number in numbers:
        s3.client.put_object(Bucket=s3.bucket, Key=f"raw/paper-{number:04d}.pdf", Body=paper(number))


def test_a_bucket_gets_the_bytes_that_a_folder_gets(s3: S3, tmp_path: Path):
    write_papers(tmp_path / "raw", 2)
    upload(s3, 0, 1)
    ingest.run(settings_of(tmp_path, None))
    ingest.run(settings_of(tmp_path, s3))
    local = tmp_path / "processed"
    expected = {str(path.relative_to(local)): path.read_bytes() for path in local.rglob("*") if path.is_file()}
    assert s3.objects("processed/") == expected


def test_a_process_that_looked_before_sees_what_others_put_into_the_bucket(s3: S3, tmp_path: Path):
    storage = Storage.of(settings_of(tmp_path, s3).storage)
    upload(s3, 0)
    assert list(storage.pdf_paths()) == ["paper-0000"]
    upload(s3, 1)
    assert list(storage.pdf_paths()) == ["paper-0000", "paper-0001"]


def test_a_look_at_a_bucket_costs_the_same_however_many_pdfs_lie_in_it(s3: S3, tmp_path: Path):
    storage = Storage.of(settings_of(tmp_path, s3).storage)
    found, requests, look = [], [], 0
    for number in (0, None, None, 1, None, None):
        if number is not None:
            upload(s3, number)
        s3.requests.clear()
        changes = update_inventory(storage, confirmed=look, is_idle=False)
        look = changes.inventory.look
        found.append([entry.document_id for entry in changes.of(Change.CHANGED)])
        requests.append(dict(s3.requests))
    assert found == [[], ["paper-0000"], [], [], ["paper-0001"], []]
    assert requests[2] == requests[5]


def test_what_is_there_already_is_not_written_again_and_costs_a_bounded_number_of_requests(s3: S3, tmp_path: Path):
    requests = []
    for number in range(2):
        upload(s3, number)
        ingest.run(settings_of(tmp_path, s3))
        s3.requests.clear()
        ingest.run(settings_of(tmp_path, s3))
        requests.append(s3.requests.total())
        assert s3.requests["PUT"] == 0
    assert requests[1] - requests[0] <= MOST_REQUESTS_A_DOCUMENT
