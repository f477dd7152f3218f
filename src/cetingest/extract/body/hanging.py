"""Tell hanging indents from first-line indents: entries of bibliographies, bullets, numbered paragraphs.

Both print lines at two places. Where indents hang, a line that begins further right goes on inside a sentence, and one
that returns to the left begins anew; where first lines are indented it is the other way round.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from cetingest.extract.body.edges import LineEnds, ends_sentence
from cetingest.extract.layout.columns import BESIDE
from cetingest.extract.layout.lines import Line

# An indent is at least this share of the size (smaller steps are the optical margin of quotes), and seldom more than
# the second: what begins further right is a heading in the middle or a cell.
INDENT = 0.6
_MAX_INDENT = 8.0
# A change between the two costs what two line ends say that nobody doubts: a bibliography has two entries at least.
_CHANGE = 2.0
_LETTER = re.compile(r"[^\W\d_]")

_Frame = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Hanging:
    """The lines where indents hang: `first` ones begin an entry at the left, `rest` go on with it further right."""

    first: frozenset[Line] = frozenset()
    rest: frozenset[Line] = frozenset()


def find_hanging(lines: Sequence[Line], ends: LineEnds, gaps: Mapping[float, float]) -> Hanging:
    """Find the lines whose indents hang; `gaps` are the steps of baselines that part paragraphs, for each size."""
    first: set[Line] = set()
    rest: set[Line] = set()
    for run in _runs(lines):
        for part in _hanging_parts(run, ends, gaps):
            deeper = _deeper_lines(part)
            rest |= deeper
            first.update(line for line in part if line not in deeper)
    return Hanging(frozenset(first), frozenset(rest))


def _frame_of(line: Line) -> _Frame:
    return line.page_number, line.band, line.column


def _lefts_of(lines: Sequence[Line]) -> dict[_Frame, float]:
    lefts: dict[_Frame, float] = {}
    for line in lines:
        frame = _frame_of(line)
        lefts[frame] = min(line.bbox[0], lefts.get(frame, line.bbox[0]))
    return lefts


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield neighbouring lines of one size: headings part them."""
    text = (line for line in lines if line.column != BESIDE)
    for _, run in groupby(text, key=lambda line: (round(line.size, 1), line.is_bold)):
        yield list(run)


def _hanging_parts(run: Sequence[Line], ends: LineEnds, gaps: Mapping[float, float]) -> Iterator[list[Line]]:
    """Yield the stretches of a run in which indents hang."""
    if len(run) < 2:
        return
    states = _choose_states(list(_votes(run, ends, gaps)))
    states = [states[0], *states]  # the state of a line is that of the step to it
    for hangs, part in groupby(zip(states, run, strict=True), key=lambda entry: entry[0]):
        if hangs:
            yield [line for _, line in part]


def _votes(run: Sequence[Line], ends: LineEnds, gaps: Mapping[float, float]) -> Iterator[float]:
    """Yield for each step from a line to the next what it says for (+) or against (-) a hanging indent."""
    lefts = _lefts_of(run)
    left = lefts[_frame_of(run[0])]
    for before, line in pairwise(run):
        if _frame_of(before) != _frame_of(line):
            left = lefts[_frame_of(line)]
            yield 0.0
            continue
        shift, reach = line.bbox[0] - before.bbox[0], INDENT * line.size
        if shift > reach:
            left = before.bbox[0]
        elif shift < -reach:
            left = line.bbox[0]
        is_left = abs(line.bbox[0] - left) <= reach
        is_apart = line.baseline - before.baseline > gaps.get(line.size, 1.5 * line.size)
        yield _vote(before, line, shift, ends, is_left=is_left, is_apart=is_apart)


def _vote(before: Line, line: Line, shift: float, ends: LineEnds, *, is_left: bool, is_apart: bool) -> float:
    goes_on = _goes_on(before, line, ends)
    if shift > INDENT * line.size:
        return -2.0 if is_apart or shift > _MAX_INDENT * line.size else goes_on
    if shift < -INDENT * line.size:
        return 0.0 if is_apart else -goes_on
    return 0.0 if is_apart or not is_left else min(0.0, -goes_on)


def _goes_on(before: Line, line: Line, ends: LineEnds) -> float:
    """Return how sure it is that a sentence goes on from a line to the next: 2 yes, -2 no."""
    is_closed, is_full = ends_sentence(before), ends.is_full(before, line)
    letter = _LETTER.search(line.text[:1])
    if not is_closed:
        return 2.0 if letter and letter[0].islower() else 1.0 if is_full else -1.0
    return 0.0 if is_full else -2.0


def _choose_states(votes: Sequence[float]) -> list[bool]:
    """Return for each step whether indents hang there: the likeliest course when changes are rare (Viterbi)."""
    plain = hanging = 0.0
    came_from: list[tuple[bool, bool]] = []
    for vote in votes:
        came_from.append((hanging - _CHANGE > plain, hanging >= plain - _CHANGE))
        plain, hanging = max(plain, hanging - _CHANGE) - vote, max(hanging, plain - _CHANGE) + vote
    state = hanging > plain
    states = [state]
    for from_plain, from_hanging in reversed(came_from[1:]):
        state = from_hanging if state else from_plain
        states.append(state)
    return states[::-1]


def _deeper_lines(part: Sequence[Line]) -> set[Line]:
    """Return the lines that stand right of the left edge of a stretch.

    A page may hold nothing of it but the end of an entry: its edge is then that of the other pages.
    """
    frames: dict[_Frame, list[Line]] = {}
    for line in part:
        frames.setdefault(_frame_of(line), []).append(line)
    found: set[Line] = set()
    edges: dict[int, float] = {}
    for inside in sorted(frames.values(), key=_width_of_edges, reverse=True):
        edge, column = min(line.bbox[0] for line in inside), inside[0].column
        if _width_of_edges(inside) > INDENT * inside[0].size:
            edges.setdefault(column, edge)
        else:
            edge = min(edge, edges.get(column, edge))
        found.update(line for line in inside if line.bbox[0] - edge > INDENT * line.size)
    return found


def _width_of_edges(lines: Sequence[Line]) -> float:
    places = [line.bbox[0] for line in lines]
    return max(places) - min(places)
