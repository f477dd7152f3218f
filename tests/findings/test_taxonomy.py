"""Words are recognised as a family's terms on word boundaries first, and not at all when two terms fit alike."""

from dataclasses import replace

import pytest

from cetingest.findings.family import MatchRule, SectionRole
from cetingest.findings.family_files import load_families
from cetingest.findings.taxonomy import (
    Term,
    find_terms,
    match_term,
    match_titles,
    role_of_section,
    sector_of_section,
)

(CETI,) = load_families()
TERMS = (
    Term("Fish stocks", ("fish",)),
    Term("coral", ("coral",)),
    Term("coral nursery", ("coral", "nursery")),
    Term("AI", ("ai",)),
    Term("biotechnology", ("bio",)),
    Term("red algae", ("algae", "red")),
    Term("red algal", ("algae", "other")),
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("corals and fish stock", [("coral",), ("fish",)]),
        ("the coral nurseries", [("coral", "nursery")]),
        ("coralline", []),
        ("AI aids ai", [("ai",)]),
        ("biotechnologies", [("bio",)]),
        ("anti-AI", []),
    ],
)
def test_terms_are_found_on_word_boundaries_the_longest_first(text, keys):
    assert [term.key for term in find_terms(text, TERMS)] == keys


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("health of corals", ("coral",)),
        ("stocks fish", ("fish",)),
        ("fishing in socks", None),
        ("corals and AI algorithms", ("coral",)),
        ("red algas", None),
        ("nothing", None),
    ],
)
def test_a_phrase_means_one_term_or_none(phrase, key):
    assert match_term(phrase, TERMS, MatchRule()) == key


@pytest.mark.parametrize(
    ("title", "subject", "edition"),
    [
        ("Critical and Emerging Technologies Index 2025: Japan Report", "Japan", "2025"),
        ("CRITICAL AND EMERGING  TECHNOLOGIES INDEX 2026: South Korea Report", "South Korea", "2026"),
        ("Another Index 2025: Japan Report", None, None),
    ],
)
def test_a_title_tells_family_subject_and_edition(title, subject, edition):
    matches = match_titles((CETI,), [title])
    assert [(match.subject, match.edition) for match in matches] == ([(subject, edition)] if subject else [])


@pytest.mark.parametrize(
    ("patterns", "fitting"),
    [
        (("{subject} Report", "Reef {edition}: {subject} Report"), ["1"]),
        (("Reef {edition}: {subject} Report", "{subject} Report"), ["0"]),
        (("Reef {edition}: {subject}", "Reef {edition}: {subject}"), ["0", "1"]),
        (("{subject} Paper", "Coral {subject}"), []),
    ],
)
def test_of_families_that_fit_the_pattern_with_the_longest_text_counts(patterns, fitting):
    families = [replace(CETI, family=str(n), title_pattern=pattern) for n, pattern in enumerate(patterns)]
    assert [match.family.family for match in match_titles(families, ["Reef 2025: Palau Report"])] == fitting


@pytest.mark.parametrize(
    ("path", "role", "sector"),
    [
        (("Space Technologies", "Status quo"), SectionRole.ASSESSMENT, "space"),
        (("4. Quantum Technologies", "Recommendations"), SectionRole.RECOMMENDATION, "quantum"),
        (("Executive Summary",), SectionRole.SUMMARY, None),
        (("Recommendations", "Status Quo"), SectionRole.ASSESSMENT, None),
        (("Our policy recommendations",), SectionRole.RECOMMENDATION, None),
        (("提言",), SectionRole.RECOMMENDATION, None),
        ((), None, None),
    ],
)
def test_headings_tell_what_a_section_does_and_of_which_sector_it_is(path, role, sector):
    assert (role_of_section(CETI, path), sector_of_section(CETI, path)) == (role, sector)
