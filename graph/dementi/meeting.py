"""Where claims meet their denials: what follows from the statements by rules, kept up to date in the graph ``derived``.

- A claim **refines** a broader one: see ``refinement``.
- A claim is **contested by** a claim that it equals or refines, where some statement precisely asserts the one and some
  statement precisely denies the other: denying the general denies the specific, never the reverse.
- **Attestation** counts who takes which stance on a claim: see ``attestation``.
- A statement **changes from** an earlier one of the same source; it **admits after denying** where it asserts what was
  denied, and **denies after asserting** the other way round; the **side changes from** a statement that another source
  made for the same state, collective or armed group. One source **contradicts** itself where no order tells what it
  said first. An outlet **retracts** where its own voice denies what its own voice asserted in an earlier article. What
  is comparable, and what earlier, says ``positions``. Sources that belong to one article (its voice, a group, nobody)
  neither change position nor contradict themselves; but a group counts for its side.

``settle`` says what must change after articles have; the same lines as if all were settled at once, whatever came
before. What it costs goes by what changed and not by what there is: of others' statements it reads those of the same
sources and sides on the same claims, with what is broader and narrower. To know in what an article had its part
before, the graph keeps the version of each that was last settled (``dem:settled``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from dementi.attestation import Key, Numbers
from dementi.contest import Claims, Contests
from dementi.derived import Delta, Draft
from dementi.records import Stance
from dementi.said import Reading, Told
from dementi.sayings import Sayings
from dementi.turns import Line, Turns
from dementi.vocabulary import date, term

__all__ = ["Delta", "Touched", "everything", "settle", "touched"]

_STANCES = {Stance.ASSERTS: "Assertion", Stance.DENIES: "Denial", Stance.UNCERTAIN: "Uncertainty"}


@dataclass(frozen=True)
class Touched:
    """What ``settle`` must look at; to be united with ``|``.

    Attributes:
        articles: IRIs of the articles that change.
        counted: Articles as they were when they were last settled.
        whole: All is to be settled anew, whatever was before.
    """

    articles: frozenset[str] = frozenset()
    counted: frozenset[Told] = frozenset()
    whole: bool = False

    def __or__(self, other: Touched) -> Touched:
        """Return what either has touched."""
        return Touched(self.articles | other.articles, self.counted | other.counted, self.whole or other.whole)


def touched(store: Store, article_iris: Iterable[str]) -> Touched:
    """Return what a change of articles touches.

    To be called for every article that comes, changes or goes, before its lines change in the store; once more
    afterwards does no harm. An article that changes its syndication cluster changes too.
    """
    reading, articles = Reading(store), frozenset(article_iris)
    return Touched(articles, frozenset(_counted(reading, articles)))


def everything(store: Store) -> Touched:
    """Return what settles all anew."""
    statements = store.quads_for_pattern(None, term("rdf:type"), term("dem:Article"))
    return Touched(frozenset(q.subject.value for q in statements if isinstance(q.subject, NamedNode)), whole=True)


def settle(store: Store, sayings: Sayings, touched: Touched) -> Delta:
    """Return what must change in the graph ``derived`` after articles have changed; writes nothing to the store.

    Args:
        store: With the articles as they are now.
        sayings: Of the articles as they were when they were last settled; of those as they are now, afterwards.
        touched: All that the change touched.

    Raises:
        ValueError: An article changed that nobody had looked at before.
    """
    reading = Reading(store)
    draft = Draft(reading, touched.whole)
    before, after = _changed(reading, draft, touched)
    if touched.whole:
        sayings.clear()
    sayings.exchange(before.values(), after.values())
    were, are = _lines(before), _lines(after)
    changed = [line.said for line in were | are]
    _attest(draft, sayings, {(claim, said.stance) for said in changed for claim in said.claims})
    claims = Claims(draft, sayings, {claim for said in changed for claim in said.claims})
    claims.refine()
    Contests(draft, sayings, claims, {(said.claim, said.stance) for said in changed}).contest()
    turns = Turns(draft, sayings, were - are, are - were)
    turns.turn()
    return draft.delta(claims.compared + turns.compared)


def _counted(reading: Reading, articles: Iterable[str]) -> Iterator[Told]:
    """Yield the articles that stand in the store as they were last settled, but for their cluster."""
    for article in articles:
        version = reading.version(article)
        told = reading.told(article) if version else None
        was = told.once(version) if told else None
        if was:
            yield was


def _changed(reading: Reading, draft: Draft, touched: Touched) -> tuple[dict[str, Told], dict[str, Told]]:
    """Return the articles that are not as they were last settled: as they were, and as they are."""
    counted = {} if touched.whole else {told.iri: told for told in touched.counted}
    before, after = dict[str, Told](), dict[str, Told]()
    for article in sorted(touched.articles):
        version, now = "" if touched.whole else reading.version(article), reading.told(article)
        if version and article not in counted:
            raise ValueError(
                f"{article}: it changed after it was settled, and `touched` was not called before; settle `everything`"
            )
        if now and not draft.fresh and now.version == version:
            continue
        draft.doubt(article, "dem:settled")
        if version:
            before[article] = counted[article]
        if now:
            after[article] = now
            draft.hold(article, "dem:settled", Literal(now.version))
    return before, after


def _lines(told: dict[str, Told]) -> set[Line]:
    return {Line(said, article.publisher) for article in told.values() for said in article.said}


def _attest(draft: Draft, sayings: Sayings, changed: Iterable[Key]) -> None:
    """Say which attestations hold, of those where a statement changed."""
    for claim, stance in sorted(changed):
        node = f"{claim}/{stance}"
        draft.doubt(node, None)
        draft.doubt(claim, "dem:attestation", node)
        numbers = sayings.numbers(claim, stance)
        if numbers:
            _hold(draft, claim, node, stance, numbers)


def _hold(draft: Draft, claim: str, node: str, stance: Stance, numbers: Numbers) -> None:
    """Say that an attestation holds."""
    draft.hold(claim, "dem:attestation", node)
    draft.hold(node, "rdf:type", term("dem:Attestation"))
    draft.hold(node, "dem:stance", term(f"dem:{_STANCES[stance]}"))
    for name, number in numbers.items():
        draft.hold(node, f"dem:{name}", Literal(number) if isinstance(number, int) else date(number))
