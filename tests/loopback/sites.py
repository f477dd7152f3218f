"""The cases of the loopback web: who answers what, and what is to be concluded. The names are the documentation."""

from dataclasses import dataclass, field

from cetingest.links.verdicts.probes import sibling_url
from cetingest.model import Content, Item, Reach, VerdictKind
from tests.loopback.plan import Answer, HostFault, Manner, Plan, html, pdf, redirect, status
from tests.loopback.small_pdf import pdf_bytes, small_pdf

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
    suspect("half an IPv6 address, and a place", "http://[2001:db8::1#part", None, Reach.BAD_URL),
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

HTML = (("Content-Type", "text/html; charset=utf-8"),)
WORDS = "The ministry set out the measures that follow from the plan of last year. " * 3
JAPANESE = Item(
    title=TITLE,
    author=({"literal": "Ministry of Economy, Trade and Industry"},),
    issued={"date-parts": ((2023, 6, 6),)},
)
JAPANESE_TITLE = "半導体サプライチェーン国家戦略"


def japanese(title: str, day: str) -> Answer:
    return html(f"{title}（経済産業省）", f"{day} {'施策の概要は次のとおりである。' * 150}", language="ja")


def moving(markup: str) -> Answer:
    return Answer(headers=HTML, body=f"<!doctype html><html><head>{markup}</head><body></body></html>".encode())


SERVERS = (
    suspect(
        "a certificate whose chain is incomplete",
        "https://chainless.example/s",
        html(TITLE),
        Reach.TLS_UNTRUSTED,
        fault=HostFault.INCOMPLETE,
    ),
    suspect(
        "nothing newer than TLS 1.1", "https://oldtls.example/s", html(TITLE), Reach.TLS_FAILED, fault=HostFault.OLD_TLS
    ),
    alive(
        "a connection closed although it was to stay",
        "https://stale.example/old",
        Answer(status_code=302, headers=(("Location", "/s"),), manner=Manner.STALE),
        reach=Reach.MOVED_TEMPORARY,
        more={"https://stale.example/s": html(TITLE)},
    ),
    alive(
        "a Content-Length that promises more",
        "https://longlength.example/s",
        Answer(headers=HTML, body=html(TITLE).body, manner=Manner.LONG_LENGTH),
    ),
    alive(
        "a Content-Length that promises less",
        "https://shortlength.example/s",
        Answer(headers=HTML, body=html(TITLE).body, manner=Manner.SHORT_LENGTH),
    ),
    alive(
        "a gzip bomb behind the title",
        "https://bomb.example/s",
        Answer(headers=HTML, body=html(TITLE).body, manner=Manner.GZIP_BOMB),
    ),
    suspect(
        "five thousand header lines",
        "https://headers.example/s",
        Answer(headers=HTML, body=html(TITLE).body, manner=Manner.MANY_HEADERS),
        Reach.CONNECTION_FAILED,
    ),
    suspect(
        "a header line of 300 kB",
        "https://longheader.example/s",
        Answer(headers=HTML, body=html(TITLE).body, manner=Manner.LONG_HEADER),
        Reach.CONNECTION_FAILED,
    ),
    alive(
        "an answer of another 2xx",
        "https://status203.example/s",
        Answer(status_code=203, headers=HTML, body=html(TITLE).body),
    ),
    unknown("payment is wanted", "https://status402.example/s", status(402), Reach.BLOCKED),
    suspect("a method that is not allowed", "https://status405.example/s", status(405), Reach.CLIENT_ERROR),
    suspect("a teapot", "https://status418.example/s", status(418), Reach.CLIENT_ERROR),
    suspect("a gateway that gives up", "https://status504.example/s", status(504), Reach.SERVER_ERROR),
    suspect("a status that no standard knows", "https://status799.example/s", status(799), Reach.CLIENT_ERROR),
    alive(
        "the header says Latin, the bytes are UTF-8",
        "https://charsetlie.example/s",
        Answer(
            headers=(("Content-Type", "text/html; charset=iso-8859-1"),),
            body=html("半導体戦略の概要", language="ja").body,
        ),
        item=Item(title="半導体戦略の概要"),
    ),
    alive(
        "a percent sign that encodes nothing",
        "https://percent.example/100%/s",
        None,
        more={"https://percent.example/100%25/s": html(TITLE)},
    ),
    alive(
        "square brackets and a bar in the path",
        "https://brackets.example/a[1]|b",
        None,
        more={"https://brackets.example/a%5B1%5D%7Cb": html(TITLE)},
    ),
)

HOPS = (
    alive(
        "answered elsewhere (303)",
        "https://other303.example/s",
        redirect("/answer", 303),
        reach=Reach.MOVED_TEMPORARY,
        more={"https://other303.example/answer": html(TITLE)},
    ),
    alive(
        "sent to HTTPS and to www for good",
        "http://upgrade.example/s",
        redirect("https://upgrade.example/s"),
        reach=Reach.MOVED_PERMANENT,
        more={
            "https://upgrade.example/s": redirect("https://www.upgrade.example/s"),
            "https://www.upgrade.example/s": html(TITLE),
        },
        suggestion="https://www.upgrade.example/s",
    ),
    alive(
        "eight redirects in a row",
        "https://eight.example/0",
        redirect("/1", 302),
        reach=Reach.MOVED_TEMPORARY,
        more={f"https://eight.example/{n}": redirect(f"/{n + 1}", 302) for n in range(1, 8)}
        | {"https://eight.example/8": html(TITLE)},
    ),
    suspect(
        "nine redirects in a row",
        "https://nine.example/0",
        redirect("/1", 302),
        Reach.TOO_MANY_REDIRECTS,
        more={f"https://nine.example/{n}": redirect(f"/{n + 1}", 302) for n in range(1, 9)}
        | {"https://nine.example/9": html(TITLE)},
    ),
    unknown("redirected to FTP", "https://toftp.example/s", redirect("ftp://files.example/s"), Reach.UNSAFE),
    unknown("redirected to a script", "https://toscript.example/s", redirect("javascript:alert(1)", 302), Reach.UNSAFE),
    unknown(
        "redirected into a private network by a number",
        "https://tonumber.example/s",
        redirect("http://167772161/", 302),
        Reach.UNSAFE,
    ),
    alive(
        "a connection reset in mid-body, after the title",
        "https://resetmid.example/s",
        Answer(manner=Manner.CUT_RESET, body=html(TITLE).body, headers=HTML),
    ),
    alive(
        "a PDF without end is read to the cap and not compared",
        "https://endlesspdf.example/s.pdf",
        Answer(manner=Manner.ENDLESS, body=pdf_bytes(TITLE)[:200]),
        Content.NOT_JUDGED,
    ),
    unknown("no content (204)", "https://nothing.example/s", Answer(status_code=204), Reach.OK),
    suspect("a conflict (409)", "https://conflict.example/s", status(409), Reach.CLIENT_ERROR),
    unknown("a precondition that bot walls use (412)", "https://status412.example/s", status(412), Reach.BLOCKED),
    suspect(
        "a web server that is down behind its network (521)",
        "https://cdn521.example/s",
        status(521),
        Reach.SERVER_ERROR,
    ),
)

LED_ON = (
    alive(
        "meta refresh at once",
        "https://refresh.example/old",
        moving('<meta http-equiv="refresh" content="0; url=/s">'),
        reach=Reach.MOVED_TEMPORARY,
        more={"https://refresh.example/s": html(TITLE)},
    ),
    alive(
        "a script that sets the location",
        "https://script.example/old",
        moving('<script>location.href = "https://script.example/s";</script>'),
        reach=Reach.MOVED_TEMPORARY,
        more={"https://script.example/s": html(TITLE)},
    ),
    alive(
        "a page that reloads itself",
        "https://reload.example/s",
        html(TITLE, head='<meta http-equiv="refresh" content="0; url=/s">'),
    ),
    alive(
        "meta refresh for readers without scripts",
        "https://noscript.example/s",
        html(TITLE, head='<noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript>'),
    ),
    suspect(
        "two pages that send readers to each other",
        "https://refreshloop.example/a",
        moving('<meta http-equiv="refresh" content="0; url=/b">'),
        Reach.TOO_MANY_REDIRECTS,
        more={"https://refreshloop.example/b": redirect("/a", 302)},
    ),
    unknown(
        "meta refresh into a private network",
        "https://refreshin.example/s",
        moving('<meta http-equiv="refresh" content="0; url=http://10.0.0.1/">'),
        Reach.UNSAFE,
    ),
    unknown(
        "a page written by scripts",
        "https://app.example/s",
        Answer(
            headers=HTML,
            body=b'<title>Ministry</title><body><div id="root"></div><script src="/m.js"></script></body>',
        ),
        Reach.OK,
    ),
)

WALLS = (
    unknown(
        "a bot wall's page with 200",
        "https://wall200.example/s",
        Answer(headers=HTML, body=b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"),
        Reach.BLOCKED,
    ),
    unknown(
        "a bot wall's page with 403",
        "https://wall403.example/s",
        Answer(status_code=403, headers=HTML, body=b"<title>Attention Required!</title>"),
        Reach.BLOCKED,
    ),
    unknown(
        "a bot wall's page with 503",
        "https://wall503.example/s",
        Answer(status_code=503, headers=HTML, body=b"<title>Checking your browser before accessing</title>"),
        Reach.BLOCKED,
    ),
    unknown(
        "a login page behind a redirect",
        "https://tologin.example/s",
        redirect("/login?next=/s", 302),
        Reach.BLOCKED,
        more={
            "https://tologin.example/login?next=/s": html(
                "Member login", "Sign in", head='<meta name="x"><input type="password">'
            )
        },
    ),
    unknown(
        "a consent wall",
        "https://consent.example/s",
        html("Before you continue to Ministry of Trade", "We use cookies."),
        Reach.BLOCKED,
    ),
    unknown(
        "a paywall instead of the work",
        "https://paywall.example/s",
        html("Subscribe to read | The Daily", "Choose a plan."),
        Reach.BLOCKED,
    ),
    alive(
        "a paywall below the cited title",
        "https://teaser.example/s",
        html(TITLE, f"{WORDS} Subscribe to continue reading."),
    ),
)

COMPARED = (
    wrong(
        "a page whose topic drifted",
        "https://drifted.example/s",
        html("Recipes for a Long Winter Evening"),
        Content.MISMATCH,
    ),
    alive(
        "the right work under another title, by its DOI",
        "https://retitled.example/s",
        html("Supply Chains Revisited", head='<meta name="citation_doi" content="10.5555/CHAINS">'),
        item=Item(title=TITLE, DOI="10.5555/chains"),
    ),
    alive(
        "a Japanese page of the cited body and day",
        "https://jaright.example/s",
        japanese(JAPANESE_TITLE, "令和5年6月6日"),
        item=JAPANESE,
    ),
    unknown(
        "a Japanese page of the cited body and another day",
        "https://jawrong.example/s",
        japanese("花き産業の振興に関する調査", "令和2年1月8日"),
        Reach.OK,
        Content.NOT_COMPARABLE,
        item=JAPANESE,
    ),
    wrong(
        "a Japanese page of another meeting",
        "https://jameeting.example/s",
        japanese("第8回 研究会 配布資料", ""),
        Content.MISMATCH,
        item=Item(title="Materials of the 9th Meeting of the Study Group"),
    ),
    alive(
        "a Japanese page whose English version is the cited work",
        "https://jaalternate.example/s",
        html(JAPANESE_TITLE, language="ja", head='<link rel="alternate" hreflang="en" href="/en/s">'),
        more={"https://jaalternate.example/en/s": html(TITLE)},
    ),
    alive("a PDF with the cited title", "https://pdfright.example/s.pdf", small_pdf(TITLE, "", WORDS)),
    alive(
        "a PDF whose title is only described",
        "https://pdfinfo.example/s.pdf",
        small_pdf("Strategy", "", WORDS, info_title=TITLE),
    ),
    wrong(
        "a PDF of another work",
        "https://pdfwrong.example/s.pdf",
        small_pdf(OTHER, "", "Flowers and people."),
        Content.MISMATCH,
    ),
    alive("a PDF served as HTML", "https://pdfashtml.example/s", small_pdf(TITLE, "", WORDS, kind="text/html")),
    wrong(
        "an error page served as PDF",
        "https://htmlaspdf.example/s.pdf",
        Answer(headers=(("Content-Type", "application/pdf"),), body=html("File not found").body),
        Content.SOFT_404,
    ),
    alive(
        "a PDF cut off",
        "https://pdfcut.example/s.pdf",
        Answer(headers=(("Content-Type", "application/pdf"),), body=pdf_bytes(TITLE)[:90]),
        Content.NOT_JUDGED,
    ),
    alive(
        "a cited page that the PDF has",
        "https://pdfpages.example/s.pdf#page=2",
        None,
        more={"https://pdfpages.example/s.pdf": small_pdf(TITLE, "", WORDS, pages=3)},
    ),
    alive(
        "a cited page beyond the PDF's last",
        "https://pdfpages2.example/s.pdf#page=40",
        None,
        more={"https://pdfpages2.example/s.pdf": small_pdf(TITLE, "", WORDS, pages=3)},
    ),
    alive(
        "a place in the page that is there",
        "https://place.example/s#measures",
        None,
        more={"https://place.example/s": html(TITLE, head='<a id="measures"></a>')},
    ),
    alive(
        "a place in the page that is not there",
        "https://noplace.example/s#measures",
        None,
        more={"https://noplace.example/s": html(TITLE)},
    ),
    wrong(
        "a server that shows its home page for everything",
        "https://catchall.example/reports/s.html",
        html("Ministry", language="en"),
        Content.SOFT_404,
        more={sibling_url("https://catchall.example/reports/s.html"): html("Ministry", language="en")},
    ),
    wrong(
        "an error page by its template alone",
        "https://template.example/s",
        Answer(headers=HTML, body=f'<title>Ministry</title><body class="error404"><p>{WORDS}</p></body>'.encode()),
        Content.SOFT_404,
    ),
    wrong(
        "redirected to an address named after the error",
        "https://toerror.example/s",
        redirect("/error/404.html", 302),
        Content.SOFT_404,
        Reach.MOVED_TEMPORARY,
        more={"https://toerror.example/error/404.html": html("Ministry of Trade")},
    ),
    suspect(
        "a site under repair",
        "https://repair.example/s",
        html("Site under maintenance", "Back soon."),
        Reach.OK,
        Content.WEAK,
    ),
    suspect(
        "a title that any body's page may bear",
        "https://generic.example/s",
        html("Annual Report | Acme"),
        Reach.OK,
        Content.WEAK,
        item=Item(title="Annual Report"),
    ),
    dead("a DOI that is not registered", "https://doi.org/10.5555/none", status(404)),
)
MANY = tuple(
    wrong(
        f"one of three addresses that all lead to one page ({number})",
        f"https://many{number}.soft.example/report-{number}",
        redirect("https://www.soft.example/library", 302),
        Content.SOFT_404,
        Reach.MOVED_TEMPORARY,
        more={"https://www.soft.example/library": html("Library")},
    )
    for number in range(3)
)

CASES: tuple[Case, ...] = (
    ALIVE
    + MOVED
    + WRONG
    + GONE
    + REFUSED
    + UNSURE
    + FAILING
    + UNSAFE
    + SLOW
    + SERVERS
    + HOPS
    + LED_ON
    + WALLS
    + COMPARED
    + MANY
)


def plan_of(cases: tuple[Case, ...]) -> Plan:
    """Return the web of some cases."""
    answers = {case.url: case.answer for case in cases if case.answer is not None}
    for case in cases:
        answers |= case.more
    faults = {case.url.split("/")[2]: case.fault for case in cases if case.fault is not None}
    return Plan(answers=answers, faults=faults)
