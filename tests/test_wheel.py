"""The wheel, installed elsewhere, does the work: ontology, lexicons and model are inside."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
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
