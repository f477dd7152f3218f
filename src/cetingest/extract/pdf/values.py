"""Values of PDF objects that the wild writes in more ways than the standard has."""

from typing import Any

from pdfminer.pdftypes import resolve1

from cetingest.model import BBox


def sorted_box(box: object) -> BBox:
    """Return a box by its upper left and lower right corner; it may name any two (ISO 32000-1, 7.9.5)."""
    x0, y0, x1, y1 = (float(resolve1(value)) for value in resolve1(box))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def read_uri(value: object) -> str | None:
    """Return the address of a link: ASCII by the book (ISO 32000-1, table 206), UTF-8 in the wild."""
    if not isinstance(value, bytes):
        return value if isinstance(value, str) else None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def target_position(destination: list[Any]) -> tuple[float | None, float | None]:
    """Return left and top (upward axis) of an explicit destination (ISO 32000-1, table 151)."""
    kind = getattr(resolve1(destination[1]), "name", None) if len(destination) > 1 else None
    values = [resolve1(value) for value in destination[2:]]
    numbers = [float(value) if isinstance(value, int | float) else None for value in values]
    if kind == "XYZ" and len(numbers) >= 2:
        return numbers[0], numbers[1]
    if kind in ("FitH", "FitBH") and numbers:
        return None, numbers[0]
    return None, None


def read_string(value: object) -> str | None:
    """Return a text string without the white space around it; None when it is empty or none."""
    if isinstance(value, bytes):
        value = value.decode("utf-16" if value[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", errors="replace")
    return value.strip("\0 \t\r\n") or None if isinstance(value, str) else None
