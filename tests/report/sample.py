"""A dossier with every verdict, made from a few footnotes of the Japan report, and pictures that are plain PNGs."""

import struct
import zlib
from dataclasses import dataclass, field
from typing import Any

from cetingest.model import (
    BlockKind,
    Content,
    Dossier,
    Fetch,
    Item,
    Page,
    Problem,
    ProblemCode,
    Reach,
    Redirect,
    Suggestion,
    Verdict,
    VerdictKind,
    WebPage,
)
from tests import factories as make

DOCUMENT_ID = "sample"


@dataclass(frozen=True)
class Row:
    """One footnote with its sentence, its citation and what the web said; `^` stands where the mark is."""

    label: str
    page_number: int
    section: tuple[str, str]
    sentence: str
    text: str
    item: Item
    kind: VerdictKind
    reach: Reach
    content: Content
    reason: str
    fetch: dict[str, Any] = field(default_factory=dict)
    suggestion: Suggestion | None = None

    @property
    def url(self) -> str:
        return self.item["URL"]


METI = {"literal": "Ministry of Economy, Trade and Industry"}

ROWS = (
    Row(
        label="1",
        page_number=2,
        section=("Artificial Intelligence", "Status Quo"),
        sentence="Digital transformation (DX) in businesses has not progressed sufficiently^, hindering the "
        "application of "
        "AI-related technologies—for example, paper-based contracts and medical records limit the potential for "
        "effective "
        "data use.",
        text="Information-technology Promotion Agency (IPA). DX White Paper 2023, Accessed May 8, 2025. "
        "<https://www.ipa.go.jp/publish/wp-dx/gmcbt8000000botk-att/000108043.pdf>.",
        item={
            "type": "report",
            "title": "DX White Paper 2023",
            "author": ({"literal": "Information-technology Promotion Agency"},),
            "accessed": {"date-parts": ((2025, 5, 8),)},
            "URL": "https://www.ipa.go.jp/publish/wp-dx/gmcbt8000000botk-att/000108043.pdf",
        },
        kind=VerdictKind.SUSPECT,
        reach=Reach.OK,
        content=Content.WEAK,
        reason="The page's title names another year (2021) than the title cited (2023).",
        fetch={"page": WebPage(titles=("DX White Paper 2021",)), "content_type": "application/pdf"},
    ),
    Row(
        label="3",
        page_number=3,
        section=("Biotechnologies", "Status Quo"),
        sentence="Japan has unique regulations in gene therapy, including a fast-tracked approval system designed to "
        "deliver "
        "medicines as quickly as possible to patients.^ In other areas, Japan is also considered to have light "
        "regulation.",
        text="Pharmaceuticals and Medical Devices Agency, Efforts for Approval Review and Regulatory Science "
        "Promotion of "
        "Regenerative Medicine Products, June 2023, "
        "https://www.kantei.go.jp/jp/singi/kenkouiryousaisei_saibou_idensi/dai9/siryousiryou2.pdf",
        item={
            "type": "speech",
            "title": "Efforts for Approval Review and Regulatory Science Promotion of Regenerative Medicine Products",
            "author": ({"literal": "Pharmaceuticals and Medical Devices Agency"},),
            "event-title": "9th Meeting of the Health and Medical Care Strategy Promotion Headquarters",
            "issued": {"date-parts": ((2023, 6),)},
            "URL": "https://www.kantei.go.jp/jp/singi/kenkouiryousaisei_saibou_idensi/dai9/siryousiryou2.pdf",
        },
        kind=VerdictKind.DEAD,
        reach=Reach.GONE,
        content=Content.NOT_JUDGED,
        reason="The server answered 404 Not Found twice: the page is gone.",
        fetch={"status_code": 404, "attempts": 2},
        suggestion=Suggestion(
            url="https://www.kantei.go.jp/jp/singi/kenkouiryou/saisei_saibou_idensi/dai9/siryou2.pdf",
            why="The printed address doubles a folder name; without the doubling the server answers with a PDF.",
        ),
    ),
    Row(
        label="7",
        page_number=3,
        section=("Biotechnologies", "Status Quo"),
        sentence="As major COVID-19 vaccines were based on biopharmaceutical technologies, Japan’s inability to "
        "produce them "
        "domestically highlighted the country’s lag in biopharmaceutical development.^",
        text="Ministry of Economy, Trade and Industry. “Reviving the ‘Pharmaceutical Powerhouse’: Japan’s Bio "
        "Comeback.” METI "
        "Journal, November 28, 2022. <https://journal.meti.go.jp/p/24338/>.",
        item={
            "type": "article-magazine",
            "title": "Reviving the ‘Pharmaceutical Powerhouse’: Japan’s Bio Comeback",
            "author": (METI,),
            "container-title": "METI Journal",
            "issued": {"date-parts": ((2022, 11, 28),)},
            "URL": "https://journal.meti.go.jp/p/24338/",
        },
        kind=VerdictKind.LIVE_BUT_WRONG,
        reach=Reach.MOVED_TEMPORARY,
        content=Content.HOME_REDIRECT,
        reason="The server sends the reader on to the site's home page.",
        fetch={
            "final_url": "https://journal.meti.go.jp/",
            "redirects": (
                Redirect(url="https://journal.meti.go.jp/p/24338/", status_code=302),
                Redirect(url="https://journal.meti.go.jp/policy/", status_code=301),
            ),
            "page": WebPage(titles=("METI Journal ONLINE",)),
        },
    ),
    Row(
        label="12",
        page_number=4,
        section=("Semiconductors", "Status Quo"),
        sentence="They also support Rapidus, a startup aiming the mass production of 2nm semiconductors by 2027. "
        "Rapidus is "
        "partnering with IBM^ and is collaborating with international institutions such as imec.",
        text="Rapidus Corporation, “IBM and Rapidus Form Strategic Partnership to Build Advanced Semiconductor "
        "Technology and "
        "Ecosystem in Japan,” December 13, 2022, "
        "https://www.rapidus.inc/en/news_topics/information/ibm-and-rapidus-form-"
        "strategic-partnership-to-build-advanced-semiconductor-technology-and-ecosystem-in-japan/.",
        item={
            "type": "webpage",
            "title": "IBM and Rapidus Form Strategic Partnership to Build Advanced Semiconductor Technology and "
            "Ecosystem in "
            "Japan",
            "author": ({"literal": "Rapidus Corporation"},),
            "issued": {"date-parts": ((2022, 12, 13),)},
            "URL": "https://www.rapidus.inc/en/news_topics/information/ibm-and-rapidus-form-strategic-"
            "partnership-to-build-advanced-semiconductor-technology-and-ecosystem-in-japan/",
        },
        kind=VerdictKind.LIVE,
        reach=Reach.MOVED_PERMANENT,
        content=Content.MATCH,
        reason="The page has moved for good and still names the work cited.",
        fetch={
            "final_url": "https://www.rapidus.inc/en/news/ibm-and-rapidus/",
            "redirects": (Redirect(url="https://www.rapidus.inc/en/news_topics/information/ibm/", status_code=301),),
            "page": WebPage(titles=("IBM and Rapidus Form Strategic Partnership",)),
        },
        suggestion=Suggestion(
            url="https://www.rapidus.inc/en/news/ibm-and-rapidus/", why="The server names it for good."
        ),
    ),
    Row(
        label="16",
        page_number=5,
        section=("Space Technologies", "Status quo"),
        sentence="1) Limited private sector activity,^ 2) the industry being led by large conglomerates.",
        text="Ministry of Finance (Japan), Monthly Report on Public Finance Statistics: Toward the Development of "
        "Japan’s "
        "Space Industry, August 2022, https://www.mof.go.jp/public_relations/finance/202208/202208h.pdf.",
        item={
            "type": "report",
            "title": "Monthly Report on Public Finance Statistics: Toward the Development of Japan’s Space Industry",
            "author": ({"literal": "Ministry of Finance"},),
            "issued": {"date-parts": ((2022, 8),)},
            "URL": "https://www.mof.go.jp/public_relations/finance/202208/202208h.pdf",
        },
        kind=VerdictKind.LIVE,
        reach=Reach.OK,
        content=Content.MATCH,
        reason="The page names the work cited.",
        fetch={"page": WebPage(titles=("Toward the Development of Japan’s Space Industry",))},
    ),
    Row(
        label="20",
        page_number=5,
        section=("Space Technologies", "Recommendations"),
        sentence="Utilization of anchor tenancy: The government leads the industry by setting direction and "
        "attracting private "
        "customers, especially until the space industry becomes self-sustaining.^",
        text="Hideyuki Aoki, “Toward an Era Where Everyone Can Enjoy Space Travel,” Grasp, September 29, 2020, "
        "<https://www.magazine.mlit.go.jp/interview/vol21-c-2/>.",
        item={
            "type": "article-magazine",
            "title": "Toward an Era Where Everyone Can Enjoy Space Travel",
            "author": ({"family": "Aoki", "given": "Hideyuki"},),
            "container-title": "Grasp",
            "issued": {"date-parts": ((2020, 9, 29),)},
            "URL": "https://www.magazine.mlit.go.jp/interview/vol21-c-2/",
        },
        kind=VerdictKind.DEAD,
        reach=Reach.DNS_NOT_FOUND,
        content=Content.NOT_JUDGED,
        reason="The name www.magazine.mlit.go.jp does not exist any more.",
        fetch={"status_code": None, "final_url": None, "attempts": 3},
    ),
    Row(
        label="21",
        page_number=5,
        section=("Space Technologies", "Recommendations"),
        sentence="Expansion into the global market: The Japanese market lacks sufficient demand to scale the "
        "industry. To "
        "address this, it is essential to expand into global markets by building regional partnerships across the "
        "Asia-Pacific and sharing societal challenges and needs.^",
        text="Hazuki Mori and Soichi Noguchi, “How Japan Can Remain a Major Player in the Space Sector,” World "
        "Economic Forum, "
        "December 20, 2024, <https://jp.weforum.org/stories/2024/12/how-japan-can-remain-a-star-player>",
        item={
            "type": "webpage",
            "title": "How Japan Can Remain a Major Player in the Space Sector",
            "author": ({"family": "Mori", "given": "Hazuki"}, {"family": "Noguchi", "given": "Soichi"}),
            "publisher": "World Economic Forum",
            "issued": {"date-parts": ((2024, 12, 20),)},
            "URL": "https://jp.weforum.org/stories/2024/12/how-japan-can-remain-a-star-player",
        },
        kind=VerdictKind.CANNOT_TELL,
        reach=Reach.BLOCKED,
        content=Content.NOT_JUDGED,
        reason="The server refuses programs (403 Forbidden).",
        fetch={"status_code": 403},
    ),
    Row(
        label="25",
        page_number=6,
        section=("Quantum Technologies", "Status Quo"),
        sentence="Fujitsu have developed a domestic quantum computer (superconducting quantum computer).^",
        text="RIKEN, 量子コンピュータの開発, March 2023, https://www.riken.jp/quantum/.",
        item={
            "type": "webpage",
            "title": "量子コンピュータの開発",
            "author": ({"literal": "RIKEN"},),
            "issued": {"date-parts": ((2023, 3),)},
            "URL": "https://www.riken.jp/quantum/",
        },
        kind=VerdictKind.LIVE,
        reach=Reach.OK,
        content=Content.NOT_COMPARABLE,
        reason="The page answers; its title is in another language than the one cited.",
        fetch={"page": WebPage(titles=("理化学研究所",))},
    ),
)


def dossier(rows: tuple[Row, ...] = ROWS, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Dossier:
    """Every verdict, one problem, a ranking without footnotes and recommendations on footnotes 3, 20 and 21."""
    defaults: dict[str, Any] = {
        "document": make.document(
            document_id,
            source_filename=f"{document_id}.pdf",
            title="Critical and Emerging Technologies Index 2025: Japan Report",
            page_count=7,
            pages=tuple(Page(page_number=n, width=612.0, height=792.0) for n in range(1, 8)),
            blocks=tuple(_block(row, n, document_id) for n, row in enumerate(rows, 1)),
            footnotes=tuple(_footnote(row, document_id) for row in rows),
            footnote_references=tuple(_reference(row, n, document_id) for n, row in enumerate(rows, 1)),
        ),
        "citations": make.citation_list(
            document_id,
            readings=(),
            citations=tuple(
                make.citation(row.label, document_id=document_id, item=row.item, printed=row.text) for row in rows
            ),
            cited_urls=tuple(make.cited_url(row.url, label=row.label, document_id=document_id) for row in rows),
        ),
        "findings": make.finding_list(
            document_id, rankings=(_ranking(document_id),), recommendations=_advice(rows, document_id)
        ),
        "verdicts": tuple(verdict(row, document_id) for row in rows),
        "problems": (
            Problem(
                code=ProblemCode.MALFORMED_URL,
                message="The URL of footnote 3 doubles a folder name.",
                subject_id=f"{document_id}-fn3-u1",
            ),
            Problem(code=ProblemCode.CITATION_DEAD, message="Repeats a verdict.", subject_id=f"{document_id}-fn3-c1"),
        ),
    }
    return Dossier(**(defaults | fields))


def offline_dossier(document_id: str = "offline") -> Dossier:
    """The same, asked from a machine without a network."""
    verdicts = tuple(
        Verdict(
            url=row.url,
            verdict=VerdictKind.CANNOT_TELL,
            reach=Reach.NOT_FETCHED,
            content=Content.NOT_JUDGED,
            reason="This machine is offline.",
            cited_url_id=f"{document_id}-fn{row.label}-u1",
            citation_id=f"{document_id}-fn{row.label}-c1",
        )
        for row in ROWS
    )
    return dossier(document_id=document_id, verdicts=verdicts)


def failed_dossier(document_id: str = "locked") -> Dossier:
    """A file that could not be opened."""
    problem = Problem(
        code=ProblemCode.FILE_ENCRYPTED, message="locked.pdf needs a password to be opened.", subject_id=document_id
    )
    return Dossier(
        document=make.document(
            document_id,
            title=None,
            page_count=0,
            pages=(),
            blocks=(),
            footnotes=(),
            footnote_references=(),
            problems=(problem,),
        ),
        citations=make.citation_list(document_id, readings=(), citations=(), cited_urls=()),
        findings=make.finding_list(document_id),
        problems=(problem,),
    )


def verdict(row: Row, document_id: str = DOCUMENT_ID) -> Verdict:
    return make.verdict(
        row.kind,
        label=row.label,
        url=row.url,
        document_id=document_id,
        reach=row.reach,
        content=row.content,
        reason=row.reason,
        fetch=fetch(row),
        suggestion=row.suggestion,
    )


def fetch(row: Row) -> Fetch:
    return make.fetch(row.url, reach=row.reach, **row.fetch)


def png(width: int = 1224, height: int = 240, grey: int = 235) -> bytes:
    """Make a plain grey PNG (PNG specification 5 and 11)."""
    row = b"\x00" + bytes([grey]) * width

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )


def pictures(of: Dossier) -> dict[str, bytes]:
    return {note.footnote_id: png() for note in of.document.footnotes}


def _block(row: Row, number: int, document_id: str) -> Any:
    return make.block(
        row.sentence.replace("^", ""),
        number=number,
        document_id=document_id,
        kind=BlockKind.LIST_ITEM,
        section_path=row.section,
        provenance=(make.place(row.page_number),),
    )


def _footnote(row: Row, document_id: str) -> Any:
    box = (72.0, 640.0, 540.0, 664.0)
    return make.footnote(
        row.label, text=row.text, document_id=document_id, provenance=(make.place(row.page_number, box),)
    )


def _reference(row: Row, number: int, document_id: str) -> Any:
    return make.reference(
        row.label,
        document_id=document_id,
        block_id=f"{document_id}-b{number}",
        offset=row.sentence.index("^"),
        provenance=(make.place(row.page_number),),
    )


def _ranking(document_id: str) -> Any:
    text = "Japan ranked fourth overall, led by its strength in semiconductors and biotechnology."
    return make.ranking(document_id=document_id, quote=make.quote(text, document_id=document_id), footnote_ids=())


def _advice(rows: tuple[Row, ...], document_id: str) -> tuple[Any, ...]:
    return tuple(
        make.recommendation(
            number,
            document_id=document_id,
            quote=make.quote(row.sentence.replace("^", ""), document_id=document_id, section_path=row.section),
            footnote_ids=(f"{document_id}-fn{row.label}",),
        )
        for number, row in enumerate((r for r in rows if r.section[1] == "Recommendations" or r.label == "16"), 1)
    )
