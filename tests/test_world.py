"""What the ontology knows of the world, against tables written apart from it; and how much of a gold set it knows."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from babel import Locale
from rdflib import Graph

from dementi import pipeline, terms
from dementi.articles import read
from dementi.records import Article, ConceptKind
from spans import annotated

CASES = Path(__file__).parent / "cases" / "world"
CONCEPTS = terms.concepts()
STATES = [concept for concept in CONCEPTS.values() if concept.kind is ConceptKind.STATE]
CODES = {
    str(state).rsplit("/", 1)[-1]: str(code)
    for state, code in Graph().parse(terms.ONTOLOGY / "actors.ttl").subject_objects(terms.DEM["iso3166"])
}
ROWS = [
    tuple(line.split("\t"))
    for line in (CASES / "states.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def table(stem):
    """The sentences or forms of a table, each with the English name it is about, room by room."""
    rooms = tomllib.loads((CASES / f"{stem}.toml").read_text(encoding="utf-8"))
    return [(room, name, text) for room, names in rooms.items() for name, texts in names.items() for text in texts]


FORMS, NEAR_MISSES = table("forms"), table("near_misses")


def named(text):
    """What a text names, by English name, with where."""
    return [(mention.concept.en, mention.where) for mention in annotated(text)._.mentions]


def named_names(text):
    """The English names of what a text names, in text order."""
    return [en for en, _ in named(text)]


def test_the_tables_are_broad_and_name_what_there_is():
    assert len(FORMS) >= 300 and len(NEAR_MISSES) >= 60
    assert len(set(FORMS)) == len(FORMS) and len(set(NEAR_MISSES)) == len(NEAR_MISSES)
    known = {concept.en for concept in CONCEPTS.values()}
    assert {name for _, name, _ in FORMS + NEAR_MISSES} <= known


@pytest.mark.parametrize(("room", "name", "form"), FORMS)
def test_a_form_names_its_concept(room, name, form):
    text = f"On a parlé de « {form} » hier."
    start = text.index(form)
    inside = [en for en, where in named(text) if start <= where.start and where.end <= start + len(form)]
    assert name in inside


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            name,
            text,
            marks=pytest.mark.xfail(reason="nothing in the sentence tells it apart") if room == "gaps" else (),
        )
        for room, name, text in NEAR_MISSES
    ],
)
def test_a_near_miss_names_something_else(name, text):
    assert name not in named_names(text)


def test_every_state_is_in_the_table():
    assert {code for code, *_ in ROWS} == set(CODES.values())


def test_names_of_states_in_french_are_those_of_cldr():
    """But for the few that articles write otherwise."""
    otherwise = {
        "DM": "la Dominique",  # the name by itself is also a first name
        "GD": "La Grenade",
        "SV": "le Salvador",
        "MM": "Birmanie",
        "MU": "Île Maurice",
        "PS": "Palestine",
        "VA": "Vatican",
        "VC": "Saint-Vincent-et-les-Grenadines",
    }
    names = Locale("fr").territories
    for state in STATES:
        code = CODES[state.id]
        name = otherwise.get(code) or names[code].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        assert name in [form.text for form in state.forms], state.id


@pytest.mark.parametrize(("code", "adjective", "capital"), ROWS)
def test_every_state_is_found_by_name_adjective_and_capital(code, adjective, capital):
    (state,) = (state for state in STATES if CODES[state.id] == code)
    sentences = [f"Les livraisons venaient de {state.fr}."]
    sentences += [f"Le gouvernement {adjective} a répondu."] if adjective != "-" else []
    sentences += [f"Selon {capital}, rien n’est vrai."] if capital != "-" else []
    assert named_names(" ".join(sentences)) == [state.en] * len(sentences)


@pytest.mark.parametrize(("code", "adjective", "capital"), [row for row in ROWS if row[1] != "-"])
@pytest.mark.parametrize("body", ["ministère {} de la Défense", "état-major {}", "porte-parole du gouvernement {}"])
def test_every_state_has_bodies_that_speak_for_it(code, adjective, capital, body):
    (state,) = (state for state in STATES if CODES[state.id] == code)
    actors = annotated(f"Un {body.format(adjective)} a nié.")._.actors
    assert {actor.source.on_behalf_of for actor in actors if not actor.qualifier} == {state.en}


def test_every_form_of_a_state_names_it():
    """One article, a form a line."""
    for state in STATES:
        lines = [f"Il est question de « {form.text} » ici." for form in state.forms]
        assert named_names("\n\n".join(lines)) == [state.en] * len(lines), state.id


@pytest.fixture(scope="module")
def shares(gold):
    """The share of the parties and items of the rows of a gold set that are named somewhere in their article.

    Parties are suppliers, recipients and states. A person or body names also whom it speaks for.
    """
    texts = {article.id: article for article in read([gold / "dev"]) if isinstance(article, Article)}
    hits, of = Counter(), Counter()
    for line in (gold / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mentions = pipeline.annotate(texts[row["id"]], pipeline.build())._.mentions
        parties = {canonical(name) for mention in mentions for name in names_of(mention.concept)}
        items = {mention.concept.item_class for mention in mentions}
        for one in (one for one in row["statements"] if not one.get("optional")):
            states = {one["on_behalf_of"], one["source"]} & {state.en for state in STATES}
            wanted = {canonical(name) for name in {one["supplier"], one["recipient"], *states} - {None}}
            of.update(parties=len(wanted), items=1)
            hits.update(parties=len(wanted & parties), items=one["item"] in items)
    return {what: hits[what] / of[what] for what in of}


def canonical(name):
    """A name as the scorer compares it: « Czech Republic » is « Czechia »."""
    return {"Czech Republic": "Czechia"}.get(name, name)


def names_of(concept):
    """The English names of a concept and of whom it speaks for."""
    yield concept.en
    if concept.behalf not in (None, concept.id):  # an unrecognised state speaks for itself
        yield from names_of(CONCEPTS[concept.behalf])


def test_the_parties_of_a_gold_set_are_known(shares):
    assert shares["parties"] >= 0.97


def test_the_items_of_a_gold_set_are_known(shares):
    assert shares["items"] >= 0.95
