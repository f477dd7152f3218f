"""Render the notes of tests/data/notes anew: `python -m tests.evaluation.notes CITEPROC_FOLDER`.

Needs node, citeproc-js (`npm install citeproc` in CITEPROC_FOLDER) and the styles and locales of the Debian packages
citation-style-language-styles and citation-style-language-locales. Neither is part of the project: the notes are.

What a style prints of a work is found by rendering it again with one field changed: a field whose change cannot be seen
is not asked of the parser.
"""

import copy
import json
import random
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.evaluation.notes.invent import invent
from tests.evaluation.notes.scoring import folded

DATA = Path(__file__).parents[2] / "data" / "notes"
CSL = Path("/usr/share/citation-style-language")
SETS = {"tuned": (20_261, 250), "held_out": (77_003, 250)}  # seed and number of works
LOCALES = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "ja": "ja-JP"}
NOTE, LIST = "note", "bibliography"
ANY = (
    ("chicago-fullnote-bibliography", NOTE),
    ("chicago-fullnote-bibliography", LIST),
    ("apa", LIST),
    ("modern-language-association", LIST),
)
LAW = (("oscola", NOTE), ("bluebook-law-review", NOTE))
STYLES = {"en": ANY + LAW, "de": ANY, "fr": ANY, "es": ANY, "ja": (ANY[0], ("sist02", LIST))}
UNSEEN_STYLE = ("modern-humanities-research-association", NOTE)  # of the held-out half, European languages


class _Text(HTMLParser):
    """Text of citeproc's HTML with its italic and bold runs."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.runs, self.open = "", [], []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        style = {"i": "italic", "b": "bold"}.get(tag, "")
        if "csl-left-margin" in str(attrs):
            style = "number"
        self.open.append((style, len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        style, start = self.open.pop()
        if style == "number":
            self.text = self.text[:start]
        elif style and start < len(self.text):
            self.runs.append((start, len(self.text), style))

    def handle_data(self, data: str) -> None:
        self.text += " ".join(data.split("\n"))

    def trimmed(self) -> tuple[str, list[tuple[int, int, str]]]:
        cut = len(self.text) - len(self.text.lstrip())
        return self.text.strip(), [(start - cut, end - cut, style) for start, end, style in self.runs]


def variants(item: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the work with one thing changed at a time, by what was changed."""
    changed: dict[str, dict[str, Any]] = {}

    def change(name: str, field: str, value: Any) -> None:
        changed[name] = copy.deepcopy(item)
        changed[name][field] = value

    parts = item["issued"]["date-parts"][0]
    for size, name in ((1, "year"), (2, "month"), (3, "day")):
        if len(parts) >= size:
            other = [*parts]
            other[size - 1] = {1: parts[0] - 20, 2: parts[1] % 12 + 1 if size > 1 else 0, 3: parts[-1] % 28 + 1}[size]
            change(name, "issued", {"date-parts": [other]})
    for place in range(len(item.get("author", ()))):
        change(
            f"author {place}",
            "author",
            [{"literal": "Zzyzx"} if i == place else a for i, a in enumerate(item["author"])],
        )
    for field in ("URL", "DOI", "title", "publisher", "container-title", "event-title", "volume", "issue", "page"):
        if field in item:
            change(field, field, "10.9/zz" if field == "DOI" else f"{item[field]}9")
            if field == "event-title":
                changed[field]["event"] = changed[field][field]
    if "accessed" in item:
        change("accessed", "accessed", {"date-parts": [[1987, 6, 5]]})
    return changed


def gold_of(item: dict[str, Any], text: str, printed: set[str]) -> dict[str, Any]:
    """Return what the note prints of the work."""
    gold: dict[str, Any] = {"type": item["type"]}
    authors = [a for place, a in enumerate(item.get("author", ())) if f"author {place}" in printed]
    if authors:
        gold["author"] = [a | {"given": given_in(text, a["given"])} if "given" in a else a for a in authors]
    parts = item["issued"]["date-parts"][0][: sum(part in printed for part in ("year", "month", "day"))]
    if parts:
        gold["issued"] = parts
    if "accessed" in printed:
        gold["accessed"] = item["accessed"]["date-parts"][0]
    if item.get("DOI") and f"https://doi.org/{item['DOI']}" in text:
        gold["URL"] = f"https://doi.org/{item['DOI']}"
    elif "URL" in printed:
        gold["URL"] = item["URL"]
    for field in ("title", "publisher", "container-title", "event-title", "volume", "issue", "page"):
        if field in printed:
            gold[field] = item[field]
    return gold


def given_in(text: str, given: str) -> str:
    """Return a given name as the note prints it: whole, without full stops, or as initials."""
    forms = (given, given.replace(".", ""))
    return next((form for form in forms if form in text), " ".join(f"{word[0]}." for word in given.split()))


def find_title(text: str, title: str) -> tuple[int, int] | None:
    """Find the title in the note, whatever the style made of its case and marks; None when it prints it otherwise."""
    wanted = folded(title).replace(" ", "")
    kept = [(place, c) for place, c in enumerate(text) if folded(c)]
    letters = "".join(folded(c) for _, c in kept)
    start = letters.find(wanted)
    return (kept[start][0], kept[start + len(wanted) - 1][0] + 1) if start >= 0 and len(letters) == len(kept) else None


def marked_how(text: str, runs: list[tuple[int, int, str]], span: tuple[int, int]) -> str:
    if text[: span[0]].rstrip("\xa0\u202f ")[-1:] in tuple("“‘„«「『\"'"):
        return "quoted"
    is_italic = any(start <= span[0] and span[1] <= end + 1 for start, end, style in runs if style == "italic")
    return "italic" if is_italic else "plain"


def without_marks(text: str, span: tuple[int, int]) -> str:
    """Take the quotation marks from around the title."""
    before, title, after = text[: span[0]], text[slice(*span)], text[span[1] :]
    if before.rstrip("\xa0\u202f ")[-1:] in tuple("“‘„«「『\"'"):
        before = before.rstrip("\xa0\u202f ")[:-1]
        closing = next((i for i, c in enumerate(after) if c in "”’“»」』\"'"), None)
        if closing is not None:
            after = after[:closing].rstrip("\xa0\u202f ") + after[closing + 1 :]
    return before + title + after


def render(folder: str, jobs: list[dict[str, Any]]) -> list[list[str]]:
    sent = json.dumps({"styles": str(CSL / "styles"), "locales": str(CSL / "locales"), "jobs": jobs})
    script = Path(__file__).with_name("render.js").read_text()
    ran = subprocess.run(["node", "-e", script.replace("readFileSync(0", 'readFileSync("/dev/stdin"')], input=sent,
                         cwd=folder, capture_output=True, text=True, check=True)  # fmt: skip
    return json.loads(ran.stdout)


def notes(half: str, folder: str) -> list[dict[str, Any]]:
    seed, count = SETS[half]
    works, jobs, names = list(invent(half, seed, count)), [], []
    chance = random.Random(seed)
    for item in works:
        styles = STYLES[item["language"]]
        if item["type"] in ("legal_case", "legislation"):
            styles = (*LAW, ANY[0])
        elif half == "held_out" and item["language"] != "ja":
            styles = (*styles, UNSEEN_STYLE)
        style, form = chance.choice(styles)
        changed = variants(item)
        names.append(list(changed))
        locale = "en-GB" if style == "oscola" else LOCALES[item["language"]]
        jobs.append({"style": style, "form": form, "locale": locale, "items": [item, *changed.values()]})
    made = []
    for item, job, changes, pages in zip(works, jobs, names, render(folder, jobs), strict=True):
        text, runs = _Text(pages[0]).trimmed()
        printed = {name for name, page in zip(changes, pages[1:], strict=True) if page != pages[0]}
        span = find_title(text, item["title"])
        if span is None or not {"title", "year"} <= printed:
            continue
        made.append(
            {
                "id": item["id"],
                "language": item["language"],
                "style": job["style"],
                "form": job["form"],
                "title_is": marked_how(text, runs, span),
                "text": text,
                "emphasis": runs,
                "plain": without_marks(text, span),
                "gold": gold_of(item, text, printed),
            }
        )
    return made


def main() -> None:
    for half in SETS:
        made = notes(half, sys.argv[1])
        lines = [json.dumps(note, ensure_ascii=False, sort_keys=True) for note in made]
        (DATA / f"{half}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(half, len(made), "notes")


if __name__ == "__main__":
    main()
