import datetime as dt

import pytest

from cetingest.links.verdicts.misreading import allow_for_misreading
from cetingest.model import ArchiveOutcome, SignalKind, TextDoubt, VerdictKind
from tests.factories import verdict

OCR, FONT = TextDoubt.TEXT_RECOGNITION, TextDoubt.DOUBTFUL_FONT
DEAD, WRONG, LIVE, SUSPECT, UNKNOWN = (
    VerdictKind.DEAD,
    VerdictKind.LIVE_BUT_WRONG,
    VerdictKind.LIVE,
    VerdictKind.SUSPECT,
    VerdictKind.CANNOT_TELL,
)
ONCE = {"last_ok_at": dt.datetime(2024, 5, 6, tzinfo=dt.UTC)}
ARCHIVED = {"archive": ArchiveOutcome.FOUND}


@pytest.mark.parametrize(
    ("kind", "doubt", "fields", "expected"),
    [
        pytest.param(DEAD, None, {}, DEAD, id="a sound URL"),
        pytest.param(DEAD, OCR, {}, UNKNOWN, id="read from a picture"),
        pytest.param(DEAD, FONT, {}, UNKNOWN, id="in a doubtful font"),
        pytest.param(DEAD, OCR, ONCE, DEAD, id="once a page was there"),
        pytest.param(DEAD, OCR, ARCHIVED, DEAD, id="an archive has a copy"),
        pytest.param(WRONG, OCR, {}, UNKNOWN, id="another page is there"),
        pytest.param(WRONG, OCR, ONCE, UNKNOWN, id="another page was always there"),
        pytest.param(SUSPECT, OCR, {}, SUSPECT, id="suspect stays so"),
        pytest.param(LIVE, OCR, {}, LIVE, id="a live page was read rightly"),
    ],
)
def test_a_url_that_may_be_misread_is_dead_only_when_something_was_found_at_it(kind, doubt, fields, expected):
    assert allow_for_misreading(verdict(kind, **fields), doubt).verdict is expected


def test_the_reason_says_why_nobody_can_tell_and_what_was_found():
    judged = allow_for_misreading(verdict(DEAD, reason="The server says that this page is not there (404)."), OCR)
    assert judged.reason == (
        "The URL was read from a picture by text recognition and may be misread; compare it with the page. "
        "As read: The server says that this page is not there (404)."
    )


@pytest.mark.parametrize("kind", [DEAD, LIVE, SUSPECT, WRONG, UNKNOWN])
def test_every_verdict_on_such_a_url_says_how_it_was_read(kind):
    judged = allow_for_misreading(verdict(kind), FONT)
    assert [signal.kind for signal in judged.signals] == [SignalKind.READING]
    assert "font" in judged.signals[0].detail
