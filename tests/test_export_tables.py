"""Exported tables: each format's own reader finds what SPARQL finds, and words stay as they are."""

import asyncio
import csv
import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import duckdb
import pyarrow.parquet
import pytest
import rdflib
from rdflib.namespace import SDO

from dementi import export
from dementi.export import delimited, placing, tables
from dementi.graph import open as open_graph
from dementi.records import Article
from queries.corpus import HOSTILE as SCRIPT
from queries.corpus import everything, hostile
from served import serving, stored
from test_export import HOSTILE, lone_store

COUNTS = {  # how many rows a table has, in SPARQL
    "articles": "?x a dem:Article",
    "actors": "?x a ?c ; skos:prefLabel ?l . FILTER(?c NOT IN (dem:Claim, dem:Item))",
    "items": "?x a dem:Item",
    "claims": "?x a dem:Claim",
    "contests": "?a dem:contestedBy ?b . BIND(CONCAT(STR(?a), STR(?b)) AS ?x)",
    "statements": "?x a dem:Statement",
    "evidence": "?x a dem:Evidence",
    "relays": "?s dem:via ?x",
}
DASHED = "- Non, dit-il"


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return lone_store(tmp_path_factory.mktemp("everything"), everything())[0]


@pytest.fixture(scope="module")
def kept(built, tmp_path_factory):
    """What the seeds are as tables of each format."""
    folder, content = tmp_path_factory.mktemp("seeds"), export.of_folder(built)
    for form in ("csv", "parquet", "sqlite"):
        export.write(content, form, folder / f"graphe.{form}")
    return folder, content


def written(folder, pairs, form):
    content, _ = lone_store(folder, pairs)
    export.write(content, form, folder / "out")
    return folder / "out"


def counts(content):
    return {
        name: content.ask(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}", {})[0]["n"]
        for name, pattern in COUNTS.items()
    }


def test_there_is_a_count_for_each_table():
    assert COUNTS.keys() == tables.tables().keys()


def test_rows_come_some_articles_at_a_time(content, monkeypatch):
    whole = {name: list(tables.rows(content, table)) for name, table in tables.tables().items()}
    monkeypatch.setattr(tables, "AT_A_TIME", 2)
    assert {name: list(tables.rows(content, table)) for name, table in tables.tables().items()} == whole
    assert {name: len(found) for name, found in whole.items()} == counts(content)


def test_a_statement_as_a_row(content):
    rows = tables.rows(content, tables.tables()["statements"])
    (denial,) = (one for one in rows if one["source_label"] == "Iran" and one["stance"] == "denies" and one["via"])
    assert {name: denial[name] for name in ("date", "date_from", "date_until", "via", "said_on", "cue", "quote")} == {
        "date": "2023-05-02",
        "date_from": "2023-05-02",
        "date_until": "2023-05-02",
        "via": ["Modèle", "Exemple"],
        "said_on": None,
        "cue": None,
        "quote": "Téhéran dément toute livraison de drones à Moscou",
    }


def test_an_article_as_a_row(tmp_path):
    told = {
        "date": "2023-02",
        "publisher": "La Gazette",
        "title": "Titre",
        "author": "Ada Modèle",
        "rights": "réservés",
    }
    told |= {"url": "https://exemple.fr/a", "origin": "exemple.fr", "original": "sha256:" + "0" * 64}
    content, _ = lone_store(tmp_path, [(Article("a", "Rien.", **told), [])])
    (row,) = tables.rows(content, tables.tables()["articles"])
    assert None not in [value for name, value in row.items() if name != "cluster"]
    assert (row["outlet_label"], row["date_until"], row["author"], row["text"]) == (
        *("La Gazette", "2023-02-28", "Ada Modèle", "Rien."),
    )
    assert row["original_hash"] == told["original"] and row["url"] == told["url"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_duckdb_counts_what_sparql_counts(content, kept, tmp_path, form):
    export.write(content, form, tmp_path / "out")
    for folder, one in ((tmp_path / "out", content), (kept[0] / f"graphe.{form}", kept[1])):
        found = {name: duckdb.sql(f"SELECT COUNT(*) FROM '{folder / name}.{form}'").fetchall()[0][0] for name in COUNTS}
        assert found == counts(one)


def test_parquet_is_typed(kept):
    folder, content = kept
    types = duckdb.sql(f"DESCRIBE SELECT * FROM '{folder}/graphe.parquet/statements.parquet'").fetchall()
    types = {name: kind for name, kind, *_ in types}
    assert (types["date_from"], types["via"], types["hedged"], types["start_char"]) == (
        *("DATE", "VARCHAR[]", "BOOLEAN", "BIGINT"),
    )
    by_stance = f"SELECT stance, COUNT(*) FROM '{folder}/graphe.parquet/statements.parquet' GROUP BY stance"
    asked = content.ask("SELECT ?s (COUNT(?x) AS ?n) WHERE { ?x a dem:Statement ; dem:stance ?s } GROUP BY ?s", {})
    ours = {"Assertion": "asserts", "Denial": "denies", "Uncertainty": "uncertain"}
    assert dict(duckdb.sql(by_stance).fetchall()) == {ours[row["s"].rpartition("#")[2]]: row["n"] for row in asked}


def test_parquet_says_what_it_misses(content, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r"Parquet needs pyarrow: pip install 'dementi\[tables\]'"):
        export.write(content, "parquet", tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_texts_go_only_where_they_may(kept, built, tmp_path):
    folder, _ = kept
    found = pyarrow.parquet.read_table(folder / "graphe.parquet" / "articles.parquet").to_pylist()
    lines = (built / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert {one["id"]: one["text"] for one in found} == {one["id"]: one["text"] for one in map(json.loads, lines)}
    export.write(export.of_folder(built, quotes_only=True), "csv", tmp_path / "out")
    with (tmp_path / "out" / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert {row["text"] for row in csv.DictReader(file)} == {""}


def test_a_data_package_tells_what_the_files_hold(kept):
    folder = kept[0] / "graphe.csv"
    package = json.loads((folder / placing.PACKAGE).read_text(encoding="utf-8"))
    assert package["name"] == "dementi-graph" and placing.MARK.partition(": ")[2].strip('"') == package["created_by"]
    keys = {one["name"]: one["schema"]["primaryKey"] for one in package["resources"]}
    for one in package["resources"]:
        with (folder / one["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == [field["name"] for field in one["schema"]["fields"]]
        assert len({tuple(row[name] for name in one["schema"]["primaryKey"]) for row in rows}) == len(rows)
        for link in one["schema"]["foreignKeys"]:
            assert link["fields"][0] in rows[0] and keys[link["reference"]["resource"]] == link["reference"]["fields"]


def test_an_export_of_tables_is_replaced_and_nothing_else(content, tmp_path):
    for _ in range(2):
        export.write(content, "csv", tmp_path / "out")
    (tmp_path / "out" / placing.PACKAGE).write_text("{}")
    with pytest.raises(FileExistsError, match="holds something else"):
        export.write(content, "csv", tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        *((f"{sign}1+1", f"'{sign}1+1") for sign in "=+-@\t\r\n＝＋－＠"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("l'arme", "l'arme"),
        ("'a'", "'a'"),
        ("", ""),
    ],
)
def test_no_spreadsheet_runs_a_cell(text, cell):
    assert delimited._cell(text) == cell
    assert delimited.plain(cell) == text


@pytest.mark.parametrize("words", [HOSTILE, SCRIPT, DASHED, "=HYPERLINK(0)", '"', "a,b;c\nd"])
def test_words_stay_in_csv(tmp_path, words):
    folder = written(tmp_path, hostile(words), "csv")
    with (folder / "evidence.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert delimited.plain(row["quote"]) == words
    assert not re.match(r"[=+\-@\t\r\n]", row["quote"])


@pytest.mark.parametrize("words", [HOSTILE, SCRIPT, DASHED])
def test_words_stay_in_parquet_and_sqlite(tmp_path, words):
    folder = written(tmp_path, hostile(words), "parquet")
    assert pyarrow.parquet.read_table(folder / "evidence.parquet")["quote"].to_pylist() == [words]
    export.write(export.of_folder(tmp_path), "sqlite", tmp_path / "out.sqlite")
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as sql:
        assert sql.execute("SELECT quote FROM evidence").fetchall() == [(words,)]


@pytest.fixture(scope="module")
def sql(content, tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "all.sqlite"
    export.write(content, "sqlite", path)
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def test_sqlite_is_whole(sql, content):
    assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {name: sql.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in COUNTS} == counts(content)


def test_the_view_of_contested_claims_answers_as_the_question(sql, content):
    found = sql.execute("SELECT claim, assertions, denials FROM contested").fetchall()
    asked = [(row["claim"], row["assertions"], row["denials"]) for row in content.ask("contested", {})]
    assert sorted(found) == sorted(asked) and asked
    said = sql.execute("SELECT COUNT(*) FROM said").fetchone()[0]
    assert said == counts(content)["statements"]


def test_full_text_finds_words_without_accents(sql):
    find = "SELECT quote FROM evidence WHERE number IN (SELECT rowid FROM quotes WHERE quotes MATCH ?)"
    found = {quote for (quote,) in sql.execute(find, ("teheran AND dement*",))}
    assert found == {"Téhéran dément toute livraison de drones à Moscou"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_datasette_opens_it_with_facets_and_search(kept):
    folder, content = kept
    told = json.loads((folder / "graphe.metadata.json").read_text(encoding="utf-8"))

    async def visit():
        from datasette.app import Datasette

        shown = Datasette([str(folder / "graphe.sqlite")], metadata=told)
        await shown.invoke_startup()
        pages = {}
        for name in ("statements", "claims", "articles", "contested", "said"):
            assert (await shown.client.get(f"/graphe/{name}")).status_code == 200
            pages[name] = (await shown.client.get(f"/graphe/{name}.json?_shape=objects&_size=max")).json()
        pages["found"] = (
            await shown.client.get("/graphe/evidence.json?_search=déclaré&_shape=objects&_size=max")
        ).json()
        pages["plain"] = (
            await shown.client.get("/graphe/evidence.json?_search=declare&_shape=objects&_size=max")
        ).json()
        one = pages["statements"]["rows"][0]["id"].replace("/", "~2F").replace(":", "~3A").replace(".", "~2E")
        row = await shown.client.get(f"/graphe/statements/{one.replace('#', '~23')}.json")
        assert row.status_code == 200
        return pages

    with ThreadPoolExecutor(1) as apart:  # the browser of other tests keeps a loop running in this thread
        pages = apart.submit(asyncio.run, visit()).result()
    stances = pages["statements"]["facet_results"]["stance"]["results"]
    asked = content.ask("SELECT ?s (COUNT(?x) AS ?n) WHERE { ?x a dem:Statement ; dem:stance ?s } GROUP BY ?s", {})
    assert sorted(one["count"] for one in stances) == sorted(row["n"] for row in asked)
    assert {"kind", "contested"} <= pages["claims"]["facet_results"].keys()
    assert {"stance", "side", "outlet"} <= pages["said"]["facet_results"].keys()
    assert len(pages["contested"]["rows"]) == len(content.ask("contested", {}))
    assert pages["found"]["rows"] == pages["plain"]["rows"] != []


def test_claims_are_told_in_terms_of_schema_org(content, tmp_path):
    export.write(content, "schema", tmp_path / "out")
    found = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert found["@context"] == {"@vocab": "https://schema.org/", "name": {"@container": "@language"}}
    used = set()

    def walk(value):
        if isinstance(value, list):
            [walk(one) for one in value]
        elif isinstance(value, dict):
            kinds = value.get("@type", [])
            used.update([kinds] if isinstance(kinds, str) else kinds, (key for key in value if key[0] != "@"))
            [walk(one) for key, one in value.items() if key != "name"]

    walk(found["@graph"])
    assert used and all(term in SDO for term in used)
    assert {"Claim", "DisagreeAction", "Quotation", "appearance", "firstAppearance"} <= used


def test_who_denies_is_told_apart_from_who_asserts(content, tmp_path):
    export.write(content, "schema", tmp_path / "out")
    nodes = json.loads((tmp_path / "out").read_text(encoding="utf-8"))["@graph"]
    drones = "https://w3id.org/dementi/id/claim/transfer/iran/russia/drone"
    (claim,) = (node for node in nodes if node.get("@id") == drones)
    denials = [node for node in nodes if node["@type"] == "DisagreeAction" and node["object"]["@id"] == drones]
    iran, ukraine = ({"@id": f"https://w3id.org/dementi/id/actor/{name}"} for name in ("iran", "ukraine"))
    assert claim["author"] == [ukraine, iran]
    assert [node["agent"] for node in denials] == [iran]
    assert claim["firstAppearance"]["@id"] in {one["@id"] for one in claim["appearance"]}
    asserted = content.ask(f"SELECT ?s WHERE {{ ?s dem:precisely <{drones}> ; dem:stance dem:Assertion }}", {})
    assert {one["@id"] for one in claim["appearance"]} == {row["s"] for row in asserted}


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
@pytest.mark.parametrize("words", [HOSTILE, SCRIPT])
def test_schema_org_may_stand_in_a_page(tmp_path, words):
    path = written(tmp_path, hostile(words), "schema")
    assert "<" not in path.read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(data=path.read_bytes(), format="json-ld")
    assert [str(text) for text in graph.objects(None, SDO.text)] == [words]


def test_a_server_gives_the_same(tmp_path):
    stored(tmp_path)
    with serving(tmp_path) as server:
        far, here = open_graph(f"http://{server.host}/sparql"), open_graph(tmp_path)
        for form in ("nq", "jsonld", "sqlite", "gexf", "schema"):
            for name, graph in (("far", far), ("here", here)):
                graph.export(tmp_path / name, form)
            assert (tmp_path / "far").read_bytes() == (tmp_path / "here").read_bytes(), form
