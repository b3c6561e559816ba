"""Exported brat standoff, read as strictly as its specification says."""

import re
from pathlib import Path

import pytest

from dementi import export
from dementi.export import brat
from dementi.records import Act, Article, Status
from queries.corpus import DRONES, everything, hostile, said, state
from test_export import HOSTILE, lone_store

# Of https://brat.nlplab.org/standoff.html: an id, a tab, and what its sort demands.
LINES = {
    "T": re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.+)"),
    "E": re.compile(r"(E\d+)\t(\w+):(T\d+)((?: \w+:T\d+)*)"),
    "A": re.compile(r"(A\d+)\t(\w+) (E\d+)(?: (\S+))?"),
    "#": re.compile(r"(#\d+)\tAnnotatorNotes (E\d+)\t(.+)"),
}


def read(folder):
    """Read a folder of standoff; whatever the specification does not allow is an error."""
    types = configured(folder)
    return {path.stem: annotated(path, types) for path in sorted(folder.glob("*.txt"))}


def configured(folder):
    """Return what annotation.conf declares, by section."""
    sections, here = {}, None
    for line in (folder / "annotation.conf").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), {})
        else:
            name, _, more = line.partition(" ")
            here[name] = more
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    return sections


def annotated(path, types):
    text = path.read_bytes().decode("utf-8")
    lines = path.with_suffix(".ann").read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == ""
    marks, events, attributes, seen = {}, {}, {}, set()
    for line in lines:
        found = LINES[line[0]].fullmatch(line)
        assert found, line
        assert found[1] not in seen
        seen.add(found[1])
        if line[0] == "T":
            spans = [tuple(map(int, one.split())) for one in found[3].split(";")]
            assert all(start < end for start, end in spans) and spans == sorted(spans)
            assert found[4] == " ".join(text[start:end] for start, end in spans)
            assert found[2] in {**types["entities"], **types["events"]}
            marks[found[1]] = (found[2], spans)
        elif line[0] == "E":
            roles = dict(pair.split(":") for pair in found[4].split())
            assert found[2] in types["events"] and marks[found[3]][0] == found[2]
            for role, mark in roles.items():
                kind = role.rstrip("0123456789")
                assert re.search(rf"\b{kind}[?*]:{marks[mark][0]}\b", types["events"][found[2]])
            events[found[1]] = {"type": found[2], "trigger": marks[found[3]], **{r: marks[m] for r, m in roles.items()}}
        elif line[0] == "A":
            allowed = types["attributes"][found[2]]
            assert found[3] in events and (found[4] in allowed.rpartition(":")[2].split("|") if found[4] else True)
            attributes.setdefault(found[3], {})[found[2]] = found[4] or True
        else:
            events[found[2]]["note"] = found[3]
    return text, [event | attributes[name] for name, event in events.items()]


def test_every_statement_is_an_event(tmp_path):
    pairs = everything()
    export.write(lone_store(tmp_path, pairs)[0], "brat", tmp_path / "out")
    found = read(tmp_path / "out")
    assert {text for text, _ in found.values()} == {article.text for article, _ in pairs}
    events = [event for _, of_article in found.values() for event in of_article]
    assert len(events) == sum(len(statements) for _, statements in pairs)
    types = [event["type"] for event in events]
    said_so = [brat.EVENTS[one.stance] for _, statements in pairs for one in statements]
    assert sorted(types) == sorted(said_so)


def test_an_event_tells_source_evidence_and_claim(tmp_path):
    export.write(lone_store(tmp_path, everything())[0], "brat", tmp_path / "out")
    text, events = read(tmp_path / "out")["accusation"]
    (event,) = (one for one in events if one["type"] == "Denies" and "Iran" in one["note"].split(" · ")[0])
    words = {name: text[slice(*event[name][1][0])] for name in ("Source", "Evidence", "trigger")}
    quote = "Téhéran dément toute livraison de drones à Moscou"
    assert words == {"Source": "Téhéran", "Evidence": quote, "trigger": quote}
    assert (event["Act"], event["Status"], event.get("Hedged")) == ("denies", "done", None)
    assert event["note"].endswith("https://w3id.org/dementi/id/claim/transfer/iran/russia/drone")


def test_the_seeds_have_cues_as_triggers(built, tmp_path):
    export.write(export.of_folder(built), "brat", tmp_path / "out")
    text, events = read(tmp_path / "out")["002_5b97cbcc9cc71c7a"]
    assert "a nié" in {text[slice(*event["trigger"][1][0])] for event in events if event["type"] == "Denies"}


def test_what_crosses_lines_is_discontinuous(tmp_path):
    text = "Téhéran dément\r\n\r\ntoute\tlivraison\u2028de drones à Moscou."
    article = Article("lignes", text)
    one = said(article, state(article, "Iran", "Téhéran"), Act.DENIES, DRONES, "drones", text)
    export.write(lone_store(tmp_path, [(article, [one])])[0], "brat", tmp_path / "out")
    assert (tmp_path / "out" / "lignes.txt").read_bytes().decode() == text
    ((_, (event,)),) = read(tmp_path / "out").values()
    assert [text[start:end] for start, end in event["Evidence"][1]] == [
        *("Téhéran dément", "toute", "livraison", "de drones à Moscou.")
    ]


def test_hostile_words_stay(tmp_path):
    export.write(lone_store(tmp_path, hostile(HOSTILE))[0], "brat", tmp_path / "out")
    ((text, (event,)),) = read(tmp_path / "out").values()
    assert text == f"{HOSTILE} dit."
    assert not re.search(r"[\t\r\n]", event["note"])


@pytest.mark.parametrize("name", ["../../hors", "a/b", "con", ".", "Été", "x" * 300])
def test_a_name_stays_in_the_folder(tmp_path, name):
    article = Article(name, "Ankara dément.")
    export.write(lone_store(tmp_path, [(article, [])])[0], "brat", tmp_path / "out")
    (path,) = (tmp_path / "out").glob("*.txt")
    assert path.read_text(encoding="utf-8") == article.text and len(path.name) < 120
    assert {one.name for one in tmp_path.iterdir()} == {"in.nq", "oxigraph", "out"}


def test_texts_that_may_not_be_passed_on_are_not(built, tmp_path):
    with pytest.raises(ValueError, match="brat needs whole texts, which a server and --quotes-only do not give"):
        export.write(export.of_folder(built, quotes_only=True), "brat", tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_what_annotators_did_is_not_lost(built, tmp_path):
    for _ in range(2):
        if (tmp_path / "out").exists():
            (tmp_path / "out" / "000_2aaf39b1a971c50b.ann").write_text("T1\tSource 0 1\tX\n")
            with pytest.raises(FileExistsError):
                export.write(export.of_folder(built), "brat", tmp_path / "out")
        else:
            export.write(export.of_folder(built), "brat", tmp_path / "out")
    assert Path(tmp_path / "out" / "000_2aaf39b1a971c50b.ann").read_text() == "T1\tSource 0 1\tX\n"


def test_acts_and_statuses_are_words_to_brat():
    assert all(re.fullmatch(r"[\w-]+", word) for word in [*Act, *Status])
