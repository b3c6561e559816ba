"""The page of an article in a real browser: from the text to the statements and back, by mouse, keys and anchors."""

from dataclasses import replace
from functools import partial

import pytest

from dementi import rdf, store, views
from dementi.iris import article_iri
from dementi.records import Act, Article, Source, SourceKind
from dementi.views.site import Place, address
from queries.corpus import ACCUSED, DRONES, HOSTILE, corpus, hostile, said, state

# A denial that holds an accusation, two statements of one place, and a line of the site's below.
TEXT = (
    "Des drones en question\n\nTéhéran a noté que les accusations de Kiev sur les drones vendus à Moscou sont fausses. "
    + "Rien de plus n'est connu de cette affaire. " * 40
    + "\n\nMoscou reconnaît un achat de drones.\n\nLire aussi : autre chose"
)
NESTED = Article("imbrique", TEXT, date="2023-05", body=((0, TEXT.index("Lire aussi")),))
DENIAL = "Téhéran a noté que les accusations de Kiev sur les drones vendus à Moscou sont fausses"
ACCUSATION = "accusations de Kiev sur les drones vendus à Moscou"
ADMISSION = "Moscou reconnaît un achat de drones"
# What colour stands on what, all the washes behind it laid on one another: its contrast as WCAG counts it.
CONTRAST = """element => {
    const parts = (text) => text.match(/[\\d.]+/g).map(Number);
    const shine = (rgb) => {
        const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = [];
    for (let at = element; at; at = at.parentElement) behind.unshift(parts(getComputedStyle(at).backgroundColor));
    const under = behind.reduce((below, [r, g, b, a = 1]) => [r, g, b].map((c, i) => c * a + below[i] * (1 - a)),
        [255, 255, 255]);
    const [one, other] = [shine(parts(getComputedStyle(element).color)), shine(under)].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
}"""


def nested():
    kiev = state(NESTED, "Ukraine", "Kiev")
    tehran, moscow = state(NESTED, "Iran", "Téhéran"), Source("Russia", SourceKind.STATE, "Russia")
    return [
        said(NESTED, tehran, Act.REJECTS, DRONES, "drones", DENIAL),
        said(NESTED, kiev, Act.ACCUSES, DRONES, "drones", ACCUSATION, via=("Iran",)),
        said(NESTED, moscow, Act.ADMITS, DRONES, "drones", ADMISSION),
        said(NESTED, moscow, Act.NO_COMMENT, DRONES, "drones", ADMISSION),
    ]


def page_of(article, statements, whole=True, lang="fr"):
    asked = partial(store.ask, store.load(rdf.nquads([(article, statements)])))
    place = Place(address(article_iri(article.id), "fr"), lang)
    return views.article_page(asked, article.id, place, article if whole else None)


@pytest.fixture
def page(shown):
    return shown(page_of(NESTED, nested()))


def statement(tab, number):
    return tab.locator(".card").nth(number - 1).get_attribute("data-statement")


def current(tab):
    """Return the texts of the numbers that are said to be current, in the text and in the list."""
    return tab.locator(".prose [aria-current=true]").all_inner_texts(), tab.locator(
        ".card [aria-current=true]"
    ).all_inner_texts()


def in_view(tab, selector):
    box, height = tab.locator(selector).bounding_box(), tab.viewport_size["height"]
    return box["y"] >= 0 and box["y"] + box["height"] <= height


def test_a_sentence_leads_to_its_statement(page):
    page.get_by_text("sont fausses").click()
    assert current(page) == (["1"], ["1"])
    assert page.locator(".card.chosen").inner_text().startswith("1 démenti")
    assert page.url.endswith(f"#{statement(page, 1)}")
    assert page.locator(".source.chosen").inner_text() == "Téhéran"


def test_of_sentences_that_hold_each_other_the_inner_comes_first(page):
    page.get_by_text("vendus à").click()
    assert current(page) == (["2"], ["2"])
    page.get_by_text("vendus à").click()
    assert current(page) == (["1"], ["1"])


def test_two_statements_of_one_sentence_are_both_reached(page):
    found = set()
    for _ in range(2):
        page.get_by_text("un achat de").click()
        found.add(current(page)[1][0])
    assert found == {"3", "4"}


def test_a_statement_leads_to_its_sentence(page):
    page.locator(".card").nth(2).locator(".claim").evaluate("one => one.parentElement.click()")
    assert in_view(page, f"#{statement(page, 3)}")
    assert page.locator(".quote.chosen").first.inner_text().startswith(ADMISSION)
    assert current(page) == (["3"], ["3"])


def test_numbers_of_sentences_that_end_together_stand_in_their_order(page):
    assert page.locator(".number").all_inner_texts() == ["2", "1", "3", "4"]


def test_nesting_is_shown_on_both_sides(page):
    inner = page.locator(f"#{statement(page, 1)} #{statement(page, 2)}")
    assert ACCUSATION in inner.inner_text()
    card = page.locator(".card.nested")
    assert "rapporté par Iran · dans les propos du nº 1" in card.inner_text()
    card.get_by_role("link", name="1", exact=True).click()
    assert current(page) == (["1"], ["1"])


def test_all_of_it_by_keyboard(page):
    page.locator(".number").first.focus()
    page.keyboard.press("Enter")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == f"#{statement(page, 2)}" and current(page) == (["2"], ["2"])
    assert focused.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("ArrowDown")
    assert page.locator(":focus").inner_text() == "3" and in_view(page, f"#{statement(page, 3)}")
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("href") == f"#card-{statement(page, 3)}"
    page.keyboard.press("Escape")
    assert current(page) == ([], []) and "#" not in page.url


def test_an_anchor_opens_the_page_there(shown):
    html = page_of(NESTED, nested())
    anchor = f"#{rdf.statement_iri(nested()[2]).partition('#')[2]}"
    tab = shown(html, anchor)
    tab.wait_for_timeout(100)  # milliseconds in which the browser goes to the anchor itself
    assert in_view(tab, anchor) and in_view(tab, ".card.chosen")
    assert current(tab) == (["3"], ["3"])


def test_choosing_leaves_the_way_back_as_it_was(page):
    before = page.evaluate("history.length")
    for words in ("sont fausses", "vendus à", "un achat de"):
        page.get_by_text(words).click()
    assert page.evaluate("history.length") == before


def test_marking_words_chooses_nothing(page):
    box = page.get_by_text("sont fausses").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] - 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] - 8)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()") and current(page) == ([], [])


def test_others_hear_which_statement_is_chosen(page):
    page.evaluate("document.addEventListener('statement', (event) => { window.heard = event.detail; })")
    page.get_by_text("sont fausses").click()
    assert page.evaluate("window.heard") == statement(page, 1)


def test_without_javascript_anchors_do(chromium, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page_of(NESTED, nested()), encoding="utf-8")
    with chromium.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(path.as_uri())
        tab.locator(".go").nth(2).click()
        assert tab.url.endswith(f"#{statement(tab, 3)}") and in_view(tab, f"#{statement(tab, 3)}")
        tab.locator(f".number[data-statement='{statement(tab, 3)}']").click()
        assert "#card-" in tab.url


def test_inside_of_a_notebook(shown):
    tab = shown(f"<!DOCTYPE html>{views.Inline(page_of(NESTED, nested()))._repr_html_()}")
    inside = tab.frame_locator("iframe")
    inside.get_by_text("sont fausses").click()
    assert inside.locator(".card [aria-current=true]").all_inner_texts() == ["1"]


def test_what_is_not_the_article_is_said_to_be_outside(page):
    assert page.locator(".outside").all_inner_texts() == ["Lire aussi : autre chose"]


def test_quotations_only(shown):
    tab = shown(page_of(NESTED, nested(), whole=False))
    words = tab.locator(".prose").inner_text()
    assert "Rien de plus" not in tab.content() and "[…]" in words and "accusations de Kiev" in words
    tab.get_by_text("un achat de").click()
    assert current(tab)[1] in (["3"], ["4"])


@pytest.mark.parametrize("whole", [True, False])
def test_nothing_of_an_article_is_run(shown, whole):
    ((article, (one,)),) = hostile(f"{HOSTILE}\u202e")
    article = replace(article, id=article.title, origin=HOSTILE, rights=HOSTILE)
    tab = shown(page_of(article, [replace(one, article=article.id)], whole))
    tab.locator(".quote").first.click()
    tab.locator(".number").first.click()
    assert tab.locator("img, script[src]").count() == 0
    assert tab.locator("h1").inner_text().startswith("</script><script>alert(1)")
    assert tab.locator("a[href^='javascript']").count() == 0
    assert tab.locator(".facts .origin a").count() == 0
    assert len(current(tab)[1]) == 1


@pytest.mark.parametrize(
    ("origin", "links"),
    [("https://gazette.example/1", 1), ("javascript:alert(1)", 0), ("https://a.example/ javascript:alert(1)", 0)],
)
def test_only_addresses_of_the_web_are_links(shown, origin, links):
    article, statements = corpus()[0]
    tab = shown(page_of(replace(article, origin=origin), statements))
    assert tab.locator(".facts .origin a").count() == links
    assert tab.locator(".facts .origin").inner_text() == origin


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["", "sont fausses", "vendus à", "un achat de"])
def test_words_stand_out_from_what_is_behind_them(page, scheme, chosen):
    page.emulate_media(color_scheme=scheme)
    if chosen:
        page.get_by_text(chosen).click()
    found = page.locator("main :is(p, a, span, dt, dd, h1, h2, li)").evaluate_all(f"all => all.map({CONTRAST})")
    assert len(found) > 40 and min(found) >= 4.5


def test_the_page_fits_a_narrow_screen(page):
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".number").last.click()
    assert in_view(page, ".card.chosen .go")
    page.locator(".card.chosen .go").click()
    assert in_view(page, ".prose .number[aria-current]")


def test_both_languages(shown):
    assert "Statements" in shown(page_of(ACCUSED, corpus()[0][1], lang="en")).locator("main").inner_text()
