"""One writer, many readers, and a pointer that is never half-way; processes of their own play the others."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from conftest import ROOT
from dementi import generations
from dementi.generations import FILES, Busy, hold, published, release, writer_of, writing

HOLDER = """
import sys
from dementi.generations import writing
with writing(sys.argv[1]):
    print("ready", flush=True)
    sys.stdin.read()
"""
UNPRIVILEGED = """
import os, sys
from dementi import store
from dementi.generations import writing
folder, other = sys.argv[1:]
len(store.open_store(other))  # whatever is imported late is imported here, by root
os.setuid(65534)
print(len(store.open_store(folder)))
try:
    with writing(folder):
        pass
except OSError as error:
    print(error.strerror)
"""


def publish(folder, text):
    with writing(folder) as writer:
        generation = writer.begin()
        for name in FILES:
            (generation / name).write_text(f"{name} {text}", encoding="utf-8")
        writer.publish(generation)
    return generation


def shown(folder):
    return {(folder / name).read_text(encoding="utf-8").split()[1] for name in FILES}


def room(folder):
    return sorted(path.name for path in (folder / "store").iterdir())


@pytest.fixture
def holder(tmp_path):
    """A child process that writes to ``tmp_path/g`` and does not end by itself."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "g")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout.readline() == b"ready\n"
        yield child
        child.kill()


def test_what_is_published_is_shown(tmp_path):
    first = publish(tmp_path, "one")
    assert published(tmp_path) == first and shown(tmp_path) == {"one"}
    second = publish(tmp_path, "two")
    assert published(tmp_path) == second and shown(tmp_path) == {"two"}
    assert all((tmp_path / name).samefile(second / name) for name in FILES)
    assert room(tmp_path) == [first.name, second.name, "published", "writer.lock"], "the one before stays"
    third = publish(tmp_path, "three")
    assert room(tmp_path) == [second.name, third.name, "published", "writer.lock"]


def publish_pages(folder, text):
    with writing(folder) as writer:
        generation = writer.begin()
        for name in (*FILES, "site/index.html", f"site/en/{text}.html"):
            (generation / name).parent.mkdir(parents=True, exist_ok=True)
            (generation / name).write_bytes(generations.MARK + text.encode())
        writer.publish(generation)
    return generation


def pages(folder):
    return sorted(path.name for path in (folder / "site").rglob("*.html"))


def test_pages_are_replaced_as_a_whole(tmp_path):
    publish_pages(tmp_path, "one")
    assert pages(tmp_path) == ["index.html", "one.html"]
    second = publish_pages(tmp_path, "two")
    assert pages(tmp_path) == ["index.html", "two.html"]
    assert (tmp_path / "site/index.html").samefile(second / "site/index.html")
    (tmp_path / "site/index.html").unlink()  # as by one who was killed between two steps
    (tmp_path / "store/site.new").mkdir()
    (tmp_path / "site").rename(tmp_path / "store/site.new.gone")
    hold(tmp_path)
    assert pages(tmp_path) == ["index.html", "two.html"]
    publish_pages(tmp_path, "three")
    assert room(tmp_path) == ["000002", "000003", "published", "writer.lock"]


def test_a_folder_of_another_sort_is_left_alone(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="move it away"):
        publish_pages(tmp_path, "one")
    assert pages(tmp_path) == ["index.html"] and not (tmp_path / "graph.nq").exists()


def test_what_is_not_published_is_nothing(tmp_path):
    publish(tmp_path, "one")
    with pytest.raises(ZeroDivisionError), writing(tmp_path) as writer:
        (writer.begin() / FILES[0]).write_text("half", encoding="utf-8")
        1 / 0
    assert shown(tmp_path) == {"one"} and room(tmp_path) == ["000001", "published", "writer.lock"]


def test_where_nothing_comes_of_it_nothing_is_left(tmp_path):
    with writing(tmp_path / "a" / "b") as writer:
        writer.begin()
    assert not (tmp_path / "a" / "b").exists()
    (tmp_path / "mine").mkdir()
    with writing(tmp_path / "mine"):
        pass
    assert list((tmp_path / "mine").iterdir()) == []


def test_what_a_killed_writer_left_is_put_right_by_whoever_comes_next(tmp_path):
    publish(tmp_path, "one")
    publish(tmp_path, "two")
    (tmp_path / "store" / "000003").mkdir()
    (tmp_path / "store" / "graph.nq.new").write_text("half", encoding="utf-8")
    (tmp_path / FILES[0]).unlink()
    (tmp_path / FILES[1]).unlink()
    (tmp_path / FILES[1]).write_text("x one", encoding="utf-8")
    hold(tmp_path)
    assert shown(tmp_path) == {"two"}
    publish(tmp_path, "three")
    assert shown(tmp_path) == {"three"} and room(tmp_path) == ["000002", "000003", "published", "writer.lock"]


def test_a_generation_that_is_read_stays(tmp_path):
    read = publish(tmp_path, "one")
    hold(tmp_path)
    for number in range(3):
        last = publish(tmp_path, str(number))
    assert room(tmp_path)[:3] == [read.name, f"{int(last.name) - 1:06d}", last.name]
    release(read)
    publish(tmp_path, "more")
    assert read.name not in room(tmp_path)


def test_files_are_copied_where_there_are_no_links(tmp_path, monkeypatch):
    def refuse(self, target):
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    first = publish(tmp_path, "one")
    assert shown(tmp_path) == {"one"} and not (tmp_path / FILES[0]).samefile(first / FILES[0])
    os.utime(tmp_path / FILES[0], ns=(0, 0))
    (tmp_path / FILES[0]).write_text("another one", encoding="utf-8")
    hold(tmp_path)
    assert shown(tmp_path) == {"one"}


def test_a_second_writer_is_told_who_writes(tmp_path, holder, monkeypatch):
    monkeypatch.setattr(generations, "PATIENCE", 0.1)
    with pytest.raises(Busy, match=rf"pid {holder.pid}, since 2.*wait until it is done"), writing(tmp_path / "g"):
        pass
    assert writer_of(tmp_path / "g")["pid"] == str(holder.pid)
    holder.kill()
    holder.wait()
    assert writer_of(tmp_path / "g") is None
    publish(tmp_path / "g", "one")
    assert room(tmp_path / "g") == ["000001", "published", "writer.lock"]


def test_no_graph_is_said_with_the_remedy(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(FileNotFoundError, match="dementi build"):
            hold(folder)
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "published").write_text("000007\n", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="000007: the published generation is missing"):
        hold(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another")
def test_a_folder_that_may_only_be_read(built):
    """Another user reads what root has built, and is told why he may not write."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        subprocess.run(["cp", "-r", built, f"{place}/g"], check=True)
        command = [sys.executable, "-c", UNPRIVILEGED, f"{place}/g", str(built)]
        done = subprocess.run(command, capture_output=True, check=False, text=True, cwd=ROOT)
    lines = len((built / "graph.nq").read_text(encoding="utf-8").splitlines())
    assert (done.stdout.split("\n"), done.stderr) == ([str(lines), "Permission denied", ""], "")
