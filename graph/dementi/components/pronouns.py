"""Whom a pronoun stands for: « il », « celle-ci », « ce dernier », « a-t-il dit ».

No component: the part of ``actors`` that reads pronouns by the memory.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from dementi.components.memory import Memory, Remembered
from dementi.components.naming import gender_of, source_of
from dementi.components.phrases import Phrases
from dementi.components.standing import Phrase
from dementi.fr import grammar
from dementi.fr.sentences import bounds
from dementi.lexicon import bare, load_attributions, word_list
from dementi.records import Source, SourceKind

EMPHATIC = frozenset("lui elle eux elles".split())
PRONOUNS: dict[str, tuple[str | None, str]] = {
    **dict.fromkeys(("il", "-il", "-t-il", "celui-ci", "lui"), ("Masc", "Sing")),
    **dict.fromkeys(("elle", "-elle", "-t-elle", "celle-ci"), ("Fem", "Sing")),
    **dict.fromkeys(("ils", "-ils", "ceux-ci", "leur"), (None, "Plur")),
    **dict.fromkeys(("elles", "-elles"), ("Fem", "Plur")),
}
# Whom a pronoun can mean; one that speaks (« a-t-il dit », « selon lui ») means no state.
SPEAKERS = frozenset({SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.MEDIA, SourceKind.GROUP})
PERSONS = frozenset({SourceKind.PERSON})
PEOPLE = frozenset({SourceKind.GROUP})
MEMBERS = frozenset("un une certains certaines plusieurs deux".split())
FORMER = frozenset("ancien ancienne ex".split())
LATTER = frozenset("dernier dernière derniers dernières".split())
CONCERNED = {"intéressé": "Masc", "intéressée": "Fem"}  # « l'intéressé dément »: who did what was told
READ = LATTER | MEMBERS | PRONOUNS.keys() | CONCERNED.keys() | {"même"}  # of any other word nothing need be asked
IMPERSONAL = frozenset("ressortir apparaître sembler paraître convenir résulter suffire rester importer".split())
OBTAINING = word_list("verbs.toml", "obtaining")
ASKED = 10  # tokens from a verb of asking to « qu'elle »
RETURNS = frozenset("échange contrepartie retour".split())
RETURN = 8  # tokens from « en échange » to « lui »
TOPIC = 5  # tokens in which « quant à » names its topic
BODIES = frozenset({SourceKind.STATE, SourceKind.ORGANIZATION})
EVERYBODY = SPEAKERS | {SourceKind.STATE}

Reading = tuple[int, int, Source]  # first token, last token, who is meant


@cache
def _reporting() -> frozenset[str]:
    """Return the verbs that report, without reflexive pronoun."""
    return frozenset(bare(verb.lemma) for verb in load_attributions().verbs)


class Pronouns:
    """The pronouns of one document; ``memory`` holds the actors before the one that is read."""

    def __init__(self, doc: Doc, memory: Memory, phrases: Phrases) -> None:
        self.doc = doc
        self.memory = memory
        self.phrases = phrases
        self.reporting = _reporting()

    def read(self, token: Token) -> Reading | None:
        """Read « il », « elles », « ce dernier », « lui » by the memory."""
        if token.lower_ not in READ:
            return None
        if token.lower_ == "même":
            return self._same(token)
        if token.lower_ in CONCERNED:
            return self._concerned(token)
        if token.lower_.startswith("-") and self._ends_name(token):
            return None
        agreement = self._agreement(token)
        if agreement is None:
            return self._member(token)
        before = token.nbor(-1).lower_ if token.i else ""
        inserted = before == "," and token.i + 1 < len(self.doc) and self.doc[token.i + 1].text == ","
        if inserted and token.lower_ in EMPHATIC:  # « le mouvement, lui, nie »: it only stresses the subject
            return None
        if token.lower_.startswith("-") and (named := self._doubled(token)):
            return token.i, token.i, named
        governed = token.i + 1 < len(self.doc) and self.doc[token.i + 1].pos_ in grammar.VERBAL
        alone = before in ("selon", "après", ",") or before == "et" and not governed  # « et lui a livré »: a dative
        if token.lower_ in ("lui", "leur") and token.i and not alone:
            meant = self._dative(token)  # « la Biélorussie lui a livré »: not the subject of its own clause
            return (token.i, token.i, meant) if meant else None
        if before in ("que", "qu'") and (whom := self._asked(token, *agreement)):
            return token.i, token.i, whom
        speaking = token.lower_.startswith("-") or before in ("selon", "d'après", "après")
        opening = token.is_sent_start or before == ","  # « Dans une note que l'AFP a lue, il accuse »
        topic = self._topic(token, *agreement) if opening else None
        reporting = speaking or opening and token.head.lemma_ in self.reporting
        person = self.memory.speaking(*agreement, token.i) if reporting else None
        # « Le ministre a nié. Quant à l'Iran, il a dit que … »: a person may go on to speak of a state.
        if topic is not None and (person is None or topic.kind is not SourceKind.STATE):
            return token.i, token.i, topic
        if person is not None:
            return token.i, token.i, person
        meant = self.memory.latest(*agreement, SPEAKERS, token.i) if speaking else None
        if token.lower_.endswith("-ci") or before in ("ce", "cette", "ces"):
            meant = self.memory.nearest(*agreement, token.i)
        meant = meant or self.memory.latest(*agreement, EVERYBODY, token.i)
        if meant is None:
            return None
        subject, leads = self._subject(token), self.phrases.leads(token.i, token.i)
        place = token.sent.start
        self.memory.add(Remembered(token.i, meant, *agreement, subject, leads=leads, sentence=place))
        return token.i, token.i, meant

    def _ends_name(self, token: Token) -> bool:
        """Say whether « -il » ends a name, « le capitaine Untel Hae-il », and is no subject behind its verb."""
        name = token.nbor(-1) if token.i else token
        return name.text[:1].isupper() and len(name) > 1 and name.i != bounds(name)[0] and name.nbor(-1).text != '"'

    def same(self, noun: Token) -> Source | None:
        """Return who « la même source », « le même responsable » means: the last who was called so, else to speak.

        « Le même quotidien » is an outlet, and nobody else where none is known by name.
        """
        if noun.i == 0 or noun.nbor(-1).lower_ != "même":
            return None
        kind = self.phrases.nouns.get(noun.lemma_)
        if kind is not None and kind.kind == "media":
            return self.memory.outlet()
        called = self.memory.by_noun(noun.lower_, noun.i - 1)
        return called or self.memory.latest(None, "Sing", SPEAKERS, noun.i - 1)

    def again(self, phrase: Phrase) -> tuple[Source, str | None] | None:
        """Return the person spoken of whom « le diplomate », « l'officier » means, and the gender that tells.

        « L'ancien commandant », « la politologue », who agrees with nobody: the only person spoken of.
        """
        noun, first = phrase.noun, phrase.first
        gender = gender_of(noun) if noun.i and noun.nbor(-1).lower_ != "l'" else None
        if not phrase.qualified and (meant := self.memory.latest(gender, "Sing", PERSONS, first)):
            return meant, gender
        former = any(t.lower_ in FORMER for t in self.doc[first : noun.i])
        if phrase.qualified and not former or not phrase.titled or not self.phrases.is_subject(first, phrase.last):
            return None
        only = self.memory.only_person(first)
        return (only, gender) if only else None

    def _same(self, token: Token) -> Reading | None:
        """Read « le même homme »: the person who was spoken of."""
        if token.i == 0 or token.i + 1 >= len(self.doc) or token.nbor(-1).lower_ not in ("le", "la", "ce", "cette"):
            return None
        gender = {"homme": "Masc", "femme": "Fem"}.get(token.nbor(1).lower_)
        meant = self.memory.latest(gender, "Sing", frozenset({SourceKind.PERSON}), token.i) if gender else None
        return (token.i - 1, token.i + 1, meant) if meant else None

    def _concerned(self, token: Token) -> Reading | None:
        """Read « l'intéressé », « la principale intéressée »: the last subject that agrees."""
        first = token.i - 1 - (token.i > 1 and token.nbor(-1).lower_ in ("principal", "principale"))
        if first < 0 or self.doc[first].lower_ not in ("l'", "le", "la"):
            return None
        gender = CONCERNED[token.lower_]
        person = self.memory.person(gender, first)
        meant = person or self.memory.latest(gender, "Sing", EVERYBODY, first)
        return (first, token.i, meant) if meant else None

    def _topic(self, pronoun: Token, gender: str | None, number: str) -> Source | None:
        """Return whom a sentence is about that the pronoun resumes: « Quant à la Serbie, elle a démenti »."""
        start = pronoun.sent.start
        if self.doc[start].lower_ != "quant":
            return None
        return self.memory.named(start, min(start + TOPIC, pronoun.i), gender, number)

    def _dative(self, pronoun: Token) -> Source | None:
        """Return whom « lui » means: not whom the « qui » before it resumes; « que lui livre Minsk » has a subject."""
        link = next((t for t in grammar.left(pronoun, 2) if t.lower_ not in ("ne", "n'")), pronoun)
        if link.lower_ in ("que", "qu'"):
            return self.memory.latest(None, "Plur" if pronoun.lower_ == "leur" else "Sing", BODIES, pronoun.i)
        if (back := next((t for t in grammar.left(pronoun, RETURN) if t.lower_ in RETURNS), None)) is not None:
            return self.memory.giver(back.i) or self.memory.dative()  # « livre à Kiev …, en échange Rome lui »
        if link.lower_ == "qui":
            resumed = self.memory.nearest(None, "Sing", link.i)
            return self.memory.dative(resumed)
        return self.memory.dative(of_thing=self._of_thing(pronoun))

    def _of_thing(self, pronoun: Token) -> bool:
        """Say whether a pronoun's clause has a subject that is nobody: « que des armes lui aient été remises »."""
        own = next((c for c in pronoun.head.children if c.dep_.startswith("nsubj") and c.i < pronoun.i), None)
        if own is None or own.pos_ != "NOUN":
            return False
        item = any(m.concept.item_class and m.first <= own.i <= m.last for m in self.doc._.mentions)
        return item or not self.memory.holds(own.left_edge.i, own.right_edge.i)

    def _asked(self, pronoun: Token, gender: str | None, number: str) -> Source | None:
        """Return of whom somebody asks what the pronoun is to do: « a obtenu de Riga qu'elle livre des chars »."""
        verb = next((t for t in grammar.left(pronoun, ASKED) if t.pos_ in grammar.VERBAL), None)
        if verb is None or verb.lemma_ not in OBTAINING:
            return None
        return self.memory.named(verb.i + 1, pronoun.i, gender, number)

    def _subject(self, token: Token) -> bool:
        """Say whether a pronoun is a subject; « cette dernière lui livre » is, whatever its adjective hangs on."""
        clitic = token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ in ("lui", "leur")
        return token.dep_.startswith("nsubj") or clitic

    def _member(self, token: Token) -> Reading | None:
        """Read « l'un d'eux », « certains d'entre eux »: of the people spoken of."""
        if token.lower_ not in MEMBERS:
            return None
        words = [t.lower_ for t in self.doc[token.i + 1 : token.i + 4]]
        if words[:1] != ["d'"]:
            return None
        whole = words[2:3] if words[1:2] == ["entre"] else words[1:2]
        if not whole or whole[0] not in ("eux", "elles"):
            return None
        meant = self.memory.latest("Fem" if whole[0] == "elles" else None, "Plur", PEOPLE, token.i)
        first = token.i - (token.i > 0 and self.doc[token.i - 1].lower_ == "l'")
        return (first, token.i + words.index(whole[0]) + 1, meant) if meant else None

    def _doubled(self, pronoun: Token) -> Source | None:
        """Return the subject that an inverted pronoun doubles: « Islamabad a-t-il vendu »."""
        at = pronoun.i - 2
        while at > pronoun.sent.start and self.doc[at].lower_ in ("ne", "n'"):
            at -= 1
        mention = self.phrases.mention_at.get(at)
        if mention is None or self.phrases.qualifies(mention) or at < pronoun.sent.start:
            return None
        return source_of(mention.concept, self.doc, mention.first, mention.last)

    def _agreement(self, token: Token) -> tuple[str | None, str] | None:
        """Return gender and number of a pronoun that can stand for an actor, or None."""
        lower, before = token.lower_, token.nbor(-1).lower_ if token.i else ""
        if lower in ("dernier", "dernière") and before in ("ce", "cette"):
            return ("Masc" if lower == "dernier" else "Fem"), "Sing"
        if lower in ("derniers", "dernières") and before == "ces":
            return None, "Plur"
        if lower not in PRONOUNS:
            return None
        # « il lui reproche », « il l'accuse » are personal whatever the parser says; « il convient de noter » is not
        reflexive = token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ in ("se", "s'")  # « il se dit que »
        reporting = token.head.lemma_ in self.reporting and token.head.lemma_ not in IMPERSONAL
        reports = reporting and not reflexive and not grammar.is_passive(token.head)
        personal = token.pos_ in ("PRON", "ADV", "X") and (token.dep_ != "expl:subj" or reports)
        return PRONOUNS[lower] if personal or lower.startswith("-") else None
