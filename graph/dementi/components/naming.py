"""How rows name whom a phrase means: the source of a concept, the side that a phrase speaks for, « US officials ».

No component: the part of ``actors`` that turns words into names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from dementi.components.callings import ActorNoun, load_titles
from dementi.lexicon import FRENCH, entries, word_list
from dementi.records import Concept, ConceptKind, Mention, Selector, Source, SourceKind, Use
from dementi.terms import concepts

WEST, EUROPE = "western-countries", "european-countries"
LOOSE = {WEST: "Western", EUROPE: "European"}  # sides of nobody in particular: who speaks for one speaks for no state
GROUPS_OF_STATES = (WEST, "nato-countries", EUROPE)
CHARGED = ("ministère", "ministre")
CHIEFS = ("chief", "head")  # « chef », « patron »: what of is said behind
SEATED = word_list("actors.toml", "seated")
SENT = frozenset("mandaté nommé désigné dépêché".split())
SETTINGS = frozenset("à a depuis côté".split())  # what opens a sentence that says where it plays
# Words that show the gender of the noun behind them.
GENDERS = dict.fromkeys("la une cette mme".split(), "Fem") | dict.fromkeys("le un du au ce m.".split(), "Masc")
STEM = 3  # letters that the two forms of an office share
WITHIN = frozenset("en au aux".split())  # right before a state: « en Iran, », but « en visite à Téhéran »
SPEAKS_FOR_ITSELF = {ConceptKind.STATE, ConceptKind.COLLECTIVE, ConceptKind.ARMED_GROUP}
MASCULINE_IN_E = word_list("actors.toml", "masculine")  # names of states; others in -e are feminine (la Russie)
SOURCE_KINDS = {
    ConceptKind.STATE: SourceKind.STATE,
    ConceptKind.COLLECTIVE: SourceKind.ORGANIZATION,
    ConceptKind.ARMED_GROUP: SourceKind.ORGANIZATION,
    ConceptKind.ORGANIZATION: SourceKind.ORGANIZATION,
    ConceptKind.MEDIA: SourceKind.MEDIA,
    ConceptKind.PERSON: SourceKind.PERSON,
    ConceptKind.PLACE: SourceKind.STATE,
}


@dataclass(frozen=True, slots=True)
class Resuming:
    """Nouns by which « le … » may point back at concepts of a kind; ``named`` where their own name has the noun."""

    kind: ConceptKind
    words: tuple[str, ...]
    named: bool = False


@cache
def load_resuming(path: Path = FRENCH / "actors.toml") -> dict[ConceptKind, Resuming]:
    """Read the nouns that point back, by kind of concept.

    Raises:
        ValueError: As ``lexicon.entries``.
    """
    return {entry.kind: entry for entry in entries(path, "resuming", Resuming)}


@cache
def by_english() -> Mapping[str, Concept]:
    """Return every concept by its English name, of which no two share one."""
    return {concept.en: concept for concept in concepts().values()}


def kind_of(name: str) -> ConceptKind | None:
    """Return what the ontology says that somebody is, by the English name; None where it does not know the name."""
    concept = by_english().get(name)
    return concept.kind if concept else None


def is_state(name: str) -> bool:
    """Say whether a side is a state, and not the EU or an armed group."""
    return kind_of(name) is ConceptKind.STATE


def name_of(concept_id: str | None) -> str | None:
    """Return the English name of a concept."""
    return concepts()[concept_id].en if concept_id else None


def words(doc: Doc, first: int, last: int) -> Selector:
    """Return the selector of tokens first to last, both included."""
    selector: Selector = doc._.article.select(doc[first].idx, doc[last].idx + len(doc[last]))
    return selector


def phrase_around(noun: Token) -> tuple[int, int]:
    """Return the first and last token of what a noun names together with the words around it, parsed or not."""
    doc, first, last = noun.doc, noun.i, noun.i
    while first > noun.sent.start and doc[first - 1].pos_ in ("DET", "ADJ", "NUM"):
        first -= 1
    while last + 1 < noun.sent.end and doc[last + 1].pos_ in ("ADJ", "ADP", "DET", "NOUN", "PROPN"):
        last += 1
    while doc[last].pos_ in ("ADP", "DET"):
        last -= 1
    return first, last


def source_of(concept: Concept, doc: Doc, first: int, last: int) -> Source:
    """Return the source that a concept is when the text names it at these tokens."""
    kind, text = SOURCE_KINDS[concept.kind], words(doc, first, last)
    if concept.id in GROUPS_OF_STATES:
        return Source(concept.en, SourceKind.GROUP, None, text, concept.id)
    if concept.kind is ConceptKind.MEDIA:
        return Source(concept.en, kind, None, text, concept.id)
    behalf = concept.en if concept.kind in SPEAKS_FOR_ITSELF else name_of(concept.behalf)
    if concept.kind is ConceptKind.PLACE:  # « la Crimée » is read as the state in which it lies
        return Source(behalf or concept.en, kind, behalf, text, concept.behalf)
    return Source(concept.en, kind, behalf, text, concept.id)


def side_of(mentions: Sequence[Mention]) -> str | None:
    """Return the English name of the state or body that a phrase speaks for: the first that it names."""
    for mention in mentions:
        concept = mention.concept
        if concept.kind in SPEAKS_FOR_ITSELF:
            return None if concept.id in LOOSE else concept.en
        if concept.kind in (ConceptKind.ORGANIZATION, ConceptKind.PERSON) and concept.behalf:
            return name_of(concept.behalf)
    return None


def setting(sentence: Span, before: int, mention_at: Mapping[int, Mention]) -> str | None:
    """Return the state whose capital or adjective a sentence opens with: « À Kiev, le ministère … », « Côté russe, … ».

    Args:
        sentence: The sentence.
        before: Index of the token up to which to look.
        mention_at: The names of the document by their tokens.
    """
    start = next((token.i for token in sentence if not token.is_punct and not token.is_space), sentence.start)
    if sentence.doc[start : start + 2].text.lower() == "du côté":  # « Du côté turc, … », « Du côté de Minsk, … »
        start += 1
    opening = sentence.doc[start].lower_
    if opening not in SETTINGS and opening not in WITHIN:
        return None
    for token in sentence.doc[start + 1 : min(start + (2 if opening in WITHIN else 4), before)]:
        mention = mention_at.get(token.i)
        if mention and (mention.use in (Use.METONYM, Use.ADJECTIVE) or mention.concept.kind is ConceptKind.STATE):
            return side_of([mention])
    return None


def seat(
    doc: Doc, last: int, mention_at: Mapping[int, Mention], official: bool = False, alone: bool = False
) -> str | None:
    """Return the state in which somebody sits, by the participle behind a phrase: « une société basée à Minsk ».

    Officials need none: « deux responsables à Minsk »; diplomats and journalists can be there for anybody, and so can
    who speaks for himself, ``alone``. Who is sent by a body speaks for it: « les experts mandatés par l'ONU ».
    """
    words = doc[last + 1 : last + 6]
    if len(words) > 2 and words[0].lower_.rstrip("s").rstrip("e") in SENT and words[1].lower_ == "par":
        return side_of([mention_at[token.i] for token in words[2:4] if token.i in mention_at])
    if alone:
        return None
    if official and len(words) > 1 and words[0].lower_ == "à" and (capital := mention_at.get(words[1].i)):
        return side_of([capital]) if capital.use is Use.METONYM else None
    if not len(words) or words[0].lower_.rstrip("s").rstrip("e") not in SEATED:
        return None
    at = next((token.i for token in words[1:] if token.i in mention_at), None)
    if at is None or doc[at - 1].lower_ not in ("à", "en", "au", "aux"):
        return None
    concept = mention_at[at].concept
    return name_of(concept.behalf) if concept.kind is ConceptKind.PLACE else side_of([mention_at[at]])


def describe(
    side: str | None, noun: ActorNoun, plural: bool, mentions: Sequence[Mention], phrase: Iterable[Token] = ()
) -> str:
    """Return the English description of an unnamed group or body: "US officials", "unnamed sources".

    Of a ministry or minister, the words of the ``phrase`` say of what: "Serbian Ministry of Defence".
    """
    head = noun.plural if plural else noun.english
    if noun.lemma in CHARGED and (charge := in_charge_of(phrase)):
        head = f"{head} of {charge}"
    elif not plural and head in CHIEFS:
        head = in_charge_of(phrase, "headship") or head
    state = by_english().get(side or "")
    if state and state.kind in SPEAKS_FOR_ITSELF:
        return f"{state.adjective or state.en} {head}"
    loose = next((LOOSE[mention.concept.id] for mention in mentions if mention.concept.id in LOOSE), None)
    if loose:
        return f"{loose} {head}"
    return f"unnamed {head}" if noun.kind == "group" else head


@dataclass(frozen=True, slots=True)
class Charge:
    """What a ministry is in charge of, or what a chief is chief of: in English, and the words for it in French."""

    english: str
    words: tuple[str, ...]


@cache
def load_charges(path: Path = FRENCH / "actors.toml", table: str = "charge") -> tuple[tuple[str, str], ...]:
    """Read what ministries are in charge of, or chiefs (``headship``): French and English, the longest first.

    French is spelt token by token: « chef de l' état ».

    Raises:
        ValueError: As ``lexicon.entries``.
    """
    found = [(words.replace("'", "' "), e.english) for e in entries(path, table, Charge) for words in e.words]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def in_charge_of(phrase: Iterable[Token], table: str = "charge") -> str:
    """Return what a minister is in charge of, or a chief (``headship``), in English; "" where nothing known is said."""
    said = f" {' '.join(token.lower_ for token in phrase)} "
    return next((english for words, english in load_charges(table=table) if f" {words} " in said), "")


def gender_of(token: Token, concept: Concept | None = None) -> str | None:
    """Return Masc or Fem where concept, determiner or morphology tell, else None."""
    if concept and concept.female is not None:
        return "Fem" if concept.female else "Masc"
    land = concept is not None and concept.fr.endswith("ie") and concept.kind is not ConceptKind.PERSON
    if concept and concept.kind is ConceptKind.STATE and token.lower_ not in concept.fr.lower():
        return None  # a capital: « Pyongyang, qui …, il » and « elle »
    if concept and (land or concept.kind is ConceptKind.STATE):
        ends = [word.rstrip("s") for word in (concept.fr, concept.fr.split()[0])]  # « la Corée du Sud »
        feminine = any(word.endswith("e") for word in ends) and concept.fr.lower() not in MASCULINE_IN_E
        return "Fem" if feminine else "Masc"
    before = token.nbor(-1).lower_ if token.i else ""
    return GENDERS.get(before) or next(iter(token.morph.get("Gender", [])), None)


def gender_of_office(phrase: Iterable[Token]) -> str | None:
    """Return the gender of a person by the office: « directrice », « le ministre »; no name tells it.

    The tagger guesses it of names, and most names of the world are none that it knows.
    """
    for token in phrase:
        title = load_titles().get(token.lower_)
        if title is None:
            continue
        if any(form != token.lower_ and form[:STEM] == token.lower_[:STEM] for form in title.forms):
            return "Fem" if token.lower_.endswith("e") else "Masc"  # « directeur, directrice », « élu, élue »
        if token.i and (gender := GENDERS.get(token.nbor(-1).lower_)):
            return gender
    return None


def noun_names(concept: Concept) -> frozenset[str]:
    """Return the nouns by which « le … » may point back at a concept: « le quotidien » at a newspaper."""
    entry = load_resuming().get(concept.kind)
    if entry is None:
        return frozenset()
    nouns = frozenset(entry.words)
    return nouns & frozenset(concept.fr.lower().split()) if entry.named else nouns
