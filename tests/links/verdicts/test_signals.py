"""What besides its title speaks for or against a page, and how much it weighs."""

import pytest

from cetingest.links.verdicts.signals import identifier_signal, meetings_in, page_signals, support_of
from cetingest.model import Item, Name, Signal, SignalKind, Speaks, WebPage

URL = "https://a.test/x"


def signals(item, *titles, url=URL, text="", **fields):
    page = WebPage(titles=titles or ("x",), text_start=text, **fields)
    return [f"{signal.kind} {signal.speaks}: {signal.detail}" for signal in page_signals(item, url, page)]


def work_of(name):
    return Item(author=(Name(literal=name),))


@pytest.mark.parametrize(
    ("body", "host", "is_named"),
    [
        ("Minerals Agency", "mineralsagency.test", True),
        ("Minerals Agency", "data.minerals-agency.test", True),
        ("Minerals Agency", "acme.test", False),
        ("NATO Review", "www.nato.int", True),
        ("World Data (WD.A)", "wda.test", True),
        ("Bureau (R&D)", "rd.test", True),
        ("Acme Global Group", "agg.test", True),
        ("Acme Group", "ag.test", False),
        ("Acme Group", "acme.test", False),
        ("Ports City", "ports.test", True),
        ("Ports of the City", "ports.test", True),
        ("Port City", "port.test", False),
        ("Ports City Board", "ports.test", False),
        ("Minerals and Coal Board", "minera.test", True),
        ("Miners and Coal Board", "miner.test", False),
        ("Coal and Minerals Board", "minera.test", False),
        ("A Global Group", "agg.test", False),
        ("x" * 194 + " Ports", "ports.test", True),
        ("x" * 195 + " Ports", "ports.test", False),
    ],
)
def test_a_host_is_named_after_the_publisher(body, host, is_named):
    wanted = [f"publisher for: the host {host} is named after {body[:200]}"] if is_named else []
    assert signals(work_of(body), url=f"https://{host}/x") == wanted


@pytest.mark.parametrize(
    "item",
    [
        Item(publisher="Minerals Agency"),
        {"container-title": "Minerals Agency"},
        Item(author=(Name(family="Smith"), Name(literal="Minerals Agency"))),
        Item(author=(Name(literal="Acme"),), publisher="Minerals Agency"),
    ],
    ids=["publisher", "journal", "second author", "another body comes first"],
)
def test_each_body_that_has_to_do_with_a_work_is_looked_for(item):
    assert signals(item, url="https://minerals.test/") == [
        "publisher for: the host minerals.test is named after Minerals Agency"
    ]


@pytest.mark.parametrize(
    ("page", "is_named"),
    [
        ({"text": "By the Minerals Agency."}, True),
        ({"site_name": "Minerals Agency"}, True),
        ({"text": "y" * 584 + " Minerals Agency"}, True),
        ({"text": "y" * 585 + " Minerals Agency"}, False),
        ({"text": "Minerals Agencyx"}, False),
        ({"text": "The Minerals of another Agency"}, False),
    ],
)
def test_a_page_names_the_publisher(page, is_named):
    wanted = ["publisher for: the page names Minerals Agency"] if is_named else []
    assert signals(work_of("Minerals Agency"), **page) == wanted
    assert signals(work_of("Minerals"), **page) == []


def test_a_public_body_that_a_page_names_is_not_any_publisher():
    assert signals(work_of("Harbour Board"), text="内閣府") == []


def test_a_word_of_two_letters_is_part_of_a_name():
    assert signals(work_of("EU Ports Board"), url="https://euportsboard.test/")
    assert signals(work_of("Ports A Board"), url="https://portsaboard.test/") == []


def test_the_title_of_a_page_names_the_publisher():
    assert signals(work_of("Minerals Agency"), "Report | Minerals Agency")


def test_a_url_without_a_host_is_named_after_nobody():
    assert signals(work_of("Minerals Agency"), url="minerals") == []


AGREE, DATED = "date for: cited and found date agree: ", "date against: the page is dated "
DAY, MONTH, YEAR = (2023, 6, 5), (2023, 6), (2023,)


@pytest.mark.parametrize(
    ("cited", "page", "said"),
    [
        (DAY, {"issued_date": "2023-06-05"}, f"{AGREE}2023-06-05"),
        (DAY, {"issued_date": "2023-06-06"}, f"{AGREE}2023-06"),
        (DAY, {"issued_date": "2023-07-05"}, f"{AGREE}2023"),
        (DAY, {"issued_date": "2023-06"}, f"{AGREE}2023-06"),
        (DAY, {"issued_date": "2023"}, f"{AGREE}2023"),
        (MONTH, {"issued_date": "2023-06-05"}, f"{AGREE}2023-06"),
        (YEAR, {"issued_date": "2023-06-05"}, f"{AGREE}2023"),
        ((2023, 6, 5, 1), {"issued_date": "2023-06-05"}, f"{AGREE}2023-06-05"),
        (DAY, {"issued_date": "2022-06-05"}, f"{DATED}2022-06-05, not 2023-06-05"),
        (YEAR, {"issued_date": "2022-06-05"}, f"{DATED}2022-06-05, not 2023"),
        (DAY, {"issued_date": "2022-06-05", "page_count": 3}, None),
        (DAY, {"issued_date": "2022-01-01", "text": "On 5 June 2023"}, f"{AGREE}2023-06-05"),
        (DAY, {"text": "On 5 June 2023"}, f"{AGREE}2023-06-05"),
        (DAY, {"text": "In 2023年, on 5 June 2023"}, f"{AGREE}2023-06-05"),
        (DAY, {"url": "https://a.test/2023/06/05/x"}, f"{AGREE}2023-06-05"),
        (DAY, {"url": "https://a.test/2022/06/05/x"}, None),
        (DAY, {}, None),
        ((), {"issued_date": "2023"}, None),
        ((800,), {"issued_date": "0800-01-01"}, f"{AGREE}0800"),
    ],
)
def test_dates_agree_as_far_as_they_go(cited, page, said):
    assert signals(Item(issued={"date-parts": (cited,)}), **page) == ([said] if said else [])


@pytest.mark.parametrize("item", [Item(), {"issued": {}}, {"issued": {"raw": "2023"}}])
def test_without_a_cited_date_no_date_speaks(item):
    assert signals(item, issued_date="2023-06-05") == []


def test_of_a_range_of_dates_the_first_counts():
    item = Item(issued={"date-parts": (DAY, (2024, 1, 1))})
    assert signals(item, issued_date="2024-01-01") == [f"{DATED}2024-01-01, not 2023-06-05"]


NINTH = Item(title="Minutes of the 9th meeting")
BOTH = "meeting for: both name meeting 9"


@pytest.mark.parametrize(
    ("item", "titles", "page", "said"),
    [
        (NINTH, ("第9回 会議",), {}, BOTH),
        (NINTH, ("会議",), {"text": "Meeting No. 9"}, BOTH),
        (NINTH, ("会議",), {"text": "y" * 590 + " meeting 9"}, BOTH),
        (NINTH, ("会議",), {"text": "y" * 591 + " meeting 9"}, None),
        (NINTH, ("会議",), {"url": "https://a.test/dai9/"}, BOTH),
        (NINTH, ("会議",), {"url": "https://a.test/dai8/"}, None),
        (NINTH, ("会議",), {"url": f"https://a.test/{'y' * 1_993}/dai9"}, BOTH),
        (NINTH, ("会議",), {"url": f"https://a.test/{'y' * 1_995}/dai9"}, None),
        (NINTH, ("第8回 会議",), {"url": "https://a.test/dai9/"}, BOTH),
        (NINTH, ("第11回 会議", "第8回 会議"), {}, "meeting against: meeting 9 is cited, the page is of meeting 8"),
        (NINTH, ("会議",), {}, None),
        ({"title": "Minutes", "event-title": "9th meeting"}, ("第9回 会議",), {}, BOTH),
        ({"title": "9th meeting", "event-title": "9th session"}, ("第9回 会議",), {}, BOTH),
        (Item(title="8th meeting and 9th meeting"), ("第9回 会議",), {}, None),
        (Item(), ("第9回 会議",), {}, None),
    ],
)
def test_meetings_are_compared_by_their_numbers(item, titles, page, said):
    assert [s for s in signals(item, *titles, **page) if s.startswith("meeting")] == ([said] if said else [])


def test_a_meeting_is_read_near_the_beginning_of_a_text_alone():
    assert meetings_in("09th MEETING, meeting 9, 8th session") == ("9", "8")
    assert meetings_in("y" * 1_990 + " meeting 9") == ("9",)
    assert meetings_in("y" * 1_991 + " meeting 9") == ()


COP = Item(title="Outlook on COP28 and GaN in 2023")


@pytest.mark.parametrize(
    ("item", "titles", "said"),
    [
        (COP, ("COP28 の見通し",), "names for: both titles name cop28"),
        (COP, ("COP28見通し",), "names for: both titles name cop28"),
        (COP, ("COP28", "見通し 2023"), "names for: both titles name 2023, cop28"),
        (COP, ("見通し 2023",), None),
        (COP, ("見通し",), None),
        (COP, ("見通し 2021 2023",), None),
        (COP, ("見通し 2021 COP28",), "numbers against: 2023 is cited, the page's title says 2021"),
        (COP, ("見通し 2022", "COP28 1999"), "numbers against: 2023 is cited, the page's title says 1999, 2022"),
        (COP, ("見通し 3500",), None),
        (Item(title="Outlook 2021 to 2030"), ("見通し 2023",),
         "numbers against: 2021, 2030 is cited, the page's title says 2023"),
        (Item(title="Outlook 1999"), ("見通し 2023",), "numbers against: 1999 is cited, the page's title says 2023"),
        (Item(title="The 1000 Genomes Project"), ("1000人ゲノム計画 2024",), None),
        (Item(title="McKinsey on 5G and 3nm"), ("5G McKinsey",), "names for: both titles name 5g, mckinsey"),
        (Item(title="Outlook on Lithium"), ("Outlook on Lithium",), None),
        (Item(title="2023年の半導体に関する基本的な考え方 COP28"), ("COP28",), None),
        (Item(), ("COP28",), None),
    ],
)  # fmt: skip
def test_names_that_other_scripts_leave_as_they_are_are_compared(item, titles, said):
    assert signals(item, *titles) == ([said] if said else [])


RESOLVER = "https://doi.org/10.1000/abc"
NAMED, ANOTHER = "for: the page names the cited DOI 10.1000/abc", "against: the page names another DOI, 10.1000/x"


@pytest.mark.parametrize(
    ("item", "url", "identifiers", "said"),
    [
        ({"DOI": " 10.1000/ABC "}, URL, ("10.1000/x", "10.1000/abc"), NAMED),
        ({"DOI": "10.1000/abc"}, URL, ("10.1000/x", "10.1000/y"), ANOTHER),
        ({"DOI": "10.1000/abc"}, URL, (), None),
        ({"DOI": "10.1000/abc"}, "https://doi.org/10.1000/x", ("10.1000/x",), ANOTHER),
        ({"DOI": "  "}, RESOLVER, ("10.1000/abc",), NAMED),
        ({}, RESOLVER, ("10.1000/x",), ANOTHER),
        ({}, URL, ("10.1000/x",), None),
    ],
)
def test_the_cited_doi_is_compared_with_those_of_the_page(item, url, identifiers, said):
    signal = identifier_signal(item, url, WebPage(identifiers=identifiers))
    assert (signal and f"{signal.speaks}: {signal.detail}") == said
    assert signal is None or signal.kind is SignalKind.IDENTIFIER


def says(kind, detail="x", speaks=Speaks.FOR):
    return Signal(kind=kind, speaks=speaks, detail=detail)


@pytest.mark.parametrize(
    ("found", "support"),
    [
        ((), 0),
        ((says(SignalKind.PUBLISHER),), 1),
        ((says(SignalKind.PUBLISHER), says(SignalKind.MEETING)), 3),
        ((says(SignalKind.NAMES),), 1),
        ((says(SignalKind.DATE, "agree: 2023-06-05"),), 2),
        ((says(SignalKind.DATE, "agree: 2023-06"),), 1),
        ((says(SignalKind.DATE, "agree: 2023"),), 0),
        ((says(SignalKind.TITLE),), 0),
        ((says(SignalKind.MEETING, speaks=Speaks.AGAINST), says(SignalKind.PUBLISHER)), 1),
    ],
)
def test_what_speaks_for_a_page_is_added_up(found, support):
    assert support_of(found) == support
