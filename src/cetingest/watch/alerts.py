"""Send alerts about new incidents, and remember what was sent.

Each incident is sent at least once. It is sent only once while the receiver is up.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cetingest.datasets import open_tables
from cetingest.datasets.package import PACKAGE_FILENAME
from cetingest.errors import InputError
from cetingest.settings import Settings
from cetingest.storage import Storage, bytes_if_there, model_if_there, write_model
from cetingest.watch.incidents import TABLES, Incidents, SentAlerts, read_incidents
from cetingest.watch.messages import Message, first_message, incident_messages
from cetingest.watch.webhook import deliver

MESSAGES_AT_ONCE = 5
"""The next call sends the rest. Five slow answers take 50 seconds, and Dagster ends a sensor after 60."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSummary:
    """How many messages arrived, how many incidents are left for the next time, and why a message failed."""

    sent: int = 0
    left: int = 0
    failure: str | None = None


def send_alerts(storage: Storage, settings: Settings, now: dt.datetime) -> AlertSummary:
    """Send the receiver what is new in the published tables since the last message.

    The first message holds numbers only. What was sent is stored after each message, so a kill at any moment loses
    nothing; at worst a message is sent again under the same id. Raises SettingsError when the settings cannot be used,
    InputError when nothing is published yet.
    """
    digest = _package_digest(storage)
    sent = _read_sent(storage)
    if sent is not None and sent.package == digest:
        return AlertSummary()
    current = _current_incidents(storage)
    if _package_digest(storage) != digest:
        return AlertSummary()  # tables are being written, and what was read may be of two runs
    messages = tuple(_messages(current, sent, now))
    sent = (sent or SentAlerts()).without_ended(current)
    for number, message in enumerate(messages[:MESSAGES_AT_ONCE]):
        if (why := deliver(message, settings, now)) is not None:
            return AlertSummary(sent=number, left=_count(messages[number:]), failure=why)
        sent = sent.with_message(message.keys)
        _keep_sent(storage, sent)
    left = messages[MESSAGES_AT_ONCE:]
    if not left:
        _keep_sent(storage, dataclasses.replace(sent, package=digest))
    return AlertSummary(sent=len(messages) - len(left), left=_count(left))


def unsent_messages(storage: Storage, now: dt.datetime) -> tuple[Message, ...]:
    """Return the messages that would be sent now; nothing is sent or remembered."""
    return tuple(_messages(_current_incidents(storage), _read_sent(storage), now))


def _messages(current: Incidents, sent: SentAlerts | None, now: dt.datetime) -> Iterator[Message]:
    if sent is None:
        yield first_message(current, now)
    else:
        yield from incident_messages(current.without(sent.keys), current, now, serial=sent.message_count)


def _count(messages: Iterable[Message]) -> int:
    return sum(len(message.keys) for message in messages)


def _current_incidents(storage: Storage) -> Incidents:
    with open_tables(storage.datasets, TABLES) as tables:
        if missing := set(TABLES) - tables.names:
            raise InputError(f"{storage.datasets}: has no table {min(missing)}; run `cetingest run` first")
        return read_incidents(tables)


def _package_digest(storage: Storage) -> str:
    """Return a hash that changes with every table: the data package lists the hash of each file and is written last."""
    path = storage.datasets / PACKAGE_FILENAME
    if (package := bytes_if_there(path)) is None:
        raise InputError(f"{storage.datasets}: nothing is published there yet; run `cetingest run` first")
    return hashlib.sha256(package).hexdigest()


def _read_sent(storage: Storage) -> SentAlerts | None:
    return model_if_there(storage.sent_alerts, SentAlerts)


def _keep_sent(storage: Storage, sent: SentAlerts) -> None:
    write_model(storage.sent_alerts, sent)
