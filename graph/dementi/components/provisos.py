"""Where a clause does not say what its words claim: a jest, a mere supposition, another deed, a denial spelt out.

No component: the part of ``stance`` that reads such signs around a predicate.
"""

from __future__ import annotations

from spacy.tokens import Doc

from dementi.components.forgoing import ended
from dementi.components.places import between
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import STANCE_OF_ACT, Attribution, Stance, Transfer

SECRECY = word_list("stance.toml", "secrecy")
CLAIMING = frozenset("que qu' laquelle lesquelles".split())  # what opens the clause of a noun for a claim
PRONOUNS = frozenset("elle elles il ils".split())


def mocked(doc: Doc, transfer: Transfer) -> bool:
    """Say whether who jests about a transfer need not mean what the words say.

    « C'est bon pour les ventes, tout ça »; « nous n'avons pas reçu de chars en cachette », but by daylight.
    """
    if doc[transfer.at].pos_ == "NOUN":
        return True
    end = doc[transfer.at].sent.end
    return transfer.negated and any(doc[i].lower_ in SECRECY for i in range(transfer.at, end))


def spelt_out(doc: Doc, transfer: Transfer, attribution: Attribution) -> bool:
    """Say whether a clause tells the claim that a noun stands for: « rejette l'accusation selon laquelle … »."""
    starts = (first for first, last in attribution.content if first <= transfer.at <= last)
    before = doc[next(starts, transfer.at) : transfer.at]
    return doc[transfer.at].pos_ in grammar.VERBAL and any(t.lower_ in CLAIMING for t in before)


def other_deed(doc: Doc, transfer: Transfer, attribution: Attribution) -> bool:
    """Say whether an infinitive is about something else done to a transfer: « nie avoir financé la livraison »."""
    first = attribution.content[0][0]
    verb = next((t for t in doc[first : transfer.at + 1] if t.pos_ == "VERB"), doc[transfer.at])
    if verb.i >= transfer.at or doc[transfer.at].pos_ != "NOUN" or any(t.at == verb.i for t in doc._.transfers):
        return False
    return verb.lemma_ not in grammar.supports() and verb.lemma_ not in grammar.governors()


def left_open(doc: Doc, transfer: Transfer) -> bool:
    """Say whether who speaks of a transfer leaves open whether it was: « ces envois, s'ils ont existé »."""
    for token in grammar.right(doc[transfer.at], 8):
        if token.lower_ in ("si", "s'", "supposer"):
            behind = [t.lower_ for t in grammar.right(token, 3)]
            return bool(PRONOUNS & set(behind))
    return False


def told_ended(doc: Doc, transfer: Transfer, attribution: Attribution) -> bool:
    """Say whether what somebody denies or doubts is the end of a transfer: « dément avoir cessé de livrer »."""
    end = ended(doc[transfer.at])
    return end is not None and attribution.covers(end.i)


def presupposed(doc: Doc, transfer: Transfer, around: list[Attribution]) -> bool:
    """Say whether a relative clause only tells what is known of equipment of which another transfer is denied.

    « n'a pas confirmé la cession à Kiev de blindés que Berne avait vendus à Oslo »: Berne has sold them. Not of « que
    Berne aurait vendus », nor where the two are one: « nie utiliser des drones que l'Iran a livrés ».
    """
    verb = doc[transfer.at]
    relative = grammar.relative_head(verb) if verb.pos_ in grammar.VERBAL else None
    if relative is None or not around or STANCE_OF_ACT[around[0].act] is Stance.ASSERTS:
        return False
    told = grammar.tense(verb) in ("past", "imperfect") and grammar.verb_form(grammar.anchor(verb)) == "finite"
    before = (t for t in doc._.transfers if around[0].covers(t.at) and t.at < relative[0].i)
    other = any(
        t.kind is transfer.kind and (t.supplier, t.recipient) != (transfer.supplier, transfer.recipient) for t in before
    )
    return told and other and None not in (transfer.supplier, transfer.recipient)


def never_came(doc: Doc, transfer: Transfer) -> bool:
    """Say whether what was awaited is said not to have come: « les blindés attendus à Lomé ne sont jamais arrivés »."""
    if not transfer.rule.startswith(("await:", "give:destiner")):
        return False
    sentence = doc[transfer.at].sent
    here = [t for t in between(doc._.transfers, sentence.start, sentence.end - 1, lambda t: t.at) if t.negated]
    same = (transfer.supplier, transfer.recipient, transfer.item)
    # « n'exporte aucune arme destinée à la guerre »: there is none of which it could be said
    return any((t.supplier, t.recipient, t.item) == same or t.item_at == transfer.item_at for t in here)
