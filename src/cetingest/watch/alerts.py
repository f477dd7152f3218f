"""Tell what is new, and remember what was told: each news at least once, and once only while the receiver is up."""

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
from cetingest.watch.messages import Message, first_message, news_messages
from cetingest.watch.news import TABLES, News, Told, read_news
from cetingest.watch.webhook import deliver

MESSAGES_AT_ONCE = 5
"""What is left is told the next time: five slow answers take 50 seconds, and Dagster ends a sensor after 60."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSummary:
    """What came of telling: messages that arrived, news that is left for the next time, and why, when one failed."""

    sent: int = 0
    left: int = 0
    failure: str | None = None


def send_alerts(storage: Storage, settings: Settings, now: dt.datetime) -> AlertSummary:
    """Tell the receiver what is new in the published tables since it was told last.

    What was told is written down after each message, so a kill at any moment loses nothing; at worst a message is sent
    again under its id. The first time only the numbers are told. Raises SettingsError when the settings cannot be used,
    InputError when nothing is published yet.
    """
    digest = _package_digest(storage)
    told = _told(storage)
    if told is not None and told.package == digest:
        return AlertSummary()
    standing = _standing(storage)
    if _package_digest(storage) != digest:
        return AlertSummary()  # tables are being written, and what was read may be of two runs
    messages = tuple(_messages(standing, told, now))
    told = (told or Told()).still_holding(standing)
    for number, message in enumerate(messages[:MESSAGES_AT_ONCE]):
        if (why := deliver(message, settings, now)) is not None:
            return AlertSummary(sent=number, left=_count(messages[number:]), failure=why)
        told = told.and_now(message.keys)
        _remember(storage, told)
    left = messages[MESSAGES_AT_ONCE:]
    if not left:
        _remember(storage, dataclasses.replace(told, package=digest))
    return AlertSummary(sent=len(messages) - len(left), left=_count(left))


def untold_messages(storage: Storage, now: dt.datetime) -> tuple[Message, ...]:
    """Return the messages that would be sent now; nothing is sent or remembered."""
    return tuple(_messages(_standing(storage), _told(storage), now))


def _messages(standing: News, told: Told | None, now: dt.datetime) -> Iterator[Message]:
    if told is None:
        yield first_message(standing, now)
    else:
        yield from news_messages(standing.without(told.keys), standing, now, serial=told.message_count)


def _count(messages: Iterable[Message]) -> int:
    return sum(len(message.keys) for message in messages)


def _standing(storage: Storage) -> News:
    with open_tables(storage.datasets, TABLES) as tables:
        if missing := set(TABLES) - tables.names:
            raise InputError(f"{storage.datasets}: has no table {min(missing)}; run `cetingest run` first")
        return read_news(tables)


def _package_digest(storage: Storage) -> str:
    """Return what changes whenever a table does: the package lists the hash of each file and is written last."""
    path = storage.datasets / PACKAGE_FILENAME
    if (package := bytes_if_there(path)) is None:
        raise InputError(f"{storage.datasets}: nothing is published there yet; run `cetingest run` first")
    return hashlib.sha256(package).hexdigest()


def _told(storage: Storage) -> Told | None:
    return model_if_there(storage.told, Told)


def _remember(storage: Storage, told: Told) -> None:
    write_model(storage.told, told)
