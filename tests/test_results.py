"""Rows in Python: data frames, dictionaries, and what a notebook shows."""

import subprocess
import sys

import pytest

from dementi import results, store, views
from dementi.boilerplate import is_date
from dementi.records import Act, Kind, Stance, Status
from dementi.results import Result, Statements, graph_statement
from dementi.store import Solutions
from dementi.terms import BASE
from page import Page
from queries.corpus import HOSTILE, everything, graph, hostile


@pytest.fixture(scope="module")
def small():
    return store.load(graph(everything()))


def result(columns, *rows, **more):
    return Result(Solutions(columns, [dict(zip(columns, row, strict=True)) for row in rows]), dict, **more)


def said(small, **params):
    return Statements(store.ask(small, "statements", params), lambda row: graph_statement(row, "fr"))


def types(frame):
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}


def test_a_result_is_a_sequence(small):
    found = Result(store.ask(small, "months"), dict)
    assert found.columns == ("month", "asserted", "denied", "open", "claims")
    assert len(found) == len(list(found)) == len(found.to_dicts()) == 3
    assert found[0] == found.to_dicts()[0] == found.rows[0] and found[-1]["month"] == "2023-07"
    part = found[1:]
    assert isinstance(part, Result) and len(part) == 2 and part.columns == found.columns
    assert repr(found) == "<Result: 3 rows of month, asserted, denied, open, claims>"
    found.to_dicts()[0].clear()
    found[0].clear()
    assert found[0], "what is handed out is the caller's own"


def test_columns_are_known_without_rows(small):
    found = Result(store.ask(small, "SELECT ?a ?b WHERE { ?a dem:stance ?b . FILTER(?b = dem:nothing) }"), dict)
    assert found.columns == ("a", "b") == tuple(found.df().columns)
    assert found.rows == []
    assert "<th" in found._repr_html_()


def test_types_of_a_data_frame(small):
    frame = said(small).df()
    assert types(frame) == {
        "date": "datetime64[s]",
        **dict.fromkeys(("date_precision", "stance", "act", "kind", "status"), "category"),
        **dict.fromkeys(("source", "side", "what", "supplier", "recipient", "item", "quantity", "when"), "string"),
        **dict.fromkeys(("quote", "cue", "article", "title", "outlet", "url", "origin"), "string"),
        **dict.fromkeys(("sourceIri", "sideIri", "claim", "statement"), "string"),
        **dict.fromkeys(("start", "end", "cueStart"), "Int64"),
        "hedged": "boolean",
    }
    assert list(frame.stance.cat.categories) == list(Stance) and list(frame.status.cat.categories) == list(Status)
    assert list(frame.act.cat.categories) == list(Act) and list(frame.kind.cat.categories) == list(Kind)
    assert frame.status.cat.ordered and not frame.stance.cat.ordered


def test_dates_are_first_days_with_their_precision():
    frame = result(("date", "n"), ("2023", 1), ("2023-05", 2), ("2023-05-02", 3), (None, None)).df()
    assert [str(day)[:10] for day in frame.date] == ["2023-01-01", "2023-05-01", "2023-05-02", "NaT"]
    assert frame.date_precision.tolist()[:3] == ["year", "month", "day"] and frame.date_precision.isna()[3]
    assert frame.n.sum() == 6 and str(frame.n.dtype) == "Int64"
    assert list(frame.columns) == ["date", "date_precision", "n"]


def test_of_ones_own_query_values_tell_which_are_dates():
    rows = (("2023-05", "2023", 1, "2023-05"), ("2023-05-02", "2024", 1.5, "1234-56"))
    frame = result(("d", "y", "x", "number"), *rows, dates=None).df()
    assert types(frame) == {
        "d": "datetime64[s]",
        "d_precision": "category",
        "y": "string",
        "x": "Float64",
        "number": "string",
    }


def test_what_fits_no_type_stays_as_it_is():
    frame = result(("stance", "mixed", "empty"), ("perhaps", 1, None), ("denies", "one", None)).df()
    assert frame.stance.tolist() == ["perhaps", "denies"] and str(frame.stance.dtype) == "string"
    assert frame.mixed.tolist() == [1, "one"] and frame["empty"].isna().all()


def dated(values):
    return all(isinstance(value, str) and is_date(value) for value in values)


@pytest.mark.parametrize("name", store.questions())
def test_columns_of_dates_and_numbers_are_those_of_the_questions(small, name):
    meant = store.parameters(store.query_text(name))
    given = {"about": "drone", "article": "accusation", "actor": "Iran"}
    rows = store.ask(small, name, {key: given[key] for key in meant if meant[key].endswith("needed")})
    for column in set(rows.columns) - {"when"}:  # which is a date or words
        known = [row[column] for row in rows if row[column] is not None]
        assert not known or dated(known) == (column in results.DATES), column
        numbers = all(type(value) is int for value in known)
        assert not known or column == "outlets" or numbers == (column in results.NUMBERS), column  # names or a number


def test_without_pandas_the_message_says_which_extra():
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from dementi.results import frame\n"
        "try: frame([{'a': 1}], ['a'])\n"
        "except ImportError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "a data frame needs pandas: pip install 'dementi[tables]'\n"


def test_triples(small):
    found = Result(store.ask(small, "CONSTRUCT { ?s dem:stance ?o } WHERE { ?s dem:stance ?o } LIMIT 1"), dict)
    assert found.columns == ("subject", "predicate", "object") and len(found.triples().triples) == 1
    with pytest.raises(ValueError, match="CONSTRUCT"):
        Result(store.ask(small, "months"), dict).triples()


def test_a_statement_has_the_words_that_make_it(small):
    (one,) = said(small, source="Iran", article="aveu")
    assert (one.source, one.side, one.stance, one.act) == ("Iran", "Iran", "asserts", "admits")
    assert (one.claim, one.status, one.when, one.date) == ("drone : Iran → Russie", "done", "2022", "2023-06")
    assert one.quote == "Téhéran reconnaît avoir livré des drones à Moscou en 2022" and (one.start, one.end) == (0, 57)
    assert one.claim_iri == f"{BASE}claim/transfer/iran/russia/drone" and one.iri.startswith(f"{BASE}article/aveu#")
    assert str(one).startswith("2023-06 Iran asserts: drone : Iran → Russie « Téhéran reconnaît")


def shown(row, lang="fr"):
    return Page(views.statement_cards([row], lang))


def test_a_claim_that_is_no_transfer_says_so(small):
    row = {**said(small, source="Iran", article="aveu").rows[0], "kind": "use"}
    assert "drone : Iran → Russie (emploi)" in views.statement_cards([row], "fr")
    assert "drone : Iran → Russie (use) «" in str(results.graph_statement(row, "fr"))


def test_what_is_short_stays_in_a_line_and_what_is_long_has_room():
    rows = Solutions(("date", "quote"), [{"date": "2022-10-16", "quote": "Téhéran dément. " * 9}])
    (date, _), (quote, _) = Page(views.answer_table(rows, rows.columns, "fr", {})).all("td")
    assert "nowrap" in date["style"] and "min-width" in quote["style"]


def test_the_cue_is_marked_in_the_quote(small):
    row = {**said(small, source="Iran", article="aveu").rows[0], "cue": "reconnaît", "cueStart": 8}
    page = shown(row)
    assert [text for _, text in page.all("mark")] == ["reconnaît"]
    assert page.all("blockquote")[0][1] == "«\u00a0Téhéran "


def test_a_cue_outside_of_the_quote_is_named(small):
    row = {**said(small, source="Iran", article="aveu").rows[0], "cue": "selon", "cueStart": 900}
    page = views.statement_cards([row], "en")
    assert "cue: <mark>selon</mark>" in page and "“Téhéran reconnaît avoir livré des drones à Moscou en 2022”" in page


def test_hostile_texts_are_texts():
    small = store.load(graph(hostile()))
    found = said(small)
    (one,) = found
    assert one.quote == HOSTILE
    for page in (
        found._repr_html_(),
        one._repr_html_(),
        Result(found.rows, dict)._repr_html_(),
        views.graph_card(store.ask(small, views.own_query("corpus"))[0], HOSTILE, "en"),
    ):
        assert HOSTILE not in page and not {"script", "img"} & {tag for tag, _, _ in Page(page).found}
        assert all(attrs["href"].startswith("http") for attrs, _ in Page(page).all("a"))


def test_names_stand_in_the_place_of_iris():
    found = result(
        ("a", "b", "c", "d"),
        (f"{BASE}actor/russia", f"{BASE}claim/use/iran/_/drone", "https://w3id.org/dementi/ontology#Denial", True),
        (f"{BASE}person/Ada_Mod%C3%A8le/iran", f"{BASE}article/une%20page", "https://gazette.example/1", None),
    )
    cells = [text for _, text in Page(found._repr_html_()).all("bdi")]
    assert cells[:4] == ["Russie", "drone (emploi)\u00a0: Iran → ?", "dem:Denial", "oui"]
    assert cells[4:6] == ["Ada Modèle", "une page"]


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{BASE}claim/transfer/organization:Firme/person:Ada_M:iran/tank", "char de combat\u00a0: Firme → Ada M"),
        (f"{BASE}claim/transfer/iran/russia/drone/denial", "claim:transfer/iran/russia/drone/denial"),
        (f"{BASE}claim/theft/iran/russia/drone", "claim:theft/iran/russia/drone"),
        (f"{BASE}article/a#statement-1", "article:a#statement-1"),
        (f"{BASE}vocabulary", f"{BASE}vocabulary"),
        (BASE, BASE),
        (f"{BASE}item/nothing", "nothing"),
    ],
)
def test_what_things_are_called(iri, name):
    assert views.readable(iri, "fr") == name


def test_whatever_a_graph_holds_can_be_shown(small):
    found = Result(store.ask(small, "SELECT * WHERE { ?s ?p ?o }"), dict, dates=None)
    for iri in {value for row in found.rows for value in row.values() if str(value).startswith(BASE)}:
        assert views.readable(iri, "en")
    assert found._repr_html_() and str(found) and len(found.df()) == len(found)


def test_articles_lead_to_where_they_come_from():
    asked = []

    def origins(ids):
        asked.append(ids)
        return {"a": "https://gazette.example/1", "b": "javascript:alert(1)"}

    found = result(("article", "in"), ("a", 1), ("b", f"{BASE}article/a"), (None, 3), origins=origins)
    links = Page(found._repr_html_()).all("a")
    assert asked == [["a", "b"]]
    assert [(attrs["href"], attrs["rel"], text) for attrs, text in links] == [
        ("https://gazette.example/1", "noopener noreferrer", "a")
    ] * 2


def columns(found):
    return [text for _, text in Page(found._repr_html_()).all("th")]


def test_columns_that_tell_no_more_are_left_out():
    place, claim, other = f"{BASE}article/a#statement-1", f"{BASE}claim/use/iran/_/drone", f"{BASE}article/b"
    assert columns(result(("s", "n"), (place, 1))) == ["n"]
    assert columns(result(("s",), (place,))) == ["s"]
    assert columns(result(("claim", "what", "n"), (claim, "Shahed-136", 1))) == ["what", "n"]
    assert columns(result(("claim", "n"), (claim, 1))) == ["claim", "n"]
    assert columns(result(("article", "articleIri", "in"), ("a", f"{BASE}article/a", other))) == ["article", "in"]
    assert columns(result(("a", "b"), ("x", "x"))) == ["a", "b"]


def test_in_plain_text(small):
    found = Result(store.ask(small, "deniers", {"lang": "en", "limit": "2"}), dict, lang="en", cut=True)
    assert str(found).splitlines() == [
        "side    denials  claims  sources",
        "Iran    3        2       2",
        "Turkey  2        1       1",
        "rows: 2 · the graph may have more: limit=N gives more",
    ]
    assert "…" in str(result(("a",), ("mot " * 99,))) and str(result(("a",))) == "a\nlignes : 0"
    assert str(said(small, source="Iran")).splitlines()[0].startswith("2023-05-02 Iran denies: drone")


def test_what_is_not_shown_is_told():
    many = result(("n",), *((n,) for n in range(views.SHOWN + 1)), lang="en", cut=True)._repr_html_()
    assert many.count("<td") == views.SHOWN
    assert (
        f"rows: {views.SHOWN + 1} · the first {views.SHOWN} are shown: .df() has all · the graph may have more" in many
    )
