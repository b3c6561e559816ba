"""The network page in a real browser: it asks for nothing, shows what it holds, and runs nothing from an article."""

import pytest

from dementi import rdf, store, views
from queries.corpus import HOSTILE, corpus, hostile

PLACE = "name => dementi.network.canvasToDOM(dementi.network.getPosition(name))"
LINES_OF = "iri => dementi.shownEdges.get({ filter: (line) => line.from === iri })"
# Lines are bent, so the spot is looked for above and below the straight way.
SPOT_ON_LINE = """line => {
    const { network } = dementi, from = network.getPosition(line.from), to = network.getPosition(line.to);
    for (let share = 0; share < 1; share += 0.01) for (let bend = -100; bend < 100; bend += 2) {
        const spot = network.canvasToDOM({
            x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) + bend,
        });
        if (network.getEdgeAt(spot) === line.id && network.getNodeAt(spot) === undefined) return spot;
    }
}"""
IRAN = "https://w3id.org/dementi/id/actor/iran"
DRONES = "https://w3id.org/dementi/id/claim/transfer/iran/russia/drone"


@pytest.fixture
def page(shown):
    return shown(views.network(store.load(rdf.nquads(corpus()))))


def counts(tab):
    return tab.evaluate("[dementi.shownNodes.length, dementi.shownEdges.length]")


def click(tab, node):
    tab.locator("#canvas").click(position=tab.evaluate(PLACE, node))


def test_everything_is_drawn(page):
    assert counts(page) == [10, 8]
    assert page.locator("#contested-list button").all_inner_texts() == ["drone\u00a0: Iran → Russie"]
    assert not page.locator("#table").is_visible()


def test_a_claim_shows_who_says_what_in_which_words(page):
    click(page, DRONES)
    quotes = page.locator("#quotes")
    assert quotes.locator("h2").all_inner_texts() == ["drone\u00a0: Iran → Russie"]
    assert quotes.locator("h3").all_inner_texts() == [
        "Ukraine assertion",
        "Iran démenti",
        "des responsables assertion",
        "Iran assertion",
        "Russie incertitude",
        "des responsables assertion",
    ]
    denial = quotes.locator("article").nth(1)
    assert denial.locator("blockquote").inner_text() == "Téhéran dément toute livraison de drones à Moscou"
    assert "rapporté par Modèle, Exemple" in denial.inner_text()
    assert "2023-05-02" in denial.inner_text()
    assert "La Gazette Des drones en question accusation, caractères 55 à 104" in denial.inner_text()


def test_a_line_shows_its_quotation(page):
    denial = page.evaluate(LINES_OF, IRAN)[1]
    page.locator("#canvas").click(position=page.evaluate(SPOT_ON_LINE, denial))
    assert page.locator("#quotes blockquote").all_inner_texts() == ["Téhéran dément toute livraison de drones à Moscou"]


def test_two_stances_of_one_source_are_two_lines(page):
    click(page, IRAN)
    assert page.locator("#quotes h3").all_inner_texts() == ["Iran démenti", "Iran assertion"]
    assert [(line["stance"], line["dashes"]) for line in page.evaluate(LINES_OF, IRAN)] == [
        ("asserts", False),
        ("denies", [9, 5]),
    ]


def test_filters(page):
    page.uncheck("[value=asserts]")
    assert counts(page) == [5, 3]
    page.uncheck("[value=uncertain]")
    page.check("#contested-only")
    assert counts(page) == [2, 1]
    page.uncheck("[value=denies]")
    assert page.locator("#no-match").is_visible()
    assert page.locator("#matching").inner_text() == "citations montrées\u00a0: 0"


def test_search_goes_through_names_and_quotations_without_accents(page):
    page.fill("#search", "REPORTE modele dement")
    assert counts(page) == [0, 0]
    page.fill("#search", "rapporte modele dement")
    assert counts(page) == [2, 1]
    page.click("#show-table")
    assert page.locator("#table tbody tr:visible").count() == 1
    page.fill("#search", "")
    assert page.locator("#table tbody tr:visible").count() == 9
    page.click("#show-network")
    assert page.evaluate("dementi.network.getScale()") > 0.3


def test_all_can_be_reached_by_keyboard(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.locator("#table tbody tr:visible").count() == 9
    page.click("#show-network")
    page.locator("#contested-list button").focus()
    page.keyboard.press("Enter")
    assert page.locator("#quotes article").count() == 6


def test_hostile_text_is_shown_and_does_not_run(shown):
    tab = shown(views.network(store.load(rdf.nquads(hostile()))))
    assert counts(tab) == [2, 1]
    for node in tab.evaluate("dementi.shownNodes.getIds()"):
        click(tab, node)
        assert tab.locator("#quotes blockquote").text_content() == HOSTILE
        assert HOSTILE in tab.locator("#quotes h3").text_content()
    tab.click("#show-table")
    assert tab.locator("#table th.source").text_content() == HOSTILE
    assert tab.locator("img, #quotes a, #table a").count() == 0


def test_hostile_text_in_a_notebook(shown):
    frame = views.Inline(views.network(store.load(rdf.nquads(hostile()))))._repr_html_()
    tab = shown(f"<!DOCTYPE html><meta charset='utf-8'>{frame}")
    inside = tab.frame_locator("iframe")
    inside.locator("#show-table").click()
    assert inside.locator("#table blockquote").text_content() == HOSTILE


def test_the_table_does_without_javascript(chromium, tmp_path):
    (tmp_path / "page.html").write_text(views.network(store.load(rdf.nquads(corpus()))), encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    assert tab.locator("#table tbody tr:visible").count() == 9
    context.close()


def test_an_empty_graph(shown):
    assert "Aucune déclaration" in shown(views.network([])).inner_text("main")
