"""Decisions handed in over HTTP: only with the token, only lines of decisions, only added."""

import json
import re

import pytest

from deciding import decision
from dementi import reviews, store
from queries.corpus import ACCUSED, corpus
from served import serving, stored

ONE = decision(ACCUSED, corpus()[0][1][1], "reject")
LINE = json.dumps(ONE.entry()).encode() + b"\n"
KIND = {"Content_Type": "application/jsonl"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return stored(tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def served(folder):
    with serving(folder, "--review") as running:
        running.token = re.search(r"token .*: (\S{32})$", running.process.stderr.readline().strip())[1]
        yield running


def test_decisions_are_added_and_the_graph_waits(served, folder):
    before = sorted(map(str, store.open_store(folder)))
    answers = [served.ask("/review", LINE, Authorization=f"Bearer {served.token}", **KIND) for _ in range(2)]
    assert [(status, json.loads(body)) for status, _, body in answers] == [
        (200, {"added": 1, "there": 0}),
        (200, {"added": 0, "there": 1}),
    ]
    assert reviews.load(folder).of(ACCUSED.id) == (ONE,)
    assert sorted(map(str, store.open_store(folder))) == before


@pytest.mark.parametrize(
    ("body", "headers", "status", "words"),
    [
        (LINE, {}, 401, "the token is not the one"),
        (LINE, {"Authorization": "Bearer é"}, 401, "the token is not the one"),
        (LINE, {"Authorization": "Bearer "}, 401, "the token is not the one"),
        (LINE, {"Authorization": "Basic TOKEN"}, 401, "the token is not the one"),
        (LINE, {"Cookie": "token=TOKEN"}, 401, "the token is not the one"),
        (LINE, {"Authorization": "Bearer TOKEN", "Content_Type": "text/plain"}, 415, "send application/jsonl"),
        (LINE, {"Authorization": "Bearer TOKEN", "Origin": "https://elsewhere.example"}, 403, "other sites"),
        (LINE, {"Authorization": "Bearer TOKEN", "Sec_Fetch_Site": "cross-site"}, 403, "other sites"),
        (LINE, {"Authorization": "Bearer TOKEN", "Host": "elsewhere.example"}, 421, "not the address"),
        (LINE + b"{}", {"Authorization": "Bearer TOKEN"}, 400, "request: line 2: article None: decision None"),
        (b"\xff", {"Authorization": "Bearer TOKEN"}, 400, "not in UTF-8"),
    ],
)
def test_all_else_is_refused_and_nothing_written(served, folder, body, headers, status, words):
    path = folder / reviews.FILE
    before = path.read_bytes() if path.exists() else None
    given = KIND | {name: value.replace("TOKEN", served.token) for name, value in headers.items()}
    found, _, answer = served.ask("/review", body, **{k: v.encode("utf-8").decode("latin-1") for k, v in given.items()})
    assert found == status and words in answer.decode()
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_body_too_long_is_refused_and_nothing_written(served, folder):
    path = folder / reviews.FILE
    before = path.read_bytes() if path.exists() else None
    try:
        found, _, _ = served.ask("/review", b"\n" * (2**20 + 1), **KIND, Authorization=f"Bearer {served.token}")
    except (ConnectionResetError, BrokenPipeError):  # it may hang up before all is sent (RFC 9112, section 9.6)
        found = 413
    assert found == 413
    assert (path.read_bytes() if path.exists() else None) == before


def test_nothing_is_taken_unless_it_was_wished(tmp_path):
    with serving(stored(tmp_path)) as running:
        status, _, body = running.ask("/review", LINE, Authorization="Bearer ", **KIND)
        assert status == 403 and b"--review" in body
        assert running.ask("/review")[0] == 405
        assert b'id="review-token"' not in running.get("/article/accusation.html")[2]
    assert not (tmp_path / reviews.FILE).exists()


def test_a_page_says_where_to_hand_in(served):
    status, _, body = served.get("/article/accusation.html")
    assert status == 200 and b'id="review-token"' in body and b"connect-src" in body
    assert served.token.encode() not in body
