"""Whom people and bodies speak for where their own phrase does not say: trained weights over who is named.

No component: the last step of ``actors``. « La secrétaire d'État Jeanne Untel », « le service des douanes », « un
colonel »: whose they are, many weak signs tell together: who is named in the sentence, behind which preposition, inside
or outside of quotation marks, who was the subject before, what a rule makes of it, what the calling is. Each sign has a
weight in ``fr/affiliation.tsv``, learnt by conditional logistic regression (McFadden 1974) over all who are named, and
nobody (``scripts/train_affiliation.py``). What a person is called tells nothing: a name is no passport.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Doc, Token

from dementi.components.naming import is_state, kind_of, name_of, side_of
from dementi.components.phrases import INDEPENDENT, RANKS, Phrases
from dementi.components.publisher import lines
from dementi.fr.sentences import sentence_starts
from dementi.lexicon import FRENCH
from dementi.records import Actor, ConceptKind, Mention, SourceKind

WEIGHTS = FRENCH.parent / "affiliation.tsv"
LIKELY = 0.3  # probability from which a side is taken where the rules know none
SURE = 0.4  # the same where the rules know another
SUREST = 0.75  # the same of unnamed people, who are often nobody's, and to take a side away that the rules know
OPENING = 3  # tokens of a sentence in which it says where it plays
SEATED = 4  # tokens behind a phrase that say where somebody sits
BESIDE = 2  # tokens behind a phrase in which a place belongs to it
LOWEST_RANK, MANY = 4, 5  # whoever is named less often is as unlikely as the fifth; more parties are as many
RESUMING = frozenset({"où", "dont"})  # « à Erevan, où le ministère … »
LINKS = {"au": "à", "aux": "à", "d'": "de", "du": "de", "des": "de"}
PREPOSITIONS = frozenset("à vers pour par de depuis auprès contre avec selon chez en dans entre sur".split())
KINDS = frozenset({SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.GROUP})

Signs = frozenset[str]


@cache
def load_weights(path: Path = WEIGHTS) -> Mapping[str, float]:
    """Read the weights: a line a sign, its name and its weight, parted by a tab.

    Raises:
        ValueError: A line has not two fields, or a weight is no number.
    """
    weights = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            sign, weight = line.split("\t")
            weights[sign] = float(weight)
        except ValueError as error:
            raise ValueError(f"{path.name}: line {number}: {line!r} is no sign with a weight") from error
    return weights


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a state or a body that the ontology knows is named.

    Attributes:
        at: Index of its token.
        party: English name.
        link: The preposition before it, "adj" for an adjective, "-" for neither.
        sentence: Number of its sentence.
        line: Number of its line.
        subject: It is the subject of a clause.
        quoted: It stands inside of quotation marks.
    """

    at: int
    party: str
    link: str
    sentence: int
    line: int
    subject: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Described:
    """Somebody's phrase.

    Attributes:
        actor: Who it is.
        tokens: Its tokens.
        sentence: Number of its sentence.
        calling: The office or noun, "name" where there is only a name.
        sort: rank, office, title or a kind of source.
        determiner: Its first word where that is one, else "-".
        possessed: « son », « leur » opens it.
        inside: Namings in it.
        before: Those of its sentence before it.
        after: Those behind it.
    """

    actor: Actor
    tokens: list[Token]
    sentence: int
    calling: str
    sort: str
    determiner: str
    possessed: bool
    inside: list[Naming]
    before: list[Naming]
    after: list[Naming]


class Affiliations:
    """The sides of those actors of a document whom the ontology does not know."""

    def __init__(self, doc: Doc, actors: Sequence[Actor], phrases: Phrases) -> None:
        self.doc, self.actors, self.phrases = doc, actors, phrases
        starts = sentence_starts(doc)
        self.starts = [i for i, begins in enumerate(starts) if begins or not i]
        self.lines = [first for first, _ in lines(doc)]
        self.quoted = {i for quote in doc._.quotes for i in range(quote.first, quote.last + 1)}
        self.namings = sorted(self._namings(), key=lambda naming: naming.at)
        self.of_sentence: dict[int, list[Naming]] = defaultdict(list)
        for naming in self.namings:
            self.of_sentence[naming.sentence].append(naming)
        self.lasts = {  # of which the last before a phrase tells
            "latest": self.namings,
            "latest-subject": [n for n in self.namings if n.subject],
            "latest-out": [n for n in self.namings if not n.quoted],
        }
        self.firsts = {naming.party: naming.at for naming in reversed(self.namings)}
        counts = Counter(naming.party for naming in self.namings)
        self.ranks = {party: rank for rank, (party, _) in enumerate(counts.most_common())}

    def _namings(self) -> Iterable[Naming]:
        """Yield the places where somebody is named who can have people and bodies."""
        for mention in dict.fromkeys(self.phrases.mention_at.values()):
            at, party = mention.first, self._party(mention)
            if party is None:
                continue
            yield Naming(
                at,
                party,
                "adj" if self.phrases.qualifies(mention) else self._link(at),
                self._sentence(at),
                bisect_right(self.lines, at),
                any(self.doc[i].dep_.startswith("nsubj") for i in range(at, mention.last + 1)),
                at in self.quoted,
            )

    def _party(self, mention: Mention) -> str | None:
        """Return who is named, or whose somebody is who is named; None for media and the West."""
        return side_of([mention]) or (
            name_of(mention.concept.behalf) if mention.concept.kind is ConceptKind.PLACE else None
        )

    def _sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def _link(self, first: int) -> str:
        """Return the preposition before a phrase, also before its article, "-" for none."""
        for at in range(first - 1, max(first - 3, -1), -1):
            word = LINKS.get(self.doc[at].lower_, self.doc[at].lower_)
            if word in PREPOSITIONS:
                return word
            if self.doc[at].pos_ != "DET":
                break
        return "-"

    def entities(self) -> list[list[Actor]]:
        """Return the actors whose side is looked for, together where they are one: a person by the name."""
        found: dict[object, list[Actor]] = defaultdict(list)
        for actor in self.actors:
            source = actor.source
            if actor.qualifier or source.concept is not None or source.kind not in KINDS:
                continue
            own = source.text.start if source.text and source.kind is not SourceKind.PERSON else None
            found[source.name, source.kind, own].append(actor)
        return list(found.values())

    def settled(self) -> list[Actor]:
        """Return the actors, those with their likeliest side of whom it is likely enough."""
        sides: dict[int, str | None] = {}
        for entity in self.entities() if self.namings else ():
            first = introduction(entity)
            ruled = first.source.on_behalf_of
            likely = likelihoods(self.signs(entity), load_weights())
            best = max(likely, key=lambda party: likely[party])
            if best == ruled or self._clear(first) or self._refused(first, best):
                continue
            known = SURE if ruled is not None else LIKELY
            if likely[best] >= (SUREST if best is None or first.source.kind is SourceKind.GROUP else known):
                sides |= {id(actor): best for actor in entity}
        return [
            replace(actor, source=replace(actor.source, on_behalf_of=sides[id(actor)])) if id(actor) in sides else actor
            for actor in self.actors
        ]

    def _clear(self, actor: Actor) -> bool:
        """Say whether words in or beside a phrase name the rules' side: « basée à Minsk », « à Erevan, où … »."""
        if actor.source.on_behalf_of is None:
            return False
        if actor.first and self.doc[actor.first - 1].lower_ in RESUMING:
            return True
        near = (n.party for n in self._around(actor) if actor.first <= n.at <= actor.last + SEATED)
        return actor.source.on_behalf_of in near

    def _refused(self, actor: Actor, party: str | None) -> bool:
        """Say whether a phrase names a state for which its person does not speak: « un ancien ministre serbe ».

        Nor does who heads a firm that speaks for none: « sa directrice »; who is retired; a body of a name of its own;
        those in arms against one: « la rébellion ».
        """
        phrase, source = (actor.first, actor.last), actor.source
        head = self.phrases.nouns.get(self.doc[actor.head].lemma_)
        if head is not None and head.kind == "armed":
            return True
        own = source.kind is SourceKind.ORGANIZATION and source.name[:1].isupper()
        if own and source.text and source.name in source.text.exact:
            return True
        if self.phrases.retired(*phrase) or party and is_state(party) and self.phrases.private(actor.first):
            return True
        if actor.source.on_behalf_of is None and self.phrases.possessed(*phrase) and self.phrases.directs(*phrase):
            return True
        named = {n.party for n in self._around(actor) if actor.first <= n.at <= actor.last}
        alone = self.phrases.independent(*phrase) or self.phrases.compatriot(actor.first)
        return bool(alone) and party in named

    # ---- signs ------------------------------------------------------------------------------------------------

    def signs(self, entity: list[Actor]) -> dict[str | None, Signs]:
        """Return the signs of every party that may have somebody, and of None, that nobody has."""
        one = self._described(introduction(entity))
        shared = {party: self._ruled(one, party) | self._whole(one, party) for party in self.ranks}
        for part in (self._inside, self._before, self._after, self._previous, self._past):
            for party, signs in part(one):
                shared[party] |= signs
        out: dict[str | None, Signs] = {party: frozenset(signs) for party, signs in shared.items()}
        out[None] = self._nobody(one)
        return out

    def _described(self, actor: Actor) -> _Described:
        """Return what a phrase is like."""
        first, last = actor.first, actor.last
        tokens = [self.doc[i] for i in range(first, last + 1)]
        here = self._around(actor)
        titles = (t.lower_ for t in tokens if t.lower_ in self.phrases.titles)
        nouns = (t.lemma_ for t in tokens if t.lemma_ in self.phrases.nouns)
        head = self.doc[actor.head]
        calling = next(titles, None) or next(nouns, None) or ("name" if head.pos_ == "PROPN" else head.lemma_.lower())
        sort = "title" if calling in self.phrases.titles else actor.source.kind.value
        if any(t.lower_ in RANKS for t in tokens):
            sort = "rank"
        elif self.phrases.national(first, last):
            sort = "office"
        return _Described(
            actor,
            tokens,
            self._sentence(first),
            calling,
            sort,
            tokens[0].lower_ if tokens[0].pos_ == "DET" else "-",
            self.phrases.possessed(first, last),
            [n for n in here if first <= n.at <= last],
            [n for n in here if n.at < first],
            [n for n in here if n.at > last],
        )

    def _around(self, actor: Actor) -> list[Naming]:
        return self.of_sentence.get(self._sentence(actor.first), [])

    def _ruled(self, one: _Described, party: str) -> set[str]:
        """Return the signs of what the rules make of a party."""
        ruled = one.actor.source.on_behalf_of
        if ruled != party:
            return {"rule-other"} if ruled else set()
        how = "possessed" if one.possessed else one.determiner
        return {"rule", f"rule:{one.sort}", f"rule:{one.calling}", f"rule:{how}"}

    def _whole(self, one: _Described, party: str) -> set[str]:
        """Return the signs of a party in the whole text."""
        place, kind = f"rank{min(self.ranks[party], LOWEST_RANK)}", kind_of(party)
        signs = {place, f"{place}:{one.sort}", f"kind:{kind}", f"kind:{kind}:{one.sort}"}
        signs |= {"first-named"} if self.namings[0].party == party else set()
        here = any(n.party == party for n in (*one.inside, *one.before, *one.after))
        return signs | (set() if here else {"not-here"})

    def _inside(self, one: _Described) -> list[tuple[str, set[str]]]:
        """Return the signs of the parties that a phrase itself names."""
        inside = one.inside
        found = [(n.party, {f"in:{n.link}", f"in:{n.link}:{one.calling}", f"in:{n.link}:{one.sort}"}) for n in inside]
        if inside:
            alone = {f"in-only:{one.sort}"} if len({n.party for n in inside}) == 1 else set()
            found.append((inside[0].party, {"in-first"} | alone))
        return found

    def _before(self, one: _Described) -> list[tuple[str, set[str]]]:
        """Return the signs of the parties that the sentence names before a phrase."""
        found, before, sort = [], one.before, one.sort
        start = self.starts[one.sentence]
        for n in {n.party: n for n in before}.values():  # the last of each
            where = "quoted" if n.quoted else "out"
            signs = {f"before:{n.link}:{sort}", f"before:{n.link}:{where}", f"before:{where}:{sort}"}
            if n.at - start <= OPENING:
                signs |= {f"opens-sentence:{n.link}", f"opens-sentence:{n.link}:{sort}"}
            signs |= {"subject-here", f"subject-here:{one.possessed}"} if n.subject else set()
            signs |= {f"nearest-before:{where}"} if n is before[-1] else set()
            found.append((n.party, signs))
        return found

    def _after(self, one: _Described) -> list[tuple[str, set[str]]]:
        """Return the signs of the parties that the sentence names behind a phrase."""
        found, after = [], one.after
        for n in {n.party: n for n in reversed(after)}.values():  # the first of each
            where = "quoted" if n.quoted else "out"
            signs = {f"after:{n.link}:{where}", f"after-as:{self.doc[n.at].dep_}"}
            if n.at - one.actor.last <= BESIDE:
                signs |= {f"just-after:{n.link}", f"just-after:{n.link}:{one.sort}"}
            signs |= {"nearest-after"} if n is after[0] else set()
            found.append((n.party, signs))
        return found

    def _previous(self, one: _Described) -> list[tuple[str, set[str]]]:
        """Return the signs of the parties that the sentence before names."""
        number, sort = one.sentence - 1, one.sort
        there = self.of_sentence.get(number, [])
        found = [
            (n.party, {f"previous:{n.link}:{'quoted' if n.quoted else 'out'}", f"previous-as:{self.doc[n.at].dep_}"})
            for n in there
        ]
        found += [(n.party, {"previous-subject", f"previous-subject:{sort}"}) for n in there if n.subject]
        found += [(party, {f"previous:{sort}"}) for party in {n.party for n in there}]
        if there:
            alone = {"previous-only", f"previous-only:{sort}"} if len({n.party for n in there}) == 1 else set()
            opens = {f"previous-opens:{there[0].link}"} if there[0].at - self.starts[number] <= OPENING else set()
            found += [(there[0].party, {"previous-first"} | alone | opens), (there[-1].party, {"previous-last"})]
        return found

    def _past(self, one: _Described) -> list[tuple[str, set[str]]]:
        """Return the signs of the parties that were named last before a phrase, and first in its line."""
        first, sort = one.actor.first, one.sort
        found = []
        for name, namings in self.lasts.items():
            if before := bisect_left(namings, first, key=lambda n: n.at):
                found.append((namings[before - 1].party, {name, f"{name}:{sort}", f"{name}:{one.possessed}"}))
        opens = bisect_left(self.namings, bisect_right(self.lines, first), key=lambda n: n.line)
        same = self.namings[opens : bisect_left(self.namings, first, key=lambda n: n.at)]
        if same:
            alone = {"line-only"} if len({n.party for n in same}) == 1 else set()
            found.append((same[0].party, {"line-first", f"line-first:{sort}"} | alone))
        return found + [(party, {"later-only"}) for party, at in self.firsts.items() if at >= first]

    def _nobody(self, one: _Described) -> Signs:
        """Return the signs that somebody speaks for none of those named."""
        source, calling, sort, inside, tokens = one.actor.source, one.calling, one.sort, one.inside, one.tokens
        ruled = source.on_behalf_of
        signs = {
            "none",
            f"none:{calling}",
            f"none:{sort}",
            f"none:{source.kind}",
            f"none:of {min(len(self.ranks), MANY)}",
            f"none:in {min(len(inside), 2)}:{sort}",
            f"none:{one.determiner}",
        }
        signs |= {f"none:in:{n.link}:{part}" for n in inside for part in (calling, sort)}
        signs |= {f"none:word:{t.lemma_.lower()}" for t in tokens if t.pos_ in ("NOUN", "ADJ")}
        signs |= {"none:ruled", f"none:ruled:{sort}"} if ruled is None else set()
        signs |= {"none:ruled-other"} if ruled is not None and ruled not in self.ranks else set()
        signs |= {"none:independent"} if any(t.lower_ in INDEPENDENT for t in tokens) else set()
        signs |= {f"none:several:{sort}"} if self.doc[one.actor.head].lower_.endswith("s") else set()
        named = ((link, name) for link, name in pairwise(tokens) if name.pos_ == "PROPN")
        if any(LINKS.get(a.lower_, a.lower_) == "de" and b.i not in self.phrases.mention_at for a, b in named):
            signs.add("none:of-a-name")  # « l'institut Untel de Splitville »
        return frozenset(signs)


def introduction(entity: list[Actor]) -> Actor:
    """Return the actor of an entity that says most of it: of the longest phrase, the first of them."""
    return max(entity, key=lambda actor: (actor.last - actor.first, -actor.first))


def likelihoods(signs: Mapping[str | None, Signs], weights: Mapping[str, float]) -> dict[str | None, float]:
    """Return how likely each party is, together 1: the exponentials of its weights' sum over those of all."""
    sums = {party: sum(weights.get(sign, 0.0) for sign in sorted(own)) for party, own in signs.items()}
    highest = max(sums.values())
    odds = {party: math.exp(value - highest) for party, value in sums.items()}
    total = sum(odds.values())
    return {party: value / total for party, value in odds.items()}
