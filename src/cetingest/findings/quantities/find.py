"""Find quantities: each measure of the text, with what its sentence says of it."""

import re
from dataclasses import replace

from cetingest.findings.context import Context, Sentence
from cetingest.findings.events.dates import Setting, find_dates, mask_dates
from cetingest.findings.events.find import setting_of
from cetingest.findings.prose import prose
from cetingest.findings.quantities.measure import Measure
from cetingest.findings.quantities.measures import find_measures
from cetingest.findings.quantities.surroundings import (
    Period,
    about,
    find_periods,
    period_of,
    qualifier_of,
    status_of,
    subjects_of,
)
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.model import Quantity

# The richest sentence of the written reports has 8 figures. One with more than this is the row of a table that lost its
# rules, whose numbers mean nothing without their columns.
MOST_FIGURES = 60
_FIGURE = re.compile(r"\d+")


def find_quantities(context: Context) -> tuple[Quantity, ...]:
    """Find the numbers that measure, count or cost something, in the body's sentences.

    Dates, ordinals, labels of sections and figures within names measure nothing. A stretch of time that another number
    is spread over ("¥1 trillion over 10 years") is that one's period and no quantity of its own.
    """
    setting = setting_of(context)
    found: list[Quantity] = []
    for sentence in prose(context):
        if len(_FIGURE.findall(sentence.text)) <= MOST_FIGURES:
            found += _quantities(context, sentence, setting)
    stem = f"{context.document.document_id}-quantity"
    return tuple(replace(quantity, finding_id=f"{stem}-{number}") for number, quantity in enumerate(found, 1))


def _quantities(context: Context, sentence: Sentence, setting: Setting) -> list[Quantity]:
    text = sentence.text
    masked = (*mask_dates(text, setting), *(date.core for date in find_dates(text, setting)))
    measures = find_measures(text, setting.country, masked)
    if not measures or len(measures) > MOST_FIGURES:
        return []
    periods = find_periods(text)
    own = _without_periods(text, measures, periods)
    quote = quote_of(sentence.block, sentence.span)
    footnotes = footnotes_of(context, quote)
    made = []
    for measure, subject in zip(own, subjects_of(text, own), strict=True):
        period = period_of(text, measure, own, periods)
        made.append(
            Quantity(
                finding_id="",
                quote=quote,
                footnote_ids=footnotes,
                kind=measure.unit.kind,
                value=measure.value,
                value_high=measure.high,
                unit=measure.unit.name or None,
                currency=measure.unit.currency,
                printed=text[slice(*measure.span)].strip(),
                period_length=period.length if period else None,
                period_unit=period.unit if period else None,
                qualifier=qualifier_of(text, measure.span),
                status=status_of(text, measure),
                subject=subject,
                about=about(text, measure),
            )
        )
    return made


def _without_periods(text: str, measures: tuple[Measure, ...], periods: tuple[Period, ...]) -> tuple[Measure, ...]:
    """Leave out durations that are only the period of another measure."""
    others = tuple(measure for measure in measures if measure.unit.kind != "duration")
    used = [p.span for m in others for p in [period_of(text, m, others, periods)] if p]
    return tuple(m for m in measures if m in others or not any(a <= m.span[0] and m.span[1] <= b for a, b in used))
