"""What follows from the statements: the same lines however the articles came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from dementi import meeting, rdf
from dementi.records import Article, Stance, Status
from meeting_corpus import SOURCES, TEXT, Corpus, said, told, whole

CLAIMS = [
    f"{roles}: {item}"
    for roles in ("Iran > Russia", "? > Russia", "Iran > ?", "? > ?")
    for item in ("weapons", "drone", "shahed-136", "missile")
]
DATES = [None, "2023", "2023-05", "2023-05-02", "2023-05-03", "2023-06-01"]
PERIODS = [None, ("2022-01-01", "2023-01-01"), ("2023-01-01", None), ("2022-05-01", "2022-05-02")]
VIA = [(), ("Reuters",), ("Le Modèle", "Reuters"), ("Kremlin",)]


@st.composite
def statements(draw, id_):
    made = {}
    for _ in range(draw(st.integers(0, 4))):
        statement = said(
            id_,
            draw(st.sampled_from(sorted(SOURCES))),
            draw(st.sampled_from(Stance)),
            draw(st.sampled_from(CLAIMS)),
            at=draw(st.integers(0, 3)),
            status=draw(st.sampled_from([Status.UNSPECIFIED, Status.DONE, Status.PLANNED])),
            when=draw(st.sampled_from(PERIODS)),
            said_on=draw(st.sampled_from([None, None, *DATES])),
            via=draw(st.sampled_from(VIA)),
            formerly=draw(st.booleans()),
        )
        made[rdf.statement_iri(statement)] = statement
    return list(made.values())


@st.composite
def articles(draw):
    id_ = draw(st.sampled_from("abcdef"))
    publisher = draw(st.sampled_from([None, "Le Modèle", "La Gazette"]))
    return Article(id_, TEXT, date=draw(st.sampled_from(DATES)), publisher=publisher), draw(statements(id_))


clusters = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["a", "b"]), max_size=4)
changes = st.lists(
    st.tuples(st.lists(articles(), max_size=4), st.sets(st.sampled_from("abcdef"), max_size=2), clusters), max_size=5
)


@given(changes)
@settings(max_examples=100, deadline=None)
def test_any_sequence_of_changes_gives_what_the_final_articles_give(steps):
    corpus, there = Corpus(), {}
    for put, remove, groups in steps:
        put = list({article.id: (article, said) for article, said in put}.values())
        remove -= {article.id for article, _ in put}
        there = {i: pair for i, pair in there.items() if i not in remove} | {pair[0].id: pair for pair in put}
        groups = {i: cluster for i, cluster in groups.items() if i in there}
        corpus.change(put, remove, groups)
    assert corpus.derived() ^ whole(there.values(), corpus.clusters).derived() == set()


def test_settling_everything_anew_changes_nothing():
    corpus = whole(told("a 2022 A\nIran denies Iran > Russia: drone\nb 2023 A\nIran asserts Iran > Russia: drone"))
    delta = meeting.settle(corpus.store, corpus.sayings, meeting.everything(corpus.store))
    assert (delta.removed, delta.added) == ([], [])


def test_what_stood_wrongly_is_put_right():
    corpus = whole(told("a 2022 A\nIran denies Iran > Russia: drone"))
    right = corpus.derived()
    corpus.store.remove_graph(NamedNode(rdf.article_iri("a")))
    corpus.store.extend(quad for pair in told("a\nIran asserts Iran > ?: drone") for quad in rdf.article_quads(*pair))
    corpus.apply(meeting.settle(corpus.store, corpus.sayings, meeting.everything(corpus.store)))
    assert corpus.derived() == whole(told("a\nIran asserts Iran > ?: drone")).derived() != right


def test_an_article_that_changed_unseen_is_refused():
    corpus = whole(told("a 2022 A\nIran denies Iran > Russia: drone"))
    iri = rdf.article_iri("a")
    corpus.store.remove_graph(NamedNode(iri))
    touched = meeting.touched(corpus.store, [iri])
    with pytest.raises(ValueError, match=r"article/a: it changed after it was settled.*settle `everything`"):
        meeting.settle(corpus.store, corpus.sayings, touched)


def test_what_did_not_change_is_not_looked_at():
    corpus = whole(told("a 2022 A\nIran denies Iran > Russia: drone"))
    delta = meeting.settle(corpus.store, corpus.sayings, meeting.touched(corpus.store, [rdf.article_iri("a")]))
    assert delta == meeting.Delta([], [], 0)


def test_articles_on_other_claims_by_other_sources_cost_nothing():
    compared = []
    for others in (10, 100):
        words = "\n".join(f"{n} 2022 A\nRussia asserts Russia > Iran: missile" for n in range(others))
        corpus = whole(told(words + "\nx 2022 B\nIran denies Iran > Russia: drone"))
        corpus.compared = 0
        corpus.change(told("y 2023 B\nIran asserts Iran > Russia: drone"))
        compared.append(corpus.compared)
    assert compared[0] == compared[1] <= 10
