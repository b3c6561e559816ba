"""What a whole text says, beyond what its clauses spell out: a trained reader beside the rules.

Rules read clauses; of who says what over several sentences, in words that no rule knows, they miss most. The reader
(``network``, ``holding``) sees the same text with all that the rules found and says how likely it is that each party
takes each stance on each claim. What it is sure of stands, with the sentence that shows it best as evidence. What the
rules found stands too, unless the reader finds it most unlikely. Who is heard by his own name joins the others of his
side.
Nothing is read of a text of a sentence or two, whose clauses say it all, and nothing that rules found falls where one
sentence of many names equipment. Not read is also a text that names no equipment or not two who could give and take it.

Reads:  ``doc._.sifted``, ``doc._.assertions``, ``doc._.anaphora``, ``doc._.transfers``, ``doc._.attributions``,
        ``doc._.actors``, ``doc._.mentions``, ``doc._.cues``, ``doc._.quotes``.
Writes: ``doc._.read``, the assertions that statements are made of, in text order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from dementi.components.arrays import arrays
from dementi.components.holding import stances
from dementi.components.naming import words
from dementi.components.network import (
    NEVER,
    RECEIVES,
    SUPPLIES,
    TAKES,
    Reader,
    likelihood,
    load,
    score,
)
from dementi.components.passages import KINDS, STANCES, STANDING, WAYS, Claimed, Numbers, Passage, holder
from dementi.components.places import between
from dementi.components.showing import passages
from dementi.components.stance import trim
from dementi.fr.sentences import bounds
from dementi.records import (
    ARTICLE_SOURCE,
    OPPOSITE,
    STANCE_OF_ACT,
    Act,
    Actor,
    Assertion,
    CueMention,
    Kind,
    Mention,
    SourceKind,
    Stance,
    Transfer,
)

SHORTEST = 30  # tokens of a text that is read; in fewer, rules are right more often
ELSEWHERE = 120  # tokens of a text that is about something else, if one sentence of it names equipment
SPOKEN = 0.02  # likelihood of a claim from which on stances on it are looked at
MOST = 36  # claims of a passage that are looked at, the likeliest, beside those of the rules
WEIGHED = 0.05  # likelihood of a stance from which on it can change anything
SURE = 0.3  # likelihood from which a stance that the rules did not find stands
SURER = 0.4  # the same of production, use and training: of fewer such it has learnt
UNLIKELY = 0.3  # likelihood below which a stance that the rules found falls
TURNED = 0.4  # likelihood of the opposite from which on what the rules found falls, if it is likelier
VOICE = 0.5  # likelihood that somebody is heard to take a stance, from which on he joins those of his side who take it
TORN = 0.4  # share of a stance's likelihood that its opposite has, from which on none is taken
RULE = "read"
PLAIN = {Stance.ASSERTS: Act.STATES, Stance.DENIES: Act.DENIES, Stance.UNCERTAIN: Act.UNCONFIRMED}

Taken = dict[tuple[Claimed, int, Stance], float]


@dataclass(frozen=True, slots=True)
class Understood:
    """How likely it is that each party of a passage takes each stance on a claim.

    Attributes:
        passage: What was read.
        taken: The likelihood of each stance that is not out of the question (``WEIGHED``).
        namings: (m, t, 5) How well each naming of a party goes with each naming of an item.
        heard: (m, 3) How likely each naming is of who takes each stance.
    """

    passage: Passage
    taken: Taken
    namings: Numbers
    heard: Numbers


def understand(passage: Passage, reader: Reader) -> Understood:
    """Return what the reader makes of a passage."""
    given = arrays(passage, reader.words)
    scores = score(reader.weights, given)
    odds = likelihood(scores.claims)
    best = np.argsort(-odds, axis=None, kind="stable")[:MOST]
    likeliest = (
        (int(s), int(r), int(i), int(k)) for s, r, i, k in zip(*np.unravel_index(best, odds.shape), strict=True)
    )
    claims: list[Claimed] = [claim for claim in likeliest if odds[claim] > SPOKEN]
    claims += [claim for claim in passage.stances if claim not in claims]
    heard = likelihood(scores.heard[0])
    if not claims:
        return Understood(passage, {}, scores.namings, heard)
    none = np.zeros((len(passage.parties) + 1, len(STANCES), WAYS), np.float32)
    ways = np.stack([passage.stances.get(claim, none) for claim in claims])
    likely = likelihood(stances(reader.weights, given, scores, np.array(claims), ways).odds)
    places = np.nonzero(likely > WEIGHED)
    taken = {
        (claims[number], party, STANCES[place]): sure
        for number, party, place, sure in zip(*(part.tolist() for part in (*places, likely[places])), strict=True)
    }
    return Understood(passage, taken, scores.namings, heard)


def read(doc: Doc, reader: Reader) -> list[Assertion]:
    """Return the assertions that stand once the whole text is read, in text order."""
    kept = list(doc._.sifted)
    for passage in passages(doc) if len(doc) >= SHORTEST else ():
        understood = understand(passage, reader)
        if not _alone(passage):
            kept = [a for a in kept if not _fallen(understood, a)]
        kept += _found(understood, kept)
        kept += _joining(understood, kept)
    return sorted(kept, key=lambda a: (a.at, a.transfer.at))


def _alone(passage: Passage) -> bool:
    """Say whether equipment is named in one sentence of many: then its clauses say it all, as those of a short text do.

    The reader concludes of all the rest that the text is not about arms.
    """
    return len(passage.words) > ELSEWHERE and len({_sentence(passage, m.first) for m, _ in passage.things}) < 2


def _place(passage: Passage, assertion: Assertion) -> tuple[Claimed, int] | None:
    """Return the claim of an assertion and whose it is, None where the passage does not have them."""
    if not passage.first <= assertion.at < passage.first + len(passage.words):
        return None
    claim, party = passage.claim(assertion.transfer), passage.party(assertion.source)
    return (claim, party) if claim is not None and party is not None else None


def _fallen(understood: Understood, assertion: Assertion) -> bool:
    """Say whether the reader finds an assertion of the rules most unlikely, or its opposite likelier."""
    place = _place(understood.passage, assertion)
    if place is None:
        return False
    likely = understood.taken.get((*place, assertion.stance), 0.0)
    return likely < UNLIKELY or _turned(understood, place, assertion.stance, likely)


def _turned(understood: Understood, place: tuple[Claimed, int], stance: Stance, likely: float) -> bool:
    """Say whether the opposite of a stance is likelier than it, and not one that its holder took at another time."""
    if stance not in OPPOSITE:
        return False
    claim, party = place
    ways = understood.passage.stances.get(claim)
    both = ways is not None and ways[party, STANCES.index(OPPOSITE[stance]), STANDING] > 0
    return not both and understood.taken.get((*place, OPPOSITE[stance]), 0.0) > max(TURNED, likely)


def _found(understood: Understood, kept: list[Assertion]) -> list[Assertion]:
    """Return what the reader is sure of and the rules have not found."""
    passage, found = understood.passage, []
    placed = [(place, a) for a in kept if (place := _place(passage, a))]
    known = {place for place, _ in placed}
    said = set()  # who takes which stance, as rules found, in which sentence
    named = set()  # the same where the sentence names the goods, also of what is read to be asserted
    denied = set()  # by whom, of which goods between whom, in which sentence that tells it
    for (claim, party), a in placed:
        here, item = _sentence(passage, a.at), _sentence(passage, a.transfer.item_at)
        said.add((party, a.stance, here))
        if here == item:
            named.add((party, a.stance, here))
        if a.stance is Stance.DENIES and here == _sentence(passage, a.transfer.at):
            denied.add((party, claim[:-1], here))
    speaking = {party for actor, party in passage.namings if not actor.qualifier} | {len(passage.parties)}
    for (claim, party, stance), likely in sorted(understood.taken.items(), key=lambda pair: -pair[1]):
        if likely < SURE:
            break
        if likely < SURER and KINDS[claim[-1]] is not Kind.TRANSFER:
            continue
        if (claim, party) in known or party not in speaking or _torn(understood, claim, party, stance, likely):
            continue
        known.add((claim, party))
        if again := _again(passage, claim, party, stance):
            found += again
            continue
        shown = _shown(understood, claim, party, stance)
        here, item = _sentence(passage, shown.at), _sentence(passage, shown.transfer.item_at)
        # Who is read to admit something in a sentence does not deny something else there, nor does who denies goods
        # by their name deny others that the sentence does not name.
        if (party, OPPOSITE.get(stance), here) in said or here != item and (party, stance, here) in named:
            continue
        # « Il rejette l'accusation d'avoir exporté des drones » denies an export, and not that they are used.
        if stance is Stance.DENIES and (party, claim[:-1], here) in denied:
            continue
        if here == item and stance is Stance.ASSERTS:  # what is only read to be denied may answer what was told before
            named.add((party, stance, here))
        found.append(shown)
    return found


def _sentence(passage: Passage, at: int) -> int:
    """Return the first token of a token's sentence."""
    return bounds(passage.doc[at])[0]


def _torn(understood: Understood, claim: Claimed, party: int, stance: Stance, likely: float) -> bool:
    """Say whether the opposite of a stance is nearly as likely, or the same one on the claim the other way round."""
    giver, taker, *rest = claim
    turned = understood.taken.get(((taker, giver, rest[0], rest[1]), party, stance), 0.0)
    opposite = understood.taken.get((claim, party, OPPOSITE[stance]), 0.0) if stance in OPPOSITE else 0.0
    return max(turned, opposite) > TORN * likely


def _again(passage: Passage, claim: Claimed, party: int, stance: Stance) -> list[Assertion]:
    """Return what the rules found of a stance and did not think likely enough."""
    doc = passage.doc
    found = (a for a in (*doc._.assertions, *doc._.anaphora) if a.stance is stance)
    return [a for a in found if _place(passage, a) == (claim, party)]


def _joining(understood: Understood, kept: list[Assertion]) -> list[Assertion]:
    """Return what those say who are heard by their own name, and nothing is read of: what others of their side say.

    The reader judges sides; a ministry and a minister who deny are two sources (guidelines: each its own row).
    """
    passage = understood.passage
    placed = [(place, a) for a in kept if (place := _place(passage, a))]
    spoken = {a.source.name for a in kept}
    voices: dict[tuple[int, Stance], dict[str, int]] = {}
    for naming in np.argsort(-understood.heard.max(1), kind="stable").tolist():
        (actor, party), heard = passage.namings[naming], understood.heard[naming]
        named = actor.source.kind is SourceKind.PERSON and actor.source.text and actor.source.name not in spoken
        if named and actor.source.name in actor.source.text.exact and heard.max() >= VOICE:
            voices.setdefault((party, STANCES[int(heard.argmax())]), {}).setdefault(actor.source.name, naming)
    at = {(party, _sentence(passage, a.at)) for (_, party), a in placed}  # where somebody of a side speaks
    found = []
    for (claim, party), stance in dict.fromkeys((place, a.stance) for place, a in placed):
        for naming in voices.get((party, stance), {}).values():
            if (party, _sentence(passage, passage.namings[naming][0].head)) not in at:
                found.append(_shown(understood, claim, party, stance, naming))
    return found


def _shown(understood: Understood, claim: Claimed, party: int, stance: Stance, naming: int | None = None) -> Assertion:
    """Return a stance that only the reader sees, with the sentence that shows it best, or with that of a naming."""
    passage = understood.passage
    doc = passage.doc
    actor, thing = _best(understood, claim, party, stance, naming)
    first, end = bounds(doc[actor.head if actor else thing.first])
    if actor and naming is None:
        actor = _speaking(passage, actor, party, first, end)
    said = _cue(doc, actor, stance, first, end) if actor else None
    start, last = trim(doc, first, end - 1)
    return Assertion(
        transfer=_transfer(passage, claim, thing, first, end),
        source=actor.source if actor else ARTICLE_SOURCE,
        stance=stance,
        act=said.act if said else PLAIN[stance],
        cue=words(doc, said.at, said.last) if said else None,
        at=said.at if said else actor.head if actor else thing.first,
        first=start,
        last=last,
        rule=RULE,
    )


def _best(
    understood: Understood, claim: Claimed, party: int, stance: Stance, naming: int | None
) -> tuple[Actor | None, Mention]:
    """Return where who takes a stance is named, and the item on which, as they go together best."""
    passage, scores = understood.passage, understood.namings
    giver, taker, item, _ = claim
    whose = np.array([place for _, place in passage.namings])
    which = np.array([place for _, place in passage.things]) == item
    if party == len(passage.parties):
        gives = np.where((whose == giver)[:, None] & which, scores[..., SUPPLIES], NEVER).max(0)
        takes = np.where((whose == taker)[:, None] & which, scores[..., RECEIVES], NEVER).max(0)
        return None, passage.things[int(np.argmax(gives + takes))][0]
    alone = np.array([not actor.qualifier for actor, _ in passage.namings])  # an adjective does not speak
    if naming is not None:
        alone = np.arange(len(whose)) == naming
    speaks = np.where((alone & (whose == party))[:, None] & which, scores[..., TAKES + STANCES.index(stance)], NEVER)
    place, thing = np.unravel_index(int(np.argmax(speaks)), speaks.shape)
    return passage.namings[place][0], passage.things[thing][0]


def _speaking(passage: Passage, actor: Actor, party: int, first: int, end: int) -> Actor:
    """Return who speaks in a sentence for a side that is named there: « l'ambassadeur de la Russie dément » is he."""
    heard = {a.source.name for a in between(passage.doc._.attributions, first, end - 1, lambda a: a.at) if a.source}
    if actor.source.name in heard:
        return actor
    own = (a for a, place in passage.namings if place == party and first <= a.head < end and not a.qualifier)
    return next((a for a in own if a.source.name in heard), actor)


def _cue(doc: Doc, actor: Actor, stance: Stance, first: int, end: int) -> CueMention | None:
    """Return the cue of a stance next to who takes it, in his sentence, unless it is somebody else's word."""
    others: dict[int, bool] = {}
    for attribution in between(doc._.attributions, first, end - 1, lambda a: a.at):
        others[attribution.at] = others.get(attribution.at, True) and holder(attribution.source) != holder(actor.source)
    cues = (c for c in between(doc._.cues, first, end - 1, lambda c: c.at) if STANCE_OF_ACT[c.act] is stance)
    own = (cue for cue in cues if not cue.unsaid and not others.get(cue.at))
    return min(own, key=lambda c: abs(c.at - actor.head), default=None)


def _transfer(passage: Passage, claim: Claimed, thing: Mention, first: int, end: int) -> Transfer:
    """Return the fullest transfer in a sentence that makes a claim, else one that says no more than the claim.

    How many and when is only what the sentence says that is the evidence.
    """
    near: list[Transfer] = between(passage.doc._.transfers, first, end - 1, lambda t: t.at)
    found = [t for t in near if passage.claim(t) == claim]
    if found:
        return max(found, key=lambda t: t.explicit)
    supplier, recipient, _, kind = claim
    return Transfer(
        at=thing.first,
        kind=KINDS[kind],
        supplier=passage.parties[supplier],
        recipient=passage.parties[recipient],
        item=thing.concept.item_class or "",
        item_concept=thing.concept.id,
        item_text=thing.where,
        item_at=thing.first,
        first=thing.first,
        last=thing.last,
        rule=RULE,
        explicit=0,
    )


@Language.factory(
    "dementi_reading",
    requires=["doc._.sifted", "doc._.actors", "doc._.mentions", "doc._.cues", "doc._.transfers", "doc._.attributions"],
    assigns=["doc._.read"],
)
class Reading:
    """The pipeline's hold on ``read``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.reader = load()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.read``."""
        doc._.read = read(doc, self.reader)
        return doc
