"""What automation does about assets of the corpus that failed."""

import datetime as dt
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipelines.assets.datasets import PUBLISHED
from pipelines.definitions import build_defs
from pipelines.resources import Ingest

HOUR = dt.datetime.now(dt.UTC).replace(minute=0, second=0, microsecond=0)


class Corpus:
    """A corpus without documents, its automation and its runs."""

    def __init__(self, folder: Path, instance: dg.DagsterInstance) -> None:
        (folder / "raw").mkdir()
        (folder / "cetingest.toml").write_text("[links]\nis_offline = true\n")
        places = {name: str(folder / name) for name in ("raw", "processed")}
        self._defs = build_defs(Ingest(config=str(folder / "cetingest.toml"), **places))
        self._job = self._defs.resolve_implicit_global_asset_job_def()
        self._instance = instance
        self._cursor: Any = None

    def make(self, *keys: dg.AssetKey) -> bool:
        return self._job.execute_in_process(
            asset_selection=list(keys), instance=self._instance, raise_on_error=False
        ).success

    def asks_for(self, key: dg.AssetKey, minutes: int) -> bool:
        """Evaluate the conditions so many minutes after the full hour."""
        result = dg.evaluate_automation_conditions(
            defs=self._defs,
            instance=self._instance,
            cursor=self._cursor,
            evaluation_time=HOUR + dt.timedelta(minutes=minutes),
        )
        self._cursor = result.cursor
        return any(one.key == key and one.true_subset.size for one in result.results)


@pytest.mark.parametrize(
    ("key", "step"), [("links/cited_urls", "gather_cited_urls"), ("exports/files", "publish_exports")]
)
def test_what_failed_is_asked_for_at_each_full_hour_until_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, step: str
):
    def fail(*_: object) -> None:
        raise dg.Failure("out of reach", allow_retries=False)

    asset = dg.AssetKey(key.split("/"))
    with dg.DagsterInstance.ephemeral() as instance:
        corpus = Corpus(tmp_path, instance)
        corpus.make(*PUBLISHED, asset)
        corpus.asks_for(asset, 5)
        with monkeypatch.context() as broken:
            broken.setattr(f"cetingest.ingest.{step}", fail)
            made = [corpus.make(asset)]
            asked = [[corpus.asks_for(asset, minutes) for minutes in (6, 59, 61, 62)]]
            made.append(corpus.make(asset))
            asked.append([corpus.asks_for(asset, minutes) for minutes in (63, 121, 122)])
        made.append(corpus.make(asset))
        asked.append([corpus.asks_for(asset, minutes) for minutes in (123, 181)])
    assert made == [False, False, True]
    assert asked == [[False, False, True, False], [False, True, False], [False, False]]
