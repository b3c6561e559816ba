"""From statements to triples, and the names that they get."""

import dataclasses
import itertools
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from dementi import rdf
from dementi.provenance import Extraction
from dementi.records import ARTICLE_SOURCE, Act, Article, Claim, Kind, Source, SourceKind
from dementi.terms import BASE, PREFIXES, concepts
from queries.corpus import ACCUSED, ADMITTED, DRONES, UNDATED, corpus, group, said, state

OA, DEM = PREFIXES["oa"], PREFIXES["dem"]


def read(text):
    return list(parse(text.encode("utf-8"), format=RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def quads():
    return read(rdf.nquads(corpus()))


def values(quads, subject, predicate):
    return [q.object for q in quads if q.subject == NamedNode(subject) and q.predicate == NamedNode(predicate)]


def test_the_same_articles_give_the_same_bytes():
    texts = {rdf.nquads(pairs) for pairs in itertools.permutations(corpus())}
    texts.add(rdf.nquads([(article, statements[::-1]) for article, statements in corpus()]))
    (text,) = texts
    lines = text.split("\n")[:-1]
    assert lines == sorted(set(lines))


def test_a_corpus_is_the_union_of_its_articles():
    single = {line for pair in corpus() for line in rdf.nquads([pair]).split("\n")}
    assert single == set(rdf.nquads(corpus()).split("\n"))


def test_a_triple_has_one_home_unless_two_articles_say_it(quads):
    homes = Counter(q.triple for q in quads)
    repeated = {triple.predicate.value for triple, count in homes.items() if count > 1}
    assert repeated == {f"{DEM}denies"}  # Turkey, of the shells; the plain triple stands in both articles


def test_graphs_are_the_articles_and_the_vocabulary(quads):
    articles = {rdf.article_iri(article.id) for article, _ in corpus()}
    assert {q.graph_name.value for q in quads} == articles | {rdf.VOCABULARY}


def test_nothing_is_blank(quads):
    assert not [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_evidence_is_the_text(quads):
    texts = {rdf.article_iri(article.id): article.text for article, _ in corpus()}
    places = [q for q in quads if q.predicate.value == OA + "exact"]
    assert places
    for place in places:
        (start,), (end,) = (values(quads, place.subject.value, OA + name) for name in ("start", "end"))
        assert texts[place.graph_name.value][int(start.value) : int(end.value)] == place.object.value
        assert start.datatype.value.endswith("nonNegativeInteger")


def test_whoever_is_named_has_one_label_a_language(quads):
    for predicate in ("source", "side", "onBehalfOf", "relay", "supplier", "recipient", "item"):
        for iri in {q.object.value for q in quads if q.predicate.value == DEM + predicate}:
            labels = values(quads, iri, PREFIXES["skos"] + "prefLabel")
            assert sorted(label.language for label in labels) == ["en", "fr"], iri


def test_claims_are_readable_and_meet():
    claims = {rdf.claim_iri(s.claim) for _, statements in corpus() for s in statements}
    assert claims == {
        f"{BASE}claim/transfer/iran/russia/drone",
        f"{BASE}claim/transfer/turkey/ukraine/ammunition",
        f"{BASE}claim/transfer/_/ukraine/ammunition",
    }


def test_nobody_is_nobody_twice():
    first, second = (
        rdf.source_iri(said(a, group(a), Act.STATES, DRONES, "drones", "drones")) for a in (ACCUSED, ADMITTED)
    )
    voice = rdf.source_iri(said(UNDATED, ARTICLE_SOURCE, Act.STATES, DRONES, "obus", "obus"))
    assert first == f"{BASE}article/accusation#source-officials"
    assert second == f"{BASE}article/aveu#source-officials"
    assert voice == f"{BASE}article/sans-date#source-article"


def test_a_state_is_one_in_all_articles():
    sources = {
        rdf.source_iri(said(a, state(a, "Iran", "Téhéran"), Act.DENIES, DRONES, "drones", "drones"))
        for a in (ACCUSED, ADMITTED)
    }
    assert sources == {f"{BASE}actor/iran"}


def links(statement, *names):
    """Where some properties of a statement lead, without the beginning that all IRIs share."""
    here = rdf.statement_iri(statement)
    quads = read(rdf.nquads([(ACCUSED, [statement])]))
    return [[value.value.removeprefix(BASE) for value in values(quads, here, DEM + name)] for name in names]


@pytest.mark.parametrize(
    ("item", "claim"),
    [(None, "drone"), ("drone", "drone"), ("shahed-136", "shahed-136"), ("howitzer", "drone")],  # a howitzer is none
)
def test_the_precise_claim_has_the_narrowest_item(item, claim):
    quote = "Kiev accuse Téhéran"
    statement = said(
        ACCUSED, state(ACCUSED, "Ukraine", "Kiev"), Act.ACCUSES, DRONES, "drones", quote, item_concept=item
    )
    about = "claim/transfer/iran/russia/"
    assert links(statement, "about", "precisely") == [[f"{about}drone"], [f"{about}{claim}"]]


@pytest.mark.parametrize(
    ("source", "side"),
    [
        (Source("Personne", SourceKind.PERSON, "Iran"), "actor/iran"),
        (Source("Personne", SourceKind.PERSON, "Kremlin"), "actor/russia"),
        (Source("Personne", SourceKind.PERSON), "person/Personne/_"),
        (Source("Iran", SourceKind.STATE), "actor/iran"),
        (Source("Kremlin", SourceKind.ORGANIZATION), "actor/russia"),
        (Source("Hezbollah", SourceKind.ORGANIZATION), "actor/hezbollah"),
        (Source("Modèle", SourceKind.MEDIA), "media/Mod%C3%A8le"),
        (Source("officials", SourceKind.GROUP, "Iran"), "actor/iran"),
        (Source("officials", SourceKind.GROUP), "article/accusation#source-officials"),
        (ARTICLE_SOURCE, "media/La_Gazette"),
        (Source("unattributed", SourceKind.UNATTRIBUTED), "article/accusation#source-unattributed"),
    ],
)
def test_a_statement_counts_for_one_side(source, side):
    assert links(said(ACCUSED, source, Act.STATES, DRONES, "drones", "drones"), "side") == [[side]]


def test_the_voice_of_an_article_without_publisher_is_its_own_side():
    statement = said(UNDATED, ARTICLE_SOURCE, Act.STATES, DRONES, "obus", "obus")
    quads = read(rdf.nquads([(UNDATED, [statement])]))
    (side,) = values(quads, rdf.statement_iri(statement), DEM + "side")
    assert side.value == f"{BASE}article/sans-date#source-article"


def test_a_concept_outranks_a_name():
    source = Source("Iran, called otherwise", SourceKind.STATE, "Iran", concept="iran")
    assert rdf.source_iri(said(ACCUSED, source, Act.DENIES, DRONES, "drones", "drones")) == f"{BASE}actor/iran"


def test_what_the_ontology_does_not_know_keeps_its_name(quads):
    iri = f"{BASE}name/Mod%C3%A8le"
    assert rdf.name_iri("Modèle") == iri
    assert {label.value for label in values(quads, iri, PREFIXES["skos"] + "prefLabel")} == {"Modèle"}


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_names_never_share_an_iri(one, other):
    iris = {rdf.name_iri(one), rdf.name_iri(other)}
    assert len(iris) == len({one, other})
    assert all(NamedNode(iri).value.isascii() for iri in iris)


def test_composed_and_decomposed_names_are_two():
    composed = "Modèle"
    assert rdf.name_iri(composed) != rdf.name_iri(unicodedata.normalize("NFD", composed))


@given(st.text(min_size=1))
def test_a_name_never_passes_for_a_concept_or_for_nobody(name):
    segment = rdf.claim_iri(Claim(Kind.USE, name, None, "drone")).removeprefix(f"{BASE}claim/use/").split("/")
    assert len(segment) == 3
    assert segment[0] != "_"
    assert segment[0].startswith("organization:") or concepts()[segment[0]].en == name


@given(st.text(min_size=1))
def test_any_text_comes_back(text):
    text = text.replace("\0", "")
    article = Article("un", f"«{text}»", title=text, publisher=text or None, origin=text, rights=text)
    statement = said(article, ARTICLE_SOURCE, Act.STATES, DRONES, text, article.text, rule=text)
    exact = [q.object.value for q in read(rdf.nquads([(article, [statement])])) if q.predicate.value == OA + "exact"]
    assert exact == [article.text]


def test_provenance_says_what_read_an_article():
    extraction = Extraction("1.2", "a" * 64, "b" * 64)
    quads = list(rdf.provenance_quads(ACCUSED, extraction))
    assert {q.graph_name.value for q in quads} == {rdf.PROVENANCE}
    (by,) = values(quads, rdf.article_iri("accusation"), DEM + "extractedBy")
    said_of_it = {
        name: values(quads, by.value, DEM + name)[0].value for name in ("extractorVersion", "modelHash", "rulesHash")
    }
    assert said_of_it == {"extractorVersion": "1.2", "modelHash": "a" * 64, "rulesHash": "b" * 64}
    other = list(rdf.provenance_quads(ACCUSED, dataclasses.replace(extraction, rules="c" * 64)))
    assert values(other, rdf.article_iri("accusation"), DEM + "extractedBy") != [by]


def test_relays_keep_their_order(quads):
    iri = rdf.statement_iri(corpus()[0][1][1])
    relays = [f"{iri}-via-1", f"{iri}-via-2"]
    assert {v.value for v in values(quads, iri, DEM + "via")} == set(relays)
    assert [values(quads, relay, DEM + "relay")[0].value for relay in relays] == [
        f"{BASE}name/Mod%C3%A8le",
        f"{BASE}name/Exemple",
    ]


def test_dates_keep_their_precision(quads):
    published = {
        article.id: values(quads, rdf.article_iri(article.id), PREFIXES["dct"] + "date") for article, _ in corpus()
    }
    assert [d.datatype.value.rpartition("#")[2] for d in published["accusation"]] == ["date"]
    assert [d.datatype.value.rpartition("#")[2] for d in published["aveu"]] == ["gYearMonth"]
    assert published["sans-date"] == []


def test_quantity_and_time_stand_with_their_evidence(quads):
    (text,) = [q for q in quads if q.predicate.value == DEM + "quantityText"]
    (low,), (high,) = (values(quads, text.subject.value, DEM + name) for name in ("quantityLow", "quantityHigh"))
    assert (text.object.value, low.value, high.value) == ("près de 400", "300", "400")
    (when,) = [q for q in quads if q.predicate.value == DEM + "whenText"]
    (start,), (end,) = (values(quads, when.subject.value, DEM + name) for name in ("from", "until"))
    assert (start.value, end.value) == ("2022-01-01", "2023-01-01")


def test_a_plain_triple_stands_beside_each_statement(quads):
    plain = {
        (q.subject.value.rpartition("/")[2], q.predicate.value.removeprefix(DEM))
        for q in quads
        if "/claim/" in str(q.object)
    }
    assert {("iran", "asserts"), ("iran", "denies"), ("russia", "leavesOpen")} <= plain


def test_an_article_that_says_nothing_is_in_the_graph():
    quads = read(rdf.nquads([(dataclasses.replace(UNDATED, id="rien à dire"), [])]))
    assert {q.subject.value for q in quads} == {f"{BASE}article/rien%20%C3%A0%20dire"}
    assert Literal("rien à dire") in [q.object for q in quads]


def test_a_statement_of_another_article_is_refused():
    with pytest.raises(ValueError, match="sans-date: Iran asserts .*: the statement is of aveu"):
        rdf.nquads([(UNDATED, corpus()[1][1])])


def test_a_statement_that_stands_twice_is_refused():
    article, (first, *_) = corpus()[0]
    with pytest.raises(ValueError, match="stands twice in one article"):
        rdf.nquads([(article, [first, dataclasses.replace(first, act=Act.STATES)])])


def test_an_unknown_item_is_refused():
    wrong = said(UNDATED, ARTICLE_SOURCE, Act.STATES, Claim(Kind.USE, None, None, "obusier-9"), "obus", "obus")
    with pytest.raises(ValueError, match="obusier-9: no such concept"):
        rdf.nquads([(UNDATED, [wrong])])
