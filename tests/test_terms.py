"""Reading the ontology: what it gives, and that every mistake is named with its file, concept and value."""

import subprocess
import sys

import pytest

from conftest import ROOT
from dementi import terms
from dementi.records import ConceptKind, Form, Office, Use

HEAD = """
@prefix actor: <https://w3id.org/dementi/id/actor/> .
@prefix office: <https://w3id.org/dementi/id/office/> .
@prefix dem: <https://w3id.org/dementi/ontology#> .
@prefix item: <https://w3id.org/dementi/id/item/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
IRAN = 'actor:iran a dem:State ; skos:prefLabel "Iran"@en, "Iran"@fr .\n'
DRONE = 'item:drone a dem:ItemClass ; skos:prefLabel "drone"@en, "drone"@fr .\n'


@pytest.fixture
def ontology(tmp_path, monkeypatch):
    """Write a small ontology and read it: a function of the text of its actors, of its weapons, of its offices."""
    (tmp_path / "dementi.ttl").write_bytes((terms.ONTOLOGY / "dementi.ttl").read_bytes())
    monkeypatch.setattr(terms, "ONTOLOGY", tmp_path)

    def read(actors=IRAN, weapons=DRONE, offices=""):
        (tmp_path / "actors.ttl").write_text(HEAD + actors, encoding="utf-8")
        (tmp_path / "weapons.ttl").write_text(HEAD + weapons, encoding="utf-8")
        (tmp_path / "offices.ttl").write_text(HEAD + offices, encoding="utf-8")
        terms.concepts.cache_clear()
        return terms.concepts()

    yield read
    terms.concepts.cache_clear()


def test_a_state_with_its_forms():
    iran = terms.concepts()["iran"]
    assert (iran.kind, iran.en, iran.fr, iran.adjective) == (ConceptKind.STATE, "Iran", "Iran", "Iranian")
    for form in (
        Form("Iran"),
        Form("iraniennes", Use.ADJECTIVE),
        Form("Iraniens", Use.DEMONYM),
        Form("Téhéran", Use.METONYM),
    ):
        assert form in iran.forms


def test_a_person_an_organization_a_place_an_outlet():
    known = terms.concepts()
    peskov = known["dmitry-peskov"]
    assert (peskov.en, peskov.behalf, peskov.female, peskov.title) == (
        "Dmitry Peskov",
        "russia",
        False,
        "porte-parole du Kremlin",
    )
    assert Form("Peskov", Use.SURNAME) in peskov.forms
    assert known["maria-zakharova"].female
    assert known["white-house"].behalf == "united-states"
    assert known["baykar"].behalf == "turkey"
    assert known["tatarstan"].behalf == "russia"
    assert known["tass"].behalf is None, "an outlet has a country and speaks for nobody"
    assert Form("Amid Saeed Iravan") in known["amir-saeid-iravani"].forms


def test_an_item_its_class_and_its_maker():
    shahed = terms.concepts()["shahed-136"]
    assert (shahed.broader, shahed.item_class, shahed.maker) == ("shahed", "drone", "iran")
    assert terms.concepts()["ballistic-missile"].broader == "missile"
    assert terms.concepts()["fateh-110"].item_class == "ballistic-missile"
    assert Form("système", context=True) in terms.concepts()["weapons"].forms


def test_concepts_come_in_the_order_of_their_ids_and_cannot_be_changed():
    known = terms.concepts()
    assert list(known) == sorted(known)
    with pytest.raises(TypeError):
        known["iran"] = known["iraq"]


def test_iris():
    assert terms.concept_iri("iran") == "https://w3id.org/dementi/id/actor/iran"
    assert terms.concept_iri("shahed-136") == "https://w3id.org/dementi/id/item/shahed-136"
    with pytest.raises(ValueError, match="atlantis: no such concept"):
        terms.concept_iri("atlantis")


def test_namespaces():
    assert terms.PREFIXES["actor"] == terms.BASE + "actor/"
    assert str(terms.DEM["Denial"]) == terms.PREFIXES["dem"] + "Denial"
    with pytest.raises(AttributeError):
        terms.DEM.Denyal
    with pytest.raises(AttributeError, match="NOTHING"):
        terms.NOTHING


def test_importing_loads_no_graph_library():
    code = "import sys, dementi.terms; print({'rdflib', 'pyoxigraph'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "graph")
    assert done.stdout.strip() == "set()"


def test_a_small_ontology_is_read(ontology):
    assert list(ontology()) == ["drone", "iran"]


def test_a_contextual_label_overrides_a_plain_one(ontology):
    text = DRONE.replace("@fr .", '@fr ; dem:contextualLabel "drone"@fr .')
    assert ontology(weapons=text)["drone"].forms == (Form("drone", context=True),)


OFFICE = (
    'office:x-1 a dem:Office ; skos:prefLabel "minister"@en, "ministre"@fr ; dem:heldBy actor:x ;'
    ' dem:heldFrom "2019" ; dem:heldUntil "2021-03-04" .\n'
)
PERSON = 'actor:x a dem:Person ; skos:prefLabel "Jean X"@en, "Jean X"@fr ; schema:jobTitle "ministre"@fr .\n'


def test_offices_are_given_to_who_held_them(ontology):
    (office,) = ontology(actors=IRAN + PERSON, offices=OFFICE)["x"].offices
    assert (office.en, office.fr, office.since, office.until) == ("minister", "ministre", "2019", "2021-03-04")


@pytest.mark.parametrize(
    ("date", "held"),
    [
        ("2018", False),
        ("2018-12-31", False),
        ("2019", True),
        ("2019-01-01", True),
        ("2021", True),
        ("2021-03", True),
        ("2021-03-04", True),
        ("2021-03-05", False),
        ("2021-04", False),
        ("2022", False),
    ],
)
def test_an_office_is_held_as_exactly_as_it_is_known(date, held):
    assert Office("", "", "2019", "2021-03-04").held_on(date) is held


def test_an_office_speaks_for_whom_its_holder_does_or_for_others(ontology):
    person = PERSON.replace(" .", " ; dem:onBehalfOf actor:iran .")
    iraq = IRAN.replace("iran", "iraq").replace("Iran", "Iraq")
    other = OFFICE.replace("x-1", "x-2").replace("2019", "2018").replace(" .", " ; dem:onBehalfOf actor:iraq .")
    offices = ontology(actors=IRAN + iraq + person, offices=OFFICE + other)["x"].offices
    assert [office.behalf for office in offices] == ["iraq", "iran"]


def test_an_office_without_dates_can_be_held_at_any():
    assert Office("", "").held_on("1900") and Office("", "", since="1999").held_on("2050")


@pytest.mark.parametrize(
    ("offices", "message"),
    [
        (OFFICE.replace("actor:x", "actor:iran"), "offices.ttl: dem:heldBy iran: is no person"),
        (OFFICE.replace("actor:x", "actor:y"), "offices.ttl: dem:heldBy y: is no person"),
        (OFFICE.replace("dem:heldBy actor:x ;", ""), "offices.ttl: x-1: dem:heldBy: is missing"),
        (OFFICE.replace(" .", " ; dem:onBehalfOf actor:y ."), "x: dem:onBehalfOf y: leads to no concept"),
        (OFFICE.replace("2021-03-04", "2018"), "x-1: 2019 to 2018: ends before it begins"),
        (OFFICE.replace('"ministre"@fr', '"ministre"@it'), "x-1: skos:prefLabel @fr: has 0"),
        (
            OFFICE.replace("dem:heldFrom", "dem:heldSince"),
            "x-1: .*heldSince: unknown property; use one of dct:source, ",
        ),
    ],
)
def test_every_mistake_in_an_office_is_named(ontology, offices, message):
    with pytest.raises(ValueError, match=message):
        ontology(actors=IRAN + PERSON, offices=offices)


def test_two_people_share_a_surname_where_the_article_chooses(ontology):
    shared = PERSON.replace(" ; schema", ' ; dem:sharedSurname "X"@fr ; schema')
    other = shared.replace("actor:x", "actor:y").replace("Jean", "Jeanne")
    forms = [concept.forms[-1] for concept in ontology(actors=shared + other).values() if concept.id in "xy"]
    assert forms == [Form("X", Use.SURNAME, context=True)] * 2


def test_a_private_firm(ontology):
    firm = 'actor:x a dem:Company ; skos:prefLabel "X"@en, "X"@fr ; dem:private true .\n'
    known = ontology(actors=IRAN + firm)
    assert known["x"].private and not known["iran"].private


def test_words_after_which_a_capital_is_none():
    assert {"rue de", "traité de"} <= set(terms.stops()[Use.METONYM])
    assert set(terms.stops()) == {Use.METONYM}


MISTAKES = {
    "phrase without a form": (
        IRAN.replace(" .", ' ; dem:notIn "golfe Persique"@fr .'),
        "",
        "actors.ttl: iran: golfe Persique: dem:notIn takes a phrase that holds a form",
    ),
    "phrase that is a form": (
        IRAN.replace(" .", ' ; dem:notIn "IRAN"@fr .'),
        "",
        "actors.ttl: iran: IRAN: dem:notIn takes a phrase",
    ),
    "no Turtle": (IRAN + "actor:", "", "actors.ttl: .*correct the Turtle"),
    "blank node": (IRAN.replace(" .", " ; dem:onBehalfOf [] ."), "", "actors.ttl: .*blank nodes"),
    "unknown property": (
        IRAN.replace(" .", ' ; dem:adjectiv "iranien"@fr .'),
        "",
        "actors.ttl: iran: dem:adjectiv: unk",
    ),
    "unknown class": (IRAN.replace("dem:State", "dem:Realm"), "", "actors.ttl: iran: rdf:type: unknown class"),
    "no English label": ('actor:iran a dem:State ; skos:prefLabel "Iran"@fr .', "", "iran: skos:prefLabel @en: has 0"),
    "two French labels": (IRAN.replace('"Iran"@fr', '"Iran"@fr, "Perse"@fr'), "", "iran: skos:prefLabel @fr: has 2"),
    "person without title": (
        'actor:x a dem:Person ; skos:prefLabel "X"@en, "X"@fr .',
        "",
        "actors.ttl: x: schema:jobTitle @fr: has 0",
    ),
    "speaks for nobody known": (
        IRAN + 'actor:x a dem:Organization ; skos:prefLabel "X"@en, "X"@fr ; dem:onBehalfOf actor:persia .',
        "",
        "x: dem:onBehalfOf .*persia: leads to no concept",
    ),
    "made in a drone": (
        "",
        DRONE + 'item:x a dem:WeaponSystem ; skos:prefLabel "X"@en, "X"@fr ; skos:broader item:drone ;'
        " dem:madeIn item:drone .",
        "weapons.ttl: x: dem:madeIn drone: is a item",
    ),
    "under no class": (
        "",
        'item:x a dem:WeaponSystem ; skos:prefLabel "X"@en, "X"@fr .',
        "weapons.ttl: x: x: is under no item class",
    ),
    "circle": (
        "",
        'item:x a dem:ItemType ; skos:prefLabel "X"@en, "X"@fr ; skos:broader item:y .\n'
        'item:y a dem:ItemType ; skos:prefLabel "Y"@en, "Y"@fr ; skos:broader item:x .',
        "x > y > x: skos:broader goes in a circle",
    ),
    "form listed twice": (
        IRAN.replace(" .", ' ; skos:altLabel "Iran"@fr .'),
        "",
        "actors.ttl: iran: Iran: is listed twice",
    ),
    "form of two concepts": (
        IRAN + 'actor:x a dem:Person ; skos:prefLabel "X"@en, "X"@fr ; dem:surname "Iran"@fr ;'
        ' schema:jobTitle "ministre"@fr .',
        "",
        "actors.ttl: x: Iran: already names iran",
    ),
    "name of two concepts": (IRAN + IRAN.replace("actor:iran", "actor:x").replace('"Iran"@fr', '"X"@fr'), "", "iran"),
    "id in both files": (IRAN.replace("actor:iran", "actor:drone"), DRONE, "weapons.ttl: drone: .*actors.ttl; rename"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_named(ontology, name):
    actors, weapons, message = MISTAKES[name]
    with pytest.raises(ValueError, match=message):
        ontology(actors, weapons)


def test_terms_of_a_class_with_their_labels():
    assert terms.labelled("Stance") == {
        str(terms.DEM.Assertion): ("assertion", "assertion"),
        str(terms.DEM.Denial): ("denial", "démenti"),
        str(terms.DEM.Uncertainty): ("uncertainty", "incertitude"),
    }
    assert terms.labelled("NothingOfTheKind") == {}
