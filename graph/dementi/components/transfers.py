"""Which weapons go from whom to whom, whoever says so: predicates of transfer with supplier, recipient and item.

A verb or noun of the lexicon is a predicate; its frame says which argument plays which role. Arguments come from the
parse where its arcs are strong (subject, object), and from word order and prepositions where they are weak.

Reads:  ``doc._.mentions``, ``doc._.actors``, ``doc._.quantities``, ``doc._.dates``, ``doc._.cues``, the parse.
Writes: ``doc._.transfers``, a list of Transfer in text order.
Terms:  supplier, recipient, item as in the SIPRI database; frame as in FrameNet (Giving, Receiving).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import permutations

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.fr import grammar
from dementi.lexicon import Frame, Role, Syntax, TransferNoun, TransferVerb, bare, load_attributions, load_transfers
from dementi.records import SPEAKER, Actor, ConceptKind, Kind, Mention, SourceKind, Status, Transfer, Use

Predicate = TransferVerb | TransferNoun
SPEAKERS = frozenset("nous on notre nos je mon ma mes".split())
# Items that are made of others: in « moteurs de drones » only the first counts.
LINKS = frozenset("de d' du des pour à".split())
# « la guerre en Ukraine » says where the war is, not who receives.
WARS = frozenset("guerre conflit invasion offensive opération front combat bataille".split())
DEICTIC = frozenset("ces cette ce cet les la l' leurs leur ses sa son telles tels".split())
# « drones de conception iranienne », « d'origine russe », « de fabrication turque »
ORIGINS = frozenset("conception fabrication origine facture construction production provenance marque".split())


RECIPROCAL = frozenset({"échanger", "échange", "troc"})


# « des missiles », of ballistic ones before: one family, as the guidelines count them.
FAMILY = {"ballistic-missile": "missile", "cruise-missile": "missile"}


@dataclass(slots=True)
class Roles:
    """What was found for each role, in text order."""

    suppliers: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    items: list[Mention] = field(default_factory=list)
    tokens: set[int] = field(default_factory=set)

    def add(self, role: Role, party: str, tokens: range) -> None:
        """Put a party into a role."""
        parties = self.suppliers if role is Role.SUPPLIER else self.recipients
        if party not in parties:
            parties.append(party)
        self.tokens.update(tokens)


class Finder:
    """The pass over one document; ``find`` yields its transfers."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        lexicon = load_transfers()
        self.frames: Mapping[str, Frame] = lexicon.frames
        self.verbs: dict[str, list[TransferVerb]] = {}
        for verb in lexicon.verbs:
            self.verbs.setdefault(bare(verb.lemma), []).append(verb)
        self.nouns: dict[str, list[TransferNoun]] = {}
        for noun in lexicon.nouns:
            self.nouns.setdefault(noun.lemma, []).append(noun)
        self.accusing = {cue.at for cue in doc._.cues if Syntax.TARGET.value in cue.syntax}
        self.targets = {bare(cue.lemma) for cue in load_attributions().verbs if Syntax.TARGET in cue.syntax}
        # what is nuclear is no conventional transfer: « acquérir l'arme nucléaire »
        self.items = [m for m in doc._.mentions if m.concept.kind is ConceptKind.ITEM and m.concept.id != "nuclear-weapon"]
        self.item_at = {i: m for m in self.items for i in range(m.first, m.last + 1)}
        self.heads = {actor.head: actor for actor in doc._.actors if not actor.qualifier}
        self.qualifiers = {actor.head: actor for actor in doc._.actors if actor.qualifier}
        self.inside: dict[int, Actor] = {}
        for actor in doc._.actors:
            for i in range(actor.first, actor.last + 1):
                self.inside.setdefault(i, actor)

    # ---- predicates -------------------------------------------------------------------------------------------

    def predicates(self) -> Iterator[tuple[Token, list[Predicate]]]:
        """Yield the tokens that can be predicates with the lexicon's entries for them."""
        for token in self.doc:
            if token.i in self.item_at:
                continue
            if token.pos_ in ("VERB", "AUX") and token.lemma_ in self.verbs:
                reflexive = any(t.lower_ in ("se", "s'", "nous") for t in grammar.left((grammar.verb_group(token) or [token])[0], 2))
                chosen = [e for e in self.verbs[token.lemma_] if (bare(e.lemma) != e.lemma) == reflexive]
                governing = token.lemma_ in grammar.governors() and any(t.pos_ == "NOUN" and t.lemma_ in self.nouns for t in grammar.right(token, 3))
                if governing:  # « négocier la vente »: the noun is the predicate
                    continue
                if chosen or (chosen := self.verbs[token.lemma_] if reflexive else []):
                    yield token, list(chosen)
            elif token.pos_ == "NOUN" and token.lemma_ in self.nouns and not self._governs_noun(token):
                yield token, list(self.nouns[token.lemma_])

    def _governs_noun(self, token: Token) -> bool:
        """Say whether a noun only governs another predicate: « contrat d'achat », « négociations sur la livraison »."""
        following = [t for t in grammar.right(token, 3) if t.pos_ != "DET"]
        linked = len(following) > 1 and following[0].lower_ in ("de", "d'", "du", "des", "sur", "pour")
        return linked and following[1].pos_ == "NOUN" and following[1].lemma_ in self.nouns and following[1].i not in self.item_at

    def zone(self, at: Token) -> tuple[int, int]:
        """Return first and last token of the clause part around a predicate, bounded by other finite verbs and stops."""
        sentence = at.sent
        group = {t.i for t in grammar.verb_group(at)} | {at.i}
        first = last = at.i
        while first > sentence.start and not self._edge(self.doc[first - 1], group, leftward=True):
            first -= 1
        while last + 1 < sentence.end and not self._edge(self.doc[last + 1], group, leftward=False):
            last += 1
        return first, last

    def _edge(self, token: Token, group: set[int], leftward: bool) -> bool:
        if token.i in group:
            return False
        if token.text in grammar.BOUNDARIES or token.text in ('"', "(", ")") and False:
            return True
        if token.lower_ in ("que", "qu'", "qui", "dont") and leftward and token.i + 1 not in group:
            return True
        finite = token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite"
        return finite or token.i in self.transfer_verbs and token.i not in group

    # ---- arguments --------------------------------------------------------------------------------------------

    def party(self, token: Token) -> tuple[str, range] | None:
        """Return the English name of the state or body that a noun phrase stands for, and its tokens."""
        if token.lower_ in SPEAKERS or token.lemma_ == "pays" and token.i and token.nbor(-1).lower_ in ("son", "leur", "notre", "mon"):
            return SPEAKER, range(token.i, token.i + 1)
        actor = self.heads.get(token.i) or self.inside.get(token.i)
        if actor is None:
            actor = next((self.heads.get(i) or self.qualifiers.get(i) for i in self._phrase(token) if i in self.heads or i in self.qualifiers), None)
        if actor is None:
            return None
        source = actor.source
        name = source.on_behalf_of or (source.name if source.kind in (SourceKind.STATE, SourceKind.ORGANIZATION) and source.concept else None)
        return (name, range(actor.first, actor.last + 1)) if name else None

    def _phrase(self, token: Token) -> range:
        """Return the tokens from a noun to the end of its adjectives and « de » complement."""
        last = token.i
        for following in grammar.right(token, 5):
            if following.pos_ not in ("ADJ", "ADP", "DET", "PROPN", "NOUN") or following.i in self.item_at:
                break
            last = following.i
        return range(token.i, last + 1)

    def coordinated(self, token: Token) -> list[Token]:
        """Return a noun with those coordinated with it: « Moscou et Téhéran »."""
        found = [token]
        for child in token.children:
            if child.dep_ == "conj" and (child.i in self.heads or child.i in self.item_at):
                found.append(child)
        actor = self.heads.get(token.i)
        if actor and len(found) == 1 and actor.last + 2 < len(self.doc) and self.doc[actor.last + 1].lower_ == "et":
            following = next((a for a in self.doc._.actors if not a.qualifier and a.first in (actor.last + 2, actor.last + 3)), None)
            if following and all(t.pos_ == "DET" for t in self.doc[actor.last + 2 : following.first]):
                found.append(self.doc[following.head])
        return found

    def preposition_of(self, first: int, frame: Frame) -> str | None:
        """Return which of a frame's prepositions stands before a phrase, the longest; "" where another does."""
        at = first - 1
        while at >= 0 and self.doc[at].pos_ in ("DET", "ADJ", "NUM") and self.doc[at].lower_ not in ("aux", "au", "du", "des", "d'"):
            at -= 1
        before = [grammar.preposition(t) for t in self.doc[max(0, at - 4) : at + 1] if t.lower_ not in ("le", "la", "les", "l'")]
        for key in sorted(frame.roles, key=lambda k: -len(k)):
            wanted = [w for part in key.split() for w in (["de"] if part in ("d'", "du") else [part])]
            if key not in ("subject", "object") and before[-len(wanted) :] == wanted:
                return key
        return "" if at >= 0 and self.doc[at].pos_ == "ADP" else None

    def items_in(self, first: int, last: int) -> list[Mention]:
        """Return the items named between two tokens, without those that only qualify another (« moteurs de drones »)."""
        found: list[Mention] = []
        for mention in self.items:
            if not first <= mention.first <= last:
                continue
            before = next((m for m in reversed(found) if mention.first - m.last in (2, 3)), None)
            if before and self.doc[before.last + 1].lower_ in LINKS and all(t.lower_ in LINKS or t.pos_ == "DET" for t in self.doc[before.last + 1 : mention.first]):
                continue
            found.append(mention)
        return found

    # ---- roles ------------------------------------------------------------------------------------------------

    def roles(self, at: Token, entry: Predicate) -> Roles:
        """Return the roles of a predicate read with one entry of the lexicon."""
        causative = entry.frame == "move" and at.i and any(t.lemma_ == "faire" for t in grammar.left(at, 1))
        frame = self.frames["give" if causative else entry.frame]  # « fait parvenir des drones à Moscou »
        roles = Roles()
        if isinstance(entry, TransferVerb):
            self._verb_arguments(at, frame, roles)
        else:
            self._noun_arguments(at, frame, roles)
        self._obliques(at, frame, roles)
        if not roles.items:
            self._loose_items(at, frame, roles)
        return roles

    def _fill(self, key: str, token: Token, frame: Frame, roles: Roles) -> None:
        """Put the phrase headed by a token into the role that the frame gives to its function."""
        role = frame.roles.get(key)
        if role is None:
            return
        if role is Role.ITEM:
            self._fill_items(token, roles)
            return
        for head in self.coordinated(token):
            if found := self.party(head):
                roles.add(role, *found)

    def _fill_items(self, token: Token, roles: Roles) -> None:
        subtree = list(token.subtree)
        last = subtree[-1].i
        for i in range(token.i + 1, last + 1):
            if self.doc[i].pos_ in grammar.VERBAL and i in self.transfer_verbs or self.doc[i].lower_ in ("qui", "dont", "que"):
                last = i - 1
                break
        first = min(subtree[0].i, token.i)
        for mention in self.items_in(first, max(last, token.i)):
            if mention not in roles.items:
                roles.items.append(mention)

    def _verb_arguments(self, verb: Token, frame: Frame, roles: Roles) -> None:
        passive = grammar.is_passive(verb)
        relative = grammar.relative_head(verb)
        if relative:
            key = relative[1] if not (passive and relative[1] == "subject") else "object"
            self._fill(key, relative[0], frame, roles)
        if not (relative and relative[1] == "subject") and not (passive and relative):
            subject = self.subject(verb)
            if subject is not None:
                self._fill("object" if passive else "subject", subject, frame, roles)
        for child in verb.children:
            if child.dep_.split(":")[0] == "obj" and not passive and child.i > verb.i:
                self._fill("object", child, frame, roles)
            elif not passive and 0 < child.left_edge.i - verb.i <= 2 and child.left_edge.lower_ == "des" and child.dep_.startswith("obl"):
                self._fill("object", child, frame, roles)  # « forme des pilotes »: the article, not « de les »
            elif child.lower_ in ("lui", "leur", "nous", "me", "m'") and child.pos_ == "PRON" and child.i < verb.i and not child.dep_.startswith("nsubj"):
                self._fill("à", child, frame, roles)

    def subject(self, verb: Token) -> Token | None:
        """Return the subject of a verb; of an infinitive, that of the verb that governs it or whom it accuses."""
        if grammar.verb_form(verb) != "infinitive" and not any(grammar.verb_form(t) == "infinitive" for t in grammar.verb_group(verb)):
            own = grammar.subject(verb)
            if own is not None:
                return own
            return None if grammar.verb_form(verb) == "participle" and not grammar.verb_group(verb) else self._nearest_left(verb)
        group = grammar.verb_group(verb)
        start = group[0] if group else verb
        governor = next((t for t in grammar.left(start, 30) if self._governs(t)), None)
        if governor is None:
            return self._nearest_left(verb)
        between = [self.doc[i] for i in range(governor.i + 1, start.i) if i in self.heads]
        if governor.pos_ == "NOUN" or governor.lemma_ in self.targets or governor.i in self.accusing:
            if governor.pos_ != "NOUN" and grammar.is_passive(governor) and not grammar.relative_head(governor):
                return grammar.subject(governor) or self._nearest_left(governor)
            against = [t for t in between if self.doc[self.heads[t.i].first - 1].lower_ in ("contre", "visant", "à")]
            if against or between:
                return (against or between)[0]
            if any(t.lower_ in ("l'", "le", "la", "les") and t.pos_ == "PRON" for t in grammar.left((grammar.verb_group(governor) or [governor])[0], 2)):
                return self._clitic_target(governor)
        if governor.lemma_ == "aider" and between:
            return between[0]
        return self.subject(governor) if governor.pos_ in grammar.VERBAL else (between[0] if between else None)

    def _clitic_target(self, verb: Token) -> Token | None:
        """Return whom « Kiev l'accuse de » means: the last actor before the clause's own subject."""
        own = grammar.subject(verb)
        before = [i for i in sorted(self.heads) if i < (own.i if own is not None else verb.i)]
        return self.doc[before[-1]] if before else None

    def _governs(self, token: Token) -> bool:
        if token.pos_ in grammar.VERBAL and token.lower_ not in grammar.auxiliaries():
            return grammar.verb_form(token) != "participle" or bool(grammar.verb_group(token)) or token.lemma_ in self.targets
        return token.pos_ == "NOUN" and token.lemma_ in ("accusation", "sanction", "soupçon", "reproche", "allégation", "critique", "grief")

    def _nearest_left(self, verb: Token) -> Token | None:
        """Return the nearest actor before a verb that no preposition governs: the subject that the parser lost."""
        for token in grammar.left(verb, 25):
            if token.text in grammar.BOUNDARIES or token.pos_ in grammar.VERBAL and token.lower_ not in grammar.auxiliaries():
                return None
            actor = self.heads.get(token.i)
            if actor and self.doc[max(actor.first - 1, 0)].pos_ != "ADP" and self.doc[actor.first].lower_ not in ("au", "aux", "du", "des"):
                return token
        return None

    def _noun_arguments(self, noun: Token, frame: Frame, roles: Roles) -> None:
        """Fill the roles that stand inside of a noun phrase: « livraisons iraniennes de drones », « ses livraisons »."""
        giver = frame.roles.get("subject", Role.SUPPLIER)
        for following in grammar.right(noun, 2):
            if following.i in self.qualifiers and giver is not Role.ITEM:
                roles.add(giver, *self.party(following) or ("", range(0)))
                break
            if following.pos_ != "ADJ":
                break
        before = noun.nbor(-1) if noun.i else None
        if before is not None and before.lower_ in ("notre", "nos"):
            roles.add(giver, SPEAKER, range(before.i, noun.i))
        elif before is not None and before.lower_ in ("ses", "son", "sa", "leurs", "leur") and giver is not Role.ITEM:
            owner = next((self.doc[i] for i in range(noun.i - 1, noun.sent.start - 1, -1) if i in self.heads and self.party(self.doc[i])), None)
            if owner is not None and owner.i != noun.i:
                self._fill("subject", owner, frame, roles)
        governor = noun.head
        if governor.pos_ in grammar.VERBAL and governor.lemma_ in grammar.supports() and not roles.suppliers:
            owner = grammar.subject(governor)
            if owner is not None and owner.i != noun.i and giver is not Role.ITEM:
                self._fill("subject", owner, frame, roles)

    def _obliques(self, at: Token, frame: Frame, roles: Roles) -> None:
        """Fill roles from the prepositional phrases of the clause part, right of the predicate first, then left."""
        first, last = self.zone(at)
        noun = at.pos_ == "NOUN"
        if grammar.verb_form((grammar.verb_group(at) or [at])[0]) == "infinitive":
            first = at.i  # what stands before an infinitive belongs to its governor: « est accusé par Kiev d'avoir livré »
        for head, actor in sorted(self.heads.items()):
            if not (at.i < actor.first <= last or (first <= actor.first < at.i and not noun)):
                continue
            if actor.first <= at.i <= actor.last or actor.head in roles.tokens:
                continue
            key = self.preposition_of(actor.first, frame)
            if any(t.lemma_ in WARS for t in grammar.left(self.doc[actor.first], 2)):
                continue
            if key == "de" and not noun and frame.name == "give":
                continue
            if key == "de" and frame.name == "move" and self.doc[max(actor.first - 2, 0)].pos_ in ("NOUN", "PROPN", "ADJ"):
                continue  # « l'aéroport polonais de … » is no origin
            if key and frame.roles[key] is not Role.ITEM:
                if actor.first < at.i and key not in ("à", "vers", "par", "au profit de", "depuis"):
                    continue
                for token in self.coordinated(self.doc[head]):
                    if found := self.party(token):
                        roles.add(frame.roles[key], *found)

    def _loose_items(self, at: Token, frame: Frame, roles: Roles) -> None:
        """Fill the item from the clause part where no argument held it: right of an active predicate, left of a passive one."""
        first, last = self.zone(at)
        after, before = self.items_in(at.i + 1, last), self.items_in(first, at.i - 1)
        passive = at.pos_ != "NOUN" and (grammar.is_passive(at) or frame.roles.get("subject") is Role.ITEM)
        for near in (before[-1:], after) if passive else (after, [] if at.pos_ == "NOUN" else before[-1:]):
            if near:
                roles.items.extend(near)
                return

    def origin(self, mention: Mention) -> tuple[str, range] | None:
        """Return the state whose adjective qualifies an item: « drones iraniens », « chars de conception russe »."""
        for following in grammar.right(self.doc[mention.last], 4):
            if following.i in self.qualifiers:
                return self.party(following)
            if following.pos_ not in ("ADJ", "ADP", "NUM", "PROPN") and following.lower_ not in ORIGINS | {"de", "d'"}:
                return None
        bought = next((t for t in grammar.right(self.doc[mention.last], 2) if t.pos_ == "VERB" and t.lemma_ in self.verbs and grammar.is_passive(t)), None)
        if bought is not None:  # « des lance-roquettes achetés à l'Inde », « des obus fournis par Minsk »
            taking = any(e.frame == "take" for e in self.verbs[bought.lemma_])
            for following in grammar.right(bought, 4):
                link = grammar.preposition(self.doc[self.heads[following.i].first - 1]) if following.i in self.heads else ""
                link = grammar.preposition(self.doc[self.heads[following.i].first - 2]) if link in ("le", "la", "les", "l'") else link
                if link == ("à" if taking else "par"):
                    return self.party(following)
        for preceding in grammar.left(self.doc[mention.first], 1):
            if preceding.i in self.qualifiers:
                return self.party(preceding)
        return None

    # ---- what the place adds ----------------------------------------------------------------------------------

    def status(self, at: Token, entry: Predicate) -> Status:
        """Return how far a transfer has come, by its governor, then its own word, then its tense."""
        group = grammar.verb_group(at) if at.pos_ in grammar.VERBAL else []
        for token in group:
            lemma, time = grammar.auxiliaries()[token.lower_]
            if lemma == "pouvoir":
                return Status.POSSIBLE
            if lemma in ("aller", "devoir") and token is not at:
                return Status.PLANNED
        tense = grammar.tense(at) if at.pos_ in grammar.VERBAL else "noun"
        if tense in ("infinitive", "noun", "participle") and (governed := self._governed(group[0] if group else at)):
            return governed
        if entry.status:
            return entry.status
        return {
            "past": Status.DONE, "participle": Status.DONE, "infinitive-past": Status.DONE, "conditional-past": Status.DONE, "noun": Status.DONE,
            "present": Status.ONGOING, "imperfect": Status.ONGOING, "infinitive": Status.ONGOING, "future": Status.PLANNED, "conditional": Status.PLANNED,
        }[tense]  # fmt: skip

    def _governed(self, at: Token) -> Status | None:
        known = grammar.governors()
        for token in grammar.left(at, 6):
            if token.text in grammar.BOUNDARIES or token.text == ",":
                return None
            if token.lemma_ in known:
                return known[token.lemma_]
            if (lemma := grammar.auxiliaries().get(token.lower_, ("",))[0]) in known:
                return known[lemma]
        return None

    def transfers(self, at: Token, entry: Predicate, roles: Roles) -> Iterator[Transfer]:
        """Yield one record an item class, supplier and recipient."""
        negated = grammar.is_negated(at) if at.pos_ in grammar.VERBAL else grammar.negated_noun(at)
        conditional = at.pos_ in grammar.VERBAL and grammar.tense(at).startswith("conditional")
        status = self.status(at, entry)
        seen = set()
        own = self.own_recipients(entry, roles)
        for mention in sorted(roles.items, key=lambda m: m.first):
            origin = self.origin(mention)
            pairs = [own[mention.first]] if mention.first in own else list(self.pairs(entry, roles, origin))
            for supplier, recipient in pairs:
                kind = entry.kind
                key = (mention.concept.item_class, supplier, recipient)
                if key in seen:
                    continue
                seen.add(key)
                tokens = {at.i, mention.first, mention.last} | roles.tokens | (set(origin[1]) if origin else set())
                yield Transfer(
                    at.i, kind, supplier, recipient, mention.concept.item_class or "weapons", mention.concept.id, mention.where, mention.first,
                    min(tokens), max(tokens), negated, conditional, status, self.quantity(mention), self.when(at), f"{entry.frame}:{entry.lemma}", hypothetical=self.hypothetical(at),
                )  # fmt: skip

    def own_recipients(self, entry: Predicate, roles: Roles) -> dict[int, tuple[str | None, str | None]]:
        """Return (supplier, recipient) by item where each item has its own: « des drones pour Moscou et des avions pour Téhéran ».

        Where none is named as supplier and two recipients each get something, they barter: each supplies the other.
        """
        found: dict[int, str] = {}
        for mention in roles.items:
            for actor in self.heads.values():
                key = self.preposition_of(actor.first, self.frames[entry.frame]) if 1 < actor.first - mention.last <= 3 else None
                if key and key != "de" and self.frames[entry.frame].roles[key] is Role.RECIPIENT and (party := self.party(self.doc[actor.head])):
                    found[mention.first] = party[0]
        parties = set(found.values())
        if len(parties) < 2:
            return {}
        supplier = roles.suppliers[0] if roles.suppliers else None
        barter = len(parties) == 2 and supplier is None
        return {at: (next(iter(parties - {party})) if barter else supplier, party) for at, party in found.items() if party != supplier}

    def pairs(self, entry: Predicate, roles: Roles, origin: tuple[str, range] | None) -> Iterator[tuple[str | None, str | None]]:
        """Yield the (supplier, recipient) pairs that the roles allow; an item's origin fills an empty supplier."""
        suppliers: list[str | None] = list(roles.suppliers)
        recipients: list[str | None] = list(roles.recipients)
        made = origin[0] if origin else None
        if entry.lemma in RECIPROCAL and len(suppliers) > 1 and not recipients:  # « s'échangent des armes »
            yield from permutations(suppliers, 2)
            return
        if entry.kind is Kind.PRODUCTION:
            if made and made not in recipients:
                suppliers = [made]
            elif len(recipients) > 1 and not suppliers:  # two build it: the place where it is built receives
                suppliers = recipients[:-1]
                recipients = recipients[-1:]
            recipients = [r for r in recipients if r not in suppliers] or [None]
        elif not suppliers and made:
            suppliers = [made]
        for supplier in suppliers or [None]:
            for recipient in recipients or [None]:
                if supplier != recipient or supplier is None:
                    yield supplier, recipient

    def hypothetical(self, at: Token) -> bool:
        """Say whether a predicate stands in a clause with « si »."""
        first, _ = self.zone(at)
        clause = [t for t in self.doc[max(first - 1, at.sent.start) : at.i] if t.text != ","]
        return any(t.lower_ == "si" or t.lower_ == "s'" and t.nbor(1).lower_ in ("il", "ils") for t in clause)

    def quantity(self, mention: Mention):  # type: ignore[no-untyped-def]
        """Return the amount that stands before an item."""
        for at in range(mention.first - 1, max(mention.first - 5, -1), -1):
            if at in self.item_at or self.doc[at].lower_ == "et":
                return None
            if at in self.doc._.quantities:
                return self.doc._.quantities[at][1]
            if self.doc[at].pos_ in grammar.VERBAL or self.doc[at].is_punct:
                return None
        return None

    def when(self, at: Token):  # type: ignore[no-untyped-def]
        """Return the date in the clause part of a predicate, the nearest."""
        first, last = self.zone(at)
        inside = [row for row in self.doc._.dates if first <= row[0] and row[1] <= last]
        return min(inside, key=lambda row: abs(row[0] - at.i))[2] if inside else None

    def find(self) -> Iterator[Transfer]:
        """Yield the transfers of the document in text order."""
        predicates = list(self.predicates())
        self.transfer_verbs = {token.i for token, _ in predicates if token.pos_ in grammar.VERBAL}
        found: list[Transfer] = []
        for at, options in predicates:
            readings = [(entry, self.roles(at, entry)) for entry in options]
            entry, roles = max(readings, key=lambda r: (bool(r[1].items), bool(r[1].suppliers) + bool(r[1].recipients)))
            if entry.kind is Kind.PRODUCTION:
                self._places(at, roles)
            resumes = at.pos_ == "NOUN" and entry.lemma not in RECIPROCAL
            if not roles.items and resumes and (before := self._under_discussion(at, entry, found)):
                together = {t.item_at for t in found if t.at == before.at}
                roles.items = [m for m in self.items if m.first in together]
                if entry.status:  # « les négociations entre A et B »: who gives is known from the claim
                    roles.suppliers, roles.recipients = [], []
            if not roles.items and at.pos_ != "NOUN" and found and self._resumes_item(at):
                together = {t.item_at for t in found if t.at == found[-1].at}
                roles.items = [m for m in self.items if m.first in together]
            for transfer in self.transfers(at, entry, roles):
                complete = self._complete(transfer, found)
                if complete:
                    found.append(complete)
        yield from self._joined(found)

    def _same_party(self, found: list[Transfer], supplier: str | None, recipient: str | None) -> tuple[str | None, str | None]:
        """Return the parties of an elliptic noun: the other party of the last transfer with the one that is named."""
        for earlier in reversed(found):
            if earlier.kind is Kind.TRANSFER and earlier.supplier and earlier.recipient:
                if supplier == earlier.supplier and recipient is None:
                    return supplier, earlier.recipient
                if recipient == earlier.recipient and supplier is None:
                    return earlier.supplier, recipient
        return supplier, recipient

    def _pronoun_user(self, at: int) -> bool:
        return any(child.pos_ == "PRON" and child.dep_.startswith("nsubj") for child in self.doc[at].children)

    def _joined(self, found: list[Transfer]) -> Iterator[Transfer]:
        """Yield transfers with roles shared between predicates of one item: « des drones iraniens utilisés par la Russie »."""
        for transfer in found:
            same = [t for t in found if t.item_at == transfer.item_at and t is not transfer]
            supplier, recipient = transfer.supplier, transfer.recipient
            if supplier is None and not transfer.open_role:
                supplier = next((t.supplier for t in same if t.supplier and t.recipient == recipient), None)
            handed = next((t for t in same if t.kind is Kind.TRANSFER and t.supplier == recipient and t.recipient), None)
            if transfer.kind is Kind.USE and handed and self._pronoun_user(transfer.at):
                supplier, recipient = handed.supplier, handed.recipient  # who uses what was just delivered received it
            if recipient is None and transfer.kind is Kind.TRANSFER:
                recipient = next((t.recipient for t in same if t.kind is Kind.USE and t.recipient and t.supplier in (supplier, None)), None)
            if transfer.kind is not Kind.TRANSFER and (supplier is None or recipient is None) and not transfer.open_role or supplier == recipient:
                continue
            explicit = (supplier is not None) + (recipient is not None) if (supplier, recipient) != (transfer.supplier, transfer.recipient) else transfer.explicit
            yield replace(transfer, supplier=supplier, recipient=recipient, explicit=explicit)

    def _resumes_item(self, verb: Token) -> bool:
        """Say whether a pronoun stands where the item would: « en a livré », « les a vendus », « ils seront livrés »."""
        group = grammar.verb_group(verb)
        before = [t.lower_ for t in grammar.left((group or [verb])[0], 3) if t.pos_ == "PRON"]
        if {"en", "les"} & set(before) or before[:1] in (["l'"], ["la"], ["le"]):
            return True
        own = grammar.subject(verb)
        return own is not None and own.lower_ in ("ils", "elles") and grammar.is_passive(verb)

    def _places(self, at: Token, roles: Roles) -> None:
        """Let the place where something is built receive, and the other party supply (guidelines, case 7)."""
        places: list[str] = []
        for head, actor in self.heads.items():
            if not at.sent.start <= head < at.sent.end or actor.source.kind is not SourceKind.STATE:
                continue
            before = [t.lower_ for t in grammar.left(self.doc[actor.first], 2)]
            sited = before[:1] in (["en"], ["au"], ["aux"]) or before[:1] == ["à"] or before == ["sol", "le"] or before[1:] == ["sur"]
            at_war = any(t.lemma_ in WARS for t in grammar.left(self.doc[actor.first], 2))
            if sited and not at_war and (party := self.party(self.doc[head])):
                places.append(party[0])
        for at_ in self.qualifiers.values():  # « sur le sol russe », « le territoire russe »
            before = self.doc[at_.first - 1] if at_.first else None
            if before is not None and before.lower_ in ("sol", "territoire") and at.sent.start <= at_.head < at.sent.end:
                places.append(at_.source.name)
        if not places:
            return
        actors = [p for p in (*roles.suppliers, *roles.recipients) if p != places[0]]
        others = [p[0] for i in range(at.sent.start, at.i) if i in self.heads and (p := self.party(self.doc[i])) and p[0] not in (*places, SPEAKER)]
        roles.recipients = places[:1]
        roles.suppliers = actors[:1] or others[-1:]

    def _under_discussion(self, noun: Token, entry: Predicate, found: list[Transfer]) -> Transfer | None:
        """Return the transfer that « ces livraisons », « les négociations entre l'Iran et la Russie » point back at."""
        before = noun.nbor(-1) if noun.i else noun
        if before.lower_ not in DEICTIC and not (before.pos_ == "ADJ" and noun.i > 1 and noun.nbor(-2).lower_ in DEICTIC):
            return None
        last = next((t for t in reversed(found) if t.kind is Kind.TRANSFER and t.supplier and t.recipient), None)
        if last is None or not entry.status:
            return last
        parties = {found[0] for i in range(noun.i, min(noun.i + 8, noun.sent.end)) if i in self.heads and (found := self.party(self.doc[i]))}
        return last if parties and parties <= {last.supplier, last.recipient} else None

    def _complete(self, transfer: Transfer, found: list[Transfer]) -> Transfer | None:
        """Fill empty roles from the claim under discussion on the same item; drop what names no party or cannot be one."""
        supplier, recipient = transfer.supplier, transfer.recipient
        explicit = (supplier is not None) + (recipient is not None)
        if supplier is None or recipient is None:
            for earlier in reversed(found):
                if FAMILY.get(earlier.item, earlier.item) != FAMILY.get(transfer.item, transfer.item) or earlier.supplier is None or earlier.recipient is None:
                    continue
                if supplier not in (None, earlier.supplier) or recipient not in (None, earlier.recipient):
                    continue
                supplier, recipient = earlier.supplier, earlier.recipient
                break
            else:  # « … vendus à Varsovie », where the same seller's shells were in question
                same = [e for e in found if e.item == transfer.item and e.kind is transfer.kind]
                if supplier is None:
                    supplier = next((e.supplier for e in reversed(same) if e.supplier not in (None, recipient)), None)
                if self.doc[transfer.at].pos_ == "NOUN" and transfer.kind is Kind.TRANSFER:  # « récuse toute livraison de missiles »
                    supplier, recipient = self._same_party(found, supplier, recipient)
        open_role = ""
        if self.doc[transfer.at].pos_ == "NOUN" or grammar.verb_form(self.doc[transfer.at]) != "finite":
            giver = self.frames[transfer.rule.split(":")[0]].roles.get("subject")
            if giver is Role.SUPPLIER and supplier is None or giver is Role.RECIPIENT and recipient is None:
                open_role = giver.value
        if supplier is None and recipient is None and not open_role or supplier == recipient is not None:
            return None
        return replace(transfer, supplier=supplier, recipient=recipient, explicit=explicit, open_role=open_role)


@Language.factory(
    "dementi_transfers",
    requires=["doc._.mentions", "doc._.actors", "doc._.quantities", "doc._.dates", "doc._.cues"],
    assigns=["doc._.transfers"],
)
class Transfers:
    """The pipeline's hold on ``Finder``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        load_transfers()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.transfers``."""
        doc._.transfers = list(Finder(doc).find())
        return doc
