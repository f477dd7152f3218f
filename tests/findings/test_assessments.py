"""What is said of a field is found with the polarity that negation, contrast and comparison leave it."""

import pytest

from cetingest.findings import find, load_families
from cetingest.findings.assessments.clauses import slice_clauses
from cetingest.findings.assessments.fields import Scope, fields_of, key_of_pillar
from cetingest.model import BlockKind, Polarity
from tests.factories import block, document

TITLE = "Critical and Emerging Technologies Index 2025: Germany Report"


def assessments(*texts, section="Artificial Intelligence"):
    blocks = tuple(block(t, number=n, section_path=(section, "Status Quo")) for n, t in enumerate(texts, 1))
    return find(document(title=TITLE, blocks=blocks, footnote_references=())).assessments


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        (
            "Artificial Intelligence",
            "Germany demonstrates considerable strength in human capital, supported by a dense "
            "network of universities.",
            [("human_capital", "strength")],
        ),
        (
            "Artificial Intelligence",
            "Germany's performance in data is hampered by strict privacy rules.",
            [("data", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "However, the country falls behind in computing power and the accuracy of top models.",
            [("computing_power", "weakness"), ("accuracy_of_top_models", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Compared to the United States and China, economic resources for AI remain limited.",
            [("economic_resources", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Few of Germany's top models rank among the world's best.",
            [("accuracy_of_top_models", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "The regulatory framework is comprehensive but slows down innovation.",
            [("regulatory", "strength"), ("regulatory", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Germany does not lack talent; it lacks computing power.",
            [("human_capital", "strength"), ("computing_power", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Access to high-quality data is a persistent challenge for small firms.",
            [("data", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "While Germany has a strong research base in algorithms, commercialization lags behind.",
            [("algorithms", "strength"), (None, "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Venture capital investment is only a fraction of that in the United States.",
            [("economic_resources", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "The number of AI graduates has doubled since 2018.",
            [("human_capital", "strength")],
        ),
        (
            "Artificial Intelligence",
            "Brain drain continues to weaken the talent pool.",
            [("human_capital", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Neither data nor computing power is sufficient to train large models.",
            [("data", "weakness"), ("computing_power", "weakness")],
        ),
        ("Artificial Intelligence", "There is a shortage of skilled workers in AI.", [("human_capital", "weakness")]),
        (
            "Artificial Intelligence",
            "Germany ranks highly in algorithms but poorly in data.",
            [("algorithms", "strength"), ("data", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Public funding has increased substantially, although private investment is still low.",
            [("economic_resources", "strength"), ("economic_resources", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Thanks to a thriving start-up scene, Germany is well positioned in algorithms.",
            [("algorithms", "strength")],
        ),
        ("Artificial Intelligence", "Data centers face high energy costs.", [("computing_power", "weakness")]),
        (
            "Biotechnologies",
            "Germany is home to some of the world's leading pharmaceutical companies, giving it an "
            "advantage in pharmaceutical production.",
            [("pharmaceutical_production", "strength")],
        ),
        (
            "Biotechnologies",
            "Vaccine research is a notable strength, exemplified by BioNTech.",
            [("vaccine_research", "strength")],
        ),
        (
            "Biotechnologies",
            "Agricultural technology is underdeveloped due to public skepticism.",
            [("agricultural_technology", "weakness")],
        ),
        (
            "Biotechnologies",
            "The approval process for clinical trials is slow and bureaucratic.",
            [("regulatory", "weakness")],
        ),
        (
            "Biotechnologies",
            "Germany lacks sufficient late-stage venture capital, forcing start-ups to seek funding abroad.",
            [("economic_resources", "weakness")],
        ),
        ("Biotechnologies", "Its security score is among the lowest of all countries.", [("security", "weakness")]),
        (
            "Biotechnologies",
            "Pharmaceutical production has declined steadily over the past decade.",
            [("pharmaceutical_production", "weakness")],
        ),
        (
            "Semiconductors",
            "Germany has a robust equipment industry, with firms such as Zeiss and Trumpf.",
            [("equipment", "strength")],
        ),
        (
            "Semiconductors",
            "Chip design and assembly and testing are the weakest pillars.",
            [("chip_design_and_tools", "weakness"), ("assembly_and_testing", "weakness")],
        ),
        (
            "Semiconductors",
            "Manufacturing capacity is concentrated in mature nodes, leaving the country dependent on "
            "Taiwan for advanced chips.",
            [("manufacturing", "weakness")],
        ),
        (
            "Semiconductors",
            "The country is heavily dependent on imports of raw materials and wafers.",
            [("raw_materials_and_wafers", "weakness")],
        ),
        (
            "Semiconductors",
            "In contrast, specialized materials and wafers are an area of strength.",
            [("raw_materials_and_wafers", "strength")],
        ),
        (
            "Semiconductors",
            "An aging workforce and declining enrollment threaten human capital.",
            [("human_capital", "weakness")],
        ),
        (
            "Semiconductors",
            "Economic resources are comparable to those of France and the Netherlands.",
            [("economic_resources", "neutral")],
        ),
        (
            "Semiconductors",
            "Germany outperforms its European peers in equipment, but trails South Korea and Japan in manufacturing.",
            [("equipment", "strength"), ("manufacturing", "weakness")],
        ),
        (
            "Semiconductors",
            "The delay of the Magdeburg fab is a setback for manufacturing.",
            [("manufacturing", "weakness")],
        ),
        ("Semiconductors", "Chip design remains a bottleneck.", [("chip_design_and_tools", "weakness")]),
        (
            "Space Technologies",
            "Germany contributes significantly to remote sensing and science and exploration through DLR.",
            [("remote_sensing", "strength"), ("science_and_exploration", "strength")],
        ),
        (
            "Space Technologies",
            "The lack of domestic launch capability makes the country reliant on foreign providers.",
            [("domestic_launch_capability", "weakness")],
        ),
        (
            "Space Technologies",
            "Telecommunications and PNT benefit from participation in Galileo.",
            [("telecommunications", "strength"), ("pnt", "strength")],
        ),
        (
            "Space Technologies",
            "Public funding for space is relatively modest compared with France and Italy.",
            [("economic_resources", "weakness")],
        ),
        ("Space Technologies", "Security is an emerging area of concern.", [("security", "weakness")]),
        ("Quantum Technologies", "Germany is a global leader in quantum sensing.", [("quantum_sensing", "strength")]),
        (
            "Quantum Technologies",
            "Quantum communications is less developed than in China.",
            [("quantum_communications", "weakness")],
        ),
        (
            "Quantum Technologies",
            "Strong public investment, including a €2 billion stimulus, has created a favorable policy environment.",
            [("economic_resources", "strength"), ("policy_environment", "strength")],
        ),
        (
            "Quantum Technologies",
            "Quantum computing is still at an early stage, and private investment is insufficient.",
            [("quantum_computing", "weakness"), ("economic_resources", "weakness")],
        ),
        (
            "Quantum Technologies",
            "The country's human capital is excellent, but retaining talent is difficult.",
            [("human_capital", "strength"), ("human_capital", "weakness")],
        ),
        (
            "Quantum Technologies",
            "It possesses world-class expertise in quantum sensing and has made significant progress "
            "in quantum computing.",
            [("quantum_sensing", "strength"), ("quantum_computing", "strength")],
        ),
        (
            "Quantum Technologies",
            "Germany's quantum computing sector benefits from a strong research ecosystem.",
            [("quantum_computing", "strength")],
        ),
        (
            "Quantum Technologies",
            "Despite strong fundamentals in research, commercialization of quantum computing is slow.",
            [("quantum_computing", "weakness")],
        ),
        (
            "Quantum Technologies",
            "Quantum communication networks are not yet operational.",
            [("quantum_communications", "weakness")],
        ),
        ("Artificial Intelligence", "The government launched an AI strategy in 2018 and updated it in 2020.", []),
        ("Artificial Intelligence", "Training data must be made accessible.", []),
        ("Semiconductors", "Intel planned to build two fabs in Magdeburg.", []),
        ("Space Technologies", "DLR operates the TerraSAR-X satellites.", []),
        (
            "Quantum Technologies",
            "The federal government funds quantum computing with two billion euros.",
            [("quantum_computing", "neutral")],
        ),
        (
            "Artificial Intelligence",
            "Germany shows particular strength in economic resources and data, while its human "
            "capital and algorithms trail those of the leading countries.",
            [
                ("economic_resources", "strength"),
                ("data", "strength"),
                ("human_capital", "weakness"),
                ("algorithms", "weakness"),
            ],
        ),
        (
            "Artificial Intelligence",
            "Human capital is the main constraint, as many graduates move to the United States.",
            [("human_capital", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "A key weakness lies in the limited availability of computing power.",
            [("computing_power", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Germany's strong digital infrastructure provides abundant data for training.",
            [("data", "strength")],
        ),
        ("Artificial Intelligence", "Korean-language data remains scarce compared to English.", [("data", "weakness")]),
        (
            "Artificial Intelligence",
            "The accuracy of top models has improved rapidly but still falls short of that of U.S. models.",
            [("accuracy_of_top_models", "strength"), ("accuracy_of_top_models", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Both computing power and data are among its strengths.",
            [("computing_power", "strength"), ("data", "strength")],
        ),
        (
            "Artificial Intelligence",
            "In terms of algorithms, the country performs on par with Japan and France.",
            [("algorithms", "neutral")],
        ),
        (
            "Artificial Intelligence",
            "Unlike the United States, Germany has few venture capital funds willing to invest in "
            "late-stage companies.",
            [("economic_resources", "weakness")],
        ),
        (
            "Biotechnologies",
            "Germany has emerged as a global hub for pharmaceutical production, led by Samsung "
            "Biologics and Celltrion.",
            [("pharmaceutical_production", "strength")],
        ),
        ("Biotechnologies", "However, original drug development is weak.", [("pharmaceutical_production", "weakness")]),
        (
            "Biotechnologies",
            "In vaccine research, the country made progress during the pandemic but remains behind "
            "the United States and Europe.",
            [("vaccine_research", "strength"), ("vaccine_research", "weakness")],
        ),
        (
            "Biotechnologies",
            "Genetic engineering is an area where Germany holds a competitive edge.",
            [("genetic_engineering", "strength")],
        ),
        (
            "Biotechnologies",
            "Strict regulation limits the commercialization of gene therapy.",
            [("regulatory", "weakness"), ("genetic_engineering", "weakness")],
        ),
        (
            "Biotechnologies",
            "The biotechnology sector suffers from insufficient funding and a shortage of researchers.",
            [("economic_resources", "weakness"), ("human_capital", "weakness")],
        ),
        (
            "Biotechnologies",
            "Agricultural technology accounts for only a small share of research spending.",
            [("agricultural_technology", "weakness")],
        ),
        (
            "Semiconductors",
            "Germany is the world leader in memory chips, with unmatched manufacturing capabilities.",
            [("manufacturing", "strength")],
        ),
        (
            "Semiconductors",
            "Despite its dominance in manufacturing, Germany remains weak in chip design.",
            [("manufacturing", "strength"), ("chip_design_and_tools", "weakness")],
        ),
        (
            "Semiconductors",
            "Reliance on Japanese suppliers for materials and equipment poses a risk.",
            [("raw_materials_and_wafers", "weakness"), ("equipment", "weakness")],
        ),
        (
            "Semiconductors",
            "The domestic supply of equipment has increased, reducing dependence on imports.",
            [("equipment", "strength")],
        ),
        (
            "Semiconductors",
            "Germany also lags behind Taiwan in assembly and testing.",
            [("assembly_and_testing", "weakness")],
        ),
        (
            "Semiconductors",
            "Human capital is strong overall, but there is a growing shortage of design engineers.",
            [("human_capital", "strength"), ("human_capital", "weakness")],
        ),
        (
            "Semiconductors",
            "Economic resources are ample, driven by large private investment from Samsung and SK hynix.",
            [("economic_resources", "strength")],
        ),
        ("Semiconductors", "The foundry business has struggled to attract customers.", [("manufacturing", "weakness")]),
        ("Semiconductors", "Its global player score is high.", [("global_player", "strength")]),
        ("Space Technologies", "Space is Germany's weakest sector.", [(None, "weakness")]),
        (
            "Space Technologies",
            "Domestic launch capability has advanced with the success of the Nuri rocket.",
            [("domestic_launch_capability", "strength")],
        ),
        ("Space Technologies", "The country lacks an independent satellite navigation system.", [("pnt", "weakness")]),
        ("Space Technologies", "Remote sensing is comparatively well developed.", [("remote_sensing", "strength")]),
        ("Space Technologies", "Private investment in space is negligible.", [("economic_resources", "weakness")]),
        (
            "Space Technologies",
            "Germany has no experience in deep space exploration.",
            [("science_and_exploration", "weakness")],
        ),
        ("Space Technologies", "Its security capabilities are gradually improving.", [("security", "strength")]),
        ("Quantum Technologies", "Quantum technologies remain at a nascent stage.", [(None, "weakness")]),
        (
            "Quantum Technologies",
            "The pool of quantum researchers is small, numbering fewer than 500.",
            [("human_capital", "weakness")],
        ),
        (
            "Quantum Technologies",
            "Germany is relatively strong in quantum communications thanks to its telecom operators.",
            [("quantum_communications", "strength")],
        ),
        (
            "Quantum Technologies",
            "Government support is strong, but private-sector participation is minimal.",
            [("policy_environment", "strength"), ("economic_resources", "weakness")],
        ),
        (
            "Quantum Technologies",
            "The policy environment is supportive, and economic resources are growing.",
            [("policy_environment", "strength"), ("economic_resources", "strength")],
        ),
        ("Artificial Intelligence", "Samsung announced a new model in 2024.", []),
        ("Artificial Intelligence", "Data centers consume electricity.", []),
        ("Semiconductors", "The K-Chips Act was passed in March 2023.", []),
        # a judgement that points back
        (
            "Semiconductors",
            "Manufacturing is strong. It is not cheap, but it is reliable.",
            [("manufacturing", "strength"), ("manufacturing", "weakness"), ("manufacturing", "strength")],
        ),
        (
            "Semiconductors",
            "Equipment is world-class. Chip design is not.",
            [("equipment", "strength"), ("chip_design_and_tools", "weakness")],
        ),
        (
            "Semiconductors",
            "Equipment is world-class. The same cannot be said of chip design.",
            [("equipment", "strength"), ("chip_design_and_tools", "weakness")],
        ),
        (
            "Semiconductors",
            "Everything else is missing: equipment, chip design and wafers.",
            [
                ("equipment", "weakness"),
                ("chip_design_and_tools", "weakness"),
                ("raw_materials_and_wafers", "weakness"),
            ],
        ),
        ("Space Technologies", "Earth observation was founded as an agency, the Earth Observation Agency.", []),
        (
            "Artificial Intelligence",
            "MareNostrum 5 puts the country among Europe's leaders in computing power.",
            [("computing_power", "strength")],
        ),
        (
            "Artificial Intelligence",
            "No German company has yet published a large language model of note.",
            [("accuracy_of_top_models", "weakness")],
        ),
        (
            "Artificial Intelligence",
            "Private investment is less than half that of France.",
            [("economic_resources", "weakness")],
        ),
        ("Biotechnologies", "Approval takes twice as long as in Belgium.", [("regulatory", "weakness")]),
        ("Biotechnologies", "Late-stage capital has to be sought abroad.", [("economic_resources", "weakness")]),
        (
            "Space Technologies",
            "PLD Space has given the country a launch capability of its own.",
            [("domestic_launch_capability", "strength")],
        ),
        ("Space Technologies", "Remote sensing has come on in leaps and bounds.", [("remote_sensing", "strength")]),
        ("Space Technologies", "Security has long been an afterthought.", [("security", "weakness")]),
        ("Quantum Technologies", "Funding is thinly spread.", [("economic_resources", "weakness")]),
        (
            "Quantum Technologies",
            "Germany is better placed in quantum computing than in quantum sensing.",
            [("quantum_computing", "strength"), ("quantum_sensing", "weakness")],
        ),
        ("Artificial Intelligence", "Little use is made of public data.", [("data", "weakness")]),
        (
            "Artificial Intelligence",
            "Computing capacity has more than doubled in three years.",
            [("computing_power", "strength")],
        ),
        ("Artificial Intelligence", "There is no shortage of AI engineers.", [("human_capital", "strength")]),
        ("Artificial Intelligence", "The exception is data, which is abundant.", [("data", "strength")]),
        ("Artificial Intelligence", "Regulation could be better.", [("regulatory", "weakness")]),
        ("Artificial Intelligence", "Nor is venture capital easy to find.", [("economic_resources", "weakness")]),
        ("Biotechnologies", "Vaccine research is no longer what it was.", [("vaccine_research", "weakness")]),
        ("Semiconductors", "No fab has been built since 1998.", [("manufacturing", "weakness")]),
        ("Semiconductors", "Equipment makers hold a fifth of the world market.", [("equipment", "strength")]),
        (
            "Space Technologies",
            "Remote sensing is well developed, in contrast to satellite navigation.",
            [("remote_sensing", "strength"), ("pnt", "weakness")],
        ),
        ("Quantum Technologies", "There is still no national strategy.", [("policy_environment", "weakness")]),
        (
            "Quantum Technologies",
            "The national strategy, adopted in 2021, is regarded as a model.",
            [("policy_environment", "strength")],
        ),
        ("Quantum Technologies", "The country loses its best graduates to Germany.", [("human_capital", "weakness")]),
        ("Quantum Technologies", "Public funding is about average.", [("economic_resources", "neutral")]),
        (
            "Artificial Intelligence",
            "Vacancies for engineers stay open for nine months on average.",
            [("human_capital", "weakness")],
        ),
        ("Artificial Intelligence", "Without more data, models would be weak.", []),
        ("Artificial Intelligence", "Data is at best average.", [("data", "neutral")]),
        ("Space Technologies", "The quay at the launch site is 18 m deep.", []),
        ("Artificial Intelligence", "Data is scarce, although privacy rules have been lauded.", [("data", "weakness")]),
        (
            "Artificial Intelligence",
            "Data is a strength, although delays have slowed its use.",
            [("data", "strength"), ("data", "weakness")],
        ),
    ],
)
def test_a_field_is_judged_as_a_reader_judges_it(section, text, expected):
    found = assessments(text, section=section)
    assert sorted(((a.pillar, a.polarity) for a in found), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        ("Data is scarce compared with France and Japan.", ["FRA", "JPN"]),
        ("Data is scarce compared with 2.4 percent in China.", ["CHN"]),
        ("Data is modest by the standards of the United States.", ["USA"]),
        ("Data is scarcer than in Spain.", ["ESP"]),
        ("Investment is a fraction of that in Canada, and data is scarce.", ["CAN"]),
        ("Data is scarce.", []),
    ],
)
def test_with_whom_a_field_is_compared_is_kept(text, comparators):
    assert {name for a in assessments(text) for name in a.comparators} == set(comparators)


def under_a_label(label, *items, section="Artificial Intelligence"):
    place = (section, "Status Quo")
    blocks = [block(label, number=1, section_path=place)]
    blocks += [
        block(text, number=n, section_path=place, kind=BlockKind.LIST_ITEM) for n, text in enumerate(items, start=2)
    ]
    found = find(document(title=TITLE, blocks=tuple(blocks), footnote_references=())).assessments
    return [(one.pillar, one.polarity.value) for one in found]


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("Strengths:", "Government data are published every month.", [("data", "strength")]),
        ("Key weaknesses", "Government data are published once a decade.", [("data", "weakness")]),
        ("Weaknesses:", "Every fifth student goes abroad.", [("human_capital", "weakness")]),
        (
            "Strengths:",
            "Data are open, but computing power is scarce.",
            [("data", "strength"), ("computing_power", "weakness")],
        ),
        ("Strengths and weaknesses:", "Government data are published every month.", []),
    ],
)
def test_a_label_says_how_the_list_below_it_is_meant_and_is_no_finding(label, text, expected):
    assert under_a_label(label, text) == expected


def test_a_heading_says_it_for_its_section_and_a_label_not_for_the_next_section():
    strengths = ("Artificial Intelligence", "Strengths")
    item = block("Government data are published every month.", section_path=strengths, kind=BlockKind.LIST_ITEM)
    assert [
        one.polarity for one in find(document(title=TITLE, blocks=(item,), footnote_references=())).assessments
    ] == [Polarity.STRENGTH]
    label = block("Weaknesses:", number=1, section_path=("Space", "Status Quo"))
    assert [
        one.polarity for one in find(document(title=TITLE, blocks=(label, item), footnote_references=())).assessments
    ] == [Polarity.STRENGTH]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Data is scarce, indicating a weak base.", ["main", "participle"]),
        ("Data is scarce, indicating that models are weak.", ["main", "main"]),
        ("Data is scarce, which limits models.", ["main", "relative"]),
        ("Germany leads in data, in which it invests.", ["main", "relative"]),
        ("One thing is clear: models are weak.", ["main", "aside"]),
        ("Data is scarce; models are good.", ["main", "main"]),
        ("Data is scarce — models are good.", ["main", "main"]),
        ("Data is scarce, and models are good.", ["main", "main"]),
        ("Data is scarce, but models are good.", ["main", "contrast"]),
        ("Data is scarce while models are good.", ["main", "contrast"]),
        ("Data is scarce, but models, which are few, are good.", ["main", "contrast", "relative"]),
    ],
)
def test_a_clause_hangs_on_its_sentence_by_the_word_before_it(sentence, kinds):
    assert [str(clause.kind) for clause in slice_clauses(sentence).clauses] == kinds


CAPITAL, POWER = "human_capital", "computing_power"


@pytest.mark.parametrize(
    ("section", "texts", "expected"),
    [
        ("Artificial Intelligence", ["Human capital is weak."], ("ai", CAPITAL)),
        ("Artificial Intelligence", ["Artificial intelligence is weak."], ("ai", None)),
        ("Overview", ["Artificial intelligence is weak."], ("ai", None)),
        # many sectors have human capital, one has computing power
        ("Overview", ["Human capital is weak."], ("cross", CAPITAL)),
        ("Overview", ["Computing power is weak."], ("ai", POWER)),
        ("Overview", ["In artificial intelligence, human capital is weak."], ("ai", CAPITAL)),
        ("Overview", ["In quantum and artificial intelligence, human capital is weak."], ("ai", CAPITAL)),
        ("Overview", ["In artificial intelligence and quantum, human capital is weak."], ("quantum", CAPITAL)),
        ("Overview", ["In biotechnology, computing power is weak."], ("ai", POWER)),
        ("Overview", ["In these technologies, human capital is weak."], ("cross", CAPITAL)),
        ("Overview", ["In artificial intelligence as across all sectors, human capital is weak."], ("cross", CAPITAL)),
        ("Overview", ["Artificial intelligence grows. Its human capital is weak."], ("ai", CAPITAL)),
        ("Overview", ["Artificial intelligence grows. In quantum, human capital is weak."], ("quantum", CAPITAL)),
        ("Overview", ["Artificial intelligence and quantum grow. Human capital is weak."], ("cross", CAPITAL)),
    ],
)
def test_a_pillar_is_of_the_section_else_of_the_sector_named_last_else_of_all_that_have_it(section, texts, expected):
    found = [(one.sector, one.pillar) for one in assessments(*texts, section=section) if one.polarity == "weakness"]
    assert found[-1] == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("ai",), ("quantum", None)),
        (("ai", "computing_power"), ("quantum", "computing_power")),
    ],
    ids=["a sector", "a pillar"],
)
def test_in_a_section_of_a_sector_all_is_said_of_that_sector(key, expected):
    fields = fields_of(load_families()[0])
    scope = Scope("quantum", (), fields.pillars["quantum"])
    assert key_of_pillar(key, 0, "It is weak.", scope, fields) == expected
