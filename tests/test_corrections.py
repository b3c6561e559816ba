"""What ``--metadata`` gives or corrects."""

import dataclasses
import io
import json
import subprocess
import sys

import pytest

from dementi import corpus
from dementi.articles import Inputs, Problem, read
from dementi.intake import columns
from dementi.intake.inputs import Form
from dementi.intake.metadata import Metadata
from dementi.records import Article

TEXT = "Minsk dément avoir livré des chars à Moscou."
CSV = "id;titre;date;url\nx;Chars;2023-03-05;https://a.example/1\n"
TOML = '[[article]]\nid = "x"\ntitle = "Chars"\ndate = "2023-03-05"\nurl = "https://a.example/1"\n'
JSONL = json.dumps({"id": "x", "title": "Chars", "date": "2023-03-05", "url": "https://a.example/1", "rights": None})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.toml").write_text('[[article]]\nid = "x"\ntitle = "Rien"\nauthor = "Aurore"\n')
    return tmp_path


def with_metadata(folder, name, text, encoding="utf-8"):
    (folder / name).write_text(text, encoding=encoding)
    return list(read(Inputs([folder], metadata=folder / name)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.csv", CSV),
        ("m.tsv", CSV.replace(";", "\t")),
        ("m.toml", TOML),
        ("m.jsonl", JSONL),
        ("m.csv", CSV.replace("\nx;", "\nx.txt;")),
    ],
    ids=["csv", "tsv", "toml", "jsonl", "by the name of the file"],
)
def test_it_goes_before_the_manifest(folder, name, text):
    (article,) = with_metadata(folder, name, text)
    assert (article.title, article.author, article.date) == ("Chars", "Aurore", "2023-03-05")
    assert article.url == "https://a.example/1" and article.rights is None


def test_it_corrects_rows_too(folder):
    (folder / "t.csv").write_text(f"id,text,date\n../../y,{TEXT},2020\nz,{TEXT},2021\n", encoding="utf-8")
    *_, x, y, z = with_metadata(folder, "m.csv", "id,date\n../../y,2023-03\n", "utf-16")
    assert [(one.id[:2], one.date) for one in (x, y, z)] == [("x", None), ("y-", "2023-03"), ("z", "2021")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,date\nx,hier\n", "date 'hier' is not understood"),
        ("id,title\nx,A\nx,B\n", "'x' stands there twice"),
        ("id,title\n,A\n", "no 'id'"),
        ("title\nA\n", "no 'id'"),
        ("id,title\nx,A,B\n", "more cells than columns"),
        ("id,title\nw,A\n", "articles that are not there: w"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_and_the_article_read(folder, text, message):
    *told, article = sorted(with_metadata(folder, "m.csv", text), key=lambda one: isinstance(one, Article))
    assert isinstance(article, Article) and any(message in one.message for one in told)
    assert all(isinstance(one, Problem) and "m.csv" in one.path for one in told)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("m.csv", "id,prix\nx,3\n", "prix is no metadata of articles; known are id, title"),
        ("m.csv", 'id,title\nx,"A" B\n', "quotation marks do not fit"),
        ("m.csv", "", "empty"),
        ("m.csv", "id," + "x" * 200_000, "field larger than field limit"),
        ("m.csv", "x" * 33_554_433, "more than 33,554,432 bytes"),
        ("m.toml", "[[article]", "not TOML"),
        ("m.toml", '[[article]]\nid = "x"\nurl = "x"\n', "url 'x' is not an address"),
        ("m.jsonl", '{"id": "x", "text": "y"}', "text is no metadata"),
        ("m.jsonl", "\x00", "binary"),
    ],
)
def test_a_file_that_cannot_be_understood_ends_it(folder, name, text, message):
    with pytest.raises(ValueError, match=message) as caught:
        with_metadata(folder, name, text)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    "line", ['{"id": "y", "title": "\\ud800"}', "[" * 100_000, '{"id": ' * 10_000, "[]", '{"id": 1}', "x"]
)
def test_a_line_that_is_no_entry(folder, line):
    found = with_metadata(folder, "m.jsonl", f"{line}\n{JSONL}\n")
    assert [one.path for one in found if isinstance(one, Problem)] == [f"{folder / 'm.jsonl'}:1"]
    assert [one.title for one in found if isinstance(one, Article)] == ["Chars"]


def test_a_name_that_holds_the_other_separators_does_not_hide_the_right_one(folder):
    (article,) = with_metadata(folder, "m.csv", 'id;titre;"date"\nx;"a,b,c,d";2023\n')
    assert (article.title, article.date) == ("a,b,c,d", "2023")


def test_what_can_be_known_of_an_article_is_the_same_everywhere():
    known = {one.name for one in dataclasses.fields(Metadata)}
    assert {one.name for one in columns.fields()} == known | {"text"}
    assert {one.name for one in dataclasses.fields(Article)} == known | {"text", "body", "original"}


def run(*args, data=b""):
    return subprocess.run(
        [sys.executable, "-m", "dementi", *map(str, args)], input=data, capture_output=True, check=False
    )


def test_the_command_line(tmp_path):
    table = f"cle;corps\na;{TEXT}\n".encode("cp1252")
    (tmp_path / "m.csv").write_text("id,author\na,Aurore\n")
    options = ["--input-format", "csv", "--columns", "id=cle,text=corps", "--metadata", tmp_path / "m.csv"]
    done = run("extract", "-", *options, data=table)
    row = json.loads(done.stdout)
    assert done.returncode == 0 and (row["id"], row["author"]) == ("a", "Aurore") and row["statements"]
    assert b"cp1252" in done.stderr


def test_names_of_columns_do_not_command_a_terminal(tmp_path):
    (tmp_path / "x.csv").write_text("\x1b[31m\x1b]0;x\x07,b\n1,2\n")
    (tmp_path / "m.csv").write_text("id,\x1b[31m" + "x" * 2_000 + "\na,x\n")
    for options in ([tmp_path / "x.csv"], [tmp_path, "--metadata", tmp_path / "m.csv"]):
        done = run("extract", *options)
        assert done.returncode == 1 and b"\x1b" not in done.stderr and b"[31m" in done.stderr


def test_an_article_of_a_table_stays_unchanged_and_its_archive_gives_the_same_graph(folder, monkeypatch):
    table = f"cle;corps\na;{TEXT}\n".encode("cp1252")
    (folder / "m.csv").write_text("id,author,url\na,Aurore,https://a.example/1\n")
    inputs = Inputs(["-"], Form.CSV, {"id": "cle", "text": "corps"}, folder / "m.csv")
    ignored = [].append
    for out in ("g", "again"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(table)))
        if out == "g":
            corpus.build(inputs, folder / out, ignored)
        else:
            assert sum(step.unchanged for step in corpus.add(inputs, folder / "g", ignored)) == 1
    corpus.build([folder / "g" / "articles.jsonl"], folder / "h", ignored)
    for name in ("articles.jsonl", "statements.jsonl", "graph.nq"):
        assert (folder / "h" / name).read_bytes() == (folder / "g" / name).read_bytes()


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--columns", "corps"], 2, "--columns 'corps': not of the form"),
        (["--columns", "text=corps"], 1, "no column 'corps' for text; there are: id, text"),
        (["--input-format", "pdf"], 2, "'pdf' is not one of"),
        (["--metadata", "nowhere.csv"], 1, "nowhere.csv: No such file"),
    ],
)
def test_what_is_wrong_on_the_command_line(options, code, message):
    done = run(
        "extract", "-", *(options if "pdf" in options else ["--input-format", "csv", *options]), data=b"id,text\n"
    )
    assert done.returncode == code and message in done.stderr.decode()
