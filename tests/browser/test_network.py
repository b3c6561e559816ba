"""The network page in a real browser: it asks for nothing, shows what it holds, and runs nothing from an article."""

import csv
import importlib.util
import io
import sys
from pathlib import Path

import networkx as nx
import pytest

from dementi import rdf, store, views
from dementi.views.site import NETWORK, Place
from drawing import LINES_OF, SPOT_ON_LINE, click, counts, matching
from queries.corpus import HOSTILE, corpus, everything, graph, hostile

ROOT = Path(__file__).parents[2]
IRAN = "s:actor/iran"
DRONES = "c:claim/transfer/iran/russia/drone"
MATCHING = "citations montrées\u00a0: {} sur {}"


def drawn(pairs, lang="fr", place=None):
    return views.network(store.load(graph(pairs)), lang, place)


@pytest.fixture
def page(shown):
    return shown(drawn(corpus()))


@pytest.fixture
def whole(shown):
    return shown(drawn(everything(), place=Place(NETWORK)))


def choose(tab, name, label):
    if not tab.locator("#filters").evaluate("details => details.open"):
        tab.click("#filters summary")
    tab.select_option(f"[name={name}]", label=label)


def hash_of(tab):
    return tab.evaluate("location.hash")


def reopen(tab, hash_):
    tab.goto(tab.url.partition("#")[0] + hash_)
    tab.reload()


def test_everything_is_drawn(page):
    assert counts(page) == [10, 8]
    assert page.locator("#contested-list button").all_inner_texts() == ["drone\u00a0: Iran → Russie"]
    assert not page.locator("#table").is_visible()
    assert page.locator("#matching").inner_text() == MATCHING.format(9, 9)


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
    assert quotes.locator("a").count() == 0  # the page is a file alone


def test_a_line_shows_its_quotation(page):
    denial = page.evaluate(LINES_OF, IRAN)[1]
    page.locator("#canvas").click(position=page.evaluate(SPOT_ON_LINE, denial))
    assert page.locator("#quotes blockquote").all_inner_texts() == ["Téhéran dément toute livraison de drones à Moscou"]


def test_two_stances_of_one_source_are_two_lines(page):
    click(page, IRAN)
    assert page.locator("#quotes h3").all_inner_texts() == ["Iran démenti", "Iran assertion"]
    assert [line["stance"] for line in page.evaluate(LINES_OF, IRAN)] == ["asserts", "denies"]
    dashes = "dementi.network.body.data.edges.get().map((line) => line.dashes)"
    assert [9, 5] in page.evaluate(dashes) and False in page.evaluate(dashes)


def test_a_statement_leads_to_its_place_in_the_article(whole):
    click(whole, DRONES)
    links = whole.locator("#quotes .where a")
    first = whole.evaluate("dementi.behind(dementi.nodeAt('c:claim/transfer/iran/russia/drone'))[0]")
    anchor = whole.evaluate("row => dementi.quoted().statement[row]", first)
    assert links.first.get_attribute("href") == f"article/accusation.html#{anchor}"
    assert whole.locator("#quotes .note a").first.get_attribute("href") == "claim/transfer.iran.russia.drone.html"


def test_a_quotation_stands_in_its_context(shown):
    text = {article.id: article for article, _ in corpus()}.get
    page = shown(views.network(store.load(graph(corpus())), text=text))
    click(page, "s:actor/ukraine")
    around = page.locator("#quotes .around")
    assert around.inner_text().startswith("Kiev accuse Téhéran d'avoir livré des drones à Moscou. Téhéran dément")
    assert around.locator("mark").inner_text() == "Kiev accuse Téhéran"


def test_stances_and_contested_claims(page):
    page.uncheck("[value=asserts]")
    assert counts(page) == [5, 3]
    page.uncheck("[value=uncertain]")
    page.check("[name=contested]")
    assert counts(page) == [2, 1]
    page.uncheck("[value=denies]")
    assert page.locator("#no-match").is_visible()
    assert matching(page) == 0
    page.click("[type=reset]")
    assert matching(page) == 9


@pytest.mark.parametrize(
    ("name", "label", "rows"),
    [
        ("act", "dément", 6),
        ("actor", "Ada Modèle", 2),
        ("item", "drone", 8),
        ("item", "Shahed-136", 2),
        ("supplier", "Turquie", 5),
        ("recipient", "Ukraine", 6),
        ("status", "en cours", 2),
        ("outlet", "La Gazette", 9),
    ],
)
def test_each_choice(whole, name, label, rows):
    label = whole.evaluate(
        "([name, label]) => Array.from(document.querySelector(`[name=${name}]`).options)"
        ".map((one) => one.textContent).find((text) => text.trim() === label)",
        [name, label],
    )
    choose(whole, name, label)
    assert (name, label.strip(), matching(whole)) == (name, label.strip(), rows)
    again = hash_of(whole)
    reopen(whole, again)
    assert matching(whole) == rows
    assert whole.locator(f"[name={name}] option:checked").inner_text().strip() == label.strip()


def test_a_side_has_those_who_speak_for_it(whole):
    whole.click("#filters summary")
    whole.select_option("[name=actor]", value="actor/iran")
    alone = matching(whole)
    whole.select_option("[name=actor]", value="side:actor/iran")
    assert matching(whole) == alone + 2  # Ada Modèle, in the dispatch and its reprint


def test_a_reprint_is_no_second_witness(whole):
    assert matching(whole) == 18
    whole.check("[name=witness]")
    assert matching(whole) == 15
    choose(whole, "outlet", "Le Modèle")  # the reprint alone counts
    assert matching(whole) == 3


def test_the_period_is_moved_by_keyboard(whole):
    whole.click("#filters summary")
    assert whole.locator("#period output").inner_text() == "2023-05 – 2023-07"
    assert whole.locator("#period rect").count() > 2
    whole.focus("[name=from]")
    whole.keyboard.press("ArrowRight")
    assert whole.locator("#period output").inner_text() == "2023-06 – 2023-07"
    assert hash_of(whole) == "#from=2023-06"
    narrowed = matching(whole)
    whole.focus("[name=to]")
    whole.keyboard.press("ArrowLeft")
    whole.keyboard.press("ArrowLeft")
    whole.keyboard.press("ArrowLeft")  # the handles do not pass each other
    assert whole.locator("#period output").inner_text() == "2023-06 – 2023-06"
    assert 0 < matching(whole) < narrowed < 18
    reopen(whole, "#from=2023-06")
    assert matching(whole) == narrowed


def test_search_goes_through_names_and_quotations_without_accents(page):
    page.fill("[name=q]", "REPORTE modele dement")
    assert counts(page) == [0, 0]
    page.fill("[name=q]", "gazette modele dement")
    assert counts(page) == [2, 1]
    page.locator("[name=table][value='1']").check()
    assert page.locator("#table tbody tr:visible").count() == 1
    page.fill("[name=q]", "")
    assert page.locator("#table tbody tr:visible").count() == 9
    page.locator("[name=table][value='']").check()
    assert page.evaluate("dementi.network.getScale()") > 0.3


def test_a_link_restores_the_view(page):
    click(page, IRAN)
    page.uncheck("[value=asserts]")
    page.fill("[name=q]", "drones")
    seen = page.locator("#quotes").inner_text()
    again = hash_of(page)
    page.fill("[name=q]", "")
    page.check("[value=asserts]")
    reopen(page, again)
    assert page.locator("#quotes").inner_text() == seen
    assert not page.is_checked("[value=asserts]")
    assert page.input_value("[name=q]") == "drones"


def test_what_a_link_names_may_be_gone(page):
    reopen(page, "#view=nowhere&actor=actor/gone&at=s:actor/gone&from=1900-01&to=x&stance=denies,believes")
    assert matching(page) == 0
    page.click("[type=reset]")
    assert matching(page) == 9


def test_who_delivers_to_whom(page):
    page.locator("[value=flows]").check()
    edges = page.evaluate(
        "dementi.shown().edges.map(({ from, to, stance, count }) => "
        "[dementi.nodeName(from), dementi.nodeName(to), stance, count])"
    )
    assert sorted(edges) == [
        ["Iran", "Russie", "asserts", 4],
        ["Iran", "Russie", "denies", 1],
        ["Iran", "Russie", "uncertain", 1],
        ["Turquie", "Ukraine", "denies", 2],
        ["non précisé", "Ukraine", "asserts", 1],
    ]
    asserted = page.evaluate("dementi.shown().edges.find((line) => line.count === 4)")
    page.locator("#canvas").click(position=page.evaluate(SPOT_ON_LINE, asserted))
    assert page.locator("#quotes article").count() == 4
    page.get_by_role("button", name="Voir acteurs et affirmations").click()
    assert page.is_checked("[value=claims]")
    assert matching(page) == 6
    page.go_back()
    assert page.is_checked("[value=flows]") and matching(page) == 9


def test_who_agrees_with_whom(page):
    page.locator("[value=sides]").check()
    edges = page.evaluate(
        "dementi.shown().edges.map(({ from, to, stance, count }) => "
        "[dementi.nodeName(from), dementi.nodeName(to), stance, count])"
    )
    assert sorted(edges) == [["Iran", "Ukraine", "agrees", 1], ["Iran", "Ukraine", "opposes", 1]]
    page.uncheck("[value=denies]")
    assert counts(page) == [2, 1]


def many(number):
    """Invented articles that follow each other, with their statements."""
    spec = importlib.util.spec_from_file_location("invented", ROOT / "scripts" / "invented.py")
    sys.modules["invented"] = invented = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(invented)
    return [invented.article(one) for one in range(number)]


def test_a_map_of_many(shown):
    tab = shown(drawn(many(60)))
    nodes, edges = counts(tab)
    assert nodes > 120 and edges > 120
    assert not tab.evaluate("dementi.shown().columns")
    spots = tab.evaluate("dementi.shown().nodes.map(({ x, y }) => `${x} ${y}`)")
    assert len(set(spots)) == nodes
    choose(tab, "status", "prévu")  # few enough for boxes
    assert tab.evaluate("dementi.shown().columns")
    assert 0 < counts(tab)[0] < nodes


def test_too_many_open_on_the_flows_and_lead_on(shown, monkeypatch):
    monkeypatch.setattr("dementi.views.projections.MAPPED", 100)
    tab = shown(drawn(many(60)))
    assert tab.is_checked("[value=flows]")
    flow = tab.evaluate(
        "dementi.shown().edges.filter(({ from, to, count }) => from !== 'a-1' && to !== 'a-1')"
        ".sort((a, b) => b.count - a.count)[0]"
    )
    tab.evaluate("id => dementi.choose(`e${id}`)", flow["id"])
    tab.get_by_role("button", name="Voir acteurs et affirmations").click()
    assert tab.is_checked("[value=claims]")
    assert 0 < matching(tab) < 200
    tab.click("[type=reset]")
    assert tab.locator("#too-many").is_visible()  # boxes, as many as can be told apart


def test_the_neighbourhood_and_back(page):
    click(page, IRAN)
    page.get_by_role("button", name="Ne montrer que ce qui y touche").click()
    assert counts(page) == [2, 2]
    assert page.locator("#quotes h3").all_inner_texts() == ["Iran démenti", "Iran assertion"]
    page.click("#far")
    assert counts(page) == [10, 8]
    page.go_back()
    assert counts(page) == [2, 2]


def test_the_arrow_keys_lead_through_the_drawing(page):
    page.focus("#canvas")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert "sources" in page.locator("#pointed").inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#quotes article").count() > 0
    assert page.evaluate("document.activeElement.id") == "panel"
    page.focus("#canvas")
    page.keyboard.press("Escape")
    assert page.locator("#intro").is_visible()


def test_all_can_be_reached_by_keyboard(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.locator("#table tbody tr:visible").count() == 9
    page.locator("[name=table][value='']").check()
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || document.activeElement.id"))
    assert {"q", "view", "table", "stance", "contested", "witness", "canvas", "whole", "export-csv"} <= reached
    page.locator("#contested-list button").focus()
    page.keyboard.press("Enter")
    assert page.locator("#quotes article").count() == 6


def test_everything_that_is_used_has_a_name(page):
    page.click("#filters summary")
    nameless = """() => Array.from(document.querySelectorAll("input, select, button, [role=application]"))
        .filter((one) => one.offsetParent && !(one.ariaLabel || (one.closest("label") ?? one).textContent.trim()))
        .map((one) => one.outerHTML)"""
    assert page.evaluate(nameless) == []


def saved(tab, kind):
    with tab.expect_download() as download:
        tab.click(f"#export-{kind}")
    return download.value.path().read_bytes()


def test_what_is_visible_is_exported(page):
    page.uncheck("[value=asserts]")
    rows = list(csv.DictReader(io.StringIO(saved(page, "csv").decode("utf-8-sig"))))
    assert [(row["source"], row["stance"]) for row in rows] == [
        ("Iran", "denies"),
        ("Turquie", "denies"),
        ("Russie", "uncertain"),
        ("Turquie", "denies"),
    ]
    assert rows[0]["quote"] == "Téhéran dément toute livraison de drones à Moscou"
    found = nx.read_gexf(io.BytesIO(saved(page, "gexf")), version="1.3")
    assert found.is_directed() and (len(found), found.size()) == (5, 3)
    assert found.nodes[DRONES] | {"viz": 0} == {
        "label": "drone\u00a0: Iran → Russie", "kind": "claim", "sources": 2, "viz": 0,
    }  # fmt: skip
    assert found.edges[IRAN, DRONES]["stance"] == "denies"
    assert saved(page, "png").startswith(b"\x89PNG")


def test_hostile_text_is_shown_and_does_not_run(shown):
    text = {article.id: article for article, _ in hostile()}.get
    tab = shown(views.network(store.load(graph(hostile())), "fr", Place(NETWORK), text))
    assert counts(tab) == [2, 1]
    for node in tab.evaluate("dementi.shown().nodes.map(({ id }) => dementi.address(id))"):
        click(tab, node)
        assert tab.locator("#quotes blockquote").text_content() == HOSTILE
        assert HOSTILE in tab.locator("#quotes h3").text_content()
    for view in ("flows", "sides"):
        tab.locator(f"[value={view}]").check()
    tab.locator("[name=table][value='1']").check()
    assert HOSTILE in tab.locator("#table th.source").text_content()
    assert tab.locator("img").count() == 0
    links = tab.locator("#quotes a, #table a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert links and all(link.startswith("article/x.html#") for link in links)
    nx.read_gexf(io.BytesIO(saved_after(tab)), version="1.3")


def saved_after(tab):
    tab.locator("[name=table][value='']").check()
    tab.locator("[value=claims]").check()
    return saved(tab, "gexf")


def test_hostile_text_in_a_notebook(shown):
    frame = views.Inline(views.network(store.load(rdf.nquads(hostile()))))._repr_html_()
    tab = shown(f"<!DOCTYPE html><meta charset='utf-8'>{frame}")
    inside = tab.frame_locator("iframe")
    inside.locator("[name=table][value='1']").check()
    assert inside.locator("#table blockquote").text_content() == HOSTILE


@pytest.mark.parametrize("width", [390, 360])
def test_a_narrow_screen_has_the_table(shown, width):
    tab = shown(drawn(everything()))
    tab.set_viewport_size({"width": width, "height": 800})
    tab.reload()
    assert tab.locator("#table tbody tr:visible").count() == 18
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_the_table_does_without_javascript(chromium, tmp_path):
    (tmp_path / "page.html").write_text(drawn(corpus()), encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    assert tab.locator("noscript tr:visible").count() == 9
    context.close()


def test_an_empty_graph(shown):
    assert "Aucune déclaration" in shown(views.network([])).inner_text("main")
