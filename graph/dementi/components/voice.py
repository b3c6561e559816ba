"""What an article says in its own voice: a full claim that is nobody's wish, question or mere mention.

No component: the part of ``stance`` for transfers that nobody is said to put forward.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.components.forgoing import WILLING, governing, unwilling
from dementi.components.places import between
from dementi.fr import grammar, negation
from dementi.lexicon import word_list
from dementi.records import STANCE_OF_ACT, Kind, Stance, Transfer

COLON = 30  # tokens from a predicate to the colon behind which who said it denies or confirms
WHY = frozenset("pourquoi comment quand combien".split())  # questions that take what they ask about for granted
SENTENCE_ENDS = frozenset(".?!;")
ASSENTING = frozenset("pas non hein".split())  # « n'est-ce pas ? », « non ? »
LONG_QUESTION = 60  # tokens from a predicate to the end of its question, or back to its beginning, at the most
ASKING = word_list("verbs.toml", "asking")
CONTRACTS = word_list("verbs.toml", "contract")
HELPING = word_list("verbs.toml", "helping")
URGING = word_list("verbs.toml", "urging")
GOING = word_list("transfers.toml", "going")
HAPPENING = word_list("verbs.toml", "happening")


def own_voice(doc: Doc, transfer: Transfer) -> bool:
    """Say whether the article itself puts a transfer forward.

    A full claim, not a mention in passing, not a question.
    """
    if None in (transfer.supplier, transfer.recipient) and transfer.open_role:
        return False
    if questioned(doc, transfer) or _in_question(doc[transfer.at]) or transfer.hypothetical:
        return False
    if _wished(doc[transfer.at]) or _somebodys(doc, doc[transfer.at]) or _announced(doc, transfer):
        return False
    if transfer.kind is Kind.USE:
        return transfer.spelt_out and doc[transfer.at].pos_ != "NOUN"
    if transfer.spelt_out:
        return True
    noun = doc[transfer.at]
    if noun.pos_ in grammar.VERBAL and transfer.explicit and transfer.kind is Kind.TRANSFER:
        return _plain(doc, noun)  # « la Suède a exporté des avions de combat »
    happening = noun.pos_ == "NOUN" and noun.head.lemma_ in HAPPENING and noun.dep_.split(":")[0] in ("nsubj", "obl")
    return happening and transfer.supplier is not None and transfer.recipient is not None


def questioned(doc: Doc, transfer: Transfer) -> bool:
    """Say whether a transfer stands in a question that states nothing (guidelines, case 15).

    « L'Iran livre-t-il des drones ? »; « pourquoi l'Iran livre-t-il des drones ? » takes it for granted, but « pourquoi
    l'Iran en livrerait-il ? » does not. « …, n'est-ce pas ? » only seeks assent.
    """
    at = doc[transfer.at]
    marks = (t for t in grammar.right(doc[max(transfer.last, transfer.at)], LONG_QUESTION) if t.text in SENTENCE_ENDS)
    mark = next(marks, None)
    if mark is None or mark.text != "?" or mark.nbor(-1).lower_ in ASSENTING:
        return False
    before = list(grammar.left(at, LONG_QUESTION))
    start = next((n for n, t in enumerate(before) if t.text in SENTENCE_ENDS or t.text in (":", '"')), len(before))
    if not any(t.lower_ in WHY for t in before[:start]):
        return True
    return transfer.conditional or grammar.tense(at).startswith("conditional")


def _announced(doc: Doc, transfer: Transfer) -> bool:
    """Say whether who speaks behind a colon says it: « Minsk n'a rien livré : Minsk dément »."""
    colon = next((t for t in grammar.right(doc[transfer.at], COLON) if t.text == ":"), None)
    if colon is None:
        return False
    stance = Stance.DENIES if transfer.negated else Stance.ASSERTS
    behind = between(doc._.attributions, colon.i + 1, colon.sent.end - 1, lambda a: a.at)
    return any(a.anaphor and STANCE_OF_ACT[a.act] is stance for a in behind)


def _somebodys(doc: Doc, at: Token) -> bool:
    """Say whether a sentence shows that somebody speaks, though not who.

    « conseille de compter les obus que Washington envoie »; « des munitions vendues, d'après eux, à Riyad ».
    """
    before = list(grammar.left(at, 20))
    if any(t.lemma_ in URGING and grammar.verb_form(t) != "" for t in before) or _denied(doc, at):
        return True
    said = (cue for cue in doc._.cues if cue.kind == "preposition" and at.sent.start <= cue.at < at.sent.end)
    return any(doc[min(cue.last + 1, len(doc) - 1)].lower_ in ("lui", "elle", "eux", "elles") for cue in said)


def _denied(doc: Doc, at: Token) -> bool:
    """Say whether a clause hangs on a denial, though nobody knows whose: « le voisin nie que Minsk ait livré »."""
    start = grammar.anchor(at)
    opener = next((t for t in grammar.left(at, 20) if t.lower_ in ("que", "qu'")), None)
    if grammar.verb_form(start) == "infinitive":
        opener = start
    near = {t.i for t in grammar.left(opener, 4)} if opener is not None else set()
    return any(c.at in near and STANCE_OF_ACT[c.act] is Stance.DENIES and not c.negated for c in doc._.cues)


def asked_for(verb: Token) -> bool:
    """Say whether somebody only is to do what an infinitive says: « pousse Séoul à livrer des obus »."""
    start = grammar.anchor(verb)
    if verb.pos_ not in grammar.VERBAL or grammar.verb_form(start) != "infinitive":
        return False
    governor = next((t for t in grammar.left(start, 8) if t.pos_ == "VERB" or t.text in grammar.BOUNDARIES), None)
    return governor is not None and governor.lemma_ in ASKING


def _in_question(noun: Token) -> bool:
    """Say whether a noun only names what a debate, a question, a report is about; a contract is about what it brings.

    « le débat sur la livraison », not « le contrat porte sur la vente ».
    """
    about = next((t for t in grammar.left(noun, 3) if t.lower_ == "sur"), None)
    if about is None or noun.pos_ != "NOUN":
        return False
    before = list(grammar.left(about, 4))
    return not any(t.lemma_ in CONTRACTS for t in (*before, *(t.head for t in before[:1])))


def _wished(verb: Token) -> bool:
    """Say whether an infinitive hangs on a verb that does not say it comes about: « presse Kiev de livrer »."""
    if grammar.verb_form(grammar.anchor(verb)) != "infinitive" or grammar.undergone(verb):
        return False
    before = grammar.left(grammar.anchor(verb), 10)
    governor = next((t for t in before if t.pos_ == "VERB" or t.lemma_ in grammar.governors()), None)
    word = governing(verb)
    if word is not None and (unwilling(word) if word.lemma_ in WILLING else negation.is_negated(word)):
        return False  # « n'est pas prêt à livrer », « n'a jamais cessé de livrer »
    purpose = any(t.lower_ == "pour" for t in grammar.left(grammar.anchor(verb), 2))
    if purpose and governor is not None and governor.lemma_ in GOING:
        return False  # « a dépêché des instructeurs pour former les pilotes »
    if governor is not None and governor.lemma_ in HELPING:
        return False  # « l'Iran aide Minsk à produire des drones »
    if next((t.lower_ for t in grammar.left(grammar.anchor(verb), 1)), "") == "après":
        return False  # « après avoir acheté des drones, le Togo négocie »
    return governor is None or governor.lemma_ not in grammar.governors()


def _plain(doc: Doc, verb: Token) -> bool:
    """Say whether a verb is the main one of a sentence in which nobody is said to speak."""
    sentence = verb.sent
    if any(sentence.start <= cue.at < sentence.end for cue in doc._.cues):
        return False
    finite = grammar.verb_group(verb) or grammar.verb_form(verb) == "finite"
    return bool(finite) and not any(t.lower_ in ("que", "qu'", "qui", "dont") for t in doc[sentence.start : verb.i])
