"""What the page of an article tells its script of the review."""

import json
from functools import partial

import pytest

from deciding import decision
from dementi import rdf, reviews, store, views
from dementi.annotated import Annotated
from dementi.provenance import Extraction
from dementi.revision import statement_id
from dementi.views.site import Place, address
from page import Page
from queries.corpus import ACCUSED, corpus, hostile

SAID = corpus()[0][1]


def page_of(*decisions, article=ACCUSED, said=SAID, **place):
    one = Annotated(article, said, Extraction("1", "0" * 64, "0" * 64), decisions)
    found = store.Store()
    found.extend(one.quads())
    found.extend(rdf.vocabulary_quads(one.things()))
    where = Place(address(rdf.article_iri(article.id), "fr"), place.pop("lang", "fr"), **place)
    return views.article_page(partial(store.ask, found), article.id, where, article)


def told(page):
    (text,) = (text for attrs, text in Page(page).all("script") if attrs.get("id") == "review-data")
    return json.loads(text)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_decision_made_of_the_page_is_one_that_is_read(lang):
    data = told(page_of(lang=lang))
    assert set(data["statements"]) == set(map(statement_id, SAID))
    for one in data["statements"].values():
        (on,) = one["on"]
        entry = {"article": data["article"], "article_hash": data["hash"], "statement": on, "decision": "accept"}
        read = reviews.decision(entry | {"by": "R.", "at": "2024-05-02T10:00:00.000Z"}, "page")
        assert read.seen["start"] >= 0 and not one["whole"] and one["decided"] is None
    names = {one["fields"]["source"] for one in data["statements"].values()}
    assert ("Turquie" if lang == "fr" else "Turkey") in names


def test_what_was_decided_is_told_and_a_corrected_statement_leads_to_the_extracted():
    corrected = decision(ACCUSED, SAID[1], "correct", {"stance": "uncertain", "item": "shahed-136"})
    page = page_of(decision(ACCUSED, SAID[0]), corrected, decision(ACCUSED, SAID[3], "reject"))
    found = told(page)["statements"]
    accepted = {"verdict": "accept", "by": "R. Exemple", "at": "2024-05-02T10:00:00Z"}
    assert found[statement_id(SAID[0])]["decided"] == accepted
    (one,) = (one for one in found.values() if one["whole"])
    assert one["on"] == [{"id": statement_id(SAID[1])}] and one["fields"]["item"] == "shahed-136"
    assert one["decided"]["verdict"] == "correct"
    gone = [attrs["data-extracted"] for attrs, _ in Page(page).all("li") if "data-extracted" in attrs]
    assert gone == [statement_id(SAID[3])] and statement_id(SAID[3]) not in found


def test_a_correction_in_place_and_one_that_meets_another():
    found = told(page_of(decision(ACCUSED, SAID[1], "correct", {"act": "rejects"})))["statements"]
    assert found[statement_id(SAID[1])]["on"] == [{"id": statement_id(SAID[1])}]
    found = told(page_of(decision(ACCUSED, SAID[2], "correct", {"source": "Ukraine"})))["statements"]
    assert [on["id"] for on in found[statement_id(SAID[0])]["on"]] == [statement_id(SAID[0]), statement_id(SAID[2])]


def test_hostile_words_end_no_script():
    article, said = hostile()[0]
    rejected = decision(article, said[0], "reject", by="</script><script>alert(1)</script>")
    page = page_of(rejected, article=article, said=said)
    assert told(page)["article"] == article.id and "<script>alert" not in page


def test_a_page_by_itself_is_not_reviewed_and_only_a_server_that_saves_is_asked():
    assert "review-data" not in page_of(alone=True)
    assert "built-in method" not in page_of()
    assert "connect-src" not in page_of() and 'id="review-token"' not in page_of(live=True)
    page = page_of(live=True, saves=True)
    assert "connect-src &#39;self&#39;" in page and told(page)["saves"] == "../review"
