"""An archive on the loopback web: TimeGate, TimeMap, availability API, copies, and a service that saves pages."""

import datetime as dt
import email.utils
import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

from tests.web.plan import Answer, Plan, redirect, status
from tests.web.server import Request, Web

ARCHIVE = "https://archive.example"
_STAMP = "%Y%m%d%H%M%S"


class ArchiveWeb(Web):
    """The web of a plan and an archive.

    `copies` maps a URL to its copies by time. `broken` maps a service ("timegate", "timemap", "available", "save") to
    what it answers instead. `saved` is what it was asked to save.
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

    def settings(self) -> dict[str, object]:
        """Return the settings that name this archive's services."""
        return {
            "archive_timegates": (f"{ARCHIVE}/timegate/",),
            "archive_availability": (f"{ARCHIVE}/available",),
            "archive_timemaps": (),
            "archive_interval_seconds": 0.0,
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
            "save": lambda: self._save(request),
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
        body = json.dumps({"url": url, "archived_snapshots": found}).encode()
        return Answer(headers=(("Content-Type", "application/json"),), body=body)

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
        self.saved.append(unquote(parse_qs(request.body.decode())["url"][0]))
        body = json.dumps({"url": self.saved[-1], "job_id": f"spn2-{len(self.saved)}"}).encode()
        return Answer(headers=(("Content-Type", "application/json"),), body=body)

    def _nearest(self, url: str, wanted: dt.datetime | None) -> dt.datetime | None:
        if not (times := self.copies.get(url)):
            return None
        return min(times, key=lambda made: abs(made - wanted)) if wanted else max(times)
