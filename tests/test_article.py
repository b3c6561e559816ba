"""The page of an article: statements as marks that nest in its text, and as cards that lead there and back."""

import re
from functools import partial

import pytest

from dementi import store, views
from dementi.iris import article_iri
from dementi.views.site import Place, address
from page import Page
from queries.corpus import ACCUSED, everything, graph


@pytest.fixture(scope="module")
def asked():
    opened = store.load(graph(everything()))
    return partial(store.ask, opened)


def page_of(ask, article, whole=True, lang="fr"):
    place = Place(address(article_iri(article.id), "fr"), lang)
    return views.article_page(ask, article.id, place, article if whole else None)


def test_the_text_is_whole(asked):
    page = page_of(asked, ACCUSED)
    prose = page.partition('class="prose">')[2].partition("</section>")[0]
    words = re.sub(r'<a class="number".*?</a>', "", prose)
    assert " ".join(re.sub(r"<[^>]*>", "", words).split()) == ACCUSED.text.replace("'", "&#39;")


def test_each_statement_stands_in_the_text_and_in_the_list(asked):
    page = Page(page_of(asked, ACCUSED))
    ids = [attrs["id"] for attrs, _ in page.all("span") if "id" in attrs]
    cards = [attrs["data-statement"] for attrs, _ in page.all("li") if "data-statement" in attrs]
    assert len(cards) == 4 and sorted(ids) == sorted(cards)
    hrefs = {attrs["href"] for attrs, _ in page.all("a")}
    assert {f"#{one}" for one in cards} | {f"#card-{one}" for one in cards} <= hrefs


def test_an_article_that_is_not_there(asked):
    with pytest.raises(ValueError, match="no such article"):
        views.article_page(asked, "nowhere", Place("article/nowhere.html"))
