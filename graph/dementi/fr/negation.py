"""What negates a verb or a noun, and what only looks like it: *ne* explétif, restrictive *ne … que*, « plus de 400 ».

Source: Grevisse, *Le bon usage*.
"""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Token

from dementi.fr.grammar import (
    BOUNDARIES,
    NEGATORS,
    PROCLITICS,
    REACH,
    VERBAL,
    auxiliaries,
    left,
    right,
    verb_form,
    verb_group,
)

# Negators that may stand before « ne »: « aucun obus n'a été livré », « jamais Minsk n'a livré ».
LEADING_NEGATORS = frozenset("aucun aucune personne rien nul nulle ni jamais".split())
# « n'a pas livré de », « n'a jamais livré d' », « n'a pas livré la moindre »: the words before a noun, nearest first.
NOT_ANY = frozenset(
    {(link, word) for link in ("de", "d'") for word in ("pas", "jamais")} | {("moindre", "le"), ("moindre", "la")}
)
INFINITIVE_NEGATORS = frozenset("pas plus jamais guère point".split())
ADDING = frozenset("seulement uniquement exclusivement simplement".split())
CLEFT = 10  # tokens from « est » to « qui », at the most: « ce n'est pas à la Chine mais à l'Iran que »
CLAUSE = 15  # tokens from « que » to the verb of the clause that it opens, at the most
NONE_REACH = 10  # tokens from « n'a pas » to « à donner »
ANY = frozenset("tout toute la le moindre quelconque une un".split())  # between « absence de » and its noun
NONE = frozenset("aucun aucune nul nulle".split())
# Between « mais » and a noun that is set against another: « mais bien celle de missiles ».
STRESSED = frozenset("certainement surtout sûrement absolument évidemment".split())  # « et surtout pas de missiles »
PASSED = frozenset("de d' des bien bel celle celui celles ceux".split())
RELATIVES = frozenset("que qu' qui dont où".split())
# Between « sans » and its verb, whatever the tagger says: « sans l'écarter », « sans pour autant nier ».
OVERLOOKED = PROCLITICS | frozenset("pour autant".split())
# Verbs that « ne » negates without « pas ».
NEGATED_BY_NE = frozenset("pouvoir savoir oser cesser".split())


def denied_by_cleft(verb: Token) -> bool:
    """Say whether what a relative clause tells is denied of its subject: « ce n'est pas l'Iran qui a livré »."""
    anchor = (verb_group(verb) or [verb])[0]
    pronoun = next((t for t in left(anchor, 4) if t.lower_ in ("qui", "que", "qu'")), None)
    if pronoun is None:
        return False
    copula = next((t for t in left(pronoun, CLEFT) if t.lower_ in ("est", "sont", "était", "étaient")), None)
    if copula is None or not any(t.lower_ in ("ce", "c'") for t in left(copula, 2)):
        return False
    between = {t.lower_ for t in verb.doc[copula.i : pronoun.i]}
    if between & ADDING:
        return False  # « ce n'est pas seulement l'Iran qui »
    if "mais" in between:
        return False  # « ce n'est pas l'Iran mais la Chine qui a livré »
    return any(t.lower_ in ("n'", "ne") for t in left(copula, 2)) and "pas" in between


def is_negated(verb: Token) -> bool:
    """Say whether a verb is negated in fact.

    « ne » alone is expletive (« craint qu'il ne livre »), « ne … que » restricts, « sans » and « ni » negate.
    """
    group = verb_group(verb)
    anchor = group[0] if group else verb
    if anchor.i and anchor.nbor(-1).lower_ == "à" and _none_to(anchor):
        return True
    if any(_refrained(token) for token in (verb, *group)):
        return True
    if anchor.i and anchor.nbor(-1).lower_ == "ni" or verb.i and verb.nbor(-1).lower_ == "ni":
        return True
    if verb_form(verb) == "participle" and any(t.lower_ == "rien" for t in left(verb, 1)):
        return True  # « nous n'avons rien donné, rien vendu »
    ne = next((t for t in left(anchor, 5) if t.lower_ in ("ne", "n'")), None)
    if ne is None or any(
        t.pos_ in VERBAL and t not in group
        for t in verb.doc[ne.i + 1 : anchor.i]
        if t.lower_ not in auxiliaries() or any(c.text == "," for c in verb.doc[t.i : anchor.i])
    ):  # « il n'en est rien, assure Minsk »
        before = (t for t in left(anchor, 5) if t.pos_ not in ("ADV", "PRON") and t.lower_ not in OVERLOOKED)
        return next((t.lower_ == "sans" for t in before if anchor.i - t.i <= 3 or t.nbor(1).lower_ == "pour"), False)
    if _negated_by_ne_alone(verb, group):
        return True
    for token in [*reversed(list(left(ne, 12))), *right(ne, (verb.i - ne.i) + REACH)]:
        if token.i < ne.i and token.text in BOUNDARIES | {","}:
            continue
        if (
            token.i < ne.i and token.lower_ == "pas" and token.nbor(1).lower_ in ("un", "une")
        ):  # « pas un obus n'a été livré »
            return True
        if (
            token.lower_ in NEGATORS
            and not (token.lower_ == "plus" and _followed_by_que(token))
            and not only_adds(token)
        ):
            if token.i < ne.i and token.lower_ not in LEADING_NEGATORS:
                continue
            return True
    return _negated_over_incise(ne)


def _negated_over_incise(ne: Token) -> bool:
    """Say whether what opens a sentence negates behind an incise: « Aucun obus », insiste Minsk, « n'a été livré »."""
    if ne.i < 1 or ne.nbor(-1).text != '"':
        return False
    opening = [t.lower_ for t in ne.sent[:3] if t.text != '"' and not t.is_space]
    return bool(opening) and opening[0] in LEADING_NEGATORS


def _none_to(infinitive: Token) -> bool:
    """Say whether there is nothing to do it with: « n'a pas un char à donner », « il n'y a aucun obus à vendre ».

    « n'a pas à livrer de chars » only has no duty.
    """
    if verb_form(infinitive) != "infinitive":
        return False
    noun = False
    for token in left(infinitive, NONE_REACH):
        if token.pos_ in VERBAL or token.lower_ in auxiliaries():
            return noun and auxiliaries().get(token.lower_, ("",))[0] == "avoir" and is_negated(token)
        if token.text in BOUNDARIES or token.text == ",":
            return False
        noun = noun or token.pos_ in ("NOUN", "PROPN") or token.lower_ == "rien"
    return False


def _refrained(infinitive: Token) -> bool:
    """Say whether « ne pas » stands right before an infinitive, whatever governs it: « pourrait ne pas livrer ».

    Also where it is set against another: « avoir livré des obus, mais pas avoir formé les artilleurs ».
    """
    before = [t.lower_ for t in left(infinitive, 2)]
    negated = before[:1] and before[0] in INFINITIVE_NEGATORS and before[1:] in (["ne"], ["n'"])
    negated = negated or before in (["pas", "mais"], ["non", "mais"], ["non", "et"])
    return bool(negated) and verb_form(infinitive) == "infinitive"


def _negated_by_ne_alone(verb: Token, group: list[Token]) -> bool:
    """Say whether « ne » without « pas » negates, as it may with four verbs: « ne peut livrer », « ne cesse de nier ».

    « ne peut que livrer » restricts. Source: Grevisse, *Le bon usage*, on *ne* employed alone.
    """
    first = group[0] if group else verb
    lemma, time = auxiliaries()[first.lower_] if group else (verb.lemma_, "")
    modal = auxiliaries()[group[1].lower_][0] if len(group) > 1 else ""  # « n'a pu livrer »
    if NEGATED_BY_NE.isdisjoint((lemma, verb.lemma_, modal)) or time == "subjunctive":
        return False  # « craint que Minsk ne puisse livrer »: expletive
    if not any(t.lower_ in ("ne", "n'") for t in left(first, 2)):
        return False
    reach = (
        verb.i - first.i if group else REACH
    )  # « ne peut exclure que … » opens a clause, « ne peut que livrer » does not
    return not any(t.lower_ in ("que", "qu'") for t in right(first, reach))


def restricts(que: Token) -> bool:
    """Say whether « que » only restricts: « ne livre que des drones »; « ne dit pas que » opens a clause."""
    if que.lower_ not in ("que", "qu'"):
        return False
    for token in left(que, REACH):
        more = token.lower_ == "plus" and token.i == que.i - 1  # « ne livre plus que des drones »
        if token.lower_ in NEGATORS and not more or token.text in BOUNDARIES:
            return False
        if token.lower_ in ("ne", "n'"):
            clause = takewhile(lambda t: t.text not in BOUNDARIES | {","}, right(que, REACH))
            return not any(verb_form(t) == "finite" for t in clause if t.pos_ in VERBAL)
    return False


def opens_clause(que: Token) -> bool:
    """Say whether « que » opens a clause: « ne nie plus que Minsk livre »; not « ne livre plus que des obus »."""
    for token in right(que, CLAUSE):
        if token.text in BOUNDARIES or token.text == "," or token.lower_ in RELATIVES:
            return False
        if token.pos_ in VERBAL and verb_form(token) == "finite":
            return True
    return False


def only_adds(negator: Token) -> bool:
    """Say whether « pas », « plus » only say that there is more: « ne vend pas seulement des obus » sells them."""
    return any(t.lower_ in ADDING for t in right(negator, 1))


def _followed_by_que(token: Token) -> bool:
    """Say whether « plus » does not negate: « ne livre plus que » still restricts; « plus de 400 » counts."""
    following = list(right(token, 2))
    words = [t.lower_ for t in following]
    if words[:1] in (["que"], ["qu'"]):
        return not opens_clause(following[0])
    counted = following[1:] and (following[1].pos_ == "NUM" or following[1].like_num or words[1] in ("un", "une"))
    return words[:1] in (["de"], ["d'"]) and bool(counted)


def negated_noun(noun: Token) -> bool:
    """Say whether a noun is denied by its own determiner or governor.

    « aucune livraison », « absence de preuves », « pas de », « pas une seule livraison ».
    """
    words = [t.lower_ for t in left(noun, 5) if not t.is_quote]
    if words[:3] in (["seule", "une", "pas"], ["seul", "un", "pas"]):
        return True
    before = tuple(t.lower_ for t in left(noun, 2))
    if words[:1] in (["de"], ["d'"]) and words[2:3] in (["aucun"], ["aucune"]):
        return True  # « aucune chaîne de montage de drones »
    if {"aucun", "aucune", "nul", "nulle", "ni", "sans"} & set(before) or _missing(words):
        return True
    return before in NOT_ANY and noun.head.pos_ in VERBAL and is_negated(noun.head)


def _missing(before: list[str]) -> bool:
    """Say whether a noun, told what stands before it, nearest first, is only of what there is not.

    « l'absence de livraison », « de toute livraison », « de la moindre livraison ».
    """
    linked = [word for word in before if word not in ANY]
    return linked[:1] in (["de"], ["d'"]) and linked[1:2] in (["absence"], ["inexistence"])


def contrast(first: Token) -> str:
    """Return how a noun phrase is set against another: "non", "mais", or "" where it is not.

    « livre des drones et non des missiles », « …, mais pas de missiles »; « ne livre pas des drones, mais des
    missiles », « aucune vente de drones, mais bien celle de missiles ».
    """
    near = list(left(first, 5))
    if any(t.lower_ in NONE for t in near[:2]):
        return ""  # « mais aucun obus n'a été livré »
    before = [t.lower_ for t in near if t.pos_ not in ("DET", "NUM") and t.lower_ not in PASSED | STRESSED][:4]
    if before[:2] in (["non", "et"], ["non", ","], ["pas", ","], ["pas", "et"], ["pas", "mais"], ["non", "mais"]):
        return "non"
    return "mais" if before[:1] == ["mais"] else ""
