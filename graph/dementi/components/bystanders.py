"""Who speaks without an office: « un docker du port », « un hebdomadaire de Munich », and names that none goes with.

No component: the part of ``showing`` that offers the trained reader more parties than the rules name. Rules take such a
noun or name for a speaker only as the subject of a verb of saying; whether it is one elsewhere is for the reader to
judge.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

from spacy.strings import get_string_id
from spacy.tokens import Doc

from dementi.components.names import JOINTS, Names, introduced_by
from dementi.components.naming import phrase_around, words
from dementi.lexicon import word_list
from dementi.records import Actor, Source, SourceKind

NOUN = get_string_id("NOUN")
CAPITAL = frozenset(("Le", "La", "Les", "L'"))
OPENING = frozenset('«"“:—–-(•|/\n')  # behind which a capital says nothing
BEFORE = tuple(map(get_string_id, ("DET", "ADJ", "NUM")))  # a noun that names somebody has one of them right before it


@cache
def speakers() -> frozenset[str]:
    """Return the nouns that may name who speaks, in both numbers."""
    singular = word_list("actors.toml", "speaker")
    return singular | {f"{word}s" for word in singular}


@cache
def _numbers() -> frozenset[int]:
    """Return them as spaCy's numbers."""
    return frozenset(map(get_string_id, speakers()))


def bystanders(doc: Doc) -> list[Actor]:
    """Return who is not among the actors of a document and may speak, in text order."""
    taken = {i for actor in doc._.actors for i in range(actor.first, actor.last + 1)}
    heads = {
        span.root.i
        for attribution in doc._.attributions
        if attribution.source.described
        and (text := attribution.source.text)
        and (span := doc.char_span(text.start, text.end, alignment_mode="expand"))
    }
    lower, classes = doc.to_array(["LOWER", "POS"]).T.tolist() or ((), ())
    known = _numbers()
    heads |= {
        i for i, word in enumerate(lower) if word in known and classes[i] == NOUN and i and classes[i - 1] in BEFORE
    }
    names = Names(doc)
    named = _named(names, taken)
    papers = _papers(names, taken | {i for actor in named for i in range(actor.first, actor.last + 1)})
    by_end = {actor.last: actor for actor in named}
    found = [_as_named(doc, _actor(doc, head), by_end) for head in sorted(heads - taken - _introducing(doc, named))]
    ends = {actor.last for actor in found if actor.source.kind is SourceKind.PERSON}
    rest = (actor for actor in named if actor.last not in ends)
    return sorted([*found, *rest, *papers], key=lambda actor: actor.first)


def _introducing(doc: Doc, named: list[Actor]) -> set[int]:
    """Return the nouns beside which a person's name is set: « un docker, Jean Untel, » is one man."""
    people = (actor for actor in chain(doc._.actors, named) if actor.source.kind is SourceKind.PERSON)
    nouns = (introduced_by(token) for actor in people for token in doc[actor.first : actor.last + 1])
    return {noun.i for noun in nouns if noun is not None}


def _as_named(doc: Doc, actor: Actor, by_end: dict[int, Actor]) -> Actor:
    """Return who goes by a name that is set beside the noun: « notre confrère Untel », not « le chef d'Untel »."""
    beside = by_end.get(actor.last)
    if beside is None or beside.first <= actor.head or any(t.pos_ == "ADP" for t in doc[actor.head + 1 : beside.first]):
        return actor
    return Actor(actor.first, actor.last, actor.head, beside.source)


def _named(names: Names, taken: set[int]) -> list[Actor]:
    """Return the places of names that no rule takes for anybody; of a surname too, once the name is told."""
    doc, found, end = names.doc, [], 0
    sources = {a.source.name: a.source for a in doc._.actors if a.source.kind is SourceKind.PERSON}
    surnames = {name.split()[-1]: source for name, source in sources.items() if source.text}
    spelt, lower = doc.to_array(["ORTH", "LOWER"]).T.tolist() or ((), ())
    for at in (i for i in range(len(doc)) if spelt[i] != lower[i] and i not in taken):  # others have no capital
        if at < end:
            continue
        place = names.name_from(at)
        first, last = place or (at, at)
        known = None if place else surnames.get(names.tokens[at].text)
        if place and not names.item_at.intersection(range(first, last + 1)):
            text = words(doc, first, last)
            known = sources.setdefault(text.exact, Source(text.exact, SourceKind.PERSON, None, text))
            surnames.setdefault(names.tokens[last].text, known)
        if known:
            found.append(Actor(first, last, last, known))
        end = last + 1
    return found


def _papers(names: Names, taken: set[int]) -> list[Actor]:
    """Return the places of names with a capital article within a sentence, as papers have: « la une de La Untel ».

    Once so spelt, a name is known where a sentence begins with it.
    """
    doc, starts = names.doc, {sentence.start for sentence in names.doc.sents}
    places = {at: last for at in range(len(doc) - 1) if (last := _paper_end(names, at)) and at not in taken}
    within = ((at, last) for at, last in places.items() if at not in starts and doc[at - 1].text not in OPENING)
    spelt = {names.spelt(place) for place in within}
    found = []
    for at, last in places.items():
        if names.spelt((at, last)) in spelt and taken.isdisjoint(range(at, last + 1)):
            source = Source(names.spelt((at + 1, last)), SourceKind.MEDIA, None, words(doc, at, last))
            found.append(Actor(at, last, last, source))
    return found


def _paper_end(names: Names, at: int) -> int | None:
    """Return the last token of a name with its article that begins here: « La Untel », « Le Untel du Nord »."""
    if names.tokens[at].text not in CAPITAL or not names.name_word(at + 1):
        return None
    last = at + 1
    while last + 2 < len(names.tokens) and (names.name_word(last + 1) or _joined(names, last + 1)):
        last += 1 if names.name_word(last + 1) else 2
    return last


def _joined(names: Names, at: int) -> bool:
    """Say whether a name goes on behind a small word: « Le Untel du Nord »."""
    return names.tokens[at].lower_ in JOINTS and names.name_word(at + 1)


def _actor(doc: Doc, head: int) -> Actor:
    """Return who a noun names, by the article's words."""
    first, last = phrase_around(doc[head])
    text = words(doc, first, last)
    return Actor(first, last, head, Source(text.exact, SourceKind.GROUP, None, text))
