"""What state a graph is in: how much it holds, which extraction it is of, and whether somebody writes to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dementi import aliases, generations, provenance, reviews, store, views, workspace
from dementi.generations import writer_of

_NUMBERS = ("claims", "precise", "contested", "disputed", "clusters")  # of the query of the pages
_DECIDED = "SELECT (COUNT(*) AS ?n) WHERE { ?decision a dem:Decision }"
_SHOWN = 8  # digits of a hash; enough to tell two of them apart


def of(graph: str | Path) -> dict[str, Any]:
    """Return the state of the graph in a folder, by the names of its parts.

    ``claims`` and ``contested`` count by class of item, as the pages do; ``precise`` and ``disputed`` are the same with
    narrower items each for itself, as the question ``contested`` lists them. ``decisions`` are those on statements, how
    many of them fit and are applied, and whether the graph follows all; ``extractions`` are those that its articles
    went through, each with the number of them, and whether it is the one that this installation does; ``aliases`` the
    lines of the file of aliases that stand, and whether the graph follows them; ``writer`` who writes to the folder, or
    None.

    Raises:
        FileNotFoundError: There is no graph.
        ValueError: The file of aliases is wrong.
    """
    folder, generation = Path(graph), generations.hold(graph)
    counts = workspace.counts_of(generation)
    opened = store.open_store(graph)
    lines = aliases.entries(folder / aliases.FILE)
    numbers, applied = store.ask(opened, views.own_query("corpus"))[0], store.ask(opened, _DECIDED)[0]["n"]
    decided = reviews.load(folder)
    return {
        "articles": counts.articles,
        "statements": counts.statements,
        "quads": counts.quads,
        **{name: numbers[name] for name in _NUMBERS},
        "extractions": _extractions(opened),
        "aliases": {
            "lines": sum(not line["undone_by"] and line["op"] != "undo" for line in lines),
            "followed": workspace.aliases_of(folder)[1] == counts.aliases,
        },
        "decisions": {
            "lines": sum(map(len, decided.by_article.values())),
            "applied": applied,
            "followed": decided.version == counts.decisions,
        },
        "generation": int(generation.name),
        "bytes": _size(folder),
        "writer": writer_of(graph),
    }


def flat(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the state of a graph as one value in words for each of its parts."""
    said, who = dict(found), found["writer"]
    for name, each in (("claims", "precise"), ("contested", "disputed")):
        said[name] = f"{found[name]} by class of item, {said.pop(each)} with narrower ones"
    said["extractions"] = "; ".join(map(_read, found["extractions"])) or "none"
    if not all(one["current"] for one in found["extractions"]):
        said["extractions"] += "; dementi rebuild --extract reads anew what others have read"
    said["aliases"] = f"{found['aliases']['lines']}"
    if not found["aliases"]["followed"]:
        said["aliases"] += ", changed since the graph was made: dementi rebuild follows them"
    said["decisions"] = "{lines}, of which {applied} are applied".format(**found["decisions"])
    if not found["decisions"]["followed"]:
        said["decisions"] += "; dementi review apply follows those that came since"
    said["bytes"] = f"{found['bytes']:,}"
    said["writer"] = f"{who['command']} (pid {who['pid']}, since {who['since']})" if who else "nobody"
    return said


def _read(extraction: Mapping[str, Any]) -> str:
    """Return in words which extraction has read how many articles."""
    by = "this version" if extraction["current"] else "another version"
    hashes = f"model {extraction['model'][:_SHOWN]}, rules {extraction['rules'][:_SHOWN]}"
    return f"{extraction['articles']} articles by {by} ({extraction['version']}, {hashes})"


def _extractions(opened: store.Store) -> list[dict[str, Any]]:
    """Return the extractions of a graph, the one that most articles went through first."""
    here = provenance.extraction()
    counted = Counter(workspace.extractions(opened).values())
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0].key))
    return [
        {"version": one.version, "model": one.model, "rules": one.rules, "articles": number, "current": one == here}
        for one, number in ordered
    ]


def _size(folder: Path) -> int:
    """Return the bytes on disk of a graph, all generations together; a file with several names counts once."""
    files = {}
    for place in (folder / generations.ROOM).rglob("*"):
        if place.is_file():
            stat = place.stat()
            files[stat.st_dev, stat.st_ino] = stat.st_size
    return sum(files.values())
