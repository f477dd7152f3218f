"""A URL that may be misread: what a server says against it may be said of another URL than the one on the page."""

from dataclasses import replace

from cetingest.model import ArchiveOutcome, Signal, SignalKind, Speaks, TextDoubt, Verdict, VerdictKind

_WHY = {
    TextDoubt.TEXT_RECOGNITION: "the URL was read from a picture by text recognition",
    TextDoubt.DOUBTFUL_FONT: "the URL stands in a font that probably names its letters wrong",
}


def allow_for_misreading(verdict: Verdict, doubt: TextDoubt | None) -> Verdict:
    """Return the verdict on a URL as it was read, with the doubt that it was read rightly.

    A page that is live, a server that once answered with a page and an archive that has a copy show that it was. Any
    other URL is not called dead or wrong: nobody can tell.
    """
    if doubt is None:
        return verdict
    is_confirmed = _is_confirmed(verdict)
    signal = Signal(
        kind=SignalKind.READING,
        speaks=Speaks.NEITHER,
        detail=_WHY[doubt] + (", and a page was found there" if is_confirmed else "; compare it with the page"),
    )
    verdict = replace(verdict, signals=(*verdict.signals, signal))
    if is_confirmed or verdict.verdict not in (VerdictKind.DEAD, VerdictKind.LIVE_BUT_WRONG):
        return verdict
    why = _WHY[doubt]
    reason = f"{why[0].upper()}{why[1:]} and may be misread; compare it with the page. As read: {verdict.reason}"
    return replace(verdict, verdict=VerdictKind.CANNOT_TELL, reason=reason)


def _is_confirmed(verdict: Verdict) -> bool:
    """Tell whether something was found at the URL; a page that is another or an error is nothing."""
    if verdict.verdict is VerdictKind.LIVE or verdict.archive is ArchiveOutcome.FOUND:
        return True
    return verdict.verdict is VerdictKind.DEAD and verdict.last_ok_at is not None
