"""Incidents reaches a receiver on loopback at least once, and once only while it is up."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import logging
import time

import pytest
from click.testing import CliRunner

from cetingest.cli import main
from cetingest.errors import InputError, SettingsError
from cetingest.settings import AlertSettings, LinkSettings, Settings
from cetingest.storage import write_model
from cetingest.watch import send_alerts, unsent_messages
from cetingest.watch.incidents import SentAlerts
from tests import factories as make
from tests.servers.receiver import Receiver
from tests.watch.corpora import dead, publish, storage_in, unreadable, with_dead_citation

NOW = dt.datetime(2026, 3, 8, 3, tzinfo=dt.UTC)
LOOPBACK = ("127.0.0.0/8",)


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.stop()


@pytest.fixture
def storage(tmp_path):
    return storage_in(tmp_path)


def settings_for(receiver, **fields):
    defaults = {"webhook_url": receiver.url, "allow_net": LOOPBACK, "timeout_seconds": 5.0}
    return Settings(alerts=AlertSettings(**(defaults | fields)))


@pytest.fixture
def tell(storage, receiver):
    """Send what is new, and return what came of it; the first message was sent when nothing was wrong."""
    write_model(storage.sent_alerts, SentAlerts(message_count=1))
    return lambda **fields: send_alerts(storage, settings_for(receiver, **fields), NOW)


def urls(receiver):
    return [one["url"] for message in receiver.messages for one in message["data"]["dead"]]


def test_a_newly_dead_citation_is_told_with_its_page_and_the_findings_that_rest_on_it(tell, storage, receiver):
    publish(storage, with_dead_citation())
    tell()
    [message] = receiver.messages
    [one] = message["data"]["dead"]
    assert (one["document_id"], one["url"], one["page_numbers"], one["footnotes"]) == (
        "doc",
        "https://a.test/",
        [1],
        ["1"],
    )
    assert one["reason"] == "The server says that it is gone."
    assert [f["support"] for f in one["findings"]] == ["broken"] * 5
    assert one["finding_count"] == 6  # all but the recommendation, which has no footnote
    assert one["findings"][0]["quote"] == "A sentence."
    assert (message["type"], message["data"]["total"]) == ("cetingest.news", {"dead": 1, "failed": 0})
    assert message["text"] == "1 citation newly dead (doc)"


def test_a_document_that_newly_failed_is_told_with_reason_and_page(tell, storage, receiver):
    publish(storage, make.dossier(), unreadable())
    tell()
    [message] = receiver.messages
    assert message["data"]["failed"] == [
        {
            "document_id": "broken",
            "source_filename": "broken.pdf",
            "reason": "broken.pdf is no PDF; open it.",
            "page_number": 3,
        }
    ]


def test_nothing_is_told_twice(tell, storage, receiver):
    publish(storage, with_dead_citation(), unreadable())
    assert [tell().sent, tell().sent] == [1, 0]
    publish(storage, with_dead_citation(), unreadable(), make.dossier("other"))
    assert tell().sent == 0
    assert len(receiver.messages) == 1


def test_only_what_is_new_is_told(tell, storage, receiver):
    publish(storage, with_dead_citation())
    tell()
    publish(storage, with_dead_citation(), with_dead_citation("other"))
    tell()
    assert [one["document_id"] for m in receiver.messages for one in m["data"]["dead"]] == ["doc", "other"]
    assert receiver.messages[-1]["data"]["total"] == {"dead": 2, "failed": 0}


def test_what_comes_back_and_dies_again_is_told_again_under_another_id(tell, storage, receiver):
    for dossier in (with_dead_citation(), make.dossier(), with_dead_citation()):
        publish(storage, dossier)
        tell()
    assert len(receiver.messages) == 2
    assert len({h["webhook-id"] for h in receiver.headers}) == 2


def test_other_bytes_that_fail_as_well_are_told_again(tell, storage, receiver):
    for digest in ("ab" * 32, "cd" * 32):
        publish(storage, unreadable(sha256=digest))
        tell()
    assert len(receiver.messages) == 2


def down(receiver):
    receiver.stop()


def failing(receiver):
    receiver.status = 500


def slow(receiver):
    receiver.delay_seconds = 3.0


def moved(receiver):
    receiver.status = 307


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (down, "could not be reached: connection failed"),
        (failing, "answered 500"),
        (slow, "could not be reached: timeout"),
        (moved, "answered 307, and redirects are not followed: name the final URL"),
    ],
)
def test_nothing_is_lost_while_the_receiver_is_at_fault_and_all_is_told_once_when_it_is_up(
    tell, storage, receiver, fault, why
):
    publish(storage, with_dead_citation())
    fault(receiver)
    for _ in range(2):
        summary = tell(timeout_seconds=1.5)
        assert (summary.sent, summary.left) == (0, 1)
        assert f"{why}" in (summary.failure or "")
    publish(storage, with_dead_citation(), with_dead_citation("later"))
    if fault is down:
        receiver.start()
    receiver.status, receiver.delay_seconds = 204, 0.0
    receiver.messages.clear()  # a slow receiver took what nobody waited for
    assert [tell().sent, tell().sent] == [1, 0]
    assert [one["document_id"] for one in receiver.messages[-1]["data"]["dead"]] == ["doc", "later"]


def test_a_message_that_is_sent_again_has_its_first_id(tell, storage, receiver):
    publish(storage, with_dead_citation())
    receiver.delay_seconds = 0.6
    tell(timeout_seconds=0.3)
    receiver.delay_seconds = 0.0
    tell()
    deadline = time.monotonic() + 10
    while len(receiver.headers) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len({h["webhook-id"] for h in receiver.headers}) == 1


def test_many_incidents_come_in_messages_of_bounded_size_and_a_few_at_once(tell, storage, receiver):
    long = "x" * 5_000
    many = [with_dead_citation(f"doc-{n:03}", url=f"https://{n}.test/{long}", reason=long) for n in range(130)]
    publish(storage, *many)
    summaries = [tell(), tell(), tell()]
    assert [(s.sent, s.left) for s in summaries] == [(5, 30), (2, 0), (0, 0)]
    assert len(set(urls(receiver))) == 130
    assert max(len(m["data"]["dead"]) for m in receiver.messages) == 20
    assert max(map(len, receiver.bodies)) < 80_000


def test_the_first_message_tells_the_numbers_only(storage, receiver):
    publish(storage, with_dead_citation(), unreadable())
    assert [send_alerts(storage, settings_for(receiver), NOW).sent for _ in range(2)] == [1, 0]
    [message] = receiver.messages
    assert (message["type"], message["data"]) == ("cetingest.watching", {"total": {"dead": 1, "failed": 1}})
    assert "1 dead citation and 1 failed document" in message["text"]


@pytest.mark.parametrize(
    ("secret", "key"),
    [("whsec_" + base64.b64encode(b"k" * 24).decode(), b"k" * 24), ("plain words", b"plain words")],
)
def test_messages_are_signed_as_standard_webhooks_are(tell, storage, receiver, monkeypatch, secret, key):
    monkeypatch.setenv("HOOK_SECRET", secret)
    publish(storage, with_dead_citation())
    tell(secret_env="HOOK_SECRET")
    [headers], [body] = receiver.headers, receiver.bodies
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["content-type"] == "application/json"


def test_neither_the_token_nor_the_secret_is_told_or_logged(tell, storage, receiver, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("HOOK_SECRET", "hush-hush")
    publish(storage, with_dead_citation())
    receiver.stop()
    failure = tell(secret_env="HOOK_SECRET").failure or ""
    receiver.start()
    said = failure + caplog.text + (storage.sent_alerts).read_text()
    assert failure.startswith("http://127.0.0.1:")
    assert [word for word in ("token", "key=1", "hush") if word in said] == []


def test_a_receiver_in_a_private_network_is_told_only_where_alerts_allow_it(tell, storage, receiver):
    publish(storage, with_dead_citation())
    for links in (LinkSettings(), LinkSettings(allow_net=LOOPBACK)):
        settings = Settings(links=links, alerts=AlertSettings(webhook_url=receiver.url))
        failure = send_alerts(storage, settings, NOW).failure
        assert failure is not None
        assert "is not in a public network; name its network in alerts.allow_net" in failure
    assert receiver.messages == []


def test_a_hostile_document_cannot_call_a_whole_channel(storage, receiver, tell):
    shout = "https://a.test/@channel<!here>"
    publish(storage, with_dead_citation(url=shout), unreadable(message="@all"))
    tell()
    [message] = receiver.messages
    assert message["text"] == "1 citation newly dead (doc); 1 document newly failed (broken)"


def test_a_kill_between_sending_and_remembering_loses_nothing(tell, storage, receiver, monkeypatch):
    publish(storage, with_dead_citation())

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cetingest.watch.alerts.write_model", killed)
        with pytest.raises(KeyboardInterrupt):
            tell()
    assert tell().sent == 1
    assert len({h["webhook-id"] for h in receiver.headers}) == 1


def test_without_published_tables_or_a_secret_nothing_is_sent(storage, tmp_path, receiver):
    with pytest.raises(InputError, match="run `cetingest run` first"):
        send_alerts(storage_in(tmp_path / "new"), settings_for(receiver), NOW)
    publish(storage, make.dossier())
    with pytest.raises(SettingsError, match="environment variable NO_SUCH_SECRET is not set"):
        send_alerts(storage, settings_for(receiver, secret_env="NO_SUCH_SECRET"), NOW)
    assert receiver.messages == []


def test_a_url_cited_in_several_footnotes_of_a_document_is_one_incident(storage):
    twice = make.dossier(
        citations=make.citation_list(
            citations=(make.citation(), make.citation("2")), cited_urls=(make.cited_url(), make.cited_url(label="2"))
        ),
        verdicts=(dead(), dead(label="2")),
    )
    publish(storage, twice)
    [message] = unsent_messages(storage, NOW)
    assert json.loads(message.body)["data"]["total"]["dead"] == 1


def test_the_command_shows_what_it_would_send_and_sends_nothing(tell, storage, receiver, tmp_path):
    publish(storage, with_dead_citation())
    (tmp_path / "c.toml").write_text(f'[alerts]\nwebhook_url = "{receiver.url}"\nallow_net = ["127.0.0.0/8"]\n')
    command = ["--config", str(tmp_path / "c.toml"), "alert", "--processed", str(storage.processed)]
    shown = CliRunner().invoke(main, [*command, "--dry-run"])
    assert json.loads(shown.stdout)["text"] == "1 citation newly dead (doc)"
    assert receiver.messages == []
    receiver.status = 500
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, "answered 500" in refused.stderr) == (4, True)
    receiver.status = 204
    assert CliRunner().invoke(main, command).stderr == "1 message(s) sent\n"
    assert len(receiver.messages) == 1


def test_the_command_says_where_to_write_the_address(tell, storage):
    publish(storage, with_dead_citation())
    result = CliRunner().invoke(main, ["alert", "--processed", str(storage.processed)])
    assert (result.exit_code, "alerts.webhook_url is not set" in result.stderr) == (2, True)
