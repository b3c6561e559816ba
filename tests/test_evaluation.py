import json
import subprocess
import sys
from pathlib import Path

import pytest

from dementi import evaluation

SEEDS = Path(__file__).parent / "gold" / "seeds.jsonl"
ROW = {
    "source": "Kremlin",
    "source_text": "Le Kremlin",
    "source_kind": "organization",
    "on_behalf_of": "Russia",
    "stance": "denies",
    "kind": "transfer",
    "supplier": "Iran",
    "recipient": "Russia",
    "item": "ballistic-missile",
    "status": "done",
    "quantity": None,
    "evidence": "Le Kremlin dément toute livraison de missiles",
}


def scored(*predicted, gold=ROW):
    return evaluation.score({"a": [gold]}, {"a": list(predicted)})


def right(result):
    return {name: round(result[name]["f1"], 2) for name in evaluation.LEVELS}


def damaged(gold):
    """Rows wrong in every way, without chance: dropped, doubled, exchanged, turned round, misnamed, malformed."""
    out = {}
    for number, (key, rows) in enumerate(gold.items()):
        out[key] = found = []
        for place, row in enumerate(rows):
            way = (number * 7 + place) % 10
            copy = {name: value for name, value in row.items() if name != "optional"}
            turned = evaluation.OPPOSITE.get(row["stance"], "asserts")
            changes = {
                1: {"supplier": row["recipient"], "recipient": row["supplier"]},
                2: {"stance": turned},
                3: {"source": "somebody", "source_text": None, "on_behalf_of": None},
                4: {"item": "missile", "status": "unspecified"},
            }
            if way:
                found.append(copy | changes.get(way, {}) if way != 5 else "no row")
            if way == 6:
                found.append(copy)
    return out


@pytest.mark.parametrize(
    ("change", "levels"),
    [
        ({}, {"core": 1, "claim": 1, "source": 1, "full": 1}),
        ({"source": "Dmitri Peskov", "source_text": None}, {"core": 1, "claim": 1, "source": 0, "full": 0}),
        ({"on_behalf_of": "France", "source": "x"}, {"core": 0, "claim": 1, "source": 0, "full": 0}),
        ({"item": "cruise-missile"}, {"core": 1, "claim": 1, "source": 1, "full": 0}),
        ({"status": "planned"}, {"core": 1, "claim": 1, "source": 1, "full": 0}),
        ({"supplier": "Tehran"}, {"core": 1, "claim": 1, "source": 1, "full": 1}),
        ({"supplier": None}, {"core": 0, "claim": 0, "source": 0, "full": 0}),
    ],
)
def test_levels(change, levels):
    assert right(scored(ROW | change)) == levels


def test_flips_and_swaps():
    assert scored(ROW | {"stance": "asserts"})["flips"] == 1
    assert scored(ROW | {"supplier": "Russia", "recipient": "Iran"})["swaps"] == 1
    assert (scored(ROW)["flips"], scored(ROW)["swaps"], scored(ROW)["evidence"]) == (0, 0, 1)


def test_optional_rows_neither_cost_nor_earn():
    without, within = scored(gold=ROW | {"optional": True}), scored(ROW, gold=ROW | {"optional": True})
    assert without["core"] == within["core"] == evaluation.Count().figures()


def test_malformed_rows_are_wrong():
    assert scored("no row", {})["core"]["predicted"] == 2


def test_a_line_that_is_no_json_is_named(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": "a"}\n\n{"id": \n')
    with pytest.raises(ValueError, match=r"x\.jsonl: line 3 is no JSON"):
        evaluation.load(tmp_path / "x.jsonl")


@pytest.mark.parametrize("name", ["seeds", "dev", "blind"])
def test_figures_are_those_of_the_script(gold, tmp_path, name):
    wanted = gold / f"{name}.jsonl"
    predicted = damaged(evaluation.load(wanted))
    path = tmp_path / "predicted.jsonl"
    path.write_text("".join(json.dumps({"id": k, "statements": v}) + "\n" for k, v in predicted.items()))
    script = [sys.executable, str(gold / "score.py"), str(wanted), str(path)]
    said = subprocess.run([*script, "--json"], capture_output=True, check=True, text=True).stdout
    result = evaluation.score(evaluation.load(wanted), evaluation.load(path))
    assert result == json.loads(said)
    assert 0 < result["core"]["f1"] < 1 and result["flips"] and result["swaps"]
    assert evaluation.report(result) + "\n" == subprocess.run(script, capture_output=True, check=True, text=True).stdout


def test_the_gold_carried_along_is_the_original(gold):
    assert SEEDS.read_bytes() == (gold / "seeds.jsonl").read_bytes()
