"""What error pages and parked domains say, in nine languages."""

import re
import unicodedata
from itertools import chain
from urllib.parse import urlsplit

from cetingest.model import WebPage

# Each says outright that *this page* is not there. In a title one suffices; in the text only on a page that is short as
# a whole, since long pages speak of many things.
_NOT_FOUND = {
    "en": (
        r"^404$|^not found$|\b404\b.{0,20}(not found|error)|\b(error|http)\b.{0,10}\b404\b",
        r"\b(page|file|document) ((was|is|has|could|can|cannot) )?(been )?(not (be |been )?found|removed|deleted)\b",
        r"\b(page|file|document|article)s? (that )?you('re| are| were)? (requested|looking for|trying to reach)",
        r"\bcan(no|')t (find|locate) (the|that|this|your) (page|file|document)",
        r"\bpage (does not|doesn't|no longer) exists?\b",
        r"\bno longer (available|exists) (on|at) (this|our) (site|server|address)",
    ),
    "ja": (
        r"(ページ|ファイル|記事|url)[がはを]?(見つかりません|見つけることができません|みつかりません|存在しません)",
        r"お探しの(ページ|ファイル|記事|コンテンツ|情報)",
        r"(移動|変更)(した|され(た|ました))?(か|または|もしくは)?、?削除",
        r"(公開|掲載)(期間)?[をが]?は?終了(し|いたし)",
    ),
    "zh": (
        r"(页面|頁面|網頁|网页|文章|内容)(不存在|未找到|找不到|没有找到|已(被)?(删除|刪除|移除))",
        r"(找不到|无法找到|無法找到).{0,8}(页|頁|文件)",
    ),
    "ko": (
        r"(페이지|문서|게시물|파일)[을를가이]? ?(찾을 수 없|존재하지 않|삭제(되|된))",
        r"요청하신 (페이지|문서)",
    ),
    "de": (
        r"\bseite (wurde |konnte |ist )?(leider )?nicht (gefunden|vorhanden|verfügbar|mehr (verfügbar|vorhanden))",
        r"\b(angeforderte|gesuchte|aufgerufene) (seite|datei|dokument)\b",
    ),
    "fr": (
        r"\bpage (demandée |est )*(introuvable|non trouvée)",
        r"\bpage (demandée )?n'(existe (pas|plus)|(a pas été|est pas) trouvée)",
        r"\bla page que vous (cherchez|recherchez|demandez)",
    ),
    "es": (
        r"\bpágina (solicitada |que busca[s]? )?(no (fue |ha sido |se ha )?(encontrad|existe)|inexistente)",
        r"\b(no se (encontró|pudo encontrar)) la página",
    ),
    "pt": (r"\bpágina (solicitada |que (você )?procura )?(não (foi )?(encontrada|existe|localizada)|inexistente)",),
    "it": (r"\bpagina (richiesta |cercata |che cerchi )?(non (è stata )?(trovata|esiste|disponibile)|inesistente)",),
}
_PARKED = {
    "en": (
        r"\bdomain( name)? ((is|may be|could be) )?(available )?for (sale|purchase)\b",
        r"\bbuy this domain\b|\bparked (domain|free|page)\b|\bdomain parking\b",
        r"\bthis domain (is|has been) (parked|expired)\b",
    ),
    "ja": (r"このドメイン(名)?[はを].{0,12}(販売|購入|売)|ドメイン(を)?(販売中|お譲り)",),
    "zh": (r"(域名|網域)(正在)?(出售|转让|轉讓|待售)",),
    "ko": (r"도메인.{0,6}(판매|매매)",),
    "de": (r"\bdiese domain (steht|ist|kann).{0,20}(verkauf|kaufen|käuflich)",),
    "fr": (r"\bce (nom de )?domaine est (à vendre|en vente)",),
    "es": (r"\beste dominio (está |se )(en venta|a la venta|vende)",),
    "pt": (r"\beste domínio está à venda",),
    "it": (r"\bquesto dominio è in vendita",),
}
_PARKING_HOSTS = (
    "sedo.com",
    "sedoparking.com",
    "hugedomains.com",
    "dan.com",
    "afternic.com",
    "bodis.com",
    "parkingcrew.net",
)

_NOT_FOUND_PATTERN = re.compile("|".join(chain.from_iterable(_NOT_FOUND.values())))
_PARKED_PATTERN = re.compile("|".join(chain.from_iterable(_PARKED.values())))

_SHORT_TEXT = 1_500
"""Characters of visible text below which a page is short as a whole. Error pages with a full menu stay below about
1,200; `WebPage.text_start` ends at 2,000."""


def is_soft_404(page: WebPage, cited_title: str) -> bool:
    """Tell whether a page that was answered as found says that it was not. The cited work's own words do not count."""
    return _says(page, _NOT_FOUND_PATTERN, cited_title)


def is_parked(page: WebPage, cited_title: str, final_url: str) -> bool:
    """Tell whether a page only offers its domain for sale."""
    host = urlsplit(final_url).hostname or ""
    on_parking_host = any(host == parking or host.endswith(f".{parking}") for parking in _PARKING_HOSTS)
    return on_parking_host or _says(page, _PARKED_PATTERN, cited_title)


def _says(page: WebPage, pattern: re.Pattern[str], cited_title: str) -> bool:
    if pattern.search(_plain(cited_title)):
        return False
    texts = list(page.titles)
    if len(page.text_start) < _SHORT_TEXT:
        texts.append(page.text_start)
    return any(pattern.search(_plain(text)) for text in texts)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
