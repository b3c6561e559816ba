"""Who was spoken of so far, and whom a pronoun, « le ministre », « le gouvernement » can therefore mean.

No component: the part of ``actors`` that remembers. Terms: antecedent as in the coreference literature.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dementi.components.naming import by_english, is_state
from dementi.lexicon import word_list
from dementi.records import ConceptKind, Source, SourceKind

WATCHING = word_list("actors.toml", "watching")  # « l'institut »: nobody delivers to them
NEAR = 80  # tokens back that somebody is still the one who speaks
REACH = 40  # how many actors back a pronoun may look


@dataclass(slots=True)
class Remembered:
    """An actor as the memory holds it."""

    at: int
    source: Source
    gender: str | None
    number: str
    subject: bool
    nouns: frozenset[str] = frozenset()  # lemmas by which « le … » may point back
    leads: bool = False  # the subject of a main clause, or who is said to speak
    sentence: int = 0  # the first token of the sentence

    def agrees(self, gender: str | None, number: str) -> bool:
        """Say whether a pronoun of this gender and number can stand for the actor; what is not known agrees."""
        return self.number == number and (not gender or not self.gender or self.gender == gender)


@dataclass(slots=True)
class Memory:
    """Who was spoken of, in text order, and who of them speaks for a state; people by each part of their name."""

    spoken: list[Remembered] = field(default_factory=list)
    sided: list[Remembered] = field(default_factory=list)
    states: Counter[str] = field(
        default_factory=Counter
    )  # how often each is named, in the order in which they first were
    by_name: dict[str, Source] = field(default_factory=dict)
    firms: dict[str, Source] = field(default_factory=dict)
    last_armed: Source | None = None
    last_outlet: Source | None = None
    publisher: Source | None = None  # whose text this is

    def add(self, entry: Remembered) -> None:
        """Remember an actor, and a person by each part of the name."""
        self.spoken.append(entry)
        if side := entry.source.on_behalf_of:
            self.sided.append(entry)
            if is_state(side):
                self.states[side] += 1
            elif entry.source.concept and by_english()[side].kind is ConceptKind.ARMED_GROUP:
                self.last_armed = entry.source
        if entry.source.kind is SourceKind.MEDIA:
            self.last_outlet = entry.source
        if entry.source.kind is SourceKind.PERSON:
            self._unite(entry.source)
            for part in entry.source.name.split():
                self.by_name.setdefault(part, entry.source)

    def forget(self) -> None:
        """Begin another text: nobody of the one before is meant any more, but by name."""
        self.spoken.clear()
        self.sided.clear()
        self.last_outlet = None

    def _unite(self, fuller: Source) -> None:
        """Let whoever was called by a part of a full name before, in a headline, be the one with the name."""
        words = set(fuller.name.split())
        for entry in self.spoken[-REACH:]:
            known, parts = entry.source, set(entry.source.name.split())
            fits = known.concept is None and known.on_behalf_of in (None, fuller.on_behalf_of)
            if known.kind is SourceKind.PERSON and fits and len(parts) > 1 and parts < words:
                entry.source = fuller
                self.by_name.update(dict.fromkeys(parts, fuller))

    def latest(self, gender: str | None, number: str, kinds: frozenset[SourceKind], before: int) -> Source | None:
        """Return the actor that a pronoun means: the last subject that agrees, else the last that agrees at all."""
        fitting = [
            entry
            for entry in self.spoken[-REACH:]
            if entry.at < before and entry.source.kind in kinds and entry.agrees(gender, number)
        ]
        subjects = [entry for entry in fitting if entry.subject]
        return (subjects or fitting)[-1].source if fitting else None

    def speaking(self, gender: str | None, number: str, before: int) -> Source | None:
        """Return the person that a pronoun who speaks means.

        The last subject that agrees, spoken of just before; in its sentence that of the main clause goes before others.
        """
        near = [e for e in self.spoken[-REACH:] if before - NEAR <= e.at < before and e.subject]
        fitting = [entry for entry in near if entry.agrees(gender, number)]
        latest = [entry for entry in fitting if entry.sentence == fitting[-1].sentence]
        leading = [entry for entry in latest if entry.leads] or latest
        last = leading[-1].source if leading else None
        return last if last and last.kind is SourceKind.PERSON else None

    def person(self, gender: str | None, before: int) -> Source | None:
        """Return the last person spoken of just before who agrees, subject or not."""
        near = (e for e in reversed(self.spoken[-REACH:]) if before - NEAR <= e.at < before)
        people = (e for e in near if e.source.kind is SourceKind.PERSON and e.agrees(gender, "Sing"))
        return next((entry.source for entry in people), None)

    def only_person(self, before: int) -> Source | None:
        """Return the only person with a name who was spoken of just before."""
        near = [e.source for e in self.spoken[-REACH:] if before - 2 * NEAR <= e.at < before]
        people = list(dict.fromkeys(s.name for s in near if s.kind is SourceKind.PERSON))
        named = [s for s in near if s.kind is SourceKind.PERSON and s.name[:1].isupper()]
        return named[-1] if len(people) == 1 and named else None

    def nearest(self, gender: str | None, number: str, before: int) -> Source | None:
        """Return whom « celui-ci », « ce dernier » means: the last that agrees, subject or not."""
        fitting = (e for e in reversed(self.spoken[-REACH:]) if e.at < before and e.agrees(gender, number))
        return next((entry.source for entry in fitting), None)

    def named(self, first: int, end: int, gender: str | None, number: str) -> Source | None:
        """Return the first actor that agrees among those between two places, the second left out."""
        fitting = (e for e in self.spoken[-REACH:] if first <= e.at < end and e.agrees(gender, number))
        return next((entry.source for entry in fitting), None)

    def by_noun(self, lemma: str, before: int) -> Source | None:
        """Return the last actor that « le » + noun can point back at; in a communiqué its publisher first."""
        for entry in self.spoken:
            if entry.source == self.publisher and lemma in entry.nouns:
                return entry.source
        for entry in reversed(self.spoken[-REACH:]):
            if entry.at < before and lemma in entry.nouns:
                return entry.source
        return None

    def holds(self, first: int, last: int) -> bool:
        """Say whether somebody is remembered from between two places, both included."""
        return any(first <= entry.at <= last for entry in reversed(self.spoken[-REACH:]))

    def dative(self, resumed: Source | None = None, of_thing: bool = False) -> Source | None:
        """Return whom « lui », « leur » before a verb means.

        The last state or body that is not the clause's subject; ``resumed``: this subject, where « qui » stands for it.
        Where the subject is a thing (``of_thing``), « lui » is the last subject: « Alger dément que des armes lui … ».
        """
        fitting = [
            entry
            for entry in self.spoken[-REACH:]
            if entry.source.kind in (SourceKind.STATE, SourceKind.ORGANIZATION) and not entry.nouns & WATCHING
        ]
        if not fitting:
            return None
        if of_thing:
            return next((entry.source for entry in reversed(fitting) if entry.subject), None)
        # « n'a rien signé avec Kiev et ne lui a rien livré »: the subject goes on
        subject = resumed or next((entry for entry in reversed(fitting) if entry.subject), fitting[-1]).source
        return next((e.source for e in reversed(fitting) if e.source.on_behalf_of != subject.on_behalf_of), None)

    def giver(self, before: int) -> Source | None:
        """Return the subject of the sentence before what is given in return, or whom it begins with."""
        sided = [e for e in self.spoken[-REACH:] if e.at < before and e.source.on_behalf_of]
        latest = [e for e in sided if e.sentence == sided[-1].sentence]
        return next((e.source for e in latest if e.subject), latest[0].source) if latest else None

    def home(self, before: int, host: str | None = None) -> str | None:
        """Return whose office is meant where no state is named: that of the last subject, else of the last actor.

        Never that of the ``host``: « l'ambassade à Ankara » is not Turkey's.
        """
        if self.publisher is not None and self.publisher.on_behalf_of:
            return self.publisher.on_behalf_of
        sided = [
            entry
            for entry in self.spoken[-REACH:]
            if entry.at < before
            and entry.source.on_behalf_of not in (None, host)
            and entry.source.kind is not SourceKind.MEDIA
        ]
        subjects = [entry for entry in sided if entry.subject]
        return (subjects or sided)[-1].source.on_behalf_of if sided else None

    def body(self, before: int) -> Source | None:
        """Return the body or firm named last: whose « son directeur » is."""
        named = (entry.source for entry in reversed(self.spoken[-REACH:]) if entry.at < before)
        return next((source for source in named if source.kind is SourceKind.ORGANIZATION), None)

    def theatre(self, before: int) -> str | None:
        """Return whose officers are meant: of where the article is set, else of the last subject's state."""
        home = self.scene() or self.home(before)
        return home if home and is_state(home) else None

    def scene(self) -> str | None:
        """Return the state where an article is set: that which was named first and most, if only as often as others."""
        ranks = self.states.most_common(1)
        return ranks[0][0] if ranks and ranks[0][0] == next(iter(self.states)) else None

    def land(self) -> str | None:
        """Return the state in which « les rebelles » are: that where the article is set, named more than any other.

        Of two that are named as often, he who accuses or who is accused is one: « Oslo accuse Minsk d'armer la
        rébellion » is of neither.
        """
        (_, most), (_, next_most), *_ = [*self.states.most_common(2), ("", 0), ("", 0)]
        return self.scene() if most > next_most else None

    def last_side(self, before: int) -> str | None:
        """Return the side of the last actor that has one: what « dont » resumes."""
        near = (entry.source.on_behalf_of for entry in reversed(self.sided) if entry.at < before)
        return next(near, None)

    def state(self, before: int, among: tuple[str, ...] = (), sentence: int | None = None) -> Source | None:
        """Return the state that « le pays » means: that of the last actor who speaks for any, or for one of these.

        « ce pays » is not the subject's own, of whom the ``sentence`` that begins there speaks.
        """
        for entry in reversed(self.sided):
            side = entry.source.on_behalf_of
            own = entry.subject and sentence == entry.sentence
            if entry.at < before and side and not own and (not among or side in among):
                concept = by_english().get(side)
                return Source(side, SourceKind.STATE, side, entry.source.text, concept.id if concept else None)
        return None

    def armed(self) -> Source | None:
        """Return whom « les rebelles », « le mouvement » mean: the armed group named last."""
        return self.last_armed

    def outlet(self) -> Source | None:
        """Return the outlet that « le quotidien » means: the last one named."""
        return self.last_outlet
