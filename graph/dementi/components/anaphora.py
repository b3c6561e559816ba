"""Which claim « ces informations », « l'a démenti », « Moscou dément » mean: the claims under discussion, no further.

Reads:  ``doc._.attributions`` (those with an anaphor), ``doc._.assertions``.
Writes: ``doc._.anaphora``, a list of Assertion in text order, beside those of ``doc._.assertions``.
Terms:  anaphor and antecedent; discourse deixis (Webber 1988).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dementi.components.answers import WH
from dementi.components.antecedents import Antecedents, confirms_denial, opposes_denial
from dementi.components.both import spread
from dementi.components.incises import regards
from dementi.components.paragraphs import sentence_numbers
from dementi.components.places import between
from dementi.components.stance import trim
from dementi.lexicon import load_attributions
from dementi.records import ARTICLE_SOURCE, ASKED, STANCE_OF_ACT, Act, Assertion, Attribution, Stance

OPPOSITE = ("le contraire", "l'inverse")
DENIALS = frozenset(noun.lemma for noun in load_attributions().nouns if noun.act is Act.DENIES and noun.anaphor)


def _asked_about(doc: Doc, attribution: Attribution, said: set[int]) -> list[Assertion]:
    """Return the transfers in the sentence of a cue that nobody puts forward, before it or behind what it regards.

    « interrogé sur la livraison de …, X », « “Sans commentaire”, a dit X, interrogé sur la livraison de … ».
    """
    sentence = doc[attribution.at].sent
    asserts = STANCE_OF_ACT[attribution.act] is Stance.ASSERTS
    resumes = attribution.rule.startswith(ASKED)
    if asserts and attribution.act not in (Act.CONFIRMS, Act.ADMITS) and not resumes:
        return []
    before = between(doc._.transfers, sentence.start, attribution.at - 1, lambda t: t.at) if not asserts else []
    topic = next((t.i for t in doc[attribution.at + 1 : sentence.end] if regards(t)), None) if not asserts else None
    before += between(doc._.transfers, topic, sentence.end - 1, lambda t: t.at) if topic is not None else []
    if not before and sentence.start and (asked := _question(doc[sentence.start])):
        before = [t for t in between(doc._.transfers, asked.start, asked.end - 1, lambda t: t.at) if not t.hypothetical]
    return [
        Assertion(t, ARTICLE_SOURCE, Stance.ASSERTS, Act.STATES, None, t.at, t.first, t.last)
        for t in before
        if t.at not in said and t.supplier and t.recipient
    ]


def _question(start: Token) -> Span | None:
    """Return the question that ends right before a sentence: « Sofia a-t-elle livré des obus ? Elle le dément. »."""
    last = next((t for t in reversed(start.doc[max(start.i - 4, 0) : start.i]) if not t.is_space), None)
    if last is None or last.text != "?":
        return None
    return None if WH.intersection(t.lower_ for t in last.sent[:4]) else last.sent


def find_anaphora(doc: Doc) -> Iterator[Assertion]:
    """Yield one assertion for each claim that an anaphoric attribution means."""
    antecedents = Antecedents(doc, sentence_numbers(doc))
    told: list[Assertion] = list(doc._.assertions)
    said, cited = {a.transfer.at for a in told}, {(a.cue, a.source) for a in told}
    for attribution in doc._.attributions:
        if not attribution.anaphor or attribution.unsaid or (attribution.cue, attribution.source) in cited:
            continue
        if attribution.source.name == "article" and attribution.act is not Act.UNCONFIRMED:
            continue
        meant = _asked_about(doc, attribution, said)
        for antecedent in meant or ([] if attribution.rule.startswith(ASKED) else antecedents.of(attribution, told)):
            if opposes_denial(attribution, antecedent, (a for a in told if a.at < attribution.at)):
                continue
            for found in spread([_resumed(doc, attribution, antecedent)]):
                insort(told, found, key=lambda a: a.at)
                said.add(found.transfer.at)
                cited.add((found.cue, found.source))
                yield found


def _resumed(doc: Doc, attribution: Attribution, antecedent: Assertion) -> Assertion:
    """Return the stance of an attribution on the claim of its antecedent."""
    denied = attribution.act is Act.CONFIRMS and _names_denial(doc, attribution)
    act = Act.DENIES if denied or confirms_denial(attribution, antecedent) else attribution.act
    if antecedent.stance is Stance.DENIES and attribution.rule.endswith(OPPOSITE):
        act = Act.STATES  # « Kigali a nié …, l'ONU affirme le contraire »
    first, last = _stretch(doc, attribution)
    transfer = replace(antecedent.transfer, negated=False)
    return Assertion(
        transfer=transfer,
        source=attribution.source,
        stance=STANCE_OF_ACT[act],
        act=act,
        cue=attribution.cue,
        at=attribution.at,
        first=first,
        last=last,
        hedged=attribution.hedged,
        rule=f"anaphor {attribution.rule}",
    )


def _names_denial(doc: Doc, attribution: Attribution) -> bool:
    """Say whether what somebody confirms is a denial: « confirme ce démenti », « le reprend à son compte »."""
    nouns = (t for first, last in attribution.content for t in doc[first : last + 1] if t.pos_ == "NOUN")
    noun = next(nouns, None)
    return noun is not None and noun.lemma_ in DENIALS


def _stretch(doc: Doc, attribution: Attribution) -> tuple[int, int]:
    """Return the tokens from the source to the end of what the cue governs."""
    sentence = doc[attribution.at].sent
    first = last = attribution.at
    named = attribution.source.text
    if named is not None:
        span = doc.char_span(named.start, named.end, alignment_mode="expand")
        if span is not None and sentence.start <= span.start and span.end <= sentence.end:
            first, last = min(first, span.start), max(last, span.end - 1)
    for start, end in attribution.content:
        if sentence.start <= start and end < sentence.end:
            first, last = min(first, start), max(last, end)
    cue = doc.char_span(attribution.cue.start, attribution.cue.end, alignment_mode="expand")
    if cue is not None:
        first, last = min(first, cue.start), max(last, cue.end - 1)
    return trim(doc, first, last)


@Language.factory("dementi_anaphora", requires=["doc._.attributions", "doc._.assertions"], assigns=["doc._.anaphora"])
class Anaphora:
    """The pipeline's hold on ``find_anaphora``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        pass

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.anaphora``."""
        doc._.anaphora = list(find_anaphora(doc))
        return doc
