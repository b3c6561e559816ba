"""Who is who, as a user knows it: merged, split, and as it was before."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dementi import aliases, iris, rdf
from dementi.aliases import Aliases
from dementi.records import ARTICLE_SOURCE, Act, Article, Claim, Kind, Source, SourceKind
from dementi.terms import BASE
from queries.corpus import corpus, said

PERSON, BODY, OUTLET, NAME = iris.PERSON, iris.ORGANIZATION, iris.MEDIA, iris.NAME
TEXT = "Un porte-parole dément."


def merge(actor, into):
    return {"op": "merge", "actor": actor, "into": into}


def split(actor, new, **where):
    return {"op": "split", "actor": actor, "as": new} | where


def undo(line):
    return {"op": "undo", "line": line}


@pytest.fixture(scope="session")
def load(tmp_path_factory):
    """Read lines as a file of aliases."""

    def loaded(*lines):
        path = tmp_path_factory.mktemp("aliases") / "aliases.jsonl"
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        return Aliases.load(path)

    return loaded


@pytest.mark.parametrize(
    ("lines", "actor", "expected"),
    [
        ([merge("Ligue", "Union")], f"{BODY}/Ligue", f"{BODY}/Union"),
        ([merge("Ligue", "Union")], f"{OUTLET}/Ligue", f"{OUTLET}/Union"),
        ([merge("Ligue", "Union")], f"{NAME}/Ligue", f"{NAME}/Union"),
        ([merge("Ligue", "Union")], f"{PERSON}/Ligue/iran", f"{PERSON}/Union/iran"),
        ([merge("Ligue", "Union")], f"{BODY}/ligue", f"{BODY}/ligue"),
        ([merge("Modele", "Union")], f"{BODY}/Mod%C3%A8le", f"{BODY}/Mod%C3%A8le"),
        ([merge("Ligue", "Kremlin")], f"{BODY}/Ligue", "actor/kremlin"),
        ([merge("Erewhon", "Turquie")], f"{NAME}/Erewhon", "actor/turkey"),
        ([merge(f"{BASE}{BODY}/Erewhon", "Turquie")], f"{BODY}/Erewhon", "actor/turkey"),
        ([merge("Turquie", "Iran")], "actor/turkey", "actor/iran"),
        ([merge("Turkey", "Iran")], "actor/turkey", "actor/iran"),
        ([merge(f"{BASE}actor/turkey", f"{BASE}actor/iran")], "actor/turkey", "actor/iran"),
        ([merge(f"{BASE}{BODY}/Ligue", "Union")], f"{BODY}/Ligue", f"{BODY}/Union"),
        ([merge(f"{BASE}{BODY}/Ligue", "Union")], f"{OUTLET}/Ligue", f"{OUTLET}/Ligue"),
        ([merge("A", "B"), merge("B", "C")], f"{BODY}/A", f"{BODY}/C"),
        ([merge("B", "C"), merge("A", "B")], f"{BODY}/A", f"{BODY}/C"),
        ([merge("A", "B"), undo(1), merge("A", "C")], f"{BODY}/A", f"{BODY}/C"),
        # Two affiliations of one person, in both directions one after the other.
        ([merge(f"{BASE}{PERSON}/P/_", f"{BASE}{PERSON}/P/iran")], f"{PERSON}/P/_", f"{PERSON}/P/iran"),
        ([merge("Ligue", "Union")], f"{PERSON}/P/name:Ligue", f"{PERSON}/P/name:Union"),
        ([merge("Ligue", "Kremlin")], f"{PERSON}/P/name:Ligue", f"{PERSON}/P/kremlin"),
        ([merge("Ligue", "Union"), merge("P", "Q")], f"{PERSON}/P/name:Ligue", f"{PERSON}/Q/name:Union"),
        # A person is no affiliation: this would have no end.
        ([merge("Ligue", f"{BASE}{PERSON}/P/name:Ligue")], f"{PERSON}/P/name:Ligue", f"{PERSON}/P/name:Ligue"),
        ([split("P", "P (2)", article="a")], f"{PERSON}/P/iran", f"{PERSON}/P_%282%29/iran"),
        ([split("P", "P (2)", article="b")], f"{PERSON}/P/iran", f"{PERSON}/P/iran"),
        ([split("P", "Q", on_behalf_of="Iran")], f"{BODY}/P", f"{BODY}/Q"),
        ([split("P", "Q", on_behalf_of="Turquie")], f"{BODY}/P", f"{BODY}/P"),
        ([split("P", "Q", on_behalf_of="Turquie"), merge("Iran", "Turquie")], f"{BODY}/P", f"{BODY}/Q"),
        ([split("P", "Q", on_behalf_of="Iran"), merge("Iran", "Turquie")], f"{BODY}/P", f"{BODY}/Q"),
        ([split("Kremlin", "Kremlin (journal)", article="a")], "actor/kremlin", f"{BODY}/Kremlin_%28journal%29"),
        ([split("Iran", "Perse", article="a")], "actor/iran", f"{BODY}/Perse"),
        ([split("Reuters", "Autre", article="a")], "actor/reuters", f"{OUTLET}/Autre"),
        ([split("Dmitry Peskov", "P", article="a")], "actor/dmitry-peskov", f"{PERSON}/P/russia"),
        ([split("P", "Iran", article="a")], f"{NAME}/P", "actor/iran"),
        ([merge("A", "B"), split("B", "C", article="a")], f"{BODY}/A", f"{BODY}/C"),
    ],
)
def test_who_is_meant(load, lines, actor, expected):
    assert load(*lines).actor(BASE + actor, "a", f"{BASE}actor/iran") == BASE + expected


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([{"op": "join"}], "line 1: join: no such op; use one of merge, split, undo"),
        ([{"op": "merge", "actor": "A"}], "line 1: actor, op: merge has the keys actor, into, op, and why"),
        ([merge("A", "B") | {"as": "C"}], "line 1: actor, as, into, op: merge has the keys"),
        ([split("A", "B", article="a", on_behalf_of="b")], "split has the keys"),
        ([split("A", "B")], "split has the keys"),
        ([merge("", "B")], "line 1: actor '': give some text"),
        ([undo("1")], "line 1: line '1': give a number of a line"),
        ([merge("A", "B"), undo(2)], "line 2: undo 2: there is nothing to undo; lines that stand: 1"),
        ([merge("A", "B"), undo(1), undo(1)], "line 3: undo 1: there is nothing to undo; lines that stand: none"),
        ([merge("A", "B"), undo(1), undo(2)], "line 3: undo 2: there is nothing to undo"),
        ([merge("A", "A")], "line 1: A: would be merged into itself"),
        ([merge("Turquie", "Turkey")], "line 1: Turquie: would be merged into itself"),
        ([merge("A", "B"), merge("A", "C")], "line 2: A: is merged already, into B; undo that line first"),
        ([merge("A", "B"), merge("B", "C"), merge("C", "A")], "line 3: C: would come back to itself"),
        ([merge("A", "B"), split("B", "A", article="a")], "line 2: B: would come back to itself"),
        (
            [merge("Ligue", "Union"), merge(f"{BASE}person/P/name:Union", f"{BASE}person/P/name:Ligue")],
            "line 2: .*would come back to itself",
        ),
        ([merge("article", "A")], "line 1: article: belongs to its article"),
        ([merge("A", "unattributed")], "line 1: unattributed: belongs to its article"),
        ([merge(f"{BASE}article/a#source-officials", "A")], "belongs to its article, and is nobody elsewhere"),
        ([merge("A", f"{BASE}item/drone")], "item/drone: is the IRI of no actor; copy it from the graph"),
        ([merge("A", f"{BASE}actor/atlantide")], "is the IRI of no actor"),
        ([merge("A", f"{BASE}person/A")], "is the IRI of no actor"),
        ([merge("Dmitry Peskov", "Russie")], "line 1: Dmitry Peskov into Russie: a person is no state"),
        ([merge("Reuters", "Iran")], "a body is no state"),
        ([merge(f"{BASE}media/A", "Iran")], "a body is no state"),
        ([merge(f"{BASE}person/P/_", "Kremlin")], "a person is no body"),
        ([split("A", "B", article="a"), split("A", "C", article="a")], "line 2: A, a: is split there already"),
        ([split("Turquie", "Turkey", article="a")], "line 1: Turkey: is who it is already; give another name"),
    ],
)
def test_a_wrong_line_is_named(load, lines, message):
    with pytest.raises(ValueError, match=rf"aliases\.jsonl: .*{message}".replace("(", r"\(").replace(")", r"\)")):
        load(*lines)


def test_a_line_that_is_no_json_is_named(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"op": "undo", "line": 1\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.jsonl: line 1: .*is no JSON .*; correct it"):
        Aliases.load(tmp_path / "x.jsonl")


def test_without_a_file_nobody_has_an_alias(tmp_path):
    assert Aliases.load(tmp_path / "none.jsonl") == Aliases()


def test_what_is_appended_is_checked_with_what_is_there(tmp_path):
    path = tmp_path / "aliases.jsonl"
    assert aliases.append(path, merge("A", "É") | {"why": "« une »"}) == 1
    with pytest.raises(ValueError, match="line 2: A: is merged already"):
        aliases.append(path, merge("A", "C"))
    with pytest.raises(ValueError, match="line 2: join: no such op"):
        aliases.append(path, {"op": "join"})
    assert aliases.append(path, undo(1)) == 2
    assert path.read_text(encoding="utf-8") == (
        '{"op": "merge", "actor": "A", "into": "É", "why": "« une »"}\n{"op": "undo", "line": 1}\n'
    )
    rows = aliases.entries(path)
    assert [(row["line"], row["op"], row["actor"], row["undoes"], row["undone_by"]) for row in rows] == [
        (1, "merge", "A", None, 2),
        (2, "undo", None, 1, None),
    ]


def test_a_line_is_a_line_whatever_it_holds(tmp_path):
    path = tmp_path / "aliases.jsonl"
    path.write_text(json.dumps(merge("A\u2028B", "B"), ensure_ascii=False), encoding="utf-8")  # and no end of line
    assert aliases.append(path, undo(1)) == 2
    assert Aliases.load(path) == Aliases()
    assert path.read_text(encoding="utf-8").count("\n") == 2


def test_all_that_names_an_actor_follows(load):
    """Source, side, on behalf of, relay, roles, publisher: of whoever goes nothing is left."""
    article = Article("un", TEXT, publisher="Ligue")
    claim = Claim(Kind.TRANSFER, "Ligue", "Ligue", "drone")
    person = Source("P", SourceKind.PERSON, "Ligue")
    statements = [
        said(article, person, Act.DENIES, claim, "drones", TEXT, via=("Ligue",)),
        said(article, Source("Ligue", SourceKind.ORGANIZATION), Act.DENIES, claim, "drones", TEXT),
        said(article, ARTICLE_SOURCE, Act.STATES, claim, "drones", TEXT),
    ]
    pairs = [(article, statements)]
    before, after = rdf.nquads(pairs), rdf.nquads(pairs, load(merge("Ligue", "Union")))
    assert "Ligue" in before and "Ligue" not in after
    assert after.count("\n") == before.count("\n")
    for end in (
        "person/P/organization:Union>",
        "claim/transfer/organization:Union/organization:Union/drone>",
        "media/Union>",
    ):
        assert end in after and end not in before
    assert '"Union"@fr' in after and '"drone : Union → Union"@fr' in after


@pytest.mark.parametrize(
    "line", [split("Ligue", "Turquie", article="un"), merge("Ligue", "National Intelligence Organization")]
)
def test_who_is_somebody_else_speaks_for_somebody_else(load, line):
    """Side and behalf are those of whom the ontology lists, not what the article told of the name."""
    article = Article("un", TEXT)
    ligue = Source("Ligue", SourceKind.ORGANIZATION, "Iran")
    denial = said(article, ligue, Act.DENIES, Claim(Kind.USE, "Russia", None, "drone"), "x", TEXT)
    before, after = rdf.nquads([(article, [denial])]), rdf.nquads([(article, [denial])], load(line))
    assert "ontology#side> <https://w3id.org/dementi/id/actor/iran>" in before
    assert "ontology#side> <https://w3id.org/dementi/id/actor/turkey>" in after
    assert "actor/iran" not in after


def test_two_sources_that_are_one_keep_their_statements_apart(load):
    article = Article("un", TEXT)
    claim = Claim(Kind.USE, "Iran", None, "drone")
    both = [said(article, Source(name, SourceKind.MEDIA), Act.DENIES, claim, "x", TEXT) for name in ("A", "B")]
    text = rdf.nquads([(article, both)], load(merge("A", "B")))
    assert text.count("ontology#source> <https://w3id.org/dementi/id/media/B>") == 2


def test_local_sources_stay_what_they_are(load):
    text = rdf.nquads(corpus())
    assert rdf.nquads(corpus(), load(merge("officials", "Union"))) == text


NAMES = ["A", "B", "C", "Iran", "Turquie", "Kremlin", "Reuters", "Dmitry Peskov", "Modèle", "La Gazette"]
LINES = st.lists(
    st.one_of(
        st.builds(merge, st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.builds(lambda a, b: split(a, b, article="accusation"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.builds(lambda a, b: split(a, b, on_behalf_of="Iran"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def pairs():
    article = Article("un", TEXT, publisher="La Gazette")
    claim = Claim(Kind.USE, "A", "B", "drone")
    sources = [
        Source("A", SourceKind.ORGANIZATION, "Iran"),
        Source("B", SourceKind.PERSON, "C"),
        Source("Dmitry Peskov", SourceKind.PERSON, "Russia", concept="dmitry-peskov"),
        Source("Reuters", SourceKind.MEDIA),
    ]
    more = [said(article, source, Act.DENIES, claim, "drones", TEXT, via=("C", "Modèle")) for source in sources]
    return [*corpus(), (article, more)]


@settings(deadline=None)
@given(lines=LINES)
def test_what_is_undone_never_was(load, pairs, lines):
    """Whatever lines a file takes: with all of them undone, in any order, the graph is what it was, byte by byte."""
    taken = []
    for line in lines:
        try:
            load(*taken, line)
        except ValueError:
            continue
        taken.append(line)
    changed = rdf.nquads(pairs, load(*taken))
    undone = [undo(number) for number in range(1, len(taken) + 1)]
    assert rdf.nquads(pairs, load(*taken, *undone)) == rdf.nquads(pairs) == rdf.nquads(pairs, load())
    assert rdf.nquads(pairs, load(*taken, *undone, *taken)) == changed
