"""Incises and what they frame: « « … », a déclaré le ministère », « …, a-t-il ajouté, … ».

No component: the part of ``attributions`` for cues that stand behind or amid their content. Inverted subjects are what
the parser gets wrong, so marks, commas and word order decide. Terms: incise as in Grevisse, *Le bon usage*.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.components.cast import Cast
from dementi.components.clauses import QUE, RELATIVES
from dementi.components.contents import Contents, Stretch
from dementi.components.polarity import load_polarity
from dementi.fr import grammar
from dementi.lexicon import Syntax, word_list
from dementi.records import Actor, QuotationType

# What may stand between the end of a content and the verb: « …, l'a-t-il dit », « …, s'est défendu Minsk ».
BEFORE_VERB = frozenset("l' le la les lui leur y en s' se ne n'".split())
INVERTED = grammar.INVERTED | {"-on", "-t-on"}
ENDS = frozenset((",", '"', "-", ".", "?", "!", "..."))  # marks behind which an incise can begin

REGARDING = word_list("stance.toml", "regarding")
CURT = 8  # tokens of a content that is nothing but a judgement, at the most
Framed = tuple[list[Stretch], Token, QuotationType]  # contents, subject, whose words they are in


class Incises:
    """The incises of one document."""

    def __init__(self, doc: Doc, cast: Cast, contents: Contents) -> None:
        self.doc = doc
        self.cast = cast
        self.contents = contents
        # « Moscou, qui nie, accuse Kiev »: what follows these verbs may be their object
        self.judging = {cue.at for cue in doc._.cues if cue.kind in ("adjective", "predicate")}
        self.accusing = {cue.at for cue in doc._.cues if Syntax.TARGET in cue.syntax}

    def incise(self, verb: Token) -> Framed | None:
        """Return contents, subject and quotation type of a verb that stands in an incise or frames a quotation."""
        start = grammar.anchor(performing(verb)).i
        before = self._before(start)
        previous = self.doc[before].text if before >= 0 else ""
        linked = before + 1 < start or before >= 0 and self.doc[before].lower_ in QUE
        if linked and (compared := self._comparing(before)) is not None:  # « …, comme l'affirme Kiev »
            return self._compared(verb, compared)
        clitic = next((t for t in self.doc[start : verb.i + 3] if t.lower_ in INVERTED), None)
        if clitic is None and not (previous in ENDS and self._says_something(verb, before)):
            return None
        subject = clitic if clitic is not None else self._inverted_subject(verb)
        framing = clitic is not None or previous == '"' or previous == "," and before > 0
        return self._framed(verb, before, subject) if subject is not None and framing else None

    def _before(self, start: int) -> int:
        """Return the token before a verb and its clitics."""
        before = start - 1
        while before >= 0 and (self.doc[before].lower_ in BEFORE_VERB or self.doc[before].is_space):
            before -= 1
        return before

    def compares(self, verb: Token) -> bool:
        """Say whether a verb stands in « comme l'affirme Kiev »."""
        return self._comparing(self._before(grammar.anchor(verb).i)) is not None

    def _comparing(self, at: int) -> int | None:
        """Return the first token of « comme », « ainsi que », « à ce que » that ends at a token."""
        if at < 0:
            return None
        if self.doc[at].lower_ in QUE and at > 1 and [t.lower_ for t in self.doc[at - 2 : at]] == ["à", "ce"]:
            return at - 2
        if self.doc[at].lower_ in QUE and at and self.doc[at - 1].lower_ == "ainsi":
            return at - 1
        return at if self.doc[at].lower_ == "comme" else None

    def _compared(self, verb: Token, comme: int) -> Framed | None:
        """Return what « comme l'affirme Kiev » frames: the clause before it or around it."""
        subject = self._inverted_subject(verb)
        if subject is None:
            return None
        contents, kind = self._ahead(verb, comme - 1)
        return contents + self._rest(verb, subject), subject, kind

    def _says_something(self, verb: Token, before: int) -> bool:
        """Say whether what stands before an incise can be a content: a clause or a quotation, not a mere apposition."""
        whole = range(verb.sent.start, min(before, verb.sent.start + CURT) + 1)
        if before in whole and any(i in self.judging for i in whole):
            return True  # « Fausse piste, a rétorqué Minsk »
        if self._inserted(verb) and (self._quoted(before) or verb.i not in self.accusing and self._amid(verb, before)):
            return True
        subjects = [child for child in verb.children if child.dep_.startswith("nsubj") and child.i < before]
        if any(child.i not in self.contents.quote_of for child in subjects):
            return False
        return self._quoted(before) or before < verb.sent.start or self._main_verb(verb.sent.start, before)

    def _amid(self, verb: Token, before: int) -> bool:
        """Say whether a clause goes on around an inserted verb: its own finite verb stands before it or behind it."""
        behind = next((t.i for t in grammar.right(verb, 20) if t.text == ","), None)
        after = behind is not None and self._main_verb(behind + 1, verb.sent.end - 1)
        return after or self._main_verb(verb.sent.start, before)

    def _quoted(self, before: int) -> bool:
        """Say whether a quotation ends right before an incise."""
        return any(i in self.contents.quote_of for i in range(max(before - 2, 0), before + 1))

    def _main_verb(self, first: int, last: int) -> bool:
        """Say whether a stretch has a finite verb of its own: « Moscou, qui nie, » has none outside of its relative."""
        opened = 0  # relative clauses whose verb has not come yet
        for token in self.doc[first : last + 1]:
            if token.text == ",":
                opened = 0
            elif token.lower_ in RELATIVES:
                opened += 1
            elif token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite":
                if not opened:
                    return True
                opened -= 1  # « la rumeur selon laquelle Minsk a livré des chars est fausse »
        return False

    def _inserted(self, verb: Token) -> bool:
        """Say whether an inverted subject right behind a verb closes a clause inserted with it: « …, accuse Kiev, … ».

        The parser may take what the clause is inserted in for its subject.
        """
        for token in grammar.right(verb, 4):
            actor = self.cast.heads.get(token.i)
            if actor:
                behind = actor.last + 1
                return (
                    behind >= verb.sent.end
                    or self.doc[behind].text in (",", ".", '"', "!", "?", ";")
                    or self.doc[behind].is_space
                )
            if token.pos_ not in ("DET", "ADJ", "ADV") and not _made(verb, token):
                return False
        return False

    def _inverted_subject(self, verb: Token) -> Token | None:
        """Return the subject behind a verb: « …, a déclaré mardi le ministère ».

        It may be somebody for whom no lexicon has a word, right behind it: « …, affirme un garagiste de Khartoum ».
        """
        stranger: Token | None = None
        for token in grammar.right(verb, 20):
            actor = self.cast.inside.get(token.i)
            if actor and self._governed(actor):
                continue  # « a reconnu devant les députés le colonel … »
            near = token.i - verb.i < 10 + len(self._skipped(verb, token))
            if actor and token.i == actor.first and actor.head in self.cast.heads and near:
                return self.doc[
                    actor.head
                ]  # a name of several words stands at its last: « le ministère … de la Défense »
            if token.i in self.cast.heads and near:
                return token
            if _made(verb, token) or token.lower_ == "savoir" and token.i == verb.i + 1:
                continue  # « croit savoir la chaîne »
            if (
                token.pos_ in ("VERB", "AUX", "SCONJ")
                or token.lower_ in (*QUE, "de", "d'")
                or token.text in (":", '"', ".")
            ):
                return stranger
            if token.pos_ == "PROPN" and token.text[:1].isupper() and token.nbor(-1).pos_ != "ADP":  # « sur Telegram »
                return token
            beside = all(t.pos_ in ("DET", "ADJ", "ADV", "NUM") for t in self.doc[verb.i + 1 : token.i])
            if token.pos_ == "NOUN" and beside and not self._dated(token):
                stranger = token
        return stranger

    def _dated(self, token: Token) -> bool:
        """Say whether a word belongs to a date: « a déclaré la semaine dernière le ministère »."""
        return any(first <= token.i <= last for first, last, _ in self.doc._.dates)

    def _governed(self, actor: Actor) -> bool:
        """Say whether a preposition stands before an actor."""
        at = max(actor.first - 1, 0)
        if at and self.doc[at].lower_ in ("l'", "le", "la", "les"):  # « ont indiqué à l'AFP deux responsables »
            at -= 1
        preposition = (
            self.doc[at].pos_ == "ADP" and self.doc[at].text[:1].islower()
        )  # « a déclaré à BelTA le ministère »
        return preposition and self.doc[at].lower_ not in ("des", "du")

    def _skipped(self, verb: Token, token: Token) -> list[int]:
        """Return the tokens of actors between a verb and a token."""
        return [i for i in range(verb.i + 1, token.i) if i in self.cast.inside]

    def _framed(self, verb: Token, before: int, subject: Token) -> Framed:
        """Return the contents around an incise, its subject and whose words they are.

        The quotation before it, or the sentence part; and what goes on after it.
        """
        contents, kind = self._ahead(verb, before)
        contents += self._rest(verb, subject)
        if kind is not QuotationType.INDIRECT and (quote := self._next_quote(verb.sent.end)):
            contents.append(quote)
        return contents, subject, kind

    def _ahead(self, verb: Token, before: int) -> tuple[list[Stretch], QuotationType]:
        """Return what stands before an incise, and whose words it is in."""
        sentence = verb.sent
        at = before
        while at >= sentence.start and (self.doc[at].is_punct or self._blank(at)):
            at -= 1
        quote = self.contents.quote_of.get(at)
        if at < sentence.start:  # the quotation was a sentence of its own
            return ([(quote.first, quote.last)], QuotationType.DIRECT) if quote else ([], QuotationType.INDIRECT)
        if quote is None:
            return [(self._opening(sentence.start, at), at)], QuotationType.INDIRECT
        kind = QuotationType.DIRECT if quote.first <= sentence.start + 1 else QuotationType.MIXED
        return [(min(sentence.start, quote.first), at)], kind

    def _opening(self, first: int, last: int) -> int:
        """Return where what stands before an incise begins: behind « : » where it is but a judgement."""
        for at in range(last - 1, first, -1):
            if self.doc[at].text in (":", ";") and last - at < CURT and at + 1 in self.judging:
                return at + 1
        return first

    def _rest(self, verb: Token, subject: Token) -> list[Stretch]:
        """Return what goes on after an incise in its sentence: « …, a-t-il dit, et que … »."""
        sentence = verb.sent
        end = self.cast.inside[subject.i].last if subject.i in self.cast.inside else subject.i
        rest = next((t.i for t in self.doc[end + 1 : sentence.end] if t.text == ","), None)
        if rest is None or rest + 2 >= sentence.end or self.doc[rest + 1].lower_ in ("qui", "dont", "où"):
            return []  # « dit-elle dans un communiqué, qui rejette l'idée d'une livraison »
        if regards(self.doc[rest + 1]):
            return []  # « “C'est faux”, a dit Minsk, à propos des chars livrés à Kiev »
        return [(rest + 1, self.contents.until(rest + 1, verb))]

    def _next_quote(self, start: int) -> Stretch | None:
        """Return the quotation that the paragraph goes on with, if it has no incise of its own."""
        following = start
        while following < len(self.doc) and self._blank(following):
            following += 1
        quote = self.contents.quote_of.get(following)
        if quote is None or quote.first != following or "\n\n" in self.doc[start - 1 : following].text:
            return None
        behind = [t.text for t in self.doc[quote.last + 1 : quote.last + 3]]
        return None if "," in behind else (quote.first, quote.last)

    def _blank(self, at: int) -> bool:
        """Say whether a token is white space or a quotation mark."""
        return self.doc[at].is_space or self.doc[at].text == '"'


def regards(token: Token) -> bool:
    """Say whether what a quotation was said of opens here: « …, interrogé sur la vente », « à propos de la vente »."""
    two = token.doc[token.i : token.i + 2].text.lower().replace("’", "'")
    return token.lower_ in REGARDING or two in REGARDING


def performing(verb: Token) -> Token:
    """Return the verb by which somebody does what an infinitive says, right before it: « …, a tenu à préciser X »."""
    if grammar.verb_form(grammar.anchor(verb)) != "infinitive":
        return verb
    before = [t for t in grammar.left(grammar.anchor(verb), 3) if t.pos_ not in ("ADP", "ADV")]
    performed = bool(before) and before[0].lemma_ in load_polarity().performed
    return before[0] if performed and before[0].pos_ in grammar.VERBAL else verb


def _made(verb: Token, following: Token) -> bool:
    """Say whether an infinitive is one with « faire » or « laisser » before it: « …, fait savoir Moscou »."""
    adjacent = following.i == verb.i + 1 and verb.lemma_ in ("faire", "laisser")
    return adjacent and grammar.verb_form(following) == "infinitive"
