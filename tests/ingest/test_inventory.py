"""What a look at raw/ finds: what came, changed, was touched, renamed or is gone, and what is still to be ingested."""

import os
from pathlib import Path

import pytest

from cetingest.errors import InputError
from cetingest.ingest.inventory import Change, InventoryChanges, read_inventory, update_inventory, waiting_among
from cetingest.model import DocumentRecord
from cetingest.settings import StorageSettings
from cetingest.storage import Storage, sha256_of, write_model


class Folder:
    """A raw/ folder that somebody looks at; the report of every look arrives unless it is `lost`."""

    def __init__(self, place: Path) -> None:
        (place / "raw").mkdir()
        self.raw = place / "raw"
        self.storage = Storage.of(StorageSettings(raw=str(self.raw), processed=str(place / "processed")))
        self.confirmed = 0

    def put(self, name: str, content: str, at: int = 1) -> None:
        (self.raw / name).write_text(content)
        os.utime(self.raw / name, (at, at))

    def look(self, *, is_idle: bool = True, lost: bool = False, **options: object) -> InventoryChanges:
        changes = update_inventory(self.storage, confirmed=self.confirmed, is_idle=is_idle, **options)
        if not lost:
            self.confirmed = changes.inventory.look
        return changes

    def ingest(self, document_id: str, failure: str | None = None) -> None:
        sha256 = sha256_of(self.storage.pdf_paths()[document_id])
        record = DocumentRecord(document_id=document_id, source_filename="a.pdf", sha256=sha256, failure=failure)
        write_model(self.storage.record(document_id), record)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def ids(changes: InventoryChanges, *kinds: Change) -> list[str]:
    return [entry.document_id for entry in changes.of(*kinds)]


def test_a_new_file_is_left_for_the_next_look_and_reported_once(folder: Folder):
    folder.put("a.pdf", "one")
    found = [ids(folder.look(is_idle=False), Change.CHANGED) for _ in range(3)]
    assert found == [[], ["a"], []]


def test_a_file_that_still_grows_is_left_alone_until_it_rests(folder: Folder):
    looks = []
    for content in ("o", "on", "one", "one"):
        folder.put("a.pdf", content)
        looks.append((ids(changes := folder.look(), Change.CHANGED), ids(changes, Change.UNSETTLED)))
    assert looks == [([], ["a"]), ([], ["a"]), ([], ["a"]), (["a"], [])]


def test_other_bytes_are_reported_and_so_are_those_that_were_there_before(folder: Folder):
    found = []
    for at, content in enumerate(("one", "two", "one")):
        folder.put("a.pdf", content, at)
        folder.look()
        found.append(ids(folder.look(), Change.CHANGED))
    assert found == [["a"], ["a"], ["a"]]


def test_a_touched_file_is_told_of_and_not_ingested_again(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    folder.ingest("a")
    folder.put("a.pdf", "one", at=2)
    folder.look()
    assert [ids(folder.look(), Change.TOUCHED), ids(folder.look(), Change.DUE)] == [["a"], []]


def test_bytes_are_hashed_only_when_size_or_time_changed(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    monkeypatch.setattr("cetingest.ingest.inventory.sha256_of", lambda path: pytest.fail(f"{path} was hashed"))
    assert ids(folder.look(), *Change) == ["a"]


def test_a_file_that_is_replaced_by_way_of_removing_it_is_not_gone(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    (folder.raw / "a.pdf").rename(folder.raw / "aside.tmp")
    folder.put("b.pdf", "two")
    found = [folder.look()]
    (folder.raw / "aside.tmp").rename(folder.raw / "a.pdf")
    found.append(folder.look())
    assert [ids(changes, Change.GONE) for changes in found] == [[], []]


def test_a_file_missed_twice_is_gone(folder: Folder):
    folder.put("a.pdf", "one")
    folder.put("b.pdf", "two")
    folder.look(), folder.look()
    (folder.raw / "a.pdf").unlink()
    assert [ids(folder.look(), Change.GONE) for _ in range(3)] == [[], ["a"], []]


def test_a_renamed_file_is_a_new_document_that_is_known_by_its_bytes(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    (folder.raw / "a.pdf").rename(folder.raw / "b.pdf")
    folder.look()
    changes = folder.look()
    assert (ids(changes, Change.CHANGED), ids(changes, Change.GONE)) == (["b"], ["a"])
    assert dict(changes.renamed) == {"b": "a"}


def test_a_folder_that_is_suddenly_empty_withdraws_nothing(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    (folder.raw / "a.pdf").unlink()
    with pytest.raises(InputError, match="is it mounted"):
        folder.look()
    assert [entry.document_id for entry in read_inventory(folder.storage).entries] == ["a"]


def test_news_that_did_not_arrive_is_told_again(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look()
    assert [ids(folder.look(lost=lost), Change.CHANGED) for lost in (True, True, False, False)] == [
        ["a"],
        ["a"],
        ["a"],
        [],
    ]


def test_who_lost_the_inventory_is_told_of_everything_once_more(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    folder.storage.inventory.unlink()
    assert [ids(folder.look(), Change.CHANGED) for _ in range(3)] == [[], ["a"], []]


def test_a_file_that_cannot_be_read_is_reported_too_and_again_when_it_can_be(folder: Folder):
    (folder.raw / "a.pdf").symlink_to("nowhere")
    folder.look()
    first = ids(folder.look(), Change.CHANGED)
    (folder.raw / "a.pdf").unlink()
    folder.put("a.pdf", "one")
    folder.look()
    assert [first, ids(folder.look(), Change.CHANGED)] == [["a"], ["a"]]


def test_the_bytes_behind_a_link_that_leads_out_are_not_even_hashed(folder: Folder):
    (folder.raw.parent / "secret.pdf").write_text("secret")
    (folder.raw / "a.pdf").symlink_to("../secret.pdf")
    folder.look()
    (entry,) = folder.look().of(Change.CHANGED)
    assert entry.sha256 is None


def test_what_is_not_done_becomes_due_ever_more_rarely_and_only_while_nobody_ingests(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    busy = [number for number in range(20) if ids(folder.look(is_idle=False), Change.DUE)]
    idle = [number for number in range(20) if ids(folder.look(), Change.DUE)]
    assert (busy, idle) == ([], [2, 7, 16])


@pytest.mark.parametrize("failure", [None, "a.pdf: the file is no PDF"])
def test_what_was_ingested_well_or_badly_is_not_due_again(folder: Folder, failure: str | None):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    folder.ingest("a", failure)
    assert [number for number in range(20) if ids(folder.look(), Change.DUE)] == []
    assert waiting_among(["a"], folder.storage) == frozenset()


def test_what_another_run_has_ingested_since_the_last_look_waits_no_longer(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    waited = waiting_among(["a", "b"], folder.storage)
    folder.ingest("a")
    assert (waited, waiting_among(["a", "b"], folder.storage)) == ({"a"}, frozenset())


def test_a_record_of_other_bytes_does_not_count(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    folder.ingest("a")
    folder.put("a.pdf", "two", at=2)
    folder.look(), folder.look()
    assert any(ids(folder.look(), Change.DUE) for _ in range(4))


def test_more_news_than_dagster_takes_in_at_once_comes_in_portions(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cetingest.ingest.inventory.MOST_REPORTED", 2)
    for number in range(5):
        folder.put(f"{number}.pdf", str(number))
    folder.look()
    first = [ids(folder.look(lost=lost), Change.CHANGED) for lost in (False, True, False, False, False)]
    folder.confirmed = 0  # who lost its Dagster home
    again = [ids(folder.look(), Change.CHANGED) for _ in range(4)]
    portions = [["0", "1"], ["2", "3"], ["4"], []]
    assert (first, again) == ([portions[0], *portions[1:2] * 2, *portions[2:]], portions)


def test_who_lost_its_dagster_home_is_told_of_what_is_done_too(folder: Folder):
    folder.put("a.pdf", "one")
    folder.look(), folder.look()
    folder.ingest("a")
    folder.look()
    assert waiting_among(["a"], folder.storage) == frozenset()
    folder.confirmed = 0
    assert ids(folder.look(is_idle=False), Change.CHANGED) == ["a"]
    assert waiting_among(["a"], folder.storage) == {"a"}


def test_more_bytes_than_can_be_hashed_in_time_are_left_to_the_next_look(folder: Folder):
    for number in range(4):
        folder.put(f"{number}.pdf", str(number))
    folder.look()
    times = iter([0.0, 5.0, 15.0, 25.0, 35.0])
    assert ids(folder.look(clock=lambda: next(times)), Change.CHANGED) == ["0", "1"]
    assert ids(folder.look(), Change.CHANGED) == ["2", "3"]
