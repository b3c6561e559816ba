"""The pages to read, on a disk and served, in a real browser: they ask for nothing, and run nothing of an article."""

from functools import partial

import pytest

from dementi import presentation, store, views
from queries.corpus import HOSTILE, everything, graph, hostile
from served import serving, stored

KINDS = {
    "index": "index.html",
    "network": "network.html",
    "claim": "claim/transfer.iran.russia.drone.html",
    "actor": "actor/iran.html",
    "article": "article/accusation.html",
}
LANGUAGES = ("", "en/")
OVERRIDE = "\u202e"  # turns the text after it around
TEXT = f"{HOSTILE}{OVERRIDE} onmouseover=alert(4) href"


def written(folder, pairs):
    presentation.write(folder, views.pages(partial(store.ask, store.load(graph(pairs)))))
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return written(tmp_path_factory.mktemp("site"), everything())


@pytest.fixture
def opened(chromium):
    """Open pages below an address; in the end nothing else was asked for, no error raised, no dialog opened."""
    contexts, seen = [], []

    def open_page(root, page, **options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR"} | options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: request.url.startswith(root) or seen.append(request.url))
        tab.on("console", lambda message: seen.append(message.text))
        tab.on("pageerror", lambda error: seen.append(str(error)))
        tab.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
        asked = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{root}{page}")
        assert [url for url in asked if "favicon" not in url] == [f"{root}{page}"], "a page is one file"
        return tab

    yield open_page
    contexts[-1].pages[-1].wait_for_timeout(200)  # milliseconds in which an `onerror` would have fired
    for context in contexts:
        context.close()
    assert seen == []


def root(folder):
    return f"{folder.as_uri()}/"


@pytest.mark.parametrize("below", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_fits_a_narrow_screen_in_the_dark(opened, site, kind, below):
    tab = opened(root(site), below + KINDS[kind], viewport={"width": 360, "height": 800}, color_scheme="dark")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert tab.evaluate("document.documentElement.lang") == (below or "fr/")[:2]
    ground = "getComputedStyle(document.body).backgroundColor"
    assert tab.evaluate(ground) == "rgb(16, 20, 26)"


# Contrast by WCAG 2: of each text with its own colour against the nearest ground that is painted.
FAINT = """() => {
    const channels = (color) => color.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const color = channels(getComputedStyle(at).backgroundColor);
            if (color.length === 3 || color[3] > 0) return color;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll("main *, header *, footer *")]
        .filter((e) => e.closest("svg") === null && e.checkVisibility())
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
        .filter((e) => {
            const [a, b] = [light(channels(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
            return (a + 0.05) / (b + 0.05) < 4.5;
        }).map((e) => e.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["index", "network", "claim", "actor"])
def test_texts_can_be_read(opened, site, kind, scheme):
    assert opened(root(site), KINDS[kind], color_scheme=scheme).evaluate(FAINT) == []


def test_from_the_index_to_the_exact_words_and_back(opened, site):
    tab = opened(root(site), "index.html")
    tab.get_by_role("link", name="drone : Iran → Russie", exact=True).first.click()
    assert tab.locator("h1").inner_text() == "drone : Iran → Russie"
    tab.locator("article.denies .where a").first.click()
    assert tab.locator(":target").count() == 1
    assert "Téhéran dément" in tab.locator(":target").first.inner_text()
    tab.go_back()
    tab.locator("article.denies .who a").first.click()
    assert tab.locator("h1").inner_text() == "Iran"
    tab.get_by_role("link", name="English").click()
    assert "/en/actor/" in tab.url and "Positions in time" in tab.inner_text("main")
    tab.get_by_role("link", name="Index").click()
    assert tab.url.endswith("/en/index.html")


def test_a_mark_leads_to_its_words(opened, site):
    tab = opened(root(site), KINDS["claim"])
    mark = tab.locator(".lane a.mark.denies").first
    mark.dispatch_event("click")
    assert tab.locator("article.said:target.denies").count() == 1


def test_who_uses_the_keyboard_skips_the_menu(opened, site):
    tab = opened(root(site), KINDS["claim"])
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("below", LANGUAGES)
def test_hostile_text_is_shown_and_does_not_run(opened, tmp_path, below):
    folder = written(tmp_path, hostile(TEXT))
    kinds = set()
    for path in sorted(folder.rglob("*.html")):
        page = path.relative_to(folder).as_posix()
        if page.startswith("en/") != bool(below):
            continue
        kinds.add(page.removeprefix(below).partition("/")[0])
        tab = opened(root(folder), page)
        assert tab.locator("img, a[href^=javascript], [onerror], [onmouseover]").count() == 0
        assert HOSTILE[:40] in tab.locator("body").text_content() or page.endswith("network.html")
    assert kinds == {"index.html", "network.html", "claim", "actor", "article"}


def test_the_same_pages_are_served(opened, tmp_path):
    with serving(stored(tmp_path, everything())) as served:
        tab = opened(f"http://{served.host}/", "index.html")
        for link in tab.locator("main a").evaluate_all("links => links.map((link) => link.href)"):
            assert served.ask("/" + link.split("/", 3)[3].partition("#")[0])[0] == 200, link
        tab.get_by_role("link", name="Requêtes").click()
        tab.get_by_role("link", name="Index").click()
        assert tab.url.endswith("/index.html")
