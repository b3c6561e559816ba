"""Where items come from, and where they are built.

No component: the part of ``transfers`` that reads places and adjectives of nationality.
"""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from dementi.components.parties import Parties
from dementi.components.predicates import Predicates
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import SPEAKER, Actor, Kind, Mention, SourceKind
from dementi.terms import concepts

WARS = word_list("transfers.toml", "war")
ORIGINS = word_list("transfers.toml", "origin") | {"de", "d'"}
GROUND = word_list("transfers.toml", "ground")
# « près de Kiev », « dans la région de Krasnodar »: before « de », they site as « en » does.
NEARBY = frozenset("près région loin banlieue périphérie nord sud est ouest province".split())
QUALIFIED = 5  # tokens from a participle back to the item that it qualifies: « obus de 155 mm produits à Minsk »
UNITS = frozenset("mm millimètres calibre".split())
CALIBRE = UNITS | {"de"}
CALIBRES = UNITS | frozenset("tonnes kilos kilogrammes km kilomètres".split())  # « obus de 152 mm »
COMING = frozenset("venu venus venue venues venant issu issus issue issues originaire originaires provenant".split())


def on_the_spot(at: Token) -> bool:
    """Say whether something is built where it goes: « une partie des chars sera assemblée sur place »."""
    near = [t.lower_ for t in grammar.right(at, 4)]
    return "localement" in near or "place" in near and near[near.index("place") - 1] == "sur"


def at_war(doc: Doc, actor: Actor, item_at: Container[int]) -> bool:
    """Say whether an actor only names where a war is: « la guerre en Ukraine »; not « des avions de combat au … »."""
    return any(t.lemma_ in WARS and not _for_war(t, item_at) for t in grammar.left(doc[actor.first], 2))


def _for_war(token: Token, item_at: Container[int]) -> bool:
    """Say whether a word for war only tells what an item is for: « des pièces d'avions de combat »."""
    return token.i in item_at or token.i - 2 in item_at and token.nbor(-1).lower_ in ("de", "d'")


class Origins:
    """Places and origins in one document."""

    def __init__(self, doc: Doc, parties: Parties, predicates: Predicates) -> None:
        self.doc = doc
        self.parties = parties
        self.cast = parties.cast
        self.predicates = predicates
        self.verbs = predicates.verbs
        self.item_at = predicates.item_at
        self.makes = {lemma for lemma, entries in self.verbs.items() if entries[0].kind is Kind.PRODUCTION}

    def place(self, at: Token, named: list[str]) -> tuple[list[str], list[str]] | None:
        """Return (suppliers, recipients) of what is built somewhere, None where no place is named.

        The place receives, and the other party supplies (guidelines, case 7); ``named`` are those that have a role.
        """
        places = self.sites(at)
        if not places:
            return None
        heads = self.cast.heads
        before = [self.doc[i] for i in range(at.sent.start, at.i) if i in heads]
        others = [side for side in map(self._maker, before) if side and side not in (*places, SPEAKER)]
        makers = [party for party in named if party != places[0]]
        return makers[:1] or others[-1:], places[:1]

    def _maker(self, token: Token) -> str | None:
        """Return the side that builds: a firm named as maker is its state (guidelines, case 17)."""
        party, actor = self.parties.party(token), self.cast.heads[token.i]
        return (actor.source.on_behalf_of or party[0]) if party else None

    def sites(self, at: Token) -> list[str]:
        """Return the states in which the sentence of a predicate sites what is built.

        « en Russie », « sur le sol russe ».
        """
        places: list[str] = []
        tokens, cast = range(at.sent.start, at.sent.end), self.cast
        for actor in filter(None, map(cast.heads.get, tokens)):
            if actor.source.kind is not SourceKind.STATE or self._beyond(at, actor):
                continue
            before = [token.lower_ for token in grammar.left(self.doc[actor.first], 2)]
            near = [t.lower_ for t in grammar.left(self.doc[actor.first], 5) if t.lower_ not in ("la", "le", "l'")]
            sited = before[:1] in (["en"], ["au"], ["aux"], ["à"]) or before == ["sol", "le"] or before[1:] == ["sur"]
            sited = (sited or near[:1] == ["de"] and bool(NEARBY.intersection(near))) and not at_war(
                self.doc, actor, self.item_at
            )
            if sited and not self._made_there(actor, at) and (party := self.parties.party(self.doc[actor.head])):
                places.append(party[0])
        if not places and any(t.lower_ == "y" and t.pos_ == "PRON" for t in at.sent):
            places = self._there(at)
        for adjective in filter(None, map(cast.qualifiers.get, tokens)):
            if adjective.first and self.doc[adjective.first - 1].lower_ in GROUND:
                places.append(adjective.source.name)
        return places

    def _beyond(self, at: Token, actor: Actor) -> bool:
        """Say whether a place belongs to another verb of transfer: « produit des obus et en vend à Rome »."""
        if actor.first < at.i:  # « a acheté à Rome des chars, dont une partie est assemblée »
            near = grammar.left(self.doc[actor.first], 8)
            verb = next((t for t in near if t.text == "," or t.i in self.predicates.transfer_verbs), None)
            return verb is not None and verb.text != "," and verb.lemma_ not in self.makes
        verbs = (self.doc[i] for i in range(at.i + 1, actor.first) if i in self.predicates.transfer_verbs)
        return any(v.lemma_ not in self.makes and grammar.verb_form(grammar.anchor(v)) == "finite" for v in verbs)

    def _made_there(self, actor: Actor, at: Token) -> bool:
        """Say whether a place only tells where parts are from: « assemblés à partir de puces gravées à Taïwan »."""
        before = next((t for t in grammar.left(self.doc[actor.first], 3) if t.pos_ not in ("DET", "ADP")), None)
        if before is None or before.i == at.i or before.pos_ != "VERB":
            return False
        return grammar.verb_form(before) == "participle" and not grammar.verb_group(before)

    def _there(self, at: Token) -> list[str]:
        """Return the state that « y » means: the first of the sentence before."""
        start = at.sent.start
        if not start:
            return []
        before = self.doc[start - 1].sent
        while before.start and not before.text.strip():
            before = self.doc[before.start - 1].sent
        states = (a for a in self.cast.starting(before.start, start - 1) if a.source.kind is SourceKind.STATE)
        found = next((self.parties.party(self.doc[a.head]) for a in states), None)
        return [found[0]] if found else []

    def origin(self, mention: Mention) -> tuple[str, range] | None:
        """Return the state whose adjective qualifies an item, or of which it was had.

        « drones iraniens », « achetés à l'Inde ».
        """
        if token := self._behind(mention) or self._listed(mention):
            return self.parties.party(token)
        before = self.doc[mention.first - 1] if mention.first > self.doc[mention.first].sent.start else None
        return self.parties.party(before) if before is not None and before.i in self.cast.qualifiers else None

    def built(self, verb: Token) -> bool:
        """Say whether a participle only says where an item is from: « une frégate construite en Turquie ».

        « des drones iraniens construits en Russie » tells of a production: one state's design, built in another.
        """
        if verb.pos_ not in grammar.VERBAL or grammar.verb_form(verb) != "participle" or grammar.verb_group(verb):
            return False
        item = next((self.item_at[t.i] for t in grammar.left(verb, QUALIFIED) if t.i in self.item_at), None)
        if item is None:
            return False
        if any(t.pos_ == "NOUN" and t.lower_ not in UNITS for t in self.doc[item.last + 1 : verb.i]):
            return True  # « les drones, avec des gyromètres conçus à Berne »: of something else
        maker = item.concept.maker
        adjective = self._adjective(item)
        built = self._built_in(item)
        if built is None or adjective is not None:
            return False
        party = self.parties.party(built)
        return party is not None and (maker is None or concepts()[maker].en == party[0])

    def _adjective(self, mention: Mention) -> Token | None:
        """Return the adjective of nationality behind an item: « drones de conception iranienne »."""
        words = list(grammar.right(self.doc[mention.last], 8))
        for at, following in enumerate(words):
            if following.i in self.cast.qualifiers:
                return following if at < 4 or words[at - 1].lower_ in ORIGINS else None
            articled = following.lower_ == "la" and at + 1 < len(words) and words[at + 1].lower_ in ORIGINS
            passed = following.pos_ in ("ADJ", "ADP", "NUM", "PROPN") or following.lower_ in ORIGINS | CALIBRES
            if not passed and not articled:
                return None
        return None

    def _behind(self, mention: Mention) -> Token | None:
        """Return the word behind an item that says whose it was."""
        named = self._adjective(mention) or self._had_of(mention) or self._come_from(mention)
        return named or self._built_in(mention)

    def _listed(self, mention: Mention) -> Token | None:
        """Return what says whose an item is at the end of the list in which it stands.

        « des drones et des blindés turcs », « des obus, des mines et des fusils provenant de … »; of « un drone et un
        char turc » only the char is Turkish, and a known make of elsewhere keeps its own.
        """
        last = mention
        for token in grammar.right(self.doc[mention.last], 12):
            if token.i in self.item_at:
                last = self.item_at[token.i]
            elif token.pos_ not in ("DET", "CCONJ", "ADJ", "NUM", "ADP") and token.text != ",":
                break
        named = self._behind(last) if last is not mention else None
        if named is None or self._of_one(named, mention):
            return None
        party, maker = self.parties.party(named), mention.concept.maker
        return named if maker is None or party and concepts()[maker].en == party[0] else None

    def _of_one(self, named: Token, mention: Mention) -> bool:
        """Say whether an adjective at the end of a list is of its last item: « des obus et un char turc ».

        Behind a noun of origin its number tells nothing: « des drones et des obus de fabrication turque ».
        """
        if named.i not in self.cast.qualifiers or grammar.feature(named, "Number") != "Sing":
            return False
        return named.nbor(-1).lower_ not in ORIGINS or not self.doc[mention.first].lower_.endswith("s")

    def _built_in(self, mention: Mention) -> Token | None:
        """Return where, or by whom, « des fusils fabriqués en Serbie » were made."""
        words = list(grammar.right(self.doc[mention.last], 9))
        for at, verb in enumerate(words):
            if verb.lemma_ in self.makes and grammar.verb_form(verb) == "participle":
                return next((t for t in words[at + 1 : at + 7] if self._link(t) in ("en", "à", "par")), None)
            if verb.pos_ not in ("ADJ", "NUM", "PROPN") and verb.lower_ not in CALIBRE:
                return None
        return None

    def _had_of(self, mention: Mention) -> Token | None:
        """Return the seller of « des lance-roquettes achetés à l'Inde », « des obus fournis par Minsk »."""
        for verb in grammar.right(self.doc[mention.last], 2):
            if verb.pos_ == "VERB" and verb.lemma_ in self.verbs and grammar.is_passive(verb):
                frames = {entry.frame for entry in self.verbs[verb.lemma_]}
                wanted = "à" if {"take", "shop"} & frames else "de" if "receive" in frames else "par"
                return next((t for t in grammar.right(verb, 4) if self._link(t) == wanted), None)
        return None

    def _come_from(self, mention: Mention) -> Token | None:
        """Return where « des munitions en provenance du Pakistan », « des obus venus d'Iran » are from."""
        words = list(grammar.right(self.doc[mention.last], 9))
        for at, word in enumerate(words):
            if word.lower_ in COMING or word.lower_ == "provenance":
                return next((t for t in words[at + 1 : at + 7] if self._link(t) == "de"), None)
            if word.pos_ not in ("ADJ", "ADP", "NUM", "PROPN"):
                return None
        return None

    def _link(self, token: Token) -> str:
        """Return the preposition of the actor that a token stands for, over an article.

        « à l'Inde »; "" for no actor.
        """
        actor = self.cast.heads.get(token.i)
        if actor is None:
            return ""
        articled = actor.first > 0 and self.doc[actor.first - 1].lower_ in ("le", "la", "les", "l'")
        link = actor.first - (2 if articled else 1)
        return grammar.preposition(self.doc[link]) if link >= 0 else ""
