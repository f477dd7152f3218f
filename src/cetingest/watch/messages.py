"""Incidents as JSON messages of bounded size, in the form of Standard Webhooks (standardwebhooks.com, 1.0.0)."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cetingest.watch.incidents import DeadCitation, FailedDocument, Incidents

ITEMS_A_MESSAGE = 20
"""With 700 bytes each a message stays below the 20 kB that Standard Webhooks recommend."""
_FINDINGS_SHOWN = 5
_IDS_SHOWN = 3
_CHARACTERS = 300
"""The longest quote or reason: two lines of a chat window."""
_URL_CHARACTERS = 2_000
"""Nobody can open a longer one; hostile documents hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One POST. Its id stays the same when it is sent again; `keys` are the incidents in it."""

    message_id: str
    body: bytes
    keys: tuple[str, ...]


def first_message(current: Incidents, now: dt.datetime) -> Message:
    """Return the message with which alerts begin. It holds numbers only: what was dead before is not new."""
    counts = f"{_counted(len(current.dead), 'dead citation')} and {_counted(len(current.failed), 'failed document')}"
    text = f"cetingest sends alerts from now on. It has found {counts} so far: see the report."
    body = _Body(kind="cetingest.watching", text=text, data={"total": _total(current)}, now=now)
    return body.as_message(0, current.keys)


def incident_messages(new: Incidents, current: Incidents, now: dt.datetime, *, serial: int) -> Iterator[Message]:
    """Yield messages with all `new` incidents, at most `ITEMS_A_MESSAGE` in each, and with the totals of `current`.

    `serial` is the number of messages that were sent before. It is part of a message's id, so that a citation that dies
    a second time gets another id, and a message that is sent a second time keeps its id.
    """
    items: Iterator[DeadCitation | FailedDocument] = iter((*new.failed, *new.dead))
    while some := tuple(islice(items, ITEMS_A_MESSAGE)):
        dead = [one for one in some if isinstance(one, DeadCitation)]
        failed = [one for one in some if isinstance(one, FailedDocument)]
        data = {"dead": [_dead(one) for one in dead], "failed": [_failed(one) for one in failed]}
        body = _Body(kind="cetingest.news", text=_text(dead, failed), data={**data, "total": _total(current)}, now=now)
        yield body.as_message(serial, tuple(one.key for one in some))
        serial += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    kind: str
    text: str
    data: Mapping[str, object]
    now: dt.datetime

    def as_message(self, serial: int, keys: tuple[str, ...]) -> Message:
        timestamp = self.now.astimezone(dt.UTC).isoformat(timespec="seconds")
        payload = {"type": self.kind, "timestamp": timestamp, "text": self.text, "data": self.data}
        body = json.dumps(payload, ensure_ascii=False).encode("utf-8", errors="replace")
        digest = hashlib.sha256("\n".join((self.kind, str(serial), *keys)).encode()).hexdigest()[:32]
        return Message(message_id=f"msg_{digest}", body=body, keys=keys)


def _text(dead: list[DeadCitation], failed: list[FailedDocument]) -> str:
    """Return one line for chats that show a message's `text`.

    It names ids of documents only, which hold letters, digits and hyphens: a URL or title of a hostile PDF could notify
    a whole channel.
    """
    parts = ((dead, "citation", "newly dead"), (failed, "document", "newly failed"))
    return "; ".join(f"{_counted(len(some), noun)} {how} ({_listed(some)})" for some, noun, how in parts if some)


def _listed(some: Sequence[DeadCitation | FailedDocument]) -> str:
    ids = tuple(dict.fromkeys(one.document_id for one in some))
    more = f" and {len(ids) - _IDS_SHOWN} more" if len(ids) > _IDS_SHOWN else ""
    return ", ".join(ids[:_IDS_SHOWN]) + more


def _dead(one: DeadCitation) -> dict[str, object]:
    return {
        "document_id": one.document_id,
        "title": _short(one.title),
        "url": one.url[:_URL_CHARACTERS],
        "page_numbers": list(one.page_numbers),
        "footnotes": list(one.footnotes),
        "reason": _short(one.reason),
        "last_ok_at": one.last_ok_at,
        "suggestion_url": one.suggestion_url and one.suggestion_url[:_URL_CHARACTERS],
        "finding_count": len(one.findings),
        "findings": [
            {"finding_id": f.finding_id, "page_number": f.page_number, "support": f.support, "quote": _short(f.quote)}
            for f in one.findings[:_FINDINGS_SHOWN]
        ],
    }


def _failed(one: FailedDocument) -> dict[str, object]:
    return {
        "document_id": one.document_id,
        "source_filename": _short(one.source_filename),
        "reason": _short(one.reason),
        "page_number": one.page_number,
    }


def _total(current: Incidents) -> dict[str, int]:
    return {"dead": len(current.dead), "failed": len(current.failed)}


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _short(text: str) -> str:
    return text if len(text) <= _CHARACTERS else text[: _CHARACTERS - 1] + "…"
