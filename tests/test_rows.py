"""Rows hold all that a statement holds: what is written of it is read back as it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dementi import rdf
from dementi.annotated import METADATA
from dementi.records import (
    STANCE_OF_ACT,
    Act,
    Article,
    Claim,
    Evidence,
    Kind,
    Period,
    Quantity,
    Selector,
    Source,
    SourceKind,
    Statement,
    Status,
)
from dementi.rows import flat_row, statements_of
from queries.corpus import corpus, hostile

TEXTS = st.text()
NAMES = st.text(min_size=1)
NUMBERS = st.none() | st.integers(min_value=0)
DAYS = st.none() | st.dates().map(str)
PLACES = st.builds(lambda start, exact: Selector(start, start + len(exact), exact), st.integers(min_value=0), NAMES)
EVIDENCES = st.builds(
    Evidence,
    PLACES,
    st.sampled_from(Status),
    st.none() | st.builds(Quantity, TEXTS, NUMBERS, NUMBERS),
    st.none() | st.builds(Period, TEXTS, DAYS, DAYS),
)
STATEMENTS = st.sampled_from(Act).flatmap(
    lambda act: st.builds(
        Statement,
        st.just("un"),
        st.builds(
            Source,
            NAMES,
            st.sampled_from(SourceKind),
            st.none() | NAMES,
            st.none() | PLACES,
            st.none() | NAMES,
        ),
        st.just(STANCE_OF_ACT[act]),
        st.just(act),
        st.builds(Claim, st.sampled_from(Kind), st.none() | NAMES, st.none() | NAMES, NAMES),
        TEXTS,
        st.none() | PLACES,
        st.lists(EVIDENCES, min_size=1, max_size=3).map(tuple),
        st.booleans(),
        st.lists(NAMES, max_size=3).map(tuple),
        st.none() | NAMES,
        TEXTS,
        DAYS,
    )
)


def written(article, statements):
    """A line of statements.jsonl, as far as statements go."""
    return json.loads(json.dumps({"id": article, "statements": [flat_row(s) for s in statements]}))


@given(st.lists(STATEMENTS, max_size=3))
def test_any_statement_comes_back(statements):
    assert statements_of(written("un", statements)) == statements


@pytest.mark.parametrize("pairs", [corpus(), hostile()])
def test_the_graph_of_rows_is_that_of_the_statements(pairs):
    read = [(article, statements_of(written(article.id, statements))) for article, statements in pairs]
    assert rdf.nquads(read) == rdf.nquads(pairs)


def test_the_graph_of_the_seeds_is_that_of_their_rows(built):
    """All that a build writes of its articles can be written again from its lines."""
    texts, lines = (
        [json.loads(line) for line in (built / name).read_text(encoding="utf-8").split("\n") if line]
        for name in ("articles.jsonl", "statements.jsonl")
    )
    names = ("id", "text", *METADATA)
    pairs = [
        (Article(**{name: text[name] for name in names}), statements_of(line))
        for text, line in zip(texts, lines, strict=True)
    ]
    again = set(rdf.nquads(pairs).split("\n"))
    graphs = (rdf.PROVENANCE, rdf.DERIVED)
    quads = (built / "graph.nq").read_text(encoding="utf-8").split("\n")
    assert again == {quad for quad in quads if not any(f"<{graph}> ." in quad for graph in graphs)}
    assert sum(len(statements) for _, statements in pairs) > 20


def broken(**changed):
    line = written("aveu", corpus()[1][1])
    for name, value in changed.items():
        if value is None:
            del line["statements"][1][name]
        else:
            line["statements"][1][name] = value
    return line


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (broken(source_at=None), "aveu: statement 2: source_at is missing: the line was written by another version"),
        (broken(stance="maybe"), "aveu: statement 2: 'maybe' is not a valid Stance: correct the line"),
        (broken(stance="denies"), "aveu: statement 2: .*act no-comment does not go with denies: correct"),
        (broken(evidences=[]), "aveu: statement 2: .*has no evidence: correct"),
    ],
)
def test_a_wrong_row_is_named(line, message):
    with pytest.raises(ValueError, match=message):
        statements_of(line)
