"""What the codes of Symbol and of fonts of signs mean: they have encodings of their own, not that of text."""

import re
from collections.abc import Mapping

from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdftypes import resolve1

# ISO 32000-2, annex D.5, from code 0x20 and from 0xA1; a space stands for a piece of a larger sign.
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_SYMBOL = {
    code: sign
    for first, signs in ((0x20, _SYMBOL_LOW), (0xA1, _SYMBOL_HIGH))
    for code, sign in enumerate(signs, start=first)
    if sign != " " or code == 0x20
}
_SYMBOL_FONT = re.compile(r"(?:[A-Z]{6}\+)?Symbol(?:MT)?\b")
_SIGN_FONT = re.compile(
    r"(?:[A-Z]{6}\+)?(?:Wingdings|Webdings|ZapfDingbats|ITCZapfDingbats|MonotypeSorts)", re.IGNORECASE
)
# Word names the signs of such fonts so, too.
_PRIVATE = 0xF000


def name_signs(font: PDFFont, spec: Mapping[str, object]) -> None:
    """Read the codes of a font of signs as such where the file does not say what they are.

    pdfminer takes them for letters: an arrow for "fi", a square for "n". Signs without a name of their own come out in
    the private use area.
    """
    if not isinstance(font, PDFSimpleFont) or "ToUnicode" in spec or isinstance(resolve1(spec.get("Encoding")), dict):
        return
    name = str(getattr(font, "basefont", ""))
    if _SYMBOL_FONT.match(name):
        font.cid2unicode = _SYMBOL
    elif _SIGN_FONT.match(name):
        font.cid2unicode = {0x20: " "} | {code: chr(_PRIVATE + code) for code in range(0x21, 0x100)}
