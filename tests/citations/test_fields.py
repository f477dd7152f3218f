"""Every field of an item says where it is printed, and there it stands."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetingest.citations import cite_text, mend_url
from cetingest.citations.dates import find_dates, find_lone_year
from cetingest.language.dates import to_csl
from cetingest.language.text import fold
from tests.evaluation.notes.scoring import load, read

NOTES = [(note, is_plain) for half in ("tuned", "held_out") for note in load(half) for is_plain in (False, True)]
OTHERS = [
    "Pub. L. No. 117-167, 136 Stat. 1366 (2022) (CHIPS and Science Act).",
    "Case C-123/45 Commission v Hungary [2010] ECR I-123.",
    "Regulation (EU) 2023/1781 of the Parliament of 13 September 2023 (Chips Act), OJ L 229, 18.9.2023, p. 1.",
    "Interview with a senior official, Tokyo, March 4, 2025.",
    "経済産業省『通商白書2023』（令和5年6月）、https://example.jp/a/（最終閲覧日：2025年5月8日）。",
    "Council for Data (CD), Cabinet Office, Government of Utopia. “About.” Accessed May 8, 2025. <https://example.org/>.",
    "Jack Newton, Putting Your Practice in the Cloud, 73 Tex. B.J. 632 (2010).",
    "GAO, *Chip Aid*, GAO-24-106587 (Washington, D.C.: Feb. 27, 2024).".replace("*", ""),
    "Sender, “Notes,” Review of Things 12, no. 3 (2021): 4–9; American Chips Act, S. 2450, 118th Cong. (2023).",
    "Implementation of Controls: Certain Items, 87 Fed. Reg. 62186 (Oct. 13, 2022).",
    "Meyer KL, Osei D. Dual-use risks. Nat Biotechnol. 2023;41(6):782-9.",
    "Müller, Anna/Schmidt, Peter: Chips für Europa, in: Wirtschaftsdienst, 102. Jg. (2022), H. 3, S. 180–186.",
    "DIN EN ISO/IEC 27001:2024-01, Informationssicherheit – Anforderungen, Berlin: Beuth.",
    "Ono & Larsen, Cryogenic Interconnect, U.S. Patent No. 11,234,567 (filed Apr. 3, 2019) (issued Feb. 1, 2022).",
    "김민수, “경제안보와 공급망,” 『국제정치논총』 제62권 제3호 (2022), pp. 45-67.",
    "CRS Report R46581, Artificial Intelligence and Tort Law, by Nina Castellano and Peter J. Grogan, May 2023.",
    "(London: ed. 2020)",
    "Roe, Ports and Ships (Mary Jones ed., 2d ed. 2018).",
    "J. Doe and others, “A; B; and C,” Example Review 4, no. 2 (2022): 9, doi:10.1000/abc(2022)9.",
    "Doe, J., “Chips,” in Markets, edited by Ann Lee (London: Verso, 2022), 4–9. ISBN 978-0-306-40615-7. Doe 2019, 44.",
]
# fmt: off
WORDS = st.sampled_from((
    "Jane", "Doe,", "Roe", "“Chips", "and", "”", "«", "»", "「", "」", "(2023)", "(London:", "Verso,", "2020)", "no.",
    "vol.", "12", "https://a.org/x", "accessed", "May", "3,", "2024", ".", ";", ":", ",", "in", "ed.", "Ministry", "of",
    "Trade", "令和5年6月", "Ibid.", "see", "supra", "note", "et", "al.", "2019", "pp.", "3–4", "<svg>", "doi:10.1000/a",
))
# fmt: on


def is_printed_there(name, value, printed):
    if name in ("issued", "accessed"):
        dates = [*find_dates(f"({printed})"), *filter(None, [find_lone_year(f"({printed})")])]
        return value in [to_csl(date.date) for date in dates]
    if name == "URL":
        return mend_url(printed).url == value
    if name in ("author", "editor"):
        words = [word for one in value for part in one.values() for word in fold(part).split()]
        return all(word in fold(printed) for word in words)
    words, there = fold(str(value)).split(), fold(printed).split()
    if not words:
        return value.strip() == printed.strip()
    position = iter(there)
    return all(word in position for word in words) and (words[0], words[-1]) == (there[0], there[-1])


def misplaced(cited):
    return [
        (place.name, citation.item[place.name], cited.text[slice(*place.span)])
        for citation in cited.citations
        for place in citation.fields
        if not is_printed_there(place.name, citation.item[place.name], cited.text[slice(*place.span)])
    ]


def test_every_field_of_the_rendered_notes_is_printed_at_its_place():
    assert [found for note, is_plain in NOTES if (found := misplaced(read(note, is_plain=is_plain)))] == []


@pytest.mark.parametrize("text", OTHERS)
def test_every_field_is_printed_at_its_place(text):
    cited = cite_text(text)
    assert misplaced(cited) == []
    for citation in cited.citations:
        assert {place.name for place in citation.fields} == citation.item.keys() - {"type"}


@given(st.lists(WORDS, max_size=14).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_of_any_text_the_fields_are_printed_at_their_places_and_lie_within_their_citation(text):
    cited = cite_text(text)
    assert misplaced(cited) == []
    for citation in cited.citations:
        assert cited.text[slice(*citation.span)] == citation.printed
        for place in citation.fields:
            assert citation.span[0] <= place.span[0] < place.span[1] <= citation.span[1]
            assert 0 < place.confidence <= 1


def test_a_quoted_title_is_surer_than_one_that_only_commas_part():
    quoted, plain = cite_text("Jane Doe, “Chips,” Nature, May 2024."), cite_text("Jane Doe, Chips, Nature, May 2024.")
    sure = [next(p.confidence for p in c.citations[0].fields if p.name == "title") for c in (quoted, plain)]
    assert sure[0] > sure[1]


def test_no_field_holds_a_run_of_spaces():
    for note, is_plain in NOTES:
        for citation in read(note, is_plain=is_plain).citations:
            texts = [value for value in citation.item.values() if isinstance(value, str)]
            assert [text for text in texts if re.search(r"\s{2,}|^\s|\s$", text)] == []


@pytest.mark.parametrize(
    ("note", "issued", "printed"),
    [
        ("World Bank (2020), Outlook on Lithium, June 2020.", (2020, 6), "June 2020"),
        ("World Bank (2020), “Outlook on Lithium,” June 3, 2020, https://example.org/a", (2020, 6, 3), "June 3, 2020"),
        ("World Bank (2020), Outlook on Lithium, June 2021.", (2020,), "2020"),
        ("World Bank (2020), Outlook on Lithium, Paris.", (2020,), "2020"),
        ("World Bank (June 2020), Outlook on Lithium, Paris, 2020.", (2020, 6), "June 2020"),
        ("World Bank (May 2020), Outlook on Lithium, June 2020.", (2020, 5), "May 2020"),
        ("World Bank, “Outlook on Lithium,” June 2020.", (2020, 6), "June 2020"),
    ],
)
def test_the_date_before_the_title_counts_unless_the_same_year_follows_with_its_month(note, issued, printed):
    (cited,) = cite_text(note).citations
    places = [note[slice(*place.span)] for place in cited.fields if place.name == "issued"]
    assert (cited.item["issued"], places) == ({"date-parts": (issued,)}, [printed])
