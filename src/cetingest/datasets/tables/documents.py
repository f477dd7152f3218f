"""Tables of what a document holds."""

from cetingest.datasets.columns import ForeignKey, Table, flag, integer, points, records, text
from cetingest.datasets.sources import RowContext
from cetingest.datasets.subjects import Index
from cetingest.datasets.tables.shared_columns import (
    DECIDED_BY,
    DOCUMENT_ID,
    EMPHASIS,
    IN_BLOCK,
    IN_DOCUMENT,
    IN_FOOTNOTE,
    POSITION,
    SECTION_PATH,
    TEXT_DOUBT,
    place,
)
from cetingest.model import BlockKind, Document, Footnote, FootnoteKind, NoteKind


def _document(index: Index) -> tuple[Document, ...]:
    return (index.dossier.document,)


def _family(row: RowContext[Document]) -> str | None:
    return row.index.dossier.findings.family


def _note_kind(row: RowContext[Footnote]) -> NoteKind | None:
    return row.index.note_kinds.get(row.thing.footnote_id)


DOCUMENTS = Table(
    name="documents",
    description="One row per document that came in, readable or not.",
    rows=_document,
    primary_key="document_id",
    columns=(
        text("document_id", "Readable key, made of the file's name."),
        text("title", "The document's title, as printed.", nullable=True),
        text("language", "Language of the text (BCP 47).", nullable=True),
        text("source_filename", "Name of the PDF under raw/."),
        text("sha256", "SHA-256 of the PDF's bytes, in hexadecimal; null when they could not be read.", nullable=True),
        integer("page_count", "Pages the file says it has; 0 when it could not be opened."),
        flag("is_readable", "True when the file was read to its last page; if not, `problems` says why."),
        text("producer", "The program that made the PDF, as it calls itself.", nullable=True),
        text("family", "The family of reports whose rules were used for the findings.", source=_family, nullable=True),
        records(
            "pages",
            "The size of each page.",
            integer("page_number", "Page of the PDF, from 1."),
            points("width", "Width of the page."),
            points("height", "Height of the page."),
        ),
    ),
)

BLOCKS = Table(
    name="blocks",
    description="One row per paragraph, heading, list item ... of a document's body, in reading order.",
    rows="document.blocks",
    primary_key="block_id",
    foreign_keys=(IN_DOCUMENT,),
    columns=(
        text("block_id", "Readable key."),
        DOCUMENT_ID,
        POSITION,
        text("kind", "What the block is.", values=BlockKind),
        integer("level", "Level of a heading, 1 = outermost.", nullable=True),
        text(
            "label",
            "The number of a list item or numbered paragraph as printed, such as 12. or (a); no part of the text.",
            nullable=True,
        ),
        text("text", "Its text: words joined over line ends, footnote references left out."),
        SECTION_PATH,
        *place(),
        EMPHASIS,
    ),
)

FOOTNOTES = Table(
    name="footnotes",
    description="One row per footnote, endnote or note of a table or figure.",
    rows="document.footnotes",
    primary_key="footnote_id",
    foreign_keys=(IN_DOCUMENT,),
    columns=(
        text("footnote_id", "Readable key."),
        DOCUMENT_ID,
        POSITION,
        text("label", "Its label as printed, such as 12 or *."),
        text("kind", "Where the document prints it.", values=FootnoteKind),
        text("note_kind", "What it holds.", source=_note_kind, nullable=True, values=NoteKind),
        text("text", "Its text, without the label."),
        *place(),
        EMPHASIS,
        *DECIDED_BY,
        TEXT_DOUBT,
    ),
)

FOOTNOTE_REFERENCES = Table(
    name="footnote_references",
    description="One row per mark, in the body or in a footnote, that points to a footnote.",
    rows="document.footnote_references",
    primary_key="footnote_reference_id",
    foreign_keys=(
        IN_DOCUMENT,
        IN_FOOTNOTE,
        IN_BLOCK,
        ForeignKey(column="within_footnote_id", table="footnotes"),
    ),
    columns=(
        text("footnote_reference_id", "Readable key."),
        DOCUMENT_ID,
        text("label", "The label as printed."),
        text("footnote_id", "The footnote it points to; null when there is none (see `problems`).", nullable=True),
        text("block_id", "The block it stands in; null in a footnote.", nullable=True),
        text("within_footnote_id", "The footnote in whose text it stands; null in the body.", nullable=True),
        integer("offset", "Place in that text where the mark stood, from 0.", unit="characters"),
        *place(),
        *DECIDED_BY,
    ),
)
