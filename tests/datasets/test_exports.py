import io
import itertools
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import bibtexparser
import pytest
import rispy
from upath import UPath

from cetingest.citations import cite_texts
from cetingest.datasets import EXPORT_FILENAMES, ExportFormat, write_exports
from cetingest.datasets import export as export_to
from cetingest.datasets.bibliography import bibtex_entry, cited_works, ris_entry
from cetingest.datasets.items import csl_item
from cetingest.errors import InputError
from cetingest.language.text import squeeze_spaces
from cetingest.model import CitationForm, Problem, ProblemCode, VerdictKind
from tests.datasets import standards
from tests.datasets.hostile import HOSTILE, hostile_dossier
from tests.evaluation.notes.scoring import load
from tests.evaluation.notes.written import HALVES, load_written, without_asterisks
from tests.factories import (
    citation,
    citation_list,
    document,
    dossier,
    finding_list,
    footnote,
    place,
    quote,
    ranking,
    verdict,
)
from tests.report import sample


def exported(dossiers, export_format):
    file = io.BytesIO()
    export_to(dossiers, export_format, file)
    return file.getvalue()


def export(dossiers, export_format):
    return exported(dossiers, export_format).decode()


WORK = {
    "id": "doc-fn1-c1",
    "type": "report",
    "author": ({"literal": "Ministry of Economy, Trade and Industry"}, {"family": "Fujiwara", "given": "Yuka"}),
    "title": "R&D at 100%: {Chips}",
    "container-title": "METI Journal",
    "event-title": "9th Meeting",
    "publisher": "METI",
    "issued": {"date-parts": ((2024, 12),)},
    "accessed": {"date-parts": ((2025, 5, 8),)},
    "URL": "https://a.test/x_y?a=1&b={2}#%7E",
}


def unclosed_braces(text):
    """Read BibTeX the way BibTeX does: each brace counts, whatever stands before it."""
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0, text
    return depth


def bibtex_fields(text):
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", text, re.M))


def ris_entries(text):
    """The tags of each entry; every line that is not empty must be one."""
    entries = []
    for line in text.splitlines():
        if line:
            tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()
            entries.append([]) if tag == "TY" else None
            entries[-1].append((tag, value))
    return entries


def test_each_format_has_a_file_and_an_unknown_one_is_refused():
    assert set(EXPORT_FILENAMES) == set(ExportFormat)
    with pytest.raises(InputError, match="choose one of csl-json, bibtex, ris, sarif, annotations"):
        export([dossier()], "docx")


@pytest.mark.parametrize("export_format", ExportFormat)
def test_an_export_of_the_same_documents_is_the_same_bytes(export_format):
    corpus = [hostile_dossier(text, f"doc-{number}") for number, text in enumerate(HOSTILE.values())]
    assert exported(corpus, export_format) == exported(iter(corpus), export_format)


@pytest.mark.parametrize("export_format", ExportFormat)
def test_no_documents_give_an_empty_export(export_format):
    if export_format is ExportFormat.XLSX:
        assert exported([], export_format).startswith(b"PK")
        return
    text = export([], export_format)
    if export_format in (ExportFormat.BIBTEX, ExportFormat.RIS):
        assert text == ""
    else:
        json.loads(text)


def test_every_export_is_written_in_one_pass_and_its_size_told(tmp_path):
    corpus = [hostile_dossier(text, f"d{n}") for n, text in enumerate(HOSTILE.values())]
    sizes = write_exports(iter(corpus), UPath(tmp_path))
    assert sizes == {path.name: path.stat().st_size for path in Path(tmp_path).iterdir()}
    assert {name: (tmp_path / name).read_bytes() for name in sizes} == {
        filename: exported(corpus, export_format) for export_format, filename in EXPORT_FILENAMES.items()
    }


# --- what others read -------------------------------------------------------------------------------------------------


def corpus():
    hostile = [hostile_dossier(text, f"doc-{number}") for number, text in enumerate(HOSTILE.values())]
    return [*hostile, sample.dossier(), sample.failed_dossier()]


@pytest.mark.parametrize(
    ("export_format", "validator"), [("csl-json", standards.csl_validator), ("sarif", standards.sarif_validator)]
)
def test_an_export_is_what_its_official_schema_allows(export_format, validator):
    validator().validate(json.loads(export(corpus(), export_format)))


def test_works_of_every_type_are_what_csl_allows():
    texts = [note["text"] for half in ("tuned", "held_out") for note in load(half)]
    texts += [without_asterisks(note["text"])[0] for half in HALVES for note in load_written(half)]
    works = [csl_item(citation) for cited in cite_texts(texts) for citation in cited.citations]
    standards.csl_validator().validate(works)
    assert len({work["type"] for work in works}) >= 20


def test_what_csl_does_not_know_is_refused():
    wrong = [{"type": "reports"}, {"titel": "A"}, {"issued": {"date-parts": [[2020]], "seson": 1}}, {"author": ["Doe"]}]
    works = [[{"id": "a", "type": "report", **fields}] for fields in wrong]
    assert [standards.csl_validator().is_valid(work) for work in works] == [False] * len(wrong)


def test_bibtexparser_reads_every_work_back():
    library = bibtexparser.parse_string("\n".join(map(bibtex_entry, [WORK, WORK | {"id": "second", "title": "Chips"}])))
    assert not library.failed_blocks
    assert {key: entry["url"] for key, entry in library.entries_dict.items()} == {
        "doc-fn1-c1": "https://a.test/x_y?a=1&b=%7B2%7D#%7E",
        "second": "https://a.test/x_y?a=1&b=%7B2%7D#%7E",
    }
    assert library.entries_dict["second"]["title"] == "{Chips}"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_bibtexparser_reads_hostile_works_without_a_failed_entry(text):
    library = bibtexparser.parse_string(export([hostile_dossier(text), dossier("next")], "bibtex"))
    assert (len(library.entries), library.failed_blocks) == (2, [])


def test_rispy_reads_every_work_back():
    first, second = rispy.loads("\n".join(map(ris_entry, [WORK, WORK | {"id": "second", "title": "long " * 100}])))
    assert (first["title"], first["urls"]) == ("R&D at 100%: {Chips}", ["https://a.test/x_y?a=1&b={2}#%7E"])
    assert first["authors"] == ["Ministry of Economy, Trade and Industry", "Fujiwara, Yuka"]
    assert second["title"] == ("long " * 100).strip()


# --- the workbook -----------------------------------------------------------------------------------------------------


def sheet_of(dossiers):
    """The cells of the workbook's one sheet, row by row, and whether any of them is a formula."""
    with zipfile.ZipFile(io.BytesIO(exported(dossiers, "xlsx"))) as book:
        names = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [["".join(cell.itertext()) for cell in row if len(cell)] for row in sheet.iter(f"{names}row")]
    return rows, list(sheet.iter(f"{names}f"))


def test_the_workbook_lists_what_needs_attention_most_serious_first():
    rows, _ = sheet_of([sample.dossier()])
    assert rows[0][:4] == ["Verdict", "Document", "Page", "Footnote"]
    verdicts = [row[0] for row in rows[1:]]
    assert verdicts == sorted(verdicts, key=["dead", "live but wrong", "suspect", "cannot tell"].index)
    assert "live" not in verdicts


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://a.test")'])
def test_no_text_becomes_a_formula_of_the_workbook(text):
    rows, formulas = sheet_of([hostile_dossier(text)])
    assert formulas == []
    assert any(text in row for row in rows)


# --- the works --------------------------------------------------------------------------------------------------------


def test_a_work_cited_again_is_exported_once_and_an_unparsed_one_is_not_lost():
    forms = [
        citation("1"),
        citation("2", form=CitationForm.REPEATED, antecedent_id="doc-fn1-c1"),
        citation("3", form=CitationForm.BACK_REFERENCE, antecedent_id="doc-fn1-c1"),
        citation("4", form=CitationForm.UNPARSED, item={}, printed="See the file."),
    ]
    works = cited_works(dossier(citations=citation_list(citations=tuple(forms))))
    assert [(work["id"], work.get("note")) for work in works] == [("doc-fn1-c1", None), ("doc-fn4-c1", "See the file.")]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_csl_json_gives_back_what_was_cited(text):
    (work,) = json.loads(export([hostile_dossier(text)], "csl-json"))
    expected = text.replace("\0", "\ufffd").replace("\ud83d", "\ufffd")
    assert (work["id"], work["title"], work["author"][0]["literal"]) == ("doc-fn1-c1", expected, expected)


def test_bibtex_escapes_text_and_leaves_urls_readable():
    assert bibtex_entry(WORK) == (
        "@techreport{doc-fn1-c1,\n"
        "  author = {{Ministry of Economy, Trade and Industry} and Fujiwara, Yuka},\n"
        "  title = {{R\\&D at 100\\%: {\\textbraceleft}Chips{\\textbraceright}}},\n"
        "  howpublished = {METI Journal},\n"
        "  institution = {METI},\n"
        "  date = {2024-12},\n"
        "  year = {2024},\n"
        "  url = {https://a.test/x_y?a=1&b=%7B2%7D#%7E},\n"
        "  urldate = {2025-05-08},\n"
        "  note = {9th Meeting},\n"
        "}\n"
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_breaks_out_of_bibtex(text):
    rendered = export([hostile_dossier(text), dossier("next")], "bibtex")
    assert unclosed_braces(rendered) == 0
    assert len(re.findall(r"^@\w+\{", rendered, re.M)) == 2
    assert all(re.match(r"@|  \w+ = \{.*\},$|\}$|$", line) for line in rendered.split("\n"))


def test_ris_has_one_line_for_each_tag():
    (entry,) = ris_entries(ris_entry(WORK | {"title": "long " * 100}))
    assert entry == [
        ("TY", "RPRT"),
        ("ID", "doc-fn1-c1"),
        ("AU", "Ministry of Economy, Trade and Industry"),
        ("AU", "Fujiwara, Yuka"),
        ("TI", ("long " * 100).strip()),
        ("T2", "METI Journal"),
        ("PB", "METI"),
        ("PY", "2024"),
        ("DA", "2024/12//"),
        ("Y2", "2025/05/08/"),
        ("UR", "https://a.test/x_y?a=1&b={2}#%7E"),
        ("N1", "9th Meeting"),
        ("ER", ""),
    ]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_begins_a_tag_of_ris(text):
    entries = ris_entries(export([hostile_dossier(text), dossier("next")], "ris"))
    assert len(entries) == 2
    titles = [value for tag, value in entries[0] if tag == "TI"]
    expected = squeeze_spaces(text.replace("\0", "\ufffd").replace("\ud83d", "\ufffd"))
    assert titles == ([expected] if expected else [])


# --- SARIF ------------------------------------------------------------------------------------------------------------


def test_sarif_places_each_problem_in_its_file_and_names_rule_and_page():
    problem = Problem(
        code=ProblemCode.CITATION_DEAD, message="Dead.", subject_id="doc-fn1-c1", provenance=(place(5, (1, 2, 3, 4)),)
    )
    doc = document(source_filename="a report #1.pdf", sha256="ab" * 32)
    (run,) = json.loads(export([dossier(document=doc, problems=(problem, problem))], "sarif"))["runs"]
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "citation-dead"
    assert first["level"] == "error"
    assert first["partialFingerprints"] != second["partialFingerprints"]
    (location,) = first["locations"]
    artifact = run["artifacts"][location["physicalLocation"]["artifactLocation"]["index"]]
    assert unquote(artifact["location"]["uri"]) == "a report #1.pdf"
    assert "#" not in artifact["location"]["uri"]
    assert artifact["hashes"] == {"sha-256": "ab" * 32}
    assert location["message"] == {"text": "Page 5"}
    assert location["properties"] == {"pageNumber": 5, "boundingBox": [1, 2, 3, 4]}


def test_sarif_describes_every_rule():
    (run,) = json.loads(export([], "sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [code.value for code in ProblemCode]
    assert all(rule["help"]["text"] and rule["fullDescription"]["text"] for rule in rules)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_message_of_sarif_holds_a_placeholder_or_a_link(text):
    (run,) = json.loads(export([hostile_dossier(text)], "sarif"))["runs"]
    message = run["results"][0]["message"]["text"]
    assert not re.search(r"(?<!\\)\]\(", message)
    assert re.sub(r"\{\{|\}\}", "", message).count("{") == 0


# --- annotations ------------------------------------------------------------------------------------------------------


def test_an_annotation_selects_the_words_and_the_box():
    text = "See A note. It ends."
    doc = document(footnotes=(footnote(text=text, provenance=(place(3, (72.4, 700.6, 299.5, 712.1)),)),))
    cited = citation_list(citations=(citation(span=(4, 11)),))
    judged = verdict(VerdictKind.DEAD, reason="Gone.")
    collection = json.loads(export([dossier(document=doc, citations=cited, verdicts=(judged,))], "annotations"))
    entry = collection["first"]["items"][0]
    assert entry["body"]["value"] == "dead: Gone."
    words, box = entry["target"]["selector"]
    assert words == {"type": "TextQuoteSelector", "exact": "A note.", "prefix": "See ", "suffix": " It ends."}
    assert (box["value"], box["refinedBy"]["value"]) == ("page=3", "xywh=72,700,228,13")


def test_a_finding_over_two_pages_has_a_selector_for_each_box():
    given = ranking(quote=quote(provenance=(place(1), place(2))))
    made = dossier(citations=citation_list(citations=()), findings=finding_list(rankings=(given,)))
    (entry,) = json.loads(export([made], "annotations"))["first"]["items"]
    assert [selector.get("value") for selector in entry["target"]["selector"]] == [None, "page=1", "page=2"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_each_annotation_is_a_line_and_all_are_one_json_document(text):
    rendered = export([hostile_dossier(text)], "annotations")
    collection = json.loads(rendered)
    lines = rendered.split("\n")[1:-3]
    assert [json.loads(line.rstrip(",")) for line in lines] == collection["first"]["items"]
    assert collection["total"] == len(lines) > 0


def test_ids_of_annotations_are_unique():
    items = json.loads(export([dossier("a"), dossier("b")], "annotations"))["first"]["items"]
    assert not [1 for one, two in itertools.combinations(items, 2) if one["id"] == two["id"]]


@pytest.mark.parametrize(
    ("export_format", "written"),
    [("csl-json", '"URL": "http://www.a.test/x"'), ("bibtex", "{http://www.a.test/x}"), ("ris", "http://www.a.test/x")],
)
def test_a_url_printed_without_its_scheme_is_one_that_a_reader_can_click(export_format, written):
    work = citation(item={"type": "webpage", "title": "Chips", "URL": "www.a.test/x"})
    corpus = [dossier(citations=citation_list(citations=(work,)))]
    assert written in export(corpus, export_format)
