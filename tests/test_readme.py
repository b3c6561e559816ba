"""The README's example, shown as JSON and as triples, is what the tool really says of the seeds."""

import json
import re

from pyoxigraph import RdfFormat, parse

from conftest import ROOT
from dementi.terms import PREFIXES

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_statement_is_extracted(built):
    (block,) = blocks("json")
    shown = json.loads(block)
    rows = [
        row
        for line in (built / "statements.jsonl").read_text(encoding="utf-8").splitlines()
        for row in json.loads(line)["statements"]
        if (row["source"], row["stance"], row["claim"]) == (shown["source"], shown["stance"], shown["claim"])
    ]
    assert [{key: row[key] for key in shown} for row in rows] == [shown]


def test_the_triples_are_in_the_graph(built):
    (block,) = blocks("turtle")
    declared = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    shown = list(parse(declared + block, format=RdfFormat.TURTLE))
    graph = {quad.triple for quad in parse(path=built / "graph.nq", format=RdfFormat.N_QUADS)}
    assert shown and [quad.triple for quad in shown if quad.triple not in graph] == []
