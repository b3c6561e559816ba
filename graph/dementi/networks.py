"""A graph of statements as networks for networkx, from the same rows and by the same rules as the network page.

``claims``  MultiDiGraph, source → claim; an edge is a statement, its key the statement's IRI.
``flows``   MultiDiGraph, supplier → recipient; an edge is a transfer by item and stance, its key claim and stance. Only
            transfers whose two parties are told, as in the question ``flows``.
``sides``   Graph; an edge counts the claims on which two sides agree and on which they oppose each other.
``echoes``  MultiDiGraph, who passes words on → whose words; the key is ``publishes`` for an outlet and whom its
            articles name first, ``relays`` for what follows (an agency → a ministry). Sources that belong to one
            article are left out, since nobody is nobody twice.

Nodes are IRIs with ``label`` (French), ``label_en`` and ``type`` (``state``, ``person``, ``media``, ``claim`` …).
Values are texts, numbers and truth values, and what is not known is left out, so that every format holds them; a date
is as precise as it is known: ``2022``, ``2022-10``, ``2022-10-05``. Weights count statements (of ``sides``, claims),
never truth. The order of nodes and edges follows from the graph alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from dementi.iris import parts
from dementi.store import Ask, Row
from dementi.terms import concept_iri
from dementi.views import NETWORK_QUERY
from dementi.views import words as words_of
from dementi.views.naming import claim_parts, is_local, source_name
from dementi.views.network import contested_rows, parted
from dementi.views.projections import in_common, sided

if TYPE_CHECKING:
    import networkx

    Network: TypeAlias = networkx.Graph[str]  # of which directed and multiple ones are kinds

_NAMES = """
SELECT ?thing ?type (LANG(?name) AS ?lang) (STR(?name) AS ?label) WHERE {
  ?thing rdf:type ?type ; skos:prefLabel ?name . FILTER(LANG(?name) IN ("fr", "en"))
}
"""
_RELAYS = (
    "SELECT ?statement ?step ?relay WHERE { ?statement dem:via ?via . ?via dem:position ?step ; dem:relay ?relay }"
)
# The names of things in a row, each beside the IRI of what it names.
_NAMED = (("sourceName", "source"), ("sideName", "side"), ("supplier", "from"), ("recipient", "to"))
_OF_STATEMENT = (
    *("statement", "side", "stance", "act", "status", "hedged", "date", "article", "title", "quote"),
    *("quantity", "when", "via", "precise"),
)
_CLASS = re.compile(r"(?<=[a-z])(?=[A-Z])")  # matches between « Armed » and « Group »


def network(ask: Ask, projection: str = "claims") -> Network:
    """Return one of the networks of a graph.

    Args:
        ask: Puts a question to the graph, as ``store.ask`` does once it has its store.
        projection: ``claims``, ``flows``, ``sides`` or ``echoes``.

    Raises:
        ValueError: There is no such projection; the message lists those there are.
    """
    if projection not in PROJECTIONS:
        raise ValueError(f"{projection}: no such projection; there are {', '.join(PROJECTIONS)}")
    return PROJECTIONS[projection](_Said(ask))


class _Said:
    """What is said in a graph: a row a statement, at its clearest place, in the order of dates and texts."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        found, pairs = parted(ask(NETWORK_QUERY.read_text(encoding="utf-8"), {"lang": "fr"}))
        self.rows = [row for row in found if row["rank"] == 1]
        self.contested = contested_rows(self.rows, pairs)
        marked = zip(self.rows, self.contested, strict=True)
        self.disputed = {row["claim"] for row, mark in marked if mark and row["stance"] == "asserts"}
        named = ask(_NAMES, {})
        self.types = {str(row["thing"]): type_of(row["type"]) for row in named}
        self.names = {(str(row["lang"]), str(row["thing"])): str(row["label"]) for row in named}

    def actor(self, iri: object) -> dict[str, Any]:
        """Return the attributes of an actor."""
        name = str(iri)
        return {"label": self.names["fr", name], "label_en": self.names["en", name], "type": self.types[name]}

    def source(self, row: Row) -> dict[str, Any]:
        """Return the attributes of the source of a row."""
        labels = (source_name(row, words_of("fr")), source_name(self._in_english(row), words_of("en")))
        return {
            **dict(zip(("label", "label_en"), labels, strict=True)),
            "type": type_of(row["sourceType"]),
            "side": row["side"],
            "side_label": row["sideName"],
            "side_label_en": self.names.get(("en", str(row["side"])), row["sideName"]),
            "local": is_local(row),
        }

    def claim(self, row: Row) -> dict[str, Any]:
        """Return the attributes of the claim of a row."""
        labels = [
            str(words_of(lang)["colon"]).join(claim_parts(one, words_of(lang)))
            for lang, one in (("fr", row), ("en", self._in_english(row)))
        ]
        told = {"supplier": row["from"], "recipient": row["to"], "supplier_label": row["supplier"]}
        told |= {"recipient_label": row["recipient"], "item": row["item"]}
        told |= {"kind": row["kind"], "contested": row["claim"] in self.disputed}
        return {"label": labels[0], "label_en": labels[1], "type": "claim"} | _known(told)

    def _in_english(self, row: Row) -> Row:
        names: Row = {name: self.names.get(("en", str(row[iri]))) for name, iri in _NAMED}
        return row | names | {"item": self.names["en", concept_iri(parts(str(row["claim"]))[1][-1])]}


def _claims(said: _Said) -> Network:
    import networkx as nx

    net = nx.MultiDiGraph(name="claims")
    for row in said.rows:
        for node, attributes in ((row["source"], said.source), (row["claim"], said.claim)):
            if node not in net:
                net.add_node(node, **attributes(row))
    for row, mark in zip(said.rows, said.contested, strict=True):
        told = {name: row[name] for name in _OF_STATEMENT} | {"outlet": row["publisher"], "contested": mark}
        told |= {"start_char": row["start"], "end_char": row["end"]}  # start and end are times in GEXF
        net.add_edge(row["source"], row["claim"], key=row["statement"], **_known(told))
    return net


def _flows(said: _Said) -> Network:
    import networkx as nx

    behind: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in said.rows:
        if row["kind"] == "transfer" and row["from"] and row["to"]:
            behind[str(row["claim"]), str(row["stance"])].append(row)
    net = nx.MultiDiGraph(name="flows")
    for (claim, stance), rows in sorted(behind.items()):
        ends = str(rows[0]["from"]), str(rows[0]["to"])
        _add(net, said, ends)
        of = {"claim": claim, "stance": stance, "kind": rows[0]["kind"], "item": rows[0]["item"]}
        net.add_edge(*ends, key=f"{claim} {stance}", **of, **_weights(rows))
    return net


def _sides(said: _Said) -> Network:
    import networkx as nx

    taken = ((str(row["claim"]), str(row["side"]), str(row["stance"])) for row in sided(said.rows))
    net = nx.Graph(name="sides")
    for (one, other, relation), claims in sorted(in_common(taken).items()):
        _add(net, said, (one, other))
        if not net.has_edge(one, other):
            net.add_edge(one, other, agrees=0, opposes=0, weight=0)
        net.edges[one, other][relation] = len(claims)
        net.edges[one, other]["weight"] += len(claims)
    return net


def _echoes(said: _Said) -> Network:
    import networkx as nx

    relays: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for found in said.ask(_RELAYS, {}):
        relays[str(found["statement"])].append((int(found["step"] or 0), str(found["relay"])))
    behind: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in said.rows:
        steps = [relay for _, relay in sorted(relays[str(row["statement"])])]
        for edge in _passed_on(row, steps):
            behind[edge].append(row)
    net = nx.MultiDiGraph(name="echoes")
    for (one, other, how), rows in sorted(behind.items()):
        _add(net, said, (one, other))
        net.add_edge(one, other, key=how, relation=how, **_weights(rows))
    return net


def _passed_on(row: Row, relays: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield who passes whose words on in a statement, from the outlet inwards; nobody passes on the own words."""
    chain = [*relays, *([] if is_local(row) else [str(row["source"])])]
    if row["outlet"] and chain and row["outlet"] != chain[0]:
        yield str(row["outlet"]), chain[0], "publishes"
    for outer, inner in zip(chain, chain[1:], strict=False):
        if outer != inner:
            yield outer, inner, "relays"


def _add(net: Network, said: _Said, actors: Iterable[str]) -> None:
    for actor in actors:
        if actor not in net:
            net.add_node(actor, **said.actor(actor))


def _weights(rows: Sequence[Row]) -> dict[str, Any]:
    """Return how many statements, sources and articles there are, and the first and last of their dates."""
    dates = sorted(str(row["date"]) for row in rows if row["date"])
    counts = {name: len({row[key] for row in rows}) for name, key in (("sources", "source"), ("articles", "article"))}
    return {"weight": len(rows)} | counts | ({"first": dates[0], "last": dates[-1]} if dates else {})


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def type_of(iri: object) -> str:
    """Return the name of a class: ``armed-group`` of ``…#ArmedGroup``."""
    return _CLASS.sub("-", str(iri).rpartition("#")[2]).lower()


PROJECTIONS: Mapping[str, Callable[[_Said], Network]] = {
    "claims": _claims,
    "flows": _flows,
    "sides": _sides,
    "echoes": _echoes,
}
