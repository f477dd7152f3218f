import pytest

from cetingest.links.pages.phrases import phrase_groups
from cetingest.links.pages.stand_ins import is_parked, is_passing_failure, is_soft_404, is_taken_over, wall_of
from cetingest.model import WebPage

NOT_THERE = {
    "en": ("Page not found", "We couldn't find anything at this address.", "This report has been withdrawn."),
    "ja": ("お探しのページは見つかりません", "掲載期間が過ぎたため、ご覧いただけません", "ページが存在しません"),
    "zh": ("您要访问的页面走丢了", "可能已被移除、更名或暫時無法使用", "该网页不存在"),
    "ko": ("요청하신 페이지를 찾을 수 없습니다", "페이지의 주소가 변경 혹은 삭제되어", "삭제된 게시물입니다"),
    "de": (
        "Seite nicht gefunden",
        "Die Seite, die Sie suchen, ist umgezogen",
        "Der Inhalt steht nicht mehr zur Verfügung",
    ),
    "fr": ("Page introuvable", "Cette ressource n’est plus en ligne.", "Le contenu que vous cherchez a été supprimé"),
    "es": ("Página no encontrada", "El contenido solicitado ya no existe", "La página ha sido eliminada"),
    "pt": ("Página não encontrada", "O conteúdo que você procura foi removido", "Documento não encontrado"),
    "it": ("Pagina non trovata", "La risorsa richiesta è stata spostata", "Questa pagina non è più disponibile"),
}

# What sound pages say of other things that moved, were deleted or could not be found.
SOUND = [text for group in phrase_groups() for text in group.counterexamples]
MORE = (
    "You seem to be looking for something that does not exist",
    "This page is not here any more",
    "このファイルを見つけることができません",
    "您的網址可能已被移除、名稱已變更或暫時無法使用",
    "존재하지 않는 링크입니다",
    "Die Seite, auf die Sie zugreifen wollten, gibt es nicht",
    "La page demandée n'existe pas",
    "La página que está buscando ya no existe",
    "O endereço que você tentou acessar não existe",
    "Il contenuto a cui stai cercando di accedere non esiste",
)


@pytest.mark.parametrize("sentence", MORE)
def test_a_sentence_in_the_text_of_a_short_page_is_enough(sentence):
    assert is_soft_404(WebPage(titles=("Ministry",), text_start=sentence), "")


@pytest.mark.parametrize(("language", "sentence"), [(k, s) for k, some in NOT_THERE.items() for s in some])
def test_error_pages_are_known_by_what_they_say_in_nine_languages(language, sentence):
    assert is_soft_404(WebPage(titles=(sentence,), language=language), "")
    assert is_soft_404(WebPage(titles=("Ministry",), text_start=sentence), "")


@pytest.mark.parametrize("sentence", SOUND)
def test_sound_pages_are_not_taken_for_error_pages_parking_or_walls(sentence):
    page = WebPage(titles=(sentence,), text_start=f"{sentence}.")
    assert not is_soft_404(page, "")
    assert not is_parked(page, "", "https://a.example/x")
    assert not is_passing_failure(page, "")
    assert not is_taken_over(page, "")
    assert wall_of(page, "", "https://a.example/x", is_redirected=False) is None


def test_a_long_page_may_speak_of_missing_pages():
    assert not is_soft_404(WebPage(titles=("Link rot",), text_start="Page not found. " * 200), "")


def test_the_cited_works_own_words_do_not_count():
    assert not is_soft_404(WebPage(titles=("Page Not Found: A History",)), "Page Not Found: A History")
    assert not is_taken_over(WebPage(titles=("Online Casino Bonuses",)), "Casino Bonus Offers and the Law")


@pytest.mark.parametrize(
    "sentence",
    [
        "example.org is for sale",
        "The domain owner may offer this name for purchase",
        "このドメインは販売中です",
        "此域名出售",
        "이 도메인은 판매 중입니다",
        "Diese Domain ist bereits registriert",
        "Ce nom de domaine est réservé",
        "Este dominio está aparcado",
        "Este domínio está à venda",
        "Questo dominio è scaduto",
    ],
)
def test_parked_domains_are_known_by_what_they_say_in_nine_languages(sentence):
    assert is_parked(WebPage(titles=("x",), text_start=sentence), "", "https://a.example/x")


@pytest.mark.parametrize(
    "title", ["Situs Slot Gacor Hari Ini", "Best Online Casino Bonuses 2024", "オンラインカジノおすすめ", "博彩平台"]
)
def test_a_domain_that_others_took_over_is_known_by_its_titles(title):
    assert is_taken_over(WebPage(titles=(title,)), "Tidal Power")
    assert not is_taken_over(WebPage(titles=("Gambling law",), text_start=title), "Tidal Power")


@pytest.mark.parametrize(
    ("title", "wall"),
    [
        ("Just a moment...", "the server first wants proof that no program is asking"),
        ("Sign in", "a login is wanted first"),
        ("Before you continue", "consent to cookies or terms is wanted first"),
        ("Vos choix en matière de cookies", "consent to cookies or terms is wanted first"),
        ("Preferencias de cookies", "consent to cookies or terms is wanted first"),
        ("Subscribe to read", "the text is for subscribers"),
        ("Cookies and the law of consent in Europe", None),
        ("The choices of a generation", None),
    ],
)
def test_walls_are_named(title, wall):
    assert wall_of(WebPage(titles=(title,)), "", "https://a.example/x", is_redirected=False) == wall
