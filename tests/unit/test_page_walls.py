import pytest

from index.errors import PageRefused
from index.sources.pages import read_page

from .test_pages import BODY, SENTENCES, URL, ld, page

PROSE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES * 4)


def html(title: str, body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def refusal(data: bytes, url: str = URL) -> str:
    with pytest.raises(PageRefused) as refused:
        read_page(data, url)
    return str(refused.value)


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("404 Not Found", "404 Not Found"),
        ("Page not found | The Example", "Oops! That page can’t be found."),
        ("The Example", "The page you requested could not be found"),
        ("Error 404 - The Example", "Sorry"),
        ("503 Service Unavailable", "Service Unavailable"),
        ("Seite nicht gefunden – Beispiel", "Seite nicht gefunden"),
        ("Diese Seite existiert nicht mehr", "Hoppla"),
        ("Page introuvable - Exemple", "Page introuvable"),
        ("Página no encontrada | Ejemplo", "Página no encontrada"),
        ("Página não encontrada", "Erro 404"),
        ("Pagina non trovata", "Pagina non trovata"),
        ("Pagina niet gevonden", "Pagina niet gevonden"),
        ("Strona nie istnieje", "Strona nie istnieje"),
        ("Страница не найдена", "Страница не найдена"),
        ("ページが見つかりません", "ページが見つかりません"),
        ("页面不存在", "页面不存在"),
        ("페이지를 찾을 수 없습니다", "페이지를 찾을 수 없습니다"),
    ],
)
def test_an_error_page_sent_as_a_success_is_refused(title: str, heading: str) -> None:
    """A "page not found" is told as such in many languages, whatever status it came with."""
    body = f"<h1>{heading}</h1><p>The address may have been mistyped, or the page may have been moved elsewhere by us.</p>"
    assert "nothing at this address" in refusal(html(title, body))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Subscribe", "Subscribe to continue reading this article and get access to everything."),
        ("A bridge", "This article is for subscribers only."),
        ("Eine Brücke", "Dieser Artikel ist nur für Abonnenten lesbar, jetzt Abo abschließen."),
        ("Un pont", "Cet article est réservé aux abonnés. Il vous reste 80 % à lire."),
        ("Un puente", "Contenido exclusivo para suscriptores de la edición."),
        ("Un ponte", "Contenuto riservato agli abbonati di questo giornale."),
        ("Uma ponte", "Assine para continuar lendo esta notícia na íntegra."),
        ("Мост", "Материал доступен только по подписке, оформите её сегодня."),
        ("橋", "この記事は会員限定です。続きを読むには登録してください。"),
    ],
)
def test_a_paywall_is_refused(title: str, words: str) -> None:
    """The beginning of an article with a request to subscribe is not taken for the article."""
    body = f"<article><h1>{title}</h1><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><div class=wall><p>{words}</p></div></article>"
    assert "subscribers only" in refusal(html(title, body))


def test_a_longer_beginning_that_ends_at_a_paywall_is_refused() -> None:
    """Some paragraphs of an article are not it either, if the last one asks for a subscription."""
    assert "subscribers only" in refusal(
        page(body=BODY * 2 + "<p>Subscribe to continue reading this article today.</p>")
    )


def test_a_page_that_says_it_is_not_free_and_is_cut_off_is_refused() -> None:
    """What schema.org calls not accessible for free is refused when it shows the beginning only."""
    closed = ld(isAccessibleForFree="False", headline="A bridge is rebuilt")
    assert "subscribers only" in refusal(page(closed, f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1][:60]}...</p>"))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Just a moment...",
            "<h1>example.com</h1><p>Verify you are human by completing the action below.</p>",
        ),
        (
            "Attention Required! | Cloudflare",
            "<h1>Sorry, you have been blocked</h1><p>You are unable to access example.com</p>",
        ),
        (
            "example.com",
            "<p>Checking your browser before accessing example.com. This process is automatic.</p>",
        ),
        (
            "Access to this page has been denied",
            "<p>Please click the box below.</p><div id=px-captcha></div>",
        ),
        ("example.com", "<iframe src='https://geo.captcha-delivery.com/captcha/'></iframe>"),
        (
            "Pardon Our Interruption",
            "<p>As you were browsing something about your browser made us think you were a bot.</p>",
        ),
        ("Ой!", "<h1>Подтвердите, что запросы отправляли вы, а не робот</h1>"),
        ("人机验证", "<p>请完成安全验证后继续访问。</p>"),
    ],
)
def test_a_check_for_robots_is_refused(title: str, body: str) -> None:
    """A page that wants to see a person first is told as such."""
    assert "no program in" in refusal(html(title, body))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Before you continue to Example",
            "<h1>Before you continue</h1><p>We use cookies and data to deliver services.</p>",
        ),
        (
            "Your privacy",
            "<h1>We value your privacy</h1><p>We and our 842 partners store cookies on your device. Click Accept "
            "to consent to the use of cookies, or Manage options.</p><button>Accept</button>",
        ),
        (
            "Cookie consent",
            "<p>We and our partners use cookies to store and/or access information on a device.</p><button>Accept all</button>",
        ),
        (
            "Beispiel",
            "<h1>Mit Werbung weiterlesen</h1><p>Wir und unsere Partner verwenden Cookies, um Ihnen Inhalte zu zeigen.</p>",
        ),
        (
            "Exemple",
            "<h1>Vos choix</h1><p>Nous et nos partenaires utilisons des cookies pour mesurer l’audience du site.</p>",
        ),
        (
            "Ejemplo",
            "<h1>Su privacidad</h1><p>Utilizamos cookies propias y de terceros para mostrarle publicidad.</p>",
        ),
    ],
)
def test_a_question_about_cookies_is_refused(title: str, body: str) -> None:
    """A page that asks about cookies in place of the article is told as such."""
    assert "about cookies" in refusal(html(title, body))


@pytest.mark.parametrize(
    "title", ["Log in | Example", "Anmelden - Beispiel", "Connexion", "Iniciar sesión", "Вход", "ログイン"]
)
def test_a_form_to_log_in_is_refused(title: str) -> None:
    """A page behind a log-in is told as such."""
    form = "<form><label>Name <input name=u></label><label>Password <input type=password></label></form>"
    assert "logged in" in refusal(
        html(title, f"<h1>{title}</h1>{form}<p>Welcome back. Enter your name and password to go on.</p>")
    )


@pytest.mark.parametrize(
    "body",
    [
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src=/app.js></script>",
        "<div id=app></div><script src=/app.js></script>",
        "<p>Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.</p><script></script>",
    ],
)
def test_a_page_that_a_program_has_to_draw_is_refused(body: str) -> None:
    """A page without text of its own is told as such."""
    assert "program in the browser" in refusal(html("Example", body))


TEASERS = "".join(
    f"<li><a href=/{n}>{SENTENCES[n % 4][:60]} number {n}</a><p>{SENTENCES[n % 4][60:]}</p></li>"
    for n in range(40)
)


def test_a_first_page_of_a_site_is_refused() -> None:
    """Headlines and summaries that lead to articles are not one."""
    assert "list of links" in refusal(
        html("The Example", f"<h1>News</h1><ul>{TEASERS}</ul>"), "https://news.example.com/"
    )


def test_a_list_of_links_is_refused() -> None:
    """A page of links is no article wherever it stands."""
    links = "".join(f"<li><a href=/{n}>{SENTENCES[n % 4][:70]} number {n}</a></li>" for n in range(40))
    assert "list of links" in refusal(html("Bridges", f"<h1>Bridges</h1><ul>{links}</ul>"))


def test_results_of_a_search_are_refused() -> None:
    """What a site found for some words is told as such."""
    assert "search results" in refusal(
        html("Search results for bridge | The Example", f"<h1>Search results</h1><ul>{TEASERS}</ul>"),
        "https://news.example.com/search?q=bridge",
    )


def test_a_page_with_nothing_to_read_is_refused() -> None:
    """A page of a picture has no article, and is said to have none."""
    assert "no article" in refusal(html("A picture", "<img src=a.jpg alt='A bridge'><p>A bridge</p>"))


@pytest.mark.parametrize(
    "data",
    [
        page(
            body=BODY
            + "<p>Such a page says: 404 Not Found. Subscribe to continue reading, it says too.</p>"
            + PROSE
        ),
        page(title="404: page not found, a history of an error", body=PROSE),
        page(title="Just a moment in the history of the bridge", body=PROSE),
        page(body=PROSE + "<p>Subscribe to continue reading our letters about bridges.</p>"),
        page(
            title="How we use cookies to bake houses",
            body="<p>We use cookies of ginger to build the walls.</p>" + PROSE,
        ),
        page(head=ld(isAccessibleForFree=False), body=PROSE),
        page(body=BODY).replace(
            b"<nav>", b"<nav><a href=/s>Already a subscriber? Log in to continue reading</a>"
        ),
        page(body=PROSE + "<noscript>Please enable JavaScript to see the comments.</noscript>"),
        page(body=BODY + "<form>Log in: <input type=password></form>"),
        page(
            body=PROSE
            + "".join(f"<li><a href=/{n}>{SENTENCES[n % 4][:60]} number {n}</a></li>" for n in range(60))
        ),
        page(
            body="<p>The bridge was closed to all traffic this morning, the police say, after a lorry lost its load.</p>"
        ),
    ],
    ids=str.split(
        "quotes-walls error-titled challenge-titled invites cookies not-free-but-whole menu scripted log-in many-links short"
    ),
)
def test_an_article_that_speaks_of_walls_is_none(data: bytes) -> None:
    """Words that walls use, signs that they have, and many links beside it do not cost an article its place."""
    assert read_page(data, URL).article.text


def test_a_page_whose_article_is_missing_is_not_its_menu() -> None:
    """Where nothing stands between menu and footer, the words of the menu are no article."""
    menu = "".join(f"<li><a href=/{n}>Part {n} of the town</a></li>" for n in range(20))
    empty = f"<html><head><title>Bridge</title></head><body><header><ul>{menu}</ul></header><h1>Bridge</h1></body></html>"
    assert "no article was found" in refusal(empty.encode())


def test_an_article_at_the_root_of_a_site_is_read() -> None:
    """The first page of a site may be an article."""
    assert read_page(page(body=PROSE), "https://essay.example.com/").article.text
