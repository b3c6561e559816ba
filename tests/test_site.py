"""Where the pages of the site lie, and what leads from one to another."""

import re

import pytest

from dementi.iris import article_iri, claim_iri, unlisted_iri
from dementi.records import Claim, Kind
from dementi.terms import BASE, concepts
from dementi.views.site import Place, address, relative, rendered


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (article_iri("000_2aaf39b1a971c50b"), "article/000_2aaf39b1a971c50b.html"),
        (f"{article_iri('a')}#statement-0", "article/a.html"),
        (f"{BASE}actor/north-korea", "actor/north-korea.html"),
        (f"{BASE}claim/transfer/iran/_/drone", "claim/transfer.iran._.drone.html"),
        (f"{BASE}name/polisario", "actor/name.polisario.html"),
    ],
)
def test_addresses_are_read_easily(iri, expected):
    assert address(iri, "fr") == expected
    assert address(iri, "en") == f"en/{expected}"


@pytest.mark.parametrize(
    "name", ["CON", "nul", "com1.x", "Étude ?", "..", "a/b", "x" * 300, ".htaccess", "\u202etxt", "é"]
)
def test_other_names_are_safe_on_every_disk(name):
    found = address(article_iri(name), "fr")
    assert re.fullmatch(r"article/[a-z0-9][a-z0-9-]{0,60}~[0-9a-f]{12}\.html", found)


def test_no_two_things_share_an_address():
    names = ["a", "A", "a.b", "a/b", "a b", "á", "a~b", "person.a", "con"]
    things = [article_iri(name) for name in names]
    things += [unlisted_iri(room, name) for room in ("name", "person", "media", "organization") for name in names]
    things += [claim_iri(Claim(Kind.USE, x, y, "drone")) for x in names for y in names]
    things += [f"{BASE}actor/{id_}" for id_ in concepts()]
    assert len({address(thing, "fr").casefold() for thing in things}) == len(things)


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("index.html", "claim/x.html", "claim/x.html"),
        ("claim/x.html", "index.html", "../index.html"),
        ("en/claim/x.html", "claim/x.html", "../../claim/x.html"),
        ("en/index.html", "en/article/y.html", "article/y.html"),
    ],
)
def test_links_are_relative(here, there, expected):
    assert relative(here, there) == expected


def test_a_place_leads_to_what_is_there():
    here = Place("claim/x.html", "en")
    assert here.to(f"{article_iri('a')}#statement-1") == "../article/a.html#statement-1"
    assert here.to_page("claim/x.html", "fr") == "../../claim/x.html"
    assert here.to(None) == ""
    assert Place("index.html", whole=False).to(article_iri("a")) == ""


def test_the_frame():
    page = rendered("base.html", Place("index.html", live=True), "<Titre>")
    assert "<title>&lt;Titre&gt; · Démenti</title>" in page
    assert 'href="query?lang=fr"' in page
    assert 'href="en/index.html"' in page
    assert "query?lang" not in rendered("base.html", Place("index.html"), "x")
