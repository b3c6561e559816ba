"""The ranker: it takes the likelier pair, of parties that are near."""

from __future__ import annotations

from dementi import pipeline
from dementi.components.ranking import Ranked, Ranker
from dementi.components.transfers import Finder
from dementi.records import Article

TEXT = "La Russie arme le Venezuela. Moscou livre des chars à Caracas. Une batterie S-300 est arrivée."


def ranked(text: str) -> list[tuple[str, Ranked | None, float]]:
    doc = pipeline.annotate(Article("x", text, "fr"), pipeline.build())
    finder = Finder(doc)
    ranker = Ranker(finder.origins, list(finder.find()))
    return [(m.where.exact, ranker.best(ranker.signs(m)), ranker.told(m)) for m in finder.predicates.items]


def test_the_likelier_pair_comes_first():
    found = {words: best for words, best, _ in ranked(TEXT)}
    assert (found["S-300"].supplier, found["S-300"].recipient) == ("Russia", "Venezuela")
    assert 0 < found["S-300"].likelihood < 1


def test_nobody_is_ranked_where_one_party_is_named():
    assert ranked("Une batterie S-300 est arrivée au Venezuela.")[0][1] is None


def test_a_transfer_of_which_rules_tell_is_likelier_told():
    told = {words: share for words, _, share in ranked(TEXT + " On expose au musée des obus.")}
    assert told["chars"] > told["obus"]


def test_who_is_named_far_off_is_not_ranked():
    filler = "La pluie tombe sur les toits. " * 150
    doc = pipeline.annotate(Article("x", f"Le Kenya et le Tchad. {filler}{TEXT}", "fr"), pipeline.build())
    finder = Finder(doc)
    ranker = Ranker(finder.origins, list(finder.find()))
    assert set(ranker.signs(finder.predicates.items[-1])) == {"Russia", "Venezuela"}
