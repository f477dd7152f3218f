"""A series of reports on another subject needs a family file and no code."""

from cetingest.findings import find, load_families
from cetingest.model import BlockKind, FindingList
from cetingest.storage import dumps, loads
from tests.factories import block, document

FAMILY = """
family: reefs
index: Coral Reef Index
title_pattern: "State of the Reefs {edition} - {subject}"
section_roles:
  - {heading: At a glance, role: summary}
  - {heading: What to do, role: recommendation}
sectors:
  - id: fish
    label: Fish stocks
    headings: [Fish]
    aliases: [fisheries]
    pillars:
      - {id: biomass, label: Biomass, aliases: [total weight]}
  - id: coral
    label: Coral cover
    aliases: [coral]
"""


def reef_report(tmp_path):
    (tmp_path / "reefs.yaml").write_text(FAMILY, encoding="utf-8")
    lines = (
        ("Palau ranks second overall, thanks to coral.", BlockKind.PARAGRAPH, ("At a glance",)),
        ("Fisheries come in 11th, owing to biomass.", BlockKind.PARAGRAPH, ("At a glance",)),
        ("No-take zones: Close two lagoons.", BlockKind.LIST_ITEM, ("Fish", "What to do")),
    )
    blocks = tuple(block(t, number=n, kind=k, section_path=s) for n, (t, k, s) in enumerate(lines, 1))
    made = document(title="State of the Reefs 2024 - Palau", blocks=blocks, footnote_references=())
    return find(made, load_families(tmp_path))


def test_a_family_file_alone_makes_a_new_series_readable(tmp_path):
    found = reef_report(tmp_path)
    assert (found.family, found.subject, found.edition) == ("reefs", "PLW", "2024")
    assert [(r.index, r.sector, r.rank, [(d.sector, d.pillar) for d in r.drivers]) for r in found.rankings] == [
        ("Coral Reef Index", "overall", 2, [("coral", None)]),
        ("Coral Reef Index", "fish", 11, [("fish", "biomass")]),
    ]
    assert [(r.sector, r.level, r.heading, r.text) for r in found.recommendations] == [
        ("fish", "bullet", "No-take zones", "Close two lagoons.")
    ]


def test_a_title_that_two_families_fit_alike_is_told_with_their_names(tmp_path):
    (tmp_path / "copy.yaml").write_text(FAMILY.replace("family: reefs", "family: copy"), encoding="utf-8")
    found = reef_report(tmp_path)
    assert (found.family, [problem.message for problem in found.problems]) == (
        None,
        [
            "'State of the Reefs 2024 - Palau' fits the title patterns of several families alike (copy and reefs), so "
            "rankings and assessments were not looked for"
        ],
    )


def test_findings_survive_storage(tmp_path):
    found = reef_report(tmp_path)
    assert loads(dumps(found), FindingList) == found
