"""Text written piece by piece, so that an export of a corpus need not fit in memory."""

from collections.abc import Iterable, Iterator


def separated(pieces: Iterable[str], separator: str) -> Iterator[str]:
    """Iterate over pieces with a separator between each two.

    >>> "".join(separated(["a", "b"], ", "))
    'a, b'
    """
    for number, piece in enumerate(pieces):
        yield f"{separator}{piece}" if number else piece


def array_lines(values: Iterable[str]) -> Iterator[str]:
    r"""Write JSON values as an array, one value a line.

    >>> "".join(array_lines(["1", "2"])), "".join(array_lines([]))
    ('[\n1,\n2\n]\n', '[]\n')
    """
    is_empty = True
    for value in values:
        yield f"[\n{value}" if is_empty else f",\n{value}"
        is_empty = False
    yield "[]\n" if is_empty else "\n]\n"
