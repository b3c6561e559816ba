"""The wheel, installed elsewhere, does the work: ontology, lexicons and model are inside."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXTRAS = "pandas pyarrow matplotlib trafilatura lxml duckdb datasette nbclient nbformat".split()
INSIDE = (
    "py.typed",
    "ontology/dementi.ttl",
    "ontology/reference.html",
    "ontology/shapes.ttl",
    "ontology/actors.ttl",
    "ontology/weapons.ttl",
    "fr/lexicons/boilerplate.toml",
    "fr/lexicons/dates.toml",
    "fr/model/meta.json",
    "queries/contested.rq",
)


def python(*args, **kwargs):
    done = subprocess.run([sys.executable, *map(str, args)], capture_output=True, check=False, text=True, **kwargs)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile", "--no-index")
    python(*pip, "--target", folder / "site", wheel)
    return folder / "site"


def test_what_it_needs_is_inside(installed):
    assert [name for name in INSIDE if not (installed / "dementi" / name).is_file()] == []


@pytest.mark.parametrize(("here", "there"), [("graph/dementi", "dementi"), ("ontology", "dementi/ontology")])
def test_every_file_of_the_checkout_is_inside(installed, here, there):
    files = (path.relative_to(ROOT / here) for path in (ROOT / here).rglob("*") if path.is_file())
    assert [
        str(path) for path in files if "__pycache__" not in path.parts and not (installed / there / path).is_file()
    ] == []


def test_what_needs_no_extra_works_without(installed, built, tmp_path):
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({EXTRAS!r}))\n"
        "import dementi\ngraph = dementi.open(sys.argv[1])\n"
        "for form in 'ttl trig nq jsonld schema csv sqlite brat graphml gexf'.split(): graph.export(f'{form}', form)\n"
        "assert graph.view()._repr_html_() and graph._repr_html_() and graph.statements()._repr_html_()\n"
        "for needing in (lambda: graph.export('x', 'parquet'), lambda: graph.contested().df()):\n"
        "    try: needing()\n"
        "    except ImportError as error: print(error)"
    )
    said = python("-c", code, built, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(installed)})
    assert said.splitlines() == [
        "Parquet needs pyarrow: pip install 'dementi[tables]'",
        "a data frame needs pandas: pip install 'dementi[tables]'",
    ]


def test_its_rules_have_the_hashes_of_the_checkout(installed, tmp_path):
    code = "from dementi.provenance import extraction; print(extraction())"
    wheel = python("-c", code, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(installed)})
    assert wheel == python("-c", code, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT / "graph")})


def test_it_works_elsewhere(installed, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(installed)}
    where = python("-c", "import dementi; print(dementi.__file__)", cwd=tmp_path, env=environment)
    assert Path(where.strip()).is_relative_to(installed)
    command = [sys.executable, str(installed / "bin" / "dementi"), "extract", "-"]
    sentence = "Téhéran dément avoir livré des drones à Moscou."
    done = subprocess.run(
        command, input=sentence.encode(), capture_output=True, check=False, cwd=tmp_path, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()
    (article,) = map(json.loads, done.stdout.decode().splitlines())
    (row,) = article["statements"]
    assert (row["stance"], row["supplier"], row["recipient"], row["item"]) == ("denies", "Iran", "Russia", "drone")
    assert sentence[row["evidence_start"] : row["evidence_end"]] == row["evidence"]
