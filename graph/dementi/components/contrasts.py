"""Parties set against each other: « à Tunis et non à Rome », « ce n'est pas Minsk mais Oslo qui a livré ».

No component: the part of ``transfers`` by which a clause says of one party what it says the contrary of with the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dementi.components.parties import Parties
from dementi.fr import grammar
from dementi.records import Actor, Transfer

AGAINST = (
    ("et", "non"),
    ("et", "pas"),
    ("mais", "pas"),
    ("mais", "non"),
    ("non",),
    ("pas",),
    ("plutôt", "que"),
    ("plutôt", "qu'"),
)
FAR = 25  # tokens between a predicate and those whom its clause sets against each other, at the most
NEGATED = 12  # tokens from « ne » to the first of them


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two parties of one clause: it says of ``other`` the contrary of ``said``; ``denying``: by « pas … mais »."""

    at: int
    said: str
    other: str
    denying: bool


def find_contrasts(doc: Doc, parties: Parties) -> Iterator[Contrast]:
    """Yield those who are set against each other, in text order."""
    for actor in doc._.actors:
        if actor.qualifier or not actor.source.on_behalf_of and parties.party(doc[actor.head]) is None:
            continue
        found = _second(doc, actor, parties)
        first = parties.party(doc[actor.head])
        if found is None or first is None:
            continue
        second, denying = found
        other = parties.party(doc[second.head])
        if other is not None and other[0] != first[0]:
            yield Contrast(actor.first, first[0], other[0], denying)


def _second(doc: Doc, actor: Actor, parties: Parties) -> tuple[Actor, bool] | None:
    """Return who is set against somebody, and whether by « pas … mais »."""
    at, end = actor.last + 1, doc[actor.first].sent.end
    comma = at < end and doc[at].text == ","
    at += comma
    words = tuple(t.lower_ for t in doc[at : min(at + 2, end)])
    link = next((link for link in AGAINST if words[: len(link)] == link), None)
    denying = link is None and words[:1] == ("mais",) and _denied(doc[actor.first])
    if not denying and (link is None or len(link) == 1 and not comma):
        return None
    at += 1 if denying or link is None else len(link)
    while at < end and (doc[at].lower_ == "pas" or doc[at].pos_ in ("DET", "ADP")) and not parties.cast.starts.get(at):
        at += 1
    second = next(iter(parties.cast.starting(at, at)), None) if at < end else None
    same = second is not None and _preposition(doc[second.first]) == _preposition(doc[actor.first])
    return (second, denying) if second is not None and same else None


def _denied(first: Token) -> bool:
    """Say whether « ne … pas » denies what stands behind it: « n'est pas Minsk mais »."""
    words = [t.lower_ for t in grammar.left(first, NEGATED)]
    return ("ne" in words or "n'" in words) and not {"aussi", "seulement"}.intersection(words) and "pas" in words


def _preposition(first: Token) -> str:
    """Return the preposition before somebody, over an article; "" where there is none."""
    words = [first, *(t for t in grammar.left(first, 2))]
    for token in words[: 2 + (words[1:2] != [] and words[1].pos_ == "DET")]:
        plain = grammar.preposition(token)
        if plain in ("à", "de", "vers", "par", "pour", "avec", "contre"):
            return plain
    return ""


def contrasted(transfer: Transfer, found: list[Contrast], doc: Doc) -> list[Transfer]:
    """Return a transfer as the clause says it of one party, and to the contrary of the other."""
    sentence = doc[transfer.at].sent
    for contrast in found:
        if not sentence.start <= contrast.at < sentence.end or abs(contrast.at - transfer.at) > FAR:
            continue
        two = {contrast.said, contrast.other}
        if two == {transfer.supplier, transfer.recipient} or two.isdisjoint((transfer.supplier, transfer.recipient)):
            continue
        giving = transfer.supplier in two
        negated = contrast.denying or transfer.negated
        said = _with(transfer, contrast.said, giving, negated)
        # « pas Minsk mais Oslo » says both; « Oslo, et non Minsk » is about the one
        return [said, _with(transfer, contrast.other, giving, not negated)] if contrast.denying else [said]
    return [transfer]


def _with(transfer: Transfer, party: str, giving: bool, negated: bool) -> Transfer:
    """Return a transfer by or to one of those who are set against each other."""
    supplier, recipient = (party, transfer.recipient) if giving else (transfer.supplier, party)
    explicit = 2 if supplier and recipient else transfer.explicit
    return replace(transfer, supplier=supplier, recipient=recipient, negated=negated, explicit=explicit)
