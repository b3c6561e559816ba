"""Which weapons go from whom to whom, whoever says so: predicates of transfer with supplier, recipient and item.

A verb or noun of the lexicon is a predicate; its frame says which argument plays which role. What a clause
leaves out is filled from the claim under discussion.

Reads:  ``doc._.mentions``, ``doc._.actors``, ``doc._.quantities``, ``doc._.dates``, ``doc._.cues``, the parse.
Writes: ``doc._.transfers``, a list of Transfer in text order.
Terms:  supplier, recipient, item as in the SIPRI database; frame as in FrameNet (Giving, Receiving).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, permutations

from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.components.barter import BARTERING, turn_round
from dementi.components.briefs import brief_starts
from dementi.components.calendar import load_calendar
from dementi.components.completion import Completion
from dementi.components.contrasts import contrasted, find_contrasts
from dementi.components.counts import counted
from dementi.components.deals import DEALS, Deals
from dementi.components.discussion import ANY, DELIVERY, Discussion, Pair
from dementi.components.ellipsis import gapped
from dementi.components.forgoing import forgone
from dementi.components.freight import is_fiction, is_purpose, is_visit, products
from dementi.components.governing import find_helping
from dementi.components.holdings import Holdings
from dementi.components.joints import RESALE, Joints
from dementi.components.leases import HIRING, settled
from dementi.components.lessons import Lessons
from dementi.components.making import find_made
from dementi.components.orders import ORDERS
from dementi.components.origins import Origins, on_the_spot
from dementi.components.parties import Parties
from dementi.components.places import between
from dementi.components.predicates import Predicate, Predicates
from dementi.components.progress import cancelling, left_undone, status_of, undone, unperformed
from dementi.components.referring import find_latter, find_shown, resumes_item
from dementi.components.replies import Replies, answered
from dementi.components.roles import RoleReader, Roles
from dementi.components.supports import find_won
from dementi.fr import grammar, negation
from dementi.lexicon import Role, load_transfers, word_list
from dementi.records import SPEAKER, Kind, Mention, Transfer, Use
from dementi.terms import concepts

# Determiners of a noun that points back: « ces livraisons », « de telles ventes ».
FOR_WHAT = frozenset("de d' du des contre".split())  # behind « en échange »
DEICTIC = frozenset("ces cette ce cet les la l' leurs leur ses sa son telle telles tel tels".split())
CALENDAR = load_calendar().words
POINTING = frozenset("ce cet cette ces tel telle tels telles".split())
CONSENTS = word_list("transfers.toml", "consent")
NOTHING = frozenset("rien moindre".split())  # « n'a rien livré », « n'a pas livré la moindre vis »
DEALING = word_list("transfers.toml", "dealing")
ARMING = word_list("transfers.toml", "arming")
THEMSELVES = frozenset("lui-même elle-même eux-mêmes elles-mêmes nous-mêmes soi-même localement".split())
OWNERS = frozenset("ses leurs nos".split())
TRADE = frozenset("exportation importation acquisition vente achat".split())  # of all kinds, with nothing named
RECIPROCAL = word_list("transfers.toml", "reciprocal")


class Finder:
    """The pass over one document; ``find`` yields its transfers."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.predicates = Predicates(doc)
        self.parties = Parties(doc, self.predicates)
        self.roles = RoleReader(doc, self.predicates, self.parties)
        self.origins = Origins(doc, self.parties, self.predicates)
        self.lessons = Lessons(doc, self.predicates, self.parties, self.origins)
        self.deals = Deals(doc, self.parties, self.origins)
        self.holdings = Holdings(self.predicates, self.parties, self.deals)
        self.replies = Replies(doc, self.predicates)
        self.completion = Completion(doc, self.predicates, self.parties, self.deals)

    def find(self) -> Iterator[Transfer]:
        """Yield the transfers of the document in text order."""
        claims = Discussion()
        briefs = list(brief_starts(self.doc))
        for at, options in self.predicates.found:
            while briefs and briefs[0] <= at.i:
                briefs.pop(0)
                claims.forget()
            self.replies.before(at.i, claims)
            readings = [(entry, self.roles.read(at, entry)) for entry in options]
            entry, roles = max(readings, key=lambda r: (bool(r[1].items), bool(r[1].suppliers) + bool(r[1].recipients)))
            if entry.lemma in DEALING and not self._dealt(entry, roles):
                continue
            if entry.kind is Kind.PRODUCTION and (self.origins.built(at) or self._unplaced(at, roles)):
                continue
            if entry.kind is Kind.PRODUCTION and not roles.suppliers and (helper := find_helping(at, self.parties)):
                roles.suppliers = [helper[0]]
            sides = [*roles.suppliers, *roles.recipients]
            if entry.kind is Kind.PRODUCTION and (placed := self.origins.place(at, sides)):
                roles.suppliers, roles.recipients = placed
            if entry.kind is Kind.PRODUCTION and not roles.recipients and claims.found and on_the_spot(at):
                roles.recipients = [party for party in (claims.found[-1].recipient,) if party]
            if entry.kind is Kind.TRANSFER and (made := find_made(at, self.predicates)):
                entry, roles.items = replace(entry, kind=Kind.PRODUCTION), made
            if entry.kind is Kind.TRAINING:
                self.lessons.complete(at, entry, roles, claims)
            if entry.kind is Kind.PRODUCTION:
                roles.items = products(roles.items)
            if entry.lemma in BARTERING and at.pos_ in grammar.VERBAL:
                turn_round(at, roles, self.predicates, self.parties)
            if entry.lemma in HIRING and not settled(at, roles, self.origins):
                continue
            self.holdings.fill(at, entry, roles, claims)
            if is_purpose(at) or is_visit(at, roles.items, bool(roles.recipients)) or is_fiction(at):
                continue
            if not roles.items and at.i in self.predicates.item_at:  # « l'armement des rebelles par Minsk »
                roles.items = [self.predicates.item_at[at.i]]
            replied = not roles.items and self.replies.fill(at, roles, claims)
            if not roles.items and (entry.frame != "choose" or roles.recipients):  # « des impayés les retiennent »
                self._resume(at, entry, roles, claims)
            if not roles.items and entry.lemma in ARMING and roles.suppliers and roles.recipients:
                roles.items = [self._arms(at)]
            if entry.lemma in DEALS and not roles.suppliers and not roles.recipients:
                supplier, recipient = self.deals.sides(at, roles.items, claims)
                roles.suppliers, roles.recipients = [p for p in (supplier,) if p], [p for p in (recipient,) if p]
            self.holdings.agreed(at, roles)
            if entry.lemma in ORDERS and (
                won := find_won(at, [*roles.suppliers, *roles.recipients], self.predicates.item_at, self.parties)
            ):
                roles.suppliers, roles.recipients = [won[0]], [won[1]] if won[1] else []
            if entry.lemma in RECIPROCAL and at.i and at.nbor(-1).lower_ == "en":
                self._exchange(at, roles, claims)
            clauses = list(gapped(at, self.predicates.frames[entry.frame], roles, self.roles))
            own = self.roles.own_pairs(at, entry, roles)
            told = chain(self._transfers(at, entry, roles, own), *(self._transfers(at, entry, c, {}) for c in clauses))
            for transfer in told:
                if complete := self.completion.complete(transfer, claims):
                    claims.add(answered(complete) if replied else complete)
        self.replies.before(len(self.doc), claims)
        yield from Joints(self.doc, claims, self.completion.makers).find()

    def _dealt(self, entry: Predicate, roles: Roles) -> bool:
        """Say whether a noun for who gives or takes is said of somebody: « Minsk est le premier client de »."""
        said = roles.recipients if entry.frame == "shop" else roles.suppliers
        return bool(said)

    def _unplaced(self, at: Token, roles: Roles) -> bool:
        """Say whether a participle tells of a production of nobody's: « des obus produits à la chaîne »."""
        own = list(grammar.right(at, 2)) if at.pos_ != "NOUN" else []
        if any(t.lower_ in THEMSELVES for t in own):
            return True  # « fabrique elle-même ses bombes »
        bare = at.pos_ != "NOUN" and grammar.verb_form(grammar.anchor(at)) == "participle"
        if bare and at.text.endswith("ant"):  # « une usine produisant des obus »
            bare = not self.origins.sites(at)
        return bare and not roles.suppliers and not roles.recipients

    def _arms(self, at: Token) -> Mention:
        """Return arms as a predicate means them that names none: « surarmer », « armer »."""
        where = self.doc._.article.select(at.idx, at.idx + len(at))
        return Mention(where, concepts()["weapons"], Use.NAME, at.i, at.i)

    # ---- one predicate ----------------------------------------------------------------------------------------

    def _transfers(self, at: Token, entry: Predicate, roles: Roles, own: dict[int, list[Pair]]) -> Iterator[Transfer]:
        """Yield one record an item class, supplier and recipient; ``own``: pairs of items that have their own."""
        verbal, teaching = at.pos_ in grammar.VERBAL, entry.kind is Kind.TRAINING
        verb = grammar.undergone(at) or grammar.causing(at) or at  # whose mood and negation are those of the clause
        seen = set()
        for mention in sorted(roles.items, key=lambda m: m.first):
            origin = self.origins.origin(mention)
            pairs = self._pairs(entry, roles, origin[0] if origin else None, self._foreign(entry, mention, origin))
            for supplier, recipient in own.get(mention.first, pairs):
                key = (mention.concept.item_class, supplier, recipient)
                if key in seen:
                    continue
                seen.add(key)
                tokens = {at.i, mention.first, mention.last, *roles.tokens, *(origin[1] if origin else ())}
                yield Transfer(
                    at=at.i,
                    kind=entry.kind,
                    supplier=supplier,
                    recipient=recipient,
                    item=mention.concept.item_class or "weapons",
                    item_concept=mention.concept.id,
                    item_text=mention.where,
                    item_at=mention.first,
                    first=min(tokens),
                    last=max(tokens),
                    negated=self._negated(at, verb, mention),
                    conditional=verbal and grammar.tense(verb).startswith("conditional"),
                    status=status_of(verb, entry, roles.status),
                    quantity=counted(self.doc, mention, self.predicates.item_at)
                    or (self.lessons.quantity(at) if teaching else None),
                    when=self.predicates.when(at),
                    rule=f"{entry.frame}:{entry.lemma}",
                    hypothetical=self.predicates.hypothetical(at),
                )

    def _negated(self, at: Token, verb: Token, mention: Mention) -> bool:
        """Say whether a transfer of an item is denied by its predicate or set against one that is said to be."""
        if at.pos_ in grammar.VERBAL:
            negated = negation.is_negated(verb) or negation.denied_by_cleft(verb) or left_undone(at)
            if (unwilling := forgone(at, self.doc)) is not None:
                negated = unwilling
        else:
            negated = negation.negated_noun(at) or undone(at) or unperformed(at)
        if (called_off := cancelling(at)) is not None:
            negated = not negation.is_negated(called_off)
        against = negation.contrast(self.doc[mention.first])
        return against != "mais" if negated else against == "non"

    def _foreign(self, entry: Predicate, mention: Mention, origin: tuple[str, range] | None) -> bool:
        """Say whether goods given are of a make that is not of the state whose they are: « des Rafale égyptiens ».

        It had them from somebody, or gives them to somebody.
        """
        maker = self.predicates.make(mention.first).maker if mention.first in self.predicates.item_at else None
        given = self.predicates.frames[entry.frame].roles.get("subject") is Role.SUPPLIER
        return given and maker is not None and origin is not None and concepts()[maker].en != origin[0]

    def _pairs(self, entry: Predicate, roles: Roles, made: str | None, foreign: bool = False) -> Iterator[Pair]:
        """Yield the (supplier, recipient) pairs that the roles allow; an item's origin fills an empty supplier.

        ``foreign``: one that alone may be either party's.
        """
        suppliers: list[str | None] = list(roles.suppliers)
        recipients: list[str | None] = list(roles.recipients)
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
        elif not suppliers and made and entry.lemma not in RESALE and not (foreign and not recipients):
            suppliers = [made]
        elif made in suppliers and len(suppliers) > 1 and not recipients:  # « A et B ont signé … de drones de B »
            suppliers, recipients = [made], [s for s in suppliers if s != made]
        elif entry.lemma in DEALS and len(suppliers) == 2 and not recipients:
            return  # « Minsk et Alger négocient la vente de chars »: one sells to the other, and nobody knows who
        if foreign and suppliers and not recipients:
            recipients = [made]  # « les Rafale égyptiens, livrés par la France »
        for supplier in suppliers or [None]:
            for recipient in recipients or [None]:
                if supplier != recipient or supplier is None:
                    yield supplier, recipient

    # ---- the claim under discussion ---------------------------------------------------------------------------

    def _resume(self, at: Token, entry: Predicate, roles: Roles, claims: Discussion) -> None:
        """Give a predicate without items those of the transfer that its noun or pronoun points back at."""
        before = None
        if at.pos_ != "NOUN" and (latter := find_latter(at, self.predicates)):
            roles.items = [latter]
            taken = self.parties.party(grammar.subject(at) or at)  # the memory knows nobody but people
            roles.recipients = [party for party in roles.recipients if not taken or party != taken[0]]
            last = claims.found[-1] if claims.found else None
            if last and roles.suppliers and not roles.recipients and last.recipient not in roles.suppliers:
                roles.recipients = [last.recipient] if last.recipient else []  # they complete what is sent there
        elif at.pos_ != "NOUN":
            before = claims.found[-1] if claims.found and resumes_item(at) else None
            if before is None and not claims.found and (shown := find_shown(at, entry, self.predicates)):
                roles.items = [shown]
            elif before is None and self._nothing(at):
                before = claims.between({*roles.recipients, *roles.suppliers} - {SPEAKER})
        elif entry.lemma not in RECIPROCAL:
            before = self._under_discussion(at, entry, claims)
            if before and entry.status:  # « les négociations entre A et B »: who gives is known from the claim
                roles.suppliers, roles.recipients = [], []
            roles.status = before.status if before else None
        if before:
            together = {t.item_at for t in between(claims.found, before.at, before.at, lambda t: t.at)}
            roles.items = [m for first in sorted(together) for m in self.predicates.items_from(first, first)]

    def _exchange(self, at: Token, roles: Roles, claims: Discussion) -> None:
        """Turn the roles of « en échange de drones » around: what is given for something goes the other way.

        « en échange » alone says nothing of what: « promet, en échange, des drones ».
        """
        sentence = at.sent
        main = claims.on(ANY, None, None)
        if main is not None and main.at < sentence.start:
            main = None
        roles.suppliers = [main.recipient] if main and main.recipient else []
        roles.recipients = [main.supplier] if main and main.supplier else []
        behind = next(grammar.right(at, 1), None)
        if main is None or behind is None or behind.lower_ not in FOR_WHAT:
            roles.items = []

    def _nothing(self, verb: Token) -> bool:
        """Say whether a verb has « rien » or « la moindre … » as object: then all that is in question is meant."""
        return any(t.lower_ in NOTHING for t in (*grammar.left(verb, 3), *grammar.right(verb, 3)))

    def _under_discussion(self, noun: Token, entry: Predicate, claims: Discussion) -> Transfer | None:
        """Return the transfer that « ces livraisons », « les négociations entre l'Iran et la Russie » point back at."""
        before = noun.nbor(-1) if noun.i else noun
        over_adjective = before.pos_ == "ADJ" and noun.i > 1 and noun.nbor(-2).lower_ in DEICTIC
        if before.lower_ not in DEICTIC and not over_adjective:
            return None
        if self._of_something_else(noun) or before.lower_ in OWNERS and noun.lemma_ in TRADE:
            return None  # « la Chine contrôle ses exportations »
        if entry.status and before.lower_ not in POINTING and not over_adjective and noun.lemma_ in CONSENTS:
            return None  # « l'accord préalable de Séoul » is no contract
        last = claims.on(DELIVERY, None, None)
        if last is None or not entry.status:
            return last
        heads = self.parties.cast.heads
        near = (self.doc[i] for i in range(noun.i, min(noun.i + 8, noun.sent.end)) if i in heads)
        named = {party[0] for token in near if (party := self.parties.party(token))}
        return last if named and named <= {last.supplier, last.recipient} else None

    def _of_something_else(self, noun: Token) -> bool:
        """Say whether a noun has another thing for its object: « l'exportation de biens à double usage »."""
        following = list(grammar.right(noun, 4))
        if not following or following[0].lower_ not in ("de", "d'", "du", "des"):
            return False
        of = next((t for t in following[1:] if t.pos_ not in ("DET", "ADJ", "NUM")), None)
        if of is None or of.pos_ != "NOUN" or of.lower_ in CALENDAR or of.i in self.parties.cast.around:
            return False
        return of.i not in self.predicates.item_at and of.lemma_ not in self.predicates.nouns


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
        finder = Finder(doc)
        found = list(finder.find())
        against = list(find_contrasts(doc, finder.parties))
        told = (twice for transfer in found for twice in contrasted(transfer, against, doc))
        doc._.transfers = sorted(dict.fromkeys(told), key=lambda transfer: transfer.at)
        return doc
