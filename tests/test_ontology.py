"""The ontology itself: whole in both languages, true to the codes and names it shares with others."""

import hashlib
import json
import os
import re
from collections import defaultdict
from pathlib import Path

import pycountry
import pytest
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef

from dementi import terms
from dementi.records import STANCE_OF_ACT, Act, ConceptKind, Kind, Stance, Status, Use

FILES = ("dementi.ttl", "actors.ttl", "offices.ttl", "weapons.ttl", "shapes.ttl")
CONCEPTS = terms.concepts()
STATES = [c for c in CONCEPTS.values() if c.kind is ConceptKind.STATE]
ITEMS = [c for c in CONCEPTS.values() if c.kind is ConceptKind.ITEM]
CLASSES = (
    "drone missile ballistic-missile cruise-missile fighter-aircraft helicopter air-defence ammunition artillery "
    "armour naval components technology satellite weapons"
).split()
# A code that ISO 3166 leaves to its users, with its common name.
USER_ASSIGNED = {"XK": "Kosovo"}


@pytest.fixture(scope="module")
def graphs():
    return {file: Graph().parse(terms.ONTOLOGY / file) for file in FILES}


@pytest.fixture(scope="module")
def codes(graphs):
    """ISO code by the id of the state."""
    return {str(s).rsplit("/", 1)[-1]: str(o) for s, o in graphs["actors.ttl"].subject_objects(terms.DEM["iso3166"])}


def forms(concept, use):
    return [form.text for form in concept.forms if form.use is use]


def slug(name):
    return re.sub(r"[^a-z]+", "-", name.lower()).strip("-")


def test_every_term_has_label_and_definition_in_both_languages(graphs):
    graph = graphs["dementi.ttl"]
    subjects = {s for s in graph.subjects(RDF.type) if str(s).startswith(terms.PREFIXES["dem"])}
    assert len(subjects) > 80
    for subject in subjects:
        labels = {o.language for p in (RDFS.label, SKOS.prefLabel) for o in graph.objects(subject, p)}
        definitions = {o.language for o in graph.objects(subject, SKOS.definition)}
        assert labels == definitions == {"en", "fr"}, subject


@pytest.mark.parametrize("file", FILES)
def test_every_term_in_use_is_defined(graphs, file):
    for triple in graphs[file]:
        for node in triple:
            if isinstance(node, URIRef) and str(node).startswith(terms.PREFIXES["dem"]):
                assert terms.DEM[str(node).removeprefix(terms.PREFIXES["dem"])] == node


@pytest.mark.parametrize("file", [file for file in FILES if file != "shapes.ttl"])
def test_there_are_no_blank_nodes(graphs, file):
    assert not [node for triple in graphs[file] for node in triple if isinstance(node, BNode)]


def test_the_shapes_have_no_blank_nodes_but_their_lists(graphs):
    graph = graphs["shapes.ttl"]
    nodes = {node for node in graph.all_nodes() if isinstance(node, BNode)}
    assert nodes <= set(graph.subjects(RDF.first))


def test_every_file_binds_prefixes_as_declared(graphs):
    for file in FILES:
        written = dict(re.findall(r"^@prefix (\w+): <(.+)> \.$", (terms.ONTOLOGY / file).read_text("utf-8"), re.M))
        ours = {prefix: space for prefix, space in written.items() if prefix not in ("prefix", "shape")}
        assert ours.items() <= terms.PREFIXES.items(), file


def test_the_vocabulary_has_the_stances_acts_kinds_and_statuses_of_the_records(graphs):
    graph, dem = graphs["dementi.ttl"], terms.DEM
    names = {Stance.ASSERTS: "Assertion", Stance.DENIES: "Denial", Stance.UNCERTAIN: "Uncertainty"}
    assert set(graph.subjects(RDF.type, dem["Stance"])) == {dem[name] for name in names.values()}
    assert dict(graph.subject_objects(SKOS.broader)) == {
        dem[f"act-{act}"]: dem[names[STANCE_OF_ACT[act]]] for act in Act
    }
    for family, cls in ((Act, "Act"), (Kind, "Kind"), (Status, "Status")):
        expected = {dem[f"{cls.lower()}-{member}"] for member in family}
        assert set(graph.subjects(RDF.type, dem[cls])) == expected


def test_properties_have_one_kind(graphs):
    graph = graphs["dementi.ttl"]
    objects = set(graph.subjects(RDF.type, OWL.ObjectProperty))
    assert objects.isdisjoint(graph.subjects(RDF.type, OWL.DatatypeProperty))
    assert {str(p).rpartition("#")[2] for p in objects} >= {"source", "stance", "act", "about", "evidence", "via"}


def test_states_are_the_members_of_iso_3166_that_the_guidelines_name(codes):
    assert len(STATES) == 197
    assert set(codes) == {state.id for state in STATES}
    assert len(set(codes.values())) == len(codes)


def test_names_of_states_go_with_their_codes(codes):
    """Every name is ISO's, or shares its first word of weight, or is one of the few that ISO words otherwise."""
    otherwise = {
        "CD": "Congo, The Democratic Republic of the",
        "CG": "Congo",
        "CI": "Côte d'Ivoire",
        "CV": "Cabo Verde",
        "GB": "United Kingdom",
        "KP": "Korea, Democratic People's Republic of",
        "KR": "Korea, Republic of",
        "LA": "Lao People's Democratic Republic",
        "TL": "Timor-Leste",
        "TR": "Türkiye",
        "VA": "Holy See (Vatican City State)",
    }
    for state in STATES:
        code = codes[state.id]
        if code in USER_ASSIGNED:
            assert state.en == USER_ASSIGNED[code]
            continue
        iso = pycountry.countries.get(alpha_2=code)
        names = {iso.name, getattr(iso, "common_name", ""), getattr(iso, "official_name", "")}
        if code in otherwise:
            assert otherwise[code] in names, state.id
        else:
            assert any(name.startswith(state.en) for name in names), (state.en, names)


def test_the_id_of_a_state_is_the_slug_of_its_name():
    for state in STATES:
        assert state.id == slug(state.en)


def test_every_state_has_adjective_demonym_and_french_forms():
    without = {"holy-see", "republic-of-the-congo"}  # none of its own that names it alone
    for state in STATES:
        assert state.adjective
        if state.id not in without:
            assert forms(state, Use.ADJECTIVE), state.id
            assert all(form[0].isupper() or form[0] == "É" for form in forms(state, Use.DEMONYM)), state.id


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("turkey", "turc turque turcs turques"),
        ("iran", "iranien iranienne iraniens iraniennes"),
        ("france", "français française françaises"),
        ("north-korea", "nord-coréen nord-coréenne nord-coréens nord-coréennes"),
        ("united-states", "américain américaine américains américaines"),
        ("russia", "russe russes"),
        ("ukraine", "ukrainien ukrainienne ukrainiens ukrainiennes"),
        ("spain", "espagnol espagnole espagnols espagnoles"),
    ],
)
def test_adjectives_in_full_inflection(state, expected):
    assert forms(CONCEPTS[state], Use.ADJECTIVE)[: len(expected.split())] == expected.split()


@pytest.mark.parametrize("name", ["United States", "Western countries", "Houthis", "Hezbollah", "Wagner Group"])
def test_names_of_the_guidelines_are_there(name):
    assert name in {c.en for c in CONCEPTS.values()}


def test_names_and_codes_are_those_of_the_gold_where_it_is_at_hand(codes):
    place = os.environ.get("DEMENTI_GOLD")
    if not place:
        pytest.skip("DEMENTI_GOLD names no folder of gold sets")
    lines = (Path(place) / "names.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert {code: name for code, name in rows if code != "-"} == {codes[s.id]: s.en for s in STATES}
    others = {c.en for c in CONCEPTS.values() if c.kind is not ConceptKind.STATE}
    assert {name for code, name in rows if code == "-"} <= others


def test_item_classes_are_those_of_the_guidelines():
    assert {item.id for item in ITEMS if item.item_class == item.id} == set(CLASSES)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("shahed-136", "drone"),
        ("su-35", "fighter-aircraft"),
        ("fateh-110", "ballistic-missile"),
        ("zolfaghar", "ballistic-missile"),
        ("fath-360", "ballistic-missile"),
        ("iskander", "ballistic-missile"),
        ("s-400", "air-defence"),
        ("shell", "ammunition"),
        ("rocket", "ammunition"),
        ("howitzer", "artillery"),
        ("multiple-rocket-launcher", "artillery"),
        ("tank", "armour"),
        ("trainer-aircraft", "fighter-aircraft"),
    ],
)
def test_named_models_take_the_class_the_guidelines_give(item, expected):
    assert CONCEPTS[item].item_class == expected


def test_every_system_is_below_something_and_knows_its_class():
    for item in ITEMS:
        assert item.item_class in CLASSES
        assert item.broader or item.id in CLASSES, item.id


@pytest.mark.parametrize("word", "char plan pièce balle mine système appareil engin matériel équipement moteur".split())
def test_ambiguous_words_need_context(word):
    assert [f.context for item in ITEMS for f in item.forms if f.text == word] == [True]


def test_adjectives_are_no_names():
    """A form that is both would be read twice; « suisse » and « Suisse » differ by their capital."""
    for concept in CONCEPTS.values():
        names = {form.text for form in concept.forms if form.use is Use.NAME}
        assert names.isdisjoint(forms(concept, Use.ADJECTIVE))


def test_every_person_speaks_for_somebody_in_an_office():
    people = [c for c in CONCEPTS.values() if c.kind is ConceptKind.PERSON]
    assert len(people) >= 150
    for person in people:
        assert person.behalf and person.title and person.female is not None, person.id


def test_breadth():
    count = {kind: sum(c.kind is kind for c in CONCEPTS.values()) for kind in ConceptKind}
    assert count[ConceptKind.MEDIA] >= 120
    assert count[ConceptKind.ORGANIZATION] >= 150
    assert sum(1 for item in ITEMS if item.id not in CLASSES) >= 200


def test_forms_are_written_plainly():
    """Matching works on normalised text; a curly apostrophe or a double space here would match nothing."""
    for concept in CONCEPTS.values():
        for form in concept.forms:
            assert form.text == " ".join(form.text.split())
            assert not set(form.text) & set("’‘`«»\u00a0\u2011"), (concept.id, form.text)


@pytest.mark.parametrize("file", ["actors.ttl", "offices.ttl", "weapons.ttl"])
def test_whatever_is_named_is_named_in_both_languages(graphs, file):
    graph = graphs[file]
    for subject in set(graph.subjects(RDF.type)):
        languages = sorted(label.language for label in graph.objects(subject, SKOS.prefLabel))
        assert languages == ["en", "fr"], subject


def test_no_circle_among_broader_items():
    for item in ITEMS:
        above = [item.id]
        while broader := CONCEPTS[above[-1]].broader:
            assert broader not in above, above
            above.append(broader)
        assert above[-1] == "weapons" or above[-1] in CLASSES


def test_a_form_of_two_concepts_needs_context_in_all_but_one():
    owners = defaultdict(list)
    for concept in CONCEPTS.values():
        for form in {terms.fold(form.text): form for form in concept.forms}.values():
            owners[terms.fold(form.text)].append(form.context)
    shared = {text: contexts for text, contexts in owners.items() if len(contexts) > 1}
    assert len(shared) > 2
    assert [text for text, contexts in shared.items() if contexts.count(False) > 1] == []


def test_no_form_is_hidden_by_what_it_must_not_be_taken_in():
    phrases = {terms.fold(phrase): concept.id for concept in CONCEPTS.values() for phrase in concept.not_in}
    forms = {terms.fold(form.text): concept.id for concept in CONCEPTS.values() for form in concept.forms}
    assert phrases.keys().isdisjoint(forms), phrases.keys() & forms.keys()
    assert len(phrases) > 300


def test_offices_keep_the_shapes(graphs):
    assert complaints(graphs, graphs["offices.ttl"] + graphs["actors.ttl"]) == ""


def test_the_iri_of_an_office_is_its_holder_and_its_beginning(graphs):
    graph, dem = graphs["offices.ttl"], terms.DEM
    for office, holder in graph.subject_objects(dem["heldBy"]):
        date = graph.value(office, dem["heldFrom"]) or graph.value(office, dem["heldUntil"])
        assert office == URIRef(f"{terms.PREFIXES['office']}{str(holder).rsplit('/', 1)[-1]}-{date}")


def test_most_people_have_dated_offices():
    people = [c for c in CONCEPTS.values() if c.kind is ConceptKind.PERSON]
    assert sum(bool(person.offices) for person in people) >= 250
    assert all(office.since or office.until for person in people for office in person.offices)


@pytest.mark.parametrize(
    ("date", "state", "expected"),
    [
        ("2014-01-01", "united-states", "barack-obama"),
        ("2019", "united-states", "donald-trump"),
        ("2022-10-17", "united-states", "joe-biden"),
        ("2025-06", "united-states", "donald-trump"),
        ("2013", "france", "francois-hollande"),
        ("2022-10-17", "france", "emmanuel-macron"),
        ("2022-10-17", "iran", "ebrahim-raisi"),
        ("2015", "iran", "hassan-rouhani"),
        ("2024-12", "iran", "masoud-pezeshkian"),
        ("2018", "ukraine", "petro-poroshenko"),
        ("2022-10-17", "ukraine", "volodymyr-zelensky"),
        ("2022-10-17", "russia", "vladimir-putin"),
        ("2010", "russia", "dmitry-medvedev"),
        ("2019", "south-korea", "moon-jae-in"),
        ("2023", "south-korea", "yoon-suk-yeol"),
    ],
)
def test_who_was_president(date, state, expected):
    name = "president of "
    found = [
        person.id
        for person in CONCEPTS.values()
        for office in person.offices
        if office.behalf == state and office.en.startswith(name) and office.held_on(date)
    ]
    assert found == [expected]


def test_private_firms_are_companies_and_state_firms_speak_for_their_state(graphs):
    graph, dem = graphs["actors.ttl"], terms.DEM
    for firm in graph.subjects(dem["private"]):
        assert (firm, RDF.type, dem["Company"]) in graph and not list(graph.objects(firm, dem["onBehalfOf"])), firm
    assert CONCEPTS["baykar"].private and CONCEPTS["rheinmetall"].private
    for state_firm in ("rosoboronexport", "rostec", "norinco", "naval-group", "aselsan", "yugoimport", "ukroboronprom"):
        assert not CONCEPTS[state_firm].private


def test_every_outlet_has_a_country_but_those_in_exile(graphs):
    graph, dem = graphs["actors.ttl"], terms.DEM
    without = {o for o in graph.subjects(RDF.type, dem["Media"]) if not graph.value(o, dem["locatedIn"])}
    assert {str(outlet).rsplit("/", 1)[-1] for outlet in without} == {"the-insider", "the-moscow-times"}


def example(number, before="", after=""):
    """A Turtle example of the README as a graph, one place in it changed."""
    text = (terms.ONTOLOGY / "README.md").read_text(encoding="utf-8")
    block = re.findall(r"```turtle\n(.*?)```", text, re.S)[number]
    assert before in block
    prefixes = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in terms.PREFIXES.items())
    return Graph().parse(data=prefixes + block.replace(before, after, 1), format="turtle")


def complaints(graphs, data):
    """Return the report on what a graph breaks, or "" for nothing."""
    ok, _, report = validate(data, shacl_graph=graphs["shapes.ttl"], ont_graph=graphs["dementi.ttl"], inference="none")
    return "" if ok else report


@pytest.mark.parametrize(("number", "file"), [(1, "actors.ttl"), (2, "offices.ttl"), (3, "weapons.ttl")])
def test_entries_in_the_readme_are_those_of_the_files(graphs, number, file):
    assert set(example(number)) <= set(graphs[file])


def test_the_sentence_of_the_readme_keeps_the_shapes(graphs):
    assert complaints(graphs, example(0)) == ""


def test_the_offsets_of_the_readme_are_those_of_its_sentence():
    text = (terms.ONTOLOGY / "README.md").read_text(encoding="utf-8")
    sentence = re.search(r"^> (.+)$", text, re.M).group(1)
    assert hashlib.sha256(sentence.encode()).hexdigest() in text
    for start, end, exact in json.loads(re.search(r"<!-- offsets (.+) -->", text).group(1)):
        assert sentence[start:end] == exact


BREAKS = {
    "A statement has exactly one stance": ("dem:stance dem:Denial", "dem:hedged false"),
    "The act of a denial is one of": ("dem:act dem:act-denies", "dem:act dem:act-reports"),
    "A statement has exactly one source": ("dem:source actor:serbia", "dem:source actor:serbia, actor:iran"),
    "A statement has evidence": ("dem:evidence <", "dem:via <"),
    "A claim has exactly one kind": ("dem:kind dem:kind-transfer", "dem:kind dem:status-done"),
    "A claim has exactly one item": ("dem:item item:ammunition", "dem:supplier actor:serbia"),
    "Evidence has exactly one selector": ("oa:hasSelector", "dem:cue"),
    "a count of characters, before its end": ('oa:start "0"', 'oa:start "90"'),
    "A selector has exactly one text": ("oa:exact", "oa:prefix"),
    "An article has exactly one hash": ('dem:hash "7', 'dem:hash "'),
}


@pytest.mark.parametrize("message", BREAKS)
def test_a_broken_graph_is_told_so_in_words(graphs, message):
    assert message in complaints(graphs, example(0, *BREAKS[message]))
