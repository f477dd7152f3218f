# ruff: noqa: E501 - markup stands as publishers write it
"""Pages as real publishers make them, written before it was looked at how the rules treat them.

They measure, and mend the rules only in general: WordPress, Drupal, SharePoint, government sites in five languages,
journals, news behind paywalls, viewers of PDFs. `truth` is what a person would say who sees the page.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from cetingest.links.verdicts.probes import sibling_url
from cetingest.model import Item, VerdictKind
from tests.loopback.plan import Answer, Plan, redirect, status
from tests.loopback.small_pdf import small_pdf


class Truth(StrEnum):
    THERE = "there"  # the cited work is there
    OTHER = "other"  # something else answers
    GONE = "gone"  # the server says that it is gone
    UNSEEN = "unseen"  # nobody could tell from what is answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    name: str
    url: str
    item: Item
    answer: Answer
    truth: Truth
    more: dict[str, Answer] = field(default_factory=dict)


THERE, OTHER, GONE, UNSEEN = Truth
LOREM = (
    "The committee met in the spring to discuss the measures that had been proposed by the working party. "
    "Members noted that the figures for the previous year had been revised upwards and asked for a further breakdown. "
)
LOREM_JA = "委員会は、前年度に実施された施策の進捗状況について報告を受け、今後の課題について意見交換を行った。"
LOREM_DE = "Der Ausschuss befasste sich mit den Ergebnissen der Untersuchung und empfahl weitere Schritte für das kommende Jahr. "
LOREM_FR = "La commission a examiné les résultats de l'étude et recommandé de nouvelles mesures pour l'année à venir. "
LOREM_KO = "위원회는 지난해 추진된 정책의 성과를 점검하고 향후 과제에 대해 논의하였다. "
LOREM_ZH = "委员会听取了上一年度工作进展情况的汇报，并就下一步工作提出了意见。"


def page(markup: str, kind: str = "text/html; charset=UTF-8", *headers: tuple[str, str]) -> Answer:
    return Answer(headers=(("Content-Type", kind), *headers), body=markup.encode())


def wordpress(
    title, site, body, *, classes="post-template-default single single-post", h1=None, language="en-US", head=""
):
    return page(
        f"""<!DOCTYPE html>
<html lang="{language}" class="no-js"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
<title>{title} &#8211; {site}</title>
<link rel='dns-prefetch' href='//fonts.googleapis.com' /><link rel="alternate" type="application/rss+xml" href="/feed/" />
<meta name="generator" content="WordPress 6.4.3" />{head}
<script type="text/javascript">window._wpemojiSettings = {{"baseUrl":"https:\\/\\/s.w.org"}};</script></head>
<body class="{classes} wp-custom-logo"><a class="skip-link" href="#content">Skip to content</a>
<header id="masthead"><p class="site-title"><a href="/" rel="home">{site}</a></p>
<nav id="site-navigation"><ul><li><a href="/about">About</a></li><li><a href="/blog">Blog</a></li></ul></nav></header>
<div id="content"><main><article><header class="entry-header"><h1 class="entry-title">{h1 or title}</h1></header>
<div class="entry-content">{body}</div></article></main></div>
<footer id="colophon">Proudly powered by WordPress</footer></body></html>"""
    )


def drupal(title, site, body, *, language="en", classes="path-node page-node-type-publication", head=""):
    return page(
        f"""<!DOCTYPE html><html lang="{language}" dir="ltr" prefix="og: https://ogp.me/ns#"><head><meta charset="utf-8" />
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)" /><title>{title} | {site}</title>{head}
<link rel="shortlink" href="/node/4711" /></head><body class="{classes}">
<div class="dialog-off-canvas-main-canvas"><header role="banner"><a href="/" title="Home" rel="home">{site}</a></header>
<main role="main"><h1 class="page-header"><span class="field field--name-title">{title}</span></h1>
<div class="region region-content">{body}</div></main></div>
<script src="/core/misc/drupal.js"></script></body></html>"""
    )


def kasumi(title, body, *, crumbs="", site="経済省", language="ja", head=""):
    """A Japanese ministry's page of the old kind."""
    return page(
        f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}"><head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>{title}（{site}）</title>{head}
<script type="text/javascript" src="/js/jquery.js"></script></head><body><div id="__header">
<p><a href="/main.html">本文へ</a></p><ul><li>お知らせ</li><li>政策について</li><li>統計</li><li>申請・お問合せ</li></ul></div>
<div id="__rdtopicpath">{crumbs}</div><h1 id="MainContentsArea">{title}</h1><div id="main">{body}</div>
<div id="__footer">{site} 〒100-0000 東京都千代田区</div></body></html>"""
    )


def news(headline, site, body, *, date="2023-06-06", free="true", title=None):
    return page(
        f"""<!doctype html><html lang="en"><head><title>{title or headline} - {site}</title>
<meta property="og:title" content="{headline}"/><meta property="og:site_name" content="{site}"/>
<meta property="article:published_time" content="{date}T06:00:00Z"/>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{headline}",
"datePublished":"{date}T06:00:00Z","isAccessibleForFree":{free},"publisher":{{"@type":"Organization","name":"{site}"}}}}</script>
</head><body><div id="app-shell"><h1>{headline}</h1><div class="article">{body}</div></div></body></html>"""
    )


def journal(title, site, *, doi, abstract=LOREM, year="2022"):
    return page(
        f"""<!DOCTYPE html><html lang="en"><head><title>{title} | {site}</title>
<meta name="citation_title" content="{title}"><meta name="citation_journal_title" content="{site}">
<meta name="citation_author" content="Okafor, N."><meta name="citation_publication_date" content="{year}/03/14">
<meta name="citation_doi" content="{doi}"><meta name="citation_pdf_url" content="https://x.example/a.pdf">
</head><body><h1>{title}</h1><section><h2>Abstract</h2><p>{abstract}</p></section></body></html>"""
    )


NEIGHBOUR = sibling_url("https://dom6.example/tides/report.html") or ""


def works(title, **fields) -> Item:
    return Item(title=title, **fields)


TIDES = works("Tidal Power and the Coastal Grid")
HARBOUR = works("Harbour Dredging and Its Costs: A Survey of Twelve Ports")
RICE = works(
    "Basic Plan for Rice Paddy Conservation",
    author=({"literal": "Ministry of Agriculture, Forestry and Fisheries"},),
    issued={"date-parts": ((2023, 6, 6),)},
)
PANEL = works(
    "Materials of the 9th Meeting of the Council on Regional Railways", author=({"literal": "Cabinet Office"},)
)

PAGES: tuple[Page, ...] = (
    # --- WordPress ---
    Page(
        name="a post",
        url="https://wp1.example/2021/tides/",
        item=TIDES,
        truth=THERE,
        answer=wordpress("Tidal Power and the Coastal Grid", "Shoreline Institute", f"<p>{LOREM * 8}</p>"),
    ),
    Page(
        name="the 404 template answered with 200",
        url="https://wp2.example/2021/tides/",
        item=TIDES,
        truth=OTHER,
        answer=wordpress(
            "Page not found",
            "Shoreline Institute",
            "<p>It looks like nothing was found at this location. Maybe try a search?</p>",
            classes="error404",
            h1="Oops! That page can&rsquo;t be found.",
        ),
    ),
    Page(
        name="the 404 template with a menu of thirty posts",
        url="https://wp3.example/tides",
        item=TIDES,
        truth=OTHER,
        answer=wordpress(
            "Nothing here",
            "Shoreline Institute",
            "<ul>"
            + "".join(
                f"<li><a href='/p{i}'>Notes on the harbour, part {i}, with remarks on silt and sand</a></li>"
                for i in range(30)
            )
            + "</ul>",
            classes="error404 hfeed",
        ),
    ),
    Page(
        name="a post under an edited title",
        url="https://wp4.example/tides",
        item=TIDES,
        truth=THERE,
        answer=wordpress("Tidal power and the coastal grid (updated)", "Shoreline Institute", f"<p>{LOREM * 8}</p>"),
    ),
    Page(
        name="another post of the blog",
        url="https://wp5.example/?p=120",
        item=TIDES,
        truth=OTHER,
        answer=wordpress("Volunteers Wanted for the Summer Fair", "Shoreline Institute", f"<p>{LOREM * 8}</p>"),
    ),
    Page(
        name="a category archive that names the post",
        url="https://wp6.example/category/energy/",
        item=TIDES,
        truth=UNSEEN,
        answer=wordpress(
            "Energy Archives",
            "Shoreline Institute",
            f"<h2>Tidal Power and the Coastal Grid</h2><p>{LOREM}</p>",
            classes="archive category",
        ),
    ),
    Page(
        name="casino spam on a lapsed domain",
        url="https://wp7.example/tides",
        item=TIDES,
        truth=OTHER,
        answer=wordpress(
            "Slot Gacor Online: Daftar Situs Terpercaya",
            "wp7.example",
            f"<p>{'Situs slot terbaik hari ini. ' * 80}</p>",
            language="id",
        ),
    ),
    Page(
        name="a private post",
        url="https://wp8.example/tides",
        item=TIDES,
        truth=UNSEEN,
        answer=wordpress(
            "Log In",
            "Shoreline Institute",
            '<form><input type="text" name="log"><input type="password" name="pwd"></form>',
            classes="login login-action-login",
        ),
    ),
    # --- Drupal ---
    Page(
        name="a publication",
        url="https://dr1.example/publication/harbour",
        item=HARBOUR,
        truth=THERE,
        answer=drupal(
            "Harbour Dredging and Its Costs: A Survey of Twelve Ports", "Port Authority", f"<p>{LOREM * 9}</p>"
        ),
    ),
    Page(
        name="a publication without its subtitle",
        url="https://dr2.example/publication/harbour",
        item=HARBOUR,
        truth=THERE,
        answer=drupal("Harbour Dredging and Its Costs", "Port Authority", f"<p>{LOREM * 9}</p>"),
    ),
    Page(
        name="page not found in Drupal's words",
        url="https://dr3.example/publication/harbour",
        item=HARBOUR,
        truth=OTHER,
        answer=drupal(
            "Page not found", "Port Authority", "<p>The requested page could not be found.</p>", classes="path-404"
        ),
    ),
    Page(
        name="access denied in Drupal's words",
        url="https://dr4.example/publication/harbour",
        item=HARBOUR,
        truth=UNSEEN,
        answer=drupal(
            "Access denied",
            "Port Authority",
            "<p>You are not authorized to access this page.</p>",
            classes="path-system-403",
        ),
    ),
    Page(
        name="a different survey of the same body",
        url="https://dr5.example/publication/harbour2",
        item=HARBOUR,
        truth=OTHER,
        answer=drupal("Passenger Ferries and Their Timetables: A Review", "Port Authority", f"<p>{LOREM * 9}</p>"),
    ),
    Page(
        name="the site under maintenance",
        url="https://dr6.example/publication/harbour",
        item=HARBOUR,
        truth=UNSEEN,
        answer=drupal(
            "Site under maintenance",
            "Port Authority",
            "<p>Port Authority is currently under maintenance. We should be back shortly.</p>",
        ),
    ),
    # --- SharePoint and other suites ---
    Page(
        name="SharePoint's sign-in",
        url="https://sp1.example/sites/x/Report.pdf",
        item=HARBOUR,
        truth=UNSEEN,
        answer=redirect("https://login.sp1.example/common/oauth2/authorize?client_id=1", 302),
        more={
            "https://login.sp1.example/common/oauth2/authorize?client_id=1": page(
                '<html dir="ltr" lang="en"><head><title>Sign in to your account</title></head><body><div id="root"></div>'
                '<script>$Config={"fShowPersistentCookiesWarning":false};</script><noscript>JavaScript required</noscript></body></html>'
            )
        },
    ),
    Page(
        name="an intranet's access wall",
        url="https://sp2.example/docs/report",
        item=HARBOUR,
        truth=UNSEEN,
        answer=page(
            "<html><head><title>Access required</title></head><body><h1>You need permission to access this item</h1>"
            "<p>Please sign in with an account of your organisation.</p></body></html>"
        ),
    ),
    Page(
        name="F5's rejection with 200",
        url="https://sp3.example/docs/report",
        item=HARBOUR,
        truth=UNSEEN,
        answer=page(
            "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your "
            "administrator.<br><br>Your support ID is: 1234567890</body></html>"
        ),
    ),
    Page(
        name="an IIS runtime error redirect",
        url="https://sp4.example/docs/report.aspx",
        item=HARBOUR,
        truth=OTHER,
        answer=redirect("/errors/NotFound.aspx?aspxerrorpath=/docs/report.aspx", 302),
        more={
            "https://sp4.example/errors/NotFound.aspx?aspxerrorpath=/docs/report.aspx": page(
                f"<html><head><title>Port Authority</title></head><body><h1>Sorry</h1><p>{LOREM}</p></body></html>"
            )
        },
    ),
    # --- Japanese government ---
    Page(
        name="a Japanese press page with publisher and day",
        url="https://www.maff.example/j/press/230606.html",
        item=RICE,
        truth=THERE,
        answer=kasumi(
            "水田保全基本計画の公表について",
            f"<p>令和5年6月6日 農林水産省</p><p>{LOREM_JA * 20}</p>",
            site="農林水産省",
        ),
    ),
    Page(
        name="a Japanese press page of another day",
        url="https://www2.maff.example/j/press/x.html",
        item=RICE,
        truth=UNSEEN,
        answer=kasumi("花き振興に関する調査結果", f"<p>令和3年1月12日</p><p>{LOREM_JA * 20}</p>", site="農林水産省"),
    ),
    Page(
        name="a Japanese page's English version",
        url="https://jp3.example/plan.html",
        item=works("Basic Plan for Rice Paddy Conservation"),
        truth=THERE,
        answer=kasumi(
            "水田保全基本計画",
            f"<p>{LOREM_JA * 20}</p>",
            head='<link rel="alternate" hreflang="en" href="/english/plan.html"/>',
        ),
        more={
            "https://jp3.example/english/plan.html": page(
                f"<html lang=en><head><title>Basic Plan for Rice Paddy Conservation</title></head><body><p>{LOREM * 9}</p></body></html>"
            )
        },
    ),
    Page(
        name="the ninth meeting's materials",
        url="https://www.cao.example/council/dai9/shiryo.html",
        item=PANEL,
        truth=THERE,
        answer=kasumi("第9回 地方鉄道会議 配布資料", f"<p>内閣府 {LOREM_JA * 20}</p>", site="内閣府"),
    ),
    Page(
        name="the eighth meeting's materials",
        url="https://www.cao.example/council/shiryo.html",
        item=PANEL,
        truth=OTHER,
        answer=kasumi("第8回 地方鉄道会議 配布資料", f"<p>内閣府 {LOREM_JA * 20}</p>", site="内閣府"),
    ),
    Page(
        name="not found in a ministry's words",
        url="https://jp4.example/policy/x.html",
        item=RICE,
        truth=OTHER,
        answer=kasumi(
            "お探しのページが見つかりません", "<p>ご指定のページは削除されたか、移動した可能性があります。</p>"
        ),
    ),
    Page(
        name="publication ended",
        url="https://jp5.example/info/x.html",
        item=RICE,
        truth=OTHER,
        answer=kasumi("お知らせ", "<p>このページの掲載は終了しました。トップページからお探しください。</p>"),
    ),
    Page(
        name="a ministry overloaded",
        url="https://jp6.example/info/x.html",
        item=RICE,
        truth=UNSEEN,
        answer=kasumi(
            "お知らせ", "<p>ただいまアクセスが集中しております。しばらく経ってからアクセスしてください。</p>"
        ),
    ),
    Page(
        name="Japanese for a Japanese citation, in Shift_JIS without a header",
        url="https://jp7.example/h.html",
        item=works("水田保全基本計画の公表について"),
        truth=THERE,
        answer=Answer(
            headers=(("Content-Type", "text/html"),),
            body=(
                '<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'
                f"<title>水田保全基本計画の公表について：農林水産省</title></head><body>{LOREM_JA * 20}</body></html>"
            ).encode("cp932"),
        ),
    ),
    Page(
        name="another Japanese page for a Japanese citation",
        url="https://jp8.example/h.html",
        item=works("水田保全基本計画の公表について"),
        truth=OTHER,
        answer=kasumi("職員採用試験の日程と申込方法のご案内", f"<p>{LOREM_JA * 20}</p>"),
    ),
    Page(
        name="a Reiwa edition of a yearly white paper",
        url="https://jp9.example/hakusho.html",
        item=works("GX White Paper 2023", publisher="NGX Organization"),
        truth=OTHER,
        answer=kasumi("GX白書 令和3年版", f"<p>{LOREM_JA * 20}</p>", site="NGX"),
    ),
    # --- Korean, Chinese ---
    Page(
        name="a Korean ministry's notice for a Korean citation",
        url="https://kr1.example/board/12",
        item=works("해양 에너지 기본계획 발표"),
        truth=THERE,
        answer=page(
            f"<!DOCTYPE html><html lang='ko'><head><title>해양 에너지 기본계획 발표 | 해양부</title></head><body>"
            f"<h3>보도자료</h3><p>{LOREM_KO * 30}</p></body></html>"
        ),
    ),
    Page(
        name="deleted Korean post",
        url="https://kr2.example/board/12",
        item=works("해양 에너지 기본계획 발표"),
        truth=OTHER,
        answer=page(
            "<!DOCTYPE html><html lang='ko'><head><title>해양부</title></head><body><p>삭제되었거나 존재하지 않는 게시물입니다.</p></body></html>"
        ),
    ),
    Page(
        name="a Chinese notice for a Chinese citation",
        url="https://cn1.example/art/1.html",
        item=works("关于沿海电网建设的指导意见"),
        truth=THERE,
        answer=page(
            f"<!DOCTYPE html><html lang='zh-CN'><head><title>关于沿海电网建设的指导意见_能源局</title></head><body>"
            f"<div>{LOREM_ZH * 40}</div></body></html>"
        ),
    ),
    Page(
        name="a Chinese error page",
        url="https://cn2.example/art/1.html",
        item=works("关于沿海电网建设的指导意见"),
        truth=OTHER,
        answer=page(
            "<!DOCTYPE html><html lang='zh-CN'><head><title>能源局</title></head><body><p>抱歉，您要访问的页面不存在或已被删除！</p>"
            "<p>5秒后自动返回首页</p></body></html>"
        ),
    ),
    Page(
        name="a Chinese slider wall",
        url="https://cn3.example/art/1.html",
        item=works("关于沿海电网建设的指导意见"),
        truth=UNSEEN,
        answer=page("<html><head><title>安全验证</title></head><body><p>请完成下方验证后继续访问</p></body></html>"),
    ),
    # --- German, French and others ---
    Page(
        name="a German ministry's brochure",
        url="https://de1.example/DE/Publikationen/kueste.html",
        item=works("Energie von der Küste"),
        truth=THERE,
        answer=page(
            f"<!doctype html><html lang='de'><head><title>Bundesamt - Energie von der Küste</title></head><body>"
            f"<h1>Energie von der Küste</h1><p>{LOREM_DE * 12}</p></body></html>"
        ),
    ),
    Page(
        name="a German error page",
        url="https://de2.example/DE/kueste.html",
        item=works("Energie von der Küste"),
        truth=OTHER,
        answer=page(
            "<!doctype html><html lang='de'><head><title>Fehler</title></head><body><h1>Die gewünschte Seite wurde leider nicht "
            "gefunden</h1><p>Bitte nutzen Sie die Suche.</p></body></html>"
        ),
    ),
    Page(
        name="a German cookie wall",
        url="https://de3.example/artikel/kueste",
        item=works("Energie von der Küste"),
        truth=UNSEEN,
        answer=redirect("https://consent.de3.example/collectConsent?sessionId=1", 302),
        more={
            "https://consent.de3.example/collectConsent?sessionId=1": page(
                "<html lang='de'><head><title>Ihre Datenschutzeinstellungen</title></head><body><p>Wir und unsere 214 Partner verwenden Cookies. "
                "Alle akzeptieren</p></body></html>"
            )
        },
    ),
    Page(
        name="a German page for an English citation",
        url="https://de4.example/kueste",
        item=works("Power from the Coast"),
        truth=UNSEEN,
        answer=page(
            f"<html lang='de'><head><title>Energie von der Küste</title></head><body><p>{LOREM_DE * 12}</p></body></html>"
        ),
    ),
    Page(
        name="a French report",
        url="https://fr1.example/rapport/littoral",
        item=works("Le littoral et l'énergie marine"),
        truth=THERE,
        answer=page(
            f"<!DOCTYPE html><html lang='fr'><head><title>Le littoral et l&#039;énergie marine | vie-publique</title></head><body>"
            f"<h1>Le littoral et l’énergie marine</h1><p>{LOREM_FR * 12}</p></body></html>"
        ),
    ),
    Page(
        name="a French error page",
        url="https://fr2.example/rapport/littoral",
        item=works("Le littoral et l'énergie marine"),
        truth=OTHER,
        answer=page(
            "<!DOCTYPE html><html lang='fr'><head><title>Erreur</title></head><body><p>La page que vous recherchez n'existe plus ou a été "
            "déplacée.</p></body></html>"
        ),
    ),
    Page(
        name="a Spanish error page",
        url="https://es1.example/informe",
        item=works("La energía de las mareas"),
        truth=OTHER,
        answer=page(
            "<html lang='es'><head><title>Ministerio</title></head><body><h1>Lo sentimos, no hemos podido encontrar la página que busca"
            "</h1></body></html>"
        ),
    ),
    Page(
        name="a Portuguese error page",
        url="https://pt1.example/relatorio",
        item=works("A energia das marés"),
        truth=OTHER,
        answer=page(
            "<html lang='pt-BR'><head><title>Portal</title></head><body><p>A página que você procura não existe ou foi removida.</p></body></html>"
        ),
    ),
    Page(
        name="an Italian error page",
        url="https://it1.example/rapporto",
        item=works("L'energia delle maree"),
        truth=OTHER,
        answer=page(
            "<html lang='it'><head><title>Ministero</title></head><body><h1>Ops! La pagina che stai cercando non esiste</h1></body></html>"
        ),
    ),
    # --- journals and resolvers ---
    Page(
        name="a journal's landing page by DOI",
        url="https://doi.org/10.5555/tides.22",
        truth=THERE,
        item=works("Sediment Transport in Narrow Estuaries", DOI="10.5555/tides.22"),
        answer=redirect("https://journals.example/doi/10.5555/tides.22", 302),
        more={
            "https://journals.example/doi/10.5555/tides.22": journal(
                "Sediment Transport in Narrow Estuaries", "Estuarine Letters", doi="10.5555/tides.22"
            )
        },
    ),
    Page(
        name="the same DOI under a title in another language",
        url="https://doi.org/10.5555/tides.23",
        truth=THERE,
        item=works("Sediment Transport in Narrow Estuaries", DOI="10.5555/tides.23"),
        answer=redirect("https://journals.example/doi/10.5555/tides.23", 302),
        more={
            "https://journals.example/doi/10.5555/tides.23": journal(
                "Transporte de sedimentos en estuarios", "Estuarine Letters", doi="10.5555/TIDES.23"
            )
        },
    ),
    Page(
        name="a publisher's wall before the article",
        url="https://doi.org/10.5555/tides.24",
        truth=UNSEEN,
        item=works("Sediment Transport in Narrow Estuaries"),
        answer=redirect("https://walled.example/doi/10.5555/tides.24", 302),
        more={
            "https://walled.example/doi/10.5555/tides.24": Answer(
                status_code=403,
                headers=(("Content-Type", "text/html"),),
                body=(
                    b"<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={};</script></body></html>"
                ),
            )
        },
    ),
    Page(
        name="an unregistered DOI",
        url="https://doi.org/10.5555/never",
        truth=GONE,
        item=works("Sediment Transport"),
        answer=Answer(status_code=404, headers=(("Content-Type", "text/html"),), body=b"<title>DOI Not Found</title>"),
    ),
    Page(
        name="another article of the journal",
        url="https://journals.example/doi/10.5555/other",
        truth=OTHER,
        item=works("Sediment Transport in Narrow Estuaries"),
        answer=journal("Mating Songs of Northern Reed Warblers", "Estuarine Letters", doi="10.5555/other"),
    ),
    Page(
        name="an issue's table of contents",
        url="https://journals.example/toc/12/3",
        truth=UNSEEN,
        item=works("Sediment Transport in Narrow Estuaries"),
        answer=page(
            f"<html lang=en><head><title>Estuarine Letters: Vol 12, No 3</title></head><body><h2>Sediment Transport in Narrow "
            f"Estuaries</h2><p>{LOREM * 3}</p></body></html>"
        ),
    ),
    # --- news ---
    Page(
        name="an article behind a paywall, with its headline",
        url="https://news1.example/a/1",
        truth=THERE,
        item=works("Ports Brace for a Season of Storms"),
        answer=news(
            "Ports Brace for a Season of Storms",
            "The Daily Buoy",
            f"<p>{LOREM}</p><p>Subscribe to continue reading.</p>",
            free="false",
        ),
    ),
    Page(
        name="a paywall instead of the article",
        url="https://news2.example/a/1",
        truth=UNSEEN,
        item=works("Ports Brace for a Season of Storms"),
        answer=page(
            "<html lang=en><head><title>Subscribe to read | The Daily Buoy</title></head><body><h1>Choose your subscription</h1>"
            "<p>Already a subscriber? Sign in</p></body></html>"
        ),
    ),
    Page(
        name="an article whose headline was changed",
        url="https://news3.example/2023/06/06/ports-brace-season-storms",
        truth=THERE,
        item=works(
            "Ports Brace for a Season of Storms",
            issued={"date-parts": ((2023, 6, 6),)},
            **{"container-title": "Daily Buoy"},
        ),
        answer=news("Harbours prepare as gales approach", "The Daily Buoy", f"<p>{LOREM * 9}</p>"),
    ),
    Page(
        name="an expired wire story",
        url="https://news4.example/a/1",
        truth=OTHER,
        item=works("Ports Brace for a Season of Storms"),
        answer=page(
            "<html lang=en><head><title>Daily Buoy</title></head><body><h1>This article is no longer available</h1></body></html>"
        ),
    ),
    Page(
        name="sent from an old article to the section",
        url="https://news5.example/2014/a-1.html",
        truth=OTHER,
        item=works("Ports Brace for a Season of Storms"),
        answer=redirect("https://news5.example/", 301),
        more={"https://news5.example/": news("The Daily Buoy", "The Daily Buoy", f"<p>{LOREM * 9}</p>", title="Home")},
    ),
    Page(
        name="a robot check",
        url="https://news6.example/a/1",
        truth=UNSEEN,
        item=works("Ports Brace for a Season of Storms"),
        answer=page(
            "<html lang=en><head><title>news6.example - Are you a robot?</title></head><body><p>Please make sure your browser supports "
            "JavaScript and cookies</p></body></html>"
        ),
    ),
    # --- PDFs and viewers ---
    Page(
        name="a PDF with the cited title on its cover",
        url="https://pdf1.example/report.pdf",
        item=HARBOUR,
        truth=THERE,
        answer=small_pdf("Harbour Dredging and Its Costs", "A Survey of Twelve Ports", LOREM),
    ),
    Page(
        name="a PDF of something else",
        url="https://pdf2.example/report.pdf",
        item=HARBOUR,
        truth=OTHER,
        answer=small_pdf(
            "Kindergarten Lunch Menu for the Spring Term", "Monday to Friday", "Carrots and peas with potatoes."
        ),
    ),
    Page(
        name="a PDF served as text/html",
        url="https://pdf3.example/report",
        item=HARBOUR,
        truth=THERE,
        answer=small_pdf("Harbour Dredging and Its Costs", "A Survey of Twelve Ports", LOREM, kind="text/html"),
    ),
    Page(
        name="an error page served as application/pdf",
        url="https://pdf4.example/report.pdf",
        item=HARBOUR,
        truth=OTHER,
        answer=page(
            "<!DOCTYPE html><html><head><title>File not found</title></head><body>The file you requested is gone.</body></html>",
            "application/pdf",
        ),
    ),
    Page(
        name="a viewer of the PDF written by scripts",
        url="https://pdf5.example/viewer?file=report",
        item=HARBOUR,
        truth=UNSEEN,
        answer=page(
            "<!DOCTYPE html><html><head><title>PDF.js viewer</title><script src=viewer.mjs></script></head><body><div id='app'></div>"
            "</body></html>"
        ),
    ),
    Page(
        name="a landing page where the PDF was",
        url="https://pdf6.example/files/report.pdf",
        item=HARBOUR,
        truth=THERE,
        answer=drupal(
            "Harbour Dredging and Its Costs: A Survey of Twelve Ports",
            "Port Authority",
            "<p>Download PDF (2 MB)</p>" + LOREM * 5,
        ),
    ),
    Page(
        name="the PDF of another year",
        url="https://pdf7.example/annual.pdf",
        item=works("Port Statistics Yearbook 2019"),
        truth=OTHER,
        answer=small_pdf("Port Statistics Yearbook 2022", "Tables and notes", LOREM),
    ),
    Page(
        name="a document removed from a library",
        url="https://pdf8.example/download?id=9",
        item=HARBOUR,
        truth=OTHER,
        answer=page(
            "<html><head><title>Digital Library</title></head><body><p>The document has been removed or is unavailable.</p></body></html>"
        ),
    ),
    # --- redirects made by pages ---
    Page(
        name="you will be forwarded in five seconds",
        url="https://rd1.example/old",
        item=TIDES,
        truth=THERE,
        answer=page(
            '<html><head><title>We have moved</title><meta http-equiv="refresh" content="5;URL=\'https://rd1.example/new\'"></head>'
            "<body>This page has moved. You will be forwarded.</body></html>"
        ),
        more={
            "https://rd1.example/new": wordpress(
                "Tidal Power and the Coastal Grid", "Shoreline Institute", f"<p>{LOREM * 8}</p>"
            )
        },
    ),
    Page(
        name="a script that leads on",
        url="https://rd2.example/old",
        item=TIDES,
        truth=THERE,
        answer=page(
            '<html><head><script type="text/javascript">window.location.replace("/new/tides");</script></head><body></body></html>'
        ),
        more={
            "https://rd2.example/new/tides": wordpress(
                "Tidal Power and the Coastal Grid", "Shoreline", f"<p>{LOREM * 8}</p>"
            )
        },
    ),
    Page(
        name="a site that is one script",
        url="https://rd3.example/report/tides",
        item=TIDES,
        truth=UNSEEN,
        answer=page(
            '<!doctype html><html lang="en"><head><title>Shoreline Institute</title></head><body><noscript>You need to enable JavaScript '
            'to run this app.</noscript><div id="root"></div><script src="/static/js/main.js"></script></body></html>'
        ),
    ),
    # --- domains ---
    Page(
        name="a registrar's page",
        url="https://dom1.example/tides",
        item=TIDES,
        truth=OTHER,
        answer=page(
            "<html><head><title>dom1.example</title></head><body><h1>dom1.example is for sale</h1><p>Get a price in less than 24 hours"
            "</p></body></html>"
        ),
    ),
    Page(
        name="an expired domain at a Japanese registrar",
        url="https://dom2.example/tides",
        item=RICE,
        truth=OTHER,
        answer=page(
            "<html lang=ja><head><title>dom2.example</title></head><body><p>このドメインの有効期限が切れています。"
            "ドメインの更新は管理画面から行ってください。</p></body></html>"
        ),
    ),
    Page(
        name="a default page of a web server",
        url="https://dom3.example/tides",
        item=TIDES,
        truth=OTHER,
        answer=page(
            "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web "
            "server is successfully installed and working.</p></body></html>"
        ),
    ),
    Page(name="a hard 404", url="https://dom4.example/tides", item=TIDES, truth=GONE, answer=status(404)),
    Page(name="a hard 410", url="https://dom5.example/tides", item=TIDES, truth=GONE, answer=status(410)),
    Page(
        name="a catch-all that shows the home page for everything",
        url="https://dom6.example/tides/report.html",
        item=TIDES,
        truth=OTHER,
        answer=drupal("Shoreline", "Shoreline", f"<p>{LOREM * 9}</p>"),
        more={NEIGHBOUR: drupal("Shoreline", "Shoreline", f"<p>{LOREM * 9}</p>")},
    ),
)

VERDICT_OF = {THERE: VerdictKind.LIVE, OTHER: VerdictKind.LIVE_BUT_WRONG, GONE: VerdictKind.DEAD, UNSEEN: None}


def plan_of_pages() -> Plan:
    """Return the web of all pages."""
    answers = {one.url: one.answer for one in PAGES}
    for one in PAGES:
        answers |= one.more
    return Plan(answers=answers, faults={})
