"""Who every noun phrase and pronoun stands for: names, offices, unnamed groups, « il », « ce dernier », « le ministre ».

One pass in text order with a memory of who was spoken of: a full name is remembered for the surname, the office and the
pronoun that follow it.

Reads:  ``doc._.mentions``, the parse (subjects, genders).
Writes: ``doc._.actors``, a list of Actor in text order.
Terms:  source as in PARC 3.0; antecedent and anaphor as in the coreference literature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.lexicon import FRENCH, entries
from dementi.records import Actor, Concept, ConceptKind, Mention, Source, SourceKind, Use
from dementi.terms import concepts

PERSON_TITLES = ("m.", "mm.", "mme", "mlle")
SPEAKS_FOR_ITSELF = {ConceptKind.STATE, ConceptKind.COLLECTIVE, ConceptKind.ARMED_GROUP}
# What a noun phrase may run through on its right: "de", "du" …; "à" only before a portfolio ("à la Défense").
LINKS = frozenset("de du des d' auprès chargé chargée à au aux en et pour".split())
PARTICLES = frozenset("al ben bin ibn van von der el aït abou abu de".split())
INDEFINITE = frozenset("un une des plusieurs certains certaines quelques d' deux trois".split())
PRONOUNS = {
    "il": ("Masc", "Sing"), "-il": ("Masc", "Sing"), "-t-il": ("Masc", "Sing"), "celui-ci": ("Masc", "Sing"),
    "elle": ("Fem", "Sing"), "-elle": ("Fem", "Sing"), "-t-elle": ("Fem", "Sing"), "celle-ci": ("Fem", "Sing"),
    "lui": ("Masc", "Sing"), "ils": (None, "Plur"), "-ils": (None, "Plur"), "elles": ("Fem", "Plur"), "-elles": ("Fem", "Plur"),
    "ceux-ci": (None, "Plur"), "leur": (None, "Plur"),
}  # fmt: skip
# Offices that only a state has: « le gouvernement », « le ministère de la Défense » without a country mean the one in question.
NATIONAL = frozenset("gouvernement ministère ministre armée état-major diplomatie présidence parlement ambassade vice-ministre président marine".split())
MEMORY = 40  # how many actors back a pronoun may look
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
class ActorNoun:
    """A common noun that stands for somebody; see actors.toml."""

    lemma: str
    kind: str
    english: str
    plural: str


@dataclass(frozen=True, slots=True)
class Title:
    """Forms of offices and callings."""

    forms: tuple[str, ...]


@cache
def load_nouns(path: Path = FRENCH / "actors.toml") -> dict[str, ActorNoun]:
    """Read the nouns for actors, keyed by lemma.

    Raises:
        ValueError: As ``lexicon.entries``; or a kind is unknown.
    """
    nouns = {entry.lemma: entry for entry in entries(path, "noun", ActorNoun)}
    kinds = {"group", "organization", "state", "media", "unattributed"}
    for entry in nouns.values():
        if entry.kind not in kinds:
            raise ValueError(f"{path.name}: {entry.lemma}: kind {entry.kind!r} is none of {', '.join(sorted(kinds))}")
    return nouns


@cache
def load_titles(path: Path = FRENCH / "actors.toml") -> frozenset[str]:
    """Read the offices, singular and plural."""
    forms = {form for entry in entries(path, "title", Title) for form in entry.forms}
    return frozenset(forms | {form + "s" for form in forms})


def name_of(concept_id: str | None) -> str | None:
    """Return the English name of a concept."""
    return concepts()[concept_id].en if concept_id else None


def source_of(concept: Concept, doc: Doc, first: int, last: int) -> Source:
    """Return the source that a concept is when the text names it at these tokens."""
    kind = SOURCE_KINDS[concept.kind]
    if concept.id in ("western-countries", "nato-countries", "european-countries"):
        return Source(concept.en, SourceKind.GROUP, None, words(doc, first, last), concept.id)
    behalf = concept.en if concept.kind in SPEAKS_FOR_ITSELF else name_of(concept.behalf)
    if concept.kind is ConceptKind.MEDIA:
        behalf = None
    if concept.kind is ConceptKind.PLACE:
        return Source(behalf or concept.en, kind, behalf, words(doc, first, last), concept.behalf)
    return Source(concept.en, kind, behalf, words(doc, first, last), concept.id)


def words(doc: Doc, first: int, last: int):  # type: ignore[no-untyped-def]
    """Return the selector of tokens first to last, both included."""
    return doc._.article.select(doc[first].idx, doc[last].idx + len(doc[last]))


@dataclass(slots=True)
class Remembered:
    """An actor as the memory holds it."""

    at: int
    source: Source
    gender: str | None
    number: str
    subject: bool
    nouns: frozenset[str] = frozenset()  # lemmas by which « le … » may point back


@dataclass(slots=True)
class Memory:
    """Who was spoken of, in text order; and people by each part of their name."""

    spoken: list[Remembered] = field(default_factory=list)
    by_name: dict[str, Source] = field(default_factory=dict)

    def add(self, entry: Remembered) -> None:
        """Remember an actor."""
        self.spoken.append(entry)
        if entry.source.kind is SourceKind.PERSON:
            for part in entry.source.name.split():
                self.by_name.setdefault(part, entry.source)

    def latest(self, gender: str | None, number: str, kinds: frozenset[SourceKind], before: int) -> Source | None:
        """Return the actor that a pronoun means: the last subject that agrees, else the last that agrees at all."""
        fitting = [
            e for e in self.spoken[-MEMORY:]
            if e.at < before and e.source.kind in kinds and e.number == number and (not gender or not e.gender or e.gender == gender)
        ]  # fmt: skip
        subjects = [e for e in fitting if e.subject]
        return (subjects or fitting)[-1].source if fitting else None

    def by_noun(self, lemma: str, before: int, kinds: frozenset[SourceKind]) -> Source | None:
        """Return the last actor that « le » + noun can point back at."""
        for entry in reversed(self.spoken[-MEMORY:]):
            if entry.at < before and lemma in entry.nouns and entry.source.kind in kinds:
                return entry.source
        return None


class Finder:
    """The pass over one document; ``find`` yields what each token stands for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.memory = Memory()
        self.mention_at: dict[int, Mention] = {}
        self.item_at: set[int] = set()
        for mention in doc._.mentions:
            place = range(mention.first, mention.last + 1)
            if mention.concept.kind is ConceptKind.ITEM:
                self.item_at.update(place)
            else:
                self.mention_at.update(dict.fromkeys(place, mention))
        self.nouns = load_nouns()
        self.titles = load_titles()

    # ---- the phrase -------------------------------------------------------------------------------------------

    def phrase(self, head: int) -> tuple[int, int]:
        """Return first and last token of the noun phrase around a noun: determiner, adjectives, « de … », appositions.

        Word by word and not by the parse: appositions and the arcs inside of long titles are what the parser gets wrong.
        """
        doc, first, last = self.doc, head, head
        while first > 0 and self._leftward(doc[first - 1]):
            first -= 1
        limit = doc[head].sent.end
        at = head + 1
        while at < limit:
            token = doc[at]
            if self._rightward(token):
                at += 1
                continue
            if token.text == "," and at + 1 < limit and self._takes_apposition(head) and self._apposition(at + 1):
                at += 1
                continue
            break
        last = at - 1
        while last > head and (doc[last].lower_ in LINKS or doc[last].pos_ in ("ADP", "DET", "PUNCT", "CCONJ", "ADV")):
            last -= 1
        return first, last

    def _leftward(self, token: Token) -> bool:
        if token.pos_ in ("VERB", "AUX", "PRON", "ADP", "PUNCT", "CCONJ", "SCONJ", "SPACE", "ADV") or token.lower_ in ("par", "selon"):
            return False
        return token.pos_ in ("DET", "ADJ", "NUM") or token.lower_ in self.titles

    def _rightward(self, token: Token) -> bool:
        if token.i in self.item_at:
            return False
        if token.text == "(" and token.i + 2 < len(self.doc) and token.i + 1 in self.mention_at and self.doc[token.i + 2].text == ")":
            return True  # « le régime (iranien) »
        if token.text == ")" and token.i > 1 and self.doc[token.i - 2].text == "(":
            return True
        if token.i in self.mention_at or token.text[:1].isupper() and token.is_alpha:
            return True
        if token.pos_ in ("VERB", "AUX", "PRON", "SCONJ", "SPACE", "PUNCT") and token.lower_ not in self.titles:
            return token.text in "()" and False
        if token.lower_ in LINKS:
            following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
            if token.lower_ in ("à", "au", "aux", "en", "et", "pour"):
                return following is not None and (
                    following.text[:1].isupper() and following.i not in self.mention_at
                    or following.lower_ in ("la", "l'") and following.i + 1 < len(self.doc)
                    and self.doc[following.i + 1].text[:1].isupper() and self._portfolio(following.i + 1)
                    or following.lower_ in ("affaires", "ministère", "relations")
                    or token.lower_ in ("à", "en") and self._seat(following.i)
                )  # fmt: skip
            return True
        return token.pos_ in ("ADJ", "NOUN", "PROPN", "DET", "NUM") or token.lower_ in self.titles

    def _takes_apposition(self, head: int) -> bool:
        """Say whether a name or an office can follow a noun after a comma: after people only."""
        mention = self.mention_at.get(head)
        if mention:
            return mention.concept.kind is ConceptKind.PERSON
        return self.doc[head].lower_ in self.titles or self._name_word(head)

    def _seat(self, at: int) -> bool:
        """Say whether a place where somebody is posted ends a title here: « son représentant à Vienne, … »."""
        mention = self.mention_at.get(at)
        closed = mention is not None and mention.last + 1 < len(self.doc) and self.doc[mention.last + 1].text == ","
        return mention is not None and closed and mention.use is Use.METONYM

    def _portfolio(self, at: int) -> bool:
        mention = self.mention_at.get(at)
        return mention is None or mention.concept.kind in (ConceptKind.ORGANIZATION, ConceptKind.COLLECTIVE)

    def _apposition(self, at: int) -> bool:
        """Say whether an apposition that names a person or an office begins here."""
        token = self.doc[at]
        mention = self.mention_at.get(at)
        if mention:
            return mention.concept.kind is ConceptKind.PERSON
        if at in self.item_at:
            return False
        lower = token.lower_ if token.pos_ != "DET" else self.doc[min(at + 1, len(self.doc) - 1)].lower_
        return lower in self.titles or bool(self.name_from(at))

    def name_from(self, at: int) -> tuple[int, int] | None:
        """Return first and last token of an unlisted person's name that begins here: two capitalised words or more."""
        doc, last = self.doc, at
        if not self._name_word(at):
            return None
        capitals = 1
        while last + 1 < doc[at].sent.end:
            token = doc[last + 1]
            if self._name_word(last + 1):
                capitals += 1
            elif not (token.lower_ in PARTICLES and last + 2 < len(doc) and self._name_word(last + 2)):
                break
            last += 1
        return (at, last) if capitals > 1 else None

    def _name_word(self, at: int) -> bool:
        token = self.doc[at]
        mention = self.mention_at.get(at)
        plain = token.text[:1].isupper() and token.text.replace("-", "").replace("'", "").isalpha() and len(token) > 1
        return (
            plain
            and mention is None
            and token.lower_ not in self.titles
            and token.lower_ not in self.nouns
            and token.lemma_.lower() not in self.nouns
            and (token.pos_ == "PROPN" or not token.is_sent_start)
            and token.pos_ not in ("DET", "ADP", "PRON", "SCONJ", "CCONJ", "ADV", "AUX")
        )

    # ---- the reading ------------------------------------------------------------------------------------------

    def side(self, first: int, last: int) -> str | None:
        """Return the English name of the state or body that a phrase speaks for: the first that it names."""
        for i in range(first, last + 1):
            mention = self.mention_at.get(i)
            if mention is None:
                continue
            concept = mention.concept
            if concept.kind in SPEAKS_FOR_ITSELF:
                return None if concept.id == "western-countries" else concept.en
            if concept.kind in (ConceptKind.ORGANIZATION, ConceptKind.PERSON) and concept.behalf:
                return name_of(concept.behalf)
        return None

    def english(self, side: str | None, noun: ActorNoun, plural: bool, first: int, last: int) -> str:
        """Return the English description of an unnamed group or body: "US officials", "unnamed sources"."""
        head = noun.plural if plural else noun.english
        state = next((c for c in concepts().values() if c.en == side and c.kind in SPEAKS_FOR_ITSELF), None)
        if state:
            return f"{state.adjective or state.en} {head}"
        if any(m.concept.id == "western-countries" for i in range(first, last + 1) if (m := self.mention_at.get(i))):
            return f"Western {head}"
        return f"unnamed {head}" if noun.kind == "group" else head

    def gender(self, token: Token, concept: Concept | None = None) -> str | None:
        """Return Masc or Fem where concept, determiner or morphology tell, else None."""
        if concept and concept.female is not None:
            return "Fem" if concept.female else "Masc"
        if concept and concept.kind is ConceptKind.STATE:
            # French names of states in -e are feminine (la Russie), but for a closed list (le Mexique, le Cambodge …).
            masculine = ("mexique", "cambodge", "mozambique", "zimbabwe", "belize", "suriname")
            return "Fem" if concept.fr.rstrip("s").endswith("e") and concept.fr.lower() not in masculine else "Masc"
        before = self.doc[token.i - 1].lower_ if token.i else ""
        if before in ("la", "une", "cette", "mme"):
            return "Fem"
        if before in ("le", "un", "du", "au", "ce", "m."):
            return "Masc"
        return (token.morph.get("Gender") or [None])[0]

    def is_subject(self, first: int, last: int) -> bool:
        """Say whether a phrase holds the subject of a clause."""
        if last + 1 < len(self.doc) and self.doc[last + 1].text == ":" and self.doc[first].is_sent_start:
            return True  # « Séoul : … »: the headline's topic
        return any(t.dep_.startswith("nsubj") and not first <= t.head.i <= last for t in self.doc[first : last + 1])

    def remember(self, first: int, last: int, source: Source, gender: str | None, plural: bool, nouns: frozenset[str]) -> None:
        """Add an actor to the memory."""
        self.memory.add(Remembered(first, source, gender, "Plur" if plural else "Sing", self.is_subject(first, last), nouns))

    def find(self) -> Iterator[tuple[int, int, int, Source]]:
        """Yield (first token, last token, head, source) of every actor in text order; phrases may hold others."""
        at = 0
        while at < len(self.doc):
            token = self.doc[at]
            found = self._pronoun(token) or self._noun(token) or self._name(token)
            if found is None:
                at += 1
                continue
            first, last, source = found
            head = self.mention_at[at].last if at in self.mention_at else at
            yield first, last, head, source
            at = max(at + 1, last + 1) if source.kind is SourceKind.PERSON else at + 1

    def _pronoun(self, token: Token) -> tuple[int, int, Source] | None:
        if token.lower_ == "dernier" and token.i and self.doc[token.i - 1].lower_ == "ce":
            agreement: tuple[str | None, str] = ("Masc", "Sing")
        elif token.lower_ in ("derniers", "dernières") and token.i and self.doc[token.i - 1].lower_ == "ces":
            agreement = (None, "Plur")
        elif token.lower_ in PRONOUNS and token.pos_ in ("PRON", "ADV", "X") and token.dep_ != "expl:subj":
            agreement = PRONOUNS[token.lower_]
        elif token.lower_ in PRONOUNS and token.lower_.startswith("-"):
            agreement = PRONOUNS[token.lower_]
        else:
            return None
        everybody = frozenset({SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.STATE, SourceKind.MEDIA, SourceKind.GROUP})
        if token.lower_ in ("lui", "leur") and token.i and self.doc[token.i - 1].lower_ not in ("selon", "après", ",", "et"):
            meant = self._dative(token)  # « la Biélorussie lui a livré »: not the subject of its own clause
            return (token.i, token.i, meant) if meant else None
        speaking = token.lower_.startswith("-") or token.i and self.doc[token.i - 1].lower_ in ("selon", "d'après", "après")
        speakers = frozenset({SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.MEDIA, SourceKind.GROUP})
        meant = self.memory.latest(*agreement, speakers, token.i) if speaking else None
        meant = meant or self.memory.latest(*agreement, everybody, token.i)
        if meant is None:
            return None
        self.memory.spoken.append(Remembered(token.i, meant, agreement[0], agreement[1], token.dep_.startswith("nsubj")))
        return token.i, token.i, meant

    def _dative(self, token: Token) -> Source | None:
        """Return whom « lui » or « leur » before a verb means: the last state or body that is not the clause's subject."""
        kinds = (SourceKind.STATE, SourceKind.ORGANIZATION)
        fitting = [e for e in self.memory.spoken[-MEMORY:] if e.source.kind in kinds]
        if not fitting:
            return None
        subject = fitting[-1].source
        return next((e.source for e in reversed(fitting) if e.source.on_behalf_of != subject.on_behalf_of), None)

    def _noun(self, token: Token) -> tuple[int, int, Source] | None:
        """Read a common noun for an actor with its phrase: an office, a body, a group, « le pays »."""
        lemma = token.lemma_ if token.lemma_ in self.nouns else token.lower_.rstrip("s") if token.lower_ in self.titles else ""
        titled = token.lower_ in self.titles
        if (lemma not in self.nouns and not titled) or token.pos_ in ("VERB", "AUX") or token.pos_ == "ADJ" and not titled:
            return None
        if lemma == "militaire" and token.pos_ != "NOUN" or token.i and self.doc[token.i - 1].pos_ == "NOUN" and lemma == "militaire":
            return None
        if token.i in self.mention_at and self.mention_at[token.i].use is not Use.ADJECTIVE:
            return None
        if token.lower_ == "presse" and token.i and self.doc[token.i - 1].lower_ == "de":  # « conférence de presse »
            return None
        first, last = self.phrase(token.i)
        plural = token.lower_.endswith("s") and token.lower_ not in ("pays",)
        determiner = self.doc[first].lower_
        person = None if plural else self._person_in(first, last)
        if titled and person:
            name_first, name_last, named = person
            side = named.on_behalf_of or self.side(first, last)
            if side is None and named.concept is None and self._national(first, last):
                side = self._home(first)
            source = replace(named, on_behalf_of=side, text=words(self.doc, first, last))
            self.remember(first, last, source, self.gender(token, concepts().get(named.concept or "")), False,
                          frozenset({token.lower_, token.lemma_}) | self._titles_in(first, last))  # fmt: skip
            return first, last, source
        return self._unnamed(token, lemma, titled, plural, determiner, first, last)

    def qualifies(self, mention: Mention) -> bool:
        """Say whether a mention is an adjective; « les Russes », with a capital after an article, is a noun."""
        token = self.doc[mention.first]
        noun = token.text[:1].isupper() and token.i > token.sent.start and self.doc[token.i - 1].pos_ in ("DET", "ADP", "NUM")
        return mention.use is Use.ADJECTIVE and not noun

    def _titles_in(self, first: int, last: int) -> frozenset[str]:
        return frozenset(t.lower_ for t in self.doc[first : last + 1] if t.lower_ in self.titles)

    def _person_in(self, first: int, last: int) -> tuple[int, int, Source] | None:
        """Return the person named inside of a phrase, listed or not."""
        for i in range(first, last + 1):
            mention = self.mention_at.get(i)
            if mention and mention.concept.kind is ConceptKind.PERSON:
                return mention.first, mention.last, source_of(mention.concept, self.doc, mention.first, mention.last)
        for i in range(first, last + 1):
            if name := self.name_from(i):
                if name[1] > last + 3:
                    continue
                return *name, Source(self.doc[name[0] : name[1] + 1].text, SourceKind.PERSON, None, words(self.doc, *name))
        for i in range(first, last + 1):
            if self.doc[i].lower_ in self.titles and i + 1 <= last and self._name_word(i + 1) and self.doc[i + 1].pos_ == "PROPN":
                known = self.memory.by_name.get(self.doc[i + 1].text)
                return i + 1, i + 1, known or Source(self.doc[i + 1].text, SourceKind.PERSON, None, words(self.doc, i + 1, i + 1))
        return None

    def _unnamed(self, token: Token, lemma: str, titled: bool, plural: bool, determiner: str, first: int, last: int) -> tuple[int, int, Source] | None:
        noun = self.nouns.get(lemma)
        side = self.side(first, last)
        definite = determiner not in INDEFINITE
        if side is None and definite and not plural and self._national(first, last):
            side = self._home(first)
        kinds = frozenset(SourceKind)
        if titled and not plural and definite and (meant := self.memory.by_noun(token.lower_, first, kinds)):
            if side is None or meant.on_behalf_of in (side, None):
                return first, last, meant
        if noun is None:
            noun = ActorNoun(lemma, "group", token.lower_, token.lower_)
            if not plural and definite:  # « le président russe »: one person, though unnamed
                adjective = self.english(side, ActorNoun(lemma, "organization", token.lower_, token.lower_), False, first, last)
                source = Source(adjective, SourceKind.PERSON, side, words(self.doc, first, last))
                self.remember(first, last, source, self.gender(token), plural, frozenset({token.lower_}))
                return first, last, source
        text = words(self.doc, first, last)
        if noun.kind == "unattributed":
            named = next((m for i in range(token.i + 1, last + 1) if (m := self.mention_at.get(i)) and not self.qualifies(m)), None)
            if named:  # « un rapport de Reuters » is Reuters'
                return first, last, replace(source_of(named.concept, self.doc, named.first, named.last), text=text)
            return first, last, Source("unattributed", SourceKind.UNATTRIBUTED, None, text)
        if noun.kind == "state":
            if side is None:
                meant = self._state_before(first) if not plural and definite else None
                return (first, last, meant) if meant else None
            concept = next(c for c in concepts().values() if c.en == side)
            source = Source(side, SourceKind.STATE, side, text, concept.id)
        elif noun.kind == "media":
            return self._outlet(token, noun, first, last)
        else:
            kind = SourceKind.ORGANIZATION if noun.kind == "organization" else SourceKind.GROUP
            if kind is SourceKind.ORGANIZATION and side is None and definite and (meant := self.memory.by_noun(noun.lemma, first, kinds)):
                return first, last, meant
            source = Source(self.english(side, noun, plural, first, last), kind, side, text)
        self.remember(first, last, source, self.gender(token), plural, frozenset({noun.lemma, token.lower_}))
        return first, last, source

    def _national(self, first: int, last: int) -> bool:
        """Say whether a phrase names an office of some state without saying which."""
        return any(t.lower_ in NATIONAL or t.lemma_ in NATIONAL for t in self.doc[first : last + 1])

    def _home(self, before: int) -> str | None:
        """Return the state whose office is meant where none is named: that of the last subject, else the last named."""
        sided = [e for e in self.memory.spoken[-MEMORY:] if e.at < before and e.source.on_behalf_of and e.source.kind is not SourceKind.MEDIA]
        subjects = [e for e in sided if e.subject]
        return (subjects or sided)[-1].source.on_behalf_of if sided else None

    def _state_before(self, before: int) -> Source | None:
        for entry in reversed(self.memory.spoken):
            if entry.at < before and entry.source.on_behalf_of:
                state = next((c for c in concepts().values() if c.en == entry.source.on_behalf_of), None)
                return Source(entry.source.on_behalf_of, SourceKind.STATE, entry.source.on_behalf_of, entry.source.text, state.id if state else None)
        return None

    def _outlet(self, token: Token, noun: ActorNoun, first: int, last: int) -> tuple[int, int, Source] | None:
        """Read « le quotidien », « la publication », « la chaîne NHK »: the outlet named with it or before it."""
        for i in range(first, last + 1):
            mention = self.mention_at.get(i)
            if mention and mention.concept.kind is ConceptKind.MEDIA:
                return None  # the name itself is read where it stands
        if name := next((n for i in range(token.i + 1, last + 1) if (n := self.name_from(i) or (i, i) if self._name_word(i) else None)), None):
            source = Source(self.doc[name[0] : name[1] + 1].text, SourceKind.MEDIA, None, words(self.doc, first, last))
            self.remember(first, last, source, self.gender(token), False, frozenset({noun.lemma}))
            return first, last, source
        if self.doc[first].lower_ not in INDEFINITE:
            for entry in reversed(self.memory.spoken):
                if entry.source.kind is SourceKind.MEDIA:
                    return first, last, entry.source
        source = Source(f"unnamed {noun.english}", SourceKind.GROUP, None, words(self.doc, first, last))
        return first, last, source

    def _name(self, token: Token) -> tuple[int, int, Source] | None:
        """Read a proper name: a listed actor, a known surname, an unlisted person with title or apposition."""
        mention = self.mention_at.get(token.i)
        if mention:
            if mention.first != token.i:
                return None
            source = source_of(mention.concept, self.doc, mention.first, mention.last)
            if self.qualifies(mention):
                return mention.first, mention.last, source
            extent = self.phrase(mention.last) if mention.concept.kind is ConceptKind.PERSON else (mention.first, mention.last)
            first, last = min(extent[0], mention.first), max(extent[1], mention.last)
            source = replace(source, text=words(self.doc, first, last))
            plural = mention.concept.fr.startswith("États") or token.lower_.endswith("s") and mention.concept.kind is ConceptKind.COLLECTIVE
            self.remember(mention.first, mention.last, source, self.gender(token, mention.concept), plural,
                          self._titles_in(first, last) | self._kind_nouns(mention.concept))  # fmt: skip
            return mention.first, mention.last, source
        if name := self.name_from(token.i):
            before = self.doc[name[0] - 1].lower_ if name[0] else ""
            after = name[1] + 1
            apposed = after + 1 < len(self.doc) and self.doc[after].text == "," and self._apposition(after + 1)
            if before in PERSON_TITLES or before in self.titles or apposed:
                first, last = self.phrase(name[1])
                first = min(first, name[0])
                side = self.side(first, last) or (self._home(first) if self._national(first, last) else None)
                source = Source(self.doc[name[0] : name[1] + 1].text, SourceKind.PERSON, side, words(self.doc, first, last))
                self.remember(first, last, source, self.gender(self.doc[name[0]]), False, self._titles_in(first, last))
                return first, last, source
        known = self.memory.by_name.get(token.text) if token.text[:1].isupper() else None
        if known:
            self.remember(token.i, token.i, known, None, False, frozenset())
            return token.i, token.i, known
        return None

    def _kind_nouns(self, concept: Concept) -> frozenset[str]:
        if concept.kind is ConceptKind.MEDIA:
            return frozenset({"quotidien", "journal", "publication", "agence", "chaîne", "magazine", "site", "média"})
        if concept.kind is ConceptKind.COLLECTIVE:
            return frozenset({"organisation", "bloc", "alliance"})
        if concept.kind is ConceptKind.ORGANIZATION:
            return frozenset({"ministère", "agence", "entreprise", "société", "groupe", "constructeur"}) & {t.lower() for t in concept.fr.split()}
        return frozenset()


def find_actors(doc: Doc) -> list[Actor]:
    """Return the actors of a document in text order; a phrase comes before those inside of it."""
    finder = Finder(doc)
    found = []
    for first, last, head, source in finder.find():
        mention = finder.mention_at.get(head)
        found.append(Actor(first, last, head, source, bool(mention and finder.qualifies(mention))))
    return sorted(found, key=lambda actor: (actor.first, -actor.last))


@Language.factory("dementi_actors", requires=["doc._.mentions"], assigns=["doc._.actors"])
class Actors:
    """The pipeline's hold on ``find_actors``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        pass

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.actors``."""
        doc._.actors = find_actors(doc)
        return doc
