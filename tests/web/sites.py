"""The cases of the loopback web: who answers what, and what is to be concluded. The names are the documentation."""

from dataclasses import dataclass, field

from cetingest.model import Content, Item, Reach, VerdictKind
from tests.web.plan import Answer, HostFault, Manner, Plan, html, pdf, redirect, status

TITLE = "National Strategy for Semiconductor Supply Chains"
OTHER = "Annual Flower Festival Draws Record Crowds Downtown"
CITED = Item(title=TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A cited URL, the work it is cited for, what the web answers, and the three axes of the verdict.

    `more` are the answers of further URLs, such as targets of redirects. `is_slow` cases wait for a deadline.
    """

    name: str
    url: str
    answer: Answer | None = None
    verdict: VerdictKind
    reach: Reach
    content: Content = Content.NOT_JUDGED
    item: Item | None = field(default_factory=lambda: CITED)
    more: dict[str, Answer] = field(default_factory=dict)
    fault: HostFault | None = None
    suggestion: str | None = None
    is_slow: bool = False


def alive(name, url, answer, content=Content.MATCH, reach=Reach.OK, **more) -> Case:
    return Case(name=name, url=url, answer=answer, verdict=VerdictKind.LIVE, reach=reach, content=content, **more)


def wrong(name, url, answer, content, reach=Reach.OK, **more) -> Case:
    verdict = VerdictKind.LIVE_BUT_WRONG
    return Case(name=name, url=url, answer=answer, verdict=verdict, reach=reach, content=content, **more)


def suspect(name, url, answer, reach, content=Content.NOT_JUDGED, **more) -> Case:
    return Case(name=name, url=url, answer=answer, verdict=VerdictKind.SUSPECT, reach=reach, content=content, **more)


def unknown(name, url, answer, reach, content=Content.NOT_JUDGED, **more) -> Case:
    verdict = VerdictKind.CANNOT_TELL
    return Case(name=name, url=url, answer=answer, verdict=verdict, reach=reach, content=content, **more)


def dead(name, url, answer, **more) -> Case:
    return Case(name=name, url=url, answer=answer, verdict=VerdictKind.DEAD, reach=Reach.GONE, **more)


def titled(*names_and_contents: tuple[str, str]) -> str:
    return "".join(f'<meta property="{name}" content="{content}">' for name, content in names_and_contents)


ALIVE = (
    alive("a page with the cited title", "https://alive.example/strategy", html(TITLE)),
    alive("over plain HTTP", "http://plain.example/strategy", html(TITLE)),
    alive("the site's name follows the title", "https://suffix.example/s", html(f"{TITLE} | Ministry of Trade")),
    alive(
        "other case and apostrophes",
        "https://case.example/s",
        html("NATIONAL STRATEGY FOR SEMICONDUCTOR SUPPLY CHAINS"),
    ),
    alive(
        "the window title is the site's, the sharing title the work's",
        "https://sharing.example/s",
        html("Ministry of Trade", head=titled(("og:title", TITLE))),
    ),
    alive("no item is known", "https://noitem.example/x", html(OTHER), Content.NOT_JUDGED, item=None),
    alive(
        "the item has no title", "https://notitle.example/x", html(OTHER), Content.NOT_JUDGED, item=Item(publisher="M")
    ),
    alive("a PDF is not compared", "https://pdf.example/strategy.pdf", pdf(), Content.NOT_JUDGED),
    alive("a web page at a .pdf with the cited title", "https://viewer.example/strategy.pdf", html(TITLE)),
    alive(
        "a short title, whole", "https://short.example/about", html("About Acme | Acme"), item=Item(title="About Acme")
    ),
    alive(
        "Shift_JIS",
        "https://sjis.example/x",
        html("半導体・デジタル産業戦略", charset="shift_jis"),
        item=Item(title="半導体・デジタル産業戦略"),
    ),
    alive(
        "a host name in Japanese",
        "https://例え.jp/戦略",
        None,
        more={"https://xn--r8jz45g.jp/%E6%88%A6%E7%95%A5": html(TITLE)},
    ),
    alive(
        "a space in the path",
        "https://space.example/a b.html",
        None,
        more={"https://space.example/a%20b.html": html(TITLE)},
    ),
    alive(
        "a fragment is not sent",
        "https://fragment.example/s#page=3",
        None,
        more={"https://fragment.example/s": html(TITLE)},
    ),
    alive(
        "user name and password are not sent",
        "https://me:secret@userinfo.example/s",
        None,
        more={"https://userinfo.example/s": html(TITLE)},
    ),
    alive(
        "a body without end is cut at the cap",
        "https://endless.example/s",
        Answer(manner=Manner.ENDLESS, body=html(TITLE).body),
    ),
    alive(
        "a body that breaks off after the title",
        "https://cut.example/s",
        Answer(manner=Manner.CUT, body=html(TITLE).body, headers=(("Content-Type", "text/html"),)),
    ),
    alive(
        "a body in chunks",
        "https://chunked.example/s",
        Answer(manner=Manner.CHUNKED, body=html(TITLE).body, headers=(("Content-Type", "text/html"),)),
    ),
    alive("a connection reset once", "https://resetonce.example/s", Answer(manner=Manner.RESET, then=html(TITLE))),
    alive("a server that failed once", "https://failedonce.example/s", Answer(status_code=502, then=html(TITLE))),
    alive("not found once", "https://goneonce.example/s", Answer(status_code=404, then=html(TITLE))),
    alive(
        "asked to wait, then answered",
        "https://wait.example/s",
        Answer(status_code=429, headers=(("Retry-After", "0"),), then=html(TITLE)),
    ),
)

MOVED = (
    alive(
        "moved for good",
        "https://moved.example/old",
        redirect("/new"),
        reach=Reach.MOVED_PERMANENT,
        more={"https://moved.example/new": html(TITLE)},
        suggestion="https://moved.example/new",
    ),
    alive(
        "moved for good to another host by way of a third",
        "http://chain.example/old",
        redirect("https://chain2.example/mid", 308),
        reach=Reach.MOVED_PERMANENT,
        more={
            "https://chain2.example/mid": redirect("https://chain3.example/new"),
            "https://chain3.example/new": html(TITLE),
        },
        suggestion="https://chain3.example/new",
    ),
    alive(
        "a chain is permanent only as a whole",
        "https://mixed.example/old",
        redirect("/mid"),
        reach=Reach.MOVED_TEMPORARY,
        more={"https://mixed.example/mid": redirect("/new", 302), "https://mixed.example/new": html(TITLE)},
    ),
    alive(
        "moved for now",
        "https://temporary.example/old",
        redirect("/new", 307),
        reach=Reach.MOVED_TEMPORARY,
        more={"https://temporary.example/new": html(TITLE)},
    ),
    alive(
        "a target in UTF-8",
        "https://utf8.example/old",
        redirect("/量子", 302),
        reach=Reach.MOVED_TEMPORARY,
        more={"https://utf8.example/%E9%87%8F%E5%AD%90": html(TITLE)},
    ),
)

WRONG = (
    wrong("another page", "https://wrong.example/s", html(OTHER), Content.MISMATCH),
    wrong("another page where a PDF was", "https://wrongpdf.example/s.pdf", html(OTHER), Content.MISMATCH),
    wrong(
        "another year's edition",
        "https://edition.example/s",
        html("Quantum Policy White Paper 2021"),
        Content.MISMATCH,
        item=Item(title="Quantum Policy White Paper 2023"),
    ),
    wrong("an error page that says 200", "https://soft.example/s", html("Page not found | Ministry"), Content.SOFT_404),
    wrong(
        "an error page only by its text",
        "https://softtext.example/s",
        html("Ministry of Trade", "Sorry, the page you are looking for was moved."),
        Content.SOFT_404,
    ),
    wrong(
        "an error page in Japanese",
        "https://softja.example/s",
        html("ページが見つかりません（経済省）", language="ja"),
        Content.SOFT_404,
    ),
    wrong(
        "an error page in Japanese, by its text",
        "https://softja2.example/s",
        html("経済省", "お探しのページは移動または削除された可能性があります。", language="ja"),
        Content.SOFT_404,
    ),
    wrong(
        "an error page in Chinese",
        "https://softzh.example/s",
        html("您访问的页面不存在", language="zh"),
        Content.SOFT_404,
    ),
    wrong(
        "an error page in Korean",
        "https://softko.example/s",
        html("페이지를 찾을 수 없습니다", language="ko"),
        Content.SOFT_404,
    ),
    wrong(
        "an error page in German",
        "https://softde.example/s",
        html("Seite nicht gefunden – Ministerium", language="de"),
        Content.SOFT_404,
    ),
    wrong(
        "an error page in French", "https://softfr.example/s", html("Page introuvable", language="fr"), Content.SOFT_404
    ),
    wrong(
        "an error page in Spanish",
        "https://softes.example/s",
        html("Página no encontrada", language="es"),
        Content.SOFT_404,
    ),
    wrong(
        "an error page in Portuguese",
        "https://softpt.example/s",
        html("Página não encontrada", language="pt"),
        Content.SOFT_404,
    ),
    wrong(
        "an error page in Italian",
        "https://softit.example/s",
        html("Pagina non trovata", language="it"),
        Content.SOFT_404,
    ),
    wrong(
        "a domain for sale under the cited title",
        "https://parked.example/s",
        html(f"{TITLE} - this domain is for sale"),
        Content.PARKED,
    ),
    wrong(
        "a domain for sale by its text",
        "https://parked2.example/s",
        html("parked2.example", "Buy this domain today."),
        Content.PARKED,
    ),
    wrong(
        "sent to the home page",
        "https://home.example/reports/2021/s",
        redirect("/", 302),
        Content.HOME_REDIRECT,
        Reach.MOVED_TEMPORARY,
        more={"https://home.example/": html("Ministry of Trade")},
    ),
    wrong(
        "sent to the home page of a language, for good",
        "https://home2.example/reports/s.html",
        redirect("https://home2.example/en/"),
        Content.HOME_REDIRECT,
        Reach.MOVED_PERMANENT,
        more={"https://home2.example/en/": html("Ministry of Trade")},
    ),
)

GONE = (
    dead("not found, twice", "https://gone.example/s", status(404)),
    dead("gone, twice", "https://gone410.example/s", status(410)),
    dead("redirected to what is not found", "https://gonelater.example/s", redirect("/404")),
)

REFUSED = (
    unknown("forbidden to programs", "https://forbidden.example/s", status(403), Reach.BLOCKED),
    unknown("a login is wanted", "https://login.example/s", status(401), Reach.BLOCKED),
    unknown(
        "a bot wall's own header",
        "https://challenge.example/s",
        status(503, ("cf-mitigated", "challenge")),
        Reach.BLOCKED,
    ),
    unknown("999", "https://status999.example/s", status(999), Reach.BLOCKED),
    unknown("withheld for legal reasons", "https://legal.example/s", status(451), Reach.BLOCKED),
    unknown(
        "too many requests, for longer than we wait",
        "https://many.example/s",
        status(429, ("Retry-After", "3600")),
        Reach.RATE_LIMITED,
    ),
)

UNSURE = (
    unknown(
        "a Japanese page of an English citation",
        "https://japanese.example/s",
        html("半導体サプライチェーン国家戦略", language="ja"),
        Reach.OK,
        Content.NOT_COMPARABLE,
    ),
    unknown(
        "a French page of an English citation",
        "https://french.example/s",
        html("Stratégie nationale pour les chaînes", language="fr"),
        Reach.OK,
        Content.NOT_COMPARABLE,
    ),
    suspect(
        "the section of a site, nearly",
        "https://section.example/s",
        html("Semiconductor Strategy"),
        Reach.OK,
        Content.WEAK,
    ),
    suspect("a title that tells nothing", "https://vague.example/s", html("Ministry"), Reach.OK, Content.WEAK),
    suspect(
        "a web page where a PDF is cited",
        "https://nopdf.example/s.pdf",
        html("文書一覧", language="ja"),
        Reach.OK,
        Content.WEAK,
    ),
    suspect(
        "a list that names the cited title",
        "https://list.example/s",
        html("Latest press releases overview", TITLE),
        Reach.OK,
        Content.WEAK,
    ),
)

FAILING = (
    suspect("the server fails", "https://failing.example/s", status(500), Reach.SERVER_ERROR),
    suspect("the server is overloaded", "https://overloaded.example/s", status(503), Reach.SERVER_ERROR),
    suspect("the request is not accepted", "https://badrequest.example/s", status(400), Reach.CLIENT_ERROR),
    suspect("a redirect without a target", "https://notarget.example/s", status(302), Reach.CLIENT_ERROR),
    suspect("reset again and again", "https://reset.example/s", Answer(manner=Manner.RESET), Reach.CONNECTION_FAILED),
    suspect("no HTTP", "https://garbage.example/s", Answer(manner=Manner.GARBAGE), Reach.CONNECTION_FAILED),
    suspect("nobody listens", "https://refused.example/s", None, Reach.CONNECTION_FAILED, fault=HostFault.REFUSED),
    suspect(
        "an expired certificate", "https://expired.example/s", html(TITLE), Reach.TLS_EXPIRED, fault=HostFault.EXPIRED
    ),
    suspect(
        "another host's certificate",
        "https://wronghost.example/s",
        html(TITLE),
        Reach.TLS_HOSTNAME,
        fault=HostFault.WRONG_HOST,
    ),
    suspect(
        "an unknown authority",
        "https://untrusted.example/s",
        html(TITLE),
        Reach.TLS_UNTRUSTED,
        fault=HostFault.UNTRUSTED,
    ),
    suspect("plain text instead of TLS", "https://notls.example/s", None, Reach.TLS_FAILED, fault=HostFault.NO_TLS),
    suspect("a redirect to itself", "https://loop.example/s", redirect("/s", 302), Reach.TOO_MANY_REDIRECTS),
    suspect(
        "two pages that redirect to each other",
        "https://loop2.example/a",
        redirect("/b"),
        Reach.TOO_MANY_REDIRECTS,
        more={"https://loop2.example/b": redirect("/a")},
    ),
    suspect(
        "a host name that does not exist",
        "https://noname.example/s",
        None,
        Reach.DNS_NOT_FOUND,
        fault=HostFault.NO_NAME,
    ),
    unknown("a resolver that fails", "https://namefails.example/s", None, Reach.DNS_FAILED, fault=HostFault.NAME_FAILS),
    suspect("a URL without a host", "https:///s", None, Reach.BAD_URL),
    suspect("no URL at all", "see above", None, Reach.BAD_URL),
    suspect("a backslash in it", "https://alive.example\\@evil.example/", None, Reach.BAD_URL),
)

UNSAFE = (
    unknown("a private address", "http://10.0.0.1/s", None, Reach.UNSAFE),
    unknown("a port that serves no web pages", "http://8.8.8.8:22/", None, Reach.UNSAFE),
    unknown(
        "redirected into a private network",
        "https://tointranet.example/s",
        redirect("http://192.168.0.1/admin", 302),
        Reach.UNSAFE,
    ),
    unknown(
        "redirected to the cloud's metadata",
        "https://tocloud.example/s",
        redirect("http://169.254.169.254/latest/meta-data/", 302),
        Reach.UNSAFE,
    ),
    unknown("redirected to a file", "https://tofile.example/s", redirect("file:///etc/passwd", 302), Reach.UNSAFE),
    unknown("redirected to data", "https://todata.example/s", redirect("data:text/html,x", 302), Reach.UNSAFE),
    unknown("another scheme", "ftp://files.example/s", None, Reach.UNSAFE),
)

SLOW = (
    suspect("never answered", "https://silent.example/s", Answer(manner=Manner.SILENT), Reach.TIMEOUT, is_slow=True),
    suspect(
        "a body that drips", "https://dripbody.example/s", Answer(manner=Manner.DRIP_BODY), Reach.TIMEOUT, is_slow=True
    ),
    suspect(
        "a header that drips",
        "https://driphead.example/s",
        Answer(manner=Manner.DRIP_HEAD),
        Reach.TIMEOUT,
        is_slow=True,
    ),
    suspect(
        "100 Continue for ever",
        "http://continue.example/s",
        Answer(manner=Manner.CONTINUE),
        Reach.TIMEOUT,
        is_slow=True,
    ),
)

CASES: tuple[Case, ...] = ALIVE + MOVED + WRONG + GONE + REFUSED + UNSURE + FAILING + UNSAFE + SLOW


def plan_of(cases: tuple[Case, ...]) -> Plan:
    """Return the web of some cases."""
    answers = {case.url: case.answer for case in cases if case.answer is not None}
    for case in cases:
        answers |= case.more
    faults = {case.url.split("/")[2]: case.fault for case in cases if case.fault is not None}
    return Plan(answers=answers, faults=faults)
