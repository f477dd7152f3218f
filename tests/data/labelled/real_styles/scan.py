"""A printed PDF made into a scan: each page a slightly turned picture, with a line of real text in its margin."""

import io
from pathlib import Path

import pypdfium2

DPI = 200


def make_scan(path: Path, stamp: str) -> None:
    """Replace the pages of a PDF by pictures in black and white (CCITT G4), and stamp a line on each."""
    import pikepdf  # noqa: PLC0415 - who sets one document needs one producer

    with pypdfium2.PdfDocument(path) as pdf:
        grey = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in pdf]
    turned = [image.rotate(0.4, fillcolor=255).point(lambda value: 255 * (value > 150)).convert("1") for image in grey]
    pictures = io.BytesIO()
    turned[0].save(pictures, "PDF", save_all=True, append_images=turned[1:], resolution=DPI)
    with pikepdf.open(pictures) as scan:
        for number, page in enumerate(scan.pages, start=1):
            with pikepdf.open(_stamp(f"{stamp} {number:04}", *map(float, page.mediabox[2:]))) as over:
                page.add_overlay(over.pages[0])
        del scan.docinfo
        scan.save(path)


def _stamp(text: str, width: float, height: float) -> io.BytesIO:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(width, height), invariant=True)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(28, 14, text)
    canvas.save()
    data.seek(0)
    return data
