"""How far a transfer has come: done, ongoing, planned, negotiating, possible.

No component: the part of ``transfers`` that reads modals, tenses, the verbs and nouns that govern a predicate, and, of
a noun, what is said of it (« la livraison est prévue en mai »).
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.fr import grammar, negation
from dementi.lexicon import TransferNoun, TransferVerb, load_attributions, word_list
from dementi.records import Status

# By the tense of a verb; a noun without a governor is taken as a fact.
STATUS_OF_TENSE = {
    **dict.fromkeys(("past", "participle", "infinitive-past", "conditional-past", "noun"), Status.DONE),
    **dict.fromkeys(("present", "imperfect", "infinitive"), Status.ONGOING),
    **dict.fromkeys(("future", "conditional"), Status.PLANNED),
}
GOVERNED = ("infinitive", "noun", "participle")  # tenses that tell nothing of their own
REACH = 12  # tokens over which verbs and nouns govern one another: « envisage de signer un contrat d'achat »
LINK = 4  # tokens from « , d' » to the noun that it links
TRANSPARENT = frozenset("porter concerner prendre mettre".split())  # « le contrat porte sur la vente »
UNDECIDED = frozenset("un une toute tout".split())  # « une livraison serait une escalade »
STAGES = (
    ("possible", Status.POSSIBLE),
    ("upcoming", Status.PLANNED),
    ("current", Status.ONGOING),
)
BESIDE = {word: status for table, status in STAGES for word in word_list("verbs.toml", table)}
AGENDA = frozenset(
    "ordre actualité question prévu prévue envisagé envisagée programmé programmée".split()
)  # « n'est plus à l'ordre du jour »
PERFORMING = word_list("verbs.toml", "performing")
FORGONE_REACH = 40  # tokens from « aurait pu livrer » to « ne l'a pas fait »
FORGOING = frozenset("renoncer refuser abstenir".split())
# What may stand before the verb of a clause that goes on with the subject of the one before.
SUBJECTLESS = frozenset("ne n' l' y en s' se il elle ils elles finalement pourtant".split())
CANCELLING = word_list("verbs.toml", "cancelling")
SUPPORTING = word_list("verbs.toml", "trainee") | frozenset(grammar.supports())
BUILDING = word_list("verbs.toml", "building")
HAPPENING = word_list("verbs.toml", "happening")


def status_of(at: Token, entry: TransferVerb | TransferNoun, resumed: Status | None = None) -> Status:
    """Return how far a transfer has come, by its modal, then its governors, its own word, its tense.

    ``resumed``: the status of the claim that a noun points back at.
    """
    verbal = at.pos_ in grammar.VERBAL
    group = grammar.verb_group(at) if verbal else []
    if cancelling(at):
        return Status.PLANNED
    if (modal := _modal(group)) is not None:
        return modal
    if verbal and _feared(at, group):
        return Status.POSSIBLE
    tense = grammar.tense(at) if verbal else "noun"
    status = _governed(group[0] if group else at) if tense in GOVERNED else None
    told = None if verbal else _told_of(at)
    if told is not None and (status is None or _order(told) > _order(status) or told is Status.DONE):
        return told
    return status or entry.status or (None if verbal else _carried(at) or resumed) or STATUS_OF_TENSE[tense]


def _carried(noun: Token) -> Status | None:
    """Return the status that the tense of a supporting verb gives: « suivent une formation », « recevra un lot »."""
    verb = noun.head
    if verb.pos_ not in grammar.VERBAL or not noun.dep_.startswith("obj") or verb.i > noun.i:
        return None
    if verb.lemma_ not in SUPPORTING | BUILDING or (tense := grammar.tense(verb)) not in STATUS_OF_TENSE:
        return None
    return STATUS_OF_TENSE[tense]


def _order(status: Status) -> int:
    """Return the place of a status in the order of commitment, 0 for the most committed."""
    return list(Status).index(status)


def _modal(group: list[Token]) -> Status | None:
    """Return the status that a modal among a verb's auxiliaries gives."""
    for token in group:
        lemma = grammar.auxiliaries()[token.lower_][0]
        if lemma == "pouvoir":
            return Status.POSSIBLE
        if lemma in ("aller", "devoir"):
            return Status.PLANNED
    return None


def _feared(verb: Token, group: list[Token]) -> bool:
    """Say whether « ne » before a simple verb is expletive: « craint que Minsk ne livre », not yet done."""
    ne = any(t.lower_ in ("ne", "n'") for t in grammar.left(verb, 3))
    subordinate = any(t.lower_ in ("que", "qu'") for t in grammar.left(verb, 8))
    only = any(negation.restricts(t) for t in grammar.right(verb, 3))  # « n'emploie que des drones »
    return not group and ne and not only and not negation.is_negated(verb) and subordinate


def _governed(at: Token) -> Status | None:
    """Return the least committed status of the verbs and nouns that govern a predicate, outwards.

    « a promis de livrer », « l'intention de livrer », « envisage de signer un contrat d'achat ».
    """
    known, inserted = grammar.governors(), False
    found: list[Status] = []
    for token in grammar.left(at, REACH * 2):
        if token.text == "," and (inserted or grammar.preposition(token.nbor(1)) == "de" and at.i - token.i < LINK):
            inserted = not inserted  # « l'hypothèse, avancée par un quotidien, d'une vente »
            continue
        if inserted and token.text not in grammar.BOUNDARIES:
            continue
        if (
            token.text in grammar.BOUNDARIES
            or token.text == ","
            or at.i - token.i > REACH
            and not found
            and not inserted
        ):
            break
        if token.pos_ == "SCONJ":
            break
        lemma = grammar.auxiliaries().get(token.lower_, (token.lemma_,))[0]
        governs = token.lemma_ in known or lemma in known
        if governs:
            found.append(known[token.lemma_ if token.lemma_ in known else lemma])
        elif _ends_chain(token):
            break
    return max(found, key=_order, default=None)


def _ends_chain(token: Token) -> bool:
    """Say whether a token that governs nothing ends the search: a verb of saying, a finite one, a relative pronoun."""
    if token.pos_ == "PRON":
        return token.lower_ in ("qui", "que", "qu'", "dont", "lequel", "laquelle")
    if token.pos_ not in grammar.VERBAL or token.lower_ in grammar.auxiliaries() or token.lemma_ in TRANSPARENT:
        return False
    said = any(verb.lemma == token.lemma_ for verb in load_attributions().verbs)
    return said or grammar.verb_form(token) != "infinitive"


def _told_of(noun: Token) -> Status | None:
    """Return what an adjective or the verb of which it is the subject tells of a noun's transfer.

    « une éventuelle livraison », « la livraison prochaine », « les livraisons débuteront en mai ».
    """
    near = (*grammar.left(noun, 1), *grammar.right(noun, 2))
    beside = next((BESIDE[t.lower_] for t in near if t.lower_ in BESIDE), None)
    return beside or _as_subject(noun)


def undone(noun: Token) -> bool:
    """Say whether the verb of which a noun is the subject denies that it comes about.

    « l'achat n'est plus à l'ordre du jour », « la vente n'a jamais eu lieu »; not « la livraison n'est pas achevée ».
    """
    head = noun.head
    if noun.pos_ != "NOUN" or not noun.dep_.startswith("nsubj"):
        return False
    verb = head if head.pos_ in grammar.VERBAL else next((c for c in head.children if c.dep_ == "cop"), head)
    if verb.pos_ not in grammar.VERBAL or not negation.is_negated(verb):
        return False
    governed = grammar.governors().get(head.lemma_)
    planned = verb.lemma_ == "être" and any(t.lower_ in AGENDA for t in (head, *grammar.right(verb, 5)))
    comes = planned or head.lemma_ in HAPPENING or "lieu" in {t.lower_ for t in grammar.right(head, 2)}
    return comes or governed is not None and governed is not Status.DONE


def unperformed(noun: Token) -> bool:
    """Say whether a noun is the object of a verb by which somebody did not do it: « n'a jamais autorisé la vente ».

    « il n'y a pas eu de vente » denies it; « n'a pas encore autorisé » leaves it to come; « n'a pas suspendu » and
    « n'a pas annoncé » do not undo it.
    """
    verb = noun.head
    while verb.pos_ == "NOUN" and verb.lemma_ in grammar.governors() and verb.head != verb:
        verb = verb.head  # « n'a signé aucun contrat de vente »
    if noun.pos_ != "NOUN" or verb.pos_ not in grammar.VERBAL or verb.i > noun.i or noun.i - verb.i > REACH:
        return False
    there = verb.lemma_ == "avoir" and any(t.lower_ == "y" for t in grammar.left(grammar.anchor(verb), 1))
    if verb.lemma_ not in PERFORMING and not there or not negation.is_negated(verb):
        return False
    return not any(t.lower_ == "encore" for t in (*grammar.left(verb, 3), *grammar.right(verb, 2)))


def left_undone(verb: Token) -> bool:
    """Say whether a sentence goes on to say that what an infinitive tells was not done.

    « aurait pu livrer des chars, mais ne l'a pas fait », « devait les livrer ; elle y a renoncé »; of another's doing
    (« mais Paris ne l'a pas fait ») it says nothing.
    """
    if verb.pos_ not in grammar.VERBAL or grammar.verb_form(verb) != "infinitive" or not _modal_past(verb):
        return False
    return any(_forgone(token) for token in grammar.right(verb, FORGONE_REACH))


def _modal_past(verb: Token) -> bool:
    """Say whether somebody could or should have done what an infinitive says: « aurait pu livrer », « devait »."""
    return any(
        t.lower_ in ("pu", "dû") or auxiliary[1] == "past" and auxiliary[0] in ("devoir", "pouvoir", "aller")
        for t in grammar.verb_group(verb)
        if (auxiliary := grammar.auxiliaries()[t.lower_])
    )


def _forgone(token: Token) -> bool:
    """Say whether a word is the verb of « mais ne l'a pas fait », « mais n'en a rien fait », « mais y a renoncé »."""
    if token.lower_ != "fait" and token.lemma_ not in FORGOING:
        return False
    start = grammar.anchor(token)
    before = [t.lower_ for t in grammar.left(start, 4)]
    resumed = {"l'", "en"} & set(before[:2]) if token.lower_ == "fait" else {"y", "en"} & set(before[:2])
    opening = next((t for t in grammar.left(start, 6) if t.lower_ not in SUBJECTLESS), None)
    denied = negation.is_negated(token) is (token.lower_ == "fait")
    return bool(resumed) and denied and opening is not None and (opening.is_punct or opening.pos_ == "CCONJ")


def cancelling(at: Token) -> Token | None:
    """Return the verb that calls a transfer off: « a gelé la vente », « une commande annulée »."""
    if at.pos_ != "NOUN":
        return None
    behind = [child for child in at.children if child.dep_.startswith("acl") and child.i > at.i]
    acts = at.dep_.startswith("nsubj") and not grammar.is_passive(at.head)  # « cette vente rompt l'équilibre »
    near = (*behind, *grammar.left(at, 4)) if acts else (at.head, *behind, *grammar.left(at, 4))
    return next((t for t in near if t.pos_ in grammar.VERBAL and t.lemma_ in CANCELLING), None)


def _as_subject(noun: Token) -> Status | None:
    """Return the status that the verb gives of which a noun is the subject, None where it gives none."""
    verb = noun.head
    if not noun.dep_.startswith("nsubj"):
        return None
    group = grammar.verb_group(verb)
    if _modal(group) is Status.POSSIBLE:
        return Status.POSSIBLE
    tense = grammar.tense(verb)
    if tense == "conditional" and any(t.lower_ in UNDECIDED for t in grammar.left(noun, 2)):
        return Status.POSSIBLE
    takes_place = verb.lemma_ in HAPPENING or "lieu" in {t.lower_ for t in grammar.right(verb, 1)}
    status = Status.DONE if takes_place else None
    if verb.lemma_ in grammar.governors():
        status = grammar.governors()[verb.lemma_]
    later = tense in ("future", "conditional") or any(t.lemma_ in ("aller", "devoir") for t in group)
    return Status.PLANNED if status is not None and later and _order(status) < _order(Status.PLANNED) else status
