"""The pages of `dementi serve` in a real browser: they ask their own server and nobody else, and raise no error."""

from contextlib import contextmanager

import pytest

from dementi import store
from dementi.questions import example
from queries.corpus import HOSTILE, hostile
from served import serving, stored

RUN = ".tabPanel.active .yasqe_queryButton"
CELLS = ".tabPanel.active .dataTable tbody td"
EDITOR = "dementi.yasgui.getTab().getYasqe()"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(stored(tmp_path_factory.mktemp("graph"))) as running:
        yield running


@contextmanager
def opened(chromium, served, path, but=(), **options):
    """Give a page; in the end it has asked for nothing elsewhere, raised no error (``but``) and opened no dialog."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, locale="fr-FR", **options)
    tab = context.new_page()
    asked, seen = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: seen.append(message.text))
    tab.on("pageerror", lambda error: seen.append(str(error)))
    tab.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    tab.goto(f"http://{served.host}{path}")
    yield tab
    tab.wait_for_timeout(200)  # milliseconds in which an `onerror` would have fired
    context.close()
    assert [text for text in seen if not text.startswith(tuple(but))] == []
    assert [url for url in asked if not url.startswith((f"http://{served.host}/", "data:"))] == []


def answered(tab):
    tab.click(RUN)
    tab.locator(CELLS).first.wait_for()
    return tab.locator(CELLS).all_inner_texts()


def test_a_question_is_clicked_and_answered(chromium, served):
    with opened(chromium, served, "/query") as tab:
        assert not tab.locator("#plain").is_visible()
        tab.click("a.question[data-name=denials]")
        cells = answered(tab)
        assert "accusation" in cells and "Ankara dément" in cells
        assert tab.locator(".tabPanel.active .parseErrorIcon").count() == 0
        tab.click("a.question[data-name=contested]")
        tab.click("a.question[data-name=denials]")
        names = tab.locator(".tabsList [role=tab]").all_inner_texts()
        assert [name.split()[0] for name in names] == ["Query", "denials", "contested"]


def test_every_question_is_one_to_the_editor_too(chromium, served):
    with opened(chromium, served, "/query") as tab:
        for name in store.questions():
            tab.click(f"a.question[data-name={name}]")
            assert example(store.query_text(name), "fr").strip() in tab.evaluate(f"{EDITOR}.getValue()")
            assert tab.evaluate(f"{EDITOR}.queryValid") is True, name


def test_completion_asks_nobody(chromium, served):
    with opened(chromium, served, "/query") as tab:
        tab.evaluate(
            f"{EDITOR}.setValue('PREFIX dem: <https://w3id.org/dementi/ontology#>\\nSELECT * WHERE {{ ?s dem:sta')"
        )
        tab.evaluate(f"{EDITOR}.setCursor(1, 100)")
        tab.locator(".tabPanel.active .CodeMirror textarea").press("Control+Space")
        assert "dem:status" in tab.locator(".CodeMirror-hints").inner_text()


def test_a_query_of_ones_own_and_what_is_wrong_with_it(chromium, served):
    path = "/query?query=SELECT+?n+WHERE+{+[]+dct:identifier+?n+}+ORDER+BY+?n"
    with opened(
        chromium, served, path, but=("Failed to load resource: the server responded with a status of 403",)
    ) as tab:
        assert "aveu" in answered(tab)
        tab.evaluate(f"{EDITOR}.setValue('SELECT * WHERE {{ SERVICE <http://127.0.0.1:9/> {{}} }}')")
        tab.click(RUN)
        tab.get_by_text("only the graph itself is asked").wait_for()


def test_hostile_text_is_shown_and_does_not_run(chromium, tmp_path):
    # The editor's sanitizer parses hostile text in a document of its own, where the policy speaks up as it should.
    but = ("Executing inline event handler violates",)
    path = "/query?query=SELECT+DISTINCT+?o+WHERE+{+?s+oa:exact+?o+}"
    with serving(stored(tmp_path, hostile())) as served, opened(chromium, served, path, but) as tab:
        answered(tab)
        assert HOSTILE[:30] in tab.locator(".tabPanel.active .dataTable tbody").text_content()
        assert tab.locator("img[src=x], .dataTable script, .dataTable a[href^=javascript]").count() == 0


def test_the_form_does_without_javascript(chromium, served):
    with opened(chromium, served, "/query?name=denials", java_script_enabled=False) as tab:
        tab.get_by_role("button", name="Demander").click()
        assert tab.locator(".answer tbody tr").count() == 3
        tab.get_by_role("link", name="English").click()
        assert tab.locator("h1").inner_text() == "Démenti: ask the graph"


def test_the_network_leads_to_the_query_page_and_back(chromium, served):
    with opened(chromium, served, "/network.html") as tab:
        tab.locator("#drawing").wait_for()
        tab.get_by_role("link", name="Requêtes").click()
        tab.get_by_role("link", name="Réseau").click()
        tab.locator("[name=table][value='1']").check()
        assert tab.locator("#table tbody tr").count() == 9


def test_the_query_page_leads_to_the_ontology_and_its_terms(chromium, served):
    with opened(chromium, served, "/query") as tab:
        tab.get_by_role("link", name="Ontologie").click()
        tab.locator("article#Denial").get_by_role("link", name="dem:stances").click()
        assert tab.evaluate("location.hash") == "#stances"
        assert (
            tab.evaluate("getComputedStyle(document.querySelector('#stances')).outlineStyle") == "solid"
        )  # its own style


@pytest.mark.parametrize("path", ["/query", "/nothing", "/ontology"])
def test_pages_fit_a_narrow_screen(chromium, served, path):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=path != "/query")
    tab = context.new_page()
    tab.goto(f"http://{served.host}{path}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
