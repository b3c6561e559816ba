"""Rows in another language are those that the questions give in it."""

from functools import partial

import pytest

from dementi import store, views
from dementi.views import renamed
from queries.corpus import everything, graph


@pytest.mark.parametrize("name", ["statements", "standing", "stances", "article_known", "article", "article_reprints"])
def test_renamed_rows_are_those_of_the_other_language(name):
    ask = partial(store.ask, store.load(graph(everything())))
    query = views.own_query(name)
    given = {"article": "accusation"} if name.startswith("article") else {}
    rows, others = (ask(query, {**given, "lang": lang}) for lang in ("fr", "en"))
    assert rows == [] or rows != others or name not in ("statements", "stances")
    renamed.rename(rows, renamed.names(ask, "en"))
    assert sorted(map(str, rows)) == sorted(map(str, others))


def test_what_has_no_name_has_none():
    rows = [{"source": "a", "sourceName": "A", "title": "T"}, {"source": None, "sourceName": None, "title": None}]
    renamed.rename(rows, {"a": "B", "None": "nobody"})
    assert rows == [
        {"source": "a", "sourceName": "B", "title": "T"},
        {"source": None, "sourceName": None, "title": None},
    ]
