"""The command line through its real entry point; few processes, since each loads the pipeline."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT, SEEDS
from dementi.annotated import METADATA

FIELDS = (
    "source source_text source_kind source_concept source_at on_behalf_of via stance act kind supplier recipient item "
    "item_text item_concept status quantity when evidence evidence_start evidence_end cue cue_start cue_end hedged "
    "rule said_on claim evidences"
).split()
SENTENCE = "Téhéran dément avoir livré des drones à Moscou."
ENGLISH = "The ministry of defence in Tehran has denied that any drone was ever sent to the army of Russia. " * 5


def articles(text):
    return [json.loads(line) for line in text.splitlines()]


def outputs(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_help_imports_nothing_heavy():
    code = "import sys, dementi.cli; print(*{'spacy', 'rdflib', 'pyoxigraph', 'networkx', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "\n"


def test_version(dementi):
    import dementi as package

    assert dementi("--version").stdout == f"dementi {package.__version__}\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], ""),
        (["nonsense"], "nonsense"),
        (["extract"], "Missing argument"),
        (["extract", "x.txt", "--lang", "en"], "'--lang'"),
        (["attributions"], "Missing argument"),
        (["build", "seeds"], "'--out'"),
        (["query"], "query --list"),
        (["query", "contested", "--param", "x"], "KEY=VALUE"),
        (["query", "contested", "--format", "x"], "'--format'"),
    ],
)
def test_a_wrong_command_line(dementi, args, message):
    done = dementi(*args)
    assert done.returncode == 2 and not (args and done.stdout)
    assert message in done.stderr and (not args or done.stderr.count("\n") == 1)


def test_missing_inputs_are_one_line_and_traceback_only_with_debug(dementi, tmp_path):
    done = dementi("query", "contested", "--graph", tmp_path)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "dementi build" in done.stderr
    assert "Traceback" in dementi("query", "contested", "--graph", tmp_path, "--debug").stderr


def test_extract(dementi, tmp_path):
    done = dementi("extract", SEEDS, "-o", tmp_path / "x.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == [tmp_path / "x.jsonl"], "nothing else is left"
    found = articles((tmp_path / "x.jsonl").read_text(encoding="utf-8"))
    assert [article["id"] for article in found] == sorted(path.stem for path in SEEDS.glob("*.txt"))
    for article in found:
        text = (SEEDS / f"{article['id']}.txt").read_bytes().decode()
        assert list(article) == ["id", *METADATA, "statements"]
        for row in article["statements"]:
            assert sorted(row) == sorted(FIELDS)
            assert row["claim"].startswith("https://w3id.org/dementi/id/claim/")
            assert text[row["evidence_start"] : row["evidence_end"]] == row["evidence"]
            assert all(text[one["start"] : one["end"]] == one["exact"] for one in row["evidences"])


def test_standard_input_and_a_reader_that_goes(dementi):
    (article,) = articles(dementi("extract", "-", stdin=SENTENCE).stdout)
    assert article["id"] == "stdin" and article["statements"][0]["evidence_end"] <= len(SENTENCE)
    command = f'"{sys.executable}" -m dementi query --list | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True)
    assert done.stderr == "" and done.stdout.strip() in {"0", str(128 + signal.SIGPIPE)}


def test_attributions(dementi, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = dementi("attributions", SEEDS, tmp_path / "empty.txt", "-o", tmp_path / "x.jsonl")
    assert (done.returncode, done.stdout) == (1, "") and "empty.txt: empty" in done.stderr
    found = articles((tmp_path / "x.jsonl").read_text(encoding="utf-8"))
    assert [article["id"] for article in found] == sorted(path.stem for path in SEEDS.glob("*.txt"))
    for article in found:
        text = (SEEDS / f"{article['id']}.txt").read_bytes().decode()
        assert list(article) == ["id", "attributions"] and article["attributions"]
        for row in article["attributions"]:
            assert list(row) == ["source", "cue", "content", "stance", "quotation_type", "via"]
            contents = row["content"] if isinstance(row["content"], list) else [row["content"]]
            for span in (row["source"], row["cue"], *contents, *row["via"]):
                assert span is None or text[span["start"] : span["end"]] == span["exact"]


def test_attributions_of_standard_input(dementi):
    (article,) = articles(dementi("attributions", "-", stdin="La mairie dément que le pont ferme.").stdout)
    (row,) = article["attributions"]
    assert (article["id"], row["source"]["exact"], row["stance"]) == ("stdin", "La mairie", "denies")
    assert row["content"] == {"start": 21, "end": 34, "exact": "le pont ferme"}


def test_explain(dementi, tmp_path):
    shown = dementi("explain", "-", stdin=SENTENCE)
    assert shown.returncode == 0 and "Déclarations retenues" in shown.stdout and "que" not in shown.stderr
    assert "Téhéran" in shown.stdout and "inf:démentir" in shown.stdout and "\x1b" not in shown.stdout
    article = next(SEEDS.glob("*.txt"))
    done = dementi("explain", article, "--html", tmp_path / "x.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "x.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(tmp_path.iterdir()) == [tmp_path / "x.html"]


def test_explain_what_is_no_article(dementi, tmp_path):
    folder = dementi("explain", SEEDS)
    assert folder.returncode == 2 and "one article" in folder.stderr
    missing = dementi("explain", tmp_path / "none.txt", "--html", tmp_path / "x.html")
    assert missing.returncode == 1 and "no such file" in missing.stderr and not list(tmp_path.iterdir())


def test_build_writes_what_it_should(built):
    assert {path.name for path in built.iterdir()} == {
        "articles.jsonl",
        "statements.jsonl",
        "graph.nq",
        "store",
        "site",
    }
    texts = articles((built / "articles.jsonl").read_text(encoding="utf-8"))
    assert [text["text"] for text in texts] == [p.read_bytes().decode() for p in sorted(SEEDS.glob("*.txt"))]
    lines = (built / "graph.nq").read_text(encoding="utf-8").split("\n")[:-1]
    assert lines == sorted(set(lines))


def test_bad_inputs_keep_nobody_else_out(dementi, built, tmp_path):
    """In another order, from another folder, among bad files: the seeds give the same bytes."""
    inputs, out = tmp_path / "inputs", tmp_path / "out"
    (inputs / "twin").mkdir(parents=True)
    for path in SEEDS.iterdir():
        (inputs / path.name).write_bytes(path.read_bytes())
    (inputs / "empty.txt").write_bytes(b"")
    (inputs / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (inputs / "cyrillic.txt").write_bytes("Тегеран опровергает".encode("koi8-r"))
    (inputs / "english.txt").write_text(ENGLISH)
    for folder in (inputs, inputs / "twin"):
        (folder / "double.txt").write_text(SENTENCE, encoding="utf-8")
    out.mkdir()
    (out / "graph.nq").write_text("of an earlier build")
    (out / "mine.txt").write_text("of the user")
    done = dementi("build", inputs / "missing.txt", *sorted(inputs.iterdir(), reverse=True), "--out", out)
    assert done.returncode == 1
    for said in ("missing.txt: no such file", "empty.txt: empty", "binary.txt: binary", "cyrillic.txt: neither UTF-8"):
        assert said in done.stderr
    assert "warning: " in done.stderr and "its language is 'en'" in done.stderr
    assert f"{inputs / 'double.txt'} and {inputs / 'twin' / 'double.txt'}: one id for two articles" in done.stderr
    summary = done.stderr.splitlines()[-1]
    assert "5 failed" in summary and "english" not in summary
    assert outputs(out).pop("mine.txt") == b"of the user"
    assert {name: data for name, data in outputs(out).items() if name != "mine.txt"} == outputs(built)
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_without_an_article_nothing_is_written(dementi, tmp_path):
    (tmp_path / "latin.txt").write_bytes(b"")
    done = dementi("build", tmp_path / "latin.txt", "--out", tmp_path / "out")
    assert done.returncode == 1 and "nothing is built" in done.stderr
    assert not (tmp_path / "out").exists()


def test_another_encoding_is_told_and_read(dementi, tmp_path):
    (tmp_path / "latin.txt").write_bytes(SENTENCE.encode("latin-1"))
    done = dementi("extract", tmp_path / "latin.txt")
    assert done.returncode == 0 and "decoded as cp1252" in done.stderr
    assert articles(done.stdout)[0]["statements"]


def test_query(dementi, built):
    listed = {row["name"] for row in articles(dementi("query", "--list").stdout)}
    assert {"contested", "denials", "positions", "evidence"} <= listed
    rows = articles(dementi("query", "contested", "--graph", built).stdout)
    table = list(csv.DictReader(io.StringIO(dementi("query", "contested", "--graph", built, "--format", "csv").stdout)))
    assert rows and [list(row) for row in rows] == [list(row) for row in table]
    assert any(row["assertedIn"] is None for row in rows), "a column of IRIs with gaps"
    shown = dementi("query", "contested", "--graph", built, "--format", "table").stdout
    assert "assertedFrom" in shown and "assertedIn" not in shown, "people read no IRIs"
    few = dementi("query", "denials", "--graph", built, "--param", "limit=1", "--format", "tsv")
    assert few.stdout.count("\n") == 2 and "the first 1 rows; --param limit=N gives more" in few.stderr
    assert dementi("query", "nonsense", "--graph", built).returncode == 2
    nothing = dementi("query", "SELECT ?s WHERE { ?s a <https://example.org/none> }", "--graph", built)
    assert (nothing.returncode, nothing.stdout) == (4, "")


def test_any_query(dementi, built):
    construct = "CONSTRUCT { ?a a dem:Article } WHERE { ?a a dem:Article }"
    turtle = dementi("query", construct, "--graph", built, "--format", "ttl").stdout
    assert turtle.startswith("@prefix ") and turtle.count(" a dem:Article") == 5
    lines = dementi("query", "-", "--graph", built, "--format", "nt", stdin=construct).stdout
    assert lines.count("\n") == 5 and "@prefix" not in lines
    rows = dementi("query", "SELECT ?a { ?a a dem:Article }", "--graph", built, "--format", "ttl")
    assert (rows.returncode, rows.stdout) == (2, "") and "CONSTRUCT" in rows.stderr


def test_what_a_question_takes(dementi, built):
    taken = {row["parameter"]: row["meaning"] for row in articles(dementi("query", "sides", "--params").stdout)}
    assert list(taken) == ["about", "lang", "limit"] and taken["about"].endswith("; needed")
    missing = dementi("query", "sides", "--graph", built)
    assert missing.returncode == 2 and "about is needed" in missing.stderr and missing.stderr.count("\n") == 1
    nobody = dementi("query", "denials", "--graph", built, "--param", "actor=Peskof")
    assert nobody.returncode == 2 and "did you mean" in nobody.stderr and "« Peskov »" in nobody.stderr


def test_search(dementi, built):
    rows = articles(dementi("search", "ni*", "--graph", built).stdout)
    assert rows and all("[ni" in row["found"].lower() for row in rows)
    table = list(csv.DictReader(io.StringIO(dementi("search", "ni*", "--graph", built, "--format", "csv").stdout)))
    assert [row["article"] for row in table] == [row["article"] for row in rows]
    texts = {row["id"]: row["text"] for row in articles((built / "articles.jsonl").read_text(encoding="utf-8"))}
    for row in rows:
        assert row["quote"] == texts[row["article"]][row["start"] : row["end"]]
        assert row["found"].replace("[", "").replace("]", "").strip("…") in row["quote"]
    nothing = dementi("search", "licorne", "--graph", built)
    assert (nothing.returncode, nothing.stdout) == (4, "") and "« licorne »" in nothing.stderr
    assert dementi("search", "!?", "--graph", built).returncode == 2


def test_view_of_an_article(dementi, built, tmp_path):
    first, *_ = articles((built / "articles.jsonl").read_text(encoding="utf-8"))
    words, seen = first["text"][14:40], {}  # behind its date
    for options in ((), ("--quotes-only",)):
        done = dementi("view", "--article", first["id"], *options, "--graph", built, "-o", tmp_path / "x.html")
        assert done.returncode == 0
        seen[options] = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert [words in page for page in seen.values()] == [True, False]
    assert not any('href="../' in page or 'href=""' in page or "index.html" in page for page in seen.values())
    done = dementi("view", "--article", "nowhere", "--graph", built, "-o", tmp_path / "y.html")
    assert done.returncode == 4 and "nowhere" in done.stderr and not (tmp_path / "y.html").exists()


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_view_and_validate(dementi, built, tmp_path):
    assert dementi("view", "--graph", built, "-o", tmp_path / "x.html").returncode == 0
    assert 'href="#table"' in (tmp_path / "x.html").read_text(encoding="utf-8")
    assert dementi("view", "--graph", built, "-o", tmp_path / "site").returncode == 0
    assert files(tmp_path / "site") == files(built / "site") != {}
    assert dementi("view", "--graph", built, "-o", SEEDS).returncode == 1, "it is somebody else's folder"
    assert dementi("validate", built).returncode == 0
    text = (built / "graph.nq").read_text(encoding="utf-8")
    broken = "".join(line for line in text.splitlines(keepends=True) if "#stance>" not in line)
    (tmp_path / "broken.nq").write_text(broken, encoding="utf-8")
    done = dementi("validate", tmp_path / "broken.nq")
    assert done.returncode == 3 and done.stdout


def test_ontology(dementi):
    (row,) = articles(dementi("ontology", "chahed 136").stdout)
    assert (row["name"], row["kind"], row["made in"]) == ("Shahed-136", "item", "Iran")
    assert "Geran-2" in row["forms"] and row["broader"] == ["Shahed", "loitering munition", "drone", "weapons"]
    (row,) = articles(dementi("ontology", "Medvedev", "--date", "2015").stdout)
    assert row["offices"] == ["prime minister of Russia (2012-05-08 to 2020-01-16)"]
    table = dementi("ontology", "loitering munition", "--format", "table")
    assert table.returncode == 0 and "Switchblade" in table.stdout and "{" not in table.stdout
    assert len(articles(dementi("ontology").stdout)) > 1000
    nothing = dementi("ontology", "Chahid-136")
    assert (nothing.returncode, nothing.stdout) == (4, "")
    assert "did you mean « Chahed-136 »" in nothing.stderr
    wrong = dementi("ontology", "Iran", "--date", "hier")
    assert wrong.returncode == 2 and "hier: is no ISO date" in wrong.stderr


def test_evaluate_on_the_seeds(dementi):
    done = dementi("evaluate", Path(__file__).parent / "gold" / "seeds.jsonl", "--articles", SEEDS, "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["core"]["f1"] >= 0.9 and result["denies"]["f1"] >= 0.9
    assert (result["flips"], result["swaps"]) == (0, 0)
    assert sum(kind["gold"] for kind in result["kinds"].values()) == result["core"]["gold"]
    assert sum(place["gold"] for place in result["sources"].values()) == result["core"]["gold"]


def test_evaluate_lists_errors(dementi, tmp_path):
    """Gold that has a row too few and a row too many."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Le temps est beau. " + SENTENCE, encoding="utf-8")
    row = {"source": "Russia", "source_kind": "state", "on_behalf_of": "Russia", "stance": "denies", "kind": "transfer"}
    row |= {"supplier": "Iran", "recipient": "Russia", "item": "drone", "evidence": SENTENCE[:-1], "status": "done"}
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "a", "statements": [row]}) + "\n", encoding="utf-8")
    done = dementi("evaluate", tmp_path / "gold.jsonl", "--articles", folder, "--errors")
    assert done.returncode == 0, done.stderr
    extra, missed, figures = done.stdout.split("\n\n")
    assert extra.splitlines() == [
        "extra   a  Iran denies, transfer Iran → Russia: drone, done",
        f"        « {SENTENCE} »",
        "        rules: inf:démentir, give:livrer",
    ]
    assert missed.startswith("missed  a  Russia denies") and "inf:démentir; give:livrer; statement" in missed
    assert "core      P 0.000  R 0.000" in figures and "transfer   P 0.000" in figures
    listed = json.loads(dementi("evaluate", tmp_path / "gold.jsonl", "--articles", folder, "--errors", "--json").stdout)
    assert [error["what"] for error in listed["errors"]] == ["extra", "missed"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupted(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    command = [sys.executable, "-m", "dementi", "extract", str(tmp_path / "pipe.txt"), "-o", str(tmp_path / "x.jsonl")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT) as process, (tmp_path / "pipe.txt").open("wb"):
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (130, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["pipe.txt"], "nothing half-written"
