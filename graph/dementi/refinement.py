"""Which claims are narrower than which; told from their IRIs alone.

A claim **refines** a broader one of the same kind where each role is the same, or open in the broader one, and its item
is the same or lies below (``Shahed-136 ⊑ loitering munition ⊑ drone ⊑ weapons``). An open role means *any* where a
claim is denied, and *some* where it is asserted: so whoever denies the broader one denies the narrower, and whoever
asserts the narrower one asserts the broader.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from itertools import product

from dementi import iris
from dementi.terms import BASE, concepts

_REMEMBERED = 1 << 17  # claims; each with at most four times as many broader ones as its item has


def equal_or_refines(narrow: str, broad: str) -> bool:
    """Say whether one claim is the other or refines it."""
    return narrow == broad or broad in broader(narrow)


@lru_cache(maxsize=_REMEMBERED)
def broader(claim: str) -> frozenset[str]:
    """Return every claim that there could be which this one refines; never the claim itself."""
    kind, supplier, recipient, item = iris.parts(claim)[1]
    suppliers, recipients = {supplier, iris.NOBODY}, {recipient, iris.NOBODY}
    found = product(suppliers, recipients, lineage(item))
    return frozenset(f"{BASE}claim/{kind}/{'/'.join(rest)}" for rest in found) - {claim}


@cache
def lineage(item: str) -> tuple[str, ...]:
    """Return an item and all above it, the narrowest first."""
    above = concepts()[item].broader if item in concepts() else None
    return (item, *(lineage(above) if above else ()))


@cache
def below(item: str) -> tuple[str, ...]:
    """Return an item and all below it."""
    found: dict[str, list[str]] = defaultdict(list)
    for concept in concepts():
        for above in lineage(concept):
            found[above].append(concept)
    return tuple(found.get(item, [item]))
