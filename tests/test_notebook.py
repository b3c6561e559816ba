"""The notebooks: stored without output, and what they show when they run, warnings being errors."""

import base64
import re
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS = 120  # that a cell may take on a slow machine
TOGETHER = 180  # seconds that all of them may take
PNG = b"\x89PNG\r\n\x1a\n"
STRICT = "import warnings\nwarnings.simplefilter('error')"
LENIENT = "warnings.resetwarnings()"  # or the kernel would not shut down in silence


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def shown():
    """Run a notebook and return its outputs by the ids of its cells."""

    took = []

    def run(name):
        notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
        cells = notebook.cells
        notebook.cells = [nbformat.v4.new_code_cell(STRICT), *cells, nbformat.v4.new_code_cell(LENIENT)]
        began = time.monotonic()
        NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(FOLDER)}}).execute()
        took.append(time.monotonic() - began)
        outputs = {cell.id: cell.outputs for cell in cells if cell.cell_type == "code"}
        said = [one.text for found in outputs.values() for one in found if one.get("name") == "stderr"]
        assert not said
        return outputs

    yield run
    assert sum(took) < TOGETHER


def html(outputs):
    return outputs[-1].data["text/html"]


def text(outputs):
    return "".join(one.text for one in outputs if one.output_type == "stream")


def figures(outputs):
    """Return the ids of the cells that draw, of which each must have drawn something."""
    drawn = {
        name: [one.data["image/png"] for one in found if "image/png" in one.get("data", {})]
        for name, found in outputs.items()
    }
    for pictures in drawn.values():
        assert all(base64.b64decode(picture).startswith(PNG) and len(picture) > 5_000 for picture in pictures)
    return [name for name, pictures in drawn.items() if pictures]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_without_output(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not [cell.id for cell in code_cells(notebook) if cell.outputs or cell.execution_count]


def test_from_text_to_graph(shown):
    outputs = shown("1-from-text-to-graph")
    assert "Jennifer Gavito" in html(outputs["see"])
    assert "a nié" in html(outputs["says"])
    assert html(outputs["statements"]).count("<td>denies</td>") >= 4
    assert html(outputs["explain"]).startswith("<iframe srcdoc=")
    assert "dem:stance dem:Denial" in text(outputs["turtle"])
    assert "missed" in text(outputs["errors"])
    assert "denies ammunition: Serbia → Ukraine" in text(outputs["own"])
    assert figures(outputs) == ["plot"]


def test_who_denies_whom(shown):
    outputs = shown("2-who-denies-whom")
    assert "drone: Iran → Russia" in html(outputs["contested"])
    assert "admis" in html(outputs["admissions"])
    assert "autorités ukrainiennes" in html(outputs["ukraine"])  # the text below is on this
    assert "2: Russia, Ukraine\n3: European Union\n4: Iran\n" in text(outputs["communities"])
    assert "balanced: 100%" in text(outputs["balance"])
    assert "Dmitry Peskov" in html(outputs["firsts"])
    assert html(outputs["view"]).startswith("<iframe srcdoc=")
    assert figures(outputs) == ["plot-contested", "timeline", "map", "plot-central"]


def test_explore_with_sparql(shown):
    outputs = shown("3-explore-with-sparql")
    assert "contested" in html(outputs["questions"])
    assert "Dmitry Peskov" in html(outputs["denials"])
    assert "dem:stance dem:Denial" in text(outputs["describe"])
    assert text(outputs["trap"]) == "without the filter: 14 rows; with it: 7\n"
    assert "Zolfaghar" in html(outputs["missiles"])
    assert "line 1, column" in text(outputs["wrong"])
    assert text(outputs["empty"]).endswith("dem:denys 0\n")
    tables = {name: html(found) for name, found in outputs.items() if "text/html" in str(found)}
    assert len(tables) > 10  # a name of the ontology that changes gives no error, but no rows
    assert not [name for name, table in tables.items() if re.search(r"<tbody>\s*</tbody>", table)]
    assert figures(outputs) == ["plot"]


def test_your_own_articles(shown):
    outputs = shown("4-your-own-articles")
    assert "La Gazette de Nulleville" in html(outputs["articles"])
    assert "howitzer: Estonia → Moldova" in html(outputs["contested"])
    assert "fromage" in html(outputs["wrong"])
    assert "9 decisions added" in text(outputs["apply"])
    assert "now 8 statements count" in text(outputs["apply"])
    assert "fromage" in html(outputs["reopen"])  # as a denial
    assert "the plot of a novel" in html(outputs["reviews"])
    assert "core      P 0.778" in text(outputs["gold"])  # 7 of 9: the irony and the novel are wrong
    assert figures(outputs) == ["plot"]
