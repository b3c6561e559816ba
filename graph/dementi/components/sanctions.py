"""For what somebody is punished: « a désigné deux sociétés turques pour avoir livré », « condamné pour l'envoi ».

No component: what ``transfers`` asks to know who did it, and ``attributions`` to know who says so. It goes by word
order: between a verb that punishes and its reason stand names, dates and appositions in which the parser gets lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from dementi.components.phrases import POSSESSIVES
from dementi.fr import grammar, negation, sentences
from dementi.lexicon import load_transfers, word_list

PUNISHING = word_list("verbs.toml", "punishing")
CONVICTING = word_list("verbs.toml", "convicting")
LISTING = word_list("verbs.toml", "listing")
DECIDING = PUNISHING | LISTING | {"figurer"}
MEASURES = word_list("verbs.toml", "measure")
COMPLICITY = word_list("verbs.toml", "complicity")
IMPLICATED = word_list("verbs.toml", "implicated")
CAUSES = ("raison", "fait", "titre", "cause", "motif")  # « en raison de », « du fait de », « au titre de »
REACH = 60  # tokens from a punishment to its reason, at the most
MEASURE_REACH = 14  # … to the list or the measure that it consists in
CLITICS = frozenset("ne n' pas en y lui leur les l' le la jamais".split())
STOPS = frozenset((";", "?", "!"))


@dataclass(frozen=True, slots=True)
class Sanction:
    """A punishment, with its reason.

    Attributes:
        verb: Index of the verb that punishes.
        reason: First token of the reason: behind « pour » an infinitive or a noun, else a participle or « qui »; -1
            where none is given.
        passive: The punished is its subject.
    """

    verb: int
    reason: int
    passive: bool


@lru_cache(maxsize=1)  # transfers and attributions ask for those of one document
def find_sanctions(doc: Doc) -> tuple[Sanction, ...]:
    """Return the punishments of a document in text order: those with a reason, and those that are nothing else."""
    return tuple(_find(doc))


def _find(doc: Doc) -> Iterator[Sanction]:
    last = -1
    for token in sentences.every(doc):
        if token.lemma_ not in DECIDING or token.i <= last or token.pos_ not in grammar.VERBAL:
            continue
        if negation.is_negated(token):
            continue
        if token.lemma_ == "figurer" and last >= 0 and (among := _among(token)) is not None:
            last = among
            yield Sanction(token.i, among, True)
            continue
        plain = not (token.lemma_ in LISTING and _measured(token))
        if plain and token.lemma_ not in PUNISHING:
            continue
        reason = _reason(token, sure=not plain or token.lemma_ in CONVICTING)
        if reason is not None or not plain or token.lemma_ in CONVICTING:
            last = reason or token.i
            yield Sanction(token.i, reason or -1, grammar.is_passive(token) or token.lemma_ == "figurer")


def _among(verb: Token) -> int | None:
    """Return the reason for one of those just punished: « Parmi elles figure la société Untel, qui a livré … »."""
    if not any(t.lower_ in ("parmi", "dont") for t in grammar.left(verb, 5)):
        return None
    relative = next((t for t in grammar.right(verb, REACH) if t.lower_ in ("qui", "pour")), None)
    return relative.i if relative is not None else None


def _measured(verb: Token) -> bool:
    """Say whether a verb has a list or a measure beside it: « a inscrit mardi sur sa liste », « a requis neuf ans »."""
    near = [*grammar.right(verb, MEASURE_REACH)]
    if grammar.is_passive(verb):
        near += grammar.left(verb, MEASURE_REACH)
    return any(
        t.pos_ == "NOUN" and t.lemma_.lower() in MEASURES or t.i and t.lower_ in MEASURES and t.nbor(-1).pos_ == "DET"
        for t in near
    )


def _reason(verb: Token, sure: bool) -> int | None:
    """Return the first token of the reason for a punishment, None where it has none.

    Args:
        verb: The verb that may punish.
        sure: It means nothing else; of others, « pour avoir … » alone is a reason.
    """
    for token in grammar.right(verb, REACH):
        if token.text in STOPS:
            return None
        if token.lower_ == "pour" and (start := _for(token, sure)):
            return start
        caused = token.lower_ in CAUSES and token.nbor(-1).lower_ in ("en", "du", "au", "pour", "à")
        if caused and (start := _noun_behind(token, sure)):
            return start
        if token.lemma_ in IMPLICATED and token.pos_ != "NOUN" and grammar.verb_form(token) != "finite" and sure:
            return token.i
        if token.lower_ == "qui" and token.i > verb.i + 2 and (sure or grammar.is_passive(verb)):
            return token.i
    return None


def _for(pour: Token, sure: bool) -> int | None:
    """Return what « pour » gives as a reason: a perfect infinitive, somebody's part in it, a transfer."""
    verb = next((t for t in grammar.right(pour, 4) if t.lower_ not in CLITICS), None)
    if verb is not None and verb.lower_ in ("avoir", "être"):
        return pour.i + 1
    return _noun_behind(pour, sure)


def _noun_behind(token: Token, sure: bool) -> int | None:
    """Return the first token of a noun phrase that tells of a part in something or of a transfer."""
    owned = False
    for following in grammar.right(token, 5):
        owned = owned or following.lower_ in POSSESSIVES
        if following.pos_ == "NOUN":
            part = following.lemma_ in COMPLICITY and (owned or sure)
            return token.i + 1 if part or sure and following.lemma_ in _transfer_nouns() else None
        if following.pos_ not in ("DET", "ADP", "ADJ", "ADV"):
            return None
    return None


def _transfer_nouns() -> frozenset[str]:
    """Return the lemmas of the nouns that can tell of a transfer."""
    return frozenset(noun.lemma for noun in load_transfers().nouns)
