"""Where the noun phrase around a name or an office begins and ends, appositions and long titles included.

No component: the part of ``actors`` that measures phrases. It goes word by word and not by the parse:
appositions and the arcs inside of long titles are what the parser gets wrong.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.names import ARTICLES, CIVILITY, DETERMINERS, Names, introduced_by
from dementi.fr import grammar, sentences
from dementi.lexicon import word_list
from dementi.records import ConceptKind, Mention, Use

# What a noun phrase may run through on its right: "de", "du" …; "à" only before a portfolio ("à la Défense").
LINKS = frozenset("de du des d' auprès chargé chargée à au aux en et pour".split())
PORTFOLIO_LINKS = frozenset("à au aux en et pour".split())
PORTFOLIOS = word_list("actors.toml", "portfolio")
NATIONAL = word_list("actors.toml", "national")
DIRECTORS = word_list("actors.toml", "director")
CIVIC = word_list("actors.toml", "civic")
RANKS = word_list("actors.toml", "rank")
INDEPENDENT = word_list("actors.toml", "independent")
POSSESSIVES = frozenset("son sa ses leur leurs".split())
POSTED = word_list("actors.toml", "posted")
MAIN = ("ROOT", "parataxis")
SEVERAL = frozenset("plusieurs quelques certains certaines".split())
WHOLE = frozenset("tout toute tous toutes".split())
RETIRED = frozenset("retraite retraité retraitée retraités retraitées".split())
LOCATED = word_list("actors.toml", "located")  # before « à » and a place
PLACES = ("à", "au", "en", "aux")
ABROAD = (*PLACES, "a", "auprès", "pour")  # before where or with whom somebody is posted: « l'émissaire pour l'Iran »
BODIES = ("du", "de", "des", "d'")  # « Jean Untel, de l'Institut Untel »
BEHIND = 3  # tokens behind a phrase in which « à la retraite » is said of it
ONE_OF = 3  # tokens from « l' » to « ses » of « l'un de ses ministres »
SECRETARY = "secrétaire d' état"
SPEAKING = frozenset("selon après".split())  # « selon X », « d'après X »


def _alone(word: str) -> bool:
    """Say whether a word in lower case names who speaks for himself, one or several: « ancien », « ex-ministre »."""
    return word in INDEPENDENT or word.removesuffix("s") in INDEPENDENT or word.startswith("ex-")


def is_post(token: Token) -> bool:
    """Say whether a word names whoever is posted abroad: « ambassade », « consul »."""
    return token.lower_ in POSTED or token.lemma_ in POSTED


class Phrases(Names):
    """The noun phrases of one document, as far as they stand for actors."""

    def extent(self, head: int) -> tuple[int, int]:
        """Return first and last token of the noun phrase around a noun: determiner, adjectives, « de … », appositions.

        Word by word and not by the parse: appositions and the arcs inside of long titles are what the parser
        gets wrong.
        """
        tokens, first = self.tokens, head
        while first > 0 and self._leftward(tokens[first - 1]):
            if tokens[first].lower_ in DETERMINERS and first < head and tokens[first - 1].lower_ not in WHOLE:
                break  # « a dit à des journalistes le ministre »: another phrase ends
            first -= 1
        limit = sentences.bounds(tokens[head])[1]
        at = head + 1
        while at < limit:
            token = tokens[at]
            if self._rightward(token):
                at += 1
                continue
            if (named := self.aside(at)) > at:
                at = named
                continue
            at = self._located(at) if self._takes_apposition(head) else at
            token = tokens[at]
            begins = self.calling if self.name_word(head) else self.apposition
            if not (token.text == "," and at + 1 < limit and self._takes_apposition(head) and begins(at + 1)):
                break
            at += 2 if tokens[at + 1].pos_ == "ADV" else 1
        last = at - 1
        hanging = ("ADP", "DET", "PUNCT", "CCONJ", "ADV")
        while (
            last > head
            and last not in self.mention_at
            and (tokens[last].lower_ in LINKS or tokens[last].pos_ in hanging)
        ):
            last -= 1
        return first, last

    def _located(self, at: int) -> int:
        """Return the comma behind where somebody lives whose name follows: « une analyste basée à Oslo, Untel »."""
        tokens = self.tokens
        place = self.mention_at.get(at + 2) if tokens[at].lower_ in LOCATED and at + 2 < len(tokens) else None
        if place is None or tokens[at + 1].lower_ not in PLACES:
            return at
        comma = place.last + 1
        named = comma + 1 < len(tokens) and tokens[comma].text == "," and self.name_from(comma + 1)
        return comma if named else at

    def _leftward(self, token: Token) -> bool:
        """Say whether a phrase goes on to the left over a token."""
        if token.pos_ in ("VERB", "AUX", "PRON", "ADP", "PUNCT", "CCONJ", "SCONJ", "SPACE", "ADV") or token.lower_ in (
            "par",
            "selon",
        ):
            return False
        return token.pos_ in ("DET", "ADJ", "NUM") or token.lower_ in self.titles

    def _rightward(self, token: Token) -> bool:
        """Say whether a phrase goes on to the right over a token."""
        if token.i in self.item_at:
            return False
        following = self.tokens[token.i + 1].lower_ if token.i + 1 < len(self.doc) else ""
        if token.lower_ in CIVILITY or token.lower_ == "non" and following.startswith("gouvernement"):
            return True
        if self._bracket(token) or token.i in self.mention_at or token.text[:1].isupper() and token.is_alpha:
            return True
        if token.lower_ in ("chargé", "chargée"):  # « le ministre chargé des Transports »
            return grammar.preposition(token.nbor(1)) == "de" if token.i + 1 < len(self.doc) else False
        if token.lower_ == "armées" and token.i and token.nbor(-1).lower_ == "forces":
            return True  # « aux forces armées russes », whatever the tagger says
        if token.lower_ in ("un", "une") and following == "des":
            return token.nbor(-1).text == ","  # « Untel, un des chefs du mouvement »
        if token.pos_ in ("VERB", "AUX", "PRON", "SCONJ", "SPACE", "PUNCT") and token.lower_ not in self.titles:
            return False
        if token.pos_ == "DET" and token.nbor(-1).lower_ not in LINKS | {","} and token.lower_ in ARTICLES:
            return False  # « devant les députés de l'opposition le colonel … »: another phrase begins
        if token.lower_ in LINKS:
            return token.lower_ not in PORTFOLIO_LINKS or token.i + 1 < len(self.doc) and self._linked(token)
        return token.pos_ in ("ADJ", "NOUN", "PROPN", "DET", "NUM") or token.lower_ in self.titles

    def _bracket(self, token: Token) -> bool:
        """Say whether a bracket belongs to a phrase: « le régime (iranien) »."""
        tokens, at = self.tokens, token.i
        if token.text == "(":
            return at + 2 < len(tokens) and at + 1 in self.mention_at and tokens[at + 2].text == ")"
        return token.text == ")" and at > 1 and tokens[at - 2].text == "("

    def _linked(self, link: Token) -> bool:
        """Say whether a title goes on behind « à », « au », « et » …: « ministre délégué à la Défense »."""
        following = link.nbor(1)
        if following.text[:1].isupper() and following.i not in self.mention_at:
            return True
        if link.lower_ == "et" and link.nbor(-1).pos_ == following.pos_ == "ADJ":
            return True  # « le Service de coopération militaire et technique »
        if following.lower_ in ("la", "l'") and following.i + 1 < len(self.doc):
            office = following.nbor(1)
            if office.lower_ in PORTFOLIOS or office.text[:1].isupper() and self._portfolio(office.i):
                return True
        seat = following.i + (following.lower_ in ARTICLES)
        return following.lower_ in PORTFOLIOS or link.lower_ in (*PLACES, "pour") and self._seat(seat)

    def _takes_apposition(self, head: int) -> bool:
        """Say whether a name or an office can follow a noun after a comma: after people only."""
        mention = self.mention_at.get(head)
        if mention:
            return mention.concept.kind is ConceptKind.PERSON
        return self.tokens[head].lower_ in self.titles or self.name_word(head)

    def _seat(self, at: int) -> bool:
        """Say whether where somebody is posted ends a title: « son envoyé à Vienne, », « l'émissaire pour l'Iran, »."""
        mention = self.mention_at.get(at)
        if mention is None or mention.last + 1 >= len(self.doc) or self.tokens[mention.last + 1].text != ",":
            return False
        return mention.use is Use.METONYM or mention.concept.kind is ConceptKind.STATE and self.posted(mention)

    def _portfolio(self, at: int) -> bool:
        """Say whether a capitalised word can be what a minister has in charge: « la Défense », no state, no person."""
        mention = self.mention_at.get(at)
        return mention is None or mention.concept.kind in (ConceptKind.ORGANIZATION, ConceptKind.COLLECTIVE)

    def apposition(self, at: int) -> bool:
        """Say whether an apposition that names a person or an office begins here."""
        token = self.tokens[at]
        if token.lower_ in CIVILITY and at + 1 < len(self.doc):  # « le ministre serbe, M. Untel »
            return bool(self.name_from(at + 1)) or self.mention_at.get(at + 1) is not None
        mention = self.mention_at.get(at)
        if mention:
            return mention.concept.kind is ConceptKind.PERSON
        if at in self.item_at:
            return False
        if self.compatriot(at + 1):
            return True  # « le secrétaire général de l'ONU, le Norvégien Jean Untel »
        if token.lower_ in ("un", "une") and [t.lower_ for t in grammar.right(token, 1)] == ["des"]:
            return at + 2 < len(self.doc) and self.tokens[at + 2].lower_ in self.titles  # « un des chefs du mouvement »
        if token.pos_ == "DET":  # « le directeur des relations publiques, le général Untel, … »
            titled = at + 1 < len(self.doc) and self.tokens[at + 1].lower_ in self.titles
            return titled and not self._enumerated(at + 1)
        return token.lower_ in self.titles or bool(self.name_from(at))

    def compatriot(self, at: int) -> tuple[int, int] | None:
        """Return the name behind a people's: « le Norvégien Jean Untel »."""
        mention = self.mention_at.get(at)
        if mention is None or mention.use is not Use.DEMONYM or not at or self.tokens[at - 1].lower_ not in ARTICLES:
            return None
        return self.name_from(mention.last + 1) if mention.last + 1 < len(self.doc) else None

    def takes_part(self, first: int, last: int) -> bool:
        """Say whether an unlisted name is a subject or stands in apposition: « le prévenu, Jean Untel, ».

        What is named between the noun and the comma hides it from a look at the words: « un cadre du Hamas, Untel, ».
        """
        tokens = self.tokens
        if any(t.dep_.startswith("nsubj") and t.head.pos_ in ("VERB", "AUX") for t in tokens[first : last + 1]):
            return True
        if first < 2 or tokens[first - 1].text != "," or last + 1 >= len(tokens) or tokens[last + 1].text != ",":
            return False
        return tokens[first - 2].pos_ in ("NOUN", "ADJ") or introduced_by(tokens[first]) is not None

    def private(self, at: int) -> bool:
        """Say whether a name is set beside a noun that is no office: « un docker de Port-Untel, Jean Untel, »."""
        noun = introduced_by(self.tokens[at])
        return noun is not None and noun.lower_ not in self.titles and noun.lemma_ not in self.nouns

    def calling(self, at: int) -> bool:
        """Say whether what a named person is begins here: « ministre de … », « haut fonctionnaire chargé de … »."""
        token = self.tokens[at]
        qualifies = token.pos_ in ("ADJ", "ADV") and token.i not in self.mention_at  # « ancien », « haut », « alors »
        if qualifies and token.lower_ not in self.titles and at + 1 < len(self.doc):
            token = self.tokens[at + 1]
        noun = self.nouns.get(token.lemma_)
        people = noun is not None and noun.kind == "group" and not token.lower_.endswith("s")
        return people or self.apposition(token.i) or self._of_body(at)

    def _of_body(self, at: int) -> bool:
        """Say whether « de » and a body begin here: « Untel, du ministère serbe de la Défense », « …, de l'ONU ».

        Not what is nobody's, « …, de l'Institut serbe de stratégie », nor a firm: it is no state that sends its people.
        """
        if self.tokens[at].lower_ not in BODIES:
            return False
        behind = at + 2 if at + 2 < len(self.doc) and self.tokens[at + 1].pos_ == "DET" else at + 1
        if behind >= len(self.doc):
            return False
        mention, noun = self.mention_at.get(behind), self.nouns.get(self.tokens[behind].lemma_)
        if mention is not None:
            return mention.concept.kind in (ConceptKind.ORGANIZATION, ConceptKind.COLLECTIVE)
        return noun is not None and noun.kind == "organization" and not noun.company and noun.lemma not in CIVIC

    def _enumerated(self, at: int) -> bool:
        """Say whether an office with its name is one of several: « le ministre, le général Untel et l'amiral »."""
        for token in self.tokens[at + 1 : at + 8]:
            if token.lower_ in ("et", "ou", "ainsi"):
                return True
            if token.text == "," or token.pos_ in ("VERB", "AUX"):
                return False
        return False

    def mentions(self, first: int, last: int) -> list[Mention]:
        """Return the concepts, other than items, that a phrase names, but for whose compatriot somebody is."""
        places = (i for i in range(first, last + 1) if i in self.mention_at and not self.compatriot(i))
        return list(dict.fromkeys(self.mention_at[i] for i in places))

    def titles_in(self, first: int, last: int) -> frozenset[str]:
        """Return the offices that a phrase names."""
        return frozenset(t.lower_ for t in self.tokens[first : last + 1] if t.lower_ in self.titles)

    def national(self, first: int, last: int) -> bool:
        """Say whether a phrase names an office of some state, with or without saying which."""
        phrase = self.tokens[first : last + 1]
        if any(t.lower_ in NATIONAL or t.lemma_ in NATIONAL for t in phrase):
            return True
        return SECRETARY in " ".join(t.lower_ for t in phrase)

    def ranked(self, first: int, last: int) -> bool:
        """Say whether a phrase has an officer's rank: « le général Untel », not « le directeur général »."""
        phrase = self.tokens[first : last + 1]
        return any(t.lower_ in RANKS and (t.i == first or t.nbor(-1).pos_ in ("DET", "PUNCT", "ADP")) for t in phrase)

    def directs(self, first: int, last: int) -> bool:
        """Say whether a phrase names who heads a firm or a body rather than a state: « son directeur »."""
        return any(t.lower_ in DIRECTORS for t in self.tokens[first : last + 1])

    def possessed(self, first: int, last: int) -> bool:
        """Say whether « son », « leurs » opens a phrase or an apposition in it: « Untel, son représentant ».

        So it does in « l'un de ses ministres ».
        """
        behind = first + ONE_OF if self.tokens[first].lower_ in ("l'", "un", "une") else first
        opening = (t for t in self.tokens[first : last + 1] if t.i <= behind or t.nbor(-1).text == ",")
        return any(t.lower_ in POSSESSIVES for t in opening)

    def independent(self, first: int, last: int) -> bool:
        """Say whether a phrase is of somebody who speaks for himself.

        His title says so, « l'ancien ministre Untel », or what stands right behind: « un colonel serbe à la retraite ».
        """
        if self.retired(first, last):
            return True
        if any(t.lower_ == "opposition" for t in self.tokens[first : last + 1]):
            return True  # « le chef de l'opposition serbe »
        said = self.tokens[first : last + 1]
        ranked = any(t.lower_ in RANKS for t in said[:2])
        if ranked and any(t.nbor(-1).text == "," and _alone(t.lower_) for t in said[2:]):
            return True  # a rank is kept for life: « le général Untel, ex-commandant de l'armée serbe »
        return next((_alone(t.lower_) for t in said if _alone(t.lower_) or t.lower_ in self.titles), False)

    def retired(self, first: int, last: int) -> bool:
        """Say whether a phrase is of somebody who has retired, as it says or what stands right behind."""
        return any(t.lower_ in RETIRED for t in self.tokens[first : last + 1 + BEHIND])

    def counted(self, mention: Mention) -> bool:
        """Say whether some of a people speak, and not its state: « deux Colombiennes affirment », « un Iranien »."""
        if mention.use is not Use.DEMONYM or not mention.first or not self.is_subject(mention.first, mention.last):
            return False  # « trois Coréens, accusés d'avoir livré »: what they did counts as their state's
        before = self.tokens[mention.first - 1]
        return before.pos_ == "NUM" or before.like_num or before.lower_ in SEVERAL

    def posted(self, mention: Mention) -> bool:
        """Say whether a place is where somebody is posted, not whom they speak for: « l'ambassade à Ankara »."""
        before = list(grammar.left(self.tokens[mention.first], 9))
        before = before[before[:1] != [] and before[0].lower_ in ARTICLES :]
        before = before[len(before) > 1 and before[1].lower_ == "auprès" :]
        if not before or before[0].lower_ not in ABROAD:
            return False
        near = before[1:7]
        return any(map(is_post, near)) or bool(near) and near[0].lower_ in LOCATED

    def leads(self, first: int, last: int) -> bool:
        """Say whether a phrase holds the subject of a main clause, or whoever is said to speak."""
        first -= first > 0 and self.tokens[first - 1].lower_ in CIVILITY
        if self._speaks(first, last):
            return True
        if first and self.tokens[first - 1].lower_ in ("selon", "chez", "contre"):
            return False
        subjects = (
            t for t in self.tokens[first : last + 1] if t.dep_.startswith("nsubj") and not first <= t.head.i <= last
        )
        return any(t.head.dep_ in MAIN or t.head.dep_ == "conj" and t.head.head.dep_ in MAIN for t in subjects)

    def _speaks(self, first: int, last: int) -> bool:
        """Say whether a phrase stands where only a speaker can: « selon X », « quant à X », « “ … ”, a réagi X »."""
        before = [t.lower_ for t in grammar.left(self.tokens[first], 2)]
        if before[:1] and before[0] in SPEAKING or before[1:] == ["dires"]:
            return True
        if before[1:] == ["quant"] or before[:1] == ["quant"] or "dires" in before[:1]:
            return True  # « Quant à la mission, elle … »
        behind = next((t for t in grammar.left(self.tokens[first], 4) if t.pos_ in ("VERB", "AUX")), None)
        if behind is not None and grammar.frames_quotation(behind):
            return True  # « … », a réagi hier le ministre
        return last + 1 < len(self.doc) and self.tokens[last + 1].text == ":" and bool(self.tokens[first].is_sent_start)

    def is_subject(self, first: int, last: int) -> bool:
        """Say whether a phrase holds the subject of a clause, or stands in apposition to it."""
        first -= first > 0 and self.tokens[first - 1].lower_ in CIVILITY
        if self._speaks(first, last):
            return True
        if first > 1 and self.tokens[first - 1].text == ",":  # « Le prévenu, Jean Untel, a nié »
            apposed = (t for t in grammar.left(self.tokens[first - 1], 4) if t.dep_.startswith("nsubj"))
            if any(t.head.i > last for t in apposed):
                return True
        phrase = self.tokens[first : last + 1]
        return any(t.dep_.startswith("nsubj") and not first <= t.head.i <= last for t in phrase)

    def qualifies(self, mention: Mention) -> bool:
        """Say whether a mention is an adjective; « les Russes », « les houthis tiennent la ville » are nouns."""
        token = self.tokens[mention.first]
        if mention.use is not Use.ADJECTIVE or token.i == sentences.bounds(token)[0]:
            return mention.use is Use.ADJECTIVE
        before = self.tokens[token.i - 1].pos_
        if token.text[:1].isupper():
            return before not in ("DET", "ADP", "NUM")
        return (
            token.pos_ not in ("NOUN", "PROPN")
            or before != "DET"
            or mention.concept.kind is not ConceptKind.ARMED_GROUP
        )
