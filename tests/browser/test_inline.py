"""What a notebook shows, kept as a page by nbconvert and looked at in a real browser."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

CELLS = (
    "import dementi\ngraph = dementi.open({place!r})\ngraph",
    "graph.contested()",
    "graph.statements(stance='denies')",
    "graph.statements(stance='denies')[0]",
    "graph.view('flows', height=600)",
    "graph.view(article=graph.articles()[1]['article'])",
)


@pytest.fixture(scope="module")
def page(built):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell.format(place=str(built))) for cell in CELLS]
    )
    NotebookClient(notebook, timeout=120).execute()
    return HTMLExporter(template_name="lab").from_notebook_node(notebook)[0]


@pytest.fixture
def tab(chromium, page, tmp_path):
    """Show the page; what nbconvert's own frame wants from the network is not there, and nothing of ours wants any."""
    tab = chromium.new_page(viewport={"width": 1200, "height": 900})
    asked, faults = [], []
    tab.route(
        "**/*",
        lambda route: (
            (asked.append(route.request), route.abort()) if "//cdn" in route.request.url else route.continue_()
        ),
    )
    tab.on("pageerror", lambda error: faults.append(str(error)))
    (tmp_path / "notebook.html").write_text(page, encoding="utf-8")
    tab.goto((tmp_path / "notebook.html").as_uri())
    yield tab
    assert not [request.url for request in asked if request.frame.parent_frame]
    assert not [fault for fault in faults if "require" not in fault and "MathJax" not in fault]
    tab.close()


def test_the_network_is_drawn(tab):
    frame = tab.frame_locator("iframe").nth(0)
    frame.locator("#network-view canvas").wait_for()
    assert frame.locator("[name=view]:checked").get_attribute("value") == "flows"
    frame.locator("[name=view][value=claims]").check()
    tab.wait_for_timeout(300)
    canvas = frame.locator("#network-view canvas")
    inked = canvas.evaluate(
        "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
        " for (let i = 3; i < d.length; i += 4) if (d[i]) n += 1; return n; }"
    )
    assert inked > 1000
    assert tab.locator("iframe").nth(0).bounding_box()["height"] == pytest.approx(600, abs=5)


def test_an_article_is_shown(tab):
    frame = tab.frame_locator("iframe").nth(1)
    assert frame.locator(".card").count() > 0
    frame.locator(".card").first.click()


def test_tables_and_cards(tab):
    assert tab.locator(".dementi-graph b").first.inner_text() == "Démenti"
    assert tab.locator(".dementi-answer table tbody tr").count() >= 2
    assert tab.locator(".dementi-statement").count() >= 3
    assert tab.locator(".dementi-statement mark").first.is_visible()
