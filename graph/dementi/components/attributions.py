"""Who says what: source, cue and content of reported speech, direct and indirect.

Source and content are found by the cue's syntax; quotation marks, commas and word order decide where the parser's arcs
are weak (inverted incises, appositions).

Reads:  ``doc._.cues``, ``doc._.actors``, ``doc._.quotes``, the parse.
Writes: ``doc._.attributions``, a list of Attribution in text order.
Terms:  source, cue, content as in Pareti's PARC 3.0; incise as in Grevisse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.components.cues import load_polarity
from dementi.fr import grammar
from dementi.lexicon import Syntax, load_attributions
from dementi.records import (
    ARTICLE_SOURCE,
    HOLDER,
    STANCE_OF_ACT,
    Act,
    Actor,
    Attribution,
    CueMention,
    QuotationType,
    Source,
    SourceKind,
    Stance,
    Use,
)

CLITICS = frozenset("l' le la les en y".split())
DEMONSTRATIVE = frozenset("ces cette ce cet cela ceci ça c' telles tels telle tel toutes tous toute tout les l' la le une un des de d' ses son sa leurs leur".split())
PRONOUN_CLAIMS = frozenset("cela ceci ça c' tout le l' la les en y ce il".split())
QUE = ("que", "qu'")
UNATTRIBUTED = Source("unattributed", SourceKind.UNATTRIBUTED)
NEAR = 14  # tokens between a cue and its « que », at the most: an adverb, a date, « à l'AFP », a long addressee
# Nouns that point at what was said without naming a claim: « sur le sujet », « ce dernier point ».
POINTERS = frozenset("sujet point question dossier chose fait affaire livraison vente transfert envoi contrat achat transaction".split())
CALENDAR = frozenset(
    """lundi mardi mercredi jeudi vendredi samedi dimanche matin soir hier aujourd'hui midi après-midi
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre""".split()
)
STEP = 8  # tokens between a verb and its object, at the most, when something stands between: « dément par ailleurs tout envoi »
CURT = 8  # tokens of a quotation that can be nothing but a judgement
HOLDING = frozenset("de du des d' par".split())

Stretch = tuple[int, int]


class Finder:
    """The pass over one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.heads = {actor.head: actor for actor in doc._.actors if not actor.qualifier}
        self.qualifiers = {actor.head: actor for actor in doc._.actors if actor.qualifier}
        self.inside: dict[int, Actor] = {}
        for actor in doc._.actors:
            if not actor.qualifier:
                for i in range(actor.first, actor.last + 1):
                    self.inside.setdefault(i, actor)
        self.anaphors = {noun.lemma for noun in load_attributions().nouns if noun.anaphor}
        self.quote_of = {i: q for q in doc._.quotes for i in range(q.first, q.last + 1)}
        self.predicates = {t.at for t in doc._.transfers or ()}
        self.seats = {m.last for m in doc._.mentions if m.use is Use.METONYM}
        self.previous: Attribution | None = None

    # ---- sources ----------------------------------------------------------------------------------------------

    def source(self, token: Token | None) -> Source | None:
        """Return who a subject is; capitalised words that nobody knows are taken as a name."""
        if token is None:
            return None
        if token.lower_ in ("nous", "je", "j'"):
            return HOLDER
        if token.lower_ in ("on", "-on", "-t-on"):
            seat = next((self.heads[t.i] for t in grammar.right(token, 6) if t.i in self.heads and self.doc[self.heads[t.i].first - 1].lower_ == "à"), None)
            return seat.source if seat else UNATTRIBUTED  # « affirme-t-on à Ankara »
        if token.lower_ == "qui":
            return self.source(token.head.head) if token.head.dep_.startswith("acl") else None
        actor = self.heads.get(token.i) or self.inside.get(token.i)
        if actor:
            return actor.source
        for near in (self.doc[i] for i in range(token.i + 1, min(token.i + 4, len(self.doc)))):
            if near.i in self.heads and near.pos_ == "PROPN" and self.doc[near.i - 1].pos_ != "ADP":
                return self.heads[near.i].source
            if near.pos_ not in ("DET", "ADJ", "PROPN"):
                break
        if token.pos_ == "PROPN" and token.text[:1].isupper() and len(token) > 2:
            return self._unlisted(token)
        return None

    def _unlisted(self, token: Token) -> Source:
        first = last = token.i
        while first > token.sent.start and self.doc[first - 1].pos_ == "PROPN":
            first -= 1
        while last + 1 < token.sent.end and self.doc[last + 1].pos_ == "PROPN":
            last += 1
        text = self.doc._.article.select(self.doc[first].idx, self.doc[last].idx + len(self.doc[last]))
        return Source(text.exact, SourceKind.ORGANIZATION, None, text)

    def sources(self, token: Token | None) -> list[Source]:
        """Return a subject with those coordinated with it."""
        found = [s for s in [self.source(token)] if s]
        if token is None or not found:
            return found
        for child in token.children:
            if child.dep_ == "conj" and (other := self.source(child)) and other not in found:
                found.append(other)
        actor = self.heads.get(token.i)
        if actor and len(found) == 1 and actor.last + 2 < len(self.doc) and self.doc[actor.last + 1].lower_ == "et":
            after = next((a for a in self.heads.values() if 0 <= a.first - actor.last - 2 <= 1), None)
            if after and after.source not in found:
                found.append(after.source)
        if actor and (before := self._before_et(actor)) and before.source not in found:
            found.insert(0, before.source)
        return found

    def _before_et(self, actor: Actor) -> Actor | None:
        """Return the first of « Paris et Berlin », when the parser gave the second as the subject."""
        link = actor.first - 1
        while link > 0 and self.doc[link].pos_ == "DET":
            link -= 1
        if link < 1 or self.doc[link].lower_ != "et":
            return None
        return next((a for a in self.heads.values() if a.last == link - 1), None)

    def agent(self, verb: Token) -> Token | None:
        """Return the noun after « par » of a passive."""
        for token in grammar.right(verb, 14):
            if token.text in grammar.BOUNDARIES:
                return None
            if token.lower_ == "par":
                return next((self.doc[i] for i in range(token.i + 1, min(token.i + 8, len(self.doc))) if i in self.heads), None)
        return None

    # ---- contents ---------------------------------------------------------------------------------------------

    def until(self, start: int, cue: Token) -> int:
        """Return the last token of a content that begins at ``start``: the sentence's end, or where its quotation ends."""
        sentence = self.doc[start].sent
        last = sentence.end - 1
        for token in self.doc[start:sentence.end]:
            if token.text == ";" and token.i not in self.quote_of:
                last = token.i - 1
                break
            # « a nié … et a noté que »: what the same verb's coordinate says is not its content
            if token.head == cue and token.dep_ == "conj" and token.pos_ in grammar.VERBAL and token.i > start:
                last = max(start, token.i - 1)
                break
        inside = self.quote_of.get(start)
        if inside and inside.last < last and inside.first < cue.i:  # a clause within a quotation ends with it
            return inside.last
        quote = self.quote_of.get(last)
        return max(last, quote.last) if quote else last

    def clause_with_que(self, cue: CueMention) -> Stretch | None:
        """Return the que-clause of a cue."""
        verb = self.doc[cue.at]
        for token in grammar.right(self.doc[cue.last], NEAR):
            if token.lower_ in QUE:
                if token.nbor(-1).lower_ in ("plus", "moins", "autre", "autres"):
                    continue
                return (token.i + 1, self.until(token.i + 1, verb)) if token.i + 1 < len(self.doc) else None
            if token.text in grammar.BOUNDARIES or grammar.verb_form(token) == "finite" and token.pos_ in grammar.VERBAL:
                return None
            if token.pos_ == "VERB" and token.text.endswith("ant"):  # « a nié …, soulignant que »
                return None
            if grammar.verb_form(token) == "infinitive" and token.pos_ == "VERB":
                return None
        return None

    def infinitive(self, cue: CueMention, target: bool) -> tuple[Stretch, int] | None:
        """Return the infinitive clause of a cue, and the index of who is its target."""
        whom = -1
        for token in grammar.right(self.doc[cue.last], 24 if target else 5):
            if token.text in grammar.BOUNDARIES or token.lower_ in QUE:
                return None
            if token.i in self.heads and whom < 0:
                whom = token.i
            if token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "infinitive":
                return (token.i, self.until(token.i, self.doc[cue.at])), whom
            if token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite":
                return None
        return None

    def object(self, cue: CueMention) -> tuple[Stretch | None, bool]:
        """Return the noun phrase that a cue governs, and whether it names or resumes a claim made elsewhere."""
        verb = self.doc[cue.at]
        anchor = (grammar.verb_group(verb) or [verb])[0]
        ne = [t for t in grammar.left(anchor, 3)]
        if any(t.lower_ in CLITICS and t.pos_ == "PRON" for t in ne if t.i == anchor.i - 1 or t.lower_ in ("l'", "le", "en")):
            return None, True
        if any(t.lower_ == "ce" and t.nbor(1).lower_ in QUE for t in grammar.left(anchor, 12)):  # « ce que Moscou conteste »
            return None, True
        start = cue.last + 1
        while start + 1 < verb.sent.end and (self.doc[start].text == "," or self.doc[start].lower_ in CALENDAR or self.doc[start].pos_ == "NUM"):
            start += 1  # « a révélé, lundi, l'existence »
        last = start - 1
        opening = next((t for t in self.doc[start : verb.sent.end] if t.pos_ not in ("ADV", "SPACE") and t.lower_ not in CALENDAR and t.text != '"'), None)
        transitive = opening is not None and (any(c.dep_ == "obj" and 0 < c.i - verb.i <= STEP for c in verb.children) or opening.pos_ not in ("ADP", "CCONJ", "SCONJ") or opening.lower_ in ("de", "d'", "du", "des", "à", "au", "aux"))
        if cue.kind == "verb" and not transitive:  # « avancent dans leur projet » has no object
            return None, Syntax.ABSOLUTE in cue.syntax
        named = False
        depth = 0
        for token in self.doc[start : verb.sent.end]:
            if token.text in grammar.BOUNDARIES and token.i not in self.quote_of:
                break
            if token.text == "," and not named and depth == 0 and token.i == start:
                break
            if token.text == "," and named and not self._continues(token):
                break
            finite = token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite"
            if finite and token.head.lower_ not in QUE and not self._inside_relative(token, start):
                break
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                named = True
            last = token.i
        if last < start:
            return None, Syntax.ABSOLUTE in cue.syntax
        head = next((t for t in self.doc[start : last + 1] if t.pos_ in ("NOUN", "PRON", "PROPN") and t.lower_ not in ("l'", "le", "la", "les") and t.lower_ not in CALENDAR), None)
        if head is None:  # « dément formellement »
            return None, Syntax.ABSOLUTE in cue.syntax
        claim = head is not None and (head.lemma_ in self.anaphors or head.lower_ in PRONOUN_CLAIMS)
        if not claim and STANCE_OF_ACT[cue.act] is not Stance.ASSERTS and head is not None:
            claim = cue.act is Act.NO_COMMENT or head.lemma_ in POINTERS or head.lower_.rstrip("s") in POINTERS
        return (start, last), claim

    def _continues(self, comma: Token) -> bool:
        """Say whether a phrase goes on after a comma: « selon lesquelles », a relative clause, a further noun."""
        if comma.i + 1 >= len(self.doc):
            return False
        following = self.doc[comma.i + 1]
        return following.lower_ in ("selon", "d'", "dont", "qui", "pour") and following.nbor(1).lower_ in (
            "lesquelles", "lesquels", "laquelle", "lequel", "après", "avoir",
        )  # fmt: skip

    def _inside_relative(self, verb: Token, start: int) -> bool:
        return any(t.lower_ in (*QUE, "qui", "dont", "lesquelles", "lesquels", "laquelle", "lequel") for t in self.doc[start : verb.i])

    def incise(self, cue: CueMention) -> tuple[list[Stretch], Token | None, QuotationType] | None:
        """Return contents and subject of a cue that stands in an incise or frames a quotation."""
        verb = self.doc[cue.at]
        group = grammar.verb_group(verb)
        start = group[0].i if group else verb.i
        before = start - 1
        while before >= 0 and (self.doc[before].lower_ in ("l'", "le", "la", "les", "lui", "leur", "y", "en", "s'", "se", "ne", "n'") or self.doc[before].is_space):
            before -= 1
        clitic = next((t for t in self.doc[start : verb.i + 3] if t.lower_ in ("-il", "-t-il", "-elle", "-t-elle", "-ils", "-elles", "-on", "-t-on")), None)
        previous = self.doc[before].text if before >= 0 else ""
        after_quote = previous in ('"',) or previous == "," and before > 0
        if clitic is None and not (previous in (",", '"', "-", ".", "?", "!", "...") and before >= 0):
            return None
        if clitic is None and not self._says_something(verb, before):
            return None
        subject = clitic or self._inverted_subject(verb)
        if subject is None or not (after_quote or clitic):
            return None
        return self._framed(verb, before, subject)

    def _says_something(self, verb: Token, before: int) -> bool:
        """Say whether what stands before an incise can be a content: a clause or a quotation, not a mere apposition."""
        if any(child.dep_.startswith("nsubj") and child.i < before for child in verb.children):
            return False
        part = [t for t in self.doc[verb.sent.start : before + 1]]
        if any(t.i in self.quote_of for t in part[-3:]) or not part:
            return True
        return any(t.pos_ in grammar.VERBAL and grammar.verb_form(t) == "finite" for t in part)

    def _inverted_subject(self, verb: Token) -> Token | None:
        for token in grammar.right(verb, 9):
            if token.i in self.heads:
                return token
            if token.pos_ in ("VERB", "AUX", "SCONJ") or token.lower_ in (*QUE, "de", "d'") or token.text in (":", '"', "."):
                return None
            if token.pos_ == "PROPN" and token.text[:1].isupper():
                return token
        return None

    def _framed(self, verb: Token, before: int, subject: Token) -> tuple[list[Stretch], Token | None, QuotationType]:
        """Return the contents around an incise: the quotation before it, or the sentence part; and what goes on after it."""
        contents: list[Stretch] = []
        sentence = verb.sent
        at = before
        while at >= sentence.start and (self.doc[at].is_punct or self.doc[at].is_space or self.doc[at].text == '"'):
            at -= 1
        kind = QuotationType.INDIRECT
        if at < sentence.start and at >= 0 and at in self.quote_of:  # the quotation was a sentence of its own
            quote = self.quote_of[at]
            contents.append((quote.first, quote.last))
            kind = QuotationType.DIRECT
        elif at >= sentence.start:
            quote = self.quote_of.get(at) or None
            first = min(sentence.start, quote.first) if quote else sentence.start
            contents.append((first, at))
            kind = QuotationType.DIRECT if quote and quote.first <= sentence.start + 1 else QuotationType.MIXED if quote else kind
        end = self.inside[subject.i].last if subject.i in self.inside else subject.i
        rest = next((t.i for t in self.doc[end + 1 : sentence.end] if t.text == ","), None)
        if rest is not None and rest + 2 < sentence.end:
            contents.append((rest + 1, self.until(rest + 1, verb)))
        following = sentence.end
        while following < len(self.doc) and (self.doc[following].is_space or self.doc[following].text == '"'):
            following += 1
        if kind is not QuotationType.INDIRECT and following in self.quote_of and "\n\n" not in self.doc[sentence.end - 1 : following].text:
            quote = self.quote_of[following]
            behind = [t.text for t in self.doc[quote.last + 1 : quote.last + 3]]
            if quote.first == following and "," not in behind:  # else it has an incise of its own
                contents.append((quote.first, quote.last))
        return contents, subject, kind

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

    # ---- constructions ----------------------------------------------------------------------------------------

    def make(self, cue: CueMention, sources: list[Source], content: list[Stretch], rule: str, **more: object) -> Iterator[Attribution]:
        """Yield one attribution a source."""
        select = self.doc._.article.select
        verb = self.doc[cue.at]
        group = grammar.verb_group(verb) if cue.kind in ("verb", "expression") else []
        start = (group[0] if group else verb).idx
        words = select(start, self.doc[cue.last].idx + len(self.doc[cue.last]))
        conditional = cue.kind in ("verb", "expression") and grammar.tense(verb).startswith("conditional")
        kind = more.pop("quotation", None) or self._quotation(content)
        for source in sources:
            found = Attribution(source, words, cue.at, tuple(content), cue.act, kind, rule=f"{rule}:{cue.lemma}", hedged=conditional, **more)  # type: ignore[arg-type]
            self.previous = found
            yield found

    def _quotation(self, content: list[Stretch]) -> QuotationType:
        quoted = [i in self.quote_of for first, last in content for i in range(first, last + 1)]
        if quoted and all(quoted):
            return QuotationType.DIRECT
        return QuotationType.MIXED if any(quoted) else QuotationType.INDIRECT

    def verb(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield the attributions of a verb or idiom."""
        verb = self.doc[cue.at]
        syntax = set(cue.syntax)
        if grammar.is_passive(verb) and verb.lemma_ not in ("dire",):
            yield from self._passive(cue, verb)
            return
        if framed := self.incise(cue):
            contents, subject, kind = framed
            if contents and (who := self.sources(subject)):
                yield from self.make(cue, who, contents, "incise", quotation=kind)
                return
        nobody = cue.negated and any(t.lower_ in ("rien", "aucun", "aucune") for t in grammar.left(verb, 6))
        who = [HOLDER] if nobody else self.sources(self._subject(verb)) or ([self.previous.source] if self.previous and self._same_sentence(verb) else [])
        if not who:
            return
        yield from self._with_content(cue, who, syntax)

    def _subject(self, verb: Token) -> Token | None:
        relative = grammar.relative_head(verb)
        if relative and relative[1] == "subject":
            return relative[0]
        own = grammar.subject(verb)
        if own is not None and own.lower_ not in ("ce", "c'", "cela", "il") or own is not None and own.i in self.heads:
            if own.i in self.inside or own.pos_ in ("PROPN", "PRON") or grammar.verb_form(verb) != "finite":
                return own
        near = next((t for t in grammar.left((grammar.verb_group(verb) or [verb])[0], 25) if t.i in self.heads and self._free(t, verb)), None)
        return near or own

    def _free(self, token: Token, verb: Token) -> bool:
        """Say whether an actor can be a subject: no preposition before it, no verb between it and the cue."""
        actor = self.heads[token.i]
        before = self.doc[actor.first - 1] if actor.first > token.sent.start else None
        if before is not None and (before.pos_ == "ADP" or before.lower_ in ("contre", "par", "selon")) or self.doc[actor.first].lower_ in ("au", "aux", "du", "des", "d'") and before is not None and before.pos_ in ("NOUN", "ADJ"):
            return False
        start = (grammar.verb_group(verb) or [verb])[0].i
        return not any(t.pos_ in grammar.VERBAL and grammar.verb_form(t) == "finite" for t in self.doc[token.i + 1 : start])

    def _same_sentence(self, verb: Token) -> bool:
        return self.previous is not None and verb.sent.start <= self.previous.at < verb.i and grammar.verb_form(verb) == "participle"

    def _with_content(self, cue: CueMention, who: list[Source], syntax: set[str]) -> Iterator[Attribution]:
        if self.doc[cue.last].lower_ in ("si", "s'") and cue.last + 1 < len(self.doc):
            yield from self.make(cue, who, [(cue.last + 1, self.until(cue.last + 1, self.doc[cue.at]))], "si")
        elif Syntax.QUE in syntax and (clause := self.clause_with_que(cue)):
            yield from self.make(cue, who, [clause], "que")
        elif Syntax.TARGET in syntax and (found := self.infinitive(cue, target=True)):
            yield from self.make(cue, who, [found[0]], "target", target=found[1])
        elif Syntax.INF in syntax and (found := self.infinitive(cue, target=False)):
            yield from self.make(cue, who, [found[0]], "inf")
        elif stretch := self.after_colon(cue):
            denial = STANCE_OF_ACT[cue.act] is not Stance.ASSERTS  # « Minsk dément : « … » »: what it says instead is its own word
            yield from self.make(replace(cue, act=Act.STATES) if denial else cue, who, [stretch], "colon")
            if denial:
                yield from self.make(cue, who, [], "absolute", anaphor=True)
        elif Syntax.NOUN in syntax or Syntax.TARGET in syntax:
            phrase, claim = self.object(cue)
            denying = STANCE_OF_ACT[cue.act] is not Stance.ASSERTS or cue.act in (Act.CONFIRMS, Act.ADMITS)
            if phrase or claim and denying:
                yield from self.make(cue, who, [phrase] if phrase else [], "noun", anaphor=claim)
        elif Syntax.ABSOLUTE in syntax and (STANCE_OF_ACT[cue.act] is not Stance.ASSERTS or cue.act is Act.CONFIRMS):
            yield from self.make(cue, who, [], "absolute", anaphor=True)

    def _passive(self, cue: CueMention, verb: Token) -> Iterator[Attribution]:
        agent = self.agent(verb)
        who = self.sources(agent) if agent is not None else []
        if not who and cue.act is Act.ACCUSES and Syntax.TARGET in cue.syntax:
            who = [UNATTRIBUTED]
        if not who:
            return
        relative = grammar.relative_head(verb)
        subject = relative[0] if relative else grammar.subject(verb)
        if Syntax.TARGET in cue.syntax and (found := self.infinitive(cue, target=True)):
            yield from self.make(cue, who, [found[0]], "passive-target", target=subject.i if subject is not None else -1)
        elif Syntax.NOUN in cue.syntax and subject is not None:
            claim = subject.lemma_ in self.anaphors or subject.lower_ in PRONOUN_CLAIMS
            first, last = min(t.i for t in subject.subtree), verb.i - 1
            yield from self.make(cue, who, [(min(first, last), last)] if last >= first else [], "passive", anaphor=claim)
        elif Syntax.QUE in cue.syntax and (clause := self.clause_with_que(cue)):
            yield from self.make(cue, who, [clause], "passive-que")

    def preposition(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield « selon X, … » and « …, selon X »: the content is the sentence without the phrase."""
        start = cue.last + 1
        if start >= len(self.doc) or self.doc[start].lower_ in ("lequel", "laquelle", "lesquels", "lesquelles"):
            return
        actor = next((self.inside[i] for i in range(start, min(start + 8, len(self.doc))) if i in self.inside and i < self.doc[cue.at].sent.end), None)
        if cue.lemma in ("de source", "de sources", "de même source"):
            end = cue.last
            side = next((self.qualifiers[i] for i in range(start, min(start + 5, len(self.doc))) if i in self.qualifiers), None)
            behalf = side.source.on_behalf_of if side else None
            text = self.doc._.article.select(self.doc[cue.at + 1].idx, self.doc[cue.last].idx + len(self.doc[cue.last]))
            source = Source(f"{behalf} sources" if behalf else "unnamed sources", SourceKind.GROUP, behalf, text)
        elif actor:
            source, end = actor.source, actor.last
        elif token := next((t for t in self.doc[start : start + 3] if t.pos_ == "PROPN"), None):
            source, end = self._unlisted(token), token.i
        else:
            return
        sentence = self.doc[cue.at].sent
        contents = []
        if cue.at > sentence.start + 1:
            quote = self.quote_of.get(cue.at - 2)
            contents.append((min(sentence.start, quote.first) if quote else sentence.start, cue.at - 1))
        if end + 2 < sentence.end:
            contents.append((end + 1, self.until(end + 1, self.doc[cue.at])))
        if contents:
            yield from self.make(cue, [source], contents, "preposition")

    def noun(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield a speech act named by a noun: « les accusations occidentales contre l'Iran », « le démenti de Moscou »."""
        noun = self.doc[cue.at]
        holder, after = self._holder(cue)
        last = self._phrase_end(after)
        denial = STANCE_OF_ACT[cue.act] is Stance.DENIES
        if holder is None:
            if cue.act in (Act.ANNOUNCES,) and noun.dep_.startswith("nsubj") and last > cue.at:
                yield from self.make(cue, [UNATTRIBUTED], [(cue.at + 1, last)], "noun")
            return
        if cue.act is Act.WARNS and noun.head.pos_ in grammar.VERBAL and noun.dep_.startswith("obj"):
            subject = grammar.subject(noun.head)
            first, end = subject.left_edge.i if subject is not None else noun.sent.start, noun.head.i - 1
            if first < end:  # « l'annonce de la vente a suscité l'inquiétude de Kiev »
                yield from self.make(cue, [holder], [(first, end)], "stimulus", anaphor=True)
                return
        if last > after or denial:
            yield from self.make(cue, [holder], [(after, last)] if last >= after else [], "noun", anaphor=denial)

    def _holder(self, cue: CueMention) -> tuple[Source | None, int]:
        """Return who holds the speech act that a noun names, and the first token behind that."""
        for token in grammar.right(self.doc[cue.last], 3):
            if token.i in self.qualifiers:
                return self.qualifiers[token.i].source, token.i + 1
            if token.lower_ in HOLDING:
                for i in range(token.i + 1, min(token.i + 3, len(self.doc))):
                    if i in self.inside and self.inside[i].first <= i:
                        return self.inside[i].source, self.inside[i].last + 1
                break
            if token.pos_ != "ADJ":
                break
        return None, cue.last + 1

    def _phrase_end(self, start: int) -> int:
        """Return the last token of what a noun governs: up to the clause's finite verb that is not in a que-clause of it."""
        last = start - 1
        subordinate = False
        for token in self.doc[start : self.doc[min(start, len(self.doc) - 1)].sent.end]:
            if token.lower_ in (*QUE, "lesquelles", "laquelle", "lesquels", "lequel", "qui"):
                subordinate = True
            if token.text in grammar.BOUNDARIES or token.text == "," and not subordinate:
                break
            if token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite" and not subordinate:
                break
            last = token.i
        return last

    def judgement(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield a dismissal by adjective or noun: « ces accusations sont infondées », « c'est de la propagande »."""
        token = self.doc[cue.at]
        if cue.kind == "adjective" and (clause := self._impersonal(token)):  # « il est faux de dire que »
            yield from self.make(cue, [HOLDER], [clause], "impersonal")
            return
        governor = next((t for t in grammar.left(token, 25) if t.pos_ in grammar.VERBAL and t.lemma_ in load_polarity().judging), None)
        claim = self._claim_near(token, governor)
        if claim is None and cue.kind == "predicate" and governor is not None and governor.lemma_ in ("dénoncer", "parler", "évoquer", "voir", "fustiger"):
            claim = (0, -1)  # « Pyongyang dénonce les élucubrations de Séoul »: the claim is told elsewhere
        quote = self.quote_of.get(token.i)
        if claim is None and quote and quote.last - quote.first < CURT and not any(t.pos_ == "VERB" for t in self.doc[quote.first : quote.last + 1]):
            claim = (0, -1)  # « Pure invention », a répondu le ministère
        if claim is None:
            return
        if any(t.lower_ in ("pas", "jamais", "nullement") for t in grammar.left(token, 4)):
            return
        who: list[Source] = [HOLDER]
        if governor is not None and not grammar.is_negated(governor):
            subject = self._subject(governor) if not grammar.is_passive(governor) else self.agent(governor)
            who = self.sources(subject) or ([self.sources(i[1])[0]] if (i := self.incise(replace(cue, at=governor.i, last=governor.i))) and self.sources(i[1]) else who)
        yield from self.make(cue, who, [claim] if claim[1] >= claim[0] else [], "judgement", anaphor=True)

    def _impersonal(self, token: Token) -> Stretch | None:
        """Return the que-clause of « il est faux que », « il est inexact de dire que »."""
        if not any(t.lower_ in ("il", "c'", "-il") for t in grammar.left(token, 6)) or any(t.lower_ == "pas" for t in grammar.left(token, 3)):
            return None
        for following in grammar.right(token, 5):
            if following.lower_ in QUE:
                return following.i + 1, self.until(following.i + 1, token)
            if following.text in (",", *grammar.BOUNDARIES):
                return None
        return None

    def _claim_near(self, token: Token, governor: Token | None) -> Stretch | None:
        """Return the words for the claim that a judgement is about; (0, -1) for a bare « c'est »."""
        sentence = token.sent
        nouns = [t for t in sentence if (t.lemma_ in self.anaphors or t.i in self.predicates) and t.pos_ == "NOUN" and t.i != token.i and abs(t.i - token.i) <= 40]
        if governor is not None:  # « a qualifié de “rumeur absurde” l'envoi »: the judgement's own noun is not the claim
            nouns = [t for t in nouns if t.i != token.i - 1 and t.i != token.i + 1]
        if nouns:
            head = min(nouns, key=lambda t: (t.i > token.i and governor is None, abs(t.i - token.i)))
            if head.i > token.i and governor is None and not token.head == head:
                return None
            end = self._phrase_end(head.i + 1)
            first = head.i
            end = max(end, head.i)
            last = min(end, token.i - 1) if head.i < token.i else end
            return first, max(first, last)
        for near in grammar.left(token, 6):
            if near.lower_ in ("c'", "cela", "ce", "ça") and near.pos_ == "PRON":
                return 0, -1
        return None

    def nothing_known(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield « n'a aucune preuve de », « sans preuve », « aucune confirmation »: the claim is left open."""
        noun = self.doc[cue.at]
        verb = noun.head if noun.head.pos_ in grammar.VERBAL else None
        if verb is None and any(t.lower_ in ("aucun", "aucune") for t in grammar.left(noun, 2)):  # « aucune preuve n'a été présentée »
            verb = next((t for t in grammar.right(noun, 10) if t.pos_ in grammar.VERBAL), None)
        verb = verb or next((t for t in grammar.left(noun, 5) if t.pos_ in grammar.VERBAL), None)
        if verb is None or any(t.lower_ == "sans" for t in grammar.left(noun, 2)):
            return
        passive = noun.dep_ == "nsubj:pass" or any(t.lower_ in ("aucun", "aucune") for t in grammar.left(noun, 2)) and verb.i > noun.i
        who = [HOLDER] if passive else self.sources(self._subject(verb))
        last = self._phrase_end(cue.last + 1)
        last = min(last, verb.i - 1) if verb.i > noun.i else noun.sent.end - 1
        if who:
            yield from self.make(cue, who, [(cue.last + 1, last)] if last > cue.last else [], "nothing", anaphor=True)

    def labels(self) -> Iterator[Attribution]:
        """Yield « Ankara : « … » » and « Pour Varsovie, … »: a name before a quotation or an opinion."""
        for head, actor in self.heads.items():
            sentence = self.doc[head].sent
            after = actor.last + 1
            if after + 1 >= sentence.end:
                continue
            if self.doc[after].text == ":" and self._label(actor.first):
                start = next((t.i for t in self.doc[after + 1 : sentence.end] if t.text != '"'), sentence.end - 1)
                if self.doc[after + 1].text == '"' and start in self.quote_of:
                    content = (start, max(self.quote_of[start].last, start))
                    yield self._labelled(actor, content, Act.STATES, "label")
                elif head in self.seats:  # « Séoul : aucun obus n'a été livré »
                    yield self._labelled(actor, (after + 1, sentence.end - 1), Act.STATES, "label")
            elif self.doc[after].text == "," and actor.first == sentence.start + 1 and self.doc[sentence.start].lower_ == "pour" and actor.source.kind is not SourceKind.UNATTRIBUTED:
                yield self._labelled(actor, (after + 1, self.until(after + 1, self.doc[head])), Act.ESTIMATES, "pour")

    def _label(self, first: int) -> bool:
        return first == 0 or self.doc[first].is_sent_start or self.doc[first - 1].is_space or self.doc[first - 1].text in (".", "-")

    def _labelled(self, actor: Actor, content: Stretch, act: Act, rule: str) -> Attribution:
        cue = self.doc._.article.select(self.doc[actor.head].idx, self.doc[actor.head].idx + len(self.doc[actor.head]))
        return Attribution(actor.source, cue, actor.head, (content,), act, self._quotation([content]), rule=f"{rule}:")

    def find(self) -> Iterator[Attribution]:
        """Yield the attributions of the document; judgements take the source of the speech that they stand in."""
        found: list[Attribution] = []
        for cue in self.doc._.cues:
            if cue.kind in ("verb", "expression"):
                found.extend(self.verb(cue))
            elif cue.kind == "preposition":
                found.extend(self.preposition(cue))
            elif cue.kind == "noun":
                found.extend(self.noun(cue))
            elif cue.kind == "nothing":
                found.extend(self.nothing_known(cue))
            else:
                found.extend(self.judgement(cue))
        found.extend(self.labels())
        for attribution in found:
            if attribution.source is not HOLDER:
                yield attribution
                continue
            outer = [a for a in found if a.source is not HOLDER and a.covers(attribution.at)]
            source = min(outer, key=lambda a: a.width).source if outer else ARTICLE_SOURCE
            if not outer and attribution.at in self.quote_of:  # a quotation whose incise was not found: nobody's
                continue
            yield replace(attribution, source=source)


@Language.factory("dementi_attributions", requires=["doc._.cues", "doc._.actors", "doc._.quotes"], assigns=["doc._.attributions"])
class Attributions:
    """The pipeline's hold on ``Finder``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        load_attributions()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.attributions``."""
        doc._.attributions = sorted(Finder(doc).find(), key=lambda a: a.at)
        return doc
