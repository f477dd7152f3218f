"""Small documents that share sources, and the web that has those sources."""

from dataclasses import replace
from pathlib import Path

from tests.extract.pdfs import pdf, stream
from tests.loopback.plan import Plan, html
from tests.loopback.server import Web

HOSTS = 7


def write_papers(raw: Path, count: int) -> None:
    raw.mkdir(exist_ok=True)
    for number in range(count):
        (raw / f"paper-{number:04d}.pdf").write_bytes(paper(number))


def urls_of(number: int) -> tuple[str, ...]:
    """Three sources: one of the document's own, one that two documents cite, one that all do."""
    own = f"https://host{number % HOSTS}.example/report-{number}"
    shared = f"https://host{(number // 2) % HOSTS}.example/shared-{number // 2}"
    return own, shared, "https://host0.example/everybody"


def title_of(url: str) -> str:
    return url.rpartition("/")[2].replace("-", " ").title() + " of the Semiconductor Strategy"


def web_of(count: int, *, delay_seconds: float = 0.05) -> Plan:
    """Every source is there, and takes a moment to answer, so that two who ask at once are seen."""
    urls = {url for number in range(count) for url in urls_of(number)}
    return Plan(answers={url: replace(html(title_of(url)), delay_seconds=delay_seconds) for url in urls}, faults={})


def paper(number: int, edition: int = 1) -> bytes:
    """One page: a title, a sentence with a mark for each source, a rule, and the footnotes."""
    parts = [_text(16, 72, 700, f"Report {number} on Supply Chains, Edition {edition}")]
    for place, url in enumerate(urls_of(number), 1):
        sentence = f"Measure {place} of year {number} was set out in the plan that the cabinet adopted."
        parts.append(_text(11, 72, 680 - 20 * place, sentence, mark=str(place)))
        foot = 150 - 24 * place
        parts.append(_text(8, 72, foot, f'{place} Aya Mori, "{title_of(url)}," Institute, May 2, 2024,'))
        parts.append(_text(8, 72, foot - 10, f"{url}."))
    return pdf([stream(("".join(parts) + "72 146 144 0.5 re f\n").encode("cp1252"))])


def _text(size: int, x: int, y: int, text: str, mark: str = "") -> str:
    raised = f"/F1 {0.6 * size} Tf {0.4 * size} Ts ({mark}) Tj 0 Ts" if mark else ""
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj {raised} ET\n"


def settings_for(web: Web | None, history: str | None = None, **operations: int) -> str:
    """Write a cetingest.toml that reaches this web and no other, or none at all."""
    lines = ["[storage]", f'history = "{history}"'] if history else []
    lines += ["[extract]", "processes = 1", "[operations]", "look_seconds = 1"]
    lines += [f"{name} = {value}" for name, value in operations.items()]
    lines += ["[links]", "asks_neighbours = false", "is_suggesting = false", "per_host = 1"]
    lines += ["host_interval_seconds = 0.0", "second_pass_seconds = 0.05", f"is_offline = {str(web is None).lower()}"]
    if web is not None:
        lines += [f"connect_to = {_array(web.connect_to)}", f"allow_net = {_array(web.allow_net)}"]
        lines += [f'ca_bundle = "{web.ca_bundle}"']
    return "\n".join(lines) + "\n"


def _array(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"
