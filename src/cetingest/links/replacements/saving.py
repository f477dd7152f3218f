"""Hand live pages to an archive, where the settings say so: Save Page Now 2 of the Wayback Machine, slowly.

A saved copy is kept as an answer of an archive. So `cetingest history` shows it, and it may be suggested when the page
is dead one day.
"""

import datetime as dt
import json
import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cetingest.errors import SettingsError
from cetingest.history import History
from cetingest.language.text import strip_controls
from cetingest.links.fetching.fetch import utc_now
from cetingest.links.replacements.archives import Archives, Lookup
from cetingest.links.replacements.memento import NoAnswerError, copied_at
from cetingest.links.replacements.replacements import Judged
from cetingest.logs import Line
from cetingest.model import ArchiveAnswer, ArchiveOutcome, VerdictKind
from cetingest.settings import LinkSettings
from cetingest.web.client import Answer, RequestOptions, WebClient
from cetingest.web.urls import BadUrlError, RefusedUrlError, redirect_url, request_url

logger = logging.getLogger(__name__)

_KEYS = re.compile(r"[!-9;-~]{1,200}:[!-~]{1,200}")
_JOB = re.compile(r"[\w-]{1,100}")
_STAMP = re.compile(r"\d{14}")
_POLLS = 40
"""A capture takes up to two minutes; polls are `archive_interval_seconds` (2) apart, more where many pages wait."""


class _NotSavedError(ValueError):
    """The archive did not save a page, and said why."""


def save_pages(
    judged: Iterable[Judged],
    *,
    settings: LinkSettings,
    history: History,
    now: Callable[[], dt.datetime] = utc_now,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Hand live pages to the archive, unless that was done not long ago, and record what came of it.

    A service that fails or asks for fewer requests is left alone; the next run goes on. Raises SettingsError when the
    keys are not there.
    """
    if settings.is_offline or (keys := saving_keys(settings)) is None:
        return
    wanted = {f"save {url}": url for url in _live_urls(judged)}

    def due(some: Sequence[str]) -> tuple[str, ...]:
        known = history.archive_answers_of(wanted[key] for key in some)
        since = now() - dt.timedelta(days=settings.save_again_days)
        return tuple(key for key in some if not any(_is_save(a) and a.asked_at >= since for a in known[wanted[key]]))

    if not (chosen := due(tuple(wanted))[: settings.save_pages]):
        return
    with history.lease() as lease, WebClient(settings) as client:
        archives = Archives(client=client, settings=settings, now=now, sleep=sleep, gate=lease.gate)
        saver = _Saver(archives=archives, settings=settings, keys=keys)
        for share in lease.shares(chosen, due):
            for answer in saver.save([wanted[key] for key in share]):
                history.record_archive_answers([answer])


def saving_keys(settings: LinkSettings) -> str | None:
    """Return the keys of the archive's account, None where pages are not to be saved.

    Raises SettingsError when the environment does not hold them; they are never repeated.
    """
    if settings.save_keys_env is None:
        return None
    keys = os.environ.get(settings.save_keys_env, "")
    if not _KEYS.fullmatch(keys):
        what = "does not hold ACCESSKEY:SECRET" if keys else "is not set"
        where = "https://archive.org/account/s3.php has the keys of your account"
        raise SettingsError(f"links.save_keys_env: the environment variable {settings.save_keys_env} {what}; {where}")
    return keys


def _live_urls(judged: Iterable[Judged]) -> Iterator[str]:
    for one in judged:
        if one.verdict.verdict is VerdictKind.LIVE and one.lookup is not None:
            yield one.lookup.url


def _is_save(answer: ArchiveAnswer) -> bool:
    return answer.outcome in (ArchiveOutcome.SAVED, ArchiveOutcome.NOT_SAVED)


@dataclass(slots=True, kw_only=True)
class _Saver:
    archives: Archives
    settings: LinkSettings
    keys: str = field(repr=False)

    def save(self, urls: Sequence[str]) -> Iterator[ArchiveAnswer]:
        """Hand pages over, then ask what became of them, until each is settled or the polls are used up."""
        jobs: dict[str, str] = {}
        for url in urls:
            try:
                job = self._submit(url)
            except _NotSavedError as error:
                yield self._had_been_saved(url, str(error))
            except (NoAnswerError, BadUrlError, RefusedUrlError) as error:
                logger.warning(Line("the archive takes no pages now", reason=strip_controls(str(error)), url=url))
                break
            else:
                jobs[url] = job
                self.archives.sleep(self.settings.save_interval_seconds)
        for _ in range(_POLLS):
            for url, job in tuple(jobs.items()):
                if (answer := self._settled(url, job)) is not None:
                    del jobs[url]
                    yield answer

    def _submit(self, url: str) -> str:
        """Hand a page over; return the job's name. Raises _NotSavedError when there is a copy that is young enough."""
        days = f"{self.settings.save_again_days:.0f}d"
        form = {"url": url, "if_not_archived_within": days, "skip_first_archive": "1"}
        said = self._ask(request_url(self.settings.save_service), form)
        job = said.get("job_id")
        if isinstance(job, str) and _JOB.fullmatch(job):
            return job
        raise _NotSavedError(_message(said))

    def _settled(self, url: str, job: str) -> ArchiveAnswer | None:
        """Return what became of a job; None while it is under way, also when the archive does not say."""
        try:
            said = self._ask(f"{request_url(self.settings.save_service).rstrip('/')}/status/{job}")
        except NoAnswerError:
            return None
        if said.get("status") == "error":
            return self._answer(url, detail=_message(said))
        stamp, original = str(said.get("timestamp", "")), str(said.get("original_url", "") or url)
        if said.get("status") != "success" or not _STAMP.fullmatch(stamp):
            return None
        try:
            copy = redirect_url(request_url(self.settings.save_service), f"/web/{stamp}/{original}")
        except (BadUrlError, RefusedUrlError) as error:
            return self._answer(url, detail=f"the address of the copy cannot be asked: {error}")
        return self._answer(url, copy_url=copy)

    def _had_been_saved(self, url: str, message: str) -> ArchiveAnswer:
        """Look for the copy that made the archive refuse another one; without it, keep why it refused."""
        for _, answers in self.archives.look_up([Lookup(url)]):
            if (found := answers[-1]).outcome is ArchiveOutcome.FOUND and found.copy_url is not None:
                return self._answer(url, copy_url=found.copy_url, detail=message)
        return self._answer(url, detail=message)

    def _ask(self, url: str, form: dict[str, str] | None = None) -> dict[str, object]:
        """Ask the service. Raises NoAnswerError when it fails or refuses; no redirect is followed with the keys."""
        headers = {"Accept": "application/json", "Authorization": f"LOW {self.keys}"}
        return _read(self.archives.get(url, RequestOptions(headers=headers, form=form)))

    def _answer(self, url: str, *, copy_url: str | None = None, detail: str | None = None) -> ArchiveAnswer:
        return ArchiveAnswer(
            url=url,
            asked_at=self.archives.now(),
            service=self.settings.save_service,
            wanted_date=None,
            outcome=ArchiveOutcome.NOT_SAVED if copy_url is None else ArchiveOutcome.SAVED,
            copy_url=copy_url,
            copied_at=copied_at(copy_url) if copy_url else None,
            detail=detail,
        )


def _read(answer: Answer) -> dict[str, object]:
    if answer.failure is not None:
        raise NoAnswerError(answer.failure.detail)
    if answer.status_code != 200:
        raise NoAnswerError(f"it answered {answer.status_code}")
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise NoAnswerError("it answered no JSON") from error
    if not isinstance(said, dict):
        raise NoAnswerError("it answered what is no answer of Save Page Now")
    return said


def _message(said: dict[str, object]) -> str:
    return strip_controls(str(said.get("message") or said.get("status_ext") or "it did not say why"))[:300]
