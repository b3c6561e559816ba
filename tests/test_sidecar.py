"""What is done with a file beside the store stays as a whole, or not at all."""

import sqlite3

import psutil
import pytest

from dementi.sidecar import Sidecar


class Names(Sidecar):
    TABLES = "CREATE TABLE name (name TEXT PRIMARY KEY);"

    def put(self, name):
        self._sql.execute("INSERT INTO name VALUES (?)", (name,))

    def all(self):
        return sorted(name for (name,) in self._sql.execute("SELECT name FROM name"))


def test_a_good_end_keeps_what_was_done(tmp_path):
    with Names(tmp_path / "n") as names:
        names.put("Minsk")
    with Names(tmp_path / "n") as again:
        assert again.all() == ["Minsk"]


def test_a_bad_end_keeps_nothing_since_the_last_commit(tmp_path):
    with pytest.raises(sqlite3.IntegrityError), Names(tmp_path / "n") as names:
        names.put("Minsk")
        names.commit()
        names.put("Kiev")
        names.put("Kiev")
    with Names(tmp_path / "n") as again:
        assert again.all() == ["Minsk"]


def test_a_file_of_something_else_is_left_as_it_is_and_not_held(tmp_path):
    (tmp_path / "n").write_text("Téhéran dément. " * 100, encoding="utf-8")
    before = (tmp_path / "n").read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        Names(tmp_path / "n")
    assert (tmp_path / "n").read_bytes() == before
    assert str(tmp_path / "n") not in [one.path for one in psutil.Process().open_files()]
