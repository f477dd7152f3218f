"""Lines and glyphs with dull defaults."""

from typing import Any

from cetingest.extract.glyphs import Glyph
from cetingest.extract.layout.lines import Line, PageLines, Run


def line(text: str, **fields: Any) -> Line:
    """One 10-point line; `x0`, `top` and `right` place it, `is_bold` and `raised` (a suffix or prefix) style it."""
    x0, top = fields.pop("x0", 72.0), fields.pop("top", 100.0)
    size = fields.pop("size", 10.0)
    right = fields.pop("right", x0 + 0.5 * size * len(text))
    bold, raised = fields.pop("is_bold", False), fields.pop("raised", "")
    bbox = (x0, top, right, top + size)
    runs = [Run(start=0, end=len(text), size=size, bbox=bbox, is_bold=bold)]
    if raised:
        at = text.rindex(raised) if text.endswith(raised) else text.index(raised)
        mark = Run(start=at, end=at + len(raised), size=0.6 * size, bbox=bbox, is_raised=True)
        before = Run(start=0, end=at, size=size, bbox=bbox, is_bold=bold)
        after = Run(start=at + len(raised), end=len(text), size=size, bbox=bbox, is_bold=bold)
        runs = [run for run in (before, mark, after) if run.start < run.end]
    defaults: dict[str, Any] = {
        "page_number": 1,
        "baseline": top + 0.8 * size,
        "first_word_width": 0.5 * size * len(text.partition(" ")[0]),
    }
    return Line(text=text, bbox=bbox, size=size, runs=tuple(runs), **(defaults | fields))


def lines(*texts: str, top: float = 100.0, leading: float = 12.0, **fields: Any) -> tuple[Line, ...]:
    return tuple(line(text, top=top + n * leading, **fields) for n, text in enumerate(texts))


def page(*of: Line, page_number: int = 1, **fields: Any) -> PageLines:
    return PageLines(page_number=page_number, width=600.0, height=800.0, lines=tuple(of), **fields)


def glyphs(text: str, *, x0: float = 72.0, baseline: float = 110.0, size: float = 10.0) -> list[Glyph]:
    """The glyphs of a text, half their size wide; spaces are gaps."""
    width = 0.5 * size
    return [
        Glyph(
            c,
            "Serif",
            size,
            (x0 + n * width, baseline - 0.8 * size, x0 + (n + 1) * width, baseline + 0.2 * size),
            baseline,
        )
        for n, c in enumerate(text)
        if c != " "
    ]
