"""The sections of cetingest.toml: every number, its unit, and why this default.

The field comments become `docs/settings.md`. A command-line option that sets a field has the field's name.
"""

from dataclasses import dataclass, field

from cetingest.language.identifiers import RESOLVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSettings:
    """Limits on one PDF, which is hostile until proven otherwise; a file over a limit becomes a problem row.

    The defaults let every sound document at hand pass with room (7 to 330 pages need under 120 MB and 15 CPU seconds)
    and end decompression bombs and giant tables.
    """

    max_file_bytes: int = 200_000_000
    """A PDF of more is refused unread; the largest scanned reports have some 100 million."""
    max_pages: int = 5_000
    """A PDF of more is refused."""
    max_characters: int = 10_000_000
    """Dense pages hold 7,000 characters; reports of 2,000 pages stay below. Each costs the parent about 10 bytes,
    its child 40."""
    memory_bytes: int = 2_000_000_000
    """Address space of the reader's child: 2 GB turns decompression bombs into a MemoryError at 1.4-1.9 GB."""
    cpu_seconds: int = 300
    """Of a child that reads one document; at about 50 milliseconds a page, twenty times what 300 pages take."""
    wall_seconds: float = 600.0
    """The same by the clock, for a child that waits instead of computing."""
    processes: int = 0
    """Documents read at the same time, each in its own child; 0 means as many as the machine has cores, since reading
    is nothing but computing. Lower it where cores times `memory_bytes` is more than the machine has."""
    ocr: str = "auto"
    """Pages without a text layer are read by tesseract where it is installed; "off" leaves them as they are."""
    ocr_languages: str = ""
    """Models of tesseract, as in "jpn+eng"; empty takes that of the document's language if it names one, or English."""
    ocr_max_pages: int = 500
    """A page takes 2 to 5 seconds, so a book takes half an hour."""
    ocr_page_seconds: float = 60.0
    """More than ten times what the densest page at hand took."""
    crop_resolution: int = 144
    """Pixels per inch of the pictures in the report: twice a screen's 72, sharp on dense displays, about 60 kB each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """How the web is asked."""

    is_offline: bool = False
    """True asks nobody: verdicts come from history alone."""
    threads: int = 64
    """64 threads saturate 2,000 URLs on 300 hosts; more changes nothing below about 10,000 URLs."""
    per_host: int = 2
    """Requests at once to one registrable domain: the politeness that browsers once promised (RFC 2616 8.1.4)."""
    host_interval_seconds: float = 0.1
    """The least time between the starts of two requests to one registrable domain: ten a second, LinkChecker's rate."""
    respects_robots: bool = False
    """True asks each server for its robots.txt first (RFC 9309) and leaves pages alone that it closes to programs. Off,
    since looking whether one cited page is there is no crawl, and a page that is not asked cannot be judged."""
    connect_timeout_seconds: float = 10.0
    """For each address that a host name has."""
    read_timeout_seconds: float = 20.0
    """Between two bytes that arrive."""
    total_timeout_seconds: float = 45.0
    """For one URL with all its redirects; enforced from outside, since a read timeout bounds each read only."""
    max_body_bytes: int = 262_144
    """Titles stand in the first 64 kB of pages; four times that leaves room for inlined styles."""
    asks_neighbours: bool = True
    """A doubtful page is settled by two more requests at most: for an address next to it that does not exist (a server
    that answers it with the same page shows its error page), and for the page in the citation's language."""
    max_pdf_bytes: int = 4_194_304
    """A PDF's table of contents stands at its end, so most of it is read or none; larger ones are not compared."""
    max_redirects: int = 8
    """A longer way leads nowhere."""
    retry_after_cap_seconds: float = 60.0
    """How long a domain is waited for in one run when it asks for time (Retry-After), all its waits together. A server
    that asks for more is left alone until a later run."""
    second_pass_seconds: float = 5.0
    """The least time before what failed is asked once more, behind all else that its host is to be asked: most failures
    are a moment's."""
    allowed_ports: tuple[int, ...] = (80, 443, 8080, 8443)
    """Ports of public addresses that may be asked; addresses under `allow_net` may be asked at any port."""
    allow_net: tuple[str, ...] = ()
    """Networks (CIDR) that may be asked although they are not public."""
    connect_to: tuple[str, ...] = ()
    """HOST1:PORT1:HOST2:PORT2 as in curl: requests to HOST1:PORT1 connect to HOST2:PORT2; empty matches all."""
    ca_bundle: str | None = None
    """A PEM file of certification authorities to trust beside the usual ones."""
    proxy: str | None = None
    """URL of an HTTP proxy (no SOCKS). It resolves names itself, so addresses behind it are not vetted."""
    contact: str | None = None
    """A URL or e-mail address shown to servers in the User-Agent, so that they can complain."""
    doi_resolver: str = RESOLVERS["doi"]
    """Where DOIs are asked, also those printed as URLs of the usual resolver: another one, such as a mirror in the
    house. The identifier is appended."""
    handle_resolver: str = RESOLVERS["handle"]
    """The same for handles (hdl:)."""
    arxiv_resolver: str = RESOLVERS["arxiv"]
    """The same for arXiv numbers."""
    live_days: float = 7.0
    """Age at which a URL that answered is asked again. 0 here and in the next three means by every run; runs at the
    same time do not repeat each other's requests."""
    gone_days: float = 3.0
    """The same for what is gone."""
    blocked_days: float = 1.0
    """The same for what was refused."""
    transient_hours: float = 0.0
    """The same for what failed in a way that may pass."""
    is_suggesting: bool = True
    """Look for what to put instead of URLs that are dead, wrong or failing: other spellings, archived copies."""
    suggestion_days: float = 7.0
    """Age before a spelling or copy that might be suggested is asked again."""
    archive_timegates: tuple[str, ...] = ("https://web.archive.org/web/",)
    """Memento TimeGates (RFC 7089); the cited URL is appended. Empty asks none."""
    archive_availability: tuple[str, ...] = ("https://archive.org/wayback/available",)
    """Availability APIs as the Wayback Machine has one, asked where no TimeGate named a copy. Empty asks none."""
    archive_timemaps: tuple[str, ...] = ()
    """Memento TimeMaps in link format, for archives without a TimeGate; the cited URL is appended."""
    archive_interval_seconds: float = 2.0
    """The least time between two questions to one archive: the Wayback Machine refuses programs that ask faster for
    long."""
    archive_lookups: int = 100
    """Questions to each archive in one run, 200 seconds of them; the next run asks on."""
    archive_days: float = 30.0
    """Age before an archive that had no copy is asked again."""
    save_keys_env: str | None = None
    """Environment variable that holds the S3 keys of an archive.org account as ACCESSKEY:SECRET. Setting it hands every
    live page to Save Page Now, which makes a public copy; None hands over none."""
    save_service: str = "https://web.archive.org/save"
    """Where pages are handed over: Save Page Now 2 or what speaks its language."""
    save_interval_seconds: float = 10.0
    """The least time between two pages: an account may hand over six a minute."""
    save_pages: int = 50
    """Pages handed over in one run, eight minutes of them; the next run goes on."""
    save_again_days: float = 30.0
    """Age of a copy, ours or anybody's, before the page is handed over again."""
    canary_hosts: tuple[str, ...] = ("example.com", "wikipedia.org", "ietf.org")
    """Names looked up (never fetched) when no cited host answered, to tell a dead web from an offline machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSettings:
    """What reports say."""

    families: tuple[str, ...] = ()
    """Folders of your own family files (docs/families.md), or URLs that fsspec knows. A family in them replaces that of
    the same id which comes with cetingest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """The reviewer's pages."""

    notice: str | None = None
    """A sentence shown on top of every page, such as "This is a demonstration"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """When a check of the corpus warns. Shares are from 0 to 1; nothing here stops a run."""

    broken_share: float = 0.1
    """Cited URLs that are dead or lead elsewhere. Of pages a year old 8 in 100 are gone (Pew Research Center 2024), so
    more than 10 in a corpus of new reports means that a site moved, or that our asking is at fault."""
    unpaired_share: float = 0.01
    """Footnote references without a footnote. In sound documents all are paired (docs/extraction.md); one in a hundred
    means a file with lost notes, or a form of notes that is not known yet."""
    broken_findings: int = 0
    """Findings that stand on broken citations only; each is a sentence that nobody can verify any more."""
    late_share: float = 0.01
    """Cited URLs that were never asked, or not again `late_days` after their age was over. Not zero: a server that asks
    for time (Retry-After) is left alone until a later run."""
    late_days: float = 2.0
    """One nightly run may be missed, by a power cut or a machine asleep, before anybody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """Where to tell of newly dead citations and of documents that newly failed (docs/operations.md, Alerts)."""

    webhook_url: str | None = None
    """Receives a POST of JSON; None tells nobody. It often holds a token: keep the file to yourself then."""
    secret_env: str | None = None
    """Name of the environment variable that holds the secret to sign with (Standard Webhooks); None signs nothing."""
    allow_net: tuple[str, ...] = ()
    """Networks (CIDR) in which the receiver may live although they are not public. `links.allow_net` does not count
    here, nor this there: who lets alerts into the office network does not open it to URLs of PDFs."""
    timeout_seconds: float = 10.0
    """For one message; a sensor of Dagster is ended after 60."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSettings:
    """Where things lie: folders, or any URL that fsspec knows."""

    raw: str = "raw"
    """The folder of PDFs that come in; a path, or a URL that fsspec knows."""
    processed: str = "processed"
    """The folder of everything that is made of them; a path, or a URL that fsspec knows."""
    history: str | None = None
    """Database URL of the history of fetches; None is history.db under `processed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSettings:
    """How long what nothing depends on is kept; `cetingest prune` and the job `prune` delete it then."""

    history_days: float = 365.0
    """Age from which fetches that only repeat the one before them may go. A year shows each season of a URL whole;
    asked weekly it holds 52 fetches then. No verdict changes by it."""
    run_days: float = 30.0
    """Age from which runs that Dagster no longer needs may go with all their log lines: a month's trouble can be read
    up. Runs that hold the latest of an asset, of a partition or of a check stay whatever their age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """What goes to stderr beside messages of failure. Under Dagster its own configuration decides, not this one."""

    format: str = "text"
    """"text", sentences for people, or "json", one object a line with `document_id`, `url` and counts as fields."""
    level: str | None = None
    """"debug" (each URL), "info" (each step), "warning" (what needs a look) or "error". Not set, it is warning for
    text, where progress bars tell the rest, and info for JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationsSettings:
    """How the work is cut when Dagster schedules it."""

    documents_per_run: int = 50
    """A run costs 4 to 5 CPU seconds before its first document, a document in it 0.03; 50 PDFs make a run of minutes.
    Stay below 1,000: each document has an event before the run starts, and starts time out (dagster#29282)."""
    buckets_per_run: int = 64
    """Cited URLs are spread over 64 buckets by registrable domain. All in one run is right for one machine; several
    workers are all busy until the end when a run takes 64 divided by twice their number."""
    look_seconds: int = 30
    """The least time between two looks at raw/, and between two looks at what follows from what was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set."""

    storage: StorageSettings = field(default_factory=StorageSettings)
    extract: ExtractSettings = field(default_factory=ExtractSettings)
    findings: FindingSettings = field(default_factory=FindingSettings)
    links: LinkSettings = field(default_factory=LinkSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    checks: CheckSettings = field(default_factory=CheckSettings)
    alerts: AlertSettings = field(default_factory=AlertSettings)
    logs: LogSettings = field(default_factory=LogSettings)
    operations: OperationsSettings = field(default_factory=OperationsSettings)
