"""To which word a phrase belongs that stands near a predicate: to it, or to another verb or noun.

No component: the part of ``transfers`` that keeps phrases apart by word order, where the parser's arcs are weak.
"""

from __future__ import annotations

from collections.abc import Container
from itertools import takewhile

from spacy.tokens import Doc, Token

from dementi.components.cast import Cast
from dementi.components.clauses import QUE
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Actor, SourceKind, Transfer

SENDING = word_list("transfers.toml", "sending")
FOUND = word_list("verbs.toml", "found")
PERMISSIONS = word_list("verbs.toml", "permission")
AGENT = 8  # tokens of « par la Serbie de pilotes »
OPENERS = frozenset("que qu' qui dont où comme si quand lorsque ainsi selon".split())
COMPARING = frozenset("plutôt autre autres".split())  # « la Chine, plutôt que l'Iran, livre »
RELATIVE_REACH = 40  # tokens of a relative clause between commas
SITES = word_list("transfers.toml", "site")


def closed_left(doc: Doc, at: Token, first: int) -> bool:
    """Say whether what stands before a predicate belongs to another word.

    « est accusé par Kiev d'avoir livré », « a livré à Manille les navires commandés en mai », « ces avions, qu'Oslo
    avait achetés à Minsk, sont arrivés ».
    """
    if at.pos_ == "NOUN" or grammar.verb_form(grammar.anchor(at)) in ("infinitive", "participle"):
        return True
    return first > at.sent.start and doc[first - 1].pos_ in grammar.VERBAL


def beyond_clause(verb: Token, noun: Token) -> bool:
    """Say whether another main verb stands before a noun: « ayant acheté des obus, Riga négocie l'achat de chars »."""
    for token in verb.doc[verb.i + 1 : noun.i]:
        if token.lower_ in OPENERS:
            return False
        if grammar.conjugated(token) and token.pos_ == "VERB":
            return True
    return False


def of_nobody(actor: Actor, cast: Cast) -> bool:
    """Say whether somebody stands in the phrase of a group that is nobody's: « les rebelles du Darfour », no Sudan."""
    outer = cast.inside.get(actor.head, actor)
    return outer is not actor and outer.source.kind is SourceKind.ORGANIZATION and outer.source.on_behalf_of is None


def of_another(doc: Doc, actor: Actor, at: Token) -> bool:
    """Say whether a phrase before a predicate belongs to a participle of its own: « une firme basée à Minsk »."""
    before = actor.first - 1
    while before > at.sent.start and doc[before].pos_ in ("DET", "ADP"):
        before -= 1
    owner = doc[before]
    return owner.pos_ == "VERB" and owner.i != at.i and grammar.verb_form(owner) == "participle"


def of_other_noun(doc: Doc, actor: Actor, at: Token, item_at: Container[int]) -> bool:
    """Say whether « de » links an actor to a noun that is neither a predicate nor its item."""
    before = actor.first - 1
    while before > at.i and doc[before].pos_ in ("DET", "ADP"):
        before -= 1
    while before > at.i and doc[before].pos_ == "ADJ":
        before -= 1
    owner = doc[before]
    return owner.pos_ == "NOUN" and before > at.i and before not in item_at and owner.dep_ != "nmod"


def found_there(doc: Doc, actor: Actor) -> bool:
    """Say whether a place only tells where goods were found: « des fusils retrouvés en Syrie »."""
    before = actor.first - 1
    while before > 0 and doc[before].pos_ in ("DET", "ADP"):
        before -= 1
    return doc[before].lemma_ in FOUND and grammar.verb_form(doc[before]) == "participle"


def opens_sentence(doc: Doc, actor: Actor) -> bool:
    """Say whether somebody behind « de » stands before a comma at the head of a sentence: « De Pékin, Riga a reçu »."""
    link = actor.first - 1 - (doc[actor.first - 1].lower_ in ("la", "l'"))
    closed = actor.last + 1 < len(doc) and doc[actor.last + 1].text == ","
    return closed and link >= 0 and bool(doc[link].is_sent_start)


def of_site(doc: Doc, actor: Actor) -> bool:
    """Say whether « de » links somebody to a place through which things go: « par le port de Minsk »."""
    before = actor.first - 1
    while before > 0 and doc[before].pos_ in ("DET", "ADP", "ADJ"):
        before -= 1
    return doc[before].pos_ == "NOUN" and doc[before].lemma_ in SITES


def sent_from(actor: Actor, at: Token) -> bool:
    """Say whether « de » right behind a verb tells whence: « des obus expédiés d'Iran à Tartous »."""
    return at.lemma_ in SENDING and 0 < actor.first - at.i <= 3


def stands_before(pronoun: Token, verb: Token) -> bool:
    """Say whether a pronoun before a verb means somebody else: « lui en avoir vendu »; not « lui, a nié »."""
    if pronoun.lower_ == "nous" and pronoun.doc[max(pronoun.i - 1, 0)].lower_ == "nous":
        return False  # « nous nous sommes équipés »
    between = pronoun.doc[pronoun.i + 1 : grammar.anchor(verb).i]
    return pronoun.i < grammar.anchor(verb).i and all(t.pos_ == "PRON" or t.lower_ in ("ne", "n'") for t in between)


def complement(noun: Token) -> Token | None:
    """Return the noun that « de » links to another: « la formation (par Minsk) de pilotes »."""
    links = list(grammar.right(noun, 3))
    if links and links[0].lower_ == "par":
        agent = list(grammar.right(noun, AGENT))
        last = next((n for n, t in enumerate(agent[1:], 1) if t.pos_ == "PROPN"), len(agent))
        links = agent[last + 1 :]
    if not links or links[0].lower_ not in ("de", "des", "d'", "du"):
        return None
    return next((t for t in links[1:] if t.pos_ in ("NOUN", "PROPN")), None)


def over_relative(verb: Token) -> Token | None:
    """Return the last word before a relative clause that ends right before a verb: « Minsk, que Kiev accuse, dément ».

    Neither arc nor nearness gives the verb its subject there.
    """
    first = grammar.anchor(verb)
    closing = next((t for t in grammar.left(first, 4) if t.lower_ not in grammar.PROCLITICS), None)
    if closing is None or closing.text != ",":
        return None
    for token in grammar.left(closing, RELATIVE_REACH):
        if token.text in grammar.BOUNDARIES:
            return None
        if token.lower_ in grammar.LINKS and any(t.text == "," for t in grammar.left(token, 2)):
            return grammar.resumed_over(token)
    return None


def main_verb(start: Token, reach: int) -> Token | None:
    """Return the verb behind the comma that closes what opens a sentence: « après avoir nié, Minsk admet »."""
    comma = next((t for t in grammar.right(start, reach) if t.text == ","), None)
    return next((t for t in grammar.right(comma, reach) if t.pos_ == "VERB"), None) if comma else None


def governed(first: Token) -> bool:
    """Say whether a preposition governs a phrase, or a comparison; « que » alone is none, whatever its tag."""
    before = [t for t in grammar.left(first, 4) if t.pos_ != "DET"]
    nearest = [*before[:1], *grammar.left(first, 1)]
    if any(t.lower_ in QUE for t in nearest):
        return any(t.lower_ in COMPARING for t in before[1:2])
    return any(t.pos_ == "ADP" for t in nearest)


def find_led_by(verb: Token) -> Token | None:
    """Return the infinitive whose subject a gerund shares: « accuse Minsk d'attiser la guerre en livrant … »."""
    if not verb.text.endswith("ant") or not any(t.lower_ == "en" for t in grammar.left(verb, 3)):
        return None
    before = next((t for t in grammar.left(verb, 20) if t.pos_ in grammar.VERBAL or t.text in grammar.BOUNDARIES), None)
    infinitive = before is not None and grammar.verb_form(grammar.anchor(before)) == "infinitive"
    return before if infinitive else None


def permitted(start: Token) -> bool:
    """Say whether an infinitive is what a permission right before it allows: « l'autorisation de livrer »."""
    near = (t for t in grammar.left(start, 4) if t.pos_ not in ("ADP", "ADJ", "PRON"))
    return next((t.lemma_ in PERMISSIONS for t in near), False)


def by_strangers(doc: Doc, transfer: Transfer) -> bool:
    """Say whether those who supply are told, though not named: « réexportées par des pays tiers ».

    Then nobody else is put in their place.
    """
    verb = doc[transfer.at]
    if transfer.supplier is not None or verb.pos_ not in grammar.VERBAL or not grammar.is_passive(verb):
        return False
    behind = list(takewhile(lambda t: t.text != ",", grammar.right(verb, AGENT)))
    agents = ((b, c) for a, b, c in zip(behind, behind[1:], behind[2:], strict=False) if a.lower_ == "par")
    return any(article.lower_ == "des" and noun.pos_ == "NOUN" for article, noun in agents)
