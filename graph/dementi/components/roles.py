"""Which argument of a predicate is supplier, recipient or item, by its frame.

No component: the part of ``transfers`` that fills roles. Arguments come from the parse where its arcs are strong
(subject, object), and from word order and prepositions where they are weak. Terms: supplier, recipient, item as in the
SIPRI database; frame as in FrameNet (Giving, Receiving).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dementi.components.adjuncts import (
    find_carrier,
    find_designer,
    find_helper,
    find_partners,
    find_resumed,
    find_sites,
    find_sponsor,
)
from dementi.components.attachment import beyond_clause, closed_left, complement, stands_before
from dementi.components.coordination import set_apart
from dementi.components.discussion import Pair
from dementi.components.freight import (
    by_means,
    dated_in,
    holds_items,
    in_return,
    linked_object,
    object_by_order,
)
from dementi.components.goods import find_resumed_items, items_in
from dementi.components.governing import find_promised
from dementi.components.obliques import Obliques
from dementi.components.parallels import own_parties
from dementi.components.parties import Parties
from dementi.components.phrases import POSSESSIVES
from dementi.components.predicates import Predicate, Predicates
from dementi.components.supports import find_doers, find_imputed, relative_support
from dementi.fr import grammar
from dementi.lexicon import Frame, Role, TransferVerb, word_list
from dementi.records import SPEAKER, Mention, SourceKind, Status

DATIVES = frozenset("lui leur nous me m'".split())
SHARING = word_list("verbs.toml", "sharing")
CONTRACTED = frozenset("de d' des du".split())
TEACHERS = word_list("verbs.toml", "teacher")


@dataclass(slots=True)
class Roles:
    """What was found for each role, in text order."""

    suppliers: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    items: list[Mention] = field(default_factory=list)
    tokens: set[int] = field(default_factory=set)
    status: Status | None = None  # of the claim that « cet achat » resumes

    def add(self, role: Role, party: str, tokens: range) -> None:
        """Put a party into a role."""
        parties = self.suppliers if role is Role.SUPPLIER else self.recipients
        if party not in parties:
            parties.append(party)
        self.tokens.update(tokens)


class RoleReader:
    """The roles of one document's predicates."""

    def __init__(self, doc: Doc, predicates: Predicates, parties: Parties) -> None:
        self.doc = doc
        self.predicates = predicates
        self.dated = dated_in(doc)
        self.parties = parties
        self.obliques = Obliques(doc, predicates, parties)

    def read(self, at: Token, entry: Predicate) -> Roles:
        """Return the roles of a predicate read with one entry of the lexicon."""
        causative = entry.frame == "move" and grammar.causing(at) is not None
        frame = self.predicates.frames["give" if causative else entry.frame]  # « fait parvenir des drones à Moscou »
        roles = Roles()
        if isinstance(entry, TransferVerb):
            self._verb_arguments(at, frame, roles)
        else:
            self._noun_arguments(at, frame, roles)
        if frame.name == "produce" and (helped := find_helper(at, self.parties)):
            roles.suppliers, roles.recipients = [helped[0]], [helped[1]]
        else:
            self._obliques(at, frame, roles)
            self._adjuncts(at, frame, roles)
        if frame.name == "produce" and not roles.suppliers:
            design = find_designer(at, self.parties, self.predicates.zone(at)[1])
            if design and design[0] not in roles.recipients:
                roles.add(Role.SUPPLIER, *design)
        giver = frame.roles.get("subject")
        if at.pos_ == "NOUN" and giver is Role.SUPPLIER and not roles.suppliers and (token := self.parties.culprit(at)):
            self._fill("subject", token, frame, roles)
        if not roles.items and isinstance(entry, TransferVerb):
            roles.items = find_resumed_items(at, frame, self.predicates)
        if self._other_object(at, frame):
            roles.items = []  # « d'un missile des vingt mètres, il a livré la victoire à son équipe »
        elif not roles.items and at.i not in self.predicates.item_at:
            self._loose_items(at, frame, roles)
        return roles

    def _other_object(self, verb: Token, frame: Frame) -> bool:
        """Say whether an active verb has an object that is no equipment: « a livré la victoire »."""
        role = frame.roles.get("object")
        if verb.pos_ not in grammar.VERBAL or role is None or grammar.is_passive(verb):
            return False
        direct = (c for c in verb.children if c.dep_.split(":")[0] == "obj" and c.i > verb.i and c.pos_ == "NOUN")
        objects = (c for c in direct if c.i not in self.dated)  # « a livré l'an dernier des chars »
        nearest = next(objects, None) or linked_object(verb, frame, self.predicates.item_at)
        nearest = nearest or object_by_order(verb, self.parties.cast, self.dated)
        if role is Role.ITEM:
            return nearest is not None and not holds_items(nearest, self.predicates.item_at, frame.name == "use")
        if nearest is None or self._is_party(nearest):
            return False
        return not holds_items(nearest, self.predicates.item_at, False)

    def _is_party(self, noun: Token) -> bool:
        """Say whether a noun phrase stands for a party, and does not only have one behind « à »: « du gaz à Rome »."""
        found = self.parties.party(noun)
        return found is not None and not any(
            grammar.preposition(t) in ("à", "vers") for t in self.doc[noun.i + 1 : found[1].start]
        )

    def _fill(self, key: str, token: Token, frame: Frame, roles: Roles) -> None:
        """Put the phrase headed by a token into the role that the frame gives to its function."""
        role = frame.roles.get(key)
        if role is None:
            return
        if role is Role.ITEM:
            self._fill_items(token, roles)
            return
        if frame.name == "equip" and token.i in self.predicates.item_at:
            return  # « six drones turcs ont été livrés »: nobody is equipped, and Turkey does not receive
        punished = self.parties.punished(token)  # firms beside those of a state are of that state
        for head in [token] if punished else self.parties.coordinated(token):
            if (found := self.parties.party(head)) and not set_apart(head, self.parties.cast):
                roles.add(role, *found)

    def _fill_items(self, token: Token, roles: Roles) -> None:
        """Add the items of a noun phrase, without those of clauses that it holds."""
        subtree = list(token.subtree)
        last = subtree[-1].i
        for i in range(token.i + 1, last + 1):
            another = i in self.predicates.transfer_verbs or token.i not in self.predicates.item_at
            apart = (
                self.doc[i].lower_ in ("qui", "dont", "que", "sans")
                or self.doc[i : i + 3].text.lower() == "à partir de"
                or in_return(self.doc[i])
                or i in self.predicates.joints
                or self.doc[i].text == ";"
            )
            if self.doc[i].pos_ in grammar.VERBAL and another or apart:
                last = i - 1  # « un opposant accusé de trafic d'armes » is no item
                break
        first = min(subtree[0].i, token.i)
        for mention in items_in(self.predicates, first, max(last, token.i)):
            if mention not in roles.items:
                roles.items.append(mention)

    def _verb_arguments(self, verb: Token, frame: Frame, roles: Roles) -> None:
        """Fill the roles of a verb's subject, object and dative."""
        passive = grammar.is_passive(verb)
        relative = grammar.relative_head(verb)
        for key, head in find_resumed(verb, relative, passive):
            self._fill(key, head, frame, roles)
        if not (relative and relative[1] == "subject") and not (passive and relative):
            own = (c for c in verb.children if c.dep_.startswith("nsubj") and c.i in self.predicates.item_at)
            subject = (next(own, None) if passive else None) or self.parties.subject(verb)
            if subject is not None:
                self._fill(self._subject_key(verb, frame, passive), subject, frame, roles)
        for child in verb.children:
            self._child(verb, child, passive, frame, roles)
        if frame.roles.get("object") in (Role.SUPPLIER, Role.RECIPIENT) and not passive:
            self._adjacent_object(verb, frame, roles)

    def _subject_key(self, verb: Token, frame: Frame, passive: bool) -> str:
        """Return which function a verb's subject has in its frame: « s'est vu livrer » makes it the dative."""
        if grammar.undergone(verb):
            return "à" if frame.roles.get("à") is Role.RECIPIENT else "object"
        return "object" if passive else "subject"

    def _adjacent_object(self, verb: Token, frame: Frame, roles: Roles) -> None:
        """Fill the role of a party right behind a verb, which the parser takes for its name: « équipe Kiev »."""
        for head in grammar.right(verb, 3):
            actor = self.parties.cast.heads.get(head.i)
            if (
                actor
                and actor.head not in roles.tokens
                and all(t.pos_ == "DET" for t in self.doc[verb.i + 1 : actor.first])
            ):
                self._fill("object", head, frame, roles)
                return

    def _child(self, verb: Token, child: Token, passive: bool, frame: Frame, roles: Roles) -> None:
        """Fill the role of an object or a dative."""
        behind, own = child.left_edge.i - verb.i, grammar.subject(verb) == child
        if beyond_clause(verb, child):
            return
        if child.dep_.split(":")[0] == "obj" and not passive and child.i > verb.i:
            self._fill("object", child, frame, roles)
        elif not passive and 0 < behind <= 2 and child.left_edge.lower_ == "des" and child.dep_.startswith("obl"):
            self._fill("object", child, frame, roles)  # « forme des pilotes »: the article, not « de les »
        elif child.dep_ == "conj" and not passive and roles.items and self._further(child):
            self._fill("object", child, frame, roles)  # « a commandé 180 chars et 212 obusiers »
        elif child.lower_ in DATIVES and self._dative(child, verb) and not own:
            self._fill("à", child, frame, roles)

    def _further(self, noun: Token) -> bool:
        """Say whether the parser coordinated an item with the verb of which it is a further object."""
        before = (t for t in grammar.left(noun, 3) if t.pos_ not in ("NUM", "DET", "ADJ"))
        link = next((t for t in before if t.lower_ not in CONTRACTED), None)
        joined = link is not None and link.lower_ in ("et", "mais", ",")
        return noun.i in self.predicates.item_at and noun.pos_ == "NOUN" and joined

    def _dative(self, pronoun: Token, verb: Token) -> bool:
        """Say whether a pronoun can be a verb's dative; the second of « nous nous sommes équipés » is reflexive."""
        return pronoun.pos_ == "PRON" and pronoun.dep_ != "expl:pv" and stands_before(pronoun, verb)

    def _noun_arguments(self, noun: Token, frame: Frame, roles: Roles) -> None:
        """Fill the roles that stand inside of a noun phrase.

        « livraisons iraniennes de drones », « ses livraisons ».
        """
        giver = frame.roles.get("subject")
        if giver is None:
            return  # a contract: who has which part is not for grammar to say
        if giver is not Role.ITEM:
            self._adjective(noun, giver, roles)
        before = noun.nbor(-1) if noun.i else None
        if before is not None and before.lower_ in ("notre", "nos"):
            roles.add(giver, SPEAKER, range(before.i, noun.i))
        elif before is not None and before.lower_ in POSSESSIVES and giver is not Role.ITEM:
            ahead = (self.doc[i] for i in range(noun.i - 1, noun.sent.start - 1, -1))
            owner = next((t for t in ahead if t.i in self.parties.cast.heads and self.parties.party(t)), None)
            shares = owner is not None and any(t.lemma_ in SHARING for t in self.doc[owner.i : noun.i])
            if owner is not None:  # « l'Inde pèse pour 40 % de ses importations »: of another's
                self._fill("de" if shares and frame.name == "take" else "subject", owner, frame, roles)
        if frame.roles.get("object") is Role.RECIPIENT and (whom := complement(noun)):
            # « la formation de pilotes ukrainiens », but « les instructeurs de Minsk »
            self._fill("subject" if noun.lemma_ in TEACHERS else "object", whom, frame, roles)
        if giver is not Role.ITEM:
            self._supported(noun, giver, roles)

    def _supported(self, noun: Token, giver: Role, roles: Roles) -> None:
        """Fill roles from who does what a noun says: « Minsk a procédé à des livraisons »."""
        if sponsor := find_sponsor(noun, self.parties) or find_imputed(noun, self.parties):
            roles.add(giver, *sponsor)
            return
        filled = {
            role for role, taken in ((Role.SUPPLIER, roles.suppliers), (Role.RECIPIENT, roles.recipients)) if taken
        }
        for role, party in find_doers(noun, giver, filled, self.parties):
            roles.add(role, *party)

    def _adjective(self, noun: Token, giver: Role, roles: Roles) -> None:
        """Fill the giver from an adjective behind a noun: « livraisons iraniennes », « aide militaire américaine »."""
        for following in grammar.right(noun, 2):
            if following.i in self.parties.cast.qualifiers:
                roles.add(giver, *self.parties.party(following) or ("", range(0)))
                return
            if following.pos_ != "ADJ":
                return

    def _obliques(self, at: Token, frame: Frame, roles: Roles) -> None:
        """Fill roles from the prepositional phrases of the clause part, in text order."""
        first, last = self.predicates.zone(at)
        if closed_left(self.doc, at, first):
            first = at.i
        if at.pos_ == "NOUN" and (relative := relative_support(at)):
            last = self.predicates.zone(relative[1])[1]
        for actor in sorted(self.parties.cast.starting(first, last), key=lambda actor: actor.head):
            if actor.first <= at.i <= actor.last or actor.head in roles.tokens:
                continue
            if set_apart(self.doc[actor.head], self.parties.cast):
                continue
            key = self.obliques.key(actor, at, frame)
            if not key or frame.roles[key] is Role.ITEM:
                if key == "en" and actor.source.kind is SourceKind.STATE and not roles.suppliers:
                    roles.add(Role.SUPPLIER, *self.parties.party(self.doc[actor.head]) or ("", range(0)))
                continue  # « se fournit en Turquie »
            if frame.name == "receive" and roles.recipients and key in ("à", "en"):
                continue  # « l'Ukraine a reçu des chars en Pologne »
            if key == "en" and self.obliques.given(at, actor, frame):
                continue  # « a livré des missiles à un groupe en Syrie »
            role = Role.RECIPIENT if key == "de" and self.obliques.importer(actor, at, frame) else frame.roles[key]
            if key == "pour le compte de":  # who acts for another has no part
                (roles.suppliers if role is Role.SUPPLIER else roles.recipients).clear()
            for token in self.parties.coordinated(self.doc[actor.head]):
                if found := self.parties.party(token):
                    roles.add(role, *found)
        promised = frame.roles.get("à") is Role.RECIPIENT and not roles.recipients
        if promised and (whom := find_promised(at, self.parties)):
            self._fill("à", whom, frame, roles)

    def _adjuncts(self, at: Token, frame: Frame, roles: Roles) -> None:
        """Fill roles from phrases whose noun is no actor: « à un acheteur turc », « sur la base russe »."""
        first, last = self.predicates.zone(at)
        if grammar.relative_head(at):
            first = grammar.anchor(at).i  # what stands before a relative clause is of another
        for role, token in find_partners(self.doc, self.parties, frame, first, last):
            if found := self.parties.party(token):
                roles.add(role, *found)
        carrier = find_carrier(at, self.parties, last) if frame.name == "load" and not roles.recipients else None
        if carrier and carrier[0] not in roles.suppliers:
            roles.add(Role.RECIPIENT, *carrier)
        for role, token in find_sites(self.doc, self.parties, frame, at.i + 1, last):
            taken = roles.recipients if role is Role.RECIPIENT else roles.suppliers
            found = self.parties.party(token)
            if found and not taken and found[0] not in (*roles.suppliers, *roles.recipients):
                roles.add(role, *found)

    def _loose_items(self, at: Token, frame: Frame, roles: Roles) -> None:
        """Fill the item from the clause part where no argument held it.

        Right of an active predicate, left of a passive one.
        """
        first, last = self.predicates.zone(at)
        last = next((i - 1 for i in range(at.i + 1, last + 1) if in_return(self.doc[i])), last)
        after, before = items_in(self.predicates, at.i + 1, last), items_in(self.predicates, first, at.i - 1)[-1:]
        if frame.name == "strike":
            roles.items = [mention for mention in after if by_means(mention, self.doc)]
        elif at.pos_ == "NOUN":
            roles.items = after
        elif grammar.is_passive(at) or frame.roles.get("subject") is Role.ITEM:
            roles.items = before or after
        else:
            roles.items = after or before

    def own_pairs(self, at: Token, entry: Predicate, roles: Roles) -> dict[int, list[Pair]]:
        """Return the (supplier, recipient) pairs by item where each has its own."""
        first, last = self.predicates.zone(at)
        start = min([at.i + 1, *(m.first for m in roles.items if m.first >= at.sent.start)])
        items = items_in(self.predicates, start, last)
        frame = self.predicates.frames[entry.frame]
        if frame.name == "produce":
            return {}  # « assemble en Russie des drones à partir de puces gravées à Taïwan »
        for role, others in ((Role.RECIPIENT, roles.suppliers), (Role.SUPPLIER, roles.recipients)):
            own = own_parties(self.doc, self.parties, frame, role, items, range(start, last + 1))
            if not own:
                continue
            roles.items = items
            rest: list[str | None] = [*others] or [None]
            if role is Role.RECIPIENT:
                return {at: [(other, party) for other in rest if other != party] for at, party in own.items()}
            return {at: [(party, other) for other in rest if other != party] for at, party in own.items()}
        return {}
