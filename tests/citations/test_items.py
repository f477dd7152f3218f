"""The text of a work becomes the fields that it prints, and no others."""

import pytest

from cetingest.citations.items import WorkText, parse_item
from cetingest.citations.urls import find_urls


def item(text, **known):
    return parse_item(WorkText(text=text, urls=find_urls(text), **known))


def date(*parts):
    return {"date-parts": (parts,)}


# fmt: off
CASES = [
    ("note style with a quoted title",
     'Jane Doe, "The Chip War," Foreign Affairs, March 3, 2024, https://example.org/a.',
     {"author": ({"family": "Doe", "given": "Jane"},), "title": "The Chip War", "container-title": "Foreign Affairs",
      "issued": date(2024, 3, 3), "URL": "https://example.org/a", "type": "article-magazine"}),
    ("bibliography style with an inverted name",
     "Doe, Jane, and John Roe. “A Leap.” Nature 612, no. 3 (2022): 45–67. https://doi.org/10.1038/s41586-022-1.",
     {"author": ({"family": "Doe", "given": "Jane"}, {"family": "Roe", "given": "John"}), "title": "A Leap",
      "container-title": "Nature", "volume": "612", "issue": "3", "page": "45–67", "issued": date(2022),
      "DOI": "10.1038/s41586-022-1", "URL": "https://doi.org/10.1038/s41586-022-1", "type": "article-journal"}),
    ("author-date style",
     "Doe, J., & Roe, J. (2021). Title in sentence case. Journal of Things, 12(3), 45–67. https://doi.org/10.1000/xyz",
     {"author": ({"family": "Doe", "given": "J."}, {"family": "Roe", "given": "J."}), "title": "Title in sentence case",
      "container-title": "Journal of Things", "volume": "12", "issue": "3", "page": "45–67", "issued": date(2021),
      "DOI": "10.1000/xyz", "URL": "https://doi.org/10.1000/xyz", "type": "article-journal"}),
    ("a book with place and publisher in brackets",
     "Chris Miller, Chip War: The Fight for Technology (New York: Scribner, 2022), 12.",
     {"author": ({"family": "Miller", "given": "Chris"},), "title": "Chip War: The Fight for Technology",
      "publisher-place": "New York", "publisher": "Scribner", "issued": date(2022), "page": "12", "type": "book"}),
    ("a body whose task is a list, and an unquoted title",
     "Department for Environment, Food and Rural Affairs, Gene Editing Policy, 2023, https://example.org/x.",
     {"author": ({"literal": "Department for Environment, Food and Rural Affairs"},), "title": "Gene Editing Policy",
      "issued": date(2023), "URL": "https://example.org/x", "type": "webpage"}),
    ("a small body before the larger ones",
     'Council for Data (CD), Cabinet Office, Government of Utopia. "About." Accessed May 8, 2025. '
     "<https://example.org/a.html>.",
     {"author": ({"literal": "Council for Data"},), "title": "About",
      "publisher": "Cabinet Office, Government of Utopia", "accessed": date(2025, 5, 8),
      "URL": "https://example.org/a.html", "type": "webpage"}),
    ("a talk, its meeting and its host",
     'Ann Lee, "Compute," presentation at the 3rd Meeting of the AI Council, Cabinet Office, June 2023, '
     "https://example.org/a.pdf.",
     {"author": ({"family": "Lee", "given": "Ann"},), "title": "Compute",
      "event-title": "3rd Meeting of the AI Council", "publisher": "Cabinet Office", "issued": date(2023, 6),
      "URL": "https://example.org/a.pdf", "type": "speech"}),
    ("a year within a title is no date",
     "Agency of Things (AT). Wage Survey 2023, Accessed May 8, 2025. <https://example.org/a.pdf>.",
     {"author": ({"literal": "Agency of Things"},), "title": "Wage Survey 2023", "accessed": date(2025, 5, 8),
      "URL": "https://example.org/a.pdf", "type": "report"}),
    ("a company's full stop ends no sentence",
     "OptiCo Corp. OptiCo Website. Accessed May 8, 2025. <https://example.org/>.",
     {"author": ({"literal": "OptiCo Corp."},), "title": "OptiCo Website", "accessed": date(2025, 5, 8),
      "URL": "https://example.org/", "type": "webpage"}),
    ("doubled words of the author are no title",
     "Ministry of Economy, Trade and Industry, Trade and Industry, Past Efforts, March 2024, https://example.org/a.pdf",
     {"author": ({"literal": "Ministry of Economy, Trade and Industry"},), "title": "Past Efforts",
      "issued": date(2024, 3), "URL": "https://example.org/a.pdf", "type": "report"}),
    ("a Japanese note",
     "内閣府「宇宙基本計画」令和5年6月13日、https://example.jp/plan.pdf（2025年5月8日閲覧）。",
     {"author": ({"literal": "内閣府"},), "title": "宇宙基本計画", "issued": date(2023, 6, 13),
      "accessed": date(2025, 5, 8), "URL": "https://example.jp/plan.pdf", "type": "report"}),
    ("a question mark ends a title",
     "Ann Lee, Who Leads? Institute for Things, September 9, 2024, https://example.org/x/.",
     {"author": ({"family": "Lee", "given": "Ann"},), "title": "Who Leads?", "publisher": "Institute for Things",
      "issued": date(2024, 9, 9), "URL": "https://example.org/x/", "type": "webpage"}),
    ("a law review",
     "Jack Newton, Putting Your Practice in the Cloud, 73 Tex. B.J. 632 (2010).",
     {"author": ({"family": "Newton", "given": "Jack"},), "title": "Putting Your Practice in the Cloud", "volume": "73",
      "container-title": "Tex. B.J.", "page": "632", "issued": date(2010), "type": "article-journal"}),
    ("words that only lead to the URL",
     "Ann Lee, “On Limits”, September 26, 2021 at https://example.org/limits.html.",
     {"author": ({"family": "Lee", "given": "Ann"},), "title": "On Limits", "issued": date(2021, 9, 26),
      "URL": "https://example.org/limits.html", "type": "webpage"}),
    ("an act of a parliament",
     "Pub. L. No. 117-167, 136 Stat. 1366 (2022) (CHIPS and Science Act).",
     {"title": "CHIPS and Science Act", "number": "Pub. L. No. 117-167", "issued": date(2022), "type": "legislation"}),
    ("a regulation of the European Union",
     "Regulation (EU) 2023/1781 of the Parliament of 13 September 2023 (Chips Act), OJ L 229, 18.9.2023, p. 1.",
     {"title": "Regulation (EU) 2023/1781", "issued": date(2023, 9, 13), "type": "legislation"}),
    ("a case in a reporter",
     "Smith v. Jones, 123 U.S. 456 (1990).",
     {"title": "Smith v. Jones", "volume": "123", "container-title": "U.S.", "page": "456", "issued": date(1990),
      "type": "legal_case"}),
    ("a case in a numbered series of a reporter, with its court",
     "Smith v. Jones, 123 F. Supp. 2d 456, 460 (S.D.N.Y. 1990).",
     {"title": "Smith v. Jones", "volume": "123", "container-title": "F. Supp. 2d", "page": "456",
      "issued": date(1990), "type": "legal_case"}),
    ("a Japanese book",
     "山田太郎『経済』（岩波書店、2020年）45頁",
     {"author": ({"literal": "山田太郎"},), "title": "経済", "publisher": "岩波書店", "issued": date(2020),
      "page": "45", "type": "book"}),
    ("markup after the URL is no body",
     'Jane Doe, "Chips," May 2024, https://example.org/x <svg onload=alert(1)>',
     {"author": ({"family": "Doe", "given": "Jane"},), "title": "Chips", "issued": date(2024, 5),
      "URL": "https://example.org/x", "note": "<svg onload=alert(1)>", "type": "webpage"}),
    ("two months joined by a stroke",
     "Jane Doe, “The Chip War,” Foreign Affairs, May/June 2023.",
     {"author": ({"family": "Doe", "given": "Jane"},), "title": "The Chip War", "container-title": "Foreign Affairs",
      "issued": {"date-parts": ((2023, 5), (2023, 6))}, "type": "article-magazine"}),
    ("an official document whose number holds a year",
     "European Commission, Communication on a European Chips Act, COM(2022) 45 final, Brussels, 8 February 2022.",
     {"author": ({"literal": "European Commission"},), "title": "Communication on a European Chips Act",
      "number": "COM(2022) 45 final", "publisher-place": "Brussels", "issued": date(2022, 2, 8), "type": "document"}),
    ("a German name before a colon, and a volume before its year",
     "Müller, Hans: Die Zukunft der Industrie, in: Zeitschrift für Politik, 12 (2021), S. 33–48",
     {"author": ({"family": "Müller", "given": "Hans"},), "title": "Die Zukunft der Industrie", "volume": "12",
      "container-title": "Zeitschrift für Politik", "page": "33–48", "issued": date(2021), "type": "article-journal"}),
    ("a colon within an English title ends no name",
     "Miller, Chip War: The Fight for Technology (New York: Scribner, 2022), 12.",
     {"author": ({"literal": "Miller"},), "title": "Chip War: The Fight for Technology", "page": "12",
      "publisher-place": "New York", "publisher": "Scribner", "issued": date(2022), "type": "book"}),
    ("a body, its year in brackets, and a comma",
     "OECD (2021), OECD Economic Surveys: Korea 2021, OECD Publishing, Paris, https://doi.org/10.1787/e9d3b2a1-en.",
     {"author": ({"literal": "OECD"},), "title": "OECD Economic Surveys: Korea 2021", "issued": date(2021),
      "publisher": "OECD Publishing", "publisher-place": "Paris", "DOI": "10.1787/e9d3b2a1-en",
      "URL": "https://doi.org/10.1787/e9d3b2a1-en", "type": "report"}),
    ("a place with its region",
     "World Bank, World Development Report 2022: Finance for Recovery (Washington, DC: World Bank, 2022), 33.",
     {"author": ({"literal": "World Bank"},), "title": "World Development Report 2022: Finance for Recovery",
      "publisher-place": "Washington, DC", "publisher": "World Bank", "issued": date(2022), "page": "33",
      "type": "book"}),
    ("a town alone in the bracket is no publisher",
     "Toyota Motor Corp., Sustainability Report (Tokyo, 2021), 4.",
     {"author": ({"literal": "Toyota Motor Corp."},), "title": "Sustainability Report", "publisher-place": "Tokyo",
      "issued": date(2021), "page": "4", "type": "book"}),
    ("an interview",
     "Interview with a senior official, Tokyo, March 4, 2025.",
     {"title": "Interview with a senior official", "issued": date(2025, 3, 4), "type": "interview"}),
    ("nothing but a URL",
     "https://example.org/x_(y)/doc.pdf, last visited May 1, 2025.",
     {"URL": "https://example.org/x_(y)/doc.pdf", "accessed": date(2025, 5, 1), "type": "report"}),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_work_is_read_field_by_field(text, expected):
    assert item(text) == expected


def test_italics_show_where_an_unquoted_title_ends():
    text = "Jane Doe, Chips, Power, Markets, Foreign Affairs, May 2024."
    start = text.index("Chips")
    read = item(text, italics=((start, start + len("Chips, Power, Markets")),))
    assert (read["title"], read["container-title"]) == ("Chips, Power, Markets", "Foreign Affairs")


def test_a_name_known_from_the_same_document_ends_the_author():
    text = "Office of Trade, Budget, and Ports, Annual Review, May 2024."
    read = item(text, known_names=frozenset({"Office of Trade, Budget, and Ports"}))
    assert (read["author"], read["title"]) == (({"literal": "Office of Trade, Budget, and Ports"},), "Annual Review")
