"""The file of decisions: read strictly, only ever added to."""

import json
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deciding import decision
from dementi import reviews
from dementi.reviews import Verdict
from queries.corpus import ACCUSED, corpus

STATEMENT = corpus()[0][1][1]
RIGHT = decision(ACCUSED, STATEMENT, "correct", {"stance": "asserts", "supplier": None}, note="« mot »\npour mot")
ENTRY = RIGHT.entry()


def line(**changed):
    return json.dumps(ENTRY | changed).encode()


def seen(**changed):
    return {"statement": ENTRY["statement"] | changed}


def test_a_decision_is_written_and_read_as_it_is():
    others = [
        decision(ACCUSED, None, "complete"),
        decision(ACCUSED, STATEMENT, "withdraw"),
        decision(ACCUSED, None, "withdraw"),
    ]
    bare = replace(RIGHT, seen={})
    for one in (RIGHT, bare, *others):
        assert reviews.parsed(json.dumps(one.entry()).encode() + b"\r\n\n", "f") == [one]
    assert len({one.key for one in (RIGHT, bare, *others)}) == 5
    assert list(ENTRY) == ["article", "article_hash", "statement", "decision", "correction", "by", "at", "note"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", r"f: line 1: \{: is no JSON"),
        (b"[" * 100_000, "f: line 1: .*: is no JSON"),
        (b"[]", "is no decision; give an object"),
        (b'{"article": "\\ud800"}', "is no JSON"),
        (b"\xff", "f: byte 0: not in UTF-8"),
        (b"{}\n", r"f: line 1: article None: decision None: choose one of accept, reject, correct"),
        (line(extra=1), "article 'accusation': extra: no such key"),
        (line(decision="agree"), "decision 'agree': choose one of"),
        (line(article=""), "article '': give a text"),
        (line(article_hash="0"), "0: give the SHA-256"),
        (line(by=" "), "by ' ': give a text"),
        (line(by="A\nB"), "a name is one line"),
        (line(by="x" * 201), "at most 200"),
        (line(at="2024-05-02"), "at '2024-05-02': give a moment"),
        (line(at="2024-13-02T10:00:00Z"), "give a moment"),
        (line(at="2024-05-02T10:00:00"), "give a moment"),
        (line(at="0001-01-01T00:00:00+05:00"), "give a moment"),
        (line(note="x" * 2001), "at most 2000 characters"),
        (line(note=1), "note 1: give a text"),
        (line(statement=None), "statement None: give the statement"),
        (line(decision="complete"), "an article is complete, and no statement"),
        (line(decision="accept"), "correction: goes with the decision correct, and not with accept"),
        (line(correction=None), "correction None: give the fields"),
        (line(correction={}), "give the fields to correct"),
        (line(correction={"status": "done"}), "correction of status: correct one of source"),
        (line(correction={"stance": "agrees"}), "stance 'agrees': choose one of asserts, denies, uncertain"),
        (line(correction={"source": None}), "no source: give it"),
        (line(correction={"supplier": 3}), "supplier 3: give a text"),
        (line(**seen(id="statement-1")), "id 'statement-1': give the last part of its IRI"),
        (line(**seen(source="Iraq")), "of these fields the id would be statement-"),
        (line(**seen(start=True)), "start True"),
        (line(**seen(end=0)), "end 0: give the first character"),
        (line(statement={"id": ENTRY["statement"]["id"], "source": "Iran"}), "source: give source, stance, .* or none"),
        (line() + b"\n\n" + line(by=""), "f: line 3: article 'accusation': by ''"),
    ],
)
def test_what_is_no_decision_is_refused_in_words(data, message):
    with pytest.raises(ValueError, match=message):
        reviews.parsed(data, "f")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda t: st.lists(t) | st.dictionaries(st.sampled_from(sorted(ENTRY)), t),
    )
)
def test_whatever_is_given_is_a_decision_or_refused(value):
    data = json.dumps(ENTRY | value if isinstance(value, dict) else value).encode()
    try:
        assert [one.article for one in reviews.parsed(data, "f")] == [ENTRY["article"]]
    except ValueError as error:
        assert str(error).startswith("f: line 1: ")


def test_decisions_are_added_once_and_never_taken_away(tmp_path):
    other = replace(RIGHT, by="B.")
    assert reviews.append(tmp_path, [RIGHT, RIGHT]) == [RIGHT]
    before = (tmp_path / reviews.FILE).read_bytes()
    (tmp_path / reviews.FILE).write_bytes(before.rstrip(b"\n"))  # as editors leave it
    assert reviews.append(tmp_path, [RIGHT, other]) == [other]
    assert (tmp_path / reviews.FILE).read_bytes().startswith(before)
    assert reviews.load(tmp_path).of(ACCUSED.id) == (RIGHT, other)
    assert reviews.append(tmp_path, [other]) == []


def test_what_came_since_a_version(tmp_path):
    nothing = reviews.load(tmp_path)
    assert (nothing.version, nothing.fresh, nothing.of("x")) == ("", frozenset(), ())
    reviews.append(tmp_path, [RIGHT])
    first = reviews.load(tmp_path, nothing.version)
    reviews.append(tmp_path, [replace(RIGHT, article="b")])
    assert first.fresh == {ACCUSED.id} and reviews.load(tmp_path, first.version).fresh == {"b"}
    assert reviews.load(tmp_path, reviews.load(tmp_path).version).fresh == frozenset()
    path = tmp_path / reviews.FILE
    for changed in (path.read_bytes().replace(b"Exemple", b"Example"), b""):
        path.write_bytes(changed)
        with pytest.raises(
            ValueError, match=r"decisions\.jsonl: was changed otherwise than by new lines .* dementi rebuild"
        ):
            reviews.load(tmp_path, first.version)


def test_several_writers_at_once_lose_nothing(tmp_path):
    def write(name):
        for number in range(5):
            reviews.append(tmp_path, [replace(RIGHT, by=f"{name}{number}")])

    threads = [threading.Thread(target=write, args=(name,)) for name in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(reviews.load(tmp_path).of(ACCUSED.id)) == 20


def test_the_last_decision_counts():
    accepted, rejected = (decision(ACCUSED, STATEMENT, verdict) for verdict in ("accept", "reject"))
    done = decision(ACCUSED, None, "complete")
    assert reviews.latest([accepted, done, rejected]) == {RIGHT.statement: rejected, "": done}
    assert reviews.latest([rejected, accepted])[RIGHT.statement].verdict is Verdict.ACCEPT
