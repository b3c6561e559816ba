"""Phrases beside a predicate by their preposition, and those whose noun is no actor but whose adjective names one.

No component: the part of ``transfers`` that reads « à un acheteur turc », « sur la base russe de … ».
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dementi.components.parties import Parties
from dementi.fr import clefts, grammar, sentences
from dementi.lexicon import Frame, Role, word_list

CONTRACTED = frozenset("aux au du des d'".split())  # determiners that hold a preposition
PLAIN = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de"}
# Between a noun and the adjective of its state: « l'industrie d'armement russe ».
ARMED = frozenset("d' de l' la armement armements défense militaro-industriel".split())
RELATIVES = {**dict.fromkeys(("auquel", "auxquels", "auxquelles"), "à"), "duquel": "de", "desquels": "de"}
ARTICLES = ("le", "la", "les", "l'")
NAMED = frozenset().union(*(word_list("transfers.toml", table) for table in ("firm", "maker", "band")))
HOLDERS = word_list("transfers.toml", "holder")
PARTNERS = word_list("transfers.toml", "partner")
SITES = word_list("transfers.toml", "site")
DESIGNS = word_list("transfers.toml", "design")
SPONSORING = word_list("transfers.toml", "sponsoring")
HELPING = word_list("verbs.toml", "helping")
HELPED = 14  # tokens from « aider » to what is made, at the most
# Words with which « à » makes a preposition of its own: « contrairement à », « grâce à ».
APART = frozenset("contrairement grâce face quant suite conformément rapport opposé inverse comparé comparée".split())
CARRIERS = frozenset("cargo navire bateau avion train porte-conteneurs vraquier".split())
THITHER, THENCE = ("sur", "à", "dans", "vers", "en"), ("de", "depuis")


def preposition_of(doc: Doc, first: int, frame: Frame) -> str | None:
    """Return which of a frame's prepositions stands before a phrase, the longest; "" where another does."""
    at = _before(doc, first)
    near = sentences.tokens(doc, at - 4, at + 1)
    before = [grammar.preposition(t) for t in near if t.lower_ not in ARTICLES]
    if before[-1:] == ["à"] and before[-2:-1] and before[-2] in APART:
        return ""  # « contrairement à Berne »
    for key in sorted(frame.roles, key=lambda k: -len(k)):
        wanted = [PLAIN.get(part, part) for part in key.replace("l'", "").split() if part not in ARTICLES]
        if key not in ("subject", "object") and before[-len(wanted) :] == wanted:
            return key
    return "" if at >= 0 and doc[at].pos_ == "ADP" else None


def _before(doc: Doc, first: int) -> int:
    """Return the place of the word before a phrase and what belongs to it.

    Articles, adjectives, numbers; nouns to which the phrase is a name: « à la société turque Untel », « à la province
    chinoise de … », « aux combattants du Hezbollah ».
    """
    at = first - 1
    while at >= 0 and (_article(doc[at]) or doc[at].pos_ in ("DET", "ADJ", "NUM") and doc[at].lower_ not in CONTRACTED):
        at -= 1
    if at < 1:
        return at
    named = grammar.preposition(doc[at]) == "de"
    noun = at - 1 if named else at
    while noun > 0 and doc[noun].pos_ == "ADJ":
        noun -= 1
    return _before(doc, noun) if doc[noun].lemma_ in (HOLDERS if named else NAMED) else at


def _article(token: Token) -> bool:
    """Say whether « des » is the article: « à des courtiers turcs »; not « le chef des rebelles »."""
    return token.lower_ == "des" and token.i > 0 and token.nbor(-1).pos_ == "ADP"


def find_resumed(verb: Token, relative: tuple[Token, str] | None, passive: bool) -> Iterator[tuple[str, Token]]:
    """Yield (function, noun) of what relative pronouns resume: « les chars que », « l'Inde, à laquelle »."""
    if relative:
        yield "object" if passive and relative[1] == "subject" else relative[1], relative[0]
    for token in grammar.left(grammar.anchor(verb), 8):
        if token.text in grammar.BOUNDARIES or token.pos_ == "VERB":
            return
        link = RELATIVES.get(token.lower_, "")
        if (
            token.lower_ in grammar.SUBJECT_RELATIVES
            and token.i > token.sent.start + 1
            and token.nbor(-1).pos_ == "ADP"
        ):
            link, token = grammar.preposition(token.nbor(-1)), token.nbor(-1)
        if link and (noun := grammar.antecedent(token)):
            yield link, noun
            return
        if token.lower_ in ("que", "qu'") and (noun := clefts.clefted(token)) is not None:
            yield _governor(noun), noun
            return


def _governor(noun: Token) -> str:
    """Return the preposition before a noun and its article: « à la Turquie », « auprès de la Turquie »."""
    link = noun.nbor(-2) if noun.nbor(-1).lower_ in ARTICLES and noun.i > 1 else noun.nbor(-1)
    near = link.i > 0 and link.nbor(-1).lower_ == "auprès"
    return "auprès de" if near else grammar.preposition(link)


def find_partners(doc: Doc, parties: Parties, frame: Frame, first: int, last: int) -> Iterator[tuple[Role, Token]]:
    """Yield (role, adjective) of trading partners known by their state: « à un acheteur turc », « par un courtier »."""
    for token in doc[first : last + 1]:
        if token.lemma_ not in PARTNERS:
            continue
        whose = _adjective(token, parties)
        role = frame.roles.get(preposition_of(doc, token.i, frame) or "")
        if whose is not None and role in (Role.SUPPLIER, Role.RECIPIENT):
            yield role, whose


def find_carrier(at: Token, parties: Parties, last: int) -> tuple[str, range] | None:
    """Return whose ship something is loaded on: « chargés à bord d'un cargo russe »."""
    for noun in at.doc[at.i + 1 : last + 1]:
        if noun.lemma_ in CARRIERS and (whose := _adjective(noun, parties)) is not None:
            return parties.party(whose)
    return None


def find_sites(doc: Doc, parties: Parties, frame: Frame, first: int, last: int) -> Iterator[tuple[Role, Token]]:
    """Yield (role, whose) of places where equipment comes to or from: « sur la base de Minsk », « au port syrien »."""
    if frame.roles.get("à") is not Role.RECIPIENT or frame.roles.get("depuis") is not Role.SUPPLIER:
        return
    for token in doc[first : last + 1]:
        if token.lemma_ not in SITES:
            continue
        link = _before(doc, token.i)
        way = grammar.preposition(doc[link]) if link >= 0 else ""
        role = Role.RECIPIENT if way in THITHER else Role.SUPPLIER if way in THENCE else None
        itself = token if token.i in parties.cast.heads else None  # « sur l'île »
        if role and (whose := itself or _adjective(token, parties) or _owner(token, parties)):
            yield role, whose
    sentence = doc[max(first - 1, 0)].sent
    for actor in parties.cast.starting(sentence.start, sentence.end - 1):
        if any(t.lower_ == "mains" for t in grammar.left(doc[actor.first], 2)):
            yield Role.RECIPIENT, doc[actor.head]  # « des obus vus entre les mains du Hezbollah »


def _adjective(noun: Token, parties: Parties) -> Token | None:
    """Return the adjective of nationality behind a noun: « le port militaire syrien »."""
    for token in grammar.right(noun, 4):
        if token.i in parties.cast.qualifiers:
            return token
        if token.pos_ != "ADJ" and token.lower_ not in ARMED:
            return None
    return None


def _owner(noun: Token, parties: Parties) -> Token | None:
    """Return the place or state that « de » links to a noun: « la base aérienne de Minsk »."""
    linked = False
    for token in grammar.right(noun, 5):
        if token.i in parties.cast.heads and linked:
            return token
        linked = linked or token.lower_ in ("de", "du", "d'", "des")
        if token.pos_ in ("VERB", "AUX", "PUNCT", "SCONJ"):
            return None
    return None


def find_helper(at: Token, parties: Parties) -> tuple[str, str] | None:
    """Return who helps and who is helped to make something: « Pékin a aidé Islamabad à bâtir une usine »."""
    for token in grammar.left(at, HELPED):
        if token.text in grammar.BOUNDARIES:
            return None
        if token.pos_ != "VERB" or token.lemma_ not in HELPING:
            continue
        inside = parties.doc[token.i + 1 : at.i + 1]
        if not any(grammar.verb_form(t) == "infinitive" for t in inside):
            return None
        whom = next((t for t in inside if t.i in parties.cast.heads), token)
        helper = parties.party(parties.subject(token) or token)
        helped = parties.party(whom)
        return (helper[0], helped[0]) if helper and helped else None
    return None


def find_designer(at: Token, parties: Parties, last: int) -> tuple[str, range] | None:
    """Return whose licence or design production is under: « produit des obus sous licence russe »."""
    for noun in at.doc[at.i + 1 : last + 1]:
        if noun.lemma_ in DESIGNS and (whose := _adjective(noun, parties)) is not None:
            return parties.party(whose)
    return None


def find_sponsor(noun: Token, parties: Parties) -> tuple[str, range] | None:
    """Return who does what a noun says by the noun before it: « l'approbation par Washington d'une vente »."""
    governor = noun.head
    if governor.lemma_ not in SPONSORING or governor.i > noun.i or governor.pos_ != "NOUN":
        return None
    for token in noun.doc[governor.i + 1 : noun.i]:
        head = token.i in parties.cast.heads or token.i in parties.cast.qualifiers
        if head and (party := parties.party(token)):
            return party
    return None
