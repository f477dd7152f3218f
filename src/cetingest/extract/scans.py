"""Read pages without a text layer by tesseract; where it is not installed, say what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cetingest import storage
from cetingest.errors import ReaderError
from cetingest.extract.answers import ReadPage
from cetingest.extract.ocr import tesseract
from cetingest.sandbox.guarded import limits_of, run_guarded
from cetingest.sandbox.limits import Limits
from cetingest.settings import ExtractSettings

# One child reads so many pages. Its limit on CPU time counts for all of them together, and a page takes under a second
# of it: tesseract is a process with a limit of its own.
_BATCH = 50
# Dense pages take 5 seconds; only a hostile file takes longer on all of its pages.
_MEAN_PAGE_SECONDS = 10.0


@dataclass(slots=True, kw_only=True)
class Recognition:
    """The pages without text that were read, the program that read them, and what to do about the others."""

    pages: dict[int, ReadPage] = field(default_factory=dict)
    reader: str = ""
    advice: str = ""


def find_scans(pages: Sequence[ReadPage]) -> list[ReadPage]:
    """Return the pages that hold pictures and no text, or no more than a stamp; all, when there is no text at all."""
    pictures = [page for page in pages if page.is_stamped_picture or (page.has_image and not page.has_lines)]
    if pictures or any(page.has_lines for page in pages):
        return pictures
    return list(pages)


def read_scans(
    path: Path,
    scans: Sequence[ReadPage],
    language: str | None,
    settings: ExtractSettings,
    on_page: Callable[[int, int], None] | None = None,
) -> Recognition:
    """Read the pages `scans` by text recognition, as the settings allow; what cannot be read is left as it is."""
    found = Recognition()
    if settings.ocr == "off":
        found.advice = 'set extract.ocr to "auto" to have it read by tesseract'
    elif tesseract.find_program() is None:
        found.advice = "install tesseract (Debian: apt install tesseract-ocr) and extract it again"
    else:
        found.advice = "run text recognition of your own (such as ocrmypdf) over the file"
        wanted = scans[: settings.ocr_max_pages]
        for start in range(0, len(wanted), _BATCH):
            if not _read_batch(path, wanted[start : start + _BATCH], language, settings, found):
                break
            if on_page is not None:
                on_page(min(start + _BATCH, len(wanted)), len(wanted))
    return found


def _read_batch(
    path: Path, scans: Sequence[ReadPage], language: str | None, settings: ExtractSettings, found: Recognition
) -> bool:
    job = {
        "path": str(path.absolute()),
        "max_pages": settings.max_pages,
        "page_numbers": [page.page_number for page in scans],
        "models": settings.ocr_languages,
        "language": language,
        "page_seconds": settings.ocr_page_seconds,
    }
    try:
        for answer in run_guarded("cetingest.extract.scan_reader:read_scans", job, _limits(settings, len(scans))):
            if "reader" in answer:
                found.reader = answer["reader"]
            elif "page" in answer:
                page = storage.structure(answer["page"], ReadPage)
                found.pages[page.page_number] = page
            elif "reason" in answer:
                found.advice = f"tesseract did not read it: {answer['reason']}"
    except ReaderError as error:
        found.advice = f"tesseract was not through with it: the reader {error}"
        return False
    return True


def _limits(settings: ExtractSettings, page_count: int) -> Limits:
    limits = limits_of(settings)
    return replace(limits, wall_seconds=limits.wall_seconds + _MEAN_PAGE_SECONDS * page_count)
