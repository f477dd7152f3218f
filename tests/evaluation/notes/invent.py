"""Invented works as CSL-JSON, the same for the same seed."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# By language and kind of word; "|" parts the words of the tuned half from those of the held-out half.
WORDS = json.loads((Path(__file__).parents[2] / "data/notes/vocabulary.json").read_text(encoding="utf-8"))

TUNED_TYPES = ("report", "article-journal", "book", "webpage", "article-newspaper")
UNSEEN_TYPES = ("chapter", "speech", "thesis", "article-magazine", "post-weblog")
ENGLISH_ONLY = ("legal_case", "legislation")  # styles of law print English works
HALVES = {"tuned": 0, "held_out": 1}


def invent(half: str, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield works: of the tuned half of the words and types, or of the other half of the words and of all types."""
    chance = random.Random(seed)
    for number in range(count):
        language = chance.choices(("en", "de", "fr", "es", "ja"), (8, 4, 4, 4, 3))[0]
        kinds = TUNED_TYPES
        if half == "held_out":
            kinds = TUNED_TYPES + UNSEEN_TYPES + (ENGLISH_ONLY if language == "en" else ())
        kind = chance.choice(kinds)
        yield {
            "id": f"{half}-{number}",
            "type": kind,
            "language": language,
            **_Maker(half, language, chance).work(kind),
        }


class _Maker:
    def __init__(self, half: str, language: str, chance: random.Random) -> None:
        self.half, self.language, self.chance = HALVES[half], language, chance

    def pick(self, name: str) -> str:
        words = WORDS[self.language][name].split("|")[self.half]
        return self.chance.choice(words.split("/") if "/" in words or name in LISTS else words.split())

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def work(self, kind: str) -> dict[str, Any]:
        made: dict[str, Any] = {"title": self.title(kind), "issued": self.date(kind)}
        if kind not in ENGLISH_ONLY:
            made["author"] = self.authors(kind)
        made |= getattr(self, "_" + kind.replace("-", "_"))()
        if kind in ("webpage", "post-weblog") or (
            kind in ("report", "article-newspaper", "speech") and self.often(0.7)
        ):
            made["URL"] = self.url()
            if self.often(0.5):
                made["accessed"] = {"date-parts": [[2025, self.chance.randint(1, 12), self.chance.randint(1, 28)]]}
        elif kind == "article-journal" and self.often(0.6):
            made["DOI"] = (
                f"10.{self.chance.randint(1000, 9999)}/{self.chance.choice('abcdef')}{self.chance.randint(100, 99999)}"
            )
        return made

    def title(self, kind: str) -> str:
        if kind == "legal_case":
            return f"{self.pick('company')} v. {self.pick('company')}"
        if kind == "legislation":
            return self.pick("act")
        topic = self.topic()
        form = self.chance.random()
        if self.language == "ja":
            return topic + (f"―{self.pick('noun')}を中心に―" if form < 0.2 else "")
        if form < 0.25:
            topic = f"{topic}: {self.topic()}"
        elif form < 0.33:
            topic = f"{topic} {self.chance.randint(2012, 2024)}"
        elif form < 0.41:
            topic = f"{topic}, {self.pick('noun')} {AND[self.language]} {self.pick('noun')}"
        elif form < 0.47:
            topic = f"{ASK[self.language][0]}{topic}?"
        return topic

    def topic(self) -> str:
        adjective, noun, setting = self.pick("adjective"), self.pick("noun"), self.pick("setting")
        if self.language in ("en", "de"):
            return f"{adjective} {noun} in {setting}" if self.often(0.6) else f"{adjective} {noun}"
        if self.language == "ja":
            return f"{adjective}{noun}{setting}"
        return f"{noun} {adjective} {setting}"

    def date(self, kind: str) -> dict[str, Any]:
        year = self.chance.randint(1998, 2024)
        parts = [year]
        if kind in ("webpage", "article-newspaper", "speech", "post-weblog", "article-magazine") or (
            kind == "report" and self.often(0.5)
        ):
            parts.append(self.chance.randint(1, 12))
            if kind != "report" or self.often(0.5):
                parts.append(self.chance.randint(1, 28))
        return {"date-parts": [parts]}

    def person(self) -> dict[str, str]:
        given = self.pick("given")
        if self.language != "ja" and self.often(0.25):
            given += f" {self.chance.choice('ABCDEFGHJKLMNPRST')}."
        return {"family": self.pick("family"), "given": given}

    def authors(self, kind: str) -> list[dict[str, str]]:
        if kind in ("report", "webpage") and self.often(0.6):
            return [{"literal": self.pick("body")}]
        people = [self.person() for _ in range(self.chance.choices((1, 2, 3), (6, 3, 1))[0])]
        return [
            person
            for place, person in enumerate(people)
            if person["family"] not in {p["family"] for p in people[:place]}
        ]

    def url(self) -> str:
        host = self.chance.choice(("www.example.org", "example.com", "data.example.net"))
        ending = self.chance.choice(("", ".pdf", ".html", "/"))
        return (
            f"https://{host}/{self.chance.choice(('papers', 'news', 'en'))}/{self.chance.randint(100, 99999)}{ending}"
        )

    def pages(self) -> str:
        first = self.chance.randint(1, 400)
        return f"{first}-{first + self.chance.randint(3, 40)}"

    def _report(self) -> dict[str, Any]:
        made = {"publisher": self.pick("body")}
        return made | ({"number": str(self.chance.randint(2, 90)), "genre": "Working Paper"} if self.often(0.2) else {})

    def _article_journal(self) -> dict[str, Any]:
        return {
            "container-title": self.pick("journal"),
            "volume": str(self.chance.randint(2, 80)),
            "issue": str(self.chance.randint(1, 6)),
            "page": self.pages(),
        }

    def _book(self) -> dict[str, Any]:
        return {"publisher": self.pick("publisher"), "publisher-place": self.pick("place")}

    def _chapter(self) -> dict[str, Any]:
        return self._book() | {"container-title": self.topic(), "editor": [self.person()], "page": self.pages()}

    def _webpage(self) -> dict[str, Any]:
        return {"container-title": self.pick("site")}

    _post_weblog = _webpage

    def _article_newspaper(self) -> dict[str, Any]:
        return {"container-title": self.pick("newspaper")}

    def _article_magazine(self) -> dict[str, Any]:
        return {"container-title": self.pick("newspaper")}

    def _speech(self) -> dict[str, Any]:
        event = self.pick("event")
        return {"event-title": event, "event": event, "event-place": self.pick("place")}

    def _thesis(self) -> dict[str, Any]:
        return {"publisher": self.pick("body"), "genre": "PhD thesis"}

    def _legal_case(self) -> dict[str, Any]:
        return {
            "container-title": self.pick("reporter"),
            "volume": str(self.chance.randint(20, 600)),
            "page": str(self.chance.randint(10, 900)),
            "authority": self.pick("court"),
        }

    def _legislation(self) -> dict[str, Any]:
        return {
            "container-title": "U.S.C.",
            "volume": str(self.chance.randint(2, 50)),
            "section": str(self.chance.randint(10, 900)),
        }


LISTS = frozenset(
    ("noun", "setting", "body", "journal", "newspaper", "site", "publisher", "event", "court", "company", "act")
)
AND = {"en": "and", "de": "und", "fr": "et", "es": "y"}
ASK = {"en": ("Who Pays for ",), "de": ("Wer bezahlt ",), "fr": ("Faut-il revoir ",), "es": ("¿Hacia dónde va ",)}
