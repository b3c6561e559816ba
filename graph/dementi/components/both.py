"""Who « les deux pays », « l'un et l'autre » are: both parties to the claim of which they speak.

No component: ``actors`` finds such words, ``stance`` and ``anaphora`` say who is meant once the claim is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from dementi.components.naming import by_english, words
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Assertion, ConceptKind, Source, SourceKind

PAIRED = word_list("actors.toml", "paired")
BOTH = "both parties"  # the name of such a source until the claim is known, and where it names only one party
OF_THEM = frozenset("des de ces".split())
ANY = frozenset("aucun aucune chacun chacune".split())
QUALIFYING = ("ADJ", "PROPN", "ADP", "NOUN", "NUM")  # behind the noun they say which two: « les deux pays baltes »
EACH = tuple(
    tuple(phrase.split())
    for one in ("un", "une")
    for phrase in (f"ni l' {one} ni l'", f"l' {one} et l'", f"l' {one} comme l'")
)


def read_both(token: Token) -> tuple[int, int, Source] | None:
    """Return first and last token of the phrase for two that were spoken of around a token, and their source."""
    if token.lower_ not in ("deux", "autre", "intéressés"):
        return None
    found = _numbered(token) if token.lower_ == "deux" else _each(token)
    return (*found, Source(BOTH, SourceKind.GROUP, None, words(token.doc, *found))) if found else None


def _numbered(two: Token) -> tuple[int, int] | None:
    """Read « les deux pays », « aucune des deux capitales », « tous deux nient »; not « les deux pays baltes »."""
    before = [t.lower_ for t in grammar.left(two, 3)]
    following = list(grammar.right(two, 2))
    alone = before[:1] and before[0] in ("tous", "toutes", "les") and two.i - 1 == two.sent.start
    if alone and following and grammar.conjugated(following[0]):
        return two.i - 1, two.i
    noun = following[0] if following else two
    if noun.lower_ not in PAIRED or following[1:] and following[1].pos_ in QUALIFYING:
        return None
    if before[:1] and before[0] in OF_THEM and before[1:2] and before[1] in ANY:
        return two.i - 2, noun.i
    return (two.i - 1, noun.i) if before[:1] and before[0] in ("les", "ces") else None


def _each(token: Token) -> tuple[int, int] | None:
    """Read « l'un et l'autre », « ni l'un ni l'autre », « les intéressés »."""
    if token.lower_ == "intéressés":
        return (token.i - 1, token.i) if token.i and token.nbor(-1).lower_ == "les" else None
    for each in EACH:
        first = token.i - len(each)
        if first >= 0 and tuple(t.lower_ for t in token.doc[first : token.i]) == each:
            return first, token.i
    return None


def spread(found: Iterable[Assertion]) -> Iterator[Assertion]:
    """Yield assertions, those of both parties as one of each; without a claim that names both there is none.

    « Tous deux » of a claim that they make themselves can be any two people.
    """
    for assertion in found:
        text = assertion.source.text
        told = not assertion.rule.startswith("anaphor") and assertion.source.name == BOTH
        if not told or text is not None and text.exact.split()[-1].lower() in PAIRED:
            yield from (replace(assertion, source=source) for source in parties(assertion))


def parties(assertion: Assertion) -> list[Source]:
    """Return whose an assertion is: its source, or both parties of its claim."""
    source, transfer = assertion.source, assertion.transfer
    if source.name != BOTH:
        return [source]
    named = [by_english().get(party or "") for party in (transfer.supplier, transfer.recipient)]
    if any(concept is None or concept.kind is not ConceptKind.STATE for concept in named):
        return []
    return [Source(c.en, SourceKind.STATE, c.en, source.text, c.id) for c in named if c is not None]
