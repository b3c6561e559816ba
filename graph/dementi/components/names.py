"""Names that the ontology does not know: of people, outlets, associations and firms.

No component: the part of ``actors`` that tells where such a name begins and ends, by capitals and what stands between.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.components.callings import load_nouns, load_titles
from dementi.fr import grammar, sentences
from dementi.lexicon import word_list
from dementi.records import ConceptKind, Mention, SourceKind, Use

ARTICLES = frozenset("le la les l' un une".split())
DETERMINERS = frozenset("le la les l' un une des du au aux ce cet cette ces d'".split())
PARTICLES = word_list("actors.toml", "particle")
CIVILITY = word_list("actors.toml", "civility")
MASTHEADS = word_list("actors.toml", "masthead")
ASIDES = word_list("actors.toml", "aside")
OPENING = frozenset("(" if words[0] == "(" else words.replace("'", "' ").split()[0] for words in ASIDES)  # their first
SYLLABLES = frozenset("-il -ce -la -le -en -y -tu -je -on -vous -nous".split())
SINGULAR = frozenset("le la l' el o il the".split())
JOINTS = frozenset("de d' du do da del di of".split())  # inside of names like « La Voz de … », in whatever language
NAMING = ("NOUN", "ADJ", "ADP", "DET", "PROPN")
OWNED = frozenset("du de l' la".split())  # « une étude du Untel Institute »
PLACING = frozenset("de du d' à au en".split())  # « les rebelles du Logone »
LONGEST = 4  # tokens of « ( e. r . ) »
Stretch = tuple[int, int]


def introduced_by(name: Token) -> Token | None:
    """Return the noun for one beside which a name is set between commas: « un docker de Port-Untel, Jean Untel, »."""
    noun, end = name.head, name.right_edge
    if name.dep_ != "appos" or noun.pos_ != "NOUN" or noun.i > name.i or grammar.feature(noun, "Number") == "Plur":
        return None
    behind = name.doc[min(end.i + 1, len(name.doc) - 1)]
    closed = "," in (end.text, behind.text)  # to whichever word the parser joins the comma
    return noun if closed and name.nbor(-1).text == "," else None


class Names:
    """The names of one document, as far as the ontology does not know them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tokens = sentences.every(doc)
        self.mention_at: dict[int, Mention] = {}
        self.item_at: set[int] = set()
        for mention in doc._.mentions:
            place = range(mention.first, mention.last + 1)
            if mention.concept.kind is ConceptKind.ITEM:
                self.item_at.update(place)
            else:
                self.mention_at.update(dict.fromkeys(place, mention))
        self.nouns = load_nouns()
        self.titles = load_titles()
        self.words: dict[int, bool] = {}  # what ``name_word`` says of each token, once asked
        self.firms: dict[int, int] = {}  # first and last tokens of firms' names, which are nobody else's

    def reserve(self, firms: dict[int, int]) -> None:
        """Take places for names of firms, so that no person is called so."""
        self.firms = firms
        self.words |= {i: False for first, last in firms.items() for i in range(first, last + 1)}

    def spelt(self, name: Stretch) -> str:
        """Return the text of a name."""
        return self.doc[name[0] : name[1] + 1].text

    def name_from(self, at: int) -> Stretch | None:
        """Return first and last token of an unlisted person's name that begins here: two capitalised words or more."""
        tokens, last = self.tokens, at
        if not self._begins_name(at) or at in self.item_at:
            return None  # « Blindés Bastion, chars Leclerc : la liste »: nobody
        if at and tokens[at - 1].text in DETERMINERS | ARTICLES:
            return None  # « la ministre de la Défense Jeanne Untel »: no name begins with what she has in charge
        capitals = 1
        while last + 1 < tokens[at].sent.end:
            token = tokens[last + 1]
            if self.name_word(last + 1) or self.initial(last + 1):
                capitals += 1
            elif token.lower_ in SYLLABLES and not tokens[last].whitespace_:
                pass  # « Jean Unt-il », which the tokenizer took for a question
            elif not (token.lower_ in PARTICLES and last + 2 < len(tokens) and self.name_word(last + 2)):
                break
            last += 1
        whole = self.name_word(last) or self.tokens[last].lower_ in SYLLABLES
        return (at, last) if capitals > 1 and whole else None

    def surname(self, at: int) -> Stretch | None:
        """Return the one word of a name behind « M. », « Madame »."""
        return (at, at) if at and self.tokens[at - 1].lower_ in CIVILITY and self.name_word(at) else None

    def paper(self, at: int, kind: SourceKind) -> Stretch | None:
        """Return the name of a newspaper that begins here, of a body too where what is named is of these kinds."""
        named = kind in (SourceKind.MEDIA, SourceKind.ORGANIZATION)
        return self.masthead(at) or self.of_place(at) if named else None

    def masthead(self, at: int) -> Stretch | None:
        """Return the name of a newspaper that begins here, with an article before it or none: « le Modelo Courier »."""
        if not self.name_word(at):
            return None
        name = self._any_name(at)
        words = self.doc[at : name[1] + 1] if name else ()
        return name if len(words) > 1 and any(t.lower_ in MASTHEADS for t in words) else None

    def _begins_name(self, at: int) -> bool:
        """Say whether a name may begin here: with a word of it, or with « J. » and such a word behind."""
        while self.initial(at) and at + 1 < len(self.doc):
            at += 1
        return self.name_word(at)

    def initial(self, at: int) -> bool:
        """Say whether a token is a first name's first letter: « J. », « Ph. »."""
        text = self.tokens[at].text
        letters = 1 < len(text) <= 3 and text[0].isupper() and text.endswith(".") and text[:-1].isalpha()
        return letters and text.lower() not in CIVILITY

    def name_word(self, at: int) -> bool:
        """Say whether a token can be part of an unlisted name.

        A capital that neither title nor sentence start explains.
        """
        known = self.words.get(at)
        if known is None:
            known = self.words[at] = self._name_word(self.tokens[at])
        return known

    def _name_word(self, token: Token) -> bool:
        text, at = token.text, token.i
        return (
            text[:1].isupper()
            and len(text) > 1
            and text.replace("-", "").replace("'", "").isalpha()
            and at not in self.mention_at
            and token.lower_ not in self.titles
            and token.lower_ not in self.nouns
            and token.lemma_.lower() not in self.nouns
            and (token.pos_ == "PROPN" or not token.is_sent_start or self._flat(at))
            and token.lower_ not in CIVILITY
            and token.pos_ not in ("DET", "ADP", "PRON", "SCONJ", "CCONJ", "ADV", "AUX")
        )

    def _flat(self, at: int) -> bool:
        """Say whether the parser joins the next word to one in a name: « Maité Untel », whatever the tagger says."""
        behind = self.tokens[at + 1] if at + 1 < len(self.doc) else None
        return behind is not None and behind.dep_ == "flat:name" and behind.head.i == at

    def aside(self, at: int) -> int:
        """Return the place of the name behind what is said of somebody in between, else the place itself.

        « le général à la retraite Jean Untel », « l'opposante en exil Jeanne Untel », « le colonel (e. r.) Untel ».
        """
        if at < len(self.doc) and self.tokens[at].lower_ not in OPENING:
            return at
        for length in range(LONGEST, 0, -1):
            behind = at + length
            said = "".join(f"{token.lower_}{token.whitespace_}" for token in self.doc[at:behind]).strip()
            if said in ASIDES and behind < len(self.doc) and self._begins_name(behind):
                return behind
        return at

    def named_on(self, token: Token) -> bool:
        """Say whether a body's name can go on over a token; over « andin » too, which the tagger took for a verb."""
        strange = grammar.verb_form(token) == "finite" and not grammar.conjugated(token)
        return token.pos_ in NAMING or token.pos_ == "VERB" and strange

    def title_of(self, noun: Token, last: int) -> str | None:
        """Return the name of a body of nobody's: « l'ONG Regard sur la paix », « l'Observatoire andin des armements ».

        It has small words too, and ends where a verb or a comma stands.

        Args:
            noun: What the body is.
            last: The last token of the noun's phrase.
        """
        end = last
        named = (i for i in range(noun.i + 1, last + 1) if self.name_word(i))
        start = noun.i if noun.text[:1].isupper() and not noun.text.isupper() else next(named, None)
        while end + 1 < noun.sent.end and self.named_on(self.tokens[end + 1]):
            end += 1
        closed = end + 1 >= noun.sent.end or self.tokens[end + 1].pos_ in ("VERB", "AUX", "PUNCT", "SPACE")
        if start is None or not closed or start == end == noun.i:
            return self.own_name(noun, last)
        return self.doc[start : end + 1].text

    def own_name(self, noun: Token, last: int) -> str | None:
        """Return the unlisted name of a noun, in its phrase or behind a comma; « un quotidien de Split » has none.

        Args:
            noun: What is named.
            last: The last token of the noun's phrase.
        """
        for i in range(noun.i + 1, last + 1):
            if self.tokens[i - 1].pos_ == "ADP" or self.tokens[i - 1].lower_ in ("du", "des"):
                continue
            if i in self.firms:
                return self.spelt((i, self.firms[i]))
            if name := self._any_name(i):
                return self.spelt(name)
        name = self.apposed(last)
        return self.spelt(name) if name else None

    def apposed(self, last: int) -> Stretch | None:
        """Return the name between commas behind a phrase: « une association de Split, Untel sans frontières, »."""
        tokens = self.tokens
        if last + 2 >= len(tokens) or tokens[last + 1].text != ",":
            return None
        first = last + 2 + (tokens[last + 2].lower_ in ARTICLES)
        if first in self.firms:
            return first, self.firms[first]
        if first >= len(tokens) or not (name := self._any_name(first)):
            return None
        behind = name[1] + 1
        limit = tokens[first].sent.end
        while behind < limit and (tokens[behind].pos_ in NAMING or tokens[behind].text[:1].isupper()):
            behind += 1
        return (first, behind - 1) if behind < len(tokens) and tokens[behind].text == "," else None

    def called(self, noun: Token, last: int) -> Stretch | None:
        """Return the name right behind what somebody is called: « l'observateur arménien Jean Untel ».

        Args:
            noun: What somebody is called.
            last: The last token of its phrase.
        """
        at = noun.i + 1
        while at <= last and self.tokens[at].pos_ == "ADJ":
            at += 1
        at = self.aside(at)
        return self.name_from(at) if at <= last else None

    def owner(self, noun: Token, last: int) -> Stretch | None:
        """Return the unlisted name of whose a paper is: « une étude du Untel Institute », « la note du cabinet Untel ».

        Args:
            noun: The paper.
            last: The last token of its phrase.
        """
        for i in range(noun.i + 1, last + 1):
            before = self.tokens[i - 1]
            name = self._any_name(i)
            if name and (name[1] > name[0] or before.lower_ in OWNED or before.pos_ in ("NOUN", "ADJ")):
                return name
        return None

    def of_place(self, at: int) -> Stretch | None:
        """Return the name that begins here and ends in a place, « L'Aube d'Alger »: no state's."""
        if not at or not self.name_word(at) or self.tokens[at - 1].lower_ not in SINGULAR or at + 2 >= len(self.doc):
            return None
        place = self.mention_at.get(at + 2) if self.tokens[at + 1].lower_ in JOINTS else None
        state = place is not None and (place.use is Use.METONYM or place.concept.kind is ConceptKind.PLACE)
        return (at, place.last) if place is not None and state else None

    def region(self, noun: Token) -> str | None:
        """Return where a group is by the one name behind it: « les rebelles du Logone », « une milice de Misrata ».

        Two words are a person's as often: « les rebelles de Jean Untel ».
        """
        at, end = noun.i + 1, noun.sent.end
        while at < end and self.tokens[at].pos_ == "ADJ":
            at += 1
        if at >= end or self.tokens[at].lower_ not in PLACING:
            return None
        at += 1 + (at + 1 < end and self.tokens[at + 1].lower_ in ARTICLES)
        if place := self.mention_at.get(at):
            return place.concept.en if place.concept.kind is ConceptKind.PLACE else None
        name = self._any_name(at) if at < end else None
        return self.spelt(name) if name and name[0] == name[1] else None

    def _any_name(self, at: int) -> Stretch | None:
        """Return the unlisted name that begins here, of one word too, behind an article too."""
        if not self.name_word(at):
            return self.name_from(at)
        last = at
        while last + 1 < self.tokens[at].sent.end and self.name_word(last + 1):
            last += 1
        return at, last
