"""What to put instead of a URL that is dead, wrong or failing.

It takes two steps. `seek_suggestions` asks the web and writes to history; `with_suggestions` only reads history, so
publishing asks nobody and gives the same bytes again. Everything suggested was fetched and judged like a cited URL.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cetingest.history import History
from cetingest.history.ages import has_aged
from cetingest.links.fetching.fetch import fetch_urls, utc_now
from cetingest.links.replacements.archives import Archives, Lookup
from cetingest.links.replacements.memento import copied_at, original_of
from cetingest.links.replacements.variants import variants_of
from cetingest.links.verdicts.verdicts import judge
from cetingest.model import (
    ArchiveAnswer,
    ArchiveOutcome,
    Content,
    DateParts,
    Fetch,
    Item,
    Reach,
    Redirect,
    Suggestion,
    SuggestionKind,
    Verdict,
    VerdictKind,
)
from cetingest.settings import LinkSettings
from cetingest.web.client import WebClient
from cetingest.web.reach import ARRIVED
from cetingest.web.urls import BadUrlError, RefusedUrlError, history_key, request_url

# The contents of a page that may be suggested. The words say how sure that is.
_SURENESS = {
    Content.MATCH: "it shows the cited work",
    Content.NOT_JUDGED: "whether it shows the cited work was not compared",
    Content.NOT_COMPARABLE: "look whether it shows the cited work",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict, the work that its URL is cited for, and other URLs that the document may have meant."""

    verdict: Verdict
    item: Item | None = None
    candidates: tuple[str, ...] = ()

    @property
    def wants_suggestion(self) -> bool:
        """Tell whether something should be put instead: the URL is dead or wrong, or failed and may well be dead."""
        verdict = self.verdict
        if verdict.suggestion is not None:
            return False
        has_failed = verdict.verdict is VerdictKind.SUSPECT and verdict.reach not in ARRIVED
        return has_failed or verdict.verdict in (VerdictKind.DEAD, VerdictKind.LIVE_BUT_WRONG)

    @property
    def lookup(self) -> Lookup | None:
        """The question to archives: the copy nearest the day on which the author read it, or it was published."""
        try:
            return Lookup(request_url(self.verdict.url), wanted_date(self.item))
        except (BadUrlError, RefusedUrlError):
            return None


# --- looking ----------------------------------------------------------------------------------------------------------


def seek_suggestions(
    judged: Iterable[Judged],
    *,
    settings: LinkSettings,
    history: History,
    now: Callable[[], dt.datetime] = utc_now,
    on_fetched: Callable[[Fetch], None] | None = None,
) -> None:
    """Ask other spellings of broken URLs, and archives for copies, unless they were asked not long ago.

    Raises SettingsError when the settings cannot be used; what goes wrong with an archive is in its answer.
    """
    if settings.is_offline or not settings.is_suggesting:
        return
    broken = [one for one in judged if one.wants_suggestion]
    seeker = _Seeker(settings=settings, history=history, now=now, on_fetched=on_fetched)
    seeker.fetch(url for one in broken for url, _ in _spellings(one))
    left = [
        one for one, verdict in zip(broken, with_suggestions(broken, history), strict=True) if not verdict.suggestion
    ]
    seeker.look_up(one.lookup for one in left)
    copies = history.archive_answers_of(one.lookup.url for one in left if one.lookup)
    seeker.fetch(copy.copy_url or "" for one in left for copy in _copies_for(one, copies))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seeker:
    settings: LinkSettings
    history: History
    now: Callable[[], dt.datetime]
    on_fetched: Callable[[Fetch], None] | None

    def fetch(self, urls: Iterable[str]) -> None:
        """Fetch URLs that were not tried of late."""
        wanted = tuple(dict.fromkeys(urls))
        tried = self.history.tried_within(wanted, dt.timedelta(days=self.settings.suggestion_days), self.now())
        new = [url for url in wanted if url not in tried]
        if new:
            probes = self.history.for_uncited_urls()
            fetch_urls(
                new,
                settings=self.settings,
                history=probes,
                now=self.now,
                on_fetched=self.on_fetched,
                asks_twice=False,
            )

    def look_up(self, lookups: Iterable[Lookup | None]) -> None:
        """Ask archives what they have not said yet, or said long ago."""
        by_key = {f"{lookup.url} {lookup.wanted_date}": lookup for lookup in lookups if lookup is not None}
        with self.history.lease() as lease:
            for keys in lease.shares(tuple(by_key), lambda some: self._due(some, by_key)):
                with WebClient(self.settings) as client:
                    archives = Archives(client=client, settings=self.settings, now=self.now, gate=lease.gate)
                    for _, answers in archives.look_up(by_key[key] for key in keys):
                        self.history.record_archive_answers(answers)

    def _due(self, keys: Sequence[str], by_key: Mapping[str, Lookup]) -> tuple[str, ...]:
        known = self.history.archive_answers_of(by_key[key].url for key in keys)
        age, now = dt.timedelta(days=self.settings.archive_days), self.now()

        def is_due(lookup: Lookup) -> bool:
            said = _said(lookup, known)
            is_found = any(a.outcome is ArchiveOutcome.FOUND for a in said)
            latest = _outcome(said)
            return not is_found and (latest is not ArchiveOutcome.NO_COPY or has_aged(said[-1].asked_at, age, now))

        return tuple(key for key in keys if is_due(by_key[key]))


# --- finding ----------------------------------------------------------------------------------------------------------


def with_suggestions(judged: Sequence[Judged], history: History) -> tuple[Verdict, ...]:
    """Return the verdicts. Those that want a suggestion get the best one that history knows; nothing is asked."""
    broken = [one for one in judged if one.wants_suggestion]
    answers = history.archive_answers_of(one.lookup.url for one in broken if one.lookup)
    copies = {id(one): _copies_for(one, answers) for one in broken}
    urls = [url for one in broken for url, _ in _spellings(one)]
    urls += [copy.copy_url or "" for some in copies.values() for copy in some]
    fetches = history.fetches_of(dict.fromkeys(urls))

    def suggested(one: Judged) -> Verdict:
        if not one.wants_suggestion:
            return one.verdict
        found = _suggest_spelling(one, fetches) or _suggest_copy(one, copies[id(one)], fetches)
        lookup = one.lookup
        said = _said(lookup, answers) if lookup else []
        is_saved = any(copy.outcome is ArchiveOutcome.SAVED for copy in copies[id(one)])
        return replace(one.verdict, suggestion=found, archive=ArchiveOutcome.FOUND if is_saved else _outcome(said))

    return tuple(suggested(one) for one in judged)


def _spellings(one: Judged) -> Iterator[tuple[str, tuple[SuggestionKind, str]]]:
    """Yield other spellings with kind and words: what the document may have meant, then the usual variants."""
    own = {history_key(one.verdict.url)}
    for url in one.candidates:
        if history_key(url) not in own:
            own.add(history_key(url))
            yield url, (SuggestionKind.MENDED, "Another reading of the printed address answers")
    for url, words in variants_of(one.verdict.url, one.verdict.reach):
        if history_key(url) not in own:
            own.add(history_key(url))
            yield url, (SuggestionKind.VARIANT, f"The same address {words} answers")


def _suggest_spelling(one: Judged, fetches: Mapping[str, tuple[Fetch, ...]]) -> Suggestion | None:
    for url, (kind, words) in _spellings(one):
        verdict = judge(url, one.item, fetches[url])
        if (sureness := _sureness_of(verdict)) is not None:
            moved = verdict.suggestion.url if verdict.suggestion else url
            return Suggestion(url=moved, why=f"{words}; {sureness}.", kind=kind)
    return None


def _suggest_copy(
    one: Judged, answers: Sequence[ArchiveAnswer], fetches: Mapping[str, tuple[Fetch, ...]]
) -> Suggestion | None:
    for answer in answers:
        if answer.copy_url is None or not fetches[answer.copy_url]:
            continue
        copy = fetches[answer.copy_url][-1]
        shown = copy.final_url or answer.copy_url
        if (sureness := _sureness_of(judge(one.verdict.url, one.item, (_as_original(one.verdict.url, copy),)))) is None:
            continue
        made = copied_at(shown) or answer.copied_at
        of_day = f" of {made:%Y-%m-%d}" if made else ""
        saved = ", saved while the page was there" if answer.outcome is ArchiveOutcome.SAVED else ""
        why = f"An archive has a copy{of_day}{saved}; {sureness}."
        return Suggestion(url=shown, why=why, kind=SuggestionKind.ARCHIVED)
    return None


def _sureness_of(verdict: Verdict) -> str | None:
    """Return what to say of the page of a suggestion, None when it must not be suggested."""
    has_arrived = verdict.fetch is not None and verdict.fetch.reach in ARRIVED and verdict.reach is not Reach.BLOCKED
    return _SURENESS.get(verdict.content) if has_arrived else None


def _as_original(url: str, copy: Fetch) -> Fetch:
    """Return the fetch of a copy as if its original had answered: the archive's own address tells nothing."""
    original = original_of(copy.final_url or copy.url) or url
    is_same = _bare(original) == _bare(url)
    redirects = () if is_same else (Redirect(url=url, status_code=302),)
    reach = Reach.OK if copy.reach in ARRIVED else copy.reach
    return replace(copy, url=url, final_url=url if is_same else original, redirects=redirects, reach=reach)


def _bare(url: str) -> str:
    """Spell a URL without what archives do not tell apart: scheme, www., a slash at the end, escapes."""
    try:
        url = request_url(url)
    except (BadUrlError, RefusedUrlError):
        return url
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _copies_for(one: Judged, answers: Mapping[str, tuple[ArchiveAnswer, ...]]) -> tuple[ArchiveAnswer, ...]:
    """Return the latest answer that names a copy nearest the day that a citation wants, then the latest save."""
    if (lookup := one.lookup) is None:
        return ()
    found = [answer for answer in _said(lookup, answers) if answer.outcome is ArchiveOutcome.FOUND]
    saved = [answer for answer in answers[lookup.url] if answer.outcome is ArchiveOutcome.SAVED]
    return (*found[-1:], *saved[-1:])


def _said(lookup: Lookup, answers: Mapping[str, tuple[ArchiveAnswer, ...]]) -> list[ArchiveAnswer]:
    """Return what archives answered to a question for a copy, oldest first."""
    saves = (ArchiveOutcome.SAVED, ArchiveOutcome.NOT_SAVED)
    return [a for a in answers[lookup.url] if a.wanted_date == lookup.wanted_date and a.outcome not in saves]


def _outcome(answers: Sequence[ArchiveAnswer]) -> ArchiveOutcome | None:
    """Return what archives said together: a copy of one is a copy; none is one only when each was really asked."""
    newest = {answer.service: answer.outcome for answer in answers}.values()
    for outcome in (ArchiveOutcome.FOUND, ArchiveOutcome.NOT_ASKED, ArchiveOutcome.NO_COPY):
        if outcome in newest:
            return outcome
    return None


def wanted_date(item: Item | None) -> dt.date | None:
    """Return the day that an archived copy should be nearest to: when the work was accessed, else issued.

    The middle of a month or year stands for a date without day.

    >>> wanted_date({"issued": {"date-parts": ((2022, 5),)}})
    datetime.date(2022, 5, 15)
    """
    for dates in ((item or {}).get("accessed"), (item or {}).get("issued")):
        if dates is not None and (day := _day(dates)) is not None:
            return day
    return None


def _day(dates: DateParts) -> dt.date | None:
    parts = dates["date-parts"][0] if dates.get("date-parts") else ()
    middle = (7, 1) if len(parts) == 1 else (15,)
    try:
        return dt.date(*(*parts, *middle)[:3]) if parts else None
    except (ValueError, TypeError, OverflowError):
        return None
