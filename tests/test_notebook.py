"""The notebooks: stored without output, and what they show when they run."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
def test_stored_without_output(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not [cell.id for cell in code_cells(notebook) if cell.outputs or cell.execution_count]


def test_explore():
    notebook = nbformat.read(FOLDER / "explore.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    built, contested, own, network = (cell.outputs[-1] for cell in code_cells(notebook))
    assert built.text.startswith("5 articles, ")
    assert "drone: Iran → Russia" in contested.data["text/html"]
    assert "<td>" in own.data["text/html"]
    assert network.data["text/html"].startswith("<iframe srcdoc=")
