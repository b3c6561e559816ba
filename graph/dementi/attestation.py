"""How well attested a stance on a claim is, on each count; what is counted is what was said, never what is true.

For each claim and stance there is a node with the number of statements, different sources, sides, outlets, witnesses
and clusters, and the first and last date of the articles that are dated. A statement counts for the claim that it is
about and for the one that it makes precisely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dementi.records import Stance
from dementi.said import Told

COUNTS = ("statements", "sources", "sides", "outlets", "witnesses", "clusters")
Key = tuple[str, Stance]  # a claim and a stance
Numbers = Mapping[str, int | str]  # the counts by name; "first" and "last" where known


def behind(told: Told) -> Iterator[tuple[str, Stance, str, str]]:
    """Yield what stands behind attestations: claim, stance, on which count, and the value, for each statement.

    Two more counts go with it: the ``dates``, and the statements that make the claim ``precisely``.
    """
    for said in told.said:
        values = {
            "sources": said.source,
            "sides": said.side,
            "outlets": told.outlet,
            "witnesses": said.media or told.bundle,
            "clusters": told.bundle,
        } | ({"dates": told.date} if told.date else {})
        for claim in said.claims:
            for count, value in values.items():
                yield claim, said.stance, count, value
        yield said.claim, said.stance, "precisely", ""


def numbers(rows: Iterable[tuple[str, int, int, str, str]]) -> Numbers:
    """Return the numbers of an attestation, empty where there are no rows.

    Args:
        rows: A count, how many different values it has, of how many statements, and the first and last of the values.
    """
    found: dict[str, int | str] = {}
    for count, different, statements, first, last in rows:
        if count in COUNTS:
            found[count] = different
        if count == "sources":  # every statement has one
            found["statements"] = statements
        if count == "dates":
            found |= {"first": first, "last": last}
    return found
