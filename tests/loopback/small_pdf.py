"""A PDF of one page, written by hand, so that tests need no library that writes PDFs."""

from tests.loopback.plan import Answer


def small_pdf(
    title: str, subtitle: str, text: str, *, kind: str = "application/pdf", info_title: str = "", pages: int = 1
) -> Answer:
    """Make a PDF with a large title, a smaller subtitle, and text; Latin letters only."""
    return Answer(headers=(("Content-Type", kind),), body=pdf_bytes(title, subtitle, text, info_title, pages))


def pdf_bytes(title: str, subtitle: str = "", text: str = "", info_title: str = "", pages: int = 1) -> bytes:
    """Return the bytes of such a PDF."""
    shown = [(28, 700, part) for part in [title]] + [(16, 660, subtitle)]
    shown += [(10, 620 - 14 * n, text[at : at + 90]) for n, at in enumerate(range(0, min(len(text), 2_700), 90))]
    content = "".join(f"BT /F1 {size} Tf 40 {y} Td ({_escaped(part)}) Tj ET\n" for size, y, part in shown if part)
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages))
    font = "/Resources << /Font << /F1 3 0 R >> >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000 792] /Contents 4 0 R {font} >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} >>\nstream\n{content}endstream",
        *[page] * pages,
        f"<< /Title ({_escaped(info_title)}) >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def _escaped(text: str) -> str:
    return (
        text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1", "replace").decode("latin-1")
    )
