"""Who takes which stance on which transfer: cue, negation of the cue and negation of the content composed.

The innermost attribution around a predicate is whose claim it is; the outer ones relay it. A denial or a
judgement of an accusation takes its own stance on what the accusation says. Without attribution it is the
article's own voice.

Reads:  ``doc._.transfers``, ``doc._.attributions``.
Writes: ``doc._.assertions``, a list of Assertion in text order.
Terms:  stance, act, via as in the annotation guidelines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.components.answers import find_answers
from dementi.components.attachment import by_strangers
from dementi.components.both import spread
from dementi.components.discussion import Discussion
from dementi.components.places import covering
from dementi.components.provisos import left_open, mocked, never_came, other_deed, presupposed, spelt_out, told_ended
from dementi.components.rejoinders import contradicts, opposite
from dementi.components.voice import asked_for, own_voice, questioned
from dementi.fr import grammar
from dementi.lexicon import Role, word_list
from dementi.records import (
    ARTICLE_SOURCE,
    PUBLISHED,
    SPEAKER,
    STANCE_OF_ACT,
    Act,
    Assertion,
    Attribution,
    Kind,
    QuotationType,
    Source,
    SourceKind,
    Stance,
    Status,
    Transfer,
)
from dementi.terms import concepts

LONG = 90  # tokens of evidence beyond which it is cut down to cue and predicate
# Who announces, confirms, admits or denies a delivery without saying whose speaks of his own.
OWN_ACTS = frozenset({Act.ANNOUNCES, Act.CONFIRMS, Act.ADMITS, Act.DENIES, Act.REJECTS})
OWN_RULES = ("noun", "inf", "clause", "passive", "judgement")
TURNING = frozenset("puis ensuite avant finalement enfin".split())
WHOLE = ("label:", "answer:", PUBLISHED)  # rules of attributions whose content is somebody's own text
HEDGES = word_list("stance.toml", "hedge")
# Who warns against a delivery speaks of one that may come: « met en garde Minsk contre pareille vente ».
CAUTIONS = frozenset(("mettre en garde", "avertir", "dissuader", "menacer"))
MOCKING = word_list("stance.toml", "mocking")


def compose(act: Act, negated: bool) -> Act:
    """Return the act of a cue over a content that may be negated: « affirme n'avoir jamais livré » denies.

    « nie ne pas avoir livré » asserts; what leaves a claim open leaves its negation open too.
    """
    if not negated:
        return act
    stance = STANCE_OF_ACT[act]
    if stance is Stance.ASSERTS:
        return Act.DENIES
    return Act.STATES if stance is Stance.DENIES else act


def side(source: Source) -> str | None:
    """Return the English name of the state or body behind a source."""
    if source.on_behalf_of:
        return source.on_behalf_of
    return source.name if source.kind in (SourceKind.STATE, SourceKind.ORGANIZATION) else None


def placed(transfer: Transfer, attribution: Attribution) -> Transfer | None:
    """Return a transfer with « nous » and an unnamed agent replaced by the speaker's side.

    None where that leaves no claim.
    """
    speaker = side(attribution.source)
    told = attribution.rule.split(":")[0] in OWN_RULES and transfer.kind is not Kind.USE
    own = attribution.act in OWN_ACTS and told and speaker not in (transfer.supplier, transfer.recipient)
    if speaker and own and transfer.open_role == Role.SUPPLIER:
        transfer = replace(transfer, supplier=speaker)
    elif speaker and own and transfer.open_role == Role.RECIPIENT:
        transfer = replace(transfer, recipient=speaker)
    missing = [transfer.supplier, transfer.recipient].count(None)
    if missing == 2 or missing and transfer.kind is not Kind.TRANSFER:
        return None
    if SPEAKER not in (transfer.supplier, transfer.recipient):
        return transfer
    supplier = speaker if transfer.supplier == SPEAKER else transfer.supplier
    recipient = speaker if transfer.recipient == SPEAKER else transfer.recipient
    if supplier == recipient or supplier is None and recipient is None:
        return None
    return replace(transfer, supplier=supplier, recipient=recipient)


def evidence(doc: Doc, transfer: Transfer, attribution: Attribution | None) -> tuple[int, int]:
    """Return first and last token of the stretch that shows source, cue and predicate."""
    first, last = transfer.first, transfer.last
    sentence = doc[transfer.at].sent
    first, last = max(first, sentence.start), min(last, sentence.end - 1)
    if attribution is None:
        return trim(doc, sentence.start, max(last, _clause_end(doc, last)))
    first, last = min(first, attribution.at), max(last, attribution.at)
    text = attribution.source.text
    if text is not None:
        span = doc.char_span(text.start, text.end, alignment_mode="expand")
        if span is not None and abs(span.start - attribution.at) <= LONG // 2:
            first, last = min(first, span.start), max(last, span.end - 1)
    if last - first > LONG:
        return trim(doc, sentence.start, sentence.end - 1)
    return trim(doc, first, max(last, _clause_end(doc, last)) if last == transfer.last else last)


def _clause_end(doc: Doc, at: int) -> int:
    """Return the last token before the next stop."""
    for token in doc[at : doc[at].sent.end]:
        if token.i > at and (token.text in ",;:." or token.is_space):
            return token.i - 1
    return doc[at].sent.end - 1


def trim(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Return a stretch without punctuation and white space at its ends, and without a conjunction that hangs over."""
    while first < last and (doc[first].is_space or doc[first].is_punct or doc[first].text == '"'):
        first += 1
    while last > first and (
        doc[last].is_space or doc[last].is_punct or doc[last].text == '"' or doc[last].pos_ in ("CCONJ", "SCONJ")
    ):
        last -= 1
    return first, last


def find_assertions(doc: Doc) -> Iterator[Assertion]:
    """Yield who says what of every transfer."""
    told = covering(doc._.attributions, (transfer.at for transfer in doc._.transfers))
    claims = Discussion()
    quoted = {i for quote in doc._.quotes for i in range(quote.first, quote.last + 1)}
    for transfer in doc._.transfers:
        claims.add(transfer)
        if asked_for(doc[transfer.at]) or never_came(doc, transfer):
            continue
        around = sorted(told[transfer.at], key=lambda a: (a.width, a.at))
        contradicted = [a for a in around if contradicts(a)]
        around = [a for a in around if not _own_word(a) and a not in contradicted]
        if presupposed(doc, transfer, around):
            around = []
        transfer = _voiced(transfer, around, quoted)
        about = [a for a in around if a.anaphor and not a.unsaid]
        # who speaks of a denial, a judgement or a lack of proof only relays it:
        # « souligne qu'il n'y a aucune preuve de … »
        holders = [a for a in around if (a.unsaid or not a.anaphor) and not any(a.covers(b.at) for b in about)]
        seen: set[Source] = set()
        said: Assertion | None = None
        before: Attribution | None = None
        for attribution in (*about, *_innermost(holders)):
            if attribution.unsaid or attribution.source in seen and not _turned(doc, attribution, before):
                continue
            seen.add(attribution.source)
            before = attribution
            if found := _assertion(doc, transfer, attribution, _relays(attribution, around)):
                said = _completed(doc, found, claims)
                yield said
        nobody = SPEAKER in (transfer.supplier, transfer.recipient)  # « nous » of whom nothing tells who speaks
        nobody = nobody or _quoted(doc[transfer.at], quoted)
        if not around and not nobody and own_voice(doc, transfer):
            said = _own_assertion(doc, transfer)
            yield said
        if said is not None:
            yield from _contradicted(doc, said, contradicted)


def _turned(doc: Doc, attribution: Attribution, before: Attribution | None) -> bool:
    """Say whether somebody changes his mind in one clause: « a nié, puis reconnu, avoir livré des obus »."""
    if before is None or attribution.content != before.content or attribution.source != before.source:
        return False
    between = doc[min(before.at, attribution.at) : max(before.at, attribution.at)]
    return attribution.act is not before.act and any(t.lower_ in TURNING for t in between)


def _quoted(at: Token, quoted: set[int]) -> bool:
    """Say whether a predicate stands in a sentence that is a quotation of nobody knows whom."""
    start = at.sent.start
    return at.i in quoted and at.pos_ in grammar.VERBAL and not quoted.isdisjoint((start, start + 1))


def _voiced(transfer: Transfer, around: list[Attribution], quoted: set[int]) -> Transfer:
    """Return a transfer with the side of whose words they are for « nous ».

    « « Kiev nous accuse d'avoir livré des obus », a déploré Minsk »: « nous » are not who accuses.
    """
    if SPEAKER not in (transfer.supplier, transfer.recipient):
        return transfer
    voices = (a for a in around if a.at not in quoted and (a.quotation is QuotationType.DIRECT or a.rule in WHOLE))
    speaker = next((side(a.source) for a in voices), None)
    if speaker is None or speaker in (transfer.supplier, transfer.recipient):
        return transfer
    supplier, recipient = (speaker if party == SPEAKER else party for party in (transfer.supplier, transfer.recipient))
    return replace(transfer, supplier=supplier, recipient=recipient)


def _contradicted(doc: Doc, said: Assertion, whom: list[Attribution]) -> Iterator[Assertion]:
    """Yield the opposite of what is said for each of those whom it contradicts."""
    for attribution in whom:
        found = _assertion(doc, replace(said.transfer, negated=False), opposite(attribution, said.stance), ())
        if said.stance is not Stance.UNCERTAIN and found is not None:
            yield found


def _completed(doc: Doc, assertion: Assertion, claims: Discussion) -> Assertion:
    """Return what « nous » say with the party that they leave out, from the claim under discussion.

    « Nous n'avons livré aucun drone », of whoever is said to have delivered drones to somebody.
    """
    transfer = assertion.transfer
    if (transfer.supplier is None) == (transfer.recipient is None) or by_strangers(doc, transfer):
        return assertion
    full = claims.on(transfer.item, transfer.supplier, transfer.recipient)
    if full is None or full.kind is not transfer.kind:
        return assertion
    return replace(assertion, transfer=replace(transfer, supplier=full.supplier, recipient=full.recipient))


def _own_word(attribution: Attribution) -> bool:
    """Say whether an attribution is nothing but the article speaking: « il est vrai que »."""
    asserting = STANCE_OF_ACT[attribution.act] is Stance.ASSERTS and not attribution.unsaid
    return attribution.source.kind is SourceKind.ARTICLE and asserting and not attribution.anaphor


def _relays(attribution: Attribution, around: list[Attribution]) -> tuple[str, ...]:
    """Return the names of those who report an attribution, outermost first."""
    telling = (a for a in reversed(around) if not a.anaphor and a.rule != PUBLISHED)
    wider = (a for a in telling if a.width > attribution.width)
    others = (a.source.name for a in wider if a.source != attribution.source)
    return tuple(dict.fromkeys((*others, *attribution.via)))


def kept_at_distance(doc: Doc, transfer: Transfer) -> bool:
    """Say whether a word beside the predicate or the item keeps a distance: « des drones prétendument livrés »."""
    item = transfer.item_at
    near = (*doc[max(transfer.at - 3, 0) : transfer.at + 3], *doc[max(item - 2, 0) : item + 4])
    return any(token.lower_ in HEDGES for token in near)


def _own_assertion(doc: Doc, transfer: Transfer) -> Assertion:
    """Return a transfer as the article's own word; the press conditional (« aurait livré ») makes it hearsay."""
    distant = transfer.conditional or kept_at_distance(doc, transfer)
    act = compose(Act.HEARSAY if distant else Act.STATES, transfer.negated)
    first, last = evidence(doc, transfer, None)
    return Assertion(
        transfer=transfer,
        source=ARTICLE_SOURCE,
        stance=STANCE_OF_ACT[act],
        act=act,
        cue=None,
        at=transfer.at,
        first=first,
        last=last,
        hedged=distant,
        rule=f"own voice, {transfer.rule}",
    )


def _innermost(holders: list[Attribution]) -> list[Attribution]:
    """Return the innermost attribution with those of the same cue or content.

    Coordinated sources; « d'abord démentie par Minsk, la vente a été reconnue par Kiev ».
    """
    return [a for a in holders if a.at == holders[0].at or a.content == holders[0].content] if holders else []


def _publishers(doc: Doc, transfer: Transfer, attribution: Attribution) -> Transfer:
    """Return a passive without agent in a communiqué as its publisher's deed: « des obus ont été cédés à Kiev »."""
    author = next((a.source for a in doc._.attributions if a.rule == PUBLISHED), None)
    speaker = side(attribution.source)
    own = author == attribution.source and speaker not in (transfer.supplier, transfer.recipient)
    own = own or _answers_for(transfer, attribution, speaker) or _makes(transfer, attribution, speaker)
    moved = transfer.rule.startswith(("move:", "leave:")) and _answers_for(transfer, attribution, speaker)
    if moved and transfer.supplier is None:  # « Rome indique qu'aucun obus n'est parti pour Minsk »
        return replace(transfer, supplier=speaker)
    if not own or transfer.kind not in (Kind.TRANSFER, Kind.PRODUCTION) or not grammar.is_passive(doc[transfer.at]):
        return transfer
    if transfer.supplier is None and transfer.rule.startswith("give:"):
        return replace(transfer, supplier=speaker)
    taken = transfer.recipient is None and transfer.rule.startswith("take:")
    return replace(transfer, recipient=speaker) if taken else transfer


def _makes(transfer: Transfer, attribution: Attribution, speaker: str | None) -> bool:
    """Say whether who confirms a passive without agent makes the goods.

    « Paris confirme que des Rafale ont été livrés ».
    """
    made = concepts()[transfer.item_concept].maker
    told = attribution.act in OWN_ACTS and attribution.rule.split(":")[0] in ("que", "incise")
    return told and made is not None and concepts()[made].en == speaker != transfer.recipient


def _answers_for(transfer: Transfer, attribution: Attribution, speaker: str | None) -> bool:
    """Say whether who denies a passive without agent speaks of his own deeds: « Minsk jure que rien n'a été livré »."""
    state = attribution.source.kind in (SourceKind.STATE, SourceKind.ORGANIZATION, SourceKind.PERSON)
    told = attribution.rule.split(":")[0] in ("que", "incise") and not attribution.anaphor
    denied = transfer.negated and transfer.recipient is not None and transfer.rule.startswith(("give:", "move:"))
    return state and told and denied and speaker not in (None, transfer.recipient)


def _assertion(doc: Doc, transfer: Transfer, attribution: Attribution, via: tuple[str, ...]) -> Assertion | None:
    resolved = placed(_publishers(doc, transfer, attribution), attribution)
    if resolved is None:
        return None
    if attribution.rule.split(":")[-1] in MOCKING and mocked(doc, transfer):
        return None
    ended = told_ended(doc, transfer, attribution)
    other = attribution.rule.startswith("inf:") and act_denies(attribution) and not ended
    if other and other_deed(doc, transfer, attribution):
        return None
    negated = transfer.negated and (not attribution.anaphor or spelt_out(doc, transfer, attribution))
    act = compose(attribution.act, negated and not _says_no(attribution))
    if not attribution.anaphor and STANCE_OF_ACT[act] is not Stance.UNCERTAIN and questioned(doc, transfer):
        return None
    if ended and STANCE_OF_ACT[act] is not Stance.ASSERTS:
        act = Act.STATES
    if STANCE_OF_ACT[act] is Stance.ASSERTS and left_open(doc, transfer):
        act = Act.UNCONFIRMED
    if transfer.hypothetical and attribution.rule.split(":")[0] != "si":
        if act is not Act.WARNS:
            return None
        resolved = replace(resolved, status=Status.POSSIBLE)
    if act is Act.ESTIMATES and attribution.rule.split(":")[-1] in ("exclure", "écarter"):
        resolved = replace(resolved, status=Status.POSSIBLE)
    if attribution.rule.split(":")[-1] in CAUTIONS and doc[transfer.at].pos_ == "NOUN":
        resolved = replace(resolved, status=max(resolved.status, Status.POSSIBLE, key=list(Status).index))
    hedged = attribution.hedged or transfer.conditional or kept_at_distance(doc, transfer)
    first, last = evidence(doc, transfer, None if attribution.rule == PUBLISHED else attribution)
    rule = f"{attribution.rule}, {transfer.rule}"
    return Assertion(
        resolved,
        attribution.source,
        STANCE_OF_ACT[act],
        act,
        attribution.cue,
        attribution.at,
        first,
        last,
        hedged,
        via,
        rule,
    )


def _says_no(attribution: Attribution) -> bool:
    """Say whether words that may be negated are said in denial, not denied: « « rien n'est parti », dément Minsk »."""
    return attribution.rule.startswith("incise:") and act_denies(attribution)


def act_denies(attribution: Attribution) -> bool:
    """Say whether an attribution denies its content."""
    return STANCE_OF_ACT[attribution.act] is Stance.DENIES


@Language.factory("dementi_stance", requires=["doc._.transfers", "doc._.attributions"], assigns=["doc._.assertions"])
class StanceComposer:
    """The pipeline's hold on ``find_assertions``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        pass

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.assertions``."""
        doc._.assertions = sorted((*spread(find_assertions(doc)), *find_answers(doc)), key=lambda a: a.at)
        return doc
