"""The noun phrase that a cue governs: where it begins and ends, and whether it names or resumes a claim made elsewhere.

No component: the part of ``attributions`` that finds objects. Word order and commas decide where the parser's arcs are
weak.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.clauses import QUE, RELATIVES
from dementi.components.contents import CALENDAR, INSERTED, Contents, Stretch
from dementi.components.phrases import POSSESSIVES
from dementi.fr import grammar
from dementi.lexicon import Syntax, word_list
from dementi.records import STANCE_OF_ACT, Act, ConceptKind, CueMention, Stance

CLITICS = frozenset("l' le la les en y".split())
OBJECT_LINKS = frozenset("de d' du des à au aux".split())  # « dément de telles livraisons », « croit à une livraison »
POINTERS = word_list("stance.toml", "pointer")
PROSPECTS = word_list("stance.toml", "prospect")
POLICY = word_list("stance.toml", "policy")
INVOLVED = word_list("stance.toml", "involved")
HUBS = word_list("stance.toml", "hub")
DEICTIC = frozenset("ce cet cette ces tel telle tels telles pareil pareille pareils pareilles".split())
STEP = 8  # tokens between a verb and its object, at the most: « dément par ailleurs tout envoi »
PRONOUN_CLAIMS = frozenset("cela ceci ça c' tout le l' la les en y ce il une autre".split())
ALIKE = word_list("stance.toml", "alike")
PRESS = word_list("stance.toml", "press")
MATTERS = OBJECT_LINKS | {"sur"}  # between a noun for a claim and what it is about: « les informations sur sa santé »
SPOKEN_IN = frozenset("dans devant lors".split())
NEGATORS = frozenset("pas plus jamais guère".split())  # behind the verb that they negate: « ne dément pas, … »
# Clitics, and « ne croit pas une seconde à ».
NO_OBJECT = frozenset("l' le la les seconde instant moment".split())


class Objects:
    """The objects of one document's cues."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.doc = contents.doc

    def object(self, cue: CueMention) -> tuple[Stretch | None, bool]:
        """Return the noun phrase that a cue governs, and whether it names or resumes a claim made elsewhere."""
        pronoun = self._pronoun_object(self.doc[cue.at])
        if pronoun and cue.kind != "expression":
            return None, True
        start = self._object_start(cue)
        if cue.kind == "verb" and not self._transitive(self.doc[cue.at], start):  # « avancent dans leur projet »
            return None, Syntax.ABSOLUTE in cue.syntax
        last = self._object_end(start, self.doc[cue.at].sent.end)
        head = next((t for t in self.doc[start : last + 1] if self._heads_object(t)), None)
        if cue.kind == "expression" and (inner := self._inside_idiom(cue)):
            (start, last), head = inner
        if (
            head is None
            or self.doc[start].lower_.startswith("quel")
            or pronoun
            and head.lemma_ not in self.contents.anaphors
        ):  # « dément formellement »
            return None, pronoun or Syntax.ABSOLUTE in cue.syntax
        felt = self.doc[start].lower_ in POSSESSIVES  # « exprime sa préoccupation » claims nothing
        claim = head.lemma_ in self.contents.anaphors and not felt or head.lower_ in PRONOUN_CLAIMS
        if not claim and cue.act is Act.WARNS:
            claim = head.lemma_ in POINTERS | PROSPECTS and self._pointed_at(head)
        if not claim and STANCE_OF_ACT[cue.act] is not Stance.ASSERTS:
            words = {head.lemma_, head.lower_.rstrip("s")}
            claim = bool(words & (POINTERS | self.contents.slurs)) or cue.act is Act.NO_COMMENT and bool(words & POLICY)
        return (start, last), claim and not self.of_something_else(head, last)

    def _pointed_at(self, noun: Token) -> bool:
        """Say whether a noun points back at what was said: « une telle perspective », « ce scénario »."""
        return any(t.lower_ in DEICTIC for t in grammar.left(noun, 3))

    def of_something_else(self, noun: Token, last: int) -> bool:
        """Say whether a noun for a claim has a matter of its own up to a token: « les accusations de fraude »."""
        link = next((t for t in grammar.right(noun, 3) if t.pos_ != "ADJ" and t.text != '"'), None)
        if link is None or link.i > last or link.lower_ not in MATTERS:
            return False
        named = next((t for t in grammar.right(link, 4) if t.pos_ in ("NOUN", "PROPN")), None)
        if named is None or named.pos_ == "PROPN" or named.i in self.contents.cast.around:
            return False
        behind = range(named.i, named.i + 5)
        equipment = any(m.concept.kind is ConceptKind.ITEM and m.first in behind for m in self.doc._.mentions)
        spoken = {named.lemma_, named.lower_.rstrip("s")} & (POINTERS | POLICY | self.contents.anaphors | PRESS)
        return not equipment and not spoken and named.lower_ not in CALENDAR

    def involvement(self, stretch: Stretch) -> bool:
        """Say whether an infinitive is about having had a part, in nothing that is named: « y avoir participé »."""
        tokens = self.doc[stretch[0] : stretch[1] + 1]
        verb = next((t for t in tokens if t.pos_ == "VERB"), None)
        if verb is None or verb.lemma_ not in INVOLVED or any(t.at in range(*stretch) for t in self.doc._.transfers):
            return False
        nouns = [t for t in tokens if t.i > verb.i and t.pos_ in ("NOUN", "PROPN")]
        vague = all(t.lemma_ in HUBS or t.lemma_ in POINTERS or t.lemma_ in self.contents.anaphors for t in nouns)
        return vague and (bool(nouns) or any(t.lower_ == "y" for t in self.doc[stretch[0] - 2 : verb.i]))

    def alike(self, stretch: Stretch) -> bool:
        """Say whether an object is sanctions like those of another: « annonce des mesures identiques »."""
        tokens = self.doc[stretch[0] : stretch[1] + 1]
        sanctions = any(t.lemma_ in ("mesure", "sanction", "restriction") for t in tokens)
        return sanctions and any(t.lower_.rstrip("s") in ALIKE for t in tokens)

    def _inside_idiom(self, cue: CueMention) -> tuple[Stretch, Token] | None:
        """Return the object that stands in an idiom: « tient ces livraisons pour acquises », and its head."""
        fixed = len(cue.lemma.replace("'", "' ").split()) - 1
        between = self.doc[cue.at + 1 : cue.last + 1 - fixed]
        head = next((t for t in between if t.pos_ in ("NOUN", "PROPN")), None)
        return ((cue.at + 1, cue.last - fixed), head) if head is not None else None

    def _pronoun_object(self, verb: Token) -> bool:
        """Say whether a pronoun before a verb is its object: « l'a démenti », « ce que Moscou conteste »."""
        anchor = grammar.anchor(verb)
        for token in grammar.left(anchor, 3):
            near = token.i == anchor.i - 1 or token.lower_ in ("l'", "le", "en")
            clitic = token.pos_ == "PRON" or token.i == anchor.i - 1 and grammar.verb_form(anchor) != "participle"
            if near and token.lower_ in CLITICS and clitic:
                return True
        if any(t.lower_ == "ce" and t.nbor(1).lower_ in QUE for t in grammar.left(anchor, 12)):
            return True
        return self._resumed(anchor)

    def _resumed(self, anchor: Token) -> bool:
        """Say whether a relative pronoun for a claim is the object of a verb: « une accusation que Minsk rejette »."""
        que = next((t for t in grammar.left(anchor, 5) if t.lower_ in QUE), None)
        noun = next((t for t in grammar.left(que, 2) if t.pos_ == "NOUN"), None) if que is not None else None
        if que is None or noun is None or noun.lemma_ not in self.contents.anaphors:
            return False
        between = self.doc[noun.i + 1 : anchor.i]
        return not any(t.text == "," or t.pos_ in grammar.VERBAL and t.lower_ not in ("a", "ont") for t in between)

    def _object_start(self, cue: CueMention) -> int:
        """Return the first token behind a cue and a date or adverbial: « a révélé, lundi à Kiev, l'existence »."""
        start, end = cue.last + 1, self.doc[cue.at].sent.end
        while start + 1 < end:
            token = self.doc[start]
            if token.text == ",":
                closing = self._adverbial_end(token)
                if closing is None:
                    break  # « après avoir nié, Minsk admet »
                start = closing
            elif token.lower_ in SPOKEN_IN and (begins := self._behind_phrase(token)) is not None:
                return begins
            elif token.lower_ not in CALENDAR and token.pos_ != "NUM" and token.lower_ not in NEGATORS:
                break
            start += 1
        return start

    def _behind_phrase(self, preposition: Token) -> int | None:
        """Return the article of an object behind where it is said: « dénonce dans une déclaration la livraison »."""
        for token in grammar.right(preposition, INSERTED):
            if token.is_punct or token.pos_ in grammar.VERBAL:
                return None
            if token.pos_ == "DET" and token.nbor(-1).pos_ in ("NOUN", "ADJ", "PROPN"):
                return token.i
        return None

    def _adverbial_end(self, comma: Token) -> int | None:
        """Return the comma that closes a date or an adverbial, behind which an object begins."""
        following = list(grammar.right(comma, INSERTED))
        closing = next((t for t in following if t.text == ","), None)
        if closing is None or closing.i + 1 >= closing.sent.end:
            return None
        first, behind = following[0], closing.nbor(1)
        adverbial = first.pos_ in ("ADP", "ADV", "NUM") or first.lower_ in CALENDAR
        return closing.i if adverbial and behind.pos_ in ("DET", "NUM", "ADP", "NOUN", "ADJ") else None

    def _transitive(self, verb: Token, start: int) -> bool:
        """Say whether what follows a verb can be its object, and is no adverbial.

        « avancent dans leur projet » has none.
        """
        for token in self.doc[start : verb.sent.end]:
            if token.pos_ in ("ADV", "SPACE") or token.lower_ in CALENDAR or token.text == '"':
                continue
            near = any(c.dep_ == "obj" and 0 < c.i - verb.i <= STEP for c in verb.children)
            return near or token.pos_ not in ("ADP", "CCONJ", "SCONJ") or token.lower_ in OBJECT_LINKS
        return False

    def _object_end(self, start: int, end: int) -> int:
        """Return the last token before ``end`` of a noun phrase that begins at ``start``, with its clauses."""
        last, named, resume = start - 1, False, start
        for token in self.doc[start:end]:
            if token.i < resume:
                continue
            if token.text in grammar.BOUNDARIES and token.i not in self.contents.quote_of:
                break
            if token.text == "," and named and (closed := self.contents.inserted(token)):
                resume = closed + 1  # « écarte l'hypothèse, avancée par Kiev, d'une vente »
                continue
            if token.text == "," and (token.i == start or named and not self._continues(token)):
                break
            finite = token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite"
            if finite and token.head.lower_ not in QUE and not self._inside_relative(token, start):
                break
            named = named or token.pos_ in ("NOUN", "PROPN", "PRON")
            last = token.i
        return last

    def _heads_object(self, token: Token) -> bool:
        """Say whether a token can head an object: no clitic, no day."""
        noun = token.pos_ in ("NOUN", "PRON", "PROPN")
        manner = (
            token.lower_.endswith("ment") and token.i and token.nbor(-1).text == '"'
        )  # « dément « catégoriquement » »
        return noun and not manner and token.lower_ not in NO_OBJECT and token.lower_ not in CALENDAR

    def _continues(self, comma: Token) -> bool:
        """Say whether a phrase goes on after a comma: « selon lesquelles », a relative clause, a further noun."""
        if comma.i + 2 >= len(self.doc):
            return False
        following = self.doc[comma.i + 1]
        return following.lower_ in ("selon", "d'", "dont", "qui", "pour") and following.nbor(1).lower_ in (
            "lesquelles", "lesquels", "laquelle", "lequel", "après", "avoir",
        )  # fmt: skip

    def _inside_relative(self, verb: Token, start: int) -> bool:
        """Say whether a finite verb stands in a clause that the phrase itself holds."""
        return any(t.lower_ in RELATIVES | {"dont"} for t in self.doc[start : verb.i])
