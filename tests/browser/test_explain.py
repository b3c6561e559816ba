"""The page of an explained article in a real browser."""

from dementi.explained import explain
from dementi.views.explain import explained_page
from queries.corpus import HOSTILE
from spans import annotated

TEXT = f"Paris accuse l'Iran d'avoir livré des drones à Moscou.\n\nTéhéran dément ces accusations. {HOSTILE}"


def test_a_number_leads_to_its_note(shown):
    tab = shown(explained_page(explain(annotated(TEXT))))
    assert "règle" in tab.locator("#n1").inner_text()
    tab.locator("a.number").first.click()
    assert tab.evaluate("document.querySelector(':target').id") == "n1"


def test_the_page_fits_a_narrow_screen(shown):
    tab = shown(explained_page(explain(annotated(TEXT))))
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
