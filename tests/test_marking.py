"""Marked text: no character is lost, marks nest, and each covers what it should, whatever they cross."""

import hypothesis.strategies as st
from hypothesis import example, given, settings

from dementi.marking import Closed, Opened, nested, pieces

TEXTS = st.text("ab <&é\n\u202e", max_size=30)
BOUNDS = st.tuples(st.integers(-3, 33), st.integers(-3, 33))
MARKS = st.lists(BOUNDS, max_size=8, unique=True)


def bounds(mark):
    return mark


def covered(text, parts):
    """Return the places in which each mark is open, and check on the way that marks nest."""
    places, opened, at = {}, [], 0
    for part in parts:
        if isinstance(part, Opened):
            assert part.mark not in opened
            opened.append(part.mark)
        elif isinstance(part, Closed):
            assert opened.pop() == part.mark, "the last opened closes first"
        else:
            for mark in opened:
                places.setdefault(mark, []).extend(range(at, at + len(part)))
            at += len(part)
    assert not opened
    return places


@settings(deadline=None)
@given(TEXTS, MARKS)
@example("abcdef", [(0, 4), (2, 6)])
@example("abcdef", [(0, 2), (0, 6), (1, 4), (3, 6)])
def test_marks_nest_and_nothing_is_lost(text, marks):
    parts = list(nested(text, marks, bounds))
    assert "".join(part for part in parts if isinstance(part, str)) == text
    inside = {mark: [at for at in range(len(text)) if mark[0] <= at < mark[1]] for mark in marks}
    assert covered(text, parts) == {mark: places for mark, places in inside.items() if places}


@settings(deadline=None)
@given(TEXTS, MARKS)
def test_a_mark_begins_once_and_ends_once(text, marks):
    parts = list(nested(text, marks, bounds))
    shown = [mark for mark in marks if max(mark[0], 0) < min(mark[1], len(text))]
    begun = [part.mark for part in parts if isinstance(part, Opened) and part.first]
    ended = [part.mark for part in parts if isinstance(part, Closed) and part.last]
    assert sorted(begun) == sorted(mark for mark in shown if mark[0] >= 0)
    assert sorted(ended) == sorted(mark for mark in shown if mark[1] <= len(text))


@settings(deadline=None)
@given(TEXTS, MARKS, st.integers(0, 9))
def test_a_text_may_be_part_of_another(text, marks, at):
    moved = [(start + at, end + at) for start, end in marks]
    parts = list(nested(text, moved, lambda mark: (mark[0] - at, mark[1] - at)))
    assert list(nested(text, moved, bounds, at)) == parts


@settings(deadline=None)
@given(TEXTS, MARKS)
def test_the_same_marks_in_another_order_give_the_same(text, marks):
    assert list(nested(text, marks, bounds)) == list(nested(text, marks[::-1], bounds))


def test_the_wider_mark_is_outside_and_what_crosses_it_comes_in_parts():
    assert list(nested("abcdef", [(0, 3), (2, 6)], bounds)) == [
        Opened((0, 3), True),
        "ab",
        Closed((0, 3), False),
        Opened((2, 6), True),
        Opened((0, 3), False),
        "c",
        Closed((0, 3), True),
        "def",
        Closed((2, 6), True),
    ]


def test_of_marks_of_one_place_the_first_is_outside():
    marks = [("b", 0, 2), ("a", 0, 2)]
    assert [inside for *_, inside in pieces((0, 2), marks, lambda mark: mark[1:])] == [tuple(marks)]
