"""What is outlined on the pictures of whole pages."""

from cetingest.extract.pictures.debug_images import Outline, OutlineKind, collect_outlines
from cetingest.model import BlockKind
from tests.factories import block, document, footnote, place, reference

BOX = (72.0, 100.0, 300.0, 112.0)


def test_blocks_notes_and_marks_are_outlined_on_the_pages_they_stand_on():
    whole = document(
        blocks=(block(kind=BlockKind.HEADING, level=2, block_id="d-b001", provenance=(place(1),)),),
        footnotes=(footnote("3", confidence=0.5, provenance=(place(1), place(2))),),
        footnote_references=(
            reference("3", footnote_id="d-fn3", provenance=(place(1),)),
            reference("4", footnote_id=None, provenance=(place(2),)),
        ),
    )
    assert collect_outlines(whole) == {
        1: [
            Outline(kind=OutlineKind.HEADING, bbox=BOX, label="b001 heading 2"),
            Outline(kind=OutlineKind.FOOTNOTE, bbox=BOX, label="3 (0.50)"),
            Outline(kind=OutlineKind.REFERENCE, bbox=BOX),
        ],
        2: [
            Outline(kind=OutlineKind.FOOTNOTE, bbox=BOX, label="3 (0.50) ..."),
            Outline(kind=OutlineKind.UNPAIRED, bbox=BOX, label="4"),
        ],
    }
