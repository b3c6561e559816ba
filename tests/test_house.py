"""The order of the rooms, and what stands where."""

import ast
import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import dementi

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "graph" / "dementi"
FOLDERS = {"graph", "ontology", "scripts", "tests", "seeds", "notebooks"}
# Every module imports only what stands left of it (or in its own folder).
ORDER = """
records terms iris aliases rows provenance reviews revision
sorted_lines generations sidecar marking
lookup entries decoding boilerplate intake articles syndication
lexicon fr components pipeline reported statements packing factory explained
vocabulary rdf reviewed
refinement positions said attestation sayings derived contest turns meeting
validation guard references questions store remote publishing
views networks analysis
annotated ledger exchange fulltext presentation workspace export condition
corpus results graph evaluation breakdown errors
terminal renaming options reviewing serving sharing exporting upkeep cli __main__
""".split()
MOST_LINES = 300  # of code: without docstrings, comments and blank lines
SEEDS = {
    "000_2aaf39b1a971c50b": "7693169de1825c56844e03ddade8261d456c1ed2227bf09789b8d189d4c34c5f",
    "001_e9de8737bb604ee0": "1017ebdbb6e1c89a5fca659587e139dd24b5ed2bdd9bd14e39db1358f92752da",
    "002_5b97cbcc9cc71c7a": "8320bdd2bf8be556494905b1e764528061c44c7b47be445904b0dec0ba24c37d",
    "003_502f03236cf1ca2c": "fe26b2937e8fbb93dc4b8f8a37f5046b6a5e45f575fb427aa9de823c010aaa1c",
    "004_bf84f68a8005f0d3": "1fe16e8e7a4c84261de353126f53663a11639f6bad40865a7dae14ae5ea27b1e",
}


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path):
    """Every module imported anywhere in a file, those of ours as dementi.<room>."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "dementi":
                yield from (f"dementi.{alias.name}" for alias in node.names)
            else:
                yield node.module


def code_lines(path):
    text = path.read_text(encoding="utf-8")
    lines = {number for number, line in enumerate(text.splitlines(), 1) if line.strip() and line.lstrip()[0] != "#"}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines -= set(range(node.lineno, node.end_lineno + 1))
    return len(lines)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_import_what_stands_left(path):
    here = room(path)
    assert here in ORDER, f"give {here} a place in ORDER"
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "dementi" and rest:
            there = rest.split(".")[0]
            left = there in ORDER and ORDER.index(there) < ORDER.index(here)
            assert left or there == here, f"{here} imports {there}, which stands right of it"
        elif top == "spacy":
            assert ORDER.index(here) <= ORDER.index("explained"), f"after statements nothing knows spaCy: {here}"
        elif top in {"rdflib", "pyoxigraph", "oxrdflib"} and here != "terms":
            assert ORDER.index(here) >= ORDER.index("vocabulary"), f"before vocabulary nothing knows triples: {here}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_short(path):
    assert code_lines(path) <= MOST_LINES


def files():
    listed = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(listed, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [Path(name) for name in done.stdout.split("\0") if name]


def test_folders_are_those_of_the_house():
    folders = {path.parts[0] for path in files() if len(path.parts) > 1}
    assert {folder for folder in folders if not folder.startswith(".")} <= FOLDERS


def test_seeds_are_as_they_were_given():
    found = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").glob("*.txt")}
    assert found == SEEDS


def test_every_seed_is_in_the_manifest():
    manifest = tomllib.loads((ROOT / "seeds" / "manifest.toml").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in manifest["article"]] == sorted(SEEDS)


def test_constraints_fit_the_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert list(pins) == sorted(pins)
    for text in [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]:
        required = Requirement(text)
        if required.name != project["name"]:
            assert required.specifier.contains(Version(pins[required.name])), text


def test_the_version_is_stated_alike():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {dementi.__version__}\n" in citation


def test_the_map_of_the_components_is_whole():
    """Each module of components/ stands once in the folder's docstring, under the component that it is part of."""
    folder = PACKAGE / "components"
    page = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    named = re.findall(r"[a-z]+", page.partition("\n\n")[2].partition("\n\n")[2].replace("Asked by several:", ""))
    assert sorted(named) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def test_the_map_of_the_package_is_whole():
    page = ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))) or ""
    here = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert sorted(re.findall(r"``(\w+)``", page)) == sorted(
        name for name in here if not name.startswith("_") and name != "ontology"
    )
