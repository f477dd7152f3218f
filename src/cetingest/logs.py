"""What the library writes to its log: lines with fields, as text or as JSON, and never a secret.

    logger.warning(Line("the PDF cannot be read", document_id="a", page=3))

Names of fields are those of the tables: `document_id`, `url`, `page`; `host`, `step`, `reason` and counts beside them.
"""

import datetime as dt
import json
import logging
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import TextIO

LEVELS = ("debug", "info", "warning", "error")
FORMATS = ("text", "json")

_ROOT = "cetingest"
_SUBJECT: ContextVar[Mapping[str, object]] = ContextVar("cetingest_subject", default={})  # noqa: B039 - never changed
_SECRETS = (
    # user:password@ of any URL, also where the password holds an @
    (re.compile(r"(?<=://)[^\s/?#\"']*@"), "***@"),
    # parameters of signed URLs and of databases: ?token=..., password=...
    (re.compile(r"([\w-]*(?:token|secret|passw(?:or)?d|signature|api[_-]?key)=)[^\s&;\"']+", re.IGNORECASE), r"\1***"),
    (re.compile(r"([?&;](?:key|sig|auth|pwd)=)[^\s&;\"']+", re.IGNORECASE), r"\1***"),
    (re.compile(r"(authorization:\s*(?:basic|bearer|low)\s+)\S+", re.IGNORECASE), r"\1***"),
)


class Line:
    """A message with fields. As text it shows them behind it, whoever writes it: Dagster's log keeps text only."""

    __slots__ = ("_fields", "_text")

    def __init__(self, text: str, **fields: object) -> None:
        self._text = text
        self._fields = {**_SUBJECT.get(), **fields}

    @property
    def text(self) -> str:
        """The message alone."""
        return redact(self._text)

    @property
    def fields(self) -> Mapping[str, object]:
        """What it is about; a field without value is none."""
        shown = {name: value for name, value in self._fields.items() if value is not None}
        return {name: redact(value) if isinstance(value, str) else value for name, value in shown.items()}

    def __str__(self) -> str:
        return " ".join([self.text, *(f"{name}={_shown(value)}" for name, value in self.fields.items())])


@contextmanager
def about(**fields: object) -> Iterator[None]:
    """Add these fields to every line that is logged within the block, by whatever it calls."""
    token = _SUBJECT.set({**_SUBJECT.get(), **fields})
    try:
        yield
    finally:
        _SUBJECT.reset(token)


def redact(text: str) -> str:
    """Replace what is secret: user names and passwords in URLs, tokens, keys.

    >>> redact("postgresql://me:pw@host/db and https://a.test/x?token=abc&y=1")
    'postgresql://***@host/db and https://a.test/x?token=***&y=1'
    """
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return text


@contextmanager
def step(logger: logging.Logger, name: str, **fields: object) -> Iterator[dict[str, object]]:
    """Log the beginning and the end of a step with its duration; what the block puts into the dictionary goes along."""
    logger.info(Line(f"{name} begins", step=name, **fields))
    began = time.monotonic()
    counts: dict[str, object] = {}
    try:
        yield counts
    except BaseException as error:
        reason = str(error) or type(error).__name__
        logger.error(Line(f"{name} broke off", step=name, seconds=_since(began), **counts, reason=reason))
        raise
    logger.info(Line(f"{name} ended", step=name, seconds=_since(began), **counts))


def configure(form: str = "text", level: str | None = None) -> None:
    """Send the log of the library, and warnings of others, to stderr in one of FORMATS from one of LEVELS on.

    None as level is "warning" for text, where progress bars tell the rest, and "info" for JSON.
    """
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _StderrHandler)]:
        root.removeHandler(handler)
    handler = _StderrHandler()
    handler.setFormatter(_JsonFormatter() if form == "json" else _TextFormatter())
    root.addHandler(handler)
    logging.getLogger(_ROOT).setLevel((level or ("info" if form == "json" else "warning")).upper())
    logging.captureWarnings(form == "json")
    sys.excepthook = _log_bug if form == "json" else sys.__excepthook__


def _log_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write what nobody caught as a line, too; an interrupt by Ctrl-C is no bug."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logging.getLogger(_ROOT).critical(Line(f"{kind.__name__}: {error}"), exc_info=(kind, error, trace))


class _StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to what sys.stderr is at the moment: progress bars put their own there while they are shown."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]  # an attribute there
        return sys.stderr


class _TextFormatter(logging.Formatter):
    """For people: a sentence a line, and a traceback where there is one. Below a warning, fields are the news."""

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.msg, Line) and record.levelno >= logging.WARNING:
            text = record.msg.text
        else:
            text = redact(record.getMessage())
        trace = f"\n{redact(self.formatException(record.exc_info))}" if record.exc_info else ""
        return f"{_ROOT}: {text}{trace}"


class _JsonFormatter(logging.Formatter):
    """For machines: one object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = record.msg if isinstance(record.msg, Line) else Line(record.getMessage())
        written = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": line.text,
            **line.fields,
        }
        if record.exc_info:
            written["exception"] = redact(self.formatException(record.exc_info))
        return json.dumps(written, ensure_ascii=False, default=str)


def _shown(value: object) -> str:
    text = str(value)
    return text if text and not re.search(r"[\s\"=]", text) else json.dumps(text, ensure_ascii=False)


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
