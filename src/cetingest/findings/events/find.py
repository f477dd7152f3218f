"""Find events: each date in the text, with what its clause says of it."""

import re
from dataclasses import replace

from cetingest.findings.context import Context, Sentence
from cetingest.findings.events.clauses import Clauses, Cue, find_clauses, status_of
from cetingest.findings.events.dates import EventDate, Setting, find_dates
from cetingest.findings.events.spans import join_spans
from cetingest.findings.family import SectionRole
from cetingest.findings.home import home_country, report_year
from cetingest.findings.prose import prose
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.language.text import squeeze_spaces
from cetingest.model import Event, Span

_EDGES = " ,;:.–—-()"
_LEADING = re.compile(r"(?i)^(?:and|but|or|so|while|whereas|although|though|which|who|where|that|however|yet)\b[\s,]*")


def setting_of(context: Context) -> Setting:
    """Return what a document's dates are counted by."""
    return Setting(home_country(context), report_year(context))


def find_events(context: Context) -> tuple[Event, ...]:
    """Find what a document says happened, happens or is planned at a stated time.

    Dates of the notes are those of the works cited, and a heading's date names a section: neither is an event.
    """
    setting = setting_of(context)
    events: list[Event] = []
    for sentence in prose(context):
        if dates := join_spans(sentence.text, find_dates(sentence.text, setting)):
            clauses = find_clauses(sentence.text)
            events += [_event(context, sentence, date, clauses, setting) for date in dates]
    stem = f"{context.document.document_id}-event"
    return tuple(replace(event, finding_id=f"{stem}-{number}") for number, event in enumerate(events, 1))


def _event(context: Context, sentence: Sentence, date: EventDate, clauses: Clauses, setting: Setting) -> Event:
    quote = quote_of(sentence.block, sentence.span)
    clause = clauses.around(date.span)
    cue = clauses.cue_of(clause, date.span)
    status = status_of(clauses, clause, cue, date.last_year, setting.year)
    if status is None and sentence.role is SectionRole.RECOMMENDATION:
        status = "planned"
    if (status == "done" and date.is_span) or (status != "planned" and date.modifier == "since"):
        status = "past"  # what lasted so long, or has lasted since
    return Event(
        finding_id="",
        quote=quote,
        footnote_ids=footnotes_of(context, quote),
        kind=_kind(date, cue, status),
        date=date.date.edtf(),
        precision=date.precision,
        printed=sentence.text[slice(*date.span)].strip(),
        what=_what(sentence.text, clause, date.span),
        modifier=date.modifier,
        fiscal_year=date.fiscal.number if date.fiscal else None,
        fiscal_calendar=date.fiscal.calendar if date.fiscal else None,
        status=status,
    )


def _kind(date: EventDate, cue: Cue | None, status: str | None) -> str:
    """A stretch of years that has passed tells a trend; what is due by a date is a target, whatever its verb."""
    is_due = date.modifier is not None and date.modifier.startswith(("by", "before", "no later", "until"))
    if cue and cue.kind == "forecast":
        return "forecast"
    if is_due and status in ("planned", "announced"):
        return "target"
    if cue and (cue.kind != "target" or status == "planned"):
        return cue.kind
    if date.is_span or date.modifier == "since":
        return "trend" if status in ("past", "done") else "period"
    return "other"


def _what(text: str, clause: Span, date: Span) -> str:
    """Return the clause without its date, or with it where it stands in the middle: what is printed in one piece."""
    before = text[clause[0] : date[0]].strip(_EDGES)
    after = text[date[1] : clause[1]].strip(_EDGES)
    whole = before or after
    if _LEADING.sub("", before) and after:
        whole = text[clause[0] : clause[1]].strip(_EDGES)
    return squeeze_spaces(_LEADING.sub("", whole)) or squeeze_spaces(text.strip())
