"""Who most likely supplies and receives an item, where no predicate tells: a trained ranker over the article's parties.

No component: what the last step of ``transfers`` asks. Rules read what a clause says; of what it leaves out, and of
words that no rule knows, many weak signs tell together: who is named in the clause, behind which preposition, whom the
article is about, who makes the item, who gave such things before. Each sign has a weight for the supplier, one for the
recipient, and those of the item itself one for whether a transfer of it is told at all, in ``fr/roles.tsv``, learnt by
logistic regression (``scripts/train_roles.py``). The sum of the weights is the log odds.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from dementi.components.discussion import FAMILY
from dementi.components.naming import kind_of
from dementi.components.origins import Origins
from dementi.components.phrases import is_post
from dementi.components.places import between
from dementi.fr import grammar, negation
from dementi.lexicon import FRENCH
from dementi.records import SPEAKER, Act, Actor, ConceptKind, Mention, Transfer
from dementi.terms import concepts

WEIGHTS = FRENCH.parent / "roles.tsv"
BIAS = "bias"
WINDOW = 400  # tokens around an item in which a party must be named; few articles have more
MOST = 14  # parties that are compared: those most named in the window
LEAD = 60  # tokens: headline, dateline and first sentence
LOWEST_RANK = 4  # whoever is named less often is as unlikely as the fifth
OWN = 3  # places of one sentence where a party is named that are looked at
MANY = 4  # items of one family; more are as many
LINKS = {"au": "à", "aux": "à", "d'": "de", "du": "de", "des": "de"}
PREPOSITIONS = frozenset("à vers pour par de depuis auprès contre avec selon chez en dans entre sur".split())
DEFINITE = frozenset("le la les l' du au aux".split())
POINTING = frozenset("ce cet cette ces ses son sa leurs leur".split())
ALIKE = FAMILY | {"helicopter": "fighter-aircraft"}

Signs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each sign for each question."""

    supplier: dict[str, float]
    recipient: dict[str, float]
    told: dict[str, float]


@cache
def load_weights(path: Path = WEIGHTS) -> Weights:
    """Read the weights: a line a sign, with its name and three weights, parted by tabs.

    Raises:
        ValueError: A line has not four fields, or a weight is no number.
    """
    weights = Weights({}, {}, {})
    for sign, values in read_weights(path, 3, "three weights"):
        weights.supplier[sign], weights.recipient[sign], weights.told[sign] = values
    return weights


def read_weights(path: Path, count: int, wanted: str) -> Iterator[tuple[str, list[float]]]:
    """Yield the signs of a file with their weights, of which each line has so many; ``wanted`` says so in words.

    Raises:
        ValueError: A line has more or fewer fields, or a weight is no number.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sign, *fields = line.split("\t")
        try:
            values = [float(field) for field in fields]
        except ValueError:
            values = []
        if len(values) != count:
            raise ValueError(f"{path.name}: line {number}: {line!r} is no sign with {wanted}")
        yield sign, values


def likelihood(signs: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the probability that goes with signs: the logistic function of the sum of their weights."""
    return 1 / (1 + math.exp(-sum(weights.get(sign, 0.0) for sign in sorted(signs))))


def family(item: str | None) -> str:
    """Return the class in which items are compared: missiles of all kinds are one, so are aircraft."""
    return ALIKE.get(item or "", item or "weapons")


@dataclass(frozen=True, slots=True)
class Ranked:
    """The likeliest pair of an item, and how likely it is that both are right, from 0 to 1."""

    supplier: str
    recipient: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a party is named.

    Attributes:
        first: Index of the first token.
        party: English name.
        link: The preposition before it, "adj" for an adjective, "-" for neither.
        act: What it says there, None where it is not said to speak.
    """

    first: int
    party: str
    link: str
    act: Act | None


class Ranker:
    """The parties of one document, to be ranked for each of its items; ``found`` has the transfers of the rules."""

    def __init__(self, origins: Origins, found: list[Transfer]) -> None:
        self.doc = origins.doc
        self.predicates = origins.predicates
        self.parties = origins.parties
        self.origins = origins
        self.namings = sorted(self._namings(), key=lambda naming: naming.first)
        self.places: dict[str, list[int]] = {}
        for naming in self.namings:
            self.places.setdefault(naming.party, []).append(naming.first)
        self.alike: dict[str, list[int]] = {}  # where items of a family are named
        for mention in self.predicates.items:
            self.alike.setdefault(family(mention.concept.item_class), []).append(mention.first)
        self.gave, self.took = {t.supplier for t in found}, {t.recipient for t in found}
        self.of_item: dict[int, list[Transfer]] = {}
        self.full: dict[str, list[Transfer]] = {"": []}  # with both parties, of each family and of any
        for transfer in found:
            self.of_item.setdefault(transfer.item_at, []).append(transfer)
            if transfer.supplier and transfer.recipient:
                self.full[""].append(transfer)
                self.full.setdefault(family(transfer.item), []).append(transfer)

    def _namings(self) -> Iterator[Naming]:
        """Yield the places where parties are named."""
        for actor in self.doc._.actors:
            party = self.parties.party(self.doc[actor.head])
            if party is None or party[0] == SPEAKER or self._posted(actor):
                continue
            word = self.doc[actor.first].lower_
            if word not in LINKS and actor.first:
                word = self.doc[actor.first - 1].lower_
                if self.doc[actor.first - 1].pos_ == "DET" and actor.first > 1 and word not in LINKS:
                    word = self.doc[actor.first - 2].lower_
            link = LINKS.get(word, word)
            link = "adj" if actor.qualifier else link if link in PREPOSITIONS else "-"
            yield Naming(actor.first, party[0], link, self.parties.said(actor))

    def _posted(self, actor: Actor) -> bool:
        """Say whether a place is where an embassy is: « l'ambassade de Russie à Bogota »."""
        before = self.doc[actor.first - 1].lower_ if actor.first else ""
        link = before in ("à", "en", "au", "aux")
        return link and any(map(is_post, grammar.left(self.doc[actor.first - 1], 5)))

    def best(self, signs: dict[str, Signs]) -> Ranked | None:
        """Return the likeliest supplier and recipient by the signs of all; None where fewer than two are named."""
        weights = load_weights()
        giving = sorted(((likelihood(s, weights.supplier), party) for party, s in signs.items()), reverse=True)[:2]
        taking = sorted(((likelihood(s, weights.recipient), party) for party, s in signs.items()), reverse=True)[:2]
        pairs = ((p * q, giver, taker) for p, giver in giving for q, taker in taking if giver != taker)
        found = max(pairs, default=None)
        return Ranked(found[1], found[2], found[0]) if found else None

    def told(self, mention: Mention) -> float:
        """Return how likely it is that a transfer of an item is told where it is named, from 0 to 1."""
        return likelihood(self.item_signs(mention), load_weights().told)

    # ---- signs ------------------------------------------------------------------------------------------------

    def item_signs(self, mention: Mention) -> Signs:
        """Return the signs of an item that tell whether somebody speaks of a transfer of it."""
        item, (first, last) = self.doc[mention.first], self._clause(mention.first)
        sentence = item.sent
        before = self.doc[mention.first - 1].lower_ if mention.first else ""
        verb, frame = self._predicate(mention.first)
        inside = self._between(sentence.start, sentence.end - 1)
        signs = {
            BIAS,
            f"item-of:{frame}",
            f"item-is:{item.dep_.split(':')[0]}",
            f"parties:{min(len({n.party for n in inside}), 3)}",
        }
        signs |= {f"rule:{t.kind.value}" for t in self.of_item.get(mention.first, ())} or {"no-rule"}
        signs.add("definite" if before in DEFINITE else "pointing" if before in POINTING else "indefinite")
        signs |= {"counted"} if mention.first and item.nbor(-1).pos_ == "NUM" else set()
        signs |= {"cue-in-sentence"} if any(t.i in self.parties.acts for t in sentence) else set()
        signs |= {"party-in-clause"} if self._between(first, last) else set()
        signs |= {"negated"} if negation.negated_noun(item) else set()
        signs |= {"said-before"} if self._before(family(mention.concept.item_class), mention.first) else set()
        signs |= {"origin-known"} if self.origins.origin(mention) else set()
        signs |= self._words(mention)
        if verb is not None and abs(verb.i - mention.first) <= 5:
            signs.add(f"near:{frame}")
        return frozenset(signs)

    def _words(self, mention: Mention) -> Signs:
        """Return the words on which an item hangs and beside which it stands, its class, and how often it is named."""
        item, alike = self.doc[mention.first], self.alike[family(mention.concept.item_class)]
        behind = self.doc[mention.last + 1] if mention.last + 1 < len(self.doc) else None
        before = self.doc[mention.first - 1] if mention.first else None
        return frozenset(
            (
                f"on:{'' if item.head.is_space else item.head.lemma_.lower()}",
                f"on:{item.head.pos_}",
                f"before:{'' if before is None or before.is_space else before.lower_}",
                f"behind:{'' if behind is None or behind.is_space else behind.lower_}",
                f"class:{mention.concept.item_class}",
                f"alike:{min(len(alike), MANY)}",
                f"nth:{min(bisect_left(alike, mention.first), MANY)}",
            )
        )

    def signs(self, mention: Mention) -> dict[str, Signs]:
        """Return the signs of every party with regard to an item."""
        at = mention.first
        sentence, (first, last) = self.doc[at].sent, self._clause(at)
        inside, close = self._between(sentence.start, sentence.end - 1), self._between(first, last)
        verb, frame = self._predicate(at)
        common = self._marked(mention, verb, frame)
        latest = bisect_left(self.namings, sentence.start, key=lambda naming: naming.first)
        nearest = self.namings[latest - 1].party if latest else None
        ranks = Counter(naming.party for naming in self._between(at - WINDOW, at + WINDOW)).most_common(MOST)
        out = {}
        for rank, (party, _) in enumerate(ranks):
            signs = {name for name, who in common.items() if who == party} | {BIAS, f"rank{min(rank, LOWEST_RANK)}"}
            signs |= {"made-by-another"} if common["maker"] not in (None, party) else set()
            signs |= {"rule-gives" for t in self.of_item.get(at, ()) if t.supplier == party}
            signs |= {"rule-takes" for t in self.of_item.get(at, ()) if t.recipient == party}
            signs |= self._standing(party) | self._here(party, at, frame, inside, close)
            if "in-sentence" not in signs:
                signs |= {self._elsewhere(party, at, sentence.start)} | (
                    {"nearest-before"} if party == nearest else set()
                )
            out[party] = frozenset(signs)
        return out

    def _marked(self, mention: Mention, verb: Token | None, frame: str) -> dict[str, str | None]:
        """Return which party each sign marks that only one can have."""
        verbal = verb is not None and verb.pos_ in grammar.VERBAL
        subject = self.parties.subject(verb) if verb is not None and verbal else None
        acting = self.parties.party(subject) if subject is not None else None
        voice = "passive" if verb is not None and verbal and grammar.is_passive(verb) else "active"
        alike, any_ = self._before(family(mention.concept.item_class), mention.first), self._before("", mention.first)
        origin = self.origins.origin(mention)
        return {
            "origin": origin[0] if origin else None,
            "maker": concepts()[mention.concept.maker].en if mention.concept.maker else None,
            f"subject:{frame}:{voice}": acting[0] if acting else None,
            "same-gave": alike.supplier if alike else None,
            "same-took": alike.recipient if alike else None,
            "last-gave": any_.supplier if any_ else None,
            "last-took": any_.recipient if any_ else None,
        }

    def _standing(self, party: str) -> Signs:
        """Return the signs of a party in the whole article."""
        opening = self.places[party][0]
        signs = {"lead"} if opening < LEAD else set()
        signs |= {"opens"} if opening == self.namings[0].first else set()
        signs |= {"gives"} if party in self.gave else set()
        signs |= {"takes"} if party in self.took else set()
        kind = kind_of(party)
        return frozenset(
            signs | ({kind.value} if kind in (ConceptKind.ARMED_GROUP, ConceptKind.ORGANIZATION) else set())
        )

    def _here(self, party: str, at: int, frame: str, inside: list[Naming], close: list[Naming]) -> Signs:
        """Return the signs of a party in the sentence of an item."""
        own = [naming for naming in inside if naming.party == party]
        if not own:
            return frozenset()
        signs = {"in-sentence"} | ({"alone-in-sentence"} if len(own) == len(inside) else set())
        if any(naming.party == party for naming in close):
            signs |= {"in-clause"} | ({"alone-in-clause"} if all(n.party == party for n in close) else set())
        for naming in own[:OWN]:
            signs |= {f"{naming.link}:{'after' if naming.first > at else 'before'}", f"{naming.link}:{frame}"}
            signs |= {f"says:{naming.act}"} if naming.act else set()
        return frozenset(signs)

    def _elsewhere(self, party: str, at: int, start: int) -> str:
        """Return the sign of where a party is named that the sentence does not name."""
        places = self.places[party]
        before = bisect_left(places, at)
        if not before:
            return "later"
        return "sentence-before" if start and places[before - 1] >= self.doc[start - 1].sent.start else "earlier"

    # ---- places -----------------------------------------------------------------------------------------------

    def _between(self, first: int, last: int) -> list[Naming]:
        return between(self.namings, first, last, lambda naming: naming.first)

    def _before(self, item: str, at: int) -> Transfer | None:
        """Return the last transfer with both parties before a token, of a family of items or "" for any."""
        full = self.full.get(item, [])
        index = bisect_left(full, at, key=lambda transfer: transfer.at)
        return full[index - 1] if index else None

    def _predicate(self, at: int) -> tuple[Token | None, str]:
        """Return the predicate nearest to an item in its sentence, and its frame, "none" where there is none."""
        sentence = self.doc[at].sent
        near = between(self.predicates.found, sentence.start, sentence.end - 1, lambda row: row[0].i)
        token, options = min(near, key=lambda row: (abs(row[0].i - at), row[0].i), default=(None, []))
        return token, options[0].frame if options else "none"

    def _clause(self, at: int) -> tuple[int, int]:
        """Return first and last token of the stretch between strong marks of punctuation around a token."""
        sentence = self.doc[at].sent
        first = last = at
        while first > sentence.start and self.doc[first - 1].text not in grammar.BOUNDARIES:
            first -= 1
        while last + 1 < sentence.end and self.doc[last + 1].text not in grammar.BOUNDARIES:
            last += 1
        return first, last
