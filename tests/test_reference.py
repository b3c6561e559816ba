"""The ontology as a page: every term in both languages, each link leads somewhere, nothing is asked of a network."""

import subprocess
import sys

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef

from conftest import ROOT
from dementi.store import questions
from dementi.terms import ONTOLOGY, PREFIXES
from dementi.views.reference import reference
from page import Page

DEM = PREFIXES["dem"]
TERMS, SHAPES = Graph().parse(ONTOLOGY / "dementi.ttl"), Graph().parse(ONTOLOGY / "shapes.ttl")
OWN = sorted({str(s).removeprefix(DEM) for s in TERMS.subjects(RDF.type) if str(s).startswith(DEM)})
CLASSES = sorted(name for name in OWN if (URIRef(DEM + name), RDF.type, OWL.Class) in TERMS)


@pytest.fixture(scope="module")
def page():
    return Page(reference())


def test_every_term_is_explained_once(page):
    assert sorted(attrs["id"] for attrs, _ in page.all("article")) == OWN


def test_every_definition_is_in_both_languages(page):
    shown = {text for _, _, text in page.found}
    for name in OWN:
        texts = {o.language: str(o) for o in TERMS.objects(URIRef(DEM + name), SKOS.definition)}
        assert sorted(texts) == ["en", "fr"], name
        assert set(texts.values()) <= shown, name


def test_links_lead_to_something_on_the_page(page):
    targets = {attrs["id"] for _, attrs, _ in page.found if "id" in attrs}
    links = [attrs["href"] for attrs, _ in page.all("a")]
    assert links
    assert all(link.startswith("#") and link[1:] in targets for link in links)


def test_every_question_is_listed_with_its_first_line(page):
    shown = " ".join(text for _, _, text in page.found)
    for name, (text, _) in questions().items():
        assert f"question-{name}" in {attrs.get("id") for _, attrs, _ in page.found}
        assert text in shown


def test_a_term_says_what_uses_and_what_binds_it():
    whole = reference()
    start = whole.index('<article id="evidence">')
    entry = whole[start : whole.index("</article>", start)]
    assert "#question-denials" in entry
    assert "without evidence there is no statement" in entry
    assert "#Statement" in entry


def test_the_page_holds_no_script_and_asks_for_nothing(page):
    tags = {tag for tag, _, _ in page.found}
    assert not tags & {"script", "img", "iframe", "link"}
    assert not [attrs for _, attrs, _ in page.found if {"src", "onclick", "onload"} & set(attrs)]


def test_every_class_has_a_shape():
    """Its own, or that of a class above it; a shape of all objects of a property counts for the property's range."""
    aimed = set(SHAPES.objects(None, SH.targetClass))
    for prop in SHAPES.objects(None, SH.targetObjectsOf):
        aimed |= set(TERMS.objects(prop, RDFS.range))
    without = [
        name for name in CLASSES if not aimed & set(TERMS.transitive_objects(URIRef(DEM + name), RDFS.subClassOf))
    ]
    assert without == []


def test_every_property_has_a_shape():
    """One that is reached from what has a target; a value of another sort is tried in test_validation.py."""
    properties = {
        p
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for p in TERMS[: RDF.type : kind]
    }
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    aimed = {shape for target in targets for shape in SHAPES.subjects(target)}
    bound = {
        path for shape in aimed for part in SHAPES.objects(shape, SH.property) for path in SHAPES.objects(part, SH.path)
    }
    assert len(properties) > 70 and properties - bound == set()


def test_the_page_in_the_ontology_folder_is_fresh():
    check = [sys.executable, ROOT / "scripts" / "reference.py", "--check"]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
