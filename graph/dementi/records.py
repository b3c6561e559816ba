"""The shapes of everything that passes between modules: frozen, slotted, typed; imports none of ours.

Names follow the words of the field: source, cue and content as in PARC 3.0 (Pareti 2016); supplier, recipient and item
as in the SIPRI arms transfers database; selectors as in W3C Web Annotation. What a field may hold, and what a row
means, is ruled by the annotation guidelines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Stance(StrEnum):
    """How a source stands to a claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    UNCERTAIN = "uncertain"


class Act(StrEnum):
    """The finer speech act; each belongs to one stance (see ``STANCE_OF_ACT``)."""

    STATES = "states"
    REPORTS = "reports"
    ACCUSES = "accuses"
    CONFIRMS = "confirms"
    ADMITS = "admits"
    WARNS = "warns"
    ANNOUNCES = "announces"
    ESTIMATES = "estimates"
    HEARSAY = "hearsay"
    DENIES = "denies"
    REJECTS = "rejects"
    DISMISSES = "dismisses"
    DOUBTS = "doubts"
    NO_COMMENT = "no-comment"
    UNCONFIRMED = "unconfirmed"


OPPOSITE: Mapping[str, Stance] = {Stance.ASSERTS: Stance.DENIES, Stance.DENIES: Stance.ASSERTS}
STANCE_OF_ACT = {
    **dict.fromkeys((Act.DENIES, Act.REJECTS, Act.DISMISSES), Stance.DENIES),
    **dict.fromkeys((Act.DOUBTS, Act.NO_COMMENT, Act.UNCONFIRMED), Stance.UNCERTAIN),
    **dict.fromkeys(
        (
            Act.STATES,
            Act.REPORTS,
            Act.ACCUSES,
            Act.CONFIRMS,
            Act.ADMITS,
            Act.WARNS,
            Act.ANNOUNCES,
            Act.ESTIMATES,
            Act.HEARSAY,
        ),
        Stance.ASSERTS,
    ),
}


class Kind(StrEnum):
    """What a claim says happens."""

    TRANSFER = "transfer"
    PRODUCTION = "production"
    USE = "use"
    TRAINING = "training"


class Status(StrEnum):
    """How far the claimed transfer has come; in order of commitment, the most committed first."""

    DONE = "done"
    ONGOING = "ongoing"
    PLANNED = "planned"
    NEGOTIATING = "negotiating"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class SourceKind(StrEnum):
    """What a source is. ``article`` is the author's own voice; ``unattributed`` is nobody."""

    PERSON = "person"
    ORGANIZATION = "organization"
    STATE = "state"
    MEDIA = "media"
    GROUP = "group"
    ARTICLE = "article"
    UNATTRIBUTED = "unattributed"


class QuotationType(StrEnum):
    """Whose words: the source's (direct), the reporter's (indirect), or both in one content (mixed)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Selector:
    """A stretch of an article's text.

    Attributes:
        start: First character, counted in code points from 0 in ``Article.text``.
        end: One past the last character; always greater than ``start``.
        exact: The characters themselves, kept so that a stale offset is noticed.

    Raises:
        ValueError: The bounds and ``exact`` do not agree.

    Source: W3C Web Annotation, TextPositionSelector and TextQuoteSelector.
    """

    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.exact) or self.start < 0 or not self.exact:
            raise ValueError(f"selector {self.start}:{self.end} does not fit {self.exact!r}")


@dataclass(frozen=True)
class Article:
    """One article, decoded once; every offset of the project counts code points of ``text``.

    Attributes:
        id: The file's stem; unique in a corpus.
        text: The whole text as it was given, byte order mark dropped, line ends untouched.
        lang: ISO 639-1 code.
        body: The half-open stretches of ``text`` that are the article itself: feed metadata, site boilerplate and
            photo credits lie outside. Empty means all of ``text``.
        date: When it was published, as far as known: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
        publisher: The outlet's name, or None.
        title: The headline, or None.
        author: Who wrote it, as it is signed, or None.
        url: Its canonical address on the web, or None.
        origin: Where the text comes from (a URL or words), or None.
        rights: A note on who holds the rights, or None.
        original: ``sha256:`` and the SHA-256, in hexadecimal, of the bytes that it was made of; of a record among many,
            a row say, as the module of its format in ``intake`` defines it. None where that is not known.
    """

    id: str
    text: str
    lang: str = "fr"
    body: tuple[tuple[int, int], ...] = ()
    date: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    origin: str | None = None
    rights: str | None = None
    original: str | None = None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal: the article's version."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def select(self, start: int, end: int) -> Selector:
        """Return the selector of ``text[start:end]``."""
        return Selector(start, end, self.text[start:end])


class ConceptKind(StrEnum):
    """What a concept of the ontology is."""

    STATE = "state"
    COLLECTIVE = "collective"  # the EU, NATO, "Western countries": on whose behalf one can speak, made of states
    ARMED_GROUP = "armed-group"
    ORGANIZATION = "organization"
    MEDIA = "media"
    PERSON = "person"
    ITEM = "item"  # an item class or anything narrower, down to a single system
    PLACE = "place"  # lies in a state but does not stand for it: "Crimée", "Rostov"


class Use(StrEnum):
    """In which way a surface form stands for its concept."""

    NAME = "name"
    ADJECTIVE = "adjective"  # "iranien": qualifies, never speaks
    DEMONYM = "demonym"  # "les Iraniens": the people, read as their state
    METONYM = "metonym"  # "Téhéran": a capital read as its state
    SURNAME = "surname"  # "Peskov": stands for the person only without another first name before it


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which articles write a concept.

    Attributes:
        text: The form; a capital first letter demands one in the text.
        use: How it stands for its concept.
        context: It names the concept only where the article helps: equipment beside other words of equipment or a
            state (« engins », « Tigre »), a person once named in full (« Miller »).
    """

    text: str
    use: Use = Use.NAME
    context: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody was, and when.

    Attributes:
        en: The office in English ("US Secretary of State").
        fr: The office in French.
        since: First day, month or year in it, ISO, as exact as it is known; None where it is not known.
        until: Last day, month or year in it; None where no end is known.
        behalf: Id of the state or body for which one speaks in it.

    Source: schema.org, Role.
    """

    en: str
    fr: str
    since: str | None = None
    until: str | None = None
    behalf: str | None = None

    def held_on(self, date: str) -> bool:
        """Say whether the office can have been held on a day, in a month or in a year (ISO)."""
        began = self.since is None or self.since[: len(date)] <= date[: len(self.since)]
        return began and (self.until is None or date[: len(self.until)] <= self.until[: len(date)])


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of the world that the ontology knows.

    Attributes:
        id: Its readable slug, the end of its IRI ("iran", "dmitry-peskov", "shahed-136").
        kind: What it is.
        en: English prefLabel, the name that rows use.
        fr: French prefLabel.
        forms: Every surface form in French.
        behalf: For people, institutions, seats of power: the id of the state or body they speak for, or None. For
            arms makers: their state. For places: the state in which they lie.
        member_of: For people: the id of the body for which they speak or which they lead, by their title, or None.
        located: ``behalf`` is only where it sits or lies: it does not speak for it by what it is.
        broader: For items: the id of the broader item, None at the top.
        item_class: For items: the id of the item class of GUIDELINES it falls under.
        maker: For weapon systems: the id of the state of design, or None.
        female: For people: whether « elle » fits; None where not known.
        title: For people: their office in words, or None.
        adjective: For states: the English adjective ("Ukrainian"), of which the names of unnamed groups are made.
        private: For firms: it sells in its own name; a state firm stands for its state.
        offices: For people: what they were, and when, as far as it is sure.
        not_in: Phrases that hold a form of it and name something else (« jardin du Luxembourg »).
        not_beside: Words that make its forms name something else in their sentence (« Atlanta », of « Géorgie »).
    """

    id: str
    kind: ConceptKind
    en: str
    fr: str
    forms: tuple[Form, ...] = ()
    behalf: str | None = None
    located: bool = False
    member_of: str | None = None
    broader: str | None = None
    item_class: str | None = None
    maker: str | None = None
    female: bool | None = None
    title: str | None = None
    adjective: str | None = None
    private: bool = False
    offices: tuple[Office, ...] = ()
    not_in: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names a concept.

    Attributes:
        where: Its characters.
        concept: What it names.
        use: How.
        first: Index of its first token.
        last: Index of its last token, included.
    """

    where: Selector
    concept: Concept
    use: Use
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, as written and as bounds.

    Attributes:
        text: The words ("près de 400", "des centaines").
        low: Least number meant, or None.
        high: Greatest number meant, or None.
    """

    text: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """When, as written and as a half-open interval of days.

    Attributes:
        text: ISO date where the words and the article's date give one, else the words.
        start: First day, ISO, or None.
        end: First day after, ISO, or None.
    """

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who takes a stance.

    Attributes:
        name: Canonical English or native-Latin name; "article" or "unattributed" where nobody is named.
        kind: What it is.
        on_behalf_of: English name of the state or body it speaks for, or None.
        text: Where the article names it, None for the article itself.
        concept: Id of its concept where the ontology knows it, else None.
    """

    name: str
    kind: SourceKind
    on_behalf_of: str | None = None
    text: Selector | None = None
    concept: str | None = None

    @property
    def described(self) -> bool:
        """Whether nothing is known of it but the article's words, and it may be no speaker at all."""
        group = self.kind is SourceKind.GROUP and self.concept is None
        return group and self.text is not None and self.text.exact == self.name


ARTICLE_SOURCE = Source("article", SourceKind.ARTICLE)


@dataclass(frozen=True, slots=True)
class Actor:
    """A noun phrase or pronoun that stands for somebody.

    Attributes:
        first: Index of the phrase's first token.
        last: Index of its last token, included.
        head: Index of the token that stands in the clause for the phrase.
        source: Who is meant.
        qualifier: It is an adjective (« iraniens ») and takes no part in the clause by itself.
    """

    first: int
    last: int
    head: int
    source: Source
    qualifier: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch between quotation marks, the marks left out, as first and last token (both included)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CueMention:
    """A place where a word or idiom of the lexicon reports, denies or leaves open.

    Attributes:
        at: Index of the cue's head token.
        last: Index of its last token, included (the words of an idiom).
        act: Its act, the negation of the cue composed into it.
        kind: Which table of the lexicon it is from: verb, expression, noun, adjective, predicate or preposition.
        syntax: What it may govern, as ``lexicon.Syntax`` values.
        lemma: The entry.
        negated: The cue was negated in the text.
        unsaid: Nobody performs the act (« devrait démentir », « n'a pas dit que »): what it governs is nobody's word.
    """

    at: int
    last: int
    act: Act
    kind: str
    syntax: tuple[str, ...]
    lemma: str
    negated: bool = False
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Reported speech: who (source) says, by which words (cue), what (content), and how it stands to it.

    Attributes:
        source: Who; ``unattributed`` where an agentless passive names nobody.
        cue: The words that carry the stance.
        at: Index of the cue's token.
        content: Tokens of what is said, as (first, last) stretches; empty when the content is a claim made elsewhere.
        act: The act of the cue, negation of the cue already composed into it.
        quotation: Whose words the content is in.
        anaphor: The content is, or names, a claim made elsewhere: « ces informations », « l'a démenti », «
            Moscou dément ».
        target: Index of the token that names who is accused, or -1.
        rule: The construction that found it.
        hedged: The cue itself keeps a distance (« aurait déclaré »).
        unsaid: As of its cue: the content is nobody's word, and not the article's own either.
        via: Names of those who pass the source's words on in the same sentence, outermost first.
    """

    source: Source
    cue: Selector
    at: int
    content: tuple[tuple[int, int], ...]
    act: Act
    quotation: QuotationType
    anaphor: bool = False
    target: int = -1
    rule: str = ""
    hedged: bool = False
    unsaid: bool = False
    via: tuple[str, ...] = ()

    def covers(self, token: int) -> bool:
        """Say whether a token lies in the content."""
        return any(first <= token <= last for first, last in self.content)

    @property
    def width(self) -> int:
        """Number of tokens in the content."""
        return sum(last - first + 1 for first, last in self.content)


# A judgement inside of reported speech (« … que ces accusations sont infondées ») is of whoever speaks there.
HOLDER = Source("@holder", SourceKind.ARTICLE)
NOBODYS = "nobody's"  # the rule of « les informations selon lesquelles »
PUBLISHED = "published:"  # the rule of the attribution of a whole communiqué
CONTRARY = "contrary"  # the rule of « contrairement à ce que prétend X »
RETRACTED = "retracted"  # the rule of « est revenu sur ses propos »
POINTED = "pointed"  # the rule of « Kiev a accusé Minsk », of what was said before
FOLLOWED = "followed"  # the rule of « annonce des sanctions identiques »
ASKED = "asked"  # the rule of « Minsk livre-t-il des obus ? Kiev l'affirme »
FORMERLY = "formerly"  # the rule of « après des mois de dénégations, Minsk admet »
SPEAKER = "@speaker"  # a party named by « nous », « notre pays »: whoever speaks, filled in once that is known


@dataclass(frozen=True, slots=True)
class Transfer:
    """A predicate about military equipment with its roles, before it is known who says so; one record an item.

    Attributes:
        at: Index of the predicate's token.
        kind: What happens.
        supplier: English name, ``SPEAKER``, or None.
        recipient: The same.
        item: Id of the item class.
        item_concept: Id of the most specific concept named.
        item_text: Words that name the item.
        item_at: Index of the item's token.
        first: First token of the predicate with its arguments.
        last: Last token of the predicate with its arguments, included.
        negated: The content itself is negated (« n'a livré aucun »).
        conditional: The predicate stands in the French conditional mood.
        status: How far it has come.
        quantity: How many, or None.
        when: When, or None.
        rule: The frame and construction that found it.
        explicit: How many of supplier and recipient the clause itself names; the rest came from the claim under
            discussion.
        open_role: "supplier" or "recipient" where the predicate's subject is not named and may be whoever speaks
            (« Berlin annonce la livraison de chars à Kiev »), else "".
        hypothetical: It stands in a clause with « si »: nobody says that it is so.
    """

    at: int
    kind: Kind
    supplier: str | None
    recipient: str | None
    item: str
    item_concept: str
    item_text: Selector
    item_at: int
    first: int
    last: int
    negated: bool = False
    conditional: bool = False
    status: Status = Status.UNSPECIFIED
    quantity: Quantity | None = None
    when: Period | None = None
    rule: str = ""
    explicit: int = 2
    open_role: str = ""
    hypothetical: bool = False

    @property
    def spelt_out(self) -> bool:
        """Whether the clause names both supplier and recipient, so that nothing had to be filled in."""
        return self.explicit == 2


@dataclass(frozen=True, slots=True)
class Assertion:
    """A source's stance on one transfer at one place of the text, polarity composed.

    Attributes:
        transfer: On what.
        source: Who, the innermost.
        stance: Cue, negation of the cue and negation of the content together.
        act: The speech act.
        cue: The words that carry the stance, None in the article's own voice and where no known word carries it.
        at: Index of the token that carries it: the cue's, else the predicate's.
        first: First token of the evidence.
        last: Last token of the evidence, included.
        hedged: The reporter keeps a distance.
        via: Names of the relays, outermost first.
        rule: What found it.
    """

    transfer: Transfer
    source: Source
    stance: Stance
    act: Act
    cue: Selector | None
    at: int
    first: int
    last: int
    hedged: bool = False
    via: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """A transfer put forward by somebody; always positive, without quantity and date, so that it meets its denial.

    Attributes:
        kind: What happens.
        supplier: English name of a state or body, or None where nothing tells.
        recipient: The same.
        item: Id of an item class of GUIDELINES.
    """

    kind: Kind
    supplier: str | None
    recipient: str | None
    item: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place where a statement is made, with what this place adds to the claim."""

    where: Selector
    status: Status = Status.UNSPECIFIED
    quantity: Quantity | None = None
    when: Period | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A source's stance on a claim, as one article has it.

    Attributes:
        article: Id of the article.
        source: Who.
        stance: Its composed stance: cue, negation of the cue and negation of the content together.
        act: The speech act.
        claim: On what, always positive.
        item_text: The words that name the item.
        cue: The words that carry the stance; None in the article's own voice and where no known word carries it.
        evidences: Every place that says so, the clearest first; never empty.
        hedged: A press conditional, « prétendument » or the like keeps the reporter's distance.
        via: Names of the relays, outermost first.
        item_concept: Id of the most specific item concept named ("shahed-136"), or None.
        rule: The rule that found it, for `explain` and for error work.
        said_on: Date of the utterance, ISO, or None.
    """

    article: str
    source: Source
    stance: Stance
    act: Act
    claim: Claim
    item_text: str
    cue: Selector | None
    evidences: tuple[Evidence, ...]
    hedged: bool = False
    via: tuple[str, ...] = field(default=())
    item_concept: str | None = None
    rule: str = ""
    said_on: str | None = None

    def __post_init__(self) -> None:
        if not self.evidences:
            raise ValueError(f"{self.article}: a statement of {self.source.name} has no evidence")
        if STANCE_OF_ACT[self.act] is not self.stance:
            raise ValueError(f"{self.article}: {self.source.name}: act {self.act} does not go with {self.stance}")

    @property
    def evidence(self) -> Evidence:
        """The clearest evidence."""
        return self.evidences[0]

    @property
    def status(self) -> Status:
        """The most committed status among all evidence."""
        return min((e.status for e in self.evidences), key=list(Status).index)
