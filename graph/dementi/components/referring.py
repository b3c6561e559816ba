"""Equipment that a pronoun stands for: « les a vendus », « ces derniers ont été livrés ».

No component: the part of ``transfers`` for clauses whose item stands before them.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.predicates import Predicate, Predicates
from dementi.fr import grammar
from dementi.lexicon import Role
from dementi.records import Mention

LATTER = frozenset("derniers dernières ceux-ci celles-ci".split())
LATTER_REACH = 12  # tokens back to what « ces derniers » means


def resumes_item(verb: Token) -> bool:
    """Say whether a pronoun stands where the item would.

    « en a livré », « les a vendus », « ils seront livrés ».
    """
    group = grammar.verb_group(verb)
    before = [t.lower_ for t in grammar.left((group or [verb])[0], 3) if t.pos_ == "PRON" or t.dep_ == "obj"]
    if "en" in before and _has_object(verb):
        return False  # « refuse d'en donner le contenu »
    if {"en", "les"} & set(before) or before[:1] in (["l'"], ["la"], ["le"]):
        return True
    own = grammar.subject(verb)
    return own is not None and own.lower_ in ("ils", "elles") and grammar.is_passive(verb)


def _has_object(verb: Token) -> bool:
    """Say whether a thing stands right behind a verb, with its article: « en donner le contenu »."""
    behind = list(grammar.right(verb, 2))
    return len(behind) > 1 and behind[0].lower_ in ("le", "la", "les", "l'") and behind[1].pos_ == "NOUN"


def find_latter(verb: Token, predicates: Predicates) -> Mention | None:
    """Return the item that « ces derniers », « ceux-ci » as subject of a passive mean: the last before them."""
    own = grammar.subject(verb)
    if own is None or own.lower_ not in LATTER or not grammar.is_passive(verb):
        return None
    frames = (predicates.frames[entry.frame] for entry in predicates.verbs.get(verb.lemma_, ()))
    if not any(frame.roles.get("object") is Role.ITEM for frame in frames):
        return None  # « ces derniers ont été équipés »
    items = predicates.items_from(max(own.i - LATTER_REACH, 0), own.i)
    return items[-1] if items else None


def find_shown(verb: Token, entry: Predicate, predicates: Predicates) -> Mention | None:
    """Return the equipment of the sentence before that « les » means: « Lomé dit les avoir achetés »."""
    object_ = predicates.frames[entry.frame].roles.get("object")
    if object_ is not Role.ITEM or not resumes_item(verb) or verb.sent.start == 0:
        return None
    items = predicates.items_from(verb.doc[verb.sent.start - 1].sent.start, verb.sent.start - 1)
    return items[-1] if items else None
