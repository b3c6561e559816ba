"""The hashes of what decides which statements are found."""

import ast
import shutil
from pathlib import Path

import pytest

import dementi
from dementi import provenance, statements

PACKAGE = Path(provenance.__file__).parent


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The package without its model, to be changed at will."""
    shutil.copytree(PACKAGE, tmp_path / "dementi", ignore=shutil.ignore_patterns("model", "__pycache__"))
    shutil.copytree(provenance.ONTOLOGY, tmp_path / "ontology")
    model = tmp_path / "dementi" / "fr" / "model"
    (model / "vocab").mkdir(parents=True)
    (model / "meta.json").write_text("{}", encoding="utf-8")
    (model / "vocab" / "lookups.bin").write_bytes(b"\0")
    for name, place in (("_PACKAGE", tmp_path / "dementi"), ("_MODEL", model), ("ONTOLOGY", tmp_path / "ontology")):
        monkeypatch.setattr(provenance, name, place)
    return tmp_path


def now():
    return provenance.extraction.__wrapped__()


def test_it_is_of_this_package():
    found = provenance.extraction()
    assert found.version == dementi.__version__
    assert found is provenance.extraction()
    assert {len(found.model), len(found.rules)} == {64}


@pytest.mark.parametrize(
    ("file", "model", "rules"),
    [
        ("dementi/components/stance.py", False, True),
        ("dementi/fr/lexicons/stance.toml", False, True),
        ("dementi/fr/lexicons/inflections.tsv", False, True),
        ("dementi/fr/affiliation.tsv", False, True),
        ("dementi/fr/negation.py", False, True),
        ("dementi/pipeline.py", False, True),
        ("dementi/boilerplate.py", False, True),
        ("ontology/actors.ttl", False, True),
        ("ontology/shapes.ttl", False, False),
        ("dementi/rdf.py", False, False),
        ("dementi/views/network.py", False, False),
        ("dementi/fr/model/vocab/lookups.bin", True, False),
        ("dementi/fr/model/README.md", False, False),
        ("dementi/components/__pycache__/stance.pyc", False, False),
    ],
)
def test_a_change_counts_where_it_decides(copied, file, model, rules):
    before = now()
    path = copied / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    after = now()
    assert (before.model != after.model, before.rules != after.rules) == (model, rules)
    assert (before.key != after.key) == (model or rules)


def test_a_file_that_moves_counts(copied):
    before = now()
    lexicons = copied / "dementi" / "fr" / "lexicons"
    (lexicons / "stance.toml").rename(lexicons / "other.toml")
    assert now().rules != before.rules


def test_another_model(copied):
    (copied / "mine").mkdir()
    (copied / "mine" / "meta.json").write_text("{}", encoding="utf-8")
    mine = provenance.extraction.__wrapped__(str(copied / "mine"))
    assert mine.rules == now().rules and mine.model != now().model
    with pytest.raises(FileNotFoundError, match="--model nowhere: no such folder or package"):
        provenance.extraction.__wrapped__("nowhere")


def test_a_model_by_the_name_of_its_package():
    assert provenance._folder("dementi") == PACKAGE


def test_every_module_that_statements_come_of_is_counted():
    """What the extraction imports, from the pipeline and the statements on, is hashed; not what gets at a text."""
    rules = {path.resolve() for path in provenance._rules().values()}
    waiting, seen = [Path(statements.__file__), PACKAGE / "pipeline.py", PACKAGE / "articles.py"], set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if named.startswith("dementi.") and not named.startswith("dementi.intake"):
                file = PACKAGE.joinpath(*node.module.split(".")[1:]).with_suffix(".py")
                waiting += {file} - seen if file.exists() else ()
    assert seen <= rules
