"""Who says what: source, cue and content of reported speech, direct and indirect.

Source and content are found by the cue's syntax; quotation marks, commas and word order decide where the parser's arcs
are weak (inverted incises, appositions).

Reads:  ``doc._.cues``, ``doc._.actors``, ``doc._.quotes``, ``doc._.mentions``, ``doc._.transfers``, the parse.
Writes: ``doc._.attributions``, a list of Attribution in text order.
Terms:  source, cue, content as in Pareti's PARC 3.0; incise as in Grevisse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.components.accused import Accused
from dementi.components.both import BOTH
from dementi.components.clauses import QUE
from dementi.components.demands import Demands
from dementi.components.framing import Framing
from dementi.components.joining import Joining
from dementi.components.judgements import Judgements, exists
from dementi.components.labels import Labels
from dementi.components.nouns import Nouns
from dementi.components.objects import PRONOUN_CLAIMS
from dementi.components.places import covering
from dementi.components.prepositions import Prepositions
from dementi.components.publisher import publisher
from dementi.components.punishments import Punishments
from dementi.components.rejoinders import Rejoinders
from dementi.components.relays import learnt, relayed, without_incises
from dementi.components.resuming import Resuming
from dementi.components.retorts import Retorts, rejecting
from dementi.components.sources import UNATTRIBUTED
from dementi.components.speech import Speech, opposes
from dementi.fr import grammar
from dementi.lexicon import Syntax, load_attributions, word_list
from dementi.records import (
    ARTICLE_SOURCE,
    ASKED,
    FOLLOWED,
    HOLDER,
    POINTED,
    RETRACTED,
    STANCE_OF_ACT,
    Act,
    Attribution,
    CueMention,
    Source,
    Stance,
)

RETRACTIONS = word_list("stance.toml", "retraction")
INVENTING = word_list("stance.toml", "inventing")
WHISPERED = word_list("stance.toml", "whispered")
NOBODY = frozenset("rien aucun aucune nul nulle personne".split())


ESTABLISHED = word_list("stance.toml", "established")  # « il est établi que »: who speaks says so


class Finder:
    """The pass over one document; ``find`` yields its attributions."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.speech = Speech(doc)
        self.judgements = Judgements(self.speech)
        self.rejoinders = Rejoinders(self.speech)
        self.joining = Joining(self.speech)
        self.resuming = Resuming(self.speech)
        self.accused = Accused(self.speech)
        self.retorts = Retorts(self.speech)
        self.nouns = Nouns(self.speech)
        self.framing = Framing(self.speech)
        self.prepositions = Prepositions(self.speech, self.framing)

    def find(self) -> Iterator[Attribution]:
        """Yield the attributions of the document; judgements take the source of the speech that they stand in."""
        found: list[Attribution] = []
        for cue in self.doc._.cues:
            if cue.at in self.rejoinders.inside:
                continue
            previous = found[-1] if found else None
            blamed = self.rejoinders.mistaken(cue) or self.accused.told(cue)
            for attribution in blamed or (self.unsaid(cue) if cue.unsaid else self._of(cue, previous)):
                if not (previous and self._repeats(attribution, previous)):
                    found.append(attribution)
        found = Punishments(self.speech).told(found)
        found = [learnt(attribution, found) for attribution in without_incises(self.doc, found)]
        author = publisher(self.doc)
        if author is not None:
            yield self.framing.whole(author)
        found.extend(Labels(self.speech).find())
        found.extend(Demands(self.speech).find())
        found.extend(list(self.retorts.curt(found)))
        found.extend(self.rejoinders.contradicted())
        found.extend(self.rejoinders.ellipsis(found))
        found.extend(list(self.joining.joined(found)))
        found.extend(self.framing.previous(found))
        found.extend(self.framing.assured(found))
        found.extend(self.framing.answered(found))
        found.extend(self.framing.quotations(found))
        held = [attribution for attribution in found if attribution.source is not HOLDER]
        around = covering(held, (attribution.at for attribution in found if attribution.source is HOLDER))
        for attribution in found:
            if attribution.source is not HOLDER:
                yield relayed(self.speech, attribution)
            elif outer := around[attribution.at]:
                yield _within(attribution, min(outer, key=lambda a: a.width))
            elif attribution.at not in self.speech.contents.quote_of:
                yield replace(attribution, source=author.source if author else ARTICLE_SOURCE)
            # else it stands in a quotation whose source was not found: nobody's

    def _of(self, cue: CueMention, previous: Attribution | None) -> Iterator[Attribution]:
        """Return the attributions of a cue by the table of the lexicon that it is from."""
        if cue.kind in ("verb", "expression"):
            return self.verb(cue, previous)
        if cue.kind == "preposition":
            return self.prepositions.find(cue, previous)
        if cue.kind == "noun":
            return self.nouns.noun(cue)
        return self.judgements.nothing_known(cue) if cue.kind == "nothing" else self.judgements.judgement(cue)

    def unsaid(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield what a cue governs that nobody utters: « devrait démentir avoir livré »; it is nobody's."""
        if set(cue.syntax) & {Syntax.QUE, Syntax.INF, Syntax.TARGET, Syntax.NOUN}:
            for attribution in self._with_content(cue, [UNATTRIBUTED]):
                yield replace(attribution, unsaid=True)

    def _repeats(self, attribution: Attribution, previous: Attribution) -> bool:
        """Say whether a second cue says the same of the same words: « n'a ni confirmé ni démenti avoir livré »."""
        same = (attribution.source, attribution.act, attribution.content)
        return bool(attribution.content) and same == (previous.source, previous.act, previous.content)

    def verb(self, cue: CueMention, previous: Attribution | None) -> Iterator[Attribution]:
        """Yield the attributions of a verb or idiom; a participle may share the source of the attribution before it."""
        verb = self.doc[cue.at]
        if cue.lemma in RETRACTIONS and (framed := self.speech.incises.incise(verb)) is None:
            yield from self._retraction(cue, verb, previous)
            return
        if grammar.is_passive(verb) and verb.lemma_ != "dire":
            yield from self._passive(cue, verb)
            return
        if framed := self.speech.incises.incise(verb):
            contents, subject, kind = framed
            if previous and self.speech.incises.compares(verb) and self._denied(previous, verb):
                contents = list(previous.content)  # « nie avoir livré …, comme l'affirme Kiev »
            hearsay = cue.lemma in WHISPERED and self._whispered(verb)
            if contents and (who := [UNATTRIBUTED] if hearsay else self.speech.sources.all(subject)):
                yield from self.speech.make(cue, who, contents, "incise", quotation=kind)
                return
        if who := self._who(cue, verb, previous):
            if cue.lemma == "savoir" and who == [UNATTRIBUTED]:
                who = [ARTICLE_SOURCE]  # « on sait que »
            yield from self._with_content(cue, who)

    def _retraction(self, cue: CueMention, verb: Token, previous: Attribution | None) -> Iterator[Attribution]:
        """Yield « …, avant de revenir sur ses propos »: he denies what he said, in this sentence or before."""
        who = self.speech.sources.all(self.speech.sources.subject(verb))
        if previous and previous.at >= verb.sent.start:
            who = [previous.source]
        if who and not cue.negated:
            yield from self.speech.make(replace(cue, act=Act.DENIES), who, [], RETRACTED, anaphor=True)

    def _denied(self, previous: Attribution, verb: Token) -> bool:
        """Say whether the sentence denied something before a verb."""
        denies = STANCE_OF_ACT[previous.act] is Stance.DENIES and bool(previous.content) and not previous.anaphor
        return denies and previous.at >= verb.sent.start

    def _who(self, cue: CueMention, verb: Token, previous: Attribution | None) -> list[Source]:
        """Return who performs a verb that stands in no incise."""
        if cue.negated and any(t.lower_ in NOBODY and not self._some(t) for t in grammar.left(verb, 6)):
            return [HOLDER]  # « rien ne prouve que »
        if cue.lemma in WHISPERED and self._whispered(verb):
            return [UNATTRIBUTED]
        if cue.kind == "expression" and exists(verb):
            return [HOLDER]  # « il n'y a pas de preuve que »
        if previous and self._accompanies(verb, previous):
            return [previous.source]
        subject = self.speech.sources.subject(verb) or self.speech.sources.accompanied(verb)
        if who := self.speech.sources.all(subject):
            framed = (
                previous is not None and previous.rule.startswith("preposition:de ") and previous.at >= verb.sent.start
            )
            return [previous.source] if framed and previous and who == [UNATTRIBUTED] else who
        if cue.kind == "expression" and self._impersonal(verb):
            return [HOLDER]  # « il est trop tôt pour dire si »
        if previous is None:
            return []
        outer = grammar.anchor(verb)  # « affirme n'être pas à même de confirmer »
        inside = grammar.verb_form(outer) == "infinitive" and previous.covers(outer.i)
        return [previous.source] if inside or self._goes_on(verb, previous) else []

    def _some(self, word: Token) -> bool:
        """Say whether « aucun » is of some who were spoken of: « aucun des deux pays n'a confirmé »."""
        actor = self.speech.cast.inside.get(word.i)
        return actor is not None and actor.source.name == BOTH

    def _whispered(self, verb: Token) -> bool:
        """Say whether « il se murmure que » says that nobody in particular says so; « il s'est dit prêt » does not."""
        anchor = grammar.anchor(verb)
        before = [t.lower_ for t in grammar.left(anchor, 2)]
        behind = next(iter(grammar.right(verb, 1)), verb)
        asking = before[:1] in (["se"], ["s'"]) and (before[1:] == ["il"] or behind.lower_ in ("-il", "-t-il"))
        return asking and behind.pos_ not in ("ADJ", "VERB")

    def _accompanies(self, verb: Token, previous: Attribution) -> bool:
        """Say whether a participle is of whoever spoke by the verb before it: « a confirmé …, tout en niant que »."""
        present = verb.text.endswith("ant") and grammar.feature(verb, "Tense") == "Pres"
        if not present or not verb.sent.start <= previous.at < verb.i:
            return False
        spoke = grammar.verb_form(self.doc[previous.at]) == "finite" or grammar.verb_group(self.doc[previous.at])
        before = next((t for t in grammar.left(verb, 4) if t.pos_ != "ADV" and t.lower_ != "tout"), None)
        return bool(spoke) and before is not None and before.lower_ in (",", "en") and not previous.unsaid

    def _goes_on(self, verb: Token, previous: Attribution) -> bool:
        """Say whether a participle goes on with the sentence's speech: « Minsk a démenti …, ajoutant que »."""
        return verb.sent.start <= previous.at < verb.i and grammar.verb_form(verb) == "participle"

    def _with_content(self, cue: CueMention, who: list[Source]) -> Iterator[Attribution]:
        """Yield the attributions of a verb whose source is known, by the first of its contents that stands there."""
        syntax, start = cue.syntax, cue.last + 1
        if self.judgements.precedes(cue):
            return  # « juge faux que »: the judgement says it
        if against := self.retorts.protested(cue):
            yield from self.speech.make(rejecting(cue), who, [against], "noun", anaphor=True)
            return
        if self.doc[cue.last].lower_ in ("si", "s'", "pourquoi") and start < len(self.doc):
            asked = start, self.speech.contents.until(start, self.doc[cue.at])
            yield from self.speech.make(cue, who, [asked], "si")
        elif clause := self.speech.contents.fronted(cue):
            yield from self.speech.make(cue, who, [clause], "fronted")
        elif (Syntax.QUE in syntax or self._leads_clause(cue)) and (
            clause := self.speech.contents.clause_with_que(cue)
        ):
            yield from self.speech.make(cue, who, [clause], "que")
        elif Syntax.TARGET in syntax and (found := self.speech.contents.infinitive(cue, target=True)):
            if self.doc[found[0][0]].lemma_ in INVENTING:
                cue = rejecting(cue)  # « accuse Kiev d'inventer des livraisons »
            yield from self.speech.make(cue, who, [found[0]], "target", target=found[1])
        elif Syntax.INF in syntax and (found := self.speech.contents.infinitive(cue, target=False)):
            if STANCE_OF_ACT[cue.act] is Stance.DENIES and self.speech.objects.involvement(found[0]):
                yield from self.speech.make(cue, who, [], "involved", anaphor=True)
                return
            yield from self.speech.make(cue, who, [found[0]], "inf")
        elif Syntax.QUE in syntax and (clause := self.speech.contents.complement(cue)):
            yield from self.speech.make(cue, who, [clause], "que")
        elif cue.act is Act.ACCUSES and (why := self.speech.contents.reason(cue)):
            yield from self.speech.make(cue, who, [(start, why[1])] if start < why[1] else [why], "reason")
        elif stretch := self.speech.contents.after_colon(cue):
            yield from self.speech.colon(cue, who, stretch)
        elif STANCE_OF_ACT[cue.act] is Stance.ASSERTS and (clause := self.resuming.clause(cue)):
            yield from self.speech.make(cue, who, [clause], "taken-up")
        elif self.resuming.asks(self.doc[cue.at]):
            yield from self.speech.make(cue, who, [], ASKED, anaphor=True)
        elif inside := self._inside(cue):
            yield from self.speech.make(cue, who, [inside], "noun", anaphor=True)
        elif Syntax.NOUN in syntax or Syntax.TARGET in syntax:
            phrase, claim = self.speech.objects.object(cue)
            if phrase and self.speech.objects.alike(phrase):
                yield from self.speech.make(replace(cue, act=Act.ACCUSES), who, [], FOLLOWED, anaphor=True)
                return
            if phrase and not claim and cue.act is Act.ACCUSES and self.speech.cast.alone(*phrase):
                yield from self.speech.make(cue, who, [phrase], POINTED, anaphor=True)
                return
            if phrase and claim and cue.act is Act.ACCUSES:  # « dénonce des griefs bâtis sur du sable »
                cue = replace(cue, act=Act.REJECTS)
            if not claim:  # « les appareils exposent la main à 40 °C »: things that the lexicon has not show nothing
                who = [source for source in who if not source.described]
            if who and phrase or claim and (opposes(cue) or cue.act in (Act.CONFIRMS, Act.ADMITS, Act.ESTIMATES)):
                yield from self.speech.make(cue, who, [phrase] if phrase else [], "noun", anaphor=claim)
        elif Syntax.ABSOLUTE in syntax and (opposes(cue) or cue.act in (Act.CONFIRMS, Act.ADMITS)):
            yield from self.speech.make(cue, who, [], "absolute", anaphor=True)

    def _leads_clause(self, cue: CueMention) -> bool:
        """Say whether « que » follows an idiom that opposes: « n'y voit pas la preuve que »."""
        behind = next(grammar.right(self.doc[cue.last], 1), None)
        return cue.kind == "expression" and opposes(cue) and behind is not None and behind.lower_ in QUE

    def _inside(self, cue: CueMention) -> tuple[int, int] | None:
        """Return the noun for a claim that stands inside of an idiom: « a opposé à ces accusations un démenti »."""
        if cue.kind != "expression" or not opposes(cue):
            return None
        nouns = (t for t in self.doc[cue.at + 1 : cue.last - 1] if t.lemma_ in self.speech.contents.anaphors)
        noun = next((t for t in nouns if t.pos_ == "NOUN" and t.nbor(-1).lower_ in ("ces", "cette", "ce", "les")), None)
        return (noun.i - 1, noun.i) if noun is not None else None

    def _told_within(self, subject: Token, verb: Token) -> bool:
        """Say whether a participle in a subject's phrase says already whose claim it is."""
        between = range(subject.i + 1, grammar.anchor(verb).i)
        cues = (self.doc[c.at] for c in self.doc._.cues if c.at in between and c.kind == "verb")
        return any(grammar.is_passive(t) and self.speech.sources.agent(t) is not None for t in cues)

    def _impersonal(self, verb: Token) -> bool:
        """Say whether « il » before a verb stands for nobody."""
        anchor = grammar.anchor(verb)
        return any(t.lower_ in ("il", "-il") for t in grammar.left(anchor, 2))

    def _passive(self, cue: CueMention, verb: Token) -> Iterator[Attribution]:
        """Yield the attributions of a passive: « est accusé par Kiev de livrer », « a été démenti par Minsk »."""
        who = self.speech.sources.all(self.speech.sources.agent(verb))
        accused = cue.act is Act.ACCUSES and Syntax.TARGET in cue.syntax
        if not who and (accused or Syntax.QUE in cue.syntax and self._impersonal(verb)):
            # « est accusé de livrer », « il a été affirmé que »; « il n'est pas établi que » is the speaker's own doubt
            who = [HOLDER] if cue.negated or verb.lemma_ in ESTABLISHED else [UNATTRIBUTED]
        if not who:
            return
        relative = grammar.relative_head(verb)
        subject = relative[0] if relative else grammar.subject(verb)
        if Syntax.TARGET in cue.syntax and (found := self.speech.contents.infinitive(cue, target=True)):
            yield from self.speech.make(
                cue, who, [found[0]], "passive-target", target=subject.i if subject is not None else -1
            )
        elif Syntax.NOUN in cue.syntax and subject is not None:
            claim = subject.lemma_ in self.speech.contents.anaphors or subject.lower_ in PRONOUN_CLAIMS
            first, last = subject.left_edge.i, grammar.anchor(verb).i - 1
            if subject.i > verb.i:  # « d'abord démentie par Minsk, la vente … »
                last = subject.right_edge.i
            content = [(first, last)] if last >= first else []
            if rest := self.speech.contents.behind_agent(verb):
                content, claim = [*content, rest], False
            elif self._told_within(subject, verb):  # « la livraison, annoncée par Kiev, a été confirmée par Paris »
                claim = True
            yield from self.speech.make(cue, who, content, "passive", anaphor=claim)
        elif Syntax.QUE in cue.syntax and (clause := self.speech.contents.clause_with_que(cue)):
            yield from self.speech.make(cue, who, [clause], "passive-que")


def _within(judgement: Attribution, said: Attribution) -> Attribution:
    """Return a judgement in somebody's words as that of their speaker, on no more than they hold.

    « Il est faux que Minsk livre des obus, a tranché l'ambassade, interrogée par la radio »
    """
    content = judgement.content
    for first, last in said.content:
        if first <= judgement.at <= last:
            content = tuple(
                (begin, min(end, last)) if first <= begin <= last else (begin, end) for begin, end in content
            )
    return replace(judgement, source=said.source, content=content)


@Language.factory(
    "dementi_attributions", requires=["doc._.cues", "doc._.actors", "doc._.quotes"], assigns=["doc._.attributions"]
)
class Attributions:
    """The pipeline's hold on ``Finder``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        load_attributions()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.attributions``."""
        doc._.attributions = sorted(Finder(doc).find(), key=lambda a: a.at)
        return doc
