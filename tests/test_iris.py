"""The IRIs of things: no two things share one, and each tells what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dementi import iris
from dementi.records import Claim, ConceptKind, Kind, Source, SourceKind
from dementi.terms import BASE, concepts

CONCEPTS = concepts()
NAMES = st.text(min_size=1)
UNLISTED = st.builds(iris.unlisted_iri, st.sampled_from([iris.ORGANIZATION, iris.MEDIA, iris.NAME]), NAMES) | st.builds(
    iris.unlisted_iri, st.just(iris.PERSON), NAMES, st.none() | NAMES.map(iris.body_iri)
)
ACTORS = st.sampled_from(sorted(iris.listed().values())) | UNLISTED


@pytest.mark.parametrize(
    ("source", "end"),
    [
        (Source("Iran", SourceKind.STATE), "actor/iran"),
        (Source("Iran, called otherwise", SourceKind.STATE, concept="iran"), "actor/iran"),
        (Source("Personne Fictive", SourceKind.PERSON), "person/Personne_Fictive/_"),
        (Source("Personne Fictive", SourceKind.PERSON, "Iran"), "person/Personne_Fictive/iran"),
        (Source("Personne Fictive", SourceKind.PERSON, "Ligue_1"), "person/Personne_Fictive/organization:Ligue%5F1"),
        (Source("Ligue / Union", SourceKind.ORGANIZATION, "Iran"), "organization/Ligue_%2F_Union"),
        (Source("Modèle", SourceKind.MEDIA), "media/Mod%C3%A8le"),
        (Source("Erewhon", SourceKind.STATE), "organization/Erewhon"),
    ],
)
def test_of_a_source(source, end):
    assert iris.actor_iri(source) == BASE + end


def test_an_outlet_is_one_as_publisher_and_as_source():
    assert iris.media_iri("Modèle") == iris.actor_iri(Source("Modèle", SourceKind.MEDIA))
    assert iris.media_iri("Reuters") == f"{BASE}actor/reuters"


def test_a_firm_is_one_as_source_and_as_party_and_never_a_person():
    kinds = (SourceKind.ORGANIZATION, SourceKind.STATE, SourceKind.PERSON, SourceKind.MEDIA)
    body, state, person, outlet = (iris.actor_iri(Source("Modèle", kind)) for kind in kinds)
    sold = iris.parts(iris.claim_iri(Claim(Kind.TRANSFER, "Modèle", None, "drone")))[1][1]
    assert body == state == iris.body_iri("Modèle") == iris.actor_of(sold)
    assert len({body, person, outlet, iris.name_iri("Modèle")}) == 4


@given(ACTORS, ACTORS)
def test_segments_are_as_distinct_as_what_they_stand_for(one, other):
    assert iris.actor_of(iris.segment(one)) == one
    assert (iris.segment(one) == iris.segment(other)) == (one == other)
    assert iris.segment(one) != iris.NOBODY and "/" not in iris.segment(one)
    assert iris.actor_of(iris.segment(None)) is None


@given(NAMES, st.sampled_from([iris.ORGANIZATION, iris.MEDIA, iris.NAME, iris.PERSON]))
def test_a_name_is_read_back_from_its_iri(name, room):
    assert iris.names(iris.unlisted_iri(room, name)) == (name, name)


@given(NAMES, NAMES)
def test_roles_of_a_claim_are_read_back_from_its_iri(supplier, recipient):
    room, (kind, *roles, item) = iris.parts(iris.claim_iri(Claim(Kind.USE, supplier, recipient, "drone")))
    assert (room, kind, item) == ("claim", "use", "drone")
    assert [iris.actor_of(role) for role in roles] == [iris.body_iri(supplier), iris.body_iri(recipient)]


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        ("actor/iran", "actor/iran"),
        ("actor/dmitry-peskov", "actor/russia"),
        ("actor/kremlin", "actor/russia"),
        ("actor/nato", "actor/nato"),
        ("actor/iaea", "actor/iaea"),  # said to speak for itself: the chain ends there
        ("actor/hezbollah", "actor/hezbollah"),
        ("actor/reuters", "actor/reuters"),
        ("actor/rheinmetall", "actor/rheinmetall"),  # sits in Germany, and speaks for itself
        ("person/Personne/kremlin", "actor/russia"),
        ("person/Personne/name:Ligue", "name/Ligue"),
        ("person/Personne/_", "person/Personne/_"),
        ("organization/Ligue", "organization/Ligue"),
    ],
)
def test_sides(actor, side):
    assert iris.side_of(BASE + actor) == BASE + side


def test_every_side_is_an_end():
    for iri in iris.listed().values():
        assert iris.side_of(iris.side_of(iri)) == iris.side_of(iri)


def test_who_only_sits_somewhere_speaks_for_nobody():
    located = [concept for concept in CONCEPTS.values() if concept.located]
    assert {ConceptKind.PLACE, ConceptKind.ORGANIZATION} == {concept.kind for concept in located}
    assert all(concept.behalf for concept in located)
    assert not [c for c in located if c.kind is not ConceptKind.PLACE and iris.behalf_of(f"{BASE}actor/{c.id}")]


def test_names_of_articles_and_of_nobody_are_local():
    here = iris.local_iri("un/deux", "officials")
    assert here == f"{BASE}article/un%2Fdeux#source-officials"
