"""The structure tree, read by picking bytes, beside what pdfminer reads by walking it."""

from pathlib import Path

import pytest
from pdfminer.pdftypes import resolve1

from cetingest.extract.pdf.file import open_pdf
from cetingest.extract.pdf.structure import read_structure

LABELLED = Path(__file__).parents[2] / "data" / "labelled"
BLOCKS = {"P", "H1", "H2", "H3", "LI", "Table", "Caption", "Note", "Figure", "TOC"}


def slow_places(pdf, page_numbers):
    """Walk the structure tree with pdfminer alone: the places (page number, MCID) of all that stands in a block."""
    root = resolve1(pdf.doc.catalog["StructTreeRoot"])
    roles = {key: value.name for key, value in (resolve1(root.get("RoleMap")) or {}).items()}
    found = set()

    def walk(node, is_inside, number):
        node = resolve1(node)
        if isinstance(node, int) and is_inside:
            found.add((number, node))
        elif isinstance(node, list):
            for kid in node:
                walk(kid, is_inside, number)
        elif isinstance(node, dict):
            number = page_numbers[node["Pg"].objid] if "Pg" in node else number
            name = node["S"].name if "S" in node else ""
            walk(node.get("K", node.get("MCID", [])), is_inside or roles.get(name, name) in BLOCKS, number)

    walk(root["K"], False, None)
    return found


@pytest.mark.parametrize("name", ["libreoffice_footnotes", "typst_footnotes", "chromium_endnotes"])
def test_the_fast_reader_finds_all_that_pdfminer_finds(name):
    with open_pdf(LABELLED / f"{name}.pdf", max_pages=50) as file:
        pdf, numbers = file._pdf, file._page_numbers
        found = read_structure(pdf.doc, pdf.stream, numbers)
        expected = slow_places(pdf, numbers)
    assert {(number, mcid) for number, tags in found.items() for mcid in tags} == expected
    assert len(expected) > 100
