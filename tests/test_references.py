"""What a user's words refer to."""

import re

import pytest

from dementi import references, store
from dementi.records import Kind, Stance, Status
from dementi.terms import BASE
from queries.corpus import everything, graph

IRAN, DRONE = f"{BASE}actor/iran", f"{BASE}item/drone"
DRONES = f"{BASE}claim/transfer/iran/russia/drone"


@pytest.fixture(scope="module")
def look():
    small = store.load(graph(everything()))
    return lambda query: store.ask(small, query)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Iran", [IRAN]),
        ("TÉHÉRAN", [IRAN]),
        ("actor:iran", [IRAN]),
        (IRAN, [IRAN]),
        ("Belgique", [f"{BASE}actor/belgium"]),  # known, and without a word in the graph
        ("Ada Modèle", [f"{BASE}person/Ada_Mod%C3%A8le/iran"]),
        ("ada  modele", [f"{BASE}person/Ada_Mod%C3%A8le/iran"]),
        ("des responsables", [f"{BASE}article/{a}#source-officials" for a in ("accusation", "aveu")]),
        ("officials", [f"{BASE}article/{a}#source-officials" for a in ("accusation", "aveu")]),
    ],
)
def test_actors(look, name, found):
    assert references.actors(name, look) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("drone", [DRONE]),
        ("item:drone", [DRONE]),
        ("Geran-2", [f"{BASE}item/shahed-136"]),
        ("Téhéran", [IRAN]),
        ("drone : Iran → Russie", [DRONES]),
        ("drone: Iran → Russia", [DRONES]),
        ("claim:transfer/iran/russia/drone", [DRONES]),
    ],
)
def test_topics(look, name, found):
    assert references.topics(name, look) == found


@pytest.mark.parametrize(
    ("resolve", "name", "message"),
    [
        (references.actors, "drone", "drone: no such actor"),
        (references.actors, "Ada Modele-Dupont", "did you mean « Ada Modèle »"),
        (references.actors, "Irann", "did you mean « Iran »"),
        (references.topics, "licorne", "licorne: no such supplier, recipient, item or claim"),
        (references.actors, "https://example.org/x", "nothing in this graph has this IRI"),
        (references.actors, "actor:nobody-of-this-name", "nothing in this graph has this IRI"),
        (references.actors, "http://a b", "is no IRI"),
        (references.actors, "", "no such actor"),
        (references.article, "zzz", "zzz: no such article in this graph"),
        (references.article, f"{BASE}article/zzz", "no such article"),
    ],
)
def test_what_there_is_not(look, resolve, name, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        resolve(name, look)


def test_articles(look):
    assert references.article("aveu", look) == "aveu"
    assert references.article(f"{BASE}article/aveu", look) == "aveu"
    assert references.article("article:aveu", look) == "aveu"


def test_without_a_graph_the_ontology_is_known():
    assert references.actors("Téhéran", None) == [IRAN]
    assert references.article(f"{BASE}article/rien%20%C3%A0%20dire", None) == "rien à dire"
    with pytest.raises(ValueError, match="no such actor"):
        references.actors("Ada Modèle", None)


def test_every_label_is_read_only_where_no_index_helps(look):
    asked = []
    references.actors("Ada Modèle", lambda query: asked.append(query) or look(query))
    assert len(asked) == 1 and "VALUES" in asked[0]


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("stance", "denies", "Denial"),
        ("stance", "Démenti", "Denial"),
        ("stance", "assertion", "Assertion"),
        ("kind", "transfert", "kind-transfer"),
        ("kind", "training", "kind-training"),
        ("status", "accompli", "status-done"),
        ("status", "en cours", "status-ongoing"),
    ],
)
def test_words_of_the_ontology(name, value, term):
    assert references.worded(name, value) == f"https://w3id.org/dementi/ontology#{term}"


def test_words_are_those_that_rows_have():
    known = {"stance": Stance, "kind": Kind, "status": Status}
    assert known.keys() == references.WORDS.keys()
    for name, words in known.items():
        assert len({references.worded(name, word) for word in words}) == len(words)
        with pytest.raises(ValueError, match=f"^{name}=x: give one of {', '.join(words)}$"):
            references.worded(name, "x")


def test_items(look):
    assert references.items("Geran-2", look) == [f"{BASE}item/shahed-136"]
    with pytest.raises(ValueError, match="Iran: no such item"):
        references.items("Iran", look)
