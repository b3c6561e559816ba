"""The story of the README on the five seeds: from a filter to an edge, to its words, to their place in the article."""

import pytest
from playwright.sync_api import expect

from drawing import LINES_OF, SPOT_ON_LINE, matching

DENIED = "Le porte-parole du Kremlin, Dmitri Peskov, a nié ces informations"


@pytest.fixture
def network(chromium, built):
    tab = chromium.new_page(viewport={"width": 1400, "height": 900})
    site, seen = (built / "site").as_uri(), []
    tab.on("request", lambda request: request.url.startswith(site) or seen.append(request.url))
    tab.on("console", lambda message: seen.append(message.text))
    tab.on("pageerror", lambda error: seen.append(str(error)))
    tab.goto(f"{site}/network.html")
    yield tab
    tab.close()
    assert seen == []


def test_from_denials_to_the_sentence_and_back(network):
    network.uncheck("[value=asserts]")
    network.uncheck("[value=uncertain]")
    denials = matching(network)
    assert 0 < denials < 20
    lines = network.evaluate(LINES_OF, "s:actor/dmitry-peskov")
    drones = next(line for line in lines if "drone" in network.evaluate("node => dementi.address(node)", line["to"]))
    network.locator("#canvas").click(position=network.evaluate(SPOT_ON_LINE, drones))
    said = network.locator("#quotes article").filter(has_text="a nié ces informations")
    assert said.locator("blockquote").inner_text() == DENIED
    assert DENIED in said.locator(".around").inner_text()
    said.get_by_role("link", name="Lire dans l’article").click()
    assert "/article/" in network.url
    anchor = network.url.partition("#")[2]
    assert DENIED in network.evaluate("id => document.getElementById(id).textContent", anchor)
    network.go_back()
    assert matching(network) == denials
    assert DENIED in network.locator("#quotes").inner_text()


def test_the_picture_is_the_same_every_time(network):
    places = "JSON.stringify(dementi.network.getPositions())"
    before = network.evaluate(places)
    network.wait_for_timeout(500)  # milliseconds in which physics would have moved something
    assert network.evaluate(places) == before
    network.reload()
    assert network.evaluate(places) == before


def test_the_other_language_shows_the_same(network):
    network.uncheck("[value=asserts]")
    denials = matching(network)
    network.get_by_role("link", name="English").click()
    assert "/en/network.html#stance=" in network.url
    expect(network.locator("#matching")).to_contain_text(f"quotations shown: {denials} of")  # waits for the new page


def test_what_is_chosen_is_brought_in_sight(network):
    last = network.evaluate("dementi.shown().nodes.sort((a, b) => b.y - a.y)[0].id")
    place = "id => dementi.network.canvasToDOM(dementi.network.getPosition(id)).y"
    assert network.evaluate(place, last) > network.evaluate("document.getElementById('canvas').clientHeight")
    network.evaluate("id => dementi.go({ at: dementi.address(id) })", last)
    assert 0 < network.evaluate(place, last) < network.evaluate("document.getElementById('canvas').clientHeight")
