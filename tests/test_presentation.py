"""Pages as files: all of them or those from before, and nothing of anybody else's is replaced."""

import pytest

from dementi import generations, presentation

PAGE = generations.MARK.decode() + "é\n"


def test_pages_are_files_at_their_addresses(tmp_path):
    assert presentation.write(tmp_path, [("index.html", PAGE), ("en/actor/x.html", PAGE)]) == 2
    assert (tmp_path / "en" / "actor" / "x.html").read_bytes() == PAGE.encode()


def test_a_site_is_replaced_when_all_is_written(tmp_path):
    site = tmp_path / "site"
    presentation.replace(site, [("index.html", PAGE), ("gone.html", PAGE)])

    def half():
        yield "index.html", PAGE
        raise KeyError("no more")

    with pytest.raises(KeyError):
        presentation.replace(site, half())
    assert sorted(path.name for path in site.iterdir()) == ["gone.html", "index.html"]
    presentation.replace(site, [("index.html", PAGE)])
    assert [path.name for path in site.iterdir()] == ["index.html"] and list(tmp_path.iterdir()) == [site]


def test_what_is_not_a_site_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="move it away"):
        presentation.replace(tmp_path, [("index.html", PAGE)])
    assert (tmp_path / "mine.txt").exists()
