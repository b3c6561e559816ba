"""Sorted files changed in places are what sorting anew gives, whatever the lines."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dementi.sorted_lines import Sorter, by_id, look_up, patch

LINES = st.sets(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=6), max_size=40)
IDS = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), st.integers(0, 9), max_size=30)


def encoded(lines):
    return [line.encode() for line in sorted(lines)]


def written(path, lines):
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def rows(values):
    lines = (json.dumps({"id": key, "value": values[key]}, ensure_ascii=False) for key in sorted(values))
    return [line.encode() for line in lines]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("lines")


@given(LINES, LINES, LINES)
def test_lines_are_added_and_removed(folder, there, removed, added):
    old = written(folder / "old", encoded(there))
    net = patch(old, folder / "new", encoded(removed - added), encoded(added))
    wanted = encoded((there - removed) | added)
    assert (folder / "new").read_bytes() == written(folder / "wanted", wanted).read_bytes()
    assert net == len(wanted) - len(there)


@given(IDS, st.sets(st.text(max_size=2)), IDS)
def test_rows_are_replaced_by_id(folder, there, removed, added):
    old = written(folder / "old", rows(there))
    gone = {one.encode("utf-8", "surrogatepass") for one in removed}
    patch(old, folder / "new", gone, rows(added), by_id)
    kept = {key: value for key, value in there.items() if key not in removed}
    assert (folder / "new").read_bytes() == written(folder / "wanted", rows(kept | added)).read_bytes()
    assert look_up(folder / "new", [key.encode() for key in there], by_id) == {
        by_id(line): line for line in rows(kept | added) if by_id(line).decode() in there
    }


def test_a_long_file_is_changed_at_both_ends_and_between(folder):
    """Long and short lines, so that searches meet both."""
    there = {f"{number:05d}{'x' * (number % 700)}" for number in range(0, 9000, 3)}
    removed = set(sorted(there)[::500]) | {max(there)}
    added = {f"{number:05d}" for number in range(1, 9000, 700)} | {"", "~"}
    patch(written(folder / "old", encoded(there)), folder / "new", encoded(removed), encoded(added))
    assert (folder / "new").read_bytes().split(b"\n")[:-1] == encoded((there - removed) | added)


def test_more_lines_than_are_kept_in_memory(folder):
    sorter = Sorter(folder, most=10)
    for start in range(0, 100, 7):
        sorter.put(f"{number % 83:03d}".encode() for number in range(start, start + 20))
    assert sorter.write(folder / "sorted") == 83
    assert (folder / "sorted").read_bytes() == b"".join(b"%03d\n" % number for number in range(83))
    assert not list(folder.glob("run-*")) and sorter.write(folder / "sorted") == 0


def test_a_line_without_an_id_is_shown():
    with pytest.raises(ValueError, match="does not begin with an id"):
        by_id(b'{"name": "a"}')
