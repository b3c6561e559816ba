"""Tables and JSON Lines of others: CSV as LibreOffice Calc saves it, files of pandas and pyarrow, and hostile ones."""

import csv
import io
import json
import sys
import time
import tracemalloc

import duckdb
import pandas
import pyarrow
import pyarrow.parquet
import pytest

from dementi.articles import Inputs, Problem, read
from dementi.intake import columns, parquet
from dementi.intake.drafts import of_record
from dementi.intake.inputs import File, Form, Source
from dementi.records import Article

TEXTS = ["Minsk dément avoir livré des chars à Moscou.", "L’Iran nie avoir livré des drones à la Russie."]
FRAME = pandas.DataFrame(
    {
        "id": ["a", "b"],
        "corps": TEXTS,
        "jour": pandas.to_datetime(["2023-03-05", "2023-03-06 10:00"], format="ISO8601"),
        "titre": ["Chars", None],
        "mots": [8, 9],
    }
)
WISHED = {"text": "corps", "date": "jour", "title": "titre"}


def articles(found):
    return [one for one in found if isinstance(one, Article)]


def problems(found, failed=True):
    return [one for one in found if isinstance(one, Problem) and one.failed is failed]


def given(path, **wished):
    return list(read(Inputs([path], **wished)))


@pytest.fixture
def measured():
    """Measure what a hostile file takes: less than 10 s, and than 200 MB of Python's own."""
    tracemalloc.start()
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 10, "seconds"
    assert tracemalloc.get_traced_memory()[1] < 200_000_000, "bytes"
    tracemalloc.stop()


def test_a_table_of_calc(request):
    told, encoding, *found = read([request.config.rootpath / "tests" / "inputs" / "calc.csv"])
    assert "separated by ';'" in told.message and "text=Corps" in told.message and "left out: Mots" in told.message
    assert not told.failed and "--columns" in told.hint and "cp1252" in encoding.message
    first, second = found
    assert (first.id, first.title, first.date) == ("1", 'Minsk "dément"', "2023-03-05")
    assert first.text.endswith("« aucun », dit-on.\n\nKiev affirme le contraire.")
    assert first.publisher == "La Gazette du Levant" and second.publisher is None
    assert (second.date, second.text) == ("2023-03-06", TEXTS[1])


@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.parquet", "x.jsonl", "excel.txt", "pipes.csv"])
def test_what_pandas_writes(tmp_path, name):
    path = tmp_path / name
    if name == "x.parquet":
        FRAME.to_parquet(path)
    elif name == "x.jsonl":
        FRAME.to_json(path, orient="records", lines=True, date_format="iso")
    elif name == "excel.txt":
        FRAME.to_csv(path, sep="\t", index=False, encoding="utf-16")
    else:
        FRAME.to_csv(path, sep={"x.csv": ",", "x.tsv": "\t", "pipes.csv": "|"}[name], quoting=csv.QUOTE_ALL)
    found = given(path, columns=WISHED, form=Form.TSV if name == "excel.txt" else None)
    assert [(one.id, one.text, one.date, one.title) for one in found] == [
        ("a", TEXTS[0], "2023-03-05", "Chars"),
        ("b", TEXTS[1], "2023-03-06", None),
    ]


@pytest.mark.parametrize("name", ["x.csv", "x.parquet", "x.jsonl"])
def test_what_duckdb_writes(tmp_path, name):
    path = tmp_path / name
    form = {"x.csv": "csv, header", "x.parquet": "parquet, compression zstd", "x.jsonl": "json"}[name]
    duckdb.sql(
        f"COPY (SELECT 'a' AS id, ? AS corps, DATE '2023-03-05' AS jour UNION ALL SELECT 'b', ?, NULL ORDER BY 1)"
        f" TO '{path}' (FORMAT {form})",
        params=[f"« Rien »,\ndit-on. {TEXTS[0]}", TEXTS[1]],
    )
    found = given(path, columns={"text": "corps", "date": "jour"})
    assert [(one.id, one.text, one.date) for one in found] == [
        ("a", f"« Rien »,\ndit-on. {TEXTS[0]}", "2023-03-05"),
        ("b", TEXTS[1], None),
    ]


def test_the_hash_of_a_row_is_that_of_its_cells(tmp_path):
    (tmp_path / "x.csv").write_text(f"id,text,mots\na,{TEXTS[0]},8\n", encoding="utf-8")
    pandas.DataFrame({"text": TEXTS[:1], "id": ["a"], "mots": ["8"]}).to_parquet(tmp_path / "x.parquet")
    (row,), (cells,) = given(tmp_path / "x.csv"), given(tmp_path / "x.parquet")
    assert row.original == of_record({"mots": "8", "id": "a", "text": TEXTS[0]})
    assert cells.original == of_record({"id": "a", "text": TEXTS[0]}), "of the columns that are read"


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_columns_that_are_not_there(tmp_path, suffix):
    path = tmp_path / f"x.{suffix}"
    write = {
        "csv": FRAME.to_csv,
        "parquet": FRAME.to_parquet,
        "jsonl": lambda to: FRAME.to_json(to, orient="records", lines=True, date_format="iso"),
    }
    write[suffix](path)
    for wished, missing in (({"text": "texte"}, "'texte'"), ({"text": "corps", "date": "date"}, "'date'")):
        found = given(path, columns=wished)
        assert problems(found) and all(missing in one.message for one in problems(found))
        assert "there are:" in problems(found)[0].message and "corps, jour, titre, mots" in problems(found)[0].message
    pandas.DataFrame({"x": ["a"]}).to_parquet(path) if suffix == "parquet" else path.write_text(
        "x\na\n" if suffix == "csv" else '{"x": "a"}\n'
    )
    (problem,) = given(path)
    assert "no column of texts; there are: x" in problem.message and "--columns text=" in problem.hint


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("text", "'text': not of the form"),
        ("text=", "not of the form"),
        ("corps=text", "none of id, text"),
        ("text=a,text=b", "each once"),
    ],
)
def test_columns_wished_for_in_another_way(wrong, message):
    with pytest.raises(ValueError, match=message):
        columns.wishes(wrong)
    assert columns.wishes(" text = corps , date=jour,") == {"text": "corps", "date": "jour"}


def test_what_articles_do_not_have_is_no_column(tmp_path):
    FRAME.to_csv(tmp_path / "x.csv")
    (problem,) = given(tmp_path / "x.csv", columns={"texte": "corps"})
    assert "'texte' is nothing that is known" in problem.message and "id, text, title" in problem.hint


def test_other_tables_in_a_folder_are_passed_over(tmp_path, caplog):
    caplog.set_level("INFO")
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    (tmp_path / "budget.csv").write_text("poste,montant\nobus,12\n")
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "statements": []}\n')
    (tmp_path / "sitemap.xml").write_text("<urlset/>")
    (tmp_path / "b.csv").write_text(f"id,text\nb,{TEXTS[1]}\n", encoding="utf-8")
    assert [one.id for one in read([tmp_path])] == ["a", "b"]
    assert all(name in caplog.text for name in ("budget.csv", "gold.jsonl", "sitemap.xml"))
    assert problems(given(tmp_path / "budget.csv")), "named, it is a fault"


def test_keys_inside_of_others(tmp_path):
    post = {
        "id": 4711,
        "content": {"rendered": TEXTS[0]},
        "title": {"rendered": "Chars"},
        "authors": ["A", "B"],
        "date": "2023-03-05T10:00:00",
    }
    (tmp_path / "posts.jsonl").write_text(json.dumps(post) + "\n" + json.dumps(post | {"id": None, "date": "hier"}))
    told, *found = read([tmp_path])
    assert "text=content.rendered" in told.message
    assert "date 'hier' is not understood" in found.pop(1).message
    assert [(one.id, one.title, one.author, one.date) for one in found] == [
        ("4711", "Chars", "A, B", "2023-03-05"),
        ("posts-2", "Chars", "A, B", None),
    ]


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (Form.CSV, f"id,text\na,{TEXTS[0]}\n".encode()),
        (Form.TSV, f"id\ttext\na\t{TEXTS[0]}\n".encode("utf-16")),
        (Form.JSONL, json.dumps({"id": "a", "text": TEXTS[0]}).encode()),
        (Form.PARQUET, None),
        (
            Form.FEED,
            f"<rss><channel><item><guid>a</guid><description>{TEXTS[0]}</description></item></channel></rss>".encode(),
        ),
        (Form.HTML, f"<html><body><article><p>{TEXTS[0]} {TEXTS[1]}</p></article></body></html>".encode()),
        (Form.TEXT, TEXTS[0].encode()),
    ],
)
def test_standard_input_in_any_format(monkeypatch, form, data):
    if data is None:
        kept = io.BytesIO()
        pandas.DataFrame({"id": ["a"], "text": TEXTS[:1]}).to_parquet(kept)
        data = kept.getvalue()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    (article,) = read(Inputs(["-"], form))
    assert article.text.startswith(TEXTS[0]) and article.id == ("stdin" if form in (Form.HTML, Form.TEXT) else "a")


def rows(*more):
    return [b"id,text", f"a,{TEXTS[0]}".encode(), *more, f"z,{TEXTS[1]}".encode(), b""]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'b,"x" y', "quotation marks do not fit"),
        (b"b,x,y", "3 cells where there are 2 columns"),
        (b"b,", "no text in 'text'"),
        (b"b,a\x00b", "NUL"),
        (b"b,\x01\x02\x03", "control characters"),
        ("b,Тегеран опровергает".encode("cp1251"), "neither UTF-8"),
        (b'b,"' + b"x" * 100_000_000 + b'"', "a record of more than 8,388,608 bytes"),
        (b"b," + b"x" * 100_000_000, "a record of more than 8,388,608 bytes"),
        (b'b,"' + (b"x" * 1_000 + b"\n") * 40_000 + b'"', "a record of more than"),
    ],
    ids=["quotes", "cells", "no text", "nul", "binary", "cyrillic", "quoted", "one line", "many lines"],
)
def test_a_wrong_row_costs_itself_alone(tmp_path, measured, line, message):
    path = tmp_path / "x.csv"
    path.write_bytes(b"\n".join(rows(line)))
    del line
    found = given(path)
    assert message in problems(found)[0].message and problems(found)[0].path == f"{path}:3"
    # Where a quotation mark stands open, what comes after the largest record is what it may be.
    ids = [one.id for one in articles(found)]
    assert ids == ["a", "z"] if message != "a record of more than" else ids[0] == "a"


def test_a_quotation_mark_that_is_never_closed(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"\n".join(rows(b'b,"x', *[b"c,d"] * 50)))
    found = given(path)
    (problem,) = problems(found)
    assert problem.path == f"{path}:3" and "never closed" in problem.message and "up to line 54" in problem.message
    assert [one.id for one in articles(found)] == ["a"]


def test_a_table_of_nothing_but_faults_is_given_up(tmp_path):
    (tmp_path / "x.csv").write_text("id,text\n" + 'a,"b" c\n' * 5_000)
    found = given(tmp_path / "x.csv")
    assert len(found) == 101 and "the rest is not read" in found[-1].message


def test_ten_thousand_columns(tmp_path, measured):
    names = [f"c{at}" for at in range(10_000)]
    (tmp_path / "x.csv").write_text(",".join(names) + "\n" + ",".join(names) + "\n")
    (problem,) = given(tmp_path / "x.csv")
    assert "9,970 more" in problem.message and len(problem.message) < 1_000
    (article,) = given(tmp_path / "x.csv", columns={"text": "c9999"})
    assert article.text == "c9999" and article.id == "x-1"


@pytest.mark.parametrize("head", [b"text" + b"," * 8_000_000, b"," * 100_000_000])
def test_a_head_that_has_no_end(tmp_path, measured, head):
    (tmp_path / "x.csv").write_bytes(head + b"\nx\n")
    (problem,) = given(tmp_path / "x.csv")
    assert problem.failed and ("no names of columns are as long" in problem.message or "a record of" in problem.message)


def test_lines_of_ever_other_keys_are_not_remembered(tmp_path):
    with (tmp_path / "x.jsonl").open("w", encoding="utf-8") as file:
        for at in range(6):
            file.write(json.dumps({"text": TEXTS[0]} | {f"k{at}-{key}": 1 for key in range(20_000)}) + "\n")
    tracemalloc.start()
    assert len(articles(given(tmp_path / "x.jsonl"))) == 6
    assert tracemalloc.get_traced_memory()[1] < 16_000_000, "bytes"
    tracemalloc.stop()


@pytest.mark.parametrize("unfit", ["../../x", "/etc/passwd", "..", "C:\\x", "x" * 100_000, "a\tb", "a/b"])
def test_ids_that_are_paths_or_have_no_end(tmp_path, unfit):
    with (tmp_path / "x.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id", "text"], [unfit, TEXTS[0]], ["b", TEXTS[1]]])
    found = articles(given(tmp_path / "x.csv"))
    assert len(found) == 2 and "b" in [one.id for one in found]
    (safe,) = (one.id for one in found if one.id != "b")
    assert len(safe) < 150 and not set(safe) & set("/\\\t") and safe not in (".", "..")


@pytest.mark.parametrize("empty", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00" * 100, b"sep=;\n", b'"'])
def test_no_table_at_all(tmp_path, empty):
    (tmp_path / "x.csv").write_bytes(empty)
    (problem,) = given(tmp_path / "x.csv")
    assert problem.failed and problem.path.startswith(str(tmp_path / "x.csv"))


def test_what_excel_says_of_its_separator(tmp_path):
    (tmp_path / "x.csv").write_text(f"sep=|\nid|text|a,b,c,d\na|{TEXTS[0]}|\n", encoding="utf-8-sig")
    (article,) = given(tmp_path / "x.csv")
    assert article.text == TEXTS[0]


def test_parquet_of_many_row_groups_and_kinds_of_text(tmp_path):
    table = pyarrow.table(
        {
            "text": pyarrow.array(TEXTS * 20, pyarrow.large_string()),
            "id": pyarrow.array(range(40)),
            "author": pyarrow.array([["A", "B"]] * 40),
            "title": pyarrow.array(["t"] * 40).dictionary_encode(),
            "url": pyarrow.array([b"https://a.example/"] * 40),
        }
    )
    pyarrow.parquet.write_table(table, tmp_path / "x.parquet", row_group_size=7, compression="zstd")
    found = given(tmp_path / "x.parquet")
    assert len(articles(found)) == len(found) == 40
    assert {(one.author, one.title, one.url) for one in found} == {("A, B", "t", "https://a.example/")}


def broken_text():
    """A column of texts whose bytes are no UTF-8, as careless programs write it."""
    ends = pyarrow.py_buffer(b"\x00\x00\x00\x00\x0a\x00\x00\x00\x0b\x00\x00\x00")
    return pyarrow.StringArray.from_buffers(2, ends, pyarrow.py_buffer(b"Minsk d\xe9menta"))


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("date", pyarrow.array([10**7, 0], pyarrow.date32())),
        ("date", pyarrow.array([10**18, 0], pyarrow.timestamp("ms"))),
        ("date", pyarrow.array([0, 0], pyarrow.timestamp("ms", "Nowhere/Else"))),
        ("title", broken_text()),
    ],
    ids=["year 29348", "year 31690708", "zone", "bytes"],
)
def test_a_cell_that_cannot_be_read_is_left_out(tmp_path, name, cells):
    pyarrow.parquet.write_table(pyarrow.table({"text": pyarrow.array(TEXTS), name: cells}), tmp_path / "x.parquet")
    found = given(tmp_path / "x.parquet")
    assert [one.text for one in articles(found)] == TEXTS and getattr(articles(found)[0], name) is None
    told = problems(found, failed=False)
    assert (
        told[0].path == f"{tmp_path / 'x.parquet'}:1" and f"'{name}' cannot be read, and is left out" in told[0].message
    )


def test_a_text_that_cannot_be_read_costs_its_row(tmp_path):
    pyarrow.parquet.write_table(pyarrow.table({"text": broken_text()}), tmp_path / "x.parquet")
    (tmp_path / "y.txt").write_text(TEXTS[0], encoding="utf-8")
    first, second, article = sorted(read([tmp_path]), key=lambda one: isinstance(one, Article))[-3:]
    assert "'text' cannot be read" in first.message and first.failed and article.id in ("y", "x-2")


def test_two_columns_of_one_name(tmp_path):
    twice = pyarrow.Table.from_arrays([pyarrow.array(TEXTS[:1]), pyarrow.array(["x"])], names=["text", "text"])
    pyarrow.parquet.write_table(twice, tmp_path / "x.parquet")
    assert [one.text for one in given(tmp_path / "x.parquet")] == TEXTS[:1]


@pytest.mark.parametrize("cut", [4, 100, 0.5, -1], ids=str)
def test_truncated_parquet(tmp_path, cut):
    FRAME.to_parquet(tmp_path / "whole.parquet")
    data = (tmp_path / "whole.parquet").read_bytes()
    (tmp_path / "x.parquet").write_bytes(data[: int(len(data) * cut) if cut == 0.5 else cut])
    (tmp_path / "y.txt").write_text(TEXTS[0], encoding="utf-8")
    found = list(read([tmp_path / "x.parquet", tmp_path / "y.txt"]))
    assert "no Parquet file, or a damaged one" in found[0].message and found[1].id == "y"


def test_damaged_parquet_costs_its_row_group(tmp_path):
    table = pyarrow.table({"id": ["a", "b"], "text": [text * 300 for text in TEXTS]})
    pyarrow.parquet.write_table(table, tmp_path / "x.parquet", row_group_size=1, compression="gzip")
    data = bytearray((tmp_path / "x.parquet").read_bytes())
    data[60:200] = b"\xff" * 140
    (tmp_path / "x.parquet").write_bytes(data)
    found = given(tmp_path / "x.parquet")
    assert "row group 1 is damaged" in problems(found)[0].message and [one.id for one in articles(found)] == ["b"]


@pytest.mark.parametrize("dictionary", [True, False], ids=["one value repeated", "pages of zeros"])
def test_parquet_that_unpacks_without_end(tmp_path, measured, dictionary):
    before = pyarrow.total_allocated_bytes()
    block = pyarrow.array(["x" * 4_000_000])
    texts = pyarrow.chunked_array([block] * 120)
    path = tmp_path / "x.parquet"
    pyarrow.parquet.write_table(
        pyarrow.table({"text": texts}), path, compression="zstd", use_dictionary=dictionary, write_statistics=False
    )
    assert path.stat().st_size < 10_000_000
    del block, texts
    found = [one for one in read([path], "fr") if isinstance(one, Problem)]
    assert any("unpack to" in one.message for one in found)
    assert pyarrow.total_allocated_bytes() - before < 100_000_000


def test_without_pyarrow_the_rest_is_read(tmp_path, monkeypatch):
    FRAME.to_parquet(tmp_path / "x.parquet")
    (tmp_path / "y.txt").write_text(TEXTS[0], encoding="utf-8")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    problem, article = read([tmp_path])
    assert problem.message == "Parquet files need pyarrow: pip install 'dementi[tables]'" and article.id == "y"


def test_large_tables_are_read_in_little_memory(tmp_path, measured):
    with (tmp_path / "x.csv").open("w", encoding="utf-8") as file:
        file.write("id,text\n")
        file.writelines(f"{at},{TEXTS[at % 2] * 1_000}\n" for at in range(2_000))
    assert sum(isinstance(one, Article) for one in read([tmp_path / "x.csv"], "fr")) == 2_000


def test_a_large_row_group_is_unpacked_row_by_row(tmp_path):
    texts = [f"{at} {TEXTS[at % 2]}" * 20 for at in range(40_000)]
    path = tmp_path / "x.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"text": texts}), path, row_group_size=1 << 20)
    whole = sum(map(len, texts))
    before = most = pyarrow.total_allocated_bytes()
    source = Source(path.open("rb"), File(path, Form.PARQUET))
    with source.data:
        for _ in parquet.read(source):
            most = max(most, pyarrow.total_allocated_bytes())
    assert most - before < whole / 4, "bytes"
