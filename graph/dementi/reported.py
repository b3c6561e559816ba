"""Reported speech of any French article: who says, by which words, what, whose words it is in, and who relays it.

Reads ``doc._.attributions``, whatever they are about; statements are made of those that are about transfers. Terms:
source, cue, content as in Pareti's PARC 3.0.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Token

from dementi.components.mentions import in_body
from dementi.components.places import covering
from dementi.records import STANCE_OF_ACT, Attribution, Selector, SourceKind

AROUND = frozenset(",;:.–—-")  # no part of a content where they stand at its ends
LINKS = ("CCONJ", "SCONJ")
LOOSE = frozenset(("ne", "n'"))  # as is a conjunction at its end: « ces informations et »


def attribution_rows(doc: Doc) -> list[dict[str, Any]]:
    """Return the reported speech of an annotated article as rows in text order, each span as start, end, exact.

    ``source`` is None where nobody is named, ``content`` None where the content is a claim made elsewhere (« Moscou
    dément »), and a list of spans where other words stand between its parts. ``stance`` is that of the cue.
    """
    said = speech(doc)
    around = covering(said, (one.at for one in said))
    rows = [
        {
            "source": _span(_named(one)),
            "cue": _span(one.cue),
            "content": _one_or_many([_span(part) for part in contents(doc, one)]),
            "stance": STANCE_OF_ACT[one.act].value,
            "quotation_type": one.quotation.value,
            "via": [_span(relay) for relay in relays(one, around[one.at])],
        }
        for one in said
    ]
    return [row for at, row in enumerate(rows) if row not in rows[:at]]


def speech(doc: Doc) -> list[Attribution]:
    """Return the attributions in the article's body that somebody utters, by the place of their cue."""
    said = (one for one in doc._.attributions if not one.unsaid and in_body(doc, doc[one.at].idx))
    return sorted(said, key=lambda one: (one.cue.start, one.cue.end))


def contents(doc: Doc, attribution: Attribution) -> list[Selector]:
    """Return the stretches of a content without what hangs over at their ends, quotations with both marks."""
    out = []
    for first, last in attribution.content:
        while first <= last and _outside(doc[first]):
            first += 1
        while last >= first and (_outside(doc[last]) or doc[last].pos_ in LINKS or doc[last].lower_ in LOOSE):
            last -= 1
        if first <= last:
            end = doc[_closed(doc, first, last)]
            out.append(doc._.article.select(doc[first].idx, end.idx + len(end)))
    return out


def _outside(token: Token) -> bool:
    return token.is_space or token.text in AROUND


def _closed(doc: Doc, first: int, last: int) -> int:
    """Return the last token of a stretch, or the closing mark right behind it that it lacks."""
    if sum(token.text == '"' for token in doc[first : last + 1]) % 2 == 0:
        return last
    behind = next((token for token in doc[last + 1 :] if not _outside(token)), None)
    return behind.i if behind is not None and behind.text == '"' else last


def relays(attribution: Attribution, around: list[Attribution]) -> list[Selector]:
    """Return where those are named who report an attribution, the outermost first."""
    wider = sorted(
        (one for one in around if one.width > attribution.width and not one.anaphor), key=lambda one: -one.width
    )
    named = (_named(one) for one in wider if one.source != attribution.source)
    return list(dict.fromkeys(where for where in named if where))


def _named(attribution: Attribution) -> Selector | None:
    """Return where the source is named, None for the article's own voice and for nobody."""
    return None if attribution.source.kind is SourceKind.ARTICLE else attribution.source.text


def _span(where: Selector | None) -> dict[str, Any] | None:
    return {"start": where.start, "end": where.end, "exact": where.exact} if where else None


def _one_or_many(spans: list[Any]) -> Any:
    """Return the only one of some spans, else all of them, None for none."""
    return spans[0] if len(spans) == 1 else spans or None
