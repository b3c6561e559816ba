"""Verbs that report by their place alone: « « … », a tempêté le ministre », « …, soupire-t-on à Minsk ».

No component: the part of ``cues`` for verbs that the lexicon has not. Source: Grevisse, *Le bon usage*, on *incise*.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.fr import grammar, sentences

INVERTED = grammar.INVERTED | {"-on", "-t-on"}


def inverted(verb: Token) -> int | None:
    """Return the last token of a verb right behind a quotation with its inverted subject.

    Whatever the verb, it reports: « « … », a-t-il éludé », « « … », a tempêté le ministre ».
    """
    if grammar.frames_quotation(verb) and grammar.verb_form(grammar.anchor(verb)) == "finite":
        subjects: set[int] = {a.first for a in verb.doc._.actors if not a.qualifier and verb.i < a.first <= verb.i + 6}
        between = grammar.right(verb, min(subjects) - verb.i - 1) if subjects else ()
        if subjects and not any(t.pos_ in ("ADP", "VERB", "SCONJ") for t in between):
            return verb.i
    start = grammar.anchor(verb)
    clitic = next((t.i for t in sentences.tokens(verb.doc, start.i, verb.i + 2) if t.lower_ in INVERTED), None)
    if clitic is None:
        return None
    behind = [t.text for t in grammar.left(start, 2)]
    asks = verb.doc[sentences.bounds(verb)[1] - 1].text == "?"
    aside = behind[:1] == [","] and not asks and verb.lemma_ not in grammar.auxiliaries()  # « …, soupire-t-on »
    return clitic if '"' in behind or aside else None


def framing(verb: Token) -> bool:
    """Say whether a verb stands by a quotation as who said it: « « … », hausse les épaules le ministre »."""
    return grammar.frames_quotation(verb) or inverted(verb) is not None
