"""Where a verb or noun speaks of a transfer, and what its clause adds: bounds, date, condition.

No component: the part of ``transfers`` that finds predicates. Terms: predicate and frame as in FrameNet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from dementi.components.freight import is_civil
from dementi.components.gaps import Gap, find_gaps
from dementi.components.orders import won_by
from dementi.components.places import between
from dementi.components.unnamed import happens
from dementi.fr import grammar, negation, sentences
from dementi.lexicon import Frame, Syntax, TransferNoun, TransferVerb, bare, load_transfers, word_list
from dementi.records import Concept, ConceptKind, Mention, Period

Predicate = TransferVerb | TransferNoun
CAUSATIVE = word_list("transfers.toml", "causative")
PREVENTING = word_list("verbs.toml", "preventing")
PLUPERFECT = frozenset("avait avaient avions aviez était étaient".split())
URGED = word_list("verbs.toml", "urged")
SUPPOSING = word_list("verbs.toml", "supposing")
IMPUTING = word_list("verbs.toml", "imputing")
NARROWLY = word_list("verbs.toml", "narrowly")
TEACHING = frozenset(("learn", "train", "teach"))  # frames
KINDS = word_list("transfers.toml", "kind")
ARMING = word_list("transfers.toml", "arming")
ARMED = 12  # tokens from « l'armement » to « par » whom, at the most
BESIDE = 8  # tokens behind a verb in which a word that it needs may stand
CONDITION = 15  # tokens from « ne livrera pas » to « sans garanties »
# « sans doute » says nothing of a condition, « canons sans recul » what the goods are.
NO_CONDITION = frozenset("doute ambiguïté équivoque exception aucun détour pilote équipage recul fil".split())
SINCE = ("depuis", "pendant", "dès")


@cache
def _by_lemma() -> tuple[dict[str, list[TransferVerb]], dict[str, list[TransferNoun]]]:
    """Return the lexicon's verbs by lemma without reflexive pronoun, and its nouns by lemma."""
    verbs: dict[str, list[TransferVerb]] = {}
    for verb in load_transfers().verbs:
        verbs.setdefault(bare(verb.lemma), []).append(verb)
    nouns: dict[str, list[TransferNoun]] = {}
    for noun in load_transfers().nouns:
        nouns.setdefault(noun.lemma, []).append(noun)
    return verbs, nouns


class Predicates:
    """The predicates of one document.

    Attributes:
        frames: The lexicon's frames by name.
        verbs: Its verbs by lemma without reflexive pronoun.
        nouns: Its nouns by lemma.
        crews: Nouns for those who operate equipment.
        items: Mentions of what can be transferred, in text order.
        item_at: The same by each of their tokens.
        found: Tokens that can be predicates, with the lexicon's entries for them, in text order.
        transfer_verbs: Indices of those that are verbs.
        gaps: Clauses that leave such a verb out, in text order, by the verb.
        joints: Indices of the words that join those clauses to the one before.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.frames: Mapping[str, Frame] = load_transfers().frames
        self.verbs, self.nouns = _by_lemma()
        self.crews = word_list("verbs.toml", "crew")
        # « se renvoient la balle »
        idiomatic = {i for c in doc._.cues if c.kind == "expression" for i in range(c.at, c.last + 1)}
        # what is nuclear is no conventional transfer: « acquérir l'arme nucléaire »
        self.items: list[Mention] = [
            mention
            for mention in doc._.mentions
            if mention.concept.kind is ConceptKind.ITEM
            and mention.concept.id != "nuclear-weapon"
            and not is_civil(doc, mention)
            and mention.first not in idiomatic
            and not (mention.first and doc[mention.first - 1].lower_ == "sous")  # « sous licence »
        ]
        self.item_at = {i: mention for mention in self.items for i in range(mention.first, mention.last + 1)}
        self.found = list(self._find())
        self.zones: dict[int, tuple[int, int]] = {}  # asked for by every reader of roles
        self.transfer_verbs = {token.i for token, _ in self.found if token.pos_ in grammar.VERBAL}
        self.gaps: dict[int, list[Gap]] = {}
        for verb, gap in find_gaps(doc, self.transfer_verbs, self.item_at):
            self.gaps.setdefault(verb, []).append(gap)
        self.joints = {gap.at for gaps in self.gaps.values() for gap in gaps}

    def _find(self) -> Iterator[tuple[Token, list[Predicate]]]:
        speaking = {cue.at for cue in self.doc._.cues if Syntax.INCISE in cue.syntax}
        for token in sentences.every(self.doc):
            verb = token.lemma_ in self.verbs and token.pos_ in grammar.VERBAL
            if not verb and not (token.lemma_ in self.nouns and token.pos_ == "NOUN"):
                continue
            if token.i in self.item_at and not self._arming(token) or self._prevented(token):
                continue
            if self._in_preposition(token) or self._taught(token) or self._armed(token):
                continue
            if verb:
                if token.i in speaking and not self._has_object(token):
                    continue  # « « … », a-t-elle lancé »
                if not self._governs_predicate(token) and (chosen := self._entries(token)):
                    yield token, chosen
            else:
                if self._governs_noun(token) or self._in_idiom(token) or self._in_kind(token):
                    continue
                yield token, list(self.nouns[token.lemma_])

    def _has_object(self, verb: Token) -> bool:
        """Say whether a verb that may speak has an object, or had one: « des chars ont été promis à Minsk »."""
        had = bool(grammar.verb_group(verb)) and grammar.is_passive(verb)
        return had or any(child.dep_.startswith("obj") for child in verb.children)

    def _in_preposition(self, verb: Token) -> bool:
        """Say whether a verb belongs to « à partir de », or to the name of « forces armées »."""
        before = verb.nbor(-1).lower_ if verb.i else ""
        return (verb.lower_, before) in (("partir", "à"), ("armées", "forces"))

    def _armed(self, token: Token) -> bool:
        """Say whether a participle only tells who bears arms: « un groupe armé en Syrie », not « armé par Minsk »."""
        if token.lemma_ not in ARMING or not token.i or token.nbor(-1).pos_ not in ("NOUN", "ADJ"):
            return False
        behind = {t.lower_ for t in grammar.right(token, BESIDE)}
        return not happens(token) and behind.isdisjoint(("par", "de", "d'", "avec"))

    def _arming(self, token: Token) -> bool:
        """Say whether a noun that can be arms is what somebody does: « l'armement des rebelles par Minsk »."""
        if token.pos_ != "NOUN" or token.lemma_ not in ARMING or token.lemma_ not in self.nouns:
            return False
        words = list(grammar.right(token, ARMED))
        end = next((i for i, t in enumerate(words) if t.is_punct or t.pos_ in grammar.VERBAL), len(words))
        links = [t.lower_ for t in words[:end]]
        return links[:1] in (["de"], ["du"], ["des"], ["d'"]) and "par" in links

    def _prevented(self, token: Token) -> bool:
        """Say whether a predicate is what somebody forbids or prevents: « une clause interdit toute réexportation »."""
        noun = token.pos_ == "NOUN"
        if token.lemma_ not in (self.nouns if noun else self.verbs):
            return False
        if not noun and grammar.verb_form(grammar.anchor(token)) != "infinitive":
            return False
        for before in grammar.left(token if noun else grammar.anchor(token), 4 if noun else 8):
            if before.text in grammar.BOUNDARIES or before.text == ",":
                return False
            if before.pos_ in (*grammar.VERBAL, "NOUN"):
                return before.lemma_ in PREVENTING and not negation.is_negated(before)
        return False

    def _taught(self, token: Token) -> bool:
        """Say whether an infinitive is what somebody is taught to do: « ont appris à se servir de drones »."""
        if token.pos_ not in grammar.VERBAL or token.lemma_ not in self.verbs:
            return False
        if self.verbs[token.lemma_][0].frame != "use" or grammar.verb_form(token) != "infinitive":
            return False
        verb = next((t for t in grammar.left(token, 8) if t.pos_ in grammar.VERBAL), None)
        frames = {entry.frame for entry in self.verbs.get(verb.lemma_, ())} if verb is not None else set()
        return bool(frames & TEACHING) and any(t.lower_ == "à" for t in grammar.left(token, 3))

    def _entries(self, verb: Token) -> list[Predicate]:
        """Return the lexicon's entries for a verb, the reflexive ones where it is reflexive.

        « s'équiper », « équiper ».
        """
        if verb.lemma_ in CAUSATIVE and grammar.causing(verb) is None:
            return []  # « les chars passent devant la tribune »
        reflexive = self._reflexive(verb)
        behind = {t.lower_ for t in grammar.right(verb, BESIDE)}
        entries = [e for e in self.verbs[verb.lemma_] if not e.beside or not behind.isdisjoint(e.beside)]
        chosen = [entry for entry in entries if (bare(entry.lemma) != entry.lemma) == reflexive]
        return list(chosen or (entries if reflexive else []))

    def _reflexive(self, verb: Token) -> bool:
        """Say whether a verb is reflexive: « s'est doté », « va se doter », « nous nous dotons ».

        Not « nous avons fourni »: no reflexive takes « avoir », and a single « nous » before a finite verb is subject.
        """
        group, anchor = grammar.verb_group(verb), grammar.anchor(verb)
        if grammar.verb_form(verb) == "infinitive" and any(t.lower_ in ("se", "s'") for t in grammar.left(verb, 1)):
            return True  # « a pu s'offrir »
        if any(grammar.auxiliaries()[t.lower_][0] == "avoir" for t in group):
            return False
        near = [t.lower_ for t in (*grammar.left(anchor, 2), *grammar.left(verb, 1))]
        if "se" in near or "s'" in near:
            return True
        twice = [t.lower_ for t in grammar.left(anchor, 3)].count("nous") > 1
        return "nous" in near and (twice or grammar.verb_form(anchor) != "finite")

    def _governs_predicate(self, verb: Token) -> bool:
        """Say whether a verb only governs a predicate: in « négocier la vente » the noun is it."""
        if [t.lower_ for t in grammar.right(verb, 2)] in (["ou", "non"], ["ou", "pas"]):
            return True  # « un hélicoptère, armé ou non »
        if won_by(verb) is not None:  # « reçoit une commande de chars »
            return True
        if verb.lemma_ not in grammar.governors() and verb.lemma_ not in IMPUTING:
            return False  # « l'Inde, à qui l'on prête la vente d'obusiers »
        near = list(grammar.right(verb, BESIDE))
        if near and near[0].lower_ in SINCE:  # « négocie depuis des mois la vente de »
            near = near[next((n for n, t in enumerate(near, 1) if t.pos_ in ("NOUN", "PROPN")), 0) :]
        if "avec" not in {t.lower_ for t in near[:4]}:  # « négocie avec Minsk, depuis lundi, la fourniture de »
            near = near[:3]
        return any(t.pos_ == "NOUN" and t.lemma_ in self.nouns for t in near)

    def _governs_noun(self, token: Token) -> bool:
        """Say whether a noun only governs another predicate: « contrat d'achat », « négociations sur la livraison »."""
        following = [t for t in grammar.right(token, 3) if t.pos_ != "DET"]
        linked = len(following) > 1 and following[0].lower_ in ("de", "d'", "du", "des", "sur", "pour")
        if not linked:
            return False
        noun = following[1]
        return noun.pos_ == "NOUN" and noun.lemma_ in self.nouns and noun.i not in self.item_at

    def _in_kind(self, noun: Token) -> bool:
        """Say whether a noun only says of what kind another is: « une indignation de commande », « force de vente »."""
        before = noun.nbor(-1) if noun.i else noun
        behind = next(grammar.right(noun, 1), None)
        bare = before.lower_ in ("de", "d'") and noun.i > 1 and noun.nbor(-2).pos_ == "NOUN"
        if not bare or noun.nbor(-2).lemma_ in self.nouns or noun.nbor(-2).lemma_ in grammar.governors():
            return False
        return noun.lemma_ in KINDS and (behind is None or behind.is_punct)

    def _in_idiom(self, noun: Token) -> bool:
        """Say whether a noun belongs to the verb right before it: « prendre livraison »."""
        verb = noun.nbor(-1) if noun.i else noun
        before = {t.lower_ for t in grammar.left(noun, 2)}
        if noun.lemma_ == "instruction" and before & {"sur", "aux", "selon"}:
            return True  # « sur instruction de Minsk », « conformément aux instructions »
        return any(noun.lower_ in entry.beside for entry in self.verbs.get(verb.lemma_, ()))

    def make(self, at: int) -> Concept:
        """Return what an item is by the name joined to it: « obusiers K9 » are K9; else what the word says."""
        mention = self.item_at[at]
        joined = self.item_at.get(mention.last + 1)
        if joined is not None and joined.concept.item_class == mention.concept.item_class and joined.concept.maker:
            return joined.concept
        return mention.concept

    def items_from(self, first: int, last: int) -> list[Mention]:
        """Return the items that begin between two tokens, both included."""
        return between(self.items, first, last, lambda mention: mention.first)

    def zone(self, at: Token) -> tuple[int, int]:
        """Return first and last token of the clause part around a predicate, between finite verbs and stops."""
        if at.i not in self.zones:
            self.zones[at.i] = self._zone(at)
        return self.zones[at.i]

    def _zone(self, at: Token) -> tuple[int, int]:
        start, end = sentences.bounds(at)
        group = {t.i for t in grammar.verb_group(at)} | {at.i}
        first = last = at.i
        while first > start and not self._edge(self.doc[first - 1], group, leftward=True):
            first -= 1
        while last + 1 < end and not self._edge(self.doc[last + 1], group, leftward=False):
            last += 1
        return first, last

    def _edge(self, token: Token, group: set[int], leftward: bool) -> bool:
        """Say whether a token bounds a clause part: a stop, a conjunction or pronoun that opens it, another verb."""
        if token.i in group:
            return False
        if token.text in grammar.BOUNDARIES or token.i in self.joints:
            return True
        if negation.restricts(token):
            return False
        if token.lower_ in ("que", "qu'", "qui", "dont") and leftward and token.i + 1 not in group:
            return True
        if token.pos_ == "SCONJ" and not leftward and token.lower_ in ("que", "qu'", "quand", "lorsque", "lorsqu'"):
            return True
        finite = token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite"
        return finite or token.i in self.transfer_verbs

    def hypothetical(self, at: Token) -> bool:
        """Say whether a predicate stands in a clause with « si », or tells of what was not done."""
        if _undone(at) or _contrary_to_fact(at) or self._wished_for(at) or self._on_condition(at):
            return True
        first, _ = self.zone(at)
        edge = self.doc[max(first - 1, 0)]
        if edge.i in self.transfer_verbs and grammar.verb_form(edge) == "participle" and not grammar.verb_group(edge):
            first, _ = self.zone(edge)  # « vérifier si la poudre débarquée à Rome provenait de Minsk »
        clause = [t for t in sentences.tokens(self.doc, max(first - 1, sentences.bounds(at)[0]), at.i) if t.text != ","]
        return any(t.lower_ == "si" or t.lower_ == "s'" and t.nbor(1).lower_ in ("il", "ils") for t in clause)

    def _on_condition(self, at: Token) -> bool:
        """Say whether something is not done without something else: « ne livrera pas de chars sans garanties »."""
        if at.pos_ not in grammar.VERBAL:
            return False
        for token in grammar.right(at, CONDITION):
            if token.text == "," or token.text in grammar.BOUNDARIES or token.pos_ in (*grammar.VERBAL, "SCONJ"):
                return False
            if token.lower_ == "sans" and token.i not in self.item_at:
                following = next(iter(grammar.right(token, 1)), token)
                return following.lemma_ not in NO_CONDITION and negation.is_negated(at)
        return False

    def _wished_for(self, at: Token) -> bool:
        """Say whether a clause tells what is wanted or supposed: « plaide pour que Rome livre », « imaginons que »."""
        if at.pos_ not in grammar.VERBAL:
            return False
        first, _ = self.zone(at)
        before = sentences.tokens(self.doc, max(first - 1, sentences.bounds(at)[0]), at.i)
        que = next((t for t in before if t.lower_ in ("que", "qu'")), None)
        if que is None or not que.i:
            return False
        leading = que.nbor(-1)
        if leading.lower_ in ("pour", "afin") or leading.lower_ in SUPPOSING:
            return True
        return leading.lemma_ in URGED and grammar.verb_form(leading) == "finite"

    def when(self, at: Token) -> Period | None:
        """Return the date in the clause part of a predicate, the nearest; before an infinitive it is another verb's."""
        first, last = self.zone(at)
        if at.pos_ in grammar.VERBAL and grammar.verb_form(grammar.anchor(at)) == "infinitive":
            first = at.i
        dates: list[tuple[int, int, Period]] = self.doc._.dates
        inside = [row for row in between(dates, first, last, lambda row: row[0]) if row[1] <= last]
        return min(inside, key=lambda row: abs(row[0] - at.i))[2] if inside else None


def _undone(at: Token) -> bool:
    """Say whether an infinitive is what somebody did not do: « au lieu de livrer des chars », « a failli livrer »."""
    start = grammar.anchor(at)
    if at.pos_ not in grammar.VERBAL or grammar.verb_form(start) != "infinitive":
        return False
    for token in grammar.left(start, 5):
        before = token.nbor(-1).lower_ if token.i else ""
        if token.lower_ in ("plutôt", "faute") or token.lower_ == "loin" and before not in ("pas", "non", "guère"):
            return True
        if token.lower_ == "lieu" and before == "au":
            return True
        if token.pos_ in grammar.VERBAL:
            return bool({token.lower_, token.lemma_} & NARROWLY) and not negation.is_negated(token)
        if token.pos_ in ("NOUN", "PUNCT"):
            return False
    return False


def _contrary_to_fact(at: Token) -> bool:
    """Say whether a verb tells what would not have been but for something: « n'aurait pas livré si … n'avait pas »."""
    if at.pos_ not in grammar.VERBAL or grammar.tense(at) != "conditional-past":
        return False
    for token in at.sent:
        if token.lower_ in ("si", "s'") and any(t.lower_ in PLUPERFECT for t in grammar.right(token, 6)):
            return True
    return at.sent[0].lower_ == "sans" and negation.is_negated(at)
