"""Where the text names a concept of the ontology: states, people, media, weapons.

Matching runs over the pieces of the text (a run of letters or a run of digits), so that « Su-35 », « Su35 », « SU 35 »
are one form, and takes the longest. A form that begins with a capital demands one; accents may be missing on capitals.
Longer phrases that name something else (« jardin du Luxembourg ») are in the same trie: they win and name nothing.

Reads:  the text, ``doc._.article``.
Writes: ``doc._.mentions``, a list of Mention in text order, without overlap; names that the tagger took for
        verbs become ``PROPN``.
Terms:  gazetteer, concept as in SKOS; decoy: a phrase that holds a form and names something else.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dementi.components.paragraphs import sentence_numbers
from dementi.lexicon import word_list
from dementi.records import Concept, ConceptKind, Form, Mention, Use
from dementi.terms import concepts, stops

PIECE = re.compile(r"[^\W\d_]+|\d+")  # "Su-35" -> Su, 35; not "_"
GAP = re.compile(r"[ \-'./\n]{0,2}| & ")  # between two pieces of one form: "Su-35", "M. K", "Heckler & Koch"; not ", "
GLUED = re.compile(
    r"[A-Za-z]{1,3}\d?(?!\w)"
)  # the mark of a version after a number: "Su-35S", "Mi-28NE"; not "35 kilos"
OPENS = re.compile(
    r"(?:^|[^\w\s,)])\s*$"
)  # before a word that has its capital from its place: "– Drones", not "à Grenade"
CONTEXT_SENTENCES = 2  # how far back a generic word (« ces appareils ») may look for what it means
CONTRACTED = frozenset(("du", "des", "au", "aux"))  # articles to the eye, prepositions to the tagger
SHORT = 3  # letters; a first word no longer than that (« Le Monde ») leaves it to the next one to be a name


PARTIES = {ConceptKind.STATE, ConceptKind.ARMED_GROUP, ConceptKind.COLLECTIVE}
# Classes whose words are of every day (« système », « moteur »): a state beside them is no military context yet.
GENERIC = ("weapons", "components", "technology", "satellite", None)

ARMING = word_list("transfers.toml", "arming")
BUILT = word_list("transfers.toml", "built")
PARTS = ("components", "technology")
OF = re.compile(r" (?:de |des |du |d'|pour )(?:la |les? |l'|ses |leurs |son |leur |ces )?")
FLYING = ("drone", "fighter-aircraft", "helicopter")

Candidate = tuple[Concept, Form]


def fold(text: str) -> str:
    """Return text in lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


@dataclass(slots=True)
class Entry:
    """A node of the trie of pieces; ``named`` are the concepts whose form ends here, ``decoy`` that none does."""

    next: dict[str, Entry] = field(default_factory=dict)
    named: list[Candidate] = field(default_factory=list)
    decoy: bool = False

    def at(self, phrase: str) -> Entry:
        """Return the node in which a phrase ends, made where it is not there."""
        node = self
        for piece in PIECE.findall(phrase):
            following = node.next.get(piece)
            if following is None:
                following = node.next[piece] = Entry()
            node = following
        return node


def _spellings(form: str) -> set[str]:
    """Return how a form may be written, in lower case: accents may be missing on capitals, on names altogether."""
    if form.isascii():
        return {form.lower()}
    plain = "".join(fold(c) if c.isupper() else c for c in form).lower()
    return {form.lower(), plain, fold(form)} if form[:1].isupper() else {form.lower(), plain}


def gazetteer(known: Iterable[Concept], stop: Mapping[Use, Iterable[str]]) -> Entry:
    """Return the trie of every form and decoy."""
    root = Entry()
    for concept in known:
        for form in concept.forms:
            for spelling in _spellings(form.text):
                node = root.at(spelling)
                if node is not root:
                    node.named.append((concept, form))
            for words in stop.get(form.use, ()):
                root.at(f"{words} {form.text}".lower()).decoy = True
        for phrase in concept.not_in:
            for spelling in _spellings(phrase):
                root.at(spelling).decoy = True
    return root


def _fits(form: Form, written: list[str]) -> bool:
    """Say whether the pieces of the text are written as the form demands: capitals where the form has them."""
    if form.text.isupper() and form.text.isalpha() and len(form.text) < 6:
        return all(piece.isupper() for piece in written)
    pieces = PIECE.findall(form.text)
    short = len(list(takewhile(lambda piece: len(piece) <= SHORT, pieces)))
    wanted = zip(pieces[: short + 1], written, strict=False)
    return all(has[:1].isupper() or not form_has[:1].isupper() for form_has, has in wanted)


def _candidates(node: Entry, written: list[str]) -> list[Candidate]:
    """Return what the pieces of the text can name: what asks for context first, then what is written just so."""
    fitting = [pair for pair in node.named if _fits(pair[1], written)]
    capital = written[0][:1].isupper()
    return sorted(fitting, key=lambda pair: (not pair[1].context, pair[1].text[:1].isupper() is not capital))


def _longest(text: str, pieces: list[re.Match[str]], at: int, trie: Entry) -> tuple[int, list[Candidate]] | None:
    """Return the last piece of the longest form or decoy that begins at a piece, and what it can name."""
    best: tuple[int, list[Candidate]] | None = None
    node: Entry | None = trie
    for ahead in range(at, len(pieces)):
        piece = pieces[ahead]
        if node is None or (ahead > at and not GAP.fullmatch(text, pieces[ahead - 1].end(), piece.start())):
            break
        word = piece.group()
        following = node.next.get(word.lower())
        if following is None and word[:1].isupper():
            following = node.next.get(fold(word))
        node = following
        if node and node.decoy:
            best = (ahead, [])
        elif node and node.named and (named := _candidates(node, [p.group() for p in pieces[at : ahead + 1]])):
            best = (ahead, named)
    return best


def find_forms(text: str, trie: Entry) -> Iterator[tuple[int, int, list[Candidate]]]:
    """Yield (start, end, what it can name) of the longest form at each place, left to right, without overlap."""
    pieces = list(PIECE.finditer(text))
    at = 0
    while at < len(pieces):
        word = pieces[at].group()
        if word.lower() not in trie.next and not word[:1].isupper():  # most words begin no form
            at += 1
            continue
        best = _longest(text, pieces, at, trie)
        if best is None:
            at += 1
            continue
        last, named = best
        start, end = pieces[at].start(), pieces[last].end()
        if named and named[0][0].kind is ConceptKind.ITEM and text[end - 1].isdigit():
            glued = GLUED.match(text, end)
            end = glued.end() if glued else end
        if named:
            yield start, end, named
        while at < len(pieces) and pieces[at].start() < end:
            at += 1


def in_body(doc: Doc, start: int) -> bool:
    """Say whether a character lies in the article itself and not in feed metadata or boilerplate."""
    body = doc._.article.body
    before = bisect_right(body, start, key=lambda stretch: stretch[0])  # the stretches that begin up to there
    return not body or before > 0 and start < body[before - 1][1]


@dataclass(slots=True)
class Setting:
    """What the article says around a form, by which it is told whether the form stands for its concept."""

    doc: Doc
    sentence_of: list[int]
    peopled: set[int]  # sentences that name a state or body: there, generic words may be of arms
    in_full: set[str]  # ids of the concepts that the article names by a form that needs no context
    named: Mention | None = None  # the equipment named last by a form that needs no context
    flying: Mention | None = None  # the same of what flies with or without a crew: no « appareil » is a missile

    def stands(self, concept: Concept, form: Form, span: Span) -> bool:
        """Say whether a form that is written here stands for its concept."""
        surname = form.use is Use.SURNAME or (form.context and form.text[:1].isupper())
        if surname and self._foreign(span.start):
            return False
        if concept.not_beside and not self._words(span).isdisjoint(map(fold, concept.not_beside)):
            return False
        if concept.kind is not ConceptKind.ITEM:
            return not form.context or concept.id in self.in_full
        return self._common(form, span) and (not form.context or self._armed(concept, form, span))

    def meant(self, form: Form) -> Mention | None:
        """Return the equipment that a generic word stands for, or None."""
        return self.flying or self.named if form.text.startswith("appareil") else self.named

    def _foreign(self, first: int) -> bool:
        """Say whether a name belongs to somebody else: « Igor Poutine » is not Vladimir Putin."""
        if not first:
            return False
        before = self.doc[first - 1]
        return before.text[:1].isupper() and before.is_alpha and before.pos_ == "PROPN" and not before.is_sent_start

    def _words(self, span: Span) -> set[str]:
        """Return the words of the sentence around a span, in lower case without accents."""
        here = self.sentence_of[span.start]
        first, last = span.start, span.end
        while first and self.sentence_of[first - 1] == here:
            first -= 1
        while last < len(self.doc) and self.sentence_of[last] == here:
            last += 1
        return set(PIECE.findall(fold(self.doc[first:last].text)))

    def _common(self, form: Form, span: Span) -> bool:
        """Say whether a common noun is written as one: « à Grenade » is a town."""
        if not form.text[:1].islower() or not span.text[:1].isupper() or span.text.isupper():
            return True
        return span[0].is_sent_start or bool(OPENS.search(self.doc.text, 0, span.start_char))

    def _armed(self, concept: Concept, form: Form, span: Span) -> bool:
        """Say whether arms are spoken of: equipment was named before, or a state is in the sentence."""
        here = self.sentence_of[span.start]
        if self.named is not None and here - self.sentence_of[self.named.first] <= CONTEXT_SENTENCES:
            return True
        if concept.item_class in GENERIC or here not in self.peopled:
            return False
        return form.text[:1].islower() or _is_model(self.doc, span.start)


def _is_model(doc: Doc, first: int) -> bool:
    """Say whether a name has what models have before them: « des Milan », « ses vieux Osa », « véhicules Eagle »."""
    if not first:
        return False
    before = doc[first - 1]
    if before.pos_ == "ADJ" and before.lower_ == before.text and first > 1:
        before = doc[first - 2]
    return before.pos_ in ("DET", "NUM") or before.lower_ in CONTRACTED or before.text in BUILT


def _setting(doc: Doc, found: list[tuple[int, int, list[Candidate]]]) -> Setting:
    """Return the setting of an article, with nothing named yet."""
    sentence_of = sentence_numbers(doc)
    plain = [(start, end, *pairs[-1]) for start, end, pairs in found if not pairs[-1][1].context]
    spans = (doc.char_span(a, b, alignment_mode="expand") for a, b, concept, _ in plain if concept.kind in PARTIES)
    in_full = {concept.id for *_, concept, form in plain if form.use is Use.NAME}
    return Setting(doc, sentence_of, {sentence_of[span.start] for span in spans if span}, in_full)


def arms(token: Token) -> bool:
    """Say whether a token is a verb that says arms: « l'Iran arme le Hezbollah »."""
    return token.pos_ == "VERB" and token.lemma_ in ARMING


def _no_verbs(span: Span) -> None:
    """Make names of what the tagger took for verbs: « Su-35 »."""
    for token in span:
        if token.pos_ in ("VERB", "AUX"):
            token.pos_ = "PROPN"


def _part(setting: Setting, found: list[tuple[int, int, list[Candidate]]], place: int) -> Candidate | None:
    """Return what a word of every day means right before equipment: « les composants du F-35 », « pièces de chars »."""
    _, end, candidates = found[place]
    if place + 1 >= len(found) or not OF.fullmatch(setting.doc.text[end : found[place + 1][0]]):
        return None
    concept, form = found[place + 1][2][-1]
    if concept.kind is not ConceptKind.ITEM or concept.item_class in GENERIC:
        return None
    if form.context:
        span = setting.doc.char_span(*found[place + 1][:2], alignment_mode="expand")
        if span is None or not setting.stands(concept, form, span):
            return None
    return next((pair for pair in candidates if pair[0].item_class in PARTS), None)


def find_mentions(doc: Doc, trie: Entry, items: Mapping[str, Concept]) -> Iterator[Mention]:
    """Yield mentions in text order; generic words (« ces appareils ») stand for the equipment named before them."""
    found = list(find_forms(doc.text, trie))
    setting = _setting(doc, found)
    specific: Concept | None = None
    for place, (start, end, candidates) in enumerate(found):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not in_body(doc, start) or len(span) == 1 and arms(span[0]):
            continue
        pair = next((pair for pair in candidates if setting.stands(*pair, span)), None)
        pair = pair or _part(setting, found, place)
        if pair is None:
            continue
        concept, form = pair
        if form.context and concept.id == "weapons" and (meant := setting.meant(form)) is not None:
            concept = meant.concept
        if concept.id == "missile" and specific is not None:
            concept = specific  # « des missiles balistiques … ces missiles »: the general word resumes the special one
        mention = Mention(doc._.article.select(start, end), concept, form.use, span.start, span.end - 1)
        if concept.item_class in ("ballistic-missile", "cruise-missile"):
            specific = items.get(concept.item_class)
        _no_verbs(span)
        if concept.kind is ConceptKind.ITEM and not form.context:
            setting.named = mention
            setting.flying = mention if concept.item_class in FLYING else setting.flying
        yield mention


@Language.factory("dementi_mentions", assigns=["doc._.mentions"])
class Mentions:
    """The pipeline's hold on ``find_mentions``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        known = concepts()
        self.trie = gazetteer(known.values(), stops())
        self.items = {key: concept for key, concept in known.items() if concept.kind is ConceptKind.ITEM}

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.mentions``."""
        doc._.mentions = list(find_mentions(doc, self.trie, self.items))
        return doc
