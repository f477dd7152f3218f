"""Pure string helpers."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(  # of the categories Cf and Cs
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f\ud800-\udfff]"
)


def slugify(name: str) -> str:
    """Turn a file name into a readable key of lower-case ASCII letters, digits and hyphens.

    Names in other scripts keep their letters, so that two Japanese files do not become one key.

    >>> slugify("CETI 2025: Japan Report")
    'ceti-2025-japan-report'
    >>> slugify("経済 安保")
    '経済-安保'
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or "document"


def squeeze_spaces(text: str) -> str:
    r"""Replace each run of white space by one space and trim the ends.

    >>> squeeze_spaces("  a\n b ")
    'a b'
    """
    return " ".join(text.split())


def strip_controls(text: str) -> str:
    r"""Squeeze spaces and drop what steers a terminal or turns the reading direction instead of being read.

    Joiners stay (letters of Persian and Hindi need them), and so do the visible number signs of Arabic. Lone surrogates
    go: JSON can spell them, and no file can hold them.

    >>> strip_controls("a\x1b[2J\n\u202eb\ufeff")
    'a [2J b'
    """
    squeezed = squeeze_spaces(text)
    if squeezed.isprintable():  # nearly all texts, at a tenth of the cost
        return squeezed
    return squeeze_spaces(_INVISIBLE.sub("", _CONTROL.sub(" ", text)))


def fold(text: str) -> str:
    """Fold a text for comparison: compatibility forms, case, accents of Latin letters and punctuation disappear.

    >>> fold("“Économie”,  2023")
    'economie 2023'
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in decomposed if not ("\u0300" <= c <= "\u036f"))
    recomposed = unicodedata.normalize("NFC", kept)
    return squeeze_spaces(re.sub(r"[\W_]+", " ", recomposed))
