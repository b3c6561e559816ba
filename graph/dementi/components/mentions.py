"""Where the text names a concept of the ontology: states, people, media, weapons.

Matching runs over the pieces of the text (a run of letters or a run of digits), so that « Su-35 », « Su35 », « SU 35 »
are one form, and takes the longest. A form that begins with a capital demands one; accents may be missing on capitals.

Reads:  the text, ``doc._.article``.
Writes: ``doc._.mentions``, a list of Mention in text order, without overlap; names that the tagger took for
        verbs become ``PROPN``.
Terms:  gazetteer, concept as in SKOS.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Span

from dementi.components.paragraphs import sentence_numbers
from dementi.records import Concept, ConceptKind, Form, Mention, Use
from dementi.terms import concepts

PIECE = re.compile(r"[^\W\d_]+|\d+")  # "Su-35" -> Su, 35; not "_"
GAP = re.compile(r"[ \-'./\n]{0,2}")  # between two pieces of one form: "Su-35", "M. K", "États-Unis"; not ", "
GLUED = re.compile(
    r"[A-Za-z]{1,3}\d?(?!\w)"
)  # the mark of a version after a number: "Su-35S", "Mi-28NE"; not "35 kilos"
CONTEXT_SENTENCES = 2  # how far back a generic word (« ces appareils ») may look for what it means


PARTIES = {ConceptKind.STATE, ConceptKind.ARMED_GROUP, ConceptKind.COLLECTIVE}
# Classes whose words are of every day (« système », « moteur »): a state beside them is no military context yet.
GENERIC = ("weapons", "components", "technology", "satellite", None)


def fold(text: str) -> str:
    """Return text in lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


@dataclass(slots=True)
class Entry:
    """A node of the trie of pieces; ``named`` are the concepts whose form ends here."""

    next: dict[str, Entry] = field(default_factory=dict)
    named: list[tuple[Concept, Form]] = field(default_factory=list)


def gazetteer(known: Iterable[Concept]) -> Entry:
    """Return the trie of every form, also without accents where the form begins with a capital."""
    root = Entry()
    for concept in known:
        for form in concept.forms:
            spellings = {form.text.lower()}
            if form.text[:1].isupper():
                spellings.add(fold(form.text))
            for spelling in spellings:
                node = root
                for piece in PIECE.findall(spelling):
                    node = node.next.setdefault(piece, Entry())
                if node is not root:
                    node.named.append((concept, form))
    return root


def _fits(form: Form, text: str) -> bool:
    """Say whether the text is written as the form demands: capitals where the form has them."""
    if form.text.isupper() and form.text.isalpha() and len(form.text) < 6:
        return text.isupper()
    return not form.text[:1].isupper() or text[:1].isupper()


def find_forms(text: str, trie: Entry) -> Iterator[tuple[int, int, Concept, Form]]:
    """Yield (start, end, concept, form) of the longest form at each place, left to right, without overlap."""
    pieces = list(PIECE.finditer(text))
    at = 0
    while at < len(pieces):
        best = None
        node = trie
        for ahead in range(at, len(pieces)):
            piece = pieces[ahead]
            if ahead > at and not GAP.fullmatch(text, pieces[ahead - 1].end(), piece.start()):
                break
            word = piece.group()
            following = node.next.get(word.lower())
            if following is None and word[:1].isupper():
                following = node.next.get(fold(word))
            if following is None:
                break
            node = following
            span = text[pieces[at].start() : piece.end()]
            fitting = [pair for pair in node.named if _fits(pair[1], span)]
            if fitting:
                best = (ahead, fitting[0])
        if best is None:
            at += 1
            continue
        last, (concept, form) = best
        end = pieces[last].end()
        if concept.kind is ConceptKind.ITEM and text[end - 1].isdigit() and (glued := GLUED.match(text, end)):
            end = glued.end()
        yield pieces[at].start(), end, concept, form
        while at < len(pieces) and pieces[at].start() < end:
            at += 1


def _foreign_surname(doc: Doc, first: int) -> bool:
    """Say whether a surname belongs to somebody else: « Igor Poutine » is not Vladimir Putin."""
    if not first:
        return False
    before = doc[first - 1]
    return before.text[:1].isupper() and before.is_alpha and before.pos_ == "PROPN" and not before.is_sent_start


def in_body(doc: Doc, start: int) -> bool:
    """Say whether a character lies in the article itself and not in feed metadata or boilerplate."""
    body = doc._.article.body
    before = bisect_right(body, start, key=lambda stretch: stretch[0])  # the stretches that begin up to there
    return not body or before > 0 and start < body[before - 1][1]


def _peopled(doc: Doc, found: list[tuple[int, int, Concept, Form]], sentence_of: list[int]) -> set[int]:
    """Return the sentences that name a state or body: there, generic words may be of arms."""
    spans = (doc.char_span(a, b, alignment_mode="expand") for a, b, concept, _ in found if concept.kind in PARTIES)
    return {sentence_of[span.start] for span in spans if span}


def _no_verbs(span: Span) -> None:
    """Make names of what the tagger took for verbs: « Su-35 »."""
    for token in span:
        if token.pos_ in ("VERB", "AUX"):
            token.pos_ = "PROPN"


def find_mentions(doc: Doc, trie: Entry, items: Mapping[str, Concept]) -> Iterator[Mention]:
    """Yield mentions in text order; generic words (« ces appareils ») stand for the equipment named before them."""
    sentence_of = sentence_numbers(doc)
    named: Mention | None = None
    specific: Concept | None = None
    found = list(find_forms(doc.text, trie))
    peopled = _peopled(doc, found, sentence_of)
    for start, end, concept, form in found:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or (form.use is Use.SURNAME and _foreign_surname(doc, span.start)):
            continue
        if form.context and concept.kind is ConceptKind.ITEM:
            near = named is not None and sentence_of[span.start] - sentence_of[named.first] <= CONTEXT_SENTENCES
            arms = concept.item_class not in GENERIC and sentence_of[span.start] in peopled
            if not near and not arms:
                continue
            if concept.item_class == "weapons" and named is not None:
                concept = named.concept
        if not in_body(doc, start):
            continue
        if concept.kind is ConceptKind.ITEM and concept.id == "missile" and specific is not None:
            concept = specific  # « des missiles balistiques … ces missiles »: the general word resumes the special one
        mention = Mention(doc._.article.select(start, end), concept, form.use, span.start, span.end - 1)
        if concept.item_class in ("ballistic-missile", "cruise-missile"):
            specific = items.get(concept.item_class)
        _no_verbs(span)
        if concept.kind is ConceptKind.ITEM and not form.context:
            named = mention
        yield mention


@Language.factory("dementi_mentions", assigns=["doc._.mentions"])
class Mentions:
    """The pipeline's hold on ``find_mentions``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        known = concepts()
        self.trie = gazetteer(known.values())
        self.items = {key: concept for key, concept in known.items() if concept.kind is ConceptKind.ITEM}

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.mentions``."""
        doc._.mentions = list(find_mentions(doc, self.trie, self.items))
        return doc
