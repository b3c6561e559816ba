"""Who a subject is: the source that a verb's subject, its agent or a name before a colon stands for.

No component: the part of ``attributions`` that finds sources. Terms: source as in Pareti's PARC 3.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from spacy.tokens import Doc, Token

from dementi.components.attachment import main_verb, over_relative
from dementi.components.cast import Cast
from dementi.components.clauses import QUE
from dementi.components.juxtaposed import CLITICS, find_adjacent, precedes_verb
from dementi.components.names import introduced_by
from dementi.components.naming import phrase_around, words
from dementi.fr import grammar
from dementi.lexicon import load_attributions, load_transfers, word_list
from dementi.records import HOLDER, Actor, ConceptKind, Source, SourceKind

AS_MUCH = frozenset("tant autant bien".split())  # « tant Paris que Rome »
JOINED = 25  # tokens from « et » back to the verb whose subject goes on
PERSONAL = frozenset("il elle ils elles -il -elle -ils -elles -t-il -t-elle -t-ils -t-elles".split())
BESIDE = frozenset("ni comme".split())
SEATED = frozenset("à au aux chez".split())  # before whom « on » is behind its verb
SOME = frozenset("certains aucuns uns autres plusieurs beaucoup".split())
OURSELVES = frozenset("rédaction enquête vérification équipe analyse".split())
OPENING = frozenset("à a au aux chez côté entourage rangs".split())  # before whom « on » is at a sentence's beginning
LINKING = frozenset("; : mais et que qu'".split())  # behind which a clause can begin with one of them
ARTICLES = frozenset("le la les l'".split())
PRIVATE = word_list("actors.toml", "speaker") - word_list("actors.toml", "serving")  # whose nationality tells nothing
UNATTRIBUTED = Source("unattributed", SourceKind.UNATTRIBUTED)


class Sources:
    """The sources of one document, by the tokens that stand for them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.cast = Cast(doc)
        lexicon = load_attributions()
        nouns = (lexicon.nouns, lexicon.predicates, load_transfers().nouns)
        self.claims = {entry.lemma for table in nouns for entry in table}  # what is said, not who says it
        self.items = {
            i for m in doc._.mentions if m.concept.kind is ConceptKind.ITEM for i in range(m.first, m.last + 1)
        }

    def one(self, token: Token | None) -> Source | None:
        """Return who a subject is; capitalised words that nobody knows are taken as a name."""
        if token is None:
            return None
        if token.lower_ in ("nous", "je", "j'"):
            return HOLDER
        if token.lemma_ in OURSELVES and token.i and token.nbor(-1).lower_ in ("notre", "nos"):
            return HOLDER  # « notre rédaction a établi que »
        if token.lower_ in ("on", "-on", "-t-on"):
            return self._seat(token)
        if token.lower_ in grammar.SUBJECT_RELATIVES:
            return self.one(token.head.head if token.head.dep_.startswith("acl") else grammar.antecedent(token))
        actor = self.cast.heads.get(token.i) or self.cast.inside.get(token.i)
        if actor:
            return actor.source
        if token.lower_ in SOME and self._alone(token):
            text = self.doc._.article.select(token.idx, token.idx + len(token))
            return Source("unnamed sources", SourceKind.GROUP, None, text)
        if token.lower_ in PERSONAL and token.dep_ != "expl:subj":
            return self._nobody(token)
        return self._name_behind(token)

    def _alone(self, token: Token) -> bool:
        """Say whether a word for some people has no noun beside it: « certains »; not « certains chars »."""
        behind = token.nbor(1) if token.i + 1 < len(self.doc) else token
        return behind.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and behind.lower_ not in ("de", "d'", "des")

    def _nobody(self, token: Token) -> Source:
        """Return nobody that has a name, by the word for them: « il » of whom nothing was said before."""
        text = self.doc._.article.select(token.idx, token.idx + len(token))
        return replace(UNATTRIBUTED, text=text)

    def _seat(self, token: Token) -> Source:
        """Return who « on » is: « affirme-t-on à Ankara », else nobody."""
        for actor in self.cast.starting(token.i + 1, min(token.i + 6, token.sent.end - 1)):
            before = [
                t.lower_ for t in grammar.left(self.doc[actor.first], 2) if t.lower_ not in ("le", "la", "les", "l'")
            ]
            if not {self.doc[actor.first].lower_, *before[:1]}.isdisjoint(SEATED) or "auprès" in before:
                return actor.source
        start = self._clause_start(token)
        if self.doc[start].lower_ == "côté" and (side := self.cast.qualifiers.get(start + 1)):
            return side.source  # « Côté russe, on assure »
        for actor in self.cast.starting(start + 1, min(start + 5, token.i - 1)):
            # « À Ankara, on affirme », « Au ministère russe de la Défense, on assure », « Du côté de Minsk, on nie »
            if any(t.lower_ in OPENING for t in self.doc[start : actor.first]):
                return actor.source
        return UNATTRIBUTED

    def _clause_start(self, token: Token) -> int:
        """Return where the clause of « on » begins: « …; à Minsk, on nie », « …, mais à Minsk, on nie »."""
        starts = (t.i + 1 for t in grammar.left(token, 9) if t.lower_ in LINKING)
        opened = (i for i in starts if self.doc[i].lower_ in OPENING and self.doc[i].pos_ != "AUX")
        return next(opened, token.sent.start)

    def _name_behind(self, token: Token) -> Source | None:
        """Return the listed name in a noun's phrase (« l'agence Reuters »), else it is an unlisted name itself."""
        apposed = self.cast.inside.get(token.i + 2) if token.i + 2 < len(self.doc) else None
        if apposed and self.doc[token.i + 1].text == "," and apposed.source.kind is SourceKind.PERSON:
            return apposed.source  # « le prévenu, Jean Untel, »
        beside = (self.cast.inside.get(t.i) for t in token.rights if introduced_by(t))
        if person := next((a.source for a in beside if a and a.source.kind is SourceKind.PERSON), None):
            return person  # « un cadre du Hamas, Jean Untel, »
        for near in (self.doc[i] for i in range(token.i + 1, min(token.i + 4, len(self.doc)))):
            if near.i in self.cast.heads and near.pos_ == "PROPN" and self.doc[near.i - 1].pos_ != "ADP":
                return self.cast.heads[near.i].source
            if near.pos_ not in ("DET", "ADJ", "PROPN"):
                break
        if token.pos_ == "PROPN" and token.text[:1].isupper() and len(token) > 2:
            return self.unlisted(token)
        return self.described(token)

    def described(self, noun: Token) -> Source | None:
        """Return people for whom the lexicon has no word, by the article's: « les mouvements de l'Azawad »."""
        determined = noun.i > noun.sent.start and self.doc[noun.i - 1].pos_ in ("DET", "ADJ", "NUM")
        if noun.pos_ != "NOUN" or not determined or noun.lemma_ in self.claims or noun.i in self.items:
            return None
        first, last = phrase_around(noun)
        sides = (a.source.on_behalf_of for i in range(first, last + 1) if (a := self.cast.qualifiers.get(i)))
        side = None if noun.lemma_ in PRIVATE else next(sides, None)
        text = words(self.doc, first, last)
        return Source(text.exact, SourceKind.GROUP, side, text)

    def unlisted(self, token: Token) -> Source:
        """Return an organisation that the ontology does not know, by the capitalised words around a token."""
        first = last = token.i
        while first > token.sent.start and self.doc[first - 1].pos_ == "PROPN":
            first -= 1
        while last + 1 < token.sent.end and self.doc[last + 1].pos_ == "PROPN":
            last += 1
        text = words(self.doc, first, last)
        return Source(text.exact, SourceKind.ORGANIZATION, None, text)

    def all(self, token: Token | None) -> list[Source]:
        """Return a subject with those coordinated with it."""
        first = self.one(token)
        if token is None or first is None:
            return []
        found = [first]
        for child in token.children:
            conjunct = child.dep_ == "conj" and not grammar.excluded(child) and not self._verb_between(token, child)
            conjunct = (
                conjunct and child.lower_ not in PERSONAL
            )  # « la Serbie, elle, nie »: it only stresses the subject
            if conjunct and (other := self.one(child)) and other not in found:
                found.append(other)
        found.extend(other for other in (*self._linked(token), *self._as_well(token)) if other not in found)
        actor = self.cast.heads.get(token.i)
        if actor and len(found) == 1 and actor.last + 2 < len(self.doc) and self.doc[actor.last + 1].lower_ == "et":
            after = next(iter(self.cast.starting(actor.last + 2, actor.last + 3)), None)
            if after and after.source not in found:
                found.append(after.source)
        if actor and (before := self._before_et(actor)) and before.source not in found:
            found.insert(0, before.source)
        return found

    def _verb_between(self, token: Token, child: Token) -> bool:
        """Say whether two nouns have a verb each: « Minsk nie et Kiev affirme que »; not « Minsk nie, Kiev aussi »."""
        actor = self.cast.inside.get(child.i)
        if actor is None or not precedes_verb(actor, child):
            return False
        between = self.doc[min(token.i, child.i) + 1 : max(token.i, child.i)]
        return any(t.pos_ == "VERB" and grammar.verb_form(t) == "finite" for t in between)

    def _linked(self, token: Token) -> Iterator[Source]:
        """Yield those beside somebody by « ni » or « comme »: « Ni Paris ni Rome », « Paris, comme Rome, »."""
        if token.lower_ == "ni":
            token = next(iter(grammar.right(token, 1)), token)  # which the parser takes for a name
        actor = self.cast.heads.get(token.i)
        if actor is None:
            return
        for link in (t for t in grammar.right(self.doc[actor.last], 3) if t.lower_ in BESIDE):
            between = [t.lower_ for t in self.doc[actor.last + 1 : link.i]]
            if between in ([], [","], ["tout"], [",", "tout"]):
                yield from (a.source for a in self.cast.starting(link.i + 1, link.i + 2)[:1] if self._plain(link, a))
        link = next((t for t in grammar.left(self.doc[actor.first], 2) if t.pos_ != "DET"), token)
        if link.lower_ == "ni" and link.i > link.sent.start:
            before = self.cast.ends.get(link.i - 1 - (link.nbor(-1).text == ","))
            if before is not None:
                yield before.source

    def _as_well(self, token: Token) -> Iterator[Source]:
        """Yield the other of « tant Paris que Rome », « aussi bien Paris que Rome »."""
        actor = self.cast.inside.get(token.i)
        if actor is None:
            return
        before, behind = (next((t for t in row if t.pos_ != "DET"), None) for row in self._around(actor))
        if before is not None and before.lower_ in QUE and (first := self.cast.ends.get(before.i - 1)):
            if any(t.lower_ in AS_MUCH for t in grammar.left(self.doc[first.first], 2)):
                yield first.source
        elif behind is not None and behind.lower_ in QUE and before is not None and before.lower_ in AS_MUCH:
            yield from (a.source for a in self.cast.starting(behind.i + 1, behind.i + 2)[:1])

    def _around(self, actor: Actor) -> tuple[list[Token], list[Token]]:
        """Return the words right before and right behind somebody."""
        return list(grammar.left(self.doc[actor.first], 2)), list(grammar.right(self.doc[actor.last], 2))

    def _plain(self, link: Token, actor: Actor) -> bool:
        """Say whether nothing but an article stands between a link and somebody."""
        return all(t.pos_ == "DET" for t in self.doc[link.i + 1 : actor.first])

    def _before_et(self, actor: Actor) -> Actor | None:
        """Return the first of « Paris et Berlin », when the parser gave the second as the subject."""
        link = actor.first - 1
        while link > 0 and self.doc[link].pos_ == "DET":
            link -= 1
        if link < 1 or self.doc[link].lower_ != "et":
            return None
        if self.doc[link - 1].text == ",":  # « l'ambassadeur russe, Jean Untel, et son homologue turc »
            apposed = self.cast.ends.get(link - 2)
            several = apposed and any(t.text == "," for t in self.doc[apposed.first : apposed.last])
            return apposed if several else None
        return self.cast.ends.get(link - 1)

    def agent(self, verb: Token) -> Token | None:
        """Return the noun after « par » of a passive."""
        for token in grammar.right(verb, 14):
            if token.text in grammar.BOUNDARIES:
                return None
            if token.lower_ == "par":
                reach = range(token.i + 1, min(token.i + 8, len(self.doc)))
                return next((self.doc[i] for i in reach if i in self.cast.heads), None)
        return None

    def accompanied(self, verb: Token) -> Token | None:
        """Return the subject of the clause that a participle goes with: « Kiev a protesté, accusant Minsk de … »."""
        if not verb.text.endswith("ant") or grammar.verb_form(verb) != "participle":
            return None
        passed = ("tout", "l'", "le", "la", "les")
        before = next((t for t in grammar.left(verb, 4) if t.pos_ != "ADV" and t.lower_ not in passed), None)
        if before is None or before.lower_ not in (",", "en"):
            return None
        main = (t for t in grammar.left(before, 40) if t.pos_ == "VERB" and not t.dep_.startswith("acl"))
        return next((s for t in main if (s := self.subject(t)) is not None), None)

    def subject(self, verb: Token) -> Token | None:
        """Return who speaks as the subject of a verb.

        Its own, where that can speak, else the nearest actor before it.
        """
        relative = grammar.relative_head(verb)
        if relative and relative[1] == "subject":
            pronoun = next((t for t in grammar.left(verb, 8) if t.lower_ in grammar.SUBJECT_RELATIVES), verb)
            near = grammar.antecedent(pronoun)
            known = near is not None and near.i in self.cast.inside  # « les reproches de Moscou, qui accuse … »
            return near if known else relative[0]
        if (apart := self._before_aside(verb)) is not None:
            return apart
        if (near := find_adjacent(verb, self.cast)) is not None:
            return near
        over = over_relative(verb)
        if over is not None and (actor := self.cast.ends.get(over.i)):
            return self.doc[actor.head]
        own = grammar.subject(verb)
        if own is not None and own.pos_ == "VERB":
            own = None
        if own is not None and own.lower_ == "rien" and own.i > grammar.anchor(verb).i:
            own = None  # « Minsk n'a rien voulu dire »
        if own is not None and (own.lower_ not in ("ce", "c'", "cela", "il") or own.i in self.cast.heads):
            speaks = own.i in self.cast.inside or own.pos_ in ("PROPN", "PRON")
            if speaks or grammar.verb_form(verb) != "finite":
                return own
        if own is None and (behind := self._inverted(verb) or self._joined(verb)) is not None:
            return behind
        clitic = next((t for t in grammar.left(grammar.anchor(verb), 4) if t.lower_ == "il"), None)
        if own is None and clitic is not None or own is not None and own.lower_ == "il":
            return own or clitic  # of whom nothing was said: nobody rather than the next best
        anchor = grammar.anchor(verb)
        reach = (
            anchor.i - own.i if own is not None and own.pos_ == "NOUN" and own.i < anchor.i else 25
        )  # none beyond its own
        free = (t for t in grammar.left(anchor, reach) if t.i in self.cast.heads and self._free(t, verb))
        some = (t for t in grammar.left(anchor, 1) if own is None and t.lower_ in SOME)  # « d'aucuns prétendent »
        if (who := next(chain(free, some), own)) is None and grammar.verb_form(anchor) == "infinitive":
            return self._controlling(anchor)
        return who

    def _inverted(self, verb: Token) -> Token | None:
        """Return who stands right behind the verb of a clause with « que »: « ce que démentent les deux pays »."""
        link = next((t for t in grammar.left(grammar.anchor(verb), 2) if t.lower_ not in ("ne", "n'")), verb)
        behind = self.cast.starting(verb.i + 1, verb.i + 2) if link.lower_ in ("que", "qu'") else []
        return self.doc[behind[0].head] if behind and self._plain(verb, behind[0]) else None

    def _joined(self, verb: Token) -> Token | None:
        """Return the subject of the clause that a verb goes on behind « et »: « Minsk y voit une ruse et dément »."""
        start = grammar.anchor(verb)
        link = next((t for t in grammar.left(start, 4) if t.lower_ not in CLITICS | {"se", "s'"}), None)
        if link is None or link.lower_ not in ("et", "puis") or grammar.verb_form(start) != "finite":
            return None
        before = (t for t in grammar.left(link, JOINED) if t.pos_ == "VERB" and not t.dep_.startswith("acl"))
        first = next((t for t in before if grammar.conjugated(grammar.anchor(t)) or grammar.verb_group(t)), None)
        return grammar.subject(first) if first is not None else None

    def _before_aside(self, verb: Token) -> Token | None:
        """Return who stands before a participle between commas: « Minsk, accusé d'armer les rebelles, nie en bloc »."""
        behind = grammar.anchor(verb).i - 1
        if behind < 1 or self.doc[behind].text != ",":
            return None
        for token in grammar.left(self.doc[behind], 25):
            finite = token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite"
            if token.text in grammar.BOUNDARIES or finite:
                return None
            if token.text == "," and grammar.verb_form(token.nbor(1)) == "participle":
                actor = self.cast.ends.get(token.i - 1)
                return self.doc[actor.head] if actor and self._free(self.doc[actor.head], verb) else None
        return None

    def _controlling(self, infinitive: Token) -> Token | None:
        """Return the subject of the finite verb before an infinitive: « Minsk, qui dit ne pas pouvoir confirmer »."""
        if any(t.lower_ == "après" for t in grammar.left(infinitive, 2)):  # « après avoir nié, Minsk admet »
            main = main_verb(infinitive, 12)
            return self.subject(main) if main is not None else None
        verbs = (t for t in grammar.left(infinitive, 12) if t.pos_ in grammar.VERBAL)
        finite = next((t for t in verbs if grammar.verb_form(grammar.anchor(t)) == "finite"), None)
        return self.subject(finite) if finite is not None else None

    def _free(self, token: Token, verb: Token) -> bool:
        """Say whether an actor can be a subject: no preposition before it, no verb between it and the cue."""
        actor = self.cast.heads[token.i]
        if actor.first > token.sent.start:
            before = self.doc[actor.first - 1]
            if before.lower_ in ARTICLES and actor.first - 1 > token.sent.start:
                before = before.nbor(-1)  # « le Groupe d'experts sur la Somalie »
            if before.pos_ == "ADP" or before.lower_ in ("contre", "par", "selon"):
                return False
            contracted = self.doc[actor.first].lower_ in ("au", "aux", "du", "des", "d'")
            if contracted and before.pos_ in ("NOUN", "ADJ"):  # « le ministère des Affaires étrangères »
                return False
        start = grammar.anchor(verb).i
        return not any(
            t.pos_ in grammar.VERBAL and grammar.verb_form(t) == "finite" for t in self.doc[token.i + 1 : start]
        )
