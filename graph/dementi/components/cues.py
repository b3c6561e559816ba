"""Where a word reports, denies or leaves open: cues by inflected form, with their own negation composed into the act.

« n'a pas confirmé » is no confirmation, « n'a pas souhaité commenter » is a refusal, « n'a pas dit que » says nothing.

Reads:  lemmas of lexicon words, the parse.
Writes: ``doc._.cues``, a list of CueMention in text order.
Terms:  cue as in PARC 3.0; act and stance as in the annotation guidelines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.components.idioms import LONGEST, STRETCH, clauses, reaction, reactions
from dementi.components.idioms import split as _split
from dementi.components.inversion import framing, inverted
from dementi.components.polarity import Polarity, load_polarity
from dementi.fr import grammar, negation, sentences
from dementi.lexicon import (
    AdjectiveCue,
    ExpressionCue,
    PredicateCue,
    Syntax,
    VerbCue,
    bare,
    load_attributions,
    load_transfers,
    word_list,
)
from dementi.records import STANCE_OF_ACT, Act, CueMention, Stance

# Other verbs on which an infinitive may hang and still be no statement: « doit démentir », « appelle à dénoncer ».
IRREAL = ("pouvoir", "devoir", "aller")
NEGATIONS = frozenset("pas jamais nullement aucunement guère".split())
OTHERWISE = frozenset("rapporter révéler montrer exposer trouver voir".split())  # mean something else with « se »
CHECKING = frozenset("vérifier recouper authentifier corroborer".split())
REFUSALS = word_list("stance.toml", "refusal")
HANDLING = frozenset(w for v in load_transfers().verbs if v.frame == "teach" for w in v.beside)
WISHES = word_list("stance.toml", "wish")
FORGOING = word_list("verbs.toml", "forgoing")


WHETHER = 9  # tokens between « dire » and « si », at the most


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon's cues by the first thing to look up."""

    verbs: dict[str, list[VerbCue]]
    idioms: dict[str, list[tuple[tuple[str, ...], ExpressionCue]]]
    nouns: dict[str, Act]
    phrases: dict[str, list[tuple[tuple[str, ...], str, Act, str]]]  # words, table, act, entry; the longest first
    adjectives: dict[str, AdjectiveCue]
    predicates: dict[str, Act]


@cache
def lexicon() -> Cues:
    """Return the cues of attributions.toml, arranged for look-up."""
    known = load_attributions()
    verbs: dict[str, list[VerbCue]] = {}
    for verb in known.verbs:
        verbs.setdefault(bare(verb.lemma), []).append(verb)
    idioms: dict[str, list[tuple[tuple[str, ...], ExpressionCue]]] = {}
    for idiom in known.expressions:
        idioms.setdefault(bare(idiom.verb), []).append((_split(idiom.words), idiom))
    phrases = [(_split(form), "preposition", p.act, p.form) for p in known.prepositions for form in p.forms]
    for table, found in (("noun", known.nouns), ("predicate", known.predicates)):
        for entry in found:
            for words in {entry.lemma, entry.plural or entry.lemma}:
                if " " in words:
                    phrases.append((_split(words), table, entry.act, entry.lemma))
    phrases += [(_split(words), "clause", entry.act, words) for entry in clauses() for words in entry.phrases]
    phrases += [(_split(a.form), "adjective", a.act, a.form) for a in known.adjectives if " " in a.form]
    by_first: dict[str, list[tuple[tuple[str, ...], str, Act, str]]] = {}
    for row in sorted(phrases, key=lambda row: -len(row[0])):
        by_first.setdefault(row[0][0], []).append(row)
    adjectives = {form: a for a in known.adjectives for form in a.forms or (a.form,) if " " not in form}
    return Cues(
        verbs,
        idioms,
        {n.lemma: n.act for n in known.nouns if " " not in n.lemma},
        by_first,
        adjectives,
        {p.lemma: p.act for p in known.predicates if isinstance(p, PredicateCue) and " " not in p.lemma},
    )


def _reflexive(verb: Token) -> bool:
    anchor = grammar.anchor(verb)
    return any(t.lower_ in ("se", "s'") for t in grammar.left(anchor, 2))


def _idiom(verb: Token, table: Cues) -> tuple[range, ExpressionCue] | None:
    """Return the tokens behind a verb and the entry of the longest idiom that it begins."""
    best: tuple[range, ExpressionCue] | None = None
    size = 0
    idioms = table.idioms.get(verb.lemma_, ())
    following = sentences.tokens(verb.doc, verb.i + 1, verb.i + 1 + STRETCH + LONGEST) if idioms else ()
    behind = [t for t in following if t.text != '"']  # « se dit « préoccupée » par »
    lower = tuple(t.lower_ for t in behind)
    there = set(lower)
    stops = (at for at, word in enumerate(lower) if word in grammar.BOUNDARIES)
    stop = next(stops, WHETHER)
    starts, whether = range(min(stop, STRETCH, len(lower))), range(min(stop, WHETHER, len(lower)))
    reflexive = bool(idioms) and _reflexive(verb)
    for words, entry in idioms:
        if words and words[0] not in there:
            continue
        if entry.verb != bare(entry.verb) and not reflexive:
            continue
        reach = whether if words == ("si",) else starts  # « n'a pas voulu dire à la commission d'enquête si »
        start = next((at for at in reach if lower[at : at + len(words)] == words), None)
        if start is not None and any(t.pos_ == "VERB" for t in behind[:start]):
            continue  # « a répondu ne pas avoir connaissance »: « a » is the other verb's auxiliary
        if start is not None and len(words) > size:
            first, last = behind[start].i, behind[start + len(words) - 1].i
            best, size = (range(first, last + 1), entry), len(words)
    return best


def _governor(verb: Token) -> Token | None:
    """Return the verb on which an infinitive cue hangs: « n'a voulu ni confirmer »."""
    outer = grammar.anchor(verb)
    if grammar.verb_form(outer) != "infinitive":
        return None
    return next(
        (t for t in grammar.left(outer, 8) if t.pos_ in grammar.VERBAL and grammar.verb_form(t) != "infinitive"), None
    )


def negated_cue(verb: Token) -> bool:
    """Say whether a cue is negated.

    By « ne … pas », « sans », « ni », or as what somebody refused or did not wish to do.
    """
    if negation.is_negated(verb):
        return True
    outer = grammar.anchor(verb)
    if grammar.verb_form(outer) == "infinitive":  # « affirme n'être pas à même de confirmer »
        near = (t for t in grammar.left(outer, 6) if t.pos_ in grammar.VERBAL and grammar.verb_form(t) == "infinitive")
        if any(t.lemma_ in WISHES and negation.is_negated(t) for t in near):
            return True
    governor = _governor(verb)
    if governor is None:
        return False
    return governor.lemma_ in REFUSALS or governor.lemma_ in WISHES and negation.is_negated(governor)


def _irreal(verb: Token, polarity: Polarity) -> bool:
    """Say whether a verb is no act at all: an infinitive under a modal or another's wish, a mere possibility."""
    group = grammar.verb_group(verb)
    modal = any(grammar.auxiliaries()[t.lower_][0] in IRREAL for t in group)
    outer = group[0] if group else verb
    if modal:
        if _only_option(outer) or outer.lower_ in ("a", "ont", "avait", "avaient"):
            return False  # « ne peut que confirmer », « a dû reconnaître »
        able = any(
            t.lower_ in ("peut", "peux", "pouvons", "peuvent") for t in group
        )  # « Londres peut confirmer que » confirms
        return not negation.is_negated(verb) and not (
            able and verb.lemma_ in ("confirmer", "affirmer", "assurer", "dire", "démentir")
        )
    if grammar.verb_form(outer) != "infinitive":
        return False
    if verb.lemma_ in CHECKING and not group and not negated_cue(verb):
        return True  # « dit vérifier l'information » is about to
    if _done_since(outer):
        return False
    if _without_waiting(outer):
        return False
    if any(t.lower_ in ("sans", "pour", "après") for t in grammar.left(outer, 4)):
        without = any(t.lower_ == "sans" for t in grammar.left(outer, 4))  # « sans pour autant le confirmer »
        return not without and any(t.lower_ == "pour" for t in grammar.left(outer, 3))
    governor = _governor(verb)
    if governor is None:
        return True
    if _only_option(governor):
        return False
    if governor.lemma_ in polarity.performed_when_negated:
        return not negation.is_negated(governor)
    if any(
        Syntax.INF in said.syntax and said.stance is Stance.ASSERTS for said in lexicon().verbs.get(governor.lemma_, ())
    ):
        return False  # « dit ignorer si », « affirme avoir constaté »
    return not negated_cue(verb) and governor.lemma_ not in polarity.performed


def _without_waiting(infinitive: Token) -> bool:
    """Say whether somebody did what an infinitive says: « n'a pas attendu l'ONU pour accuser Minsk »."""
    before = next(grammar.left(infinitive, 1), None)
    governor = _governor(infinitive)
    waited = governor is not None and governor.lemma_ == "attendre" and negation.is_negated(governor)
    return waited and before is not None and before.lower_ in ("pour", "avant", "de", "d'")


def _done_since(infinitive: Token) -> bool:
    """Say whether an infinitive tells what came next: « avait confirmé la vente, avant de se rétracter »."""
    before = [t.lower_ for t in grammar.left(infinitive, 3)]
    if "avant" not in before:
        return False
    verbs = (t for t in grammar.left(infinitive, 60) if t.pos_ in grammar.VERBAL)
    return any(grammar.tense(t) == "past" for t in verbs)


def _only_option(verb: Token) -> bool:
    """Say whether « ne … que » leaves nothing but the infinitive: « ne peut que confirmer », « ne fait que nier »."""
    following = [t.lower_ for t in grammar.right(verb, 3)]
    return any(t.lower_ in ("ne", "n'") for t in grammar.left(verb, 2)) and bool({"que", "qu'"} & set(following))


# Acts of who would tell that something is so.
TOLD = frozenset({Act.STATES, Act.REPORTS, Act.CONFIRMS, Act.ANNOUNCES})


def _act(cue: CueMention, verb: Token, polarity: Polarity) -> tuple[Act, bool] | None:
    """Return the act of a cue with its negation, None where it takes no stance."""
    act = cue.act
    if not negated_cue(verb):
        return act, False
    before = {t.lower_ for t in grammar.left(verb, 6)}
    if act in (Act.REPORTS, Act.CONFIRMS) and before & {"rien", "aucun", "aucune", "nul", "personne"}:
        return Act.UNCONFIRMED, True  # « rien ne prouve que », « aucun élément n'indique que »
    if act is Act.STATES and any(t.lower_ == "rien" for t in grammar.left(grammar.anchor(verb), 3)):
        return Act.UNCONFIRMED, True  # « rien ne dit que »
    if STANCE_OF_ACT[act] is Stance.DENIES and before & {"nul", "personne"}:
        return Act.STATES, True  # « personne ne conteste que »: everybody says so
    becomes = polarity.verbs.get(cue.lemma) or polarity.verbs.get(verb.lemma_) or polarity.negated.get(act)
    if becomes is None and act in TOLD and _unable(verb):
        return Act.UNCONFIRMED, True  # « ne peut pas dire que Minsk a livré des chars »
    return (becomes, True) if becomes else None


def _unable(verb: Token) -> bool:
    """Say whether who does not say something says that he cannot."""
    if any(grammar.auxiliaries()[t.lower_][0] == "pouvoir" for t in grammar.verb_group(verb)):
        return True
    governor = _governor(verb)
    return governor is not None and governor.lemma_ == "pouvoir"


def _verb_cue(token: Token, table: Cues, polarity: Polarity) -> CueMention | None:
    idiom, reacts = _idiom(token, table), reaction(token, negated_cue)
    if reacts and (idiom is None or idiom[0][-1] <= reacts.last or reacts.negated) and not framing(token):
        return replace(reacts, unsaid=_irreal(token, polarity))
    if idiom:
        behind, entry = idiom
        name = f"{bare(entry.verb)} {entry.words}"
        return _stanced(token, polarity, CueMention(token.i, behind[-1], entry.act, "expression", entry.syntax, name))
    known = table.verbs.get(token.lemma_)
    if token.lemma_ == "voir" and (fear := _governor(token)) is not None and _fears(fear, table):
        return None  # « s'inquiète de voir Minsk acheter des chars »: one stance, not two
    if not known or token.lemma_ == "apprendre" and _teaches(token):
        return None
    reflexive = _reflexive(token)
    chosen = [v for v in known if (v.lemma != bare(v.lemma)) == reflexive]
    if not chosen and reflexive and token.lemma_ not in OTHERWISE:  # « s'est dit préoccupé »; not « se rapporte à »
        chosen = [v for v in known if v.lemma == bare(v.lemma)]
    if not chosen:
        return None
    entry_ = chosen[0]
    return _stanced(token, polarity, CueMention(token.i, token.i, entry_.act, "verb", entry_.syntax, entry_.lemma))


def _fears(verb: Token, table: Cues) -> bool:
    """Say whether a verb tells of a fear."""
    return any(entry.act is Act.WARNS for entry in table.verbs.get(verb.lemma_, ()))


def _teaches(verb: Token) -> bool:
    """Say whether « apprendre » teaches: « apprend à Minsk à piloter », « apprend aux rebelles le maniement »."""
    dative = next((t for t in grammar.right(verb, 3) if t.lower_ in ("à", "aux", "au")), None)
    behind = list(grammar.right(verb, 8))
    to_do = any(a.lower_ == "à" and grammar.verb_form(b) == "infinitive" for a, b in pairwise(behind))
    return to_do or dative is not None and any(t.lower_ in HANDLING for t in behind)


def _stanced(verb: Token, polarity: Polarity, cue: CueMention) -> CueMention | None:
    """Return a cue with its negation composed into its act; unsaid where nobody performs it."""
    if {cue.lemma, verb.lemma_} & polarity.only_negated and not negated_cue(verb):
        return None
    irreal = _irreal(verb, polarity)
    if irreal and verb.lemma_ in FORGOING and _blamed(verb):
        return None  # « accuse Berlin de refuser de livrer »: what he is accused of
    found = None if irreal else _act(cue, verb, polarity)
    return replace(cue, act=found[0], negated=found[1]) if found else replace(cue, unsaid=True)


def _blamed(verb: Token) -> bool:
    """Say whether an infinitive is what somebody is accused of, or denies: « dément avoir renoncé à livrer »."""
    governor = _governor(verb)
    said = lexicon().verbs.get(governor.lemma_, ()) if governor is not None else ()
    blaming = any(entry.act is Act.ACCUSES and Syntax.TARGET in entry.syntax for entry in said)
    return blaming or any(STANCE_OF_ACT[e.act] is Stance.DENIES and Syntax.INF in e.syntax for e in said)


def _adjective(token: Token, table: Cues) -> CueMention | None:
    """Return the judgement in an adjective; one that confirms does so only as predicate: « c'est exact »."""
    lower = token.lower_
    entry = table.adjectives.get(lower) or (table.adjectives.get(token.lemma_) if token.pos_ == "ADJ" else None)
    if entry is None and lower.endswith(("ée", "és", "ées")):  # « fondées », that could be of « fonder »
        entry = table.adjectives.get(lower.rstrip("s").removesuffix("ée").removesuffix("é") + "é")
        if entry is not None and STANCE_OF_ACT[entry.act] is not Stance.ASSERTS:
            return None  # « des pièces fabriquées à Oslo » are no lie
    if entry is None:
        return None
    cue = CueMention(token.i, token.i, entry.act, "adjective", (), token.lemma_)
    if STANCE_OF_ACT[entry.act] is not Stance.ASSERTS:
        return cue
    before = list(grammar.left(token, 4))
    judged = any(t.pos_ == "VERB" and t.lemma_ in load_polarity().judging for t in before)
    if not judged and not any(t.lemma_ == "être" for t in before):
        return None
    negated = any(t.lower_ in NEGATIONS for t in before)
    return cue if not negated else replace(cue, act=entry.negated, negated=True) if entry.negated else None


def find_cues(doc: Doc) -> Iterator[CueMention]:
    """Yield the cues of a document in text order; an idiom wins over its verb, a phrase over its words."""
    table, polarity = lexicon(), load_polarity()
    taken: set[int] = set()
    for at, token in enumerate(doc):
        if at in taken:
            continue
        lower, lemma, pos = token.lower_, token.lemma_, token.pos_
        rows = table.phrases.get(lower, ())
        words = tuple(t.lower_ for t in sentences.tokens(doc, at, at + len(rows[0][0]))) if rows else ()
        phrase = next((row for row in rows if words[: len(row[0])] == row[0]), None)
        cue: CueMention | None = None
        # « est dépourvu de »
        worded = phrase and (pos not in grammar.VERBAL or grammar.verb_form(token) == "participle")
        if phrase and (worded or phrase[1] in ("preposition", "clause")):  # « relève de la propagande » is one cue
            cue = CueMention(at, at + len(phrase[0]) - 1, phrase[2], phrase[1], (), phrase[3])
        elif pos in grammar.VERBAL and (lemma in table.verbs or lemma in table.idioms or lemma in reactions()):
            cue = _verb_cue(token, table, polarity)
            if cue is None and pos == "VERB" and (clitic := inverted(token)):
                cue = CueMention(at, max(clitic, at), Act.STATES, "verb", ("incise",), lemma)
        elif pos == "NOUN" and lemma in polarity.nothing_known and negation.negated_noun(token):
            cue = CueMention(at, at, polarity.nothing_known[lemma], "nothing", (), lemma, True)
        elif table.nouns.get(lemma) is Act.DOUBTS and negation.negated_noun(token):
            continue  # « sans aucun doute »
        elif pos == "NOUN" and lemma in table.nouns:
            cue = CueMention(at, at, table.nouns[lemma], "noun", (), lemma)
        elif lemma in table.predicates and pos in ("NOUN", "PROPN"):
            cue = CueMention(at, at, table.predicates[lemma], "predicate", (), lemma)
        elif pos == "VERB" and (clitic := inverted(token)) is not None:
            cue = CueMention(at, max(clitic, at), Act.STATES, "verb", ("incise",), lemma)
        if cue := cue or _adjective(token, table):
            yield cue
            if cue.kind == "expression":  # « a refusé de confirmer » is one cue
                taken.update(range(cue.last + 2 - len(_split(cue.lemma)), cue.last + 1))
            elif cue.kind not in ("verb", "expression"):
                taken.update(range(at, cue.last + 1))


@Language.factory("dementi_cues", requires=["token.lemma", "doc._.actors"], assigns=["doc._.cues"])
class CueFinder:
    """The pipeline's hold on ``find_cues``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        lexicon()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.cues``."""
        doc._.cues = list(find_cues(doc))
        return doc
