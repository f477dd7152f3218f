"""The catalogue: what each problem code means to a person, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from cetingest.model import ProblemCode, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """What a code means to a person: in a few words, in full, and what to do."""

    title: str
    explanation: str
    remedy: str


CATALOGUE: Mapping[ProblemCode, ProblemKind] = {
    ProblemCode.FILE_UNREADABLE: ProblemKind(
        title="File cannot be read",
        explanation="The file is no PDF, or is damaged so that not all of its pages can be read.",
        remedy="Open it in a PDF viewer. If that fails too, fetch it again from its source; if not, print it to a new "
        "PDF and replace it.",
    ),
    ProblemCode.FILE_TOO_LARGE: ProblemKind(
        title="File over a limit",
        explanation="The file has more bytes or pages than the settings allow, so it was not read.",
        remedy="If the file is trusted, raise `max_file_bytes` or `max_pages` under `[extract]` in cetingest.toml.",
    ),
    ProblemCode.FILE_ENCRYPTED: ProblemKind(
        title="File needs a password",
        explanation="The file is encrypted and does not open without a password.",
        remedy="Ask for a copy without a password, or save one from a viewer, and replace the file.",
    ),
    ProblemCode.PAGES_MISSING: ProblemKind(
        title="Pages are missing",
        explanation="The file counts more pages than can be found in it, because it is damaged or incomplete. Those "
        "that are there were read.",
        remedy="Fetch the file again from its source, or open it in a PDF viewer and print it to a new PDF.",
    ),
    ProblemCode.CONTENT_LOST: ProblemKind(
        title="Parts of pages are lost",
        explanation="The pages are there, but something that draws them is not in the file or is damaged. They seem "
        "empty or end early.",
        remedy="Fetch the file again from its source, or compare the pages with those that a PDF viewer shows.",
    ),
    ProblemCode.READER_STOPPED: ProblemKind(
        title="Reading was stopped",
        explanation="Reading the file took more memory or time, or gave more text, than the settings allow, or ended "
        "the reader. Such files can be made on purpose.",
        remedy="If the file is trusted, raise the limits under `[extract]` in cetingest.toml; or print it to a new PDF "
        "and replace it.",
    ),
    ProblemCode.NO_TEXT_LAYER: ProblemKind(
        title="Pages are pictures",
        explanation="The pages hold pictures of text, as a scanner makes them, and no text to read.",
        remedy="Install tesseract, or run text recognition (OCR) of your own over the file and replace it.",
    ),
    ProblemCode.READ_BY_OCR: ProblemKind(
        title="Pages were read by text recognition",
        explanation="The pages hold pictures of text and no text, so their text was read by tesseract. Single "
        "characters may be wrong, first of all in URLs and in the small figures of footnote references.",
        remedy="Compare what matters with the page, or find an edition of the file that has its text.",
    ),
    ProblemCode.UNMAPPED_GLYPHS: ProblemKind(
        title="Characters cannot be read",
        explanation="A font of the file does not say which characters its shapes are, so some of the text is lost.",
        remedy="Compare the text with the page; fetch another edition of the file, or run text recognition (OCR) over "
        "it.",
    ),
    ProblemCode.DOUBTFUL_FONT: ProblemKind(
        title="A font says other characters than it shows",
        explanation="The table by which a font of the file names its characters is probably wrong: as text they make "
        "no words (signs stand where spaces should). URLs in that font are as wrong, though the page shows them right.",
        remedy="Compare the text with the page; fetch another edition of the file, or run text recognition (OCR) over "
        "it.",
    ),
    ProblemCode.TURNED_TEXT: ProblemKind(
        title="Turned text was left out",
        explanation="Characters that run up, down or aslant (stamps in the margin, names of axes, tables set sideways) "
        "are in no line of the text.",
        remedy="Look at the pages; if a page lies on its side, turn it in a PDF editor.",
    ),
    ProblemCode.DUPLICATE_DOCUMENT: ProblemKind(
        title="The same file under another name",
        explanation="Another file in raw/ has the very same bytes, so everything in it is in the tables once for "
        "each of them.",
        remedy="Remove all but one of the files from raw/ and run again.",
    ),
    ProblemCode.INTERNAL_ERROR: ProblemKind(
        title="Program fault",
        explanation="A step of cetingest has a fault that this document brought to light. The document may be sound; "
        "the others are not affected.",
        remedy="Report it to cetingest's developers with the log of the run and, if you may, the file.",
    ),
    ProblemCode.UNPAIRED_REFERENCE: ProblemKind(
        title="Reference without footnote",
        explanation="The body has a mark for a footnote that was not found in the document.",
        remedy="Look at the page: the footnote is missing, has another label, or was not recognised.",
    ),
    ProblemCode.UNREFERENCED_FOOTNOTE: ProblemKind(
        title="Footnote without reference",
        explanation="No mark in the body points to this footnote, so nobody can tell what it supports.",
        remedy="Look at the page: the mark is missing, has another label, or was not recognised.",
    ),
    ProblemCode.DUPLICATE_LABEL: ProblemKind(
        title="Label used twice",
        explanation="Two footnotes have the same label, so a reference to it can mean either.",
        remedy="Number the footnotes anew.",
    ),
    ProblemCode.FOOTNOTES_MISSING: ProblemKind(
        title="Marks without footnotes",
        explanation="Marks that count on stand in the text, and several of them have no footnote. The notes were not "
        "recognised, or stand in another file.",
        remedy="Look for the notes in the PDF. What they cite is in no table.",
    ),
    ProblemCode.EMPTY_FOOTNOTE: ProblemKind(
        title="Footnote without text",
        explanation="A label was found and no text after it: its text was read as something else, or it is no label.",
        remedy="Compare the footnote with the page.",
    ),
    ProblemCode.DOUBTFUL_FOOTNOTE: ProblemKind(
        title="Footnote that may hold other text",
        explanation="The footnote goes over to larger text or takes most of a page, so text of the body may have been "
        "read as part of it.",
        remedy="Compare the footnote with the page; if it is as long as that, nothing is wrong.",
    ),
    ProblemCode.DOUBTFUL_READING: ProblemKind(
        title="Notes read doubtfully as a whole",
        explanation="Many footnotes of the document have no mark, many marks no footnote, or the numbers skip often. "
        "What was taken for notes may be a list, a table or a bibliography.",
        remedy="Compare some of the notes with their pages before you rely on any.",
    ),
    ProblemCode.NUMBERING_GAP: ProblemKind(
        title="Gap in the numbering",
        explanation="The numbers of the footnotes skip some.",
        remedy="Look at the page: footnotes are missing, or were not recognised.",
    ),
    ProblemCode.UNPARSED_CITATION: ProblemKind(
        title="Citation not understood",
        explanation="The footnote seems to cite a work, but its author, title and date could not be told apart. It is "
        "kept as printed.",
        remedy="Nothing, if the printed form is right; its URL is checked all the same.",
    ),
    ProblemCode.UNRESOLVED_ANTECEDENT: ProblemKind(
        title="Earlier citation not found",
        explanation="The citation points back (ibid., supra, a short title) and it is not certain to which work.",
        remedy="Cite the work in full, or name the footnote that does.",
    ),
    ProblemCode.DOUBLED_WORDS: ProblemKind(
        title="Words are printed twice",
        explanation="A word or a phrase of the citation's author, title or publisher stands twice in a row.",
        remedy="Delete one of the two, unless the work's own name doubles them.",
    ),
    ProblemCode.MISSING_TITLE: ProblemKind(
        title="Citation without title",
        explanation="The citation gives an address or an author, and no title, so that the work cannot be found again "
        "when its address changes.",
        remedy="Add the title that the page itself shows.",
    ),
    ProblemCode.MISSING_ACCESS_DATE: ProblemKind(
        title="Date of access is missing",
        explanation="Nearly all citations of undated web pages in this document say when the page was read; this one "
        "does not.",
        remedy="Add the day on which the page was read, or the date that the page itself shows.",
    ),
    ProblemCode.DATE_IN_FUTURE: ProblemKind(
        title="Date lies after the document",
        explanation="The work is dated later than the latest date of access that the document prints, so it cannot "
        "have been read when the document was written.",
        remedy="Compare the date with the work; often a figure of the year is wrong.",
    ),
    ProblemCode.ACCESSED_BEFORE_ISSUED: ProblemKind(
        title="Read before it was published",
        explanation="The citation's date of access is earlier than the date of the work.",
        remedy="Compare both dates with the work and correct the wrong one.",
    ),
    ProblemCode.URL_WITH_DIFFERENT_TITLES: ProblemKind(
        title="One URL for different titles",
        explanation="Citations with different titles have the same URL. One of them has the other's address, or the "
        "address is a site's and no work's.",
        remedy="Open it, and give each work its own URL.",
    ),
    ProblemCode.DUPLICATE_NOTE: ProblemKind(
        title="Work cited in full twice",
        explanation="Two footnotes cite the same work in full.",
        remedy="Nothing, if the document's style wants it; otherwise cite the work in short the second time.",
    ),
    ProblemCode.MALFORMED_URL: ProblemKind(
        title="URL is malformed",
        explanation="What is printed or linked as a URL cannot be one, or is not whole.",
        remedy="Correct it as printed, or find the work's present URL.",
    ),
    ProblemCode.URL_DIFFERS_FROM_LINK: ProblemKind(
        title="Printed URL and link differ",
        explanation="A click leads elsewhere than the printed URL says.",
        remedy="Make the link and the printed URL the same.",
    ),
    ProblemCode.IDENTIFIER_LINKS: ProblemKind(
        title="Links on report numbers",
        explanation="Links under the publisher's own report numbers lead to one address with the number at its end. "
        "They tell where the publisher keeps its reports; they are no cited URLs and were not asked.",
        remedy="Nothing to do; `cetingest check` asks the URLs that the message lists.",
    ),
    ProblemCode.CITATION_DEAD: ProblemKind(
        title="Link is dead",
        explanation="The server says that the page is gone, or the site no longer exists.",
        remedy="Replace the URL by the suggested one, an archived copy, or the work's new place.",
    ),
    ProblemCode.CITATION_WRONG_PAGE: ProblemKind(
        title="Link leads to another page",
        explanation="The URL answers, but what it shows is not the work cited: an error page that says it is none, the "
        "site's home page, a domain for sale, or another work.",
        remedy="Open it and compare; replace the URL by the suggested one, an archived copy, or the work's new place.",
    ),
    ProblemCode.CITATION_SUSPECT: ProblemKind(
        title="Link needs a look",
        explanation="Something speaks against the link, but not enough to be sure.",
        remedy="Open it and compare the page with the citation.",
    ),
    ProblemCode.CITATION_UNVERIFIED: ProblemKind(
        title="Link could not be checked",
        explanation="The server did not let us see the page, or the URL itself may be misread (from a picture, or from "
        "a font that names its letters wrong). That says nothing against the citation.",
        remedy="Compare the URL with the printed page and open it in a browser.",
    ),
    ProblemCode.CITATION_MOVED: ProblemKind(
        title="Link has moved for good",
        explanation="The URL still works, but its server says that the page has a new URL.",
        remedy="Replace the URL by the new one before the old one goes away.",
    ),
    ProblemCode.URLS_NOT_ASKED: ProblemKind(
        title="URLs were not asked",
        explanation="Nobody was asked about these URLs, for one reason that concerns this run and no citation. It is "
        "one problem of the document, since one for each URL would bury what is wrong with the document itself.",
        remedy="Run `cetingest run` again on a machine with a network and without `--offline`.",
    ),
    ProblemCode.HISTORY_ROW_UNREADABLE: ProblemKind(
        title="An answer in the history cannot be read",
        explanation="The history of fetches holds a row on this URL that is damaged. It was left out; the verdict on "
        "the URL is made of its other rows, so an older answer may count, or a failure may be forgotten.",
        remedy="`cetingest doctor` names all such rows. Back up the history, put a new one in its place, restore that "
        "backup, which has all rows but the damaged ones, and merge an older backup: docs/operations.md has the "
        "commands.",
    ),
    ProblemCode.NO_FAMILY: ProblemKind(
        title="No family of reports matches",
        explanation="The document belongs to no family of reports that is described, or fits several alike, so only "
        "what can be found in any report was looked for.",
        remedy="Describe the family in a family file if its rankings and assessments are wanted; of families that fit "
        "alike, write one title pattern out more fully.",
    ),
}


def problem_catalogue() -> str:
    """Return docs/problems.md: every code with what it means and what to do."""
    parts = ["# Problems\n\nEvery code that the table `problems`, the report and the SARIF export can hold.\n"]
    for severity in Severity:
        parts.append(f"## {severity.value.capitalize()}s\n")
        for code, kind in CATALOGUE.items():
            if code.severity is severity:
                parts.append(
                    f"### `{code.value}`: {kind.title}\n\n{kind.explanation}\n\n**What to do.** {kind.remedy}\n"
                )
    return "\n".join(parts)
