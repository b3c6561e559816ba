"""What a « oui », a « non », a « je n'en sais rien » says of the question before it.

No component: the part of ``stance`` that reads answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from dementi.components.places import between
from dementi.components.turns import Turn, Turns
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import (
    ARTICLE_SOURCE,
    SPEAKER,
    STANCE_OF_ACT,
    Act,
    Assertion,
    Transfer,
)

ACTS = {"yes": Act.CONFIRMS, "no": Act.DENIES, "unknown": Act.UNCONFIRMED}
ANSWERS = {words: act for table, act in ACTS.items() for words in word_list("stance.toml", table)}
LONGEST = max(len(words.split()) for words in ANSWERS)
INCISE = 6  # tokens from « Non » to the verb behind its comma, and from that to who answers
OWN = frozenset("oui non impossible difficile nul mystère".split())  # what an article answers itself
GOING_ON = frozenset("mais et nous je j' on il elle c' car ils elles ce là la le les".split())
WH = frozenset("qui que qu' quoi quel quelle quels quelles où combien pourquoi comment quand lequel laquelle".split())
VERDICT = word_list("stance.toml", "verdict")
DISBELIEF = word_list("stance.toml", "disbelief")


def find_answers(doc: Doc) -> Iterator[Assertion]:
    """Yield the stances that answers take on the transfers in their questions."""
    for turn in Turns(doc).found:
        found = _answer(doc, turn)
        if found is None or not _polar(turn.asked):
            continue
        act, last = found
        claims = between(doc._.transfers, turn.asked.start, turn.asked.end - 1, lambda t: t.at)
        doubted = _holds(turn.asked, DISBELIEF)
        if doubted:
            act = {Act.CONFIRMS: Act.DENIES, Act.DENIES: Act.CONFIRMS}.get(act, act)
        elif _reports(doc, turn.asked):
            continue
        if not claims and (doubted or _holds(turn.asked, VERDICT)):
            claims = between(doc._.transfers, turn.before, turn.asked.start, lambda t: t.at)
        for transfer in claims:
            if transfer.negated and act is Act.CONFIRMS and doc[turn.answer[0]].lower_ == "oui":
                continue  # « Vous n'avez rien livré ? – Oui »
            yield from _stance(doc, transfer, _framed(doc, turn), act, last)


def _framed(doc: Doc, turn: Turn) -> Turn:
    """Return a turn as whose it is by its incise: « Non, répond la présidence »."""
    if turn.source is not ARTICLE_SOURCE:
        return turn
    near = range(turn.answer[0] + 1, turn.answer[0] + INCISE)
    verb = next((cue for cue in doc._.cues if cue.at in near and cue.kind in ("verb", "preposition")), None)
    if verb is None or doc[(grammar.anchor(doc[verb.at]).i if verb.kind == "verb" else verb.at) - 1].text != ",":
        return turn
    behind = (actor for actor in doc._.actors if not actor.qualifier and 0 < actor.first - verb.at <= INCISE)
    found = next(behind, None)
    return replace(turn, source=found.source) if found else turn


def _stance(doc: Doc, transfer: Transfer, turn: Turn, act: Act, last: int) -> Iterator[Assertion]:
    """Yield the stance of an answer on one transfer."""
    if SPEAKER in (transfer.supplier, transfer.recipient) or None in (transfer.supplier, transfer.recipient):
        return
    first = turn.answer[0]
    claim = replace(transfer, negated=False, hypothetical=False)
    cue = doc._.article.select(doc[first].idx, doc[last].idx + len(doc[last]))
    yield Assertion(claim, turn.source, STANCE_OF_ACT[act], act, cue, first, first, last, rule="answer")


def _answer(doc: Doc, turn: Turn) -> tuple[Act, int] | None:
    """Return what the first words of an answer say, and the last of them."""
    first, last = turn.answer
    words = [t.lower_ for t in doc[first : last + 1][:LONGEST]]
    size = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in ANSWERS), 0)
    if not size or turn.source is ARTICLE_SOURCE and words[0] not in OWN:
        return None
    behind = doc[first + size] if first + size <= last else None
    if behind is not None and not (behind.is_punct or behind.is_space or behind.lower_ in GOING_ON):
        return None  # « Non seulement », « Si l'Iran »
    return ANSWERS[" ".join(words[:size])], first + size - 1


def _polar(asked: Span) -> bool:
    """Say whether a question asks for yes or no."""
    opening = [t.lower_ for t in asked if not t.is_punct and not t.is_space][:3]
    asks = opening[:2] in (["est", "-ce"], ["est-ce", "que"], ["est-ce", "qu'"]) or "est-ce" in opening[:1]
    return asks or not WH.intersection(opening)


def _holds(asked: Span, words: frozenset[str]) -> bool:
    return any(t.lemma_ in words or t.lower_ in words for t in asked)


def _reports(doc: Doc, asked: Span) -> bool:
    """Say whether a question asks what somebody says: « Le Kremlin nie-t-il toujours ? »."""
    verbs = (doc[c.at] for c in doc._.cues if asked.start <= c.at < asked.end and c.kind in ("verb", "expression"))
    return any(_finite(verb) and verb.lemma_ not in VERDICT for verb in verbs)


def _finite(verb: Token) -> bool:
    return grammar.verb_form(grammar.anchor(verb)) == "finite"
