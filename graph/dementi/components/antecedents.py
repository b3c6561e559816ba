"""Which of the claims told so far a reaction means: whose, about whom, of what, how many, and how far back.

No component: the part of ``anaphora`` that chooses. Terms: anaphor and antecedent; discourse deixis (Webber 1988).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dementi.components.briefs import brief_numbers
from dementi.components.cast import Cast
from dementi.components.clauses import QUE
from dementi.components.places import between
from dementi.components.stance import side
from dementi.fr import grammar
from dementi.lexicon import bare, load_attributions, load_transfers, word_list
from dementi.records import (
    ARTICLE_SOURCE,
    FOLLOWED,
    FORMERLY,
    POINTED,
    RETRACTED,
    STANCE_OF_ACT,
    Act,
    Actor,
    Assertion,
    Attribution,
    ConceptKind,
    Kind,
    Source,
    SourceKind,
    Stance,
    Transfer,
)

BACK = 10  # sentences that a claim stays under discussion, at the most
AHEAD = 2  # sentences after a headline in which the claim that it denies is told
ANSWER = 4  # sentences back that somebody's answer skips claims against others for one against himself
ASIDE = (Kind.USE, Kind.TRAINING)  # what is said beside a transfer
POINTERS = word_list("stance.toml", "pointer")
ASKING = word_list("stance.toml", "asking")
TOTALITY = word_list("stance.toml", "totality")
NAMED = (SourceKind.STATE, SourceKind.ORGANIZATION, SourceKind.PERSON, SourceKind.MEDIA)
HOLDING = frozenset("de d' du des par".split())
PLEAS = word_list("stance.toml", "plea")
EARLIER = word_list("stance.toml", "formerly")
JUDGED = "judgement"
CONTRADICTIONS = frozenset(f"{rule}:{word}" for rule in (JUDGED, "curt") for word in ("faux", "inexact"))


@dataclass(frozen=True, slots=True)
class Pointer:
    """What the words of a reaction tell of the claims meant.

    Attributes:
        noun: The noun that names them (« ces accusations »), or None.
        holders: Whose they are: states and bodies named with it (« les accusations polonaises »).
        items: Item classes named with it.
        report: It is a noun for news: « ces informations ».
        one: They are a single claim: « cette accusation ».
        many: They are several: « ces accusations », « en bloc ».
    """

    noun: Token | None
    holders: frozenset[str]
    items: frozenset[str]
    report: bool
    one: bool
    many: bool


class Antecedents:
    """The claims that the reactions of one document can mean."""

    def __init__(self, doc: Doc, numbers: list[int]) -> None:
        self.doc = doc
        self.numbers = numbers
        self.briefs = brief_numbers(doc)
        self.cast = Cast(doc)
        self.anaphors = {noun.lemma for noun in load_attributions().nouns if noun.anaphor}
        self.reports = {noun.lemma for noun in load_attributions().nouns if noun.act is Act.REPORTS}
        self.items = {m.first: m.concept.item_class for m in doc._.mentions if m.concept.kind is ConceptKind.ITEM}
        self.arming = {bare(verb.lemma) for verb in load_transfers().verbs}
        self.predicates = [transfer.at for transfer in doc._.transfers]
        self.stating = [a for a in doc._.attributions if a.content and STANCE_OF_ACT[a.act] is Stance.ASSERTS]
        self.accusing = [a for a in doc._.attributions if a.act is Act.ACCUSES and a.content]

    def of(self, attribution: Attribution, told: list[Assertion]) -> list[Assertion]:
        """Return the claims that an anaphoric attribution means, each once."""
        here = self.numbers[attribution.at]
        near = between(told, here - BACK, here + AHEAD, lambda a: self.numbers[a.at])
        if briefs := self.briefs:
            near = [a for a in near if briefs[a.at] == briefs[attribution.at]]
        if self._speaks_of_something_else(attribution, near):
            return []
        others = [a for a in near if self._answerable(a, attribution) and not self._granted(a, attribution, near)]
        resumed = self._resumed_clause(attribution.at)
        if resumed is not None:
            return self._distinct([a for a in others if resumed[0] <= a.transfer.at < resumed[1]])
        if self._asked_something_else(attribution):
            return []
        pointer = self._pointer(attribution)
        before = self._by_mention([a for a in others if a.at < attribution.at], attribution.at)
        if pointer.holders:
            return self._held(pointer, attribution, [a for a in others if self.numbers[a.at] <= here])
        if before:
            chosen = self._latest(pointer, attribution, before)
            return [] if chosen and self._overtaken(chosen[-1], attribution) else self._distinct(chosen)
        return self._distinct(self._announced(attribution, others))

    def _answerable(self, claim: Assertion, attribution: Attribution) -> bool:
        """Say whether a claim can be what a source reacts to: another's, or its own denial that it takes back."""
        own = claim.source == attribution.source
        rule = attribution.rule.split(":")[0]
        if rule == POINTED:
            accused = self.cast.ends[attribution.content[0][1]].source
            return not own and claim.stance is Stance.ASSERTS and self._concerns(claim, accused)
        if rule == FOLLOWED and claim.act is not Act.ACCUSES:
            return False
        if attribution.rule.split(":")[-1] in PLEAS and not self._concerns(claim, attribution.source):
            return False
        if rule == RETRACTED:
            return own and claim.stance is Stance.ASSERTS
        if not own or rule == FORMERLY or self._former(attribution):
            return not own or claim.stance is Stance.ASSERTS
        return claim.stance is Stance.DENIES and attribution.act in (Act.ADMITS, Act.CONFIRMS)

    def _granted(self, claim: Assertion, attribution: Attribution, told: list[Assertion]) -> bool:
        """Say whether who judges a claim has just put it forward: « confirme la vente …, mais “une fable” »."""
        if attribution.rule.split(":")[0] != JUDGED or STANCE_OF_ACT[attribution.act] is not Stance.DENIES:
            return False
        who = attribution.source
        own = (a for a in told if (a.source.name, side(a.source)) == (who.name, side(who)) and a.at < attribution.at)
        return any(a.stance is Stance.ASSERTS and key(a.transfer) == key(claim.transfer) for a in own)

    def _speaks_of_something_else(self, attribution: Attribution, told: list[Assertion]) -> bool:
        """Say whether « Faux », « C'est faux » answers what somebody said of no transfer in the sentence before."""
        if attribution.rule not in CONTRADICTIONS or attribution.content:
            return False
        here = self.numbers[attribution.at]
        before = [a for a in self.stating if a.at < attribution.at and self.numbers[a.at] == here - 1]
        if not before or any(self.numbers[a.at] == here - 1 for a in told):
            return False
        return all(a.source != attribution.source for a in before)

    def _former(self, attribution: Attribution) -> bool:
        """Say whether a denial was before what the same clause tells: « qui avait d'abord démenti, a reconnu »."""
        verb = self.doc[attribution.at]
        if STANCE_OF_ACT[attribution.act] is not Stance.DENIES or attribution.content:
            return False
        if any(t.lower_ == "avant" for t in grammar.left(verb, 4)):
            return True  # « a reconnu …, avant de le nier »
        return any(t.lower_ in EARLIER for t in (*grammar.left(verb, 5), *grammar.right(verb, 3)))

    def _resumed_clause(self, at: int) -> tuple[int, int] | None:
        """Return the stretch of the clause that « …, ce que Minsk dément » resumes; None for any other object."""
        anchor = grammar.anchor(self.doc[at])
        ce = next((t for t in grammar.left(anchor, 12) if t.lower_ == "ce" and t.nbor(1).lower_ in QUE), None)
        if ce is None or ce.i <= ce.sent.start + 1:
            return None
        return ce.sent.start, ce.i

    def _by_mention(self, claims: list[Assertion], at: int) -> list[Assertion]:
        """Return claims in the order in which they were last spoken of: « une telle vente » brings one back."""
        mentions = between(self.doc._.transfers, 0, at - 1, lambda t: t.at)
        latest = {key(transfer): transfer.at for transfer in mentions}
        return sorted(claims, key=lambda a: (max(a.at, latest.get(key(a.transfer), 0)), a.at))

    def _asked_something_else(self, attribution: Attribution) -> bool:
        """Say whether a question about no transfer is answered: « interrogé sur la santé du roi, X a refusé »."""
        sentence = self.doc[attribution.at].sent
        asked = next((t for t in sentence if t.lemma_ in ASKING and t.pos_ in grammar.VERBAL), None)
        if asked is None or asked.i == attribution.at:
            return False
        about = next((t for t in grammar.right(asked, 8) if t.lower_ == "sur"), None)
        if about is None or between(self.predicates, about.i, sentence.end, int):
            return False
        noun = next((t for t in grammar.right(about, 6) if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
        return noun is not None and not self._names_claim(noun)

    def _names_claim(self, noun: Token) -> bool:
        """Say whether a noun can stand for a claim, or for what is spoken of: « ces informations », « ce point »."""
        return noun.pos_ == "PRON" or noun.lemma_ in self.anaphors or noun.lemma_ in POINTERS

    def _pointer(self, attribution: Attribution) -> Pointer:
        """Return what the words of a reaction tell of the claims meant."""
        verb = self.doc[attribution.at]
        tokens = [self.doc[i] for first, last in attribution.content for i in range(first, last + 1)]
        noun = next((t for t in tokens if t.pos_ == "NOUN"), None)
        words = {t.lower_ for t in (*tokens, *grammar.right(verb, 4))}
        actors = [a for t in tokens if (a := self.cast.around.get(t.i)) and noun is not None and t.i > noun.i]
        held = noun is not None and noun.lemma_ in self.anaphors
        names = frozenset(side(a.source) or a.source.name for a in actors if self._holds(a)) if held else frozenset()
        items = frozenset(c for t in tokens if (c := self.items.get(t.i)))
        plural = noun is not None and "Number=Plur" in str(noun.morph)
        determined = {t.lower_ for t in grammar.left(noun, 3)} if noun is not None else set()
        one = held and not plural and bool({"ce", "cet", "cette"} & determined) or "dernier" in words
        report = noun is not None and noun.lemma_ in self.reports
        return Pointer(noun, names, items, report, one, held and plural or bool(TOTALITY & words))

    def _holds(self, actor: Actor) -> bool:
        """Say whether an actor is whose claim it is: « les accusations de Lima », and not « contre Lima »."""
        links = {self.doc[max(actor.first - 1, 0)].lower_, self.doc[actor.first].lower_}
        return actor.source.kind in NAMED and (actor.qualifier or bool(links & HOLDING))

    def _held(self, pointer: Pointer, attribution: Attribution, others: list[Assertion]) -> list[Assertion]:
        """Return the claims of whom the pointer names; where he has none, those against the source by nobody."""
        own = [a for a in others if self._whose(a) & pointer.holders and not self._admitted(a)]
        if not own:
            own = [a for a in others if self._nobodys(a.source) and self._concerns(a, attribution.source)]
        asserted = [a for a in own if a.stance is Stance.ASSERTS] or own
        return self._distinct(self._latest(pointer, attribution, asserted)) if asserted else []

    def _whose(self, claim: Assertion) -> set[str]:
        """Return the names by which a claim can be called somebody's: its source's side and those who pass it on."""
        return {side(claim.source) or claim.source.name, *claim.via}

    def _nobodys(self, source: Source) -> bool:
        return source.kind in (SourceKind.ARTICLE, SourceKind.UNATTRIBUTED)

    def _concerns(self, claim: Assertion, source: Source) -> bool:
        """Say whether a claim is about the side of a source."""
        who = side(source) or source.name
        return who in (claim.transfer.supplier, claim.transfer.recipient)

    def _latest(self, pointer: Pointer, attribution: Attribution, before: list[Assertion]) -> list[Assertion]:
        """Return the last claims that fit: of what the pointer names, and about who reacts, before any other's."""
        here, source = self.numbers[attribution.at], attribution.source
        before = [a for a in before if a.transfer.item in pointer.items] or before
        if pointer.noun is not None and STANCE_OF_ACT[attribution.act] is not Stance.ASSERTS:
            before = [a for a in before if not self._admitted(a)] or before  # « ces informations » are disputed ones
            before = [a for a in before if pointer.report and self._reported(a)] or before
        mine = [a for a in before if self._concerns(a, source)]
        last = before[-1]
        if mine and here - self.numbers[mine[-1].at] <= ANSWER:
            last = mine[-1]
        if pointer.one:
            return [a for a in before if a.source == last.source and a.cue == last.cue and a.at == last.at]
        if pointer.many and self._concerns(last, source):
            against = [a for a in mine if a.stance is Stance.ASSERTS] or [last]
            group = [a for a in against if self._distance(a, last) <= (1 if a.source != last.source else 2)]
        else:
            # who goes on speaking goes on claiming; the article's own sentences stand alone
            reach = 0 if last.source is ARTICLE_SOURCE else 2
            group = [a for a in before if a.source == last.source and self._distance(a, last) <= reach]
        return [a for a in group if self._concerns(a, source)] or group

    def _admitted(self, claim: Assertion) -> bool:
        """Say whether a claim is the supplier's own word."""
        return claim.stance is Stance.ASSERTS and side(claim.source) == claim.transfer.supplier is not None

    def _reported(self, claim: Assertion) -> bool:
        """Say whether a claim is news: of a medium, of nobody, or hearsay."""
        return claim.source.kind is SourceKind.MEDIA or self._nobodys(claim.source) or claim.act is Act.REPORTS

    def _distance(self, claim: Assertion, last: Assertion) -> int:
        return self.numbers[last.at] - self.numbers[claim.at]

    def _overtaken(self, claim: Assertion, attribution: Attribution) -> bool:
        """Say whether somebody made another accusation since, of something else: the reaction is to that."""
        since = (a for a in self.accusing if claim.at < a.at < attribution.at and not a.anaphor)
        others = (a for a in since if a.source not in (claim.source, attribution.source))
        tokens = (self.doc[first : last + 1] for a in others for first, last in a.content)
        return any(not any(t.lemma_ in self.arming for t in stretch) for stretch in tokens)

    def _announced(self, attribution: Attribution, others: list[Assertion]) -> list[Assertion]:
        """Return the first claims after a denial in a headline, or after one in the same sentence."""
        here = self.numbers[attribution.at]
        after = [a for a in others if a.at > attribution.at and self.numbers[a.at] - here <= AHEAD]
        if not after or here > 1 and self.numbers[after[0].at] != here:
            return []
        first = after[0]
        return [a for a in after if a.source == first.source and self.numbers[a.at] == self.numbers[first.at]]

    def _distinct(self, claims: list[Assertion]) -> list[Assertion]:
        """Return each claim once; the transfers, or where there is none, whatever was claimed."""
        chosen = [a for a in claims if a.transfer.kind not in ASIDE] or claims
        by_claim = {key(a.transfer): a for a in chosen}
        return list(by_claim.values())


def key(transfer: Transfer) -> tuple[Kind, str | None, str | None, str]:
    """Return what makes two transfers one claim."""
    return transfer.kind, transfer.supplier, transfer.recipient, transfer.item


def confirms_denial(attribution: Attribution, antecedent: Assertion) -> bool:
    """Say whether who confirms confirms a denial: « Téhéran affirme n'avoir rien livré. Moscou confirme. »."""
    bare = attribution.act is Act.CONFIRMS and not attribution.content
    return bare and antecedent.stance is Stance.DENIES


def opposes_denial(attribution: Attribution, antecedent: Assertion, told: Iterator[Assertion]) -> bool:
    """Say whether who denies denies another's denial, of his own claim or as no party to it; the claim may be true."""
    if STANCE_OF_ACT[attribution.act] is not Stance.DENIES or antecedent.stance is not Stance.DENIES:
        return False
    who = side(attribution.source)
    parties = (antecedent.transfer.supplier, antecedent.transfer.recipient)
    verdict = attribution.act is Act.DISMISSES or attribution.rule.split(":")[0] in ("clause", "curt")
    if verdict and not attribution.content and (who or attribution.source.name) not in parties:
        return True  # « Moscou dément. Paris crie au mensonge. »
    return any(
        a.stance is Stance.ASSERTS
        and (a.source == attribution.source or who is not None and side(a.source) == who)
        and key(a.transfer) == key(antecedent.transfer)
        for a in told
    )
