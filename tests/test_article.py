"""The page of an article: statements as marks that nest in its text, and as cards that lead there and back."""

import html
import posixpath
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from conftest import SEEDS
from dementi import rdf, store, views, workspace
from dementi.annotated import line_of_text
from dementi.articles import read
from dementi.iris import article_iri
from dementi.records import Article
from dementi.views.evidence import Part, excerpts, marks, statements
from dementi.views.site import Place, address
from page import Page
from queries.corpus import ACCUSED, GENERAL, REPRINTED, everything, graph
from synthetic import annotated

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def asked():
    return partial(store.ask, store.load(graph(everything())))


def page_of(ask, article, whole=True, lang="fr", beside=True):
    place = Place(address(article_iri(article.id), "fr"), lang, whole=beside)
    return views.article_page(ask, article.id, place, article if whole else None)


def plain(page):
    """Return the words of the text on a page, numbers of statements and marks left out."""
    prose = page.partition('class="prose">')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]*>", "", re.sub(r'<a class="number".*?</a>', "", prose)).split())


def anchors(page):
    return {attrs["id"] for attrs, _ in Page(page).all("span") if "id" in attrs}


def row(name, start, quote, *, rank=1, stance="asserts", source="s", **more):
    """Return a row as ``article.rq`` gives it."""
    empty = dict.fromkeys(("supplier", "recipient", "cueText", "sourceText", "quantity", "when", "via", "step"))
    place = {"statement": f"x#{name}", "rank": rank, "start": start, "end": start + len(quote), "quote": quote}
    said = {
        "stance": stance,
        "source": source,
        "status": "done",
        "itemText": "",
        "item": "https://w3id.org/dementi/id/item/drone",
    }
    return {**empty, **place, **said, **more}


def parts(found, part):
    return [(mark.start, mark.end) for mark in marks(found) if part in mark.parts]


def test_the_text_is_whole(asked):
    assert plain(page_of(asked, ACCUSED)) == ACCUSED.text.replace("'", "&#39;")


@pytest.mark.parametrize(("url", "links"), [("https://gazette.example/1?a=b&c", 1), ("javascript:alert(1)", 0)])
def test_who_wrote_it_and_where_it_is_on_the_web(url, links):
    one = annotated("essai", 1, most=2)
    article = replace(one.article, author="Aurore <b>Fictive</b>", url=url)
    page = page_of(partial(store.ask, store.load(rdf.nquads([(article, one.statements)]))), article)
    assert "<bdi>Aurore &lt;b&gt;Fictive&lt;/b&gt;</bdi>" in page and html.escape(url) in page
    assert [attrs["href"] for attrs, _ in Page(page).all("a") if "external" in attrs.get("rel", "")] == [url] * links


@pytest.mark.parametrize("seed", range(12))
def test_the_text_is_whole_whatever_crosses_in_it(seed):
    one = annotated("essai", seed, most=9)
    page = page_of(partial(store.ask, store.load(rdf.nquads([(one.article, one.statements)]))), one.article)
    assert plain(page) == one.article.text
    assert {rdf.statement_iri(said).partition("#")[2] for said in one.statements} <= anchors(page)


def test_seeds_are_whole_and_each_statement_leads_to_its_words():
    asked = partial(store.ask, store.load((GOLDEN / "seeds.nq").read_text(encoding="utf-8")))
    found = [one for one in read([SEEDS]) if isinstance(one, Article)]
    for article in found:
        page, rows = page_of(asked, article), asked("article", {"article": article.id})
        assert html.unescape(plain(page)) == " ".join(article.text.split())
        assert {str(row["statement"]).partition("#")[2] for row in rows} <= anchors(page)
    assert len(found) == 5


def test_each_statement_stands_in_the_text_and_in_the_list(asked):
    page = Page(page_of(asked, ACCUSED))
    ids = [attrs["id"] for attrs, _ in page.all("span") if "id" in attrs]
    cards = [attrs["data-statement"] for attrs, _ in page.all("li") if "data-statement" in attrs]
    assert len(cards) == 4 and sorted(ids) == sorted(cards)
    hrefs = {attrs["href"] for attrs, _ in page.all("a")}
    assert {f"#{one}" for one in cards} | {f"#card-{one}" for one in cards} <= hrefs


def test_quotations_alone_stand_in_the_order_of_the_text(asked):
    words = plain(page_of(asked, ACCUSED, whole=False))
    assert words.startswith("Kiev accuse Téhéran […] Téhéran dément toute livraison de drones à Moscou […] ")
    assert "Exemple" not in words


def test_a_text_of_another_version_is_not_shown(asked):
    other = replace(ACCUSED, text=ACCUSED.text + " Et plus encore.")
    assert "Et plus encore" not in page_of(asked, other)


def test_an_article_that_is_not_there(asked):
    with pytest.raises(ValueError, match="no such article"):
        views.article_page(asked, "nowhere", Place("article/nowhere.html"))


def test_reprints_are_linked(asked):
    hrefs = [attrs["href"] for attrs, _ in Page(page_of(asked, GENERAL)).all("a")]
    assert "reprise.html" in hrefs and "refus.html" not in hrefs
    assert "reprise.html" not in page_of(asked, ACCUSED)


def test_no_link_of_an_article_is_dead(asked):
    site = dict(views.pages(asked))
    for here, page in site.items():
        if "article/" not in here:
            continue
        links = [attrs["href"] for attrs, _ in Page(page).all("a") if not attrs["href"].startswith("#")]
        there = {posixpath.normpath(posixpath.join(posixpath.dirname(here), link)) for link in links}
        assert len(there) > 4 and there <= site.keys(), here
        assert "built-in method" not in page  # what a template makes of a word called like a method


def test_what_is_known_of_the_article_is_said(asked):
    page = page_of(asked, REPRINTED, lang="en")
    assert REPRINTED.hash in page and "2 July 2023" in page and "Le Modèle" in page


def test_the_same_graph_gives_the_same_page(asked):
    assert page_of(asked, ACCUSED) == page_of(partial(store.ask, store.load(graph(everything()[::-1]))), ACCUSED)


@pytest.mark.parametrize("beside", [True, False])
def test_pages_are_linked_where_they_are_there(asked, beside):
    hrefs = [attrs["href"] for attrs, _ in Page(page_of(asked, GENERAL, beside=beside)).all("a")]
    assert any(re.match(r"\.\./(claim|actor)/|reprise", href) for href in hrefs) is beside and "" not in hrefs


def test_lines_of_quotations_that_lie_on_each_other_are_below_one_another():
    found = statements([row("a", 0, "x" * 30), row("b", 5, "x" * 10), row("c", 12, "x" * 9), row("d", 40, "x")])
    assert {mark.id: mark.level for mark in marks(found)} == {"a": 2, "b": 1, "c": 0, "d": 0}


def test_one_place_has_one_line_for_each_stance():
    found = statements([row("a", 0, "xx"), row("b", 0, "xx"), row("c", 0, "xx", stance="denies")])
    assert {mark.id: mark.level for mark in marks(found)} == {"a": 0, "b": None, "c": 1}


def test_who_passes_it_on_holds_it():
    via = {"via": "relay", "step": 1}
    found = statements(
        [row("held", 5, "xxx", **via), row("not", 30, "x", **via), row("relay", 0, "x" * 10, source="relay")]
    )
    assert [(one.id, one.number, one.inside) for one in found] == [
        ("relay", 1, ""),
        ("held", 2, "relay"),
        ("not", 3, ""),
    ]


def test_each_place_has_an_anchor():
    (found,) = statements([row("a", 9, "x", rank=2), row("a", 20, "x", rank=1), row("a", 3, "x", rank=10)])
    assert [(quote.id, quote.where.start) for quote in found.quotes] == [
        ("a", 20),
        ("a-evidence-2", 9),
        ("a-evidence-10", 3),
    ]


def test_excerpts_that_touch_are_one():
    found = statements(
        [row("a", 0, "abcd"), row("b", 2, "cdef"), row("c", 6, "gh"), row("d", 9, "jk"), row("e", 1, "b")]
    )
    assert [(words.start, words.exact) for words in excerpts(found)] == [(0, "abcdefgh"), (9, "jk")]


@pytest.mark.parametrize(
    ("quote", "named"),
    [
        ("des drones iraniens livrés par Téhéran", ["iraniens"]),
        ("l’Iran", ["Iran"]),
        ("l'Iranienne", ["Iranienne"]),
        ("les Iraniotes", []),
    ],
)
def test_the_party_is_named_nearest_to_the_item(quote, named):
    iran = "https://w3id.org/dementi/id/actor/iran"
    found = statements([row("a", 7, quote, supplier=iran, itemText="drones")])
    assert [quote[start - 7 : end - 7] for start, end in parts(found, Part.SUPPLIER)] == named


def test_what_holds_a_name_and_is_another_is_none():
    found = statements([row("a", 0, "George Washington", supplier="https://w3id.org/dementi/id/actor/united-states")])
    assert parts(found, Part.SUPPLIER) == []


def test_one_stretch_of_several_parts_is_one_mark():
    iran = "https://w3id.org/dementi/id/actor/iran"
    found = statements([row("a", 0, "Iran nie", supplier=iran, sourceText="Iran", sourceStart=0)])
    (mark,) = (mark for mark in marks(found) if Part.SOURCE in mark.parts)
    assert mark.parts == (Part.SOURCE, Part.SUPPLIER)


def test_a_stored_article_is_as_it_was_read(tmp_path):
    file = tmp_path / "depeche.txt"
    file.write_text(" date 2023-03 Des drones ont été livrés.\n\nPhoto : AFP\n\nRien de plus.", encoding="utf-8")
    (article,) = (one for one in read([file], "fr") if isinstance(one, Article))
    assert len(article.body) == 2
    (tmp_path / workspace.TEXTS).write_bytes(line_of_text(article) + b"\n")
    assert workspace.article_of(tmp_path, "depeche") == article
    assert workspace.article_of(tmp_path, "autre") is None
