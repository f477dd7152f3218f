"""The fonts of a file as it sets them: its own widths and signs go before what pdfminer knows of standard fonts."""

from collections.abc import Mapping

from pdfminer.pdffont import PDFFont, PDFType1Font
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import resolve1

from cetingest.extract.pdf.signs import name_signs


class FontStore(PDFResourceManager):
    """pdfminer's store of fonts, each with the widths of its file."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[object] = set()

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return a font; pdfminer makes it once for each object."""
        font = super().get_font(objid, spec)
        if not objid or objid not in self._seen:
            self._seen.add(objid)
            _use_own_widths(font, spec)
            name_signs(font, spec)
        return font


def _use_own_widths(font: PDFFont, spec: Mapping[str, object]) -> None:
    """Put `/Widths` before the metrics of a standard font, which go by character and leave out some codes."""
    if not isinstance(font, PDFType1Font) or not any(isinstance(key, str) for key in font.widths):
        return
    first, widths = resolve1(spec.get("FirstChar")), resolve1(spec.get("Widths"))
    if isinstance(first, int) and isinstance(widths, list):
        own = {first + n: width for n, width in enumerate(map(resolve1, widths[:256]))}
        font.widths = {**font.widths, **{n: w for n, w in own.items() if isinstance(w, int | float) and w > 0}}
