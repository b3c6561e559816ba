"""Who every noun phrase and pronoun stands for: names, offices, unnamed groups, « il », « le ministre ».

One pass in text order with a memory of who was spoken of: a full name is remembered for the surname, the office and the
pronoun that follow it.

Reads:  ``doc._.mentions``, the parse (subjects, genders).
Writes: ``doc._.actors``, a list of Actor in text order.
Terms:  source as in PARC 3.0; antecedent and anaphor as in the coreference literature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.components.affiliation import Affiliations
from dementi.components.both import BOTH, read_both
from dementi.components.briefs import brief_starts
from dementi.components.callings import ActorNoun, load_nouns, load_titles
from dementi.components.firms import firm_places
from dementi.components.memory import Memory, Remembered
from dementi.components.names import CIVILITY
from dementi.components.naming import (
    by_english,
    describe,
    gender_of,
    gender_of_office,
    is_state,
    noun_names,
    seat,
    setting,
    side_of,
    source_of,
    words,
)
from dementi.components.phrases import CIVIC, NATIONAL, SPEAKING, Phrases
from dementi.components.pronouns import Pronouns, Reading
from dementi.components.publisher import heading_end
from dementi.components.sides import Sides
from dementi.components.standing import Phrase, Standing
from dementi.fr import sentences
from dementi.records import Actor, ConceptKind, Mention, Source, SourceKind
from dementi.terms import concepts

# Unnamed people who, where a sentence plays, are of there: « À Ankara, une source militaire »; a diplomat need not be.
PLACED = frozenset("source responsable officiel fonctionnaire militaire officier".split())
# What makes an outlet its state's: « la télévision publique algérienne », « l'agence officielle syrienne ».
OFFICIAL = frozenset("public publique officiel officielle étatique gouvernemental gouvernementale état".split())


class Finder:
    """The pass over one document; ``find`` yields what each token stands for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.memory = Memory()
        self.phrases = Phrases(doc)
        self.phrases.reserve(firm_places(doc, self.phrases))
        self.pronouns = Pronouns(doc, self.memory, self.phrases)
        self.sides = Sides(doc, self.memory, self.phrases)
        self.standing = Standing(doc, self.phrases)
        self.heading = heading_end(doc)
        self.briefs = set(brief_starts(doc))

    def find(self) -> Iterator[tuple[int, int, int, Source]]:
        """Yield (first token, last token, head, source) of every actor in text order; phrases may hold others."""
        at = 0
        while at < len(self.doc):
            token = self.doc[at]
            if at in self.briefs:
                self.memory.forget()
            found = self._firm_at(token) or read_both(token) or self.pronouns.read(token)
            if not (found := found or self._noun(token) or self._name(token)):
                at += 1
                continue
            first, last, source = found
            mention = self.phrases.mention_at.get(at)
            if last < self.heading and source.kind is SourceKind.ORGANIZATION and self.memory.publisher is None:
                self.memory.publisher = source
            yield first, last, mention.last if mention else at, source
            person = source.kind is SourceKind.PERSON
            if person:  # « le patron de la société Untel »
                firms = filter(None, map(self._firm_at, self.doc[at : last + 1]))
                yield from ((begins, ends, begins, firm) for begins, ends, firm in firms)
            whole = person or source.name == BOTH or at in self.phrases.firms or self.phrases.paper(at, source.kind)
            at = max(at, last) + 1 if whole else at + 1

    def _remember(
        self, first: int, last: int, source: Source, gender: str | None, plural: bool, nouns: frozenset[str]
    ) -> Reading:
        """Add an actor to the memory, and return it as what its phrase stands for."""
        subject, leads = self.phrases.is_subject(first, last), self.phrases.leads(first, last)
        number, sentence = "Plur" if plural else "Sing", sentences.bounds(self.doc[first])[0]
        self.memory.add(Remembered(first, source, gender, number, subject, nouns, leads, sentence))
        return first, last, source

    # ---- common nouns -----------------------------------------------------------------------------------------

    def _noun(self, token: Token) -> Reading | None:
        """Read a common noun for an actor with its phrase: an office, a body, a group, « le pays »."""
        phrase = self.standing.read(token)
        if phrase is None:
            return None
        first, last = phrase.first, phrase.last
        noun = self.phrases.nouns.get(phrase.lemma)
        if phrase.plural or not phrase.titled and (noun is None or noun.kind != "group"):
            return self._unnamed(phrase)
        called = None if phrase.titled else self.phrases.called(token, last)
        named = self._unlisted(*called) if called else self._person_in(first, last) if phrase.titled else None
        if named is None:
            return self._unnamed(phrase)
        side = named.on_behalf_of
        if side is None and named.concept is None:
            side = self.sides.definite(first, last)
        source = replace(named, on_behalf_of=side, text=words(self.doc, first, last))
        gender = gender_of(token, concepts().get(named.concept or ""))
        nouns = frozenset({token.lower_, token.lemma_}) | self.phrases.titles_in(first, last)
        return self._remember(first, last, source, gender, False, nouns)

    def _person_in(self, first: int, last: int) -> Source | None:
        """Return the person named inside of a phrase, listed or not."""
        for mention in self.phrases.mentions(first, last):
            if mention.concept.kind is ConceptKind.PERSON:
                return source_of(mention.concept, self.doc, mention.first, mention.last)
        for i in range(first, last + 1):
            if (name := self.phrases.name_from(i)) and name[1] <= last + 3:
                return self._unlisted(*name)
        for i in range(first, last):
            following = self.doc[i + 1]
            titled = self.doc[i].lower_ in self.phrases.titles
            if titled and following.pos_ == "PROPN" and self.phrases.name_word(following.i):
                return self.memory.by_name.get(following.text) or self._unlisted(following.i, following.i)
        return None

    def _unlisted(self, first: int, last: int) -> Source:
        """Return a person whom the ontology does not know."""
        return Source(self.doc[first : last + 1].text, SourceKind.PERSON, None, words(self.doc, first, last))

    def _unnamed(self, phrase: Phrase) -> Reading | None:
        """Read an office, a body or a group without a name."""
        first, last, token = phrase.first, phrase.last, phrase.noun
        known = phrase.definite and not phrase.plural
        if known and (meant := self.pronouns.same(token)):
            return first, last, meant
        pointing = known or phrase.definite and token.lemma_ in NATIONAL  # « les autorités »
        side = self.sides.definite(first, last) if pointing else self.sides.indefinite(first, token.i, last)
        if side is None and phrase.lemma in PLACED:
            side = setting(self.doc[first].sent, first, self.phrases.mention_at)
        meant = self.memory.by_noun(token.lower_, first) if phrase.titled and known else None
        if meant and (side is None or meant.on_behalf_of in (side, None)):
            return self._remember(first, last, meant, gender_of(token), False, frozenset({token.lower_}))
        noun = self.phrases.nouns.get(phrase.lemma)
        human = noun is None or noun.kind == "group"
        if known and human and side is None and (again := self.pronouns.again(phrase)):
            return self._remember(first, last, again[0], again[1], False, frozenset({token.lower_}))
        if noun is None and known:
            return self._holder_of_office(phrase, side)
        noun = noun or self._office(phrase, "group")
        if noun.kind == "unattributed":
            return self._paper(phrase)
        if noun.kind == "state":
            return self._country(phrase, noun, side)
        if noun.kind == "armed" and side is None and (meant := self._rebels(phrase)):
            return first, last, meant
        if noun.lemma == "mouvement":
            return None  # of troops, of protest
        if noun.kind == "media":
            return self._outlet(phrase, noun)
        return self._body(phrase, noun, side)

    def _rebels(self, phrase: Phrase) -> Source | None:
        """Return whom « les rebelles » means, not « ces rebelles », « les rebelles du Nord »."""
        return self.memory.armed() if phrase.bare else None

    def _office(self, phrase: Phrase, kind: str) -> ActorNoun:
        """Return an office as the noun that it is."""
        title = self.phrases.titles[phrase.noun.lower_]
        return ActorNoun(phrase.lemma, kind, title.english, title.plural)

    def _described(self, phrase: Phrase, noun: ActorNoun, side: str | None, plural: bool) -> str:
        """Return what a phrase calls somebody: « un ancien ministre serbe » is one, and speaks for himself."""
        mentions = self.phrases.mentions(phrase.first, phrase.last)
        return describe(side or side_of(mentions), noun, plural, mentions, self.doc[phrase.first : phrase.last + 1])

    def _holder_of_office(self, phrase: Phrase, side: str | None) -> Reading:
        """Read « le président russe »: one person, though unnamed."""
        token, first, last = phrase.noun, phrase.first, phrase.last
        name = self._described(phrase, self._office(phrase, "organization"), side, False)
        source = Source(name, SourceKind.PERSON, side, words(self.doc, first, last))
        return self._remember(first, last, source, gender_of(token), phrase.plural, frozenset({token.lower_}))

    def _paper(self, phrase: Phrase) -> Reading:
        """Read « un rapport »: nobody's, but « un rapport de Reuters », « d'un quotidien de Split » is theirs."""
        first, last, text = phrase.first, phrase.last, words(self.doc, phrase.first, phrase.last)
        for token in self.doc[phrase.noun.i + 1 : last + 1]:
            if (inner := self._noun(token)) and inner[2].kind is not SourceKind.UNATTRIBUTED:
                return first, last, inner[2]
            mention = self.phrases.mention_at.get(token.i)
            if mention and not self.phrases.qualifies(mention):
                named = source_of(mention.concept, self.doc, mention.first, mention.last)
                return first, last, replace(named, text=text)
        if name := self.phrases.owner(phrase.noun, last):
            body = Source(self.phrases.spelt(name), SourceKind.ORGANIZATION, None, text)
            return self._remember(first, last, body, None, False, frozenset())
        return first, last, Source("unattributed", SourceKind.UNATTRIBUTED, None, text)

    def _country(self, phrase: Phrase, noun: ActorNoun, side: str | None) -> Reading | None:
        """Read « le pays », « l'État hébreu »."""
        token, first, last = phrase.noun, phrase.first, phrase.last
        if side is None:
            own = self.doc[first].sent.start if self.doc[first].lower_ in ("ce", "cet", "cette") else None
            meant = self.memory.state(first, noun.among, own) if phrase.definite and not phrase.plural else None
            return (first, last, meant) if meant else None
        concept = by_english()[side]
        source = Source(side, SourceKind.STATE, side, words(self.doc, first, last), concept.id)
        nouns = frozenset({noun.lemma, token.lower_})
        return self._remember(first, last, source, gender_of(token), phrase.plural, nouns)

    def _body(self, phrase: Phrase, noun: ActorNoun, side: str | None) -> Reading | None:
        """Read « le ministère », « des responsables américains ».

        A body without a state is the one spoken of before.
        """
        token, first, last = phrase.noun, phrase.first, phrase.last
        organized = noun.kind in ("organization", "armed")
        alone = self.phrases.independent(first, last)
        side = side or seat(self.doc, last, self.phrases.mention_at, noun.lemma in PLACED, alone)
        kinds = {mention.concept.kind for mention in self.phrases.mentions(first, last)}
        if organized and (noun.company and ConceptKind.ORGANIZATION in kinds or ConceptKind.MEDIA in kinds):
            return None  # the name itself is read where it stands
        if organized and (noun.company or noun.lemma in CIVIC) and (named := self._firm(phrase)):
            return named
        meant = self.memory.by_noun(noun.lemma, first) if organized and side is None and phrase.definite else None
        if meant and not (meant.kind is SourceKind.MEDIA and phrase.qualified):
            return first, last, meant  # but « l'agence de renseignement » is no news agency
        name = self._described(phrase, noun, side, phrase.plural)
        if noun.kind == "armed" and side is None and (land := self.sides.land(phrase)):
            name = f"{land} {name}"
        kind = SourceKind.ORGANIZATION if organized else SourceKind.GROUP
        against = noun.kind == "armed" and side is not None and is_state(side)
        if against or noun.lemma in CIVIC:
            side = None  # Syrian rebels are not Syria, nor does a Turkish NGO speak for Turkey
        source = Source(name, kind, side, words(self.doc, first, last))
        self.memory.last_armed = source if against else self.memory.last_armed  # « les rebelles », from here on
        nouns = frozenset({noun.lemma, token.lower_})
        return self._remember(first, last, source, gender_of(token), phrase.plural, nouns)

    def _firm(self, phrase: Phrase) -> Reading | None:
        """Read « la société tchèque Untel Motors »: a firm that the ontology does not know goes by its name."""
        name = (self.phrases.title_of if phrase.lemma in CIVIC else self.phrases.own_name)(phrase.noun, phrase.last)
        if name is None:
            return None
        source = Source(name, SourceKind.ORGANIZATION, None, words(self.doc, phrase.first, phrase.last))
        self.memory.firms[name] = source
        nouns = frozenset({phrase.lemma, phrase.noun.lower_})
        return self._remember(phrase.first, phrase.last, source, gender_of(phrase.noun), False, nouns)

    def _outlet(self, phrase: Phrase, noun: ActorNoun) -> Reading | None:
        """Read « le quotidien », « la publication », « la chaîne NHK »: the outlet named with it or before it."""
        token, first, last = phrase.noun, phrase.first, phrase.last
        if any(m.concept.kind is ConceptKind.MEDIA for m in self.phrases.mentions(first, last)):
            return None  # the name itself is read where it stands
        text = words(self.doc, first, last)
        if name := self.phrases.own_name(token, last):
            source = Source(name, SourceKind.MEDIA, None, text)
            return self._remember(first, last, source, gender_of(token), False, frozenset({noun.lemma}))
        if phrase.definite and not phrase.plural and (meant := self.memory.outlet()):
            return first, last, meant
        mentions = self.phrases.mentions(first, last)
        side = side_of(mentions)
        described = describe(side, replace(noun, kind="group"), phrase.plural, mentions)
        official = any(t.lower_ in OFFICIAL for t in self.doc[first : last + 1])
        return first, last, Source(described, SourceKind.GROUP, side if official else None, text)

    # ---- names ------------------------------------------------------------------------------------------------

    def _name(self, token: Token) -> Reading | None:
        """Read a proper name: a listed actor, an unlisted person with title or apposition, a known surname."""
        if name := self.phrases.compatriot(token.i):
            person = self.memory.by_name.get(self.doc[name[1]].text) or self._unlisted(*name)
            return self._remember(token.i, name[1], person, None, False, frozenset())
        if mention := self.phrases.mention_at.get(token.i):
            return self._listed(mention) if mention.first == token.i else None
        if not token.text[:1].isupper():
            return None  # no name begins here
        if found := self._paper_named(token) or self._introduced(token):
            return found
        known = self.memory.by_name.get(token.text)
        gender = gender_of(token) if known and token.i and token.nbor(-1).lower_ in CIVILITY else None
        return self._remember(token.i, token.i, known, gender, False, frozenset()) if known else None

    def _listed(self, mention: Mention) -> Reading:
        """Read a name of the ontology; its text is the whole phrase of a person, its place the name alone."""
        concept, first, last = mention.concept, mention.first, mention.last
        source = self.sides.of_other(mention, source_of(concept, self.doc, first, last))
        if self.phrases.qualifies(mention) or self.phrases.posted(mention):
            return first, last, source
        if self.phrases.counted(mention):
            crowd = Source(mention.where.exact, SourceKind.GROUP, None, words(self.doc, first - 1, last))
            return first - 1, last, crowd
        if concept.kind is ConceptKind.PERSON:
            start, end = self.phrases.extent(mention.last)
            first, last = min(start, first), max(end, last)
        source = replace(source, text=words(self.doc, first, last))
        token = self.doc[mention.first]
        several = token.lower_.endswith("s") and concept.kind in (ConceptKind.COLLECTIVE, ConceptKind.ARMED_GROUP)
        plural = concept.fr.startswith("États") or several
        nouns = self.phrases.titles_in(first, last) | noun_names(concept)
        return self._remember(mention.first, mention.last, source, gender_of(token, concept), plural, nouns)

    def _firm_at(self, token: Token) -> Reading | None:
        """Read the name of a firm that the ontology does not know."""
        last = self.phrases.firms.get(token.i)
        if last is None:
            return None
        text = words(self.doc, token.i, last)
        source = Source(text.exact, SourceKind.ORGANIZATION, None, text)
        return self._remember(token.i, last, source, "Fem", False, frozenset({"société", "entreprise", "firme"}))

    def _paper_named(self, token: Token) -> Reading | None:
        """Read « le Modelo Courier », « L'Aube d'Alger affirme »: a newspaper that the ontology does not know."""
        name = self.phrases.paper(token.i, SourceKind.MEDIA)
        if name is None or self.phrases.mention_at.get(name[1]) and not self.phrases.is_subject(*name):
            return None
        text = words(self.doc, *name)
        return self._remember(*name, Source(text.exact, SourceKind.MEDIA, None, text), None, False, frozenset())

    def _introduced(self, token: Token) -> Reading | None:
        """Read an unlisted person whom a title or an apposition introduces."""
        name = self.phrases.name_from(token.i) or self.phrases.surname(token.i)
        if name is None:
            return None
        if firm := self.memory.firms.get(self.phrases.spelt(name)):
            return self._remember(*name, firm, None, False, frozenset())
        before = self.doc[name[0] - 1].lower_ if name[0] else ""
        after = name[1] + 1
        apposed = after + 1 < len(self.doc) and self.doc[after].text == "," and self.phrases.calling(after + 1)
        introduced = before in CIVILITY or before in SPEAKING or before in self.phrases.titles or apposed
        known = self.memory.by_name.get(self.doc[name[1]].text)
        parts = {token.text for token in self.doc[name[0] : name[1] + 1]}
        if known and (not introduced or before in CIVILITY) and parts <= set(known.name.split()):
            return self._remember(*name, known, None, False, frozenset())  # « M. Moyen Untel », who is Jean Moyen Untel
        if not introduced and not self.phrases.takes_part(*name):
            return None
        first, last = self.phrases.extent(name[1])
        first = min(first, name[0])
        side = self.sides.named_person(first, last)
        source = replace(self._unlisted(*name), on_behalf_of=side, text=words(self.doc, first, last))
        gender = gender_of(self.doc[name[0]]) if before in CIVILITY else gender_of_office(self.doc[first : last + 1])
        return self._remember(first, last, source, gender, False, self.phrases.titles_in(first, last))


def find_actors(doc: Doc) -> list[Actor]:
    """Return the actors of a document in text order; a phrase comes before those inside of it."""
    finder = Finder(doc)
    named, qualifies = finder.phrases.mention_at, finder.phrases.qualifies
    rows = ((*row, row[2] in named and qualifies(named[row[2]])) for row in finder.find())
    found = sorted((Actor(*row) for row in rows), key=lambda actor: (actor.first, -actor.last))
    return Affiliations(doc, found, finder.phrases).settled()


@Language.factory("dementi_actors", requires=["doc._.mentions"], assigns=["doc._.actors"])
class Actors:
    """The pipeline's hold on ``find_actors``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        load_nouns()
        load_titles()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.actors``."""
        doc._.actors = find_actors(doc)
        return doc
