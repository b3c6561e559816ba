"""Agreement counted of all actors together is what the question finds of each."""

from functools import partial

import pytest

from dementi import generations, store, views, workspace
from dementi.views.agreeing import Agreement
from queries.corpus import everything, graph
from synthetic import annotated

ACTORS = "SELECT DISTINCT ?actor WHERE { ?actor dem:asserts|dem:denies ?claim }"


@pytest.fixture(scope="module")
def much(tmp_path_factory):
    folder = tmp_path_factory.mktemp("much")
    with generations.writing(folder) as writer:
        workspace.build(writer, [annotated(f"{number:02}", 1, most=12) for number in range(30)])
    return store.open_store(folder)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_is_what_the_question_finds(much, lang):
    for here in (store.load(graph(everything())), much):
        ask = partial(store.ask, here)
        agreement = Agreement(ask(views.own_query("stances"), {"lang": lang}))
        actors = [str(row["actor"]) for row in ask(ACTORS) if "#" not in str(row["actor"])]
        found = {actor: agreement.of(actor) for actor in actors}
        assert sum(map(len, found.values())) > 5
        assert found == {actor: ask("agreement", {"actor": actor, "lang": lang}) for actor in actors}


def test_of_too_many_the_nearest_are_given(much, monkeypatch):
    monkeypatch.setattr("dementi.views.agreeing.MOST", 3)
    ask = partial(store.ask, much)
    agreement = Agreement(ask(views.own_query("stances"), {}))
    actor = "https://example.org/x"
    assert agreement.of(actor) == []
    for row in ask(ACTORS):
        if "#" not in (actor := str(row["actor"])):
            assert agreement.of(actor) == ask("agreement", {"actor": actor, "limit": "3"})
