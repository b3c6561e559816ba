"""What articles share: said from the IRI alone."""

import pytest
from pyoxigraph import NamedNode

from dementi import vocabulary
from dementi.terms import BASE, PREFIXES

DEM, SKOS = PREFIXES["dem"], PREFIXES["skos"]


def said(*ends):
    """What is said of things and all that they lead to: (subject, predicate, object), prefixes left out."""
    quads = list(vocabulary.vocabulary_quads(BASE + end for end in ends))
    assert len(quads) == len(set(quads))
    assert {quad.graph_name.value for quad in quads} == {vocabulary.VOCABULARY}
    return {(short(quad.subject), short(quad.predicate), short(quad.object)) for quad in quads}


def short(term):
    text = term.value.removeprefix(BASE)
    return text.rpartition("#")[2].rpartition("/")[2] if "://" in text else text


def test_a_claim_leads_to_its_roles_and_items_and_on():
    found = said("claim/transfer/kremlin/name:Ligue/shahed-136")
    assert found >= {
        ("claim/transfer/kremlin/name:Ligue/shahed-136", "type", "Claim"),
        ("claim/transfer/kremlin/name:Ligue/shahed-136", "kind", "kind-transfer"),
        ("claim/transfer/kremlin/name:Ligue/shahed-136", "supplier", "actor/kremlin"),
        ("claim/transfer/kremlin/name:Ligue/shahed-136", "recipient", "name/Ligue"),
        ("claim/transfer/kremlin/name:Ligue/shahed-136", "prefLabel", "Shahed-136 : Kremlin → Ligue"),
        ("actor/kremlin", "type", "Organization"),
        ("actor/kremlin", "onBehalfOf", "actor/russia"),
        ("actor/russia", "prefLabel", "Russie"),
        ("name/Ligue", "type", "Actor"),
        ("item/shahed-136", "broader", "item/shahed"),
        ("item/shahed", "broader", "item/loitering-munition"),
        ("item/drone", "broader", "item/weapons"),
        ("item/weapons", "type", "Item"),
    }
    assert not [line for line in found if line[:2] == ("item/weapons", "broader")]


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("person/Personne/iran", "Person"),
        ("organization/Ligue", "Organization"),
        ("media/Mod%C3%A8le", "Media"),
        ("name/Erewhon", "Actor"),
        ("actor/iran", "State"),
        ("actor/hezbollah", "ArmedGroup"),
        ("item/drone", "Item"),
    ],
)
def test_the_class_follows_from_the_iri(iri, expected):
    assert vocabulary.class_of(BASE + iri) == expected
    assert {line[2] for line in said(iri) if line[:2] == (iri, "type")} == {expected}


def test_an_unlisted_person_speaks_for_its_affiliation():
    found = said("person/Personne_Fictive/name:Ligue")
    assert ("person/Personne_Fictive/name:Ligue", "onBehalfOf", "name/Ligue") in found
    assert ("name/Ligue", "prefLabel", "Ligue") in found
    assert ("person/Personne_Fictive/name:Ligue", "prefLabel", "Personne Fictive") in found


def test_a_private_firm_speaks_for_nobody():
    assert not [line for line in said("actor/rheinmetall") if line[1] == "onBehalfOf"]


def test_open_roles_are_question_marks():
    assert ("claim/use/_/_/drone", "prefLabel", "drone: ? → ?") in said("claim/use/_/_/drone")


def test_an_unknown_concept_is_refused():
    with pytest.raises(KeyError, match="obusier-9"):
        list(vocabulary.vocabulary_quads([f"{BASE}claim/use/_/_/obusier-9"]))


@pytest.mark.parametrize("curie", ["dem:Denail", "nowhere:x"])
def test_a_misspelt_term_raises(curie):
    with pytest.raises(KeyError):
        vocabulary.term(curie)


def test_a_term_of_the_ontology():
    assert vocabulary.term("dem:Denial") == NamedNode(f"{DEM}Denial")
    assert vocabulary.term("skos:broader") == NamedNode(f"{SKOS}broader")
