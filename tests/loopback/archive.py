"""An archive on the loopback web: TimeGate, TimeMap, availability API, copies, and a service that saves pages."""

import datetime as dt
import email.utils
import json
import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from tests.loopback.plan import Answer, Plan, redirect, status
from tests.loopback.server import Request, Web

ARCHIVE = "https://archive.example"
KEYS = "access:s3cret"
SAVED_AT = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
_STAMP = "%Y%m%d%H%M%S"


class ArchiveWeb(Web):
    """The web of a plan and an archive.

    `copies` maps a URL to its copies by time. `broken` maps a service ("timegate", "timemap", "available", "save") to
    what it answers instead. `saved` is what it was asked to save, under `KEYS`; a job is pending once, then done, or
    what `captures` says of its URL. `refusals` are the words with which it makes no second copy of a URL.
    """

    more_hosts = ("archive.example",)

    def __init__(
        self,
        plan: Plan,
        copies: dict[str, dict[dt.datetime, Answer]] | None = None,
        broken: dict[str, Answer] | None = None,
    ) -> None:
        super().__init__(plan)
        self.copies = copies or {}
        self.broken = broken or {}
        self.saved: list[str] = []
        self.captures: dict[str, dict[str, object]] = {}
        self.refusals: dict[str, str] = {}
        self._polls: Counter[str] = Counter()

    def settings(self) -> dict[str, object]:
        """Return the settings that name this archive's services."""
        return {
            "archive_timegates": (f"{ARCHIVE}/timegate/",),
            "archive_availability": (f"{ARCHIVE}/available",),
            "archive_timemaps": (),
            "archive_interval_seconds": 0.0,
            "save_service": f"{ARCHIVE}/save",
            "save_interval_seconds": 0.0,
        }

    def asked(self, service: str) -> list[Request]:
        return [r for r in self.requests if r.host == "archive.example" and r.target.startswith(f"/{service}")]

    def answer_to(self, request: Request, url: str) -> Answer:
        if request.host != "archive.example":
            return super().answer_to(request, url)
        service, _, rest = request.target[1:].partition("/")
        service = service.partition("?")[0]
        if service in self.broken:
            return self.broken[service]
        services = {
            "timegate": lambda: self._timegate(rest, request.headers.get("accept-datetime")),
            "timemap": lambda: self._timemap(rest),
            "available": lambda: self._available(parse_qs(urlsplit(request.target).query)),
            "web": lambda: self._copy(rest),
            "save": lambda: self._job(rest.rpartition("/")[2]) if rest else self._save(request),
        }
        return services.get(service, lambda: status(404))()

    def _timegate(self, url: str, accepted: str | None) -> Answer:
        if (made := self._nearest(url, accepted and email.utils.parsedate_to_datetime(accepted))) is None:
            return status(404)
        copy, first = f"{ARCHIVE}/web/{made:{_STAMP}}/{url}", email.utils.format_datetime(made, usegmt=True)
        headers = (
            ("Vary", "accept-datetime"),
            ("Link", f'<{url}>; rel="original", <{copy}>; rel="memento"; datetime="{first}"'),
        )
        answer = redirect(copy, 302)
        return Answer(status_code=302, headers=(*answer.headers, *headers))

    def _timemap(self, url: str) -> Answer:
        if url not in self.copies:
            return status(404)
        lines = [f'<{url}>; rel="original"', f'<{ARCHIVE}/timemap/{url}>; rel="self"; type="application/link-format"']
        for made in sorted(self.copies[url]):
            date = email.utils.format_datetime(made, usegmt=True)
            lines.append(f'<{ARCHIVE}/web/{made:{_STAMP}}/{url}>; rel="memento"; datetime="{date}"')
        body = ",\n ".join(lines).encode()
        return Answer(headers=(("Content-Type", "application/link-format"),), body=body)

    def _available(self, query: dict[str, list[str]]) -> Answer:
        url, stamp = query["url"][0], query.get("timestamp", [""])[0]
        wanted = dt.datetime.strptime(stamp, "%Y%m%d").replace(tzinfo=dt.UTC) if stamp else None
        found: dict[str, object] = {}
        if (made := self._nearest(url, wanted)) is not None:
            copy = {"url": f"{ARCHIVE}/web/{made:{_STAMP}}/{url}", "timestamp": f"{made:{_STAMP}}", "available": True}
            found = {"closest": {**copy, "status": "200"}}
        return _json({"url": url, "archived_snapshots": found})

    def _copy(self, rest: str) -> Answer:
        found = re.fullmatch(r"(\d{14})/(.*)", rest)
        for made, answer in self.copies.get(found[2] if found else "", {}).items():
            if f"{made:{_STAMP}}" == found[1]:
                date = email.utils.format_datetime(made, usegmt=True)
                return Answer(
                    status_code=answer.status_code,
                    headers=(*answer.headers, ("Memento-Datetime", date)),
                    body=answer.body,
                )
        return status(404)

    def _save(self, request: Request) -> Answer:
        if request.headers.get("authorization") != f"LOW {KEYS}":
            return status(401)
        url = parse_qs(request.body.decode())["url"][0]
        if url in self.refusals:
            return _json({"url": url, "job_id": None, "message": self.refusals[url]})
        self.saved.append(url)
        return _json({"url": url, "job_id": f"spn2-{len(self.saved)}"})

    def _job(self, job: str) -> Answer:
        url = self.saved[int(job.rpartition("-")[2]) - 1]
        self._polls[job] += 1
        if self._polls[job] == 1:
            return _json({"status": "pending", "job_id": job, "resources": []})
        done = {"status": "success", "job_id": job, "original_url": url, "timestamp": f"{SAVED_AT:{_STAMP}}"}
        return _json(self.captures.get(url, done))

    def _nearest(self, url: str, wanted: dt.datetime | None) -> dt.datetime | None:
        if not (times := self.copies.get(url)):
            return None
        return min(times, key=lambda made: abs(made - wanted)) if wanted else max(times)


def _json(said: dict[str, object]) -> Answer:
    return Answer(headers=(("Content-Type", "application/json"),), body=json.dumps(said).encode())
