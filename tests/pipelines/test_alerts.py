"""Dagster tells what is new every minute, and shows when the receiver does not take it."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.resources import Ingest
from pipelines.sensors import alerts
from tests.servers.receiver import Receiver
from tests.watch.corpora import publish, storage_in, with_dead_citation


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.stop()


def tick(folder: Path, alert_settings: str = "") -> str:
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "c.toml").write_text(f"[alerts]\n{alert_settings}")
    resource = Ingest(config=str(folder / "c.toml"), raw=str(folder / "raw"), processed=str(folder / "processed"))
    skipped = alerts(dg.build_sensor_context(resources={"cetingest": resource}))
    assert isinstance(skipped, dg.SkipReason)
    return skipped.skip_message or ""


def test_without_an_address_nobody_is_told(tmp_path: Path):
    assert tick(tmp_path) == "alerts.webhook_url is not set, so no alerts are sent"


def test_news_is_told_once_and_a_tick_fails_while_the_receiver_does(tmp_path: Path, receiver: Receiver):
    address = f'webhook_url = "{receiver.url}"\nallow_net = ["127.0.0.0/8"]\n'
    assert "run `cetingest run` first" in tick(tmp_path, address)
    publish(storage_in(tmp_path), with_dead_citation())
    receiver.status = 503
    with pytest.raises(dg.Failure, match=r"answered 503\. They are sent again in a minute"):
        tick(tmp_path, address)
    receiver.status = 204
    assert tick(tmp_path, address) == "1 message(s) sent, 0 incident(s) left"
    assert tick(tmp_path, address) == "nothing new"
    assert len(receiver.messages) == 1
