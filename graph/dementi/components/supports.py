"""The verb or the talks around a noun, whose subject does what the noun says.

No component: the part of ``transfers`` that reads « Minsk a procédé à des livraisons », « a signé un contrat pour
l'achat », « est en pourparlers avec … pour l'achat ».
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Doc, Token

from dementi.components.orders import ORDERS, won_by
from dementi.components.orders import REACH as ORDER_REACH
from dementi.components.parties import Parties
from dementi.fr import grammar
from dementi.lexicon import Role, word_list
from dementi.records import Status

ADVERBIAL_REACH = 12  # tokens of an adverbial between a verb and its object, at the most
ARTICLES = ("le", "la", "les", "l'")
TALKS_REACH = 12  # tokens from talks to what they are about
IMPUTED_REACH = 25  # tokens from who is held responsible to what was done
RELATIVES = frozenset("auxquels auxquelles auquel laquelle que qu' dont".split())
DEALING = word_list("transfers.toml", "dealing")
COPULAS = frozenset("être devenir demeurer rester".split())
TO_WHOM = frozenset("qui laquelle auquel auxquels auxquelles".split())
IMPUTING = word_list("verbs.toml", "imputing")


def supporting(noun: Token) -> tuple[Token, bool] | None:
    """Return the verb or talks whose subject has a part in what a noun says, and whether it receives; None for none."""
    if relative := relative_support(noun):
        return relative[1], bool(grammar.supports()[relative[1].lemma_])
    governor = _talks(noun) or _over_adverbial(noun) or noun.head
    while governor.head != governor and _hands_on(governor):
        governor = governor.head
    receives = grammar.supports().get(governor.lemma_)
    talks = grammar.governors().get(governor.lemma_) is Status.NEGOTIATING
    if receives is None and not talks or governor == noun:
        return None
    return governor, bool(receives)


def relative_support(noun: Token) -> tuple[Token, Token] | None:
    """Return the pronoun and the verb of a relative clause that says who does it.

    « les envois d'obus auxquels Minsk a procédé ».
    """
    for link in grammar.right(noun, TALKS_REACH):
        if link.text in grammar.BOUNDARIES or link.text == "," or link.pos_ == "VERB":
            return None
        if link.lower_ in RELATIVES:
            verb = next((t for t in grammar.right(link, TALKS_REACH) if t.pos_ == "VERB"), None)
            return (link, verb) if verb is not None and verb.lemma_ in grammar.supports() else None
    return None


def _over_adverbial(noun: Token) -> Token | None:
    """Return the supporting verb before a noun with its article, when only a date or an adverbial stands between.

    « commencera au quatrième trimestre la remise », « a repris en mai, après un an, la vente »: the parser gives up.
    """
    article = noun.i - 1
    while article > noun.sent.start and noun.doc[article].pos_ == "ADJ":
        article -= 1
    if noun.doc[article].lower_ not in ARTICLES or noun.doc[article].pos_ != "DET":
        return None
    for token in grammar.left(noun.doc[article], ADVERBIAL_REACH):
        if token.text in grammar.BOUNDARIES or token.pos_ in ("SCONJ", "PROPN", "CCONJ"):
            return None
        if token.pos_ in grammar.VERBAL:
            adverbial = noun.doc[token.i + 1].pos_ in ("ADP", "PUNCT") or noun.doc[token.i + 1].lower_ in ("au", "aux")
            return token if adverbial and token.lemma_ in grammar.supports() else None
    return None


def _hands_on(governor: Token) -> bool:
    """Say whether what governs a noun stands between it and a verb: « signe un contrat portant sur l'achat »."""
    known = grammar.governors()
    if governor.pos_ == "NOUN":
        return governor.lemma_ in known
    return governor.dep_.startswith("acl") and governor.head.pos_ == "NOUN" and governor.head.lemma_ in known


def _talks(noun: Token) -> Token | None:
    """Return the talks that are about a noun: « en pourparlers avec Minsk en vue de la cession »."""
    for token in grammar.left(noun, TALKS_REACH):
        if token.text in grammar.BOUNDARIES or token.pos_ == "VERB":
            return None
        if token.pos_ == "NOUN" and grammar.governors().get(token.lemma_) is Status.NEGOTIATING:
            return token
    return None


def find_doers(
    noun: Token, giver: Role, filled: Container[Role], parties: Parties
) -> Iterator[tuple[Role, tuple[str, range]]]:
    """Yield (role, party) of who does what a noun says, by its verb; nobody where the role is filled."""
    if noun.lemma_ in DEALING:
        owner = _who_is(noun, parties)
        if owner is not None and (found := parties.party(owner)):
            yield giver, found
        return
    support = supporting(noun)
    if support is None:
        return
    governor, receives = support
    owner = _relative_subject(noun, parties) or grammar.subject(governor)
    if owner is None and grammar.verb_form(grammar.anchor(governor)) == "infinitive":
        owner = parties.subject(governor)  # « accusé d'avoir organisé l'envoi »
    role = Role.RECIPIENT if receives else giver
    if owner is None or owner.i == noun.i or role in filled:
        return
    for head in parties.coordinated(owner):
        if found := parties.party(head):
            yield role, found
    if partner := find_partner(governor, noun, parties):
        yield Role.SUPPLIER if role is Role.RECIPIENT else Role.RECIPIENT, partner


def _who_is(noun: Token, parties: Parties) -> Token | None:
    """Return who a noun says somebody is: « Minsk est le premier client de », « Minsk, principal fournisseur de »."""
    if (fronted := _fronted(noun, parties)) is not None:
        return fronted
    for token in grammar.left(noun, 8):
        if token.lemma_ in COPULAS or token.lower_ == "comme":
            return grammar.subject(noun) or parties.subject(token)
        if token.text == "," or token.pos_ not in ("DET", "ADJ", "ADV", "NUM", "NOUN", "PUNCT", "ADP", "AUX"):
            actor = parties.cast.ends.get(token.i - 1) if token.text == "," else None
            return noun.doc[actor.head] if actor else None
    return None


def _fronted(noun: Token, parties: Parties) -> Token | None:
    """Return who a noun that opens a sentence says somebody is: « Premier fournisseur d'Alger, Minsk a livré »."""
    if any(t.pos_ not in ("ADJ", "ADV", "NUM") for t in grammar.left(noun, 8)):
        return None
    for token in grammar.right(noun, ADVERBIAL_REACH):
        if token.pos_ in grammar.VERBAL or token.text in grammar.BOUNDARIES:
            return None
        if token.text == ",":
            return next((t for t in grammar.right(token, 3) if t.i in parties.cast.heads), None)
    return None


def _relative_subject(noun: Token, parties: Parties) -> Token | None:
    """Return the actor between the pronoun and the verb of « les envois auxquels Minsk a procédé »."""
    relative = relative_support(noun)
    inside = noun.doc[relative[0].i + 1 : relative[1].i] if relative else ()
    return next((t for t in inside if t.i in parties.cast.heads), None)


def find_partner(governor: Token, noun: Token, parties: Parties) -> tuple[str, range] | None:
    """Return the party that « avec » names between a governor and its noun: « pourparlers avec la Turquie »."""
    doc = noun.doc
    for i in range(governor.i + 1, noun.i):
        actor = parties.cast.heads.get(i)
        if (
            actor
            and "avec" in {t.lower_ for t in grammar.left(doc[actor.first], 2)}
            and (found := parties.party(doc[i]))
        ):
            return found
    return None


def find_imputed(noun: Token, parties: Parties) -> tuple[str, range] | None:
    """Return whom somebody holds responsible for what a noun says: « impute à Minsk la livraison d'obus »."""
    verb = _imputing(noun)
    if verb is None:
        return None
    clitic = next((t for t in grammar.left(grammar.anchor(verb), 2) if t.lower_ in ("lui", "leur")), None)
    if clitic is not None:
        return parties.party(clitic)
    if (whom := _resumed_whom(verb, parties)) is not None:
        return parties.party(whom)
    first, last = (verb.i, noun.i) if verb.i < noun.i else (verb.i, verb.i + 6)
    named = list(_given(noun.doc, parties, first, last))
    if not named and verb.i < noun.i:  # « impute la livraison d'obus à Minsk »
        named = list(_given(noun.doc, parties, noun.i, min(noun.i + IMPUTED_REACH, noun.sent.end - 1)))[-1:]
    return next((found for token in named if (found := parties.party(token))), None)


def _resumed_whom(verb: Token, parties: Parties) -> Token | None:
    """Return whom « à qui », « auquel » before a verb mean: « l'Inde, à qui l'on prête la vente »."""
    near = grammar.left(grammar.anchor(verb), 4)
    link = next((t for t in near if t.lower_ in TO_WHOM), None)
    if link is None or not link.i or link.lower_ in ("qui", "laquelle") and link.nbor(-1).lower_ != "à":
        return None
    over = grammar.resumed_over(link)
    actor = parties.cast.ends.get(over.i) if over is not None else None
    return verb.doc[actor.head] if actor is not None else None


def _imputing(noun: Token) -> Token | None:
    """Return the verb that holds somebody responsible for what a noun says, before or behind it."""
    for token in grammar.left(noun, IMPUTED_REACH):
        if token.text in grammar.BOUNDARIES:
            break
        if token.pos_ in grammar.VERBAL and token.lower_ not in grammar.auxiliaries():
            return token if token.lemma_ in IMPUTING and not grammar.is_passive(token) else None
    for token in grammar.right(noun, IMPUTED_REACH):
        if token.text in grammar.BOUNDARIES:
            return None
        if token.pos_ in grammar.VERBAL and token.lower_ not in grammar.auxiliaries():
            return token if token.lemma_ in IMPUTING and grammar.is_passive(token) else None
    return None


def _given(doc: Doc, parties: Parties, first: int, last: int) -> Iterator[Token]:
    """Yield the actors behind « à » between two tokens."""
    for actor in parties.cast.starting(first, last):
        if not actor.qualifier and actor.first and _to(doc, actor.first):
            yield doc[actor.head]


def _to(doc: Doc, first: int) -> bool:
    """Say whether « à » stands before a phrase, over its article."""
    return any(grammar.preposition(t) == "à" for t in grammar.left(doc[first], 1 + (doc[first - 1].pos_ == "DET")))


def _winner(order: Token, parties: Parties) -> tuple[Token, Token] | None:
    """Return the verb by which an order is won, and who wins it; None where nobody is named."""
    if order.lemma_ not in ORDERS:
        return None
    near = (*grammar.left(order, ORDER_REACH), *grammar.right(order, ORDER_REACH))
    verb = next((t for t in near if t.pos_ in grammar.VERBAL and won_by(t) == order), None)
    if verb is None:
        return None
    if not grammar.is_passive(verb):
        own = parties.subject(verb)
        return (verb, own) if own is not None and parties.party(own) else None
    agent = next((t for t in grammar.right(verb, ORDER_REACH) if t.lower_ == "par"), None)
    reach = grammar.right(agent, 4) if agent is not None else ()
    head = next((t for t in reach if t.i in parties.cast.heads and parties.party(t)), None)
    return (verb, head) if head is not None else None


def find_won(
    order: Token, named: Sequence[str], items: Container[int], parties: Parties
) -> tuple[str, str | None] | None:
    """Return who sells and who buys by an order that somebody wins.

    Args:
        order: The noun for the order.
        named: The parties that its phrase names, whatever their roles.
        items: Tokens of equipment, whose adjectives name no buyer.
        parties: Those of the document.
    """
    won = _winner(order, parties)
    found = parties.party(won[1]) if won else None
    if won is None or found is None:
        return None
    first, last = sorted((won[0].i, order.i))
    between = (t for t in order.doc[first : last + 1] if t.i in parties.cast.heads and t.i not in items)
    beside = (party[0] for t in between if (party := parties.party(t)))
    buyer = next((name for name in (*beside, *named) if name != found[0]), None)
    return found[0], buyer
