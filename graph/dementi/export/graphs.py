"""Networks as GraphML and as GEXF 1.3, for Gephi and other programs.

Both hold every attribute of ``networks.network``. A character that XML 1.0 cannot hold (U+0000 to U+001F but for tab,
line feed and carriage return; U+FFFE, U+FFFF) becomes U+FFFD. In GEXF an edge lasts from the first to the last day of
its date, both included, so that a month is a month on Gephi's timeline; what has no date is always there. ``kind`` of
an edge is its stance (or relation), and its colour that of the stance on our pages; Gephi keeps edges of several kinds
between two nodes apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from xml.sax.saxutils import escape, quoteattr

from dementi.export.days import first_day, last_day

if TYPE_CHECKING:
    from dementi.networks import Network

# Matches U+0000, not a tab; see « Char » in XML 1.0.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES: Mapping[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}  # in both formats
# Of stances as base.css has them in its light scheme, of relations between sides as their like; red, green, blue.
_COLOURS = {
    "asserts": (0, 103, 163),
    "agrees": (0, 103, 163),
    "denies": (194, 65, 12),
    "opposes": (194, 65, 12),
    "uncertain": (107, 107, 107),
}
_BASIS = 'xmlns="http://graphml.graphdrawing.org/xmlns"'
_SPACES = 'xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"'
_OWN = {("node", "label"), ("edge", "weight")}  # what GEXF has attributes of its own for


def graphml(net: Network, path: Path) -> None:
    """Write GraphML; keys of edges, where there are any, are their ids."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml {_BASIS}>\n')
        keys = {where: _declared(found) for where, found in (("node", _nodes(net)), ("edge", _edges(net)))}
        for where, types in keys.items():
            for name, kind in types.items():
                parts = {"id": f"{where}-{name}", "for": where, "attr.name": name, "attr.type": _TYPES[kind]}
                out.write(_tag("key", parts))
        out.write(f'<graph id="{net.graph["name"]}" edgedefault="{_direction(net)}">\n')
        for node, found in net.nodes(data=True):
            _put(out, "node", {"id": node}, found)
        for one, other, key, found in _keyed(net):
            _put(out, "edge", {"id": key if net.is_multigraph() else None, "source": one, "target": other}, found)
        out.write("</graph>\n</graphml>\n")


def gexf(net: Network, path: Path) -> None:
    """Write GEXF 1.3 with the times and the colours of edges."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf {_SPACES}>\n')
        out.write(f"<meta><creator>dementi</creator><description>{net.graph['name']}</description></meta>\n")
        out.write(f'<graph defaultedgetype="{_direction(net)}" mode="dynamic" timeformat="date">\n')
        for where, each in (("node", _nodes(net)), ("edge", _edges(net))):
            out.write(f'<attributes class="{where}">\n')
            for name, kind in _declared(each).items():
                if (where, name) not in _OWN:
                    out.write(_tag("attribute", {"id": name, "title": name, "type": _TYPES[kind]}))
            out.write("</attributes>\n")
        out.write("<nodes>\n")
        for node, found in net.nodes(data=True):
            _element(out, "node", {"id": node, "label": found["label"]}, found)
        out.write("</nodes>\n<edges>\n")
        for one, other, key, found in _keyed(net):
            sort = found.get("stance") or found.get("relation")
            own = {"id": key, "source": one, "target": other, "kind": sort, "weight": found.get("weight")}
            _element(out, "edge", own | _lasting(found), found, _COLOURS.get(sort or _sign(found)))
        out.write("</edges>\n</graph>\n</gexf>\n")


def _put(out: TextIO, name: str, own: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Write a node or edge of GraphML."""
    out.write(_tag(name, own, close=">"))
    for key, value in found.items():
        out.write(f'<data key="{name}-{key}">{escape(_text(value), {chr(13): "&#13;"})}</data>')
    out.write(f"</{name}>\n")


def _element(
    out: TextIO, name: str, own: Mapping[str, Any], found: Mapping[str, Any], colour: tuple[int, ...] | None = None
) -> None:
    """Write a node or edge of GEXF."""
    out.write(_tag(name, own, close="><attvalues>"))
    for key, value in found.items():
        if (name, key) not in _OWN:
            out.write(_tag("attvalue", {"for": key, "value": value}, close="/>"))
    painted = _tag("viz:color", dict(zip("rgb", colour, strict=True)), close="/>") if colour else ""
    out.write(f"</attvalues>{painted}</{name}>\n")


def _tag(name: str, values: Mapping[str, Any], close: str = "/>\n") -> str:
    given = "".join(f" {key}={quoteattr(_text(value))}" for key, value in values.items() if value is not None)
    return f"<{name}{given}{close}"


def _text(value: Any) -> str:
    """Return a value as XML has it."""
    return str(value).lower() if isinstance(value, bool) else _ILLEGAL.sub("\ufffd", str(value))


def _nodes(net: Network) -> Iterator[Mapping[str, Any]]:
    return (found for _, found in net.nodes(data=True))


def _edges(net: Network) -> Iterator[Mapping[str, Any]]:
    return (found for *_, found in net.edges(data=True))


def _declared(each: Iterable[Mapping[str, Any]]) -> dict[str, type]:
    """Return the types of attributes by name, in the order in which they are met."""
    return {name: type(value) for name, value in chain.from_iterable(found.items() for found in each)}


def _keyed(net: Network) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Yield edges with an id that no other has: their key, with both ends where that alone does not tell."""
    if not net.is_multigraph():
        for number, (one, other, found) in enumerate(net.edges(data=True)):
            yield one, other, str(number), found
        return
    for number, (one, other, key, found) in enumerate(net.edges(keys=True, data=True)):
        yield one, other, key if "statement" in found else f"{number} {key}", found


def _direction(net: Network) -> str:
    return "directed" if net.is_directed() else "undirected"


def _sign(found: Mapping[str, Any]) -> str:
    """Return what two sides mostly do."""
    return "opposes" if found.get("opposes", 0) > found.get("agrees", 0) else "agrees" if "agrees" in found else ""


def _lasting(found: Mapping[str, Any]) -> dict[str, str]:
    """Return the first and last day of an edge, of a date as precise as it is known; nothing where there is none."""
    first, last = found.get("first") or found.get("date"), found.get("last") or found.get("date")
    return {"start": first_day(first), "end": last_day(last)} if first and last else {}
