"""What French grammar says of a verb: mood, tense, voice, subject.

Every reading looks at the words around the verb as well as at the parse, so that it survives a wrong arc. Source: UD
guidelines for French on arcs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

from spacy.tokens import Token

from dementi.fr.sentences import every, sentence_starts
from dementi.lexicon import FRENCH, entries, word_list
from dementi.records import Status

SETTING_APART = frozenset("non pas selon après".split())  # before a noun that the parser coordinates
ADDITIVES = frozenset("aussi également encore même surtout".split())
NEGATORS = frozenset(
    "pas jamais plus aucun aucune aucuns aucunes ni rien personne guère point nullement aucunement nul nulle".split()
)
BOUNDARIES = frozenset(";:.!?")
SUBJECT_RELATIVES = frozenset("qui lequel laquelle lesquels lesquelles".split())
VERBAL = ("VERB", "AUX")
REACH = 6  # tokens between an auxiliary and its participle, or between « ne » and « pas », at the most
GROUPS = "dementi_verb_groups"  # in ``doc.user_data``: indices of a verb's group by the verb's
ANCHORS = "dementi_verb_anchors"  # the same of the first word of a verb
INVERTED = frozenset("-il -t-il -elle -t-elle -ils -elles".split())  # subjects behind their verb
# What may stand between the parts of a verb, whatever the tagger calls it: « n'a-t-il pas été ».
FLOATING = frozenset("tous toutes deux".split())  # « ont tous deux nié »
BETWEEN = NEGATORS | INVERTED | FLOATING | {"ne", "n'"}
INTRANSITIVE = word_list("verbs.toml", "intransitive")
# Verbs that with « se » make their subject undergo an infinitive: « se voir livrer », « se faire livrer ».
UNDERGOING = frozenset("voir faire laisser".split())
# What begins an adverbial between an auxiliary and its participle: « a en réalité livré », « a bel et bien livré ».
ADVERBIAL_OPENERS = frozenset("en par à sans depuis dans pour avec dès sous bel jusqu'".split()) | frozenset(
    ("d' ores", "d' abord", "d' ailleurs", "d' emblée", "de nouveau", "de fait", "tout de", "tout d'", "une nouvelle")
    + ("une fois", "une seconde", "une deuxième", "encore une", "plusieurs fois", "maintes fois", "quelques jours")
    + tuple(f"{this}{day}" for this in ("", "ce ") for day in word_list("dates.toml", "week"))
)
# Arcs by which an infinitive or participle hangs on the verb whose subject it shares.
CONTROLLED = frozenset("xcomp advcl obl acl ccomp parataxis".split())


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """All forms of an auxiliary or modal by tense or mood; see verbs.toml."""

    lemma: str
    present: tuple[str, ...]
    past: tuple[str, ...]
    future: tuple[str, ...]
    conditional: tuple[str, ...]
    subjunctive: tuple[str, ...]
    infinitive: tuple[str, ...]
    participle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Governor:
    """Verbs and nouns that give the transfer they govern a status."""

    status: Status
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """Verbs whose subject is an argument of the noun they govern; ``receives``: whatever the noun, it receives."""

    lemmas: tuple[str, ...]
    receives: bool = False


@cache
def auxiliaries(path: Path = FRENCH / "verbs.toml") -> dict[str, tuple[str, str]]:
    """Return (lemma, tense) of every form of an auxiliary or modal."""
    tenses = ("present", "past", "future", "conditional", "subjunctive", "infinitive", "participle")
    return {
        form: (entry.lemma, tense)
        for entry in entries(path, "auxiliary", Auxiliary)
        for tense in tenses
        for form in getattr(entry, tense)
    }


@cache
def governors(path: Path = FRENCH / "verbs.toml") -> dict[str, Status]:
    """Return the status that each governing lemma gives."""
    return {lemma: entry.status for entry in entries(path, "governor", Governor) for lemma in entry.lemmas}


@cache
def supports(path: Path = FRENCH / "verbs.toml") -> dict[str, bool]:
    """Return whether the subject receives, by the lemma of each supporting verb."""
    return {lemma: entry.receives for entry in entries(path, "support", Support) for lemma in entry.lemmas}


def left(token: Token, reach: int) -> Iterator[Token]:
    """Yield the tokens before one in its sentence, nearest first."""
    doc, at = token.doc, token.i
    starts, tokens = sentence_starts(doc), every(doc)
    for i in range(at, max(0, at - reach), -1):  # without ``token.sent``, which makes two spans each time
        if starts[i]:
            return
        yield tokens[i - 1]


def right(token: Token, reach: int) -> Iterator[Token]:
    """Yield the tokens after one in its sentence, nearest first."""
    doc, at = token.doc, token.i
    starts, tokens = sentence_starts(doc), every(doc)
    for i in range(at + 1, min(len(tokens), at + reach + 1)):
        if starts[i]:
            return
        yield tokens[i]


def feature(token: Token, name: str) -> str:
    """Return a morphological feature as UD names it ("Tense", "Mood"), "" where a token has none."""
    return _features(str(token.morph)).get(name, "")


@cache
def _features(written: str) -> dict[str, str]:
    """Return the first value of each feature in "Mood=Ind|Tense=Pres"; a language has some hundreds of such lines."""
    pairs = (pair.split("=", 1) for pair in written.split("|") if pair)
    return {name: values.split(",")[0] for name, values in pairs}


def verb_group(verb: Token) -> list[Token]:
    """Return a verb's auxiliaries and modals by word order, outermost first, without the verb: « n'a pas été ».

    Between them stand only adverbs, negation and clitics: « a, selon lui, livré » ends the group at the comma. Every
    question about a verb begins with its group, so the document keeps the groups that were found.
    """
    doc = verb.doc
    known: dict[int, list[int]] = doc.user_data.setdefault(GROUPS, {})
    at = verb.i
    if at not in known:
        known[at] = [token.i for token in _verb_group(verb)]
    return [doc[i] for i in known[at]]


def _verb_group(verb: Token) -> list[Token]:
    group: list[Token] = []
    inserted = False
    if _shares_auxiliary(verb):
        return verb_group(verb.head)
    for token in left(verb, REACH * 2):
        if token.text == ",":  # « a, lui aussi, démenti »: what stands between two commas is passed over
            inserted = not inserted
            if inserted and not any(t.text == "," for t in left(token, REACH)):
                break
            continue
        if inserted or token.text == '"':  # « n'a " jamais exporté … " »
            continue
        if token.lower_ in ("que", "qu'") and token.i and token.nbor(-1).lower_ == "ce":  # « c'est ce qu'a dit Kiev »
            break
        reading = auxiliaries().get(token.lower_) if token.pos_ != "NOUN" else None  # « avions livrés »
        if reading and (reading[0] in ("avoir", "être") or verb_form(verb) == "infinitive" or group):
            if reading[0] in ("pouvoir", "devoir", "aller") and not _infinitive_after(verb, group):
                break
            group.insert(0, token)
        elif token.pos_ not in ("ADV", "PRON", "PART") and token.lower_ not in BETWEEN:
            if not group and (bridged := _over_adverbial(verb, token)):
                return [*verb_group(bridged), bridged]
            break
    return group


def _shares_auxiliary(verb: Token) -> bool:
    """Say whether a participle goes on after another's auxiliary: « a livré des obusiers et formé les artilleurs »."""
    first = verb.head
    if verb.dep_ != "conj" or first.i > verb.i or not verb_form(verb) == verb_form(first) == "participle":
        return False
    before = [t.lower_ for t in left((verb_group(first) or [first])[0], 2)]
    inside = before[:1] == [","] and before[-1] in auxiliaries()  # « n'a, a répété Minsk, livré aucun obus »: an incise
    return not inside and not any(t.lower_ in auxiliaries() for t in verb.doc[first.i + 1 : verb.i])


def _over_adverbial(verb: Token, at: Token) -> Token | None:
    """Return the auxiliary before an adverbial of several words: « a sans aucun doute livré », « a en secret livré ».

    « a une usine livrée » has none: the adverbial begins with a preposition, or is fixed (« bel et bien »).
    """
    if verb_form(verb) != "participle":
        return None
    for token in left(at, REACH):
        if auxiliaries().get(token.lower_, ("",))[0] in ("avoir", "être"):
            words = [t.lower_ for t in right(token, REACH) if t.lower_ not in BETWEEN]
            opened = words[0] in ADVERBIAL_OPENERS or " ".join(words[:2]) in ADVERBIAL_OPENERS
            return token if opened else None
        if token.pos_ == "PUNCT" or token.pos_ == "VERB" and token.lower_ not in ADVERBIAL_OPENERS:
            return None
    return None


def _infinitive_after(verb: Token, group: list[Token]) -> bool:
    """Say whether what follows a modal is an infinitive: « doit livrer », « peut avoir livré »."""
    following = group[0] if group else verb
    return auxiliaries().get(following.lower_, ("", verb_form(following)))[1] == "infinitive"


def verb_form(token: Token) -> str:
    """Return UD's VerbForm in words: "finite", "infinitive", "participle", or "" where there is none."""
    known = auxiliaries().get(token.lower_)
    if known:
        return known[1] if known[1] in ("infinitive", "participle") else "finite"
    form = feature(token, "VerbForm")
    if (
        form == "Fin" and token.dep_ == "amod" and token.head.i == token.i + 1
    ):  # « en parfait état »: the tagger took an adjective for a verb
        return "participle"
    return {"Fin": "finite", "Inf": "infinitive", "Part": "participle"}.get(form, "")


def conjugated(token: Token) -> bool:
    """Say whether a token is a finite verb by its lemma too: « alpin » is none, whatever the tagger says."""
    return verb_form(token) == "finite" and token.lemma_.endswith(("er", "ir", "re"))


def tense(verb: Token) -> str:
    """Return the tense or mood of a clause's verb.

    One of past, present, imperfect, future, conditional, conditional-past, infinitive, infinitive-past, participle.
    """
    group = verb_group(verb)
    return _compound_tense(verb, group) if group else _simple_tense(verb)


def _simple_tense(verb: Token) -> str:
    """Return the tense of a verb without auxiliary, by its own form."""
    form, time = verb_form(verb), feature(verb, "Tense")
    if form == "infinitive":
        return "infinitive"
    if form == "participle":
        return "present" if time == "Pres" else "participle"
    if feature(verb, "Mood") == "Cnd":
        return "conditional"
    return {"Fut": "future", "Past": "past", "Imp": "imperfect"}.get(time, "present")


def _compound_tense(verb: Token, group: list[Token]) -> str:
    """Return the tense of a verb by the first of its auxiliaries and modals."""
    lemma, time = auxiliaries()[group[0].lower_]
    compound = lemma == "avoir" or any(t.lower_ == "été" for t in group)
    if time == "conditional":
        return "conditional-past" if compound else "conditional"
    if time == "infinitive":
        return "infinitive-past" if compound or verb_form(verb) == "participle" else "infinitive"
    if time in ("present", "past", "subjunctive", "participle"):
        if lemma == "être" and not compound:
            return "past" if time == "past" or not is_passive(verb) else "present"
        return "past" if compound else "present"
    return "future"


def undergone(verb: Token) -> Token | None:
    """Return the verb by whose subject an infinitive is undergone: « s'est vu livrer », « se fait livrer », or None."""
    if verb_form(verb) != "infinitive":
        return None
    before = next((t for t in left(verb, 3) if t.pos_ in VERBAL), None)
    if before is None or before.lemma_ not in UNDERGOING:
        return None
    anchor = (verb_group(before) or [before])[0]
    for start in (anchor, before):  # « s'est vu livrer », « doit se voir livrer »; not « s'inquiète de voir livrer »
        clitics = takewhile(lambda t: t.pos_ in ("PRON", "ADV") or t.lower_ in ("se", "s'"), left(start, 3))
        if any(t.lower_ in ("se", "s'") for t in clitics):
            return before
    return None


def causing(verb: Token) -> Token | None:
    """Return the form of faire before an infinitive: « a fait parvenir », or None."""
    if verb_form(verb) != "infinitive":
        return None
    before = next((t for t in left(verb, 3) if t.pos_ not in ("ADV", "PRON")), None)
    return before if before is not None and before.lemma_ == "faire" else None


def anchor(verb: Token) -> Token:
    """Return the first word of a verb with its auxiliaries and causative: « a » of « a fait parvenir ».

    Asked for as often as the group, and kept in the same way.
    """
    doc, at = verb.doc, verb.i
    known: dict[int, int] = doc.user_data.setdefault(ANCHORS, {})
    if at not in known:
        made = causing(verb)
        known[at] = anchor(made).i if made is not None else (verb_group(verb) or [verb])[0].i
    return every(doc)[known[at]]


def frames_quotation(verb: Token) -> bool:
    """Say whether a verb stands right behind a closing quotation mark: « « … », a réagi le ministre »."""
    before = [t.text for t in left(anchor(verb), 2)]
    return before[:1] == ['"'] or before == [",", '"']


def antecedent(pronoun: Token) -> Token | None:
    """Return the noun that « qui » resumes: the nearest before it, a comma apart (« c'est l'Iran qui »)."""
    before = (t for t in left(pronoun, 3) if t.text != ",")
    noun = next(before, None)
    return noun if noun is not None and noun.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") else None


def resumed_over(link: Token) -> Token | None:
    """Return the last word of what a relative pronoun resumes, over a preposition and a comma: « Minsk, à qui »."""
    before = [t for t in left(link, 3) if t.pos_ != "ADP" and t.text != ","]
    return before[0] if before and before[0].i >= link.i - 3 and before[0].pos_ in NOMINAL else None


def is_passive(verb: Token) -> bool:
    """Say whether a verb is passive: « a été livré », « livré par », « se sont vu livrer » apart."""
    if verb_form(verb) != "participle" or feature(verb, "Tense") == "Pres":
        return False
    group = verb_group(verb)
    if not group:  # « Kiev fait savoir que », « fait état de »: the present, whatever the tagger calls it
        return verb.lower_ != "fait" or verb.dep_.startswith("acl")
    lemmas = [auxiliaries()[t.lower_][0] for t in group]
    if any(t.lower_ == "été" for t in group):
        return True
    before = [t.lower_ for t in left(group[-1], 3)]
    reflexive = "se" in before[:2] or "s'" in before[:2] or before.count("nous") > 1  # « nous nous sommes fournis »
    return lemmas[-1] == "être" and not reflexive and verb.lemma_ not in INTRANSITIVE


LINKS = frozenset("que qu' qui dont auquel auxquels auxquelles laquelle".split())
PROCLITICS = frozenset("ne n' l' le la les en y lui leur s' se nous vous".split())
NOMINAL = ("NOUN", "PROPN", "ADJ")
OBJECTS = frozenset("nous vous lui leur me te m' t' l' le la les".split())  # pronouns that may stand before their verb


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the head of a verb's subject.

    Its own, that of the verb it is coordinated with, or of the verb that controls it.
    """
    own = [child for child in verb.children if child.dep_.split(":")[0] == "nsubj" or child.dep_ == "csubj"]
    if not own:  # « n'avait « pas encore » livré »: quotation marks leave it with the auxiliary
        auxiliary = verb.doc[verb.i - 1 : verb.i] if depth else verb_group(verb)
        own = [child for token in auxiliary for child in token.children if child.dep_.split(":")[0] == "nsubj"]
    own = [child for child in own if not _no_subject(child, verb)]
    if own:
        nouns = [child for child in own if not child.lower_.startswith("-")]
        nouns = [child for child in nouns if child.lower_ not in OBJECTS] or nouns  # « Pékin nous a vendu »
        before = [child for child in nouns if child.i < verb.i]
        # Of two the nearer: in « Séoul craint que Minsk ne livre » the parser may lose « craint ».
        return (before[-1:] or nouns or own)[0]
    if depth > 4:
        return None
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in VERBAL:
        return subject(head, depth + 1)
    nonfinite = verb.dep_ in CONTROLLED and verb_form(verb) in ("infinitive", "participle")
    if nonfinite and head.pos_ in VERBAL:
        return subject(head, depth + 1)
    return None


def _no_subject(token: Token, verb: Token) -> bool:
    """Say whether what the parser takes for a subject is none.

    A topic: « Mali : Minsk livre »; « nous » before a verb that does not agree with it: « Brasilia nous fournira ».
    """
    if token.lower_ != "nous" or token.i > verb.i:
        return token.i + 1 < verb.i and token.nbor(1).text == ":"
    start = anchor(verb)
    return verb_form(start) == "finite" and not start.lower_.endswith(("ons", "mes"))


def relative_head(verb: Token) -> tuple[Token, str] | None:
    """Return (noun, "subject" | "object" | preposition) where a verb heads a relative clause on a noun."""
    if not verb.dep_.startswith("acl") or verb.head.pos_ in VERBAL:
        return None
    noun = _coordinated_head(verb)
    if verb_form(verb) == "finite" and (resumed := _resumed_by_que(verb)):
        return resumed, "object"
    for token in verb.doc[verb.head.i + 1 : verb.i]:
        if token.lower_ in SUBJECT_RELATIVES and token.dep_ != "ccomp":
            before = token.nbor(-1)
            if before.pos_ == "ADP" and before.i > verb.head.i:
                return noun, preposition(before)
            return noun, "subject"
        if token.lower_ in ("que", "qu'"):
            return noun, "object"
        if token.lower_ == "dont":
            return noun, "de"
    if verb_form(verb) == "participle":
        return noun, "object" if feature(verb, "Tense") != "Pres" else "subject"
    return None


def excluded(noun: Token) -> bool:
    """Say whether a coordinated noun is set against the first, or is none: « et non la Chine », « , selon Kiev ».

    « mais la Chine » is set against what is denied; « mais aussi la Chine » adds.
    """
    before = {t.lower_ for t in left(noun, 3)}
    return noun.dep_ == "conj" and (bool(before & SETTING_APART) or "mais" in before and not before & ADDITIVES)


def _coordinated_head(verb: Token) -> Token:
    """Return the noun on which a relative clause hangs; of several that are its subject, the first."""
    noun = verb.head
    if noun.dep_ != "conj" or noun.head.pos_ in VERBAL or noun.i > verb.i:
        return noun
    plural = any(feature(t, "Number") == "Plur" for t in (verb, *verb_group(verb)))
    return noun.head if plural or excluded(noun) else noun


def _resumed_by_que(verb: Token) -> Token | None:
    """Return the noun that « que » resumes, where the clause hangs on its own subject: « que Minsk utilise »."""
    if verb_form(verb.head) != "" or verb.head.i > verb.i:
        return None
    link = next((t for t in left(verb.head, 3) if t.pos_ != "DET"), None)
    if link is None or link.lower_ not in ("que", "qu'") or link.pos_ != "PRON":
        return None
    return next((t for t in left(link, 4) if t.pos_ in ("NOUN", "PROPN")), None)


_CONTRACTIONS = {
    **dict.fromkeys(("au", "aux", "à", "a"), "à"),
    **dict.fromkeys(("du", "des", "d'"), "de"),
    **dict.fromkeys(("jusqu'", "jusque"), "vers"),
}


def preposition(token: Token) -> str:
    """Return a preposition's plain form: « au », « aux » give "à"; « du », « des », « d' » give "de"."""
    if token.lower_ == "a" and token.pos_ != "ADP":  # « a livré », not « à »
        return token.lower_
    return _CONTRACTIONS.get(token.lower_, token.lower_)
