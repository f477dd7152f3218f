"""Set a report of any length by Typst, with several notes and links a page: what the extraction is timed on."""

import random
import sys
from pathlib import Path

# Four such paragraphs fill a page of A4 with 3,400 characters and five notes: a policy report's usual page
_PARAGRAPHS, _SENTENCES, _WORDS = 4, (4, 6), (9, 24)
_NOTE_SHARE = 0.25
_PAGES_OF_A_CHAPTER = 8
_VOCABULARY = """
policy trade tariff security alliance minister budget export semiconductor deterrence supply chain resilience
investment strategic partnership government industry energy transition critical mineral defence cooperation regional
economic framework agreement treaty council committee analysis assessment recommendation capability technology
research institute the of and to in a for with on by from as at that this which has been will more
""".split()  # noqa: SIM905 - read as a text
_HEAD = """#set page(paper: "a4", numbering: "1")
#set text(size: 10.5pt, lang: "en")
#set par(justify: true)
#set heading(numbering: "1.1")
#show link: underline
"""


def write_report(path: Path, pages: int) -> None:
    """Write a PDF of so many pages; the same number gives the same text. Needs the package `typst` (extra `bench`)."""
    import typst  # noqa: PLC0415 - a benchmark's own dependency, named by the message of who lacks it

    path.write_bytes(typst.compile(_source(pages).encode()))


def _source(pages: int) -> str:
    choice = random.Random(pages)  # noqa: S311 - the same words each time
    parts = [_HEAD]
    for page in range(pages):
        if page % _PAGES_OF_A_CHAPTER == 0:
            parts.append(f"= {_clause(choice, 5)}")
        parts.append(f"== {_clause(choice, 4)}")
        parts += [_paragraph(choice) + "\n" for _ in range(_PARAGRAPHS)]
        parts.append("#pagebreak(weak: true)")
    return "\n".join(parts)


def _paragraph(choice: random.Random) -> str:
    sentences = (_clause(choice, choice.randint(*_WORDS)) + "." for _ in range(choice.randint(*_SENTENCES)))
    return " ".join(s + (_note(choice) if choice.random() < _NOTE_SHARE else "") for s in sentences)


def _note(choice: random.Random) -> str:
    url = (
        f"https://www.example-{choice.randint(1, 99)}.org/{_slug(choice)}/{_slug(choice)}-{choice.randint(1000, 9999)}"
    )
    author, title, body = _clause(choice, 3), _clause(choice, 8), _clause(choice, 3)
    return f'#footnote[{author}, "{title}," _{body}_, March {choice.randint(1, 28)}, 2024, #link("{url}").]'


def _clause(choice: random.Random, count: int) -> str:
    text = " ".join(choice.choice(_VOCABULARY) for _ in range(count))
    return text[0].upper() + text[1:]


def _slug(choice: random.Random) -> str:
    return "-".join(choice.choice(_VOCABULARY) for _ in range(3))


if __name__ == "__main__":
    write_report(Path(sys.argv[1]), int(sys.argv[2]))
