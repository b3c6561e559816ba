"""Where firms are named that the ontology does not know: « la société Untel », « Untel, armurier », « Untel Systems ».

No component: the part of ``actors`` that knows a firm by a noun for firms beside its name, or by a word of which only
firms' names are made, and knows it again by its name alone, before and after it is introduced.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dementi.components.adjuncts import CARRIERS
from dementi.components.names import MASTHEADS, Stretch, introduced_by
from dementi.components.naming import phrase_around
from dementi.components.phrases import CIVIC, Phrases
from dementi.fr import grammar, sentences
from dementi.lexicon import word_list
from dementi.records import ConceptKind

REACH = 4  # tokens from « société » to its name
TRADES = word_list("transfers.toml", "firm")
PARTS = word_list("actors.toml", "firm_part")
INSIDE = frozenset("dans sur devant en chez depuis".split())
ENDS = frozenset(",.;:)")  # behind what is set beside something
SEATS = (ConceptKind.STATE, ConceptKind.PLACE)  # of which a firm's name may be made: « Canberra Untel »


def firm_places(doc: Doc, phrases: Phrases) -> dict[int, int]:
    """Return the last token of each place where a firm is named, by its first."""
    tokens = sentences.every(doc)
    known = {tuple(token.text for token in tokens[first : last + 1]) for first, last in _introduced(doc, phrases)}
    if not known:
        return {}
    longest, starts, found, end = max(map(len, known)), {name[0] for name in known}, {}, 0
    for token in tokens:
        if token.i < end or token.text not in starts:
            continue
        alone = token.i == 0 or not phrases.name_word(token.i - 1)  # « Serge Untel, patron du groupe Untel »
        for length in range(longest, 0, -1):
            if (alone or length > 1) and tuple(other.text for other in tokens[token.i : token.i + length]) in known:
                found[token.i], end = token.i + length - 1, token.i + length
                break
    return found


def _introduced(doc: Doc, phrases: Phrases) -> Iterator[Stretch]:
    """Yield the places where the article, or the name itself, says that it is a firm's."""
    for token in sentences.every(doc):
        noun = phrases.nouns.get(token.lemma_)
        if noun is not None:
            joined = noun.company and noun.lemma not in CIVIC and token.pos_ == "NOUN"
        else:
            joined = token.lower_ in TRADES and token.pos_ in ("NOUN", "PROPN")  # « PME » is tagged as a name
        if joined:
            for place in (_behind(token, phrases), _apposed(token, phrases), _beside(token, phrases)):
                if place:
                    yield place
        elif token.lower_ in PARTS and token.text[:1].isupper() and (place := _around(token, phrases)):
            yield place


def _behind(noun: Token, phrases: Phrases) -> Stretch | None:
    """Return the name right behind a noun, over adjectives: « le fabricant tchèque Untel »."""
    for token in grammar.right(noun, REACH):
        if _in_name(token, phrases):
            return _from(token, phrases)
        if token.pos_ != "ADJ":
            return None
    return None


def _apposed(noun: Token, phrases: Phrases) -> Stretch | None:
    """Return the name to which a noun is apposed: « Untel Motors, un fabricant bulgare, »."""
    at = noun.i - 1
    while at > noun.sent.start and noun.doc[at].pos_ in ("DET", "ADJ"):
        at -= 1
    if at <= noun.sent.start or noun.doc[at].text != ",":
        return None
    first = at
    while first > noun.sent.start and phrases.name_word(first - 1):
        first -= 1
    return (first, at - 1) if first < at else None


def _beside(noun: Token, phrases: Phrases) -> Stretch | None:
    """Return the name set beside a noun between commas: « une entreprise de Split, Untel Motors, »."""
    if _behind(noun, phrases):
        return None  # « le directeur de la société Untel, Jean Untel, »
    names = (token for token in noun.rights if introduced_by(token) is noun and _in_name(token, phrases))
    if place := next((_from(token, phrases) for token in names), None):
        return place
    tokens, (first, last) = sentences.every(noun.doc), phrase_around(noun)
    begins = last + 2  # behind a comma, whatever the parser joins to what
    if begins >= noun.sent.end or tokens[begins - 1].text != "," or not _in_name(tokens[begins], phrases):
        return None
    within = first and tokens[first - 1].lower_ in INSIDE  # « dans une fabrique de Split, Jean Untel raconte »
    another = tokens[begins].dep_ == "nsubj" or tokens[begins].dep_ == "appos" and tokens[begins].head.i < noun.i
    if tokens[first].lower_ not in ("un", "une") or within or another:
        return None
    place = _from(tokens[begins], phrases)
    return place if place[1] + 1 < len(tokens) and tokens[place[1] + 1].text in ENDS else None


def _around(part: Token, phrases: Phrases) -> Stretch | None:
    """Return the name that ends or begins with a word of which firms' names are made; no paper's, none of one word."""
    first, last = part.i, part.i
    if part.i in phrases.mention_at:
        return None  # « Elbit Systems Untel »: the ontology knows whose it is
    for token in grammar.left(part, REACH):
        if not _in_name(token, phrases):
            break
        first = token.i
    if first == last and not (first and part.nbor(-1).pos_ == "DET"):  # « le ministre de la Défense Untel »
        last = _from(part, phrases)[1]
    if first == last or last + 1 < len(part.doc) and phrases.name_word(last + 1):
        return None  # « Untel Aviation Studies »: it ends with another word
    if any(token.lower_ in MASTHEADS for token in part.doc[first : last + 1]) or _carries(part.doc, first, phrases):
        return None
    return first, last


def _carries(doc: Doc, first: int, phrases: Phrases) -> bool:
    """Say whether a ship or an office stands before a name: « le cargo Untel Trading », « le député Untel Trading »."""
    before = next((token for token in grammar.left(doc[first], 2) if token.pos_ != "ADJ"), None)
    return before is not None and (before.lemma_ in CARRIERS or before.lower_ in phrases.titles)


def _from(token: Token, phrases: Phrases) -> Stretch:
    """Return the name that begins at a token."""
    last = token.i
    for following in grammar.right(token, REACH):
        if not (_in_name(following, phrases) or following.lower_ in PARTS and following.text[:1].isupper()):
            break
        last = following.i
    return token.i, last


def _in_name(token: Token, phrases: Phrases) -> bool:
    """Say whether a token can be part of a firm's name: a name's word, or a place's name that stands with others."""
    if phrases.name_word(token.i):
        return True
    mention = phrases.mention_at.get(token.i)
    seat = mention is not None and mention.concept.kind in SEATS and token.text[:1].isupper()
    behind = token.i + 1
    return seat and behind < token.sent.end and phrases.name_word(behind) and token.pos_ == "PROPN"
