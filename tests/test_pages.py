"""The pages of the site as texts: each link leads somewhere, and nothing hostile becomes markup."""

import itertools
import posixpath
import re
import sys
from functools import partial
from urllib.parse import urlsplit

import pytest

from dementi import generations, rdf, store, views, workspace
from dementi.records import Act, Article
from dementi.terms import BASE
from dementi.views.site import Place
from page import Page
from queries.corpus import DRONES as DELIVERED
from queries.corpus import HOSTILE, corpus, everything, graph, hostile, said, state
from synthetic import annotated

DRONES = f"{BASE}claim/transfer/iran/russia/drone"
SHAHEDS = f"{BASE}claim/transfer/iran/russia/shahed-136"


@pytest.fixture(scope="module")
def ask():
    return partial(store.ask, store.load(graph(everything())))


@pytest.fixture(scope="module")
def site(ask):
    return dict(views.pages(ask))


def text(page):
    return " ".join(re.sub(r"<(style|script)[^>]*>.*?</\\1>|<[^>]*>", " ", page, flags=re.DOTALL).split())


def test_every_kind_of_page_is_there_in_both_languages(site):
    french = {address for address in site if not address.startswith("en/")}
    assert {f"en/{address}" for address in french} == site.keys() - french
    assert french > {"index.html", "network.html", "actor/iran.html", "article/aveu.html"}
    assert french > {"claim/transfer.iran.russia.drone.html", "claim/transfer.iran.russia.shahed-136.html"}


def test_every_link_leads_somewhere(site):
    ids = {
        address: {attrs["id"] for _, attrs, _ in Page(page).found if "id" in attrs} for address, page in site.items()
    }
    for address, page in site.items():
        for attrs, _ in Page(page).all("a"):
            link = urlsplit(attrs["href"])
            assert not link.scheme and not link.netloc, (address, attrs["href"])
            there = posixpath.normpath(posixpath.join(posixpath.dirname(address), link.path)) if link.path else address
            assert there in site, (address, attrs["href"])
            assert not link.fragment or link.fragment in ids[there], (address, attrs["href"])


def test_nothing_is_asked_for(site):
    for address, page in site.items():
        for tag, attrs, _ in Page(page).found:
            assert not {"src", "srcset", "style", "onclick", "onload"} & set(attrs), (address, tag)
            assert tag not in ("link", "img", "iframe", "base"), address
        assert "http-equiv" in page[:400] and "unsafe" not in page[:1000], address
        assert "object at 0x" not in page, address


def test_the_same_graph_gives_the_same_pages():
    sites = [
        dict(views.pages(partial(store.ask, store.load(rdf.nquads(pairs)))))
        for pairs in itertools.permutations(corpus())
    ]
    assert all(one == sites[0] for one in sites)


def pages_one_by_one(ask, site):
    """The pages of claims, actors and articles of a site, each asked for by itself."""
    known = {room: views.addresses(ask, room) for room in views.ROOMS}
    for address in site:
        lang, page = ("en", address[3:]) if address.startswith("en/") else ("fr", address)
        if "/" in page:
            iri = views.plain_iri(page) or known[page.partition("/")[0]][page]
            yield address, views.page(ask, iri, Place(page, lang))


def test_a_page_made_by_itself_is_the_one_of_the_site(site, ask):
    alone = dict(pages_one_by_one(ask, site))
    assert len(alone) == len(site) - 4
    assert {address for address, page in alone.items() if page != site[address]} == set()
    assert views.page(ask, f"{BASE}actor/sweden", Place("actor/sweden.html")) is None
    assert views.page(ask, f"{BASE}claim/transfer/x/_/drone", Place("claim/x.html")) is None


def test_so_it_is_where_much_is_said_changed_and_reprinted(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["dementi.views.pages"], "TOGETHER", 5)
    with generations.writing(tmp_path) as writer:
        workspace.build(writer, [annotated(f"{number:02}", 2, most=9) for number in range(16)])
    ask = partial(store.ask, store.open_store(tmp_path))
    site = dict(views.pages(ask))
    alone = dict(pages_one_by_one(ask, site))
    assert len(alone) > 150
    assert {address for address, page in alone.items() if page != site[address]} == set()


def test_a_page_says_where_not_all_is_shown(ask, monkeypatch):
    monkeypatch.setattr(sys.modules["dementi.views.pages"], "SHOWN", 3)
    for page, iri in (("claim/x.html", DRONES), ("actor/iran.html", f"{BASE}actor/iran")):
        assert "déclarations sont montrées ici" in views.page(ask, iri, Place(page))


def test_a_claim_has_two_sides(site):
    page = site["claim/transfer.iran.russia.drone.html"]
    said = [attrs["class"] for attrs, _ in Page(page).all("article")]
    assert said.count("said denies") == 3, "one of its own, and two of the same denial of something broader"
    assert text(page).count("dément quelque chose de plus général") == 2
    assert "plus précisément : Shahed-136" in text(page).replace("\u00a0", " ")
    assert "Dmitri" not in page


def test_a_narrow_claim_leads_to_the_broader_ones(site):
    links = [attrs["href"] for attrs, _ in Page(site["claim/transfer.iran.russia.shahed-136.html"]).all("a")]
    assert "transfer.iran.russia.drone.html" in links and "transfer.iran.russia.weapons.html" in links


def test_an_actor_who_admits_what_it_denied_is_seen_at_once(site):
    page = text(site["actor/iran.html"])
    assert "démenti, puis assertion" in page or "de « démenti » à « assertion »" in page
    assert "Ada Modèle" in page, "speaks for it"
    english = text(site["en/actor/iran.html"])
    assert "denial" in english and "démenti" not in english.replace("Démenti", "")


def test_the_index_counts(site):
    numbers = [text for _, text in Page(site["index.html"]).all("dd")]
    assert numbers[:3] == ["8", "2", "18"]
    assert len(Page(site["index.html"]).all("rect")) > 4


def test_a_claim_of_which_a_narrower_one_is_contested_counts_as_contested():
    text = (
        "Kiev accuse Téhéran d'avoir livré des Shahed-136 à Moscou. Téhéran dément avoir livré des Shahed-136 à Moscou."
    )
    article = Article("etroit", text)
    quotes = text.split(". ")
    ukraine, iran = state(article, "Ukraine", "Kiev"), state(article, "Iran", "Téhéran dément")
    narrow = {"item_concept": "shahed-136"}
    statements = [
        said(article, ukraine, Act.ACCUSES, DELIVERED, "Shahed-136", quotes[0], **narrow),
        said(article, iran, Act.DENIES, DELIVERED, "Shahed-136", quotes[1], **narrow),
    ]
    (numbers,) = store.ask(store.load(graph([(article, statements)])), views.own_query("corpus"), {})
    assert (numbers["claims"], numbers["contested"]) == (1, 1)
    assert (numbers["precise"], numbers["disputed"]) == (2, 1)


def test_where_not_all_is_written_the_index_leads_nowhere_else(ask):
    few = dict(views.pages(ask, whole=False))
    assert few.keys() == {"index.html", "network.html", "en/index.html", "en/network.html"}
    links = {attrs["href"].partition("#")[0] for attrs, _ in Page(few["index.html"]).all("a")}
    assert links == {"", "index.html", "network.html", "en/index.html"}
    assert "dementi view" in few["index.html"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_hostile_text_stays_text(lang):
    shown, plain = (
        [page for _, page in views.pages(partial(store.ask, store.load(rdf.nquads(pairs))), languages=[lang])]
        for pairs in (hostile(), hostile("Exemple"))
    )
    assert len(shown) == len(plain)
    assert sum("&lt;/script&gt;" in page for page in shown) == len(shown)
    for page in shown:
        assert not [tag for tag, attrs, _ in Page(page).found if tag == "img" or "onerror" in attrs]
        assert not [link for link in Page(page).all("a") if link[0].get("href", "").startswith("javascript")]
    assert any(HOSTILE in found for page in shown for _, found in Page(page).all("blockquote"))


def test_an_empty_graph_has_an_index():
    page = dict(views.pages(partial(store.ask, store.load(""))))["index.html"]
    for words in (
        "Aucune affirmation n’est à la fois",
        "Aucune déclaration n’a de mois",
        "Personne ne dément",
        "Aucun article",
    ):
        assert words in page
