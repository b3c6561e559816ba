"""Whether what changes hands is military equipment: what a verb has as its object, and what stands beside an item.

No component: the part of ``transfers`` that keeps apart « livre des obus » and « livre du blé malgré les obus ».
"""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from dementi.components.cast import Cast
from dementi.fr import grammar, sentences
from dementi.lexicon import Frame, Role, word_list
from dementi.records import Mention, SourceKind

# Nouns that hold what stands behind them, however far: « une aide de cent millions à Kiev, dont des obus ».
PACKAGES = word_list("transfers.toml", "package")
DEALERS = word_list("transfers.toml", "dealer")  # who deals in arms is none: « livre un trafiquant d'armes »
TIDINGS = word_list("transfers.toml", "tidings")
CIVIL = word_list("transfers.toml", "civil")
GOING = word_list("transfers.toml", "going")
VISITS = word_list("transfers.toml", "visit")
FICTION = word_list("transfers.toml", "fiction")
TIMES = frozenset("jour semaine mois an année heure fois week-end matin soir nuit".split())
ARTICLES = frozenset(("des", "du", "de", "d'"))  # of an object that has no article before them
CLAUSES = frozenset(("qui", "que", "qu'", "dont", "où"))
LADEN = frozenset("chargé chargée chargés chargées rempli remplis plein pleins transportant acheminant".split())
MEANS = frozenset("avec aide moyen coups".split())  # « à l'aide de », « au moyen de », « à coups de »
CARRIERS = ("-cargo", "-cargos", "-citerne", "-citernes")  # « un avion-cargo »
MATERIALS = ("components", "technology")
SERVING = frozenset(
    "entrer entrant servir servant nécessaire nécessaires indispensable indispensables utile utiles".split()
)
RETURNS = ("échange", "contrepartie", "retour")
FORCES = frozenset(("naval", "fighter-aircraft", "helicopter"))  # equipment that goes somewhere with its own crew
# What keeps a noun phrase together: « des caisses pleines d'obus », « des vivres et des armes ».
WITHIN = frozenset("de d' du des en et ni ou ainsi comme dont soit tels telles".split()) | frozenset('",(-')


def holds_items(noun: Token, item_at: Container[int], direct: bool) -> bool:
    """Say whether an item stands in a noun's phrase; behind a package, anywhere up to the next clause.

    ``direct``: no further noun may stand between: « tire des dizaines de missiles », not « tire les leçons de la
    guerre des drones ».
    """
    if any(t.i in item_at for t in (noun, *grammar.left(noun, 4))):
        return True
    if noun.lemma_ in DEALERS or noun.lemma_ in TIDINGS:
        return False
    wide = noun.lemma_ in PACKAGES
    for token in grammar.right(noun, 20):
        if token.i in item_at:
            return True
        if token.lower_ == "que" and token.nbor(-1).lower_ in WITHIN:
            continue  # « des vivres ainsi que des obus »
        if token.pos_ in ("VERB", "SCONJ") and token.lower_ not in WITHIN | LADEN or token.lower_ in CLAUSES - WITHIN:
            return False
        if token.text in grammar.BOUNDARIES and not (wide and token.text == ":"):
            return False
        if token.pos_ == "NOUN" and direct:
            return False
        if not wide and token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "NUM") and token.lower_ not in WITHIN | LADEN:
            return False
    return False


def object_by_order(verb: Token, cast: Cast, dated: Container[int]) -> Token | None:
    """Return the noun that stands as an active verb's object, over actors and prepositional phrases.

    « a fourni à l'Inde des explications »: where the parse has none. « des », « du » are articles there; the words of
    ``dated_in`` are none.
    """
    governed = False
    tokens = iter(grammar.right(verb, 20))
    after_noun = False
    for token in tokens:
        actor = cast.inside.get(token.i)
        named = actor is not None and (actor.source.kind is not SourceKind.STATE or token.i <= actor.head)
        if named or token.i in dated:  # « à Kiev des renseignements »: a state's name goes no further
            governed = after_noun = False
        elif token.pos_ in ("VERB", "SCONJ") or token.text in grammar.BOUNDARIES or token.lower_ in CLAUSES:
            return None
        elif token.lower_ in ARTICLES:
            governed = governed or after_noun
        elif token.pos_ == "ADP":
            governed = True
        elif token.pos_ in ("NOUN", "PROPN"):
            if not governed and token.i - verb.i > 1 and token.nbor(-1).pos_ in ("DET", "ADJ", "NUM", "ADP"):
                return token
            governed, after_noun = False, True
    return None


def linked_object(verb: Token, frame: Frame, item_at: Container[int]) -> Token | None:
    """Return what a preposition links to a verb of choice: « opte pour la prudence »."""
    if frame.name != "choose":
        return None
    link = next((t for t in grammar.right(verb, 6) if frame.roles.get(t.lower_) is Role.ITEM), None)
    behind = grammar.right(link, 5) if link is not None else ()
    return next((t for t in behind if t.pos_ == "NOUN" or t.i in item_at), None)


def dated_in(doc: Doc) -> set[int]:
    """Return the tokens that tell when: « a livré cette semaine des obus »."""
    words = {t.i for t in sentences.every(doc) if t.lemma_ in TIMES}
    return words | {i for first, last, _ in doc._.dates for i in range(first, last + 1)}


def is_civil(doc: Doc, item: Mention) -> bool:
    """Say whether the words behind an item make it civil, or a carrier of what is delivered.

    « hélicoptères de secours », « drones agricoles »; « un navire chargé d'obus ».
    """
    behind = doc[item.last + 1 : item.last + 4]
    if doc[item.last].lower_.endswith(CARRIERS):
        return True
    if item.concept.item_class in FORCES and behind and behind[0].lower_ in LADEN:
        return True
    words = [t.lower_ for t in behind]
    return any(" ".join(words[:n]) in CIVIL for n in range(1, len(words) + 1))


def is_visit(at: Token, items: list[Mention], received: bool) -> bool:
    """Say whether forces only go somewhere and come back: « a envoyé trois frégates à Manille pour des manœuvres »."""
    if at.lemma_ not in GOING or not items or not all(m.concept.item_class in FORCES for m in items):
        return False
    afloat = all(m.concept.id == "naval" for m in items)  # « un navire de guerre est arrivé à Djibouti »
    afloat = afloat or not received and all(m.concept.item_class == "naval" for m in items)
    named = {i for m in items for i in range(m.first, m.last + 1)}  # « des avions d'entraînement »
    return afloat or any(token.lemma_ in VISITS and token.i not in named for token in at.sent)


def is_fiction(at: Token) -> bool:
    """Say whether a sentence tells of a film, a game or a match: « le roman imagine une Russie qui vend … »."""
    words = sentences.tokens(at.doc, *sentences.bounds(at))
    return any(token.lemma_ in FICTION or token.lower_ in FICTION for token in words)


def by_means(item: Mention, doc: Doc) -> bool:
    """Say whether an item is what somebody strikes with: « avec des drones », « à l'aide de missiles »."""
    return not MEANS.isdisjoint(t.lower_ for t in grammar.left(doc[item.first], 5))


def in_return(token: Token) -> bool:
    """Say whether a word opens what is given for an item: « des avions en échange de drones », « contre des obus »."""
    if token.lower_ == "contre":
        return True
    return token.lower_ == "en" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in RETURNS


def products(items: list[Mention]) -> list[Mention]:
    """Return what is produced, without what it is made of or with: « assemble des drones à partir de composants »."""
    return [item for item in items if item.concept.item_class not in MATERIALS] or items


def is_purpose(at: Token) -> bool:
    """Say whether production is only what a thing is for: « des puces entrant dans la fabrication de missiles »."""
    near = grammar.left(at, 4)
    return at.pos_ == "NOUN" and any(t.lower_ in SERVING or t.lemma_ in SERVING for t in near)
