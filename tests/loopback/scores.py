"""How right verdicts are: precision and recall of `dead`, `live` and `live_but_wrong`."""

from collections.abc import Sequence
from dataclasses import dataclass

from cetingest.model import VerdictKind

CALLED = (VerdictKind.DEAD, VerdictKind.LIVE, VerdictKind.LIVE_BUT_WRONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    right: int
    said: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


def scores_of(pairs: Sequence[tuple[VerdictKind, VerdictKind | None]]) -> dict[VerdictKind, Score]:
    """Score pairs of what was said and what is true (None: nobody could tell)."""
    return {
        kind: Score(
            right=sum(said is kind and true is kind for said, true in pairs),
            said=sum(said is kind for said, _ in pairs),
            true=sum(true is kind for _, true in pairs),
        )
        for kind in CALLED
    }


def show(name: str, scores: dict[VerdictKind, Score]) -> str:
    """Write scores down, a line each."""
    lines = [f"{name}: verdict, precision, recall"]
    lines += [
        f"  {kind:15} {s.precision:.3f} ({s.right}/{s.said})  {s.recall:.3f} ({s.right}/{s.true})"
        for kind, s in scores.items()
    ]
    return "\n".join(lines)
