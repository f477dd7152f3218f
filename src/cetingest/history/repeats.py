"""Which fetches and answers tell something that the others of their URL do not: pure functions, the rule of `prune`.

The rule keeps, of the fetches of a URL, oldest first: the first; the last; the last at which a page was there; the last
that failed by this machine's fault; and each at which the story changed, that is where status, way or title are others
than at the fetch before, or another strike counts, or the page became gone for good, or its host name was lost. What is
left out repeats the fetch before it.

So the same is concluded, today and after any further fetches, and what was concluded at each moment of the past keeps
its kind. tests/history/test_pruning.py shows both for random stories.
"""

from collections.abc import Hashable, Iterator, Sequence

from cetingest.history.strikes import count_strikes, is_gone_for_good, is_host_name_gone
from cetingest.model import ArchiveAnswer, ArchiveOutcome, Fetch
from cetingest.web.reach import ARRIVED

_SAVES = (ArchiveOutcome.SAVED, ArchiveOutcome.NOT_SAVED)


def fetches_to_keep(fetches: Sequence[Fetch]) -> Iterator[int]:
    """Yield the positions of the fetches to keep, given all fetches of one URL before a moment, oldest first."""
    online = [place for place, fetch in enumerate(fetches) if not fetch.is_offline]
    arrived = [place for place in online if fetches[place].reach in ARRIVED]
    offline = [place for place, fetch in enumerate(fetches) if fetch.is_offline]
    states = (None, *_states(tuple(fetches[place] for place in online)))
    changed = [place for place, before, now in zip(online, states, states[1:], strict=False) if now != before]
    yield from sorted({*changed, *online[-1:], *arrived[-1:], *offline[-1:]})


def _states(fetches: tuple[Fetch, ...]) -> Iterator[Hashable]:
    """Yield, for each fetch, all that it and those before it come to, apart from times."""
    for number, fetch in enumerate(fetches, 1):
        so_far = fetches[:number]
        yield (
            _story(fetch),
            count_strikes(so_far),
            is_gone_for_good(so_far),
            is_host_name_gone(so_far),
        )


def _story(fetch: Fetch) -> Hashable:
    titles = fetch.page.titles if fetch.page else None
    return (fetch.reach, fetch.status_code, fetch.final_url, fetch.redirects, titles)


def answers_to_keep(answers: Sequence[ArchiveAnswer]) -> Iterator[int]:
    """Yield the positions of the answers to keep, given all of one URL before a moment, oldest first.

    For each day that a copy was wanted for: the last of each service (lookups and saves apart) and the
    last that named a copy.
    """
    kept: dict[Hashable, int] = {}
    for place, answer in enumerate(answers):
        kept[answer.wanted_date, answer.service, answer.outcome in _SAVES] = place
        if answer.outcome in (ArchiveOutcome.FOUND, ArchiveOutcome.SAVED):
            kept[answer.wanted_date, answer.outcome] = place
    yield from sorted(set(kept.values()))
