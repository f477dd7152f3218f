import pytest

from cetingest.extract.layout.lines import LineLink
from cetingest.extract.texts.joining import Part, join_parts
from cetingest.extract.texts.line_ends import Join, Vocabulary, decide_join
from cetingest.model import Emphasis, EmphasisStyle
from tests.extract.shapes import line, lines

WORDS = Vocabulary(frozenset({"adoption", "third-party", "data", "technology"}))
SPACE, NOTHING, DROP = Join(0, " "), Join(0, ""), Join(1, "")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("two", "words", SPACE),
        ("the adop-", "tion of", DROP),
        ("a third-", "party tool", NOTHING),
        ("a made-", "up word", NOTHING),  # in doubt the hyphen stays
        ("for Q-", "STAR", NOTHING),
        ("COVID-", "19", NOTHING),
        ("soft\u00ad", "ened", DROP),
        ("a dash -", "here", SPACE),
        ("its society—", "by developing", NOTHING),
        ("pages 2010–", "2015", NOTHING),
        ("and/", "or", NOTHING),
        ("半導体", "産業", NOTHING),
    ],
)
def test_words_over_a_line_end(before, after, expected):
    assert decide_join(before, after, urls=(), is_forced=True, vocabulary=WORDS) == expected


def test_a_document_that_cuts_words_is_believed_to_have_cut_the_unknown_ones():
    cuts = [f"word{c} end of it is implementa-" for c in "abc"] + ["tion is implementation too and so on-"]
    vocabulary = Vocabulary.of_lines(lines(*[t for c in cuts[:3] for t in (c, cuts[3])]))
    assert vocabulary.hyphenates
    assert decide_join("un-", "known", urls=(), is_forced=True, vocabulary=vocabulary) == DROP


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("https://a.example/dai9/", "siryou2.pdf", NOTHING),
        ("https://a.example/annual-", "report", NOTHING),
        ("https://a.example/index.", "html.", NOTHING),
        ("https://www.", "a.example/x", NOTHING),
        ("https://osf.", "io/preprints", NOTHING),
        ("https://a.example/?id=d63c725", "89698b3&x=1", NOTHING),
        ("https://a.example/?id=2106", "5.", NOTHING),
        ("https://a.example/technol-", "ogy-monitor-april.pdf", DROP),
        ("https://a.example/auto\u2010", "matic.pdf", DROP),
        ("example.org/find/IRS_", "notice.pdf", NOTHING),
        # DOIs go on after a stop
        ("https://doi.org/10.1016/j.", "jclepro.2020.123456", NOTHING),
        ("doi:10.1016/j.", "jclepro.2020.123456.", NOTHING),
        ("10.1371/journal.", "pone.0123456", NOTHING),
        ("https://doi.org/10.1016/j.ab.2020.", "105678.", NOTHING),
        ("https://doi.org/10.1016/j.ab.2020.", "12 Smith", SPACE),
        ("https://doi.org/10.1080/1234567.", "The next", SPACE),
        ("https://doi.org/10.1080/1234567.", "accessed 3 May", SPACE),
        # a second URL, and an archive's nested one
        ("https://a.example/x", "https://b.example/y", SPACE),
        ("https://a.example/x", "www.b.example/y", SPACE),
        ("https://a.example/x", "doi:10.1000/y1", SPACE),
        ("https://web.archive.example/web/2020/", "https://b.example/y", NOTHING),
        ("https://a.example/x.pdf.", "Accessed May", SPACE),
        ("https://a.example/", "Accessed May", SPACE),
        ("<https://a.example/x>", "and/or", SPACE),
        ("https://a.example/x,", "p. 3", SPACE),
        ("https://a.example/x", "(last visited", SPACE),
        # East Asia sets no space behind an address, and full-width punctuation ends it
        ("（https://a.example/report12/", "table）にある。", NOTHING),
        ("（https://a.example/rep", "ort）にある。", NOTHING),
        ("（https://a.example/rep", "ortにある。", SPACE),
        ("https://a.example/report12/", "table。次", NOTHING),
        ("https://a.example/report12/", "table.htmlを参照", NOTHING),
        ("https://a.example/data-", "set.pdf）", NOTHING),
        ("https://ja.example/wiki/量子コン", "ピュータ」", NOTHING),
        ("https://a.example/x）による", "調査の結果", NOTHING),
        ("https://a.example/x.pdfを参", "照", NOTHING),
        ("https://a.example/x", "）。次", NOTHING),
        # brackets and commas inside a path, and the host of an archived address
        ("https://a.example/towns/", "(old)/names.txt", NOTHING),
        ("https://a.example/towns/", "(old) names", SPACE),
        ("doi:10.1002/", "(SICI)1097-4571(1998)49:8<693::AID-ASI4>3.0.CO;2-O.", NOTHING),
        ("doi:10.1002/(SICI)1097(1998)49:8<693::", "AID-ASI4>3.0.CO;2-O.", NOTHING),
        ("https://a.example/doc/0,1518,", "1234,00.html", NOTHING),
        ("https://a.example/doc/0,1518,", "1234 pages", SPACE),
        ("https://web.archive.example/web/2031/https://www.", "b.example/y", NOTHING),
        # a stop or comma inside a path or host
        ("https://a.example/sol3/papers.", "cfm?abstract_id=3456789;", NOTHING),
        ("https://a.example/data/NY.", "GDP.MKTP.CD?locations=SE", NOTHING),
        ("https://a.example/pdf/2205.", "14135.pdf.", NOTHING),
        ("https://a.example/@53.5461,", "9.9937,12z/data=!3m1", NOTHING),
        ("https://a.example/x.", "12/2020 and", SPACE),
        ("https://a.example/x.", "and/or", SPACE),
        ("https://a.example/x,", "12/2020", SPACE),
        ("(http://www.selm.", "example) and", NOTHING),
        ("http://selm.", "example,", NOTHING),
        ("http://www.selm.example.", "example,", SPACE),
        ("«https://a.example/", "page» :", NOTHING),
        # what an opening bracket before it closes
        ("(https://a.example/report12/", "table) is", NOTHING),
        ("<https://a.example/report12/", "table> is", NOTHING),
        ("(https://a.example/report12/table", "data) is", SPACE),
    ],
)
def test_urls_without_link_annotation_over_a_full_line_end(before, after, expected):
    assert decide_join(f"see {before}", after, urls=(), is_forced=True, vocabulary=WORDS) == expected


def test_a_url_is_not_continued_when_the_next_word_would_have_fitted():
    said = decide_join("https://a.example/b/", "c.html", urls=(), is_forced=False, vocabulary=WORDS)
    assert said == SPACE


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("https://a.example/Release-of-", "checker-1-17-0", NOTHING),
        ("https://a.example/operations-and-", "disinformation", NOTHING),
        ("https://a.example/space_", "industry.pdf", NOTHING),
        ("https://doi.org/10.1016/j.", "jclepro.2020.123456", NOTHING),
        ("https://a.example/operations-and-", "Next words", SPACE),
        ("https://a.example/x-", "(2020)", SPACE),
    ],
)
def test_no_url_ends_in_a_hyphen_even_when_the_next_word_would_have_fitted(before, after, expected):
    assert decide_join(before, after, urls=(), is_forced=False, vocabulary=WORDS) == expected


def test_no_url_goes_on_in_another_column():
    said = decide_join("x https://a.example/b-", "c-d.html", urls=(), is_forced=True, vocabulary=WORDS, is_across=True)
    assert said == SPACE


@pytest.mark.parametrize(
    ("before", "after", "url", "expected"),
    [
        ("https://a.example/plain", "words", "https://a.example/plainwords", NOTHING),
        ("https://a.example/type-", "setter", "https://a.example/typesetter", DROP),
        ("https://a.example/real-", "hyphen", "https://a.example/real-hyphen", NOTHING),
        ("a title over", "two lines", "https://a.example/x", SPACE),
        ("https://a.example/x", "next", "https://a.example/x", SPACE),
    ],
)
def test_the_uri_of_a_link_annotation_decides_first(before, after, url, expected):
    assert decide_join(before, after, urls=(url,), is_forced=True, vocabulary=WORDS) == expected


def test_a_mark_is_cut_out_and_its_place_is_known():
    marked = line("of imec13. The", raised="13")
    joined = join_parts([Part(line=marked, cuts=((7, 9),)), Part(line=line("company"))], WORDS)
    assert joined.text == "of imec. The company"
    assert joined.cut_offsets[marked, 7] == 7


def test_a_mark_between_spaces_leaves_one_space():
    marked = line("anchor 2 tenancy", raised="2")
    joined = join_parts([Part(line=marked, cuts=((7, 8),))], WORDS)
    assert (joined.text, joined.cut_offsets[marked, 7]) == ("anchor tenancy", 7)


def test_bold_that_runs_over_a_line_end_is_one_emphasis():
    parts = [Part(line=line("all", is_bold=True)), Part(line=line("bold", is_bold=True))]
    assert join_parts(parts, WORDS).emphasis == (Emphasis(start=0, end=8, style=EmphasisStyle.BOLD),)


def test_annotations_of_one_url_over_two_lines_are_one_link_with_two_places():
    url = "https://a.example/dai9/x.pdf"
    first, second = "see https://a.example/dai9/", "x.pdf."
    parts = [
        Part(line=line(first, links=(LineLink(start=4, end=len(first), bbox=(1, 1, 2, 2), url=url),))),
        Part(line=line(second, links=(LineLink(start=0, end=5, bbox=(1, 3, 2, 4), url=url),))),
    ]
    (link,) = join_parts(parts, WORDS).links
    joined = join_parts(parts, WORDS)
    assert joined.text == f"see {url}."
    assert (joined.text[link.start : link.end], len(link.provenance)) == (url, 2)


def test_a_text_of_many_lines_keeps_the_places_of_links_and_marks():
    texts = [f"the council found that every region had built its own laboratory, says line {n}1" for n in range(300)]
    made = [
        line(text, links=(LineLink(start=4, end=11, bbox=(0, 0, 1, 1), url=f"https://x.example/{n}"),))
        for n, text in enumerate(texts)
    ]
    ends = len(texts[-1]) - 1
    joined = join_parts([Part(line=one, cuts=((len(one.text) - 1, len(one.text)),)) for one in made], WORDS)
    assert joined.text == " ".join(text[:-1] for text in texts)
    assert {joined.text[link.start : link.end] for link in joined.links} == {"council"}
    assert len(joined.links) == len(texts)
    assert joined.cut_offsets[made[-1], ends] == len(joined.text)
