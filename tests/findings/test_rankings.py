"""Stated ranks are found with subject, field and drivers; implied, wished and foreign ones are not."""

import pytest

from cetingest.findings import find
from tests.factories import block, document, reference

TITLE = "Critical and Emerging Technologies Index 2025: France Report"


def rankings(text, section="General Overview", **fields):
    made = document(title=TITLE, blocks=(block(text, section_path=(section,)),), footnote_references=(), **fields)
    return find(made).rankings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France ranked fourth overall.", [("FRA", "overall", 4)]),
        ("France ranks 7th in quantum and 5th in space.", [("FRA", "quantum", 7), ("FRA", "space", 5)]),
        ("In AI, France ranks sixth.", [("FRA", "ai", 6)]),
        ("Although China ranks first overall, France comes in tenth.", [("CHN", "overall", 1), ("FRA", "overall", 10)]),
        ("Quantum ranks 8th, while space ranks 9th.", [("FRA", "quantum", 8), ("FRA", "space", 9)]),
        ("France's rank in biotechnology is 12th.", [("FRA", "biotechnology", 12)]),
        ("It holds the 9th place in semiconductors.", [("FRA", "semiconductors", 9)]),
        ("France was ranked No. 8 in AI in 2025.", [("FRA", "ai", 8)]),
        ("The country placed eleventh in space technologies.", [("FRA", "space", 11)]),
        ("It is weak in space, where it finishes 13th.", [("FRA", "space", 13)]),
        ("Overall, France ranks fourth.", [("FRA", "overall", 4)]),
        ("The United States leads, and the UK ranks third in biotech.", [("GBR", "biotechnology", 3)]),
        ("France is good in space (2nd) and AI (5th).", [("FRA", "space", 2), ("FRA", "ai", 5)]),
        ("China leads in space (1st).", [("CHN", "space", 1)]),
        ("France trails China in space (2nd).", []),
        ("France aims for a place in space (2nd).", []),
        ("France publishes much (2nd).", []),
        ("Space, which is ranked 12th, lags.", [("FRA", "space", 12)]),
        ("Space does not get beyond 19th.", [("FRA", "space", 19)]),
        ("France has never risen above 12th.", [("FRA", "overall", 12)]),
        ("France does not want to rank 19th.", []),
        (
            "France ranks 4th in the 2025 Index and second in its region.",
            [("FRA", "overall", 4), ("FRA", "overall", 2)],
        ),
        (
            "Its strongest sector is semiconductors (4th), followed by biotechnology (7th), AI (9th), "
            "quantum (13th) and space (14th).",
            [
                ("FRA", "semiconductors", 4),
                ("FRA", "biotechnology", 7),
                ("FRA", "ai", 9),
                ("FRA", "quantum", 13),
                ("FRA", "space", 14),
            ],
        ),
        (
            "In semiconductors, France ranks 5th globally, and in biotechnology 4th.",
            [("FRA", "semiconductors", 5), ("FRA", "biotechnology", 4)],
        ),
        (
            "Semiconductors rank 5th, AI 9th, and biotechnology 10th.",
            [("FRA", "semiconductors", 5), ("FRA", "ai", 9), ("FRA", "biotechnology", 10)],
        ),
        (
            "By contrast, space and quantum technologies rank 12th and 13th, respectively.",
            [("FRA", "space", 12), ("FRA", "quantum", 13)],
        ),
        (
            "It performs best in semiconductors, ranking third, and worst in space, ranking fifteenth.",
            [("FRA", "semiconductors", 3), ("FRA", "space", 15)],
        ),
        ("France's overall rank of 5 reflects its strength in chips.", [("FRA", "overall", 5)]),
        ("France placed 5th out of 25 countries overall.", [("FRA", "overall", 5)]),
        ("With its fourth-place ranking in semiconductors, France is ahead of Taiwan.", [("FRA", "semiconductors", 4)]),
        ("The country is ranked seventh in AI and thirteenth in quantum.", [("FRA", "ai", 7), ("FRA", "quantum", 13)]),
        ("AI ranks seventh, while quantum ranks only 13th.", [("FRA", "ai", 7), ("FRA", "quantum", 13)]),
        ("France came in 5th place in the overall index.", [("FRA", "overall", 5)]),
        ("Taking fifth place overall, France trails Japan.", [("FRA", "overall", 5)]),
        ("Japan ranks fourth overall and France fifth.", [("JPN", "overall", 4), ("FRA", "overall", 5)]),
        (
            "France secured the 5th position overall and the 3rd position in semiconductors.",
            [("FRA", "overall", 5), ("FRA", "semiconductors", 3)],
        ),
        ("In the semiconductor sector, the country holds third place worldwide.", [("FRA", "semiconductors", 3)]),
        ("The space sector stands at 14th place, the lowest of all sectors.", [("FRA", "space", 14)]),
        ("France is 5th overall and 2nd in the Asia-Pacific.", [("FRA", "overall", 5), ("FRA", "overall", 2)]),
        ("France is among the top five overall.", []),
        ("Paris became the fourth city to host the summit.", []),
        ("In the 21st century, AI matters.", []),
        ("It was the first to launch a satellite.", []),
        ("First, France should invest in AI.", []),
        (
            "France's AI sector is ranked 9th in the index, whereas its quantum sector sits in 14th.",
            [("FRA", "ai", 9), ("FRA", "quantum", 14)],
        ),
        ("Ranked 3rd in semiconductors, France dominates memory.", [("FRA", "semiconductors", 3)]),
        ("France ranks 5th in CETI.", [("FRA", "overall", 5)]),
        (
            "France scores highest in semiconductors (ranked 3rd) and lowest in space (ranked 14th).",
            [("FRA", "semiconductors", 3), ("FRA", "space", 14)],
        ),
        (
            "The country's position is 9th in AI, 14th in space, and 13th in quantum.",
            [("FRA", "ai", 9), ("FRA", "space", 14), ("FRA", "quantum", 13)],
        ),
        ("France ranks in the top ten in four of five sectors.", []),
        ("At number five overall, France is a leading technology power.", [("FRA", "overall", 5)]),
        ("Overall, France finishes in fifth position.", [("FRA", "overall", 5)]),
        ("Biotechnology is France's second-best sector, at 6th.", [("FRA", "biotechnology", 6)]),
        ("Quantum technologies come in last among the five sectors, at 15th place.", [("FRA", "quantum", 15)]),
        # not stated, or of something else
        ("France does not rank third in AI.", []),
        ("France could rank third overall by 2030.", []),
        ("France aims to rank third overall.", []),
        ("Toyota ranks 3rd in patents.", []),
        ("French universities rank first worldwide.", []),
        ("France ranks 3rd in patents.", []),
        ("France ranks 2nd in quantum sensing.", []),
        ("Human capital ranks 2nd.", []),
    ],
)
def test_a_stated_rank_is_found_with_subject_and_sector(text, expected):
    assert [(r.subject, r.sector, r.rank) for r in rankings(text)] == expected


def test_a_rank_without_a_field_is_of_the_sections_sector():
    assert [r.sector for r in rankings("France ranks fourth.", section="Space Technologies")] == ["space"]


@pytest.mark.parametrize(
    ("text", "out_of"),
    [
        ("France ranks sixth out of 25 countries.", 25),
        ("France ranks sixth among 25 countries, up from 2024.", 25),
        ("France ranks sixth.", None),
    ],
)
def test_the_number_of_those_ranked_is_kept_when_printed(text, out_of):
    assert [r.out_of for r in rankings(text)] == [out_of]


def test_drivers_are_sectors_after_an_overall_rank_and_pillars_after_a_sectors():
    (overall,) = rankings("France ranks sixth overall, led by space and AI.")
    (ai,) = rankings("France ranks sixth in AI, supported by algorithms and talent.")
    assert [(d.sector, d.pillar) for d in overall.drivers] == [("space", None), ("ai", None)]
    assert [(d.sector, d.pillar) for d in ai.drivers] == [("ai", "algorithms"), ("ai", "human_capital")]


def test_the_quote_is_the_sentence_and_its_footnotes_stand_in_or_after_it():
    text = "All is well. France ranks sixth. It is so."
    start = text.index("France")
    end = start + len("France ranks sixth.")
    marks = tuple(reference(label, offset=offset) for label, offset in (("1", start), ("2", end - 1), ("3", end)))
    made = document(title=TITLE, blocks=(block(text),), footnote_references=marks)
    (ranking,) = find(made).rankings
    assert (ranking.quote.start, ranking.quote.end, ranking.quote.text) == (start, end, text[start:end])
    assert ranking.footnote_ids == ("doc-fn2", "doc-fn3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France ranks sixth of the 25 countries covered.", [(25, "countries")]),
        ("France ranks sixth overall and second in Western Europe.", [(None, None), (None, "Western Europe")]),
        ("France ranks third among high-income economies.", [(None, "high-income economies")]),
        ("France ranks third.", [(None, None)]),
    ],
)
def test_among_whom_a_rank_is_counted_is_kept_when_printed(text, expected):
    assert [(r.out_of, r.basis) for r in rankings(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France ranks seventh, up from ninth in the 2022 edition.", [(7, "2025"), (9, "2022")]),
        ("France was ninth in the 2022 edition and ranks seventh in the 2024 edition.", [(9, "2022"), (7, "2024")]),
        ("France rose from ninth in 2022 to seventh in 2024.", [(9, "2022"), (7, "2024")]),
        ("In 2022 France ranked ninth overall.", [(9, "2022")]),
    ],
)
def test_each_rank_has_its_own_edition(text, expected):
    assert [(ranking.rank, ranking.edition) for ranking in rankings(text)] == expected


def test_the_year_before_when_is_the_edition_of_a_rank():
    (found,) = rankings("France has gained since 2021, when it was placed 58th.")
    assert (found.rank, found.edition) == (58, "2021")


def test_a_rank_of_an_earlier_edition_has_that_edition():
    assert [(r.rank, r.edition) for r in rankings("In the 2023 edition France ranked ninth.")] == [(9, "2023")]
