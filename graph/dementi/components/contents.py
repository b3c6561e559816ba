"""Where what is said begins and ends: que-clause, infinitive, object, what follows a colon.

No component: the part of ``attributions`` that finds contents. Quotation marks, commas and word order decide where the
parser's arcs are weak. Terms: content as in Pareti's PARC 3.0.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.components.calendar import load_calendar
from dementi.components.cast import Cast
from dementi.components.clauses import QUE, RELATIVES, phrase_end
from dementi.fr import grammar, negation
from dementi.lexicon import Syntax, load_attributions
from dementi.records import ConceptKind, CueMention, QuotationType, Quote

CALENDAR = load_calendar().words
RESUMED = frozenset("le l' en y cela".split())  # pronouns for a clause that stands before
GOVERNED = frozenset("de d' du des selon que qu' visant".split())  # what a noun for a claim governs
ADVERBIAL = frozenset("pour avant sans après afin".split())  # « a répondu avant de livrer »: no content
NEAR = 14  # tokens between a cue and its « que », at the most: an adverb, a date, « à l'AFP », a long addressee
SHORTEST = 7  # characters of verbs in -ment: « démentent » has others
INSERTED = 20  # tokens between two commas, at the most: « , par la voix de son ministre des Affaires étrangères, »

# What opens a clause that goes against the one before it.
ADVERSATIVES = frozenset("alors tandis bien quoique or pourtant cependant toutefois".split())

Stretch = tuple[int, int]  # first and last token, both included


class Contents:
    """The contents of one document, by the cues that govern them."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc = doc
        self.cast = cast
        self.quote_of: dict[int, Quote] = {i: q for q in doc._.quotes for i in range(q.first, q.last + 1)}
        self.targeting = {cue.at for cue in doc._.cues if Syntax.TARGET in cue.syntax}
        self.items = {
            i for m in doc._.mentions if m.concept.kind is ConceptKind.ITEM for i in range(m.first, m.last + 1)
        }
        self.anaphors = {noun.lemma for noun in load_attributions().nouns if noun.anaphor}
        self.slurs = {noun.lemma for noun in load_attributions().predicates}  # « ces fables », « les ragots »

    def behind(self, opener: Token, cue: Token) -> Stretch | None:
        """Return the content that a word such as « que » opens, None where nothing stands behind it."""
        start = opener.i + 1
        return (start, self.until(start, cue)) if start < len(self.doc) else None

    def until(self, start: int, cue: Token) -> int:
        """Return the last token of a content that begins at ``start``.

        The sentence's end, or where its quotation ends.
        """
        sentence = self.doc[start].sent
        last: int = sentence.end - 1
        for token in self.doc[start : sentence.end]:
            if token.text == ";" and self.quote_of.get(token.i) in (None, self.quote_of.get(cue.i)):
                return token.i - 1
            # « a nié … et a noté que »: what the same verb's coordinate says is not its content
            conjunct = token.head == cue and token.dep_ == "conj" and token.pos_ in grammar.VERBAL
            if conjunct and grammar.anchor(token).i > start and self._linked(start, grammar.anchor(token)):
                last = max(start, token.i - 1)
                break
        inside = self.quote_of.get(start)
        if inside and inside.last < last and inside.first < cue.i:  # a clause within a quotation ends with it
            return inside.last
        quote = self.quote_of.get(last)
        return max(last, quote.last) if quote and quote != self.quote_of.get(cue.i) else last

    def _linked(self, start: int, verb: Token) -> bool:
        """Say whether something between links a clause to the one before it; else the parser took it for another."""
        return any(t.pos_ == "CCONJ" or t.text in ",:" for t in self.doc[start : verb.i])

    def clause_with_que(self, cue: CueMention) -> Stretch | None:
        """Return the que-clause of a cue."""
        verb = self.doc[cue.at]
        restricted = False
        if self._in_relative(verb):
            return None
        resume = passed = 0
        for token in grammar.right(self.doc[cue.last], 2 * NEAR):
            if token.i < resume:
                continue
            passed += 1
            if passed > NEAR:
                return None
            if token.text == "," and (closed := self.incise_end(token)):
                resume = closed + 1  # « ont déclaré, rapporte un quotidien, que »
                continue
            restricted = restricted or token.lower_ in ("ne", "n'")
            if token.lower_ in QUE and restricted:  # « affirme n'avoir livré que des obus »
                return None
            if token.lower_ in QUE:
                compared = token.nbor(-1).lower_ in ("plus", "moins", "autre", "autres")
                if compared and not negation.opens_clause(token) or self._resumes_item(token):
                    continue  # « n'a livré rien d'autre que »; not « ne nie plus que »
                if token.nbor(-1).lower_ == "ce" and token.i - 1 == cue.last + 1:  # « répète ce qu'on lui dicte »
                    return None
                if self._sums_up(token):
                    return None  # « accuse Minsk d'avoir livré …, ce que Minsk nie »
                return self.behind(token, verb)
            finite = grammar.verb_form(token) == "finite" and token.pos_ in grammar.VERBAL
            if token.text in grammar.BOUNDARIES or finite and not _adverb(token):
                return None
            if token.pos_ == "VERB" and token.text.endswith("ant"):  # « a nié …, soulignant que »
                return None
            if grammar.verb_form(token) == "infinitive" and token.pos_ == "VERB":
                return None
        return None

    def _sums_up(self, que: Token) -> bool:
        """Say whether « que » resumes what stands before a comma: « …, ce que Minsk nie »."""
        before = list(grammar.left(que, 3))
        named = bool(before) and before[0].pos_ == "NOUN" and before[0].lemma_ in self.anaphors
        link = before[1:] if named or before and before[0].lower_ == "ce" else []
        return next((t.text for t in link if t.pos_ != "DET"), "") == ","

    def _in_relative(self, verb: Token) -> bool:
        """Say whether « ce que » before a verb is its object: « …, ce que Kiev affirme et que Minsk nie »."""
        que = next((t for t in grammar.left(grammar.anchor(verb), 5) if t.lower_ in QUE), None)
        return que is not None and [t.text for t in grammar.left(que, 2)] == ["ce", ","]

    def fronted(self, cue: CueMention) -> Stretch | None:
        """Return the que-clause before a cue that a pronoun resumes: « Que Minsk ait livré des obus, Kiev le nie »."""
        anchor = grammar.anchor(self.doc[cue.at])
        if not any(t.lower_ in RESUMED for t in grammar.left(anchor, 3)):
            return None
        start = anchor.sent.start
        for token in self.doc[start : anchor.i]:  # of several clauses the last: « …, Kiev le nie ; que …, »
            if token.text == ";":
                start = token.i + 1
        while start < anchor.i and (self.doc[start].is_space or self.doc[start].lower_ in ("et", '"')):
            start += 1
        comma = next((t for t in grammar.left(anchor, 12) if t.text == "," and t.i > start), None)
        if comma is None or self.doc[start].lower_ not in QUE:
            return None
        clause = self.doc[start + 1 : comma.i]
        return (start + 1, comma.i - 1) if any(t.pos_ in grammar.VERBAL for t in clause) else None

    def _resumes_item(self, que: Token) -> bool:
        """Say whether « que » is the pronoun of a relative clause on an item: « des satellites, que Minsk livre »."""
        before = [t for t in grammar.left(que, 3) if t.text != ","][:2]
        return any(t.i in self.items for t in before[:1]) or (
            len(before) == 2 and before[0].pos_ == "ADJ" and before[1].i in self.items
        )

    def complement(self, cue: CueMention) -> Stretch | None:
        """Return the que-clause that the parser hangs on a verb, however far behind it that stands."""
        verb = self.doc[cue.at]
        for child in verb.children:
            if child.dep_ == "ccomp" and child.i > cue.last + NEAR:
                que = next((t for t in child.children if t.lower_ in QUE and t.i < child.i), None)
                if que is not None:
                    return que.i + 1, self.until(que.i + 1, verb)
        return None

    def reason(self, cue: CueMention) -> Stretch | None:
        """Return the reason that a sanction gives: « … a sanctionné l'entreprise, établie à X, pour avoir livré »."""
        verb = self.doc[cue.at]
        for token in grammar.right(self.doc[cue.last], 60):
            if (
                token.pos_ in grammar.VERBAL
                and grammar.verb_form(token) == "finite"
                and token.lower_ not in ("a", "ont")
            ):
                return None
            if (
                token.lower_ == "pour"
                and token.i + 1 < len(self.doc)
                and grammar.verb_form(token.nbor(1)) == "infinitive"
            ):
                return token.i + 1, self.until(token.i + 1, verb)
        return None

    def incise_end(self, comma: Token) -> int | None:
        """Return the comma that closes what is inserted behind another comma.

        A clause (« , rapporte un quotidien, ») or an adverbial (« , par la voix de son ministre, Jean Untel, »).
        """
        following = list(grammar.right(comma, INSERTED))
        if not following:
            return None
        closing = [t.i for t in following if t.text == ","][:2]
        if before_que := next((at for at in closing if self.doc[at + 1 : at + 2].text.lower() in QUE), None):
            return before_que
        first = following[0]
        if first.pos_ in grammar.VERBAL:
            finite = grammar.verb_form(first) == "finite"
            return next((t.i for t in following if t.text == ","), None) if finite else None
        if first.pos_ not in ("ADP", "ADV"):
            return None
        governed = (t for t in following[1:] if t.text == "," or t.pos_ in grammar.VERBAL and t.dep_ != "acl")
        commas: list[int] = []
        for token in governed:  # of several commas the last one before what the cue governs
            if token.text == ",":
                commas.append(token.i)
            elif commas:
                break
            elif grammar.verb_form(token) != "participle":
                return None
        return commas[-1] if commas else None

    def infinitive(self, cue: CueMention, target: bool) -> tuple[Stretch, int] | None:
        """Return the infinitive clause of a cue, and the index of who is its target."""
        whom, resume = -1, 0
        reach = 24 if target else 5
        for token in grammar.right(self.doc[cue.last], INSERTED + reach):
            if token.i < resume:
                continue
            if token.text == "," and target and not resume and (closed := self._aside_end(token)):
                resume, reach = closed + 1, closed - cue.last + 24  # « accuse Minsk, qui le nie, de livrer »
                continue
            if token.text == "," and not target and not resume and (closed := self.incise_end(token)):
                resume, reach = closed + 1, closed - cue.last + 5  # « a démenti, par la voix de X, avoir livré »
                continue
            if token.i - cue.last > reach:
                return None
            if token.text in grammar.BOUNDARIES or token.lower_ in QUE or not target and token.lower_ in ADVERBIAL:
                return None
            if token.i in self.cast.heads and whom < 0:
                whom = token.i
            if token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "infinitive":
                return (token.i, self._infinitive_end(token.i, self.doc[cue.at])), whom
            finite = grammar.verb_form(token) == "finite" and not _adverb(token)
            if token.pos_ in grammar.VERBAL and (finite or token.i in self.targeting):
                return None  # « des sanctions contre Minsk, accusée par Kiev d'avoir livré »: Kiev's word
        return None

    def _aside_end(self, comma: Token) -> int | None:
        """Return the comma that closes what is said beside whom somebody accuses: « Minsk, qui s'en défend, de »."""
        opening = next(grammar.right(comma, 1), None)
        if opening is None or opening.lower_ not in (
            "qui",
            "dont",
            "malgré",
            "pourtant",
            "comme",
            "lequel",
            "laquelle",
        ):
            return None
        closing = next(
            (t for t in grammar.right(comma, INSERTED) if t.text == "," or t.text in grammar.BOUNDARIES), None
        )
        after = next(grammar.right(closing, 1), None) if closing is not None and closing.text == "," else None
        return closing.i if closing is not None and after is not None and after.lower_ in ("de", "d'") else None

    def _infinitive_end(self, start: int, cue: Token) -> int:
        """Return the last token of a content that is an infinitive clause.

        A finite verb after a comma that no relative pronoun or conjunction of the clause itself opens is another
        clause's: « nie avoir livré des obus, alors que Prague en a livré », « …, il a finalement admis ».
        """
        last = self.until(start, cue)
        comma, inside = -1, False
        for token in self.doc[start : last + 1]:
            if self.quote_of.get(token.i) not in (None, self.quote_of.get(cue.i)):
                continue
            if token.text == ",":
                comma, inside = token.i, False
            elif comma >= 0 and token.i == comma + 1 and token.lower_ in ADVERSATIVES:
                return comma - 1
            elif token.lower_ in RELATIVES or token.lower_ in ("dont", "où") or token.pos_ == "SCONJ":
                inside = True
            elif comma >= 0 and token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite" and not inside:
                return comma - 1
        return last

    def after_colon(self, cue: CueMention) -> Stretch | None:
        """Return what follows « : » after a cue: a quotation or the rest of the sentence."""
        for token in grammar.right(self.doc[cue.last], 30):
            if token.text == ":":
                start = token.i + 1
                while start < len(self.doc) and (self.doc[start].text == '"' or self.doc[start].is_space):
                    start += 1
                if start >= len(self.doc):
                    return None
                quote = self.quote_of.get(start)
                return (start, quote.last if quote else self.until(start, self.doc[cue.at]))
            if token.text in ";.!?":
                return None
        return None

    def phrase_end(self, start: int) -> int:
        """Return the last token of what a noun governs that begins at ``start``."""
        return phrase_end(self.doc, start)

    def behind_agent(self, verb: Token) -> Stretch | None:
        """Return what a noun governs behind the participle that is inserted in its phrase."""
        before = verb.nbor(-1) if verb.i > verb.sent.start else None
        closing = self.inserted(before) if before is not None and before.text == "," else None
        if closing is None:
            return None
        last = self.phrase_end(closing + 1)
        return (closing + 1, last) if last > closing else None

    def inserted(self, comma: Token) -> int | None:
        """Return the comma that closes a participle between a noun and what it governs: « , … , d'une vente »."""
        following = list(grammar.right(comma, NEAR))
        if not following or grammar.verb_form(following[0]) != "participle":
            return None
        closing = next((t for t in following if t.text == ","), None)
        if closing is None or closing.i + 1 >= len(self.doc):
            return None
        return closing.i if self.doc[closing.i + 1].lower_ in GOVERNED else None

    def quotation(self, content: list[Stretch]) -> QuotationType:
        """Say whose words a content is in, by the quotation marks."""
        quoted = [i in self.quote_of for first, last in content for i in range(first, last + 1)]
        if quoted and all(quoted):
            return QuotationType.DIRECT
        return QuotationType.MIXED if any(quoted) else QuotationType.INDIRECT


def _adverb(token: Token) -> bool:
    """Say whether a word is an adverb that the tagger takes for a verb: « nie farouchement que »; not « dément »."""
    return token.text.endswith("ment") and len(token) > SHORTEST
