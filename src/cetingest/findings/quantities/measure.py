"""A number with its unit, as it stands in a sentence."""

from dataclasses import dataclass

from cetingest.findings.quantities.units import Unit
from cetingest.model import Span

NUMBER = Unit("", "number")
TIMES = Unit("times", "ratio")
YEARS = Unit("year", "duration")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with what it is a number of; `series` tells those that are coordinated ("five and eight times")."""

    span: Span
    value: float
    unit: Unit
    high: float | None = None
    series: int = 0
    counted: str | None = None
