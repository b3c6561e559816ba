"""What a clause leaves out: the parties that the claims under discussion tell, or whom the article is about.

No component: the part of ``transfers`` that completes roles, never from a pair of countries assumed by default.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from dementi.components.attachment import by_strangers
from dementi.components.deals import Deals
from dementi.components.discussion import ANY, DELIVERY, Discussion, Pair
from dementi.components.freight import MATERIALS
from dementi.components.makers import Makers
from dementi.components.parties import Parties
from dementi.components.predicates import Predicates
from dementi.components.topics import Topics
from dementi.fr import grammar
from dementi.lexicon import Role, word_list
from dementi.records import Kind, Transfer
from dementi.terms import concepts

RETURNS = ("en sens inverse", "en retour", "en contrepartie", "en échange")
REGIONS = word_list("transfers.toml", "region")
WITH = 8  # tokens from « arrivés » to « avec », at the most
# Of goods that their supplier may send elsewhere, or that end there.
MEANT = ("destiner", "promettre", "attendre", "finir", "échouer", "se retrouver")


class Completion:
    """The open roles of one document's transfers."""

    def __init__(self, doc: Doc, predicates: Predicates, parties: Parties, deals: Deals) -> None:
        self.doc = doc
        self.predicates = predicates
        self.parties = parties
        self.deals = deals
        self.makers = Makers(doc, predicates, parties)
        self.topics = Topics(doc, parties)

    def complete(self, transfer: Transfer, claims: Discussion) -> Transfer | None:
        """Fill empty roles from the claim under discussion on the same item.

        Drop what names no party or cannot be one.
        """
        supplier, recipient = transfer.supplier, transfer.recipient
        explicit = (supplier is not None) + (recipient is not None)
        if by_strangers(self.doc, transfer):
            return replace(transfer, explicit=explicit) if recipient is not None else None
        if supplier is None or recipient is None:
            supplier, recipient = self._filled(transfer, claims)
            if (supplier is None) != (recipient is None) and (other := self._about(transfer, supplier, recipient)):
                supplier, recipient = supplier or other, recipient or other
        open_role = self._open_role(transfer, supplier, recipient)
        if supplier is None and recipient is None and not open_role or supplier == recipient is not None:
            return None
        return replace(transfer, supplier=supplier, recipient=recipient, explicit=explicit, open_role=open_role)

    def _filled(self, transfer: Transfer, claims: Discussion) -> Pair:
        """Return the parties of a transfer that names not both: those of the last full claim that they fit."""
        supplier, recipient = named = transfer.supplier, transfer.recipient
        if transfer.kind is not Kind.TRANSFER and supplier is recipient is None:
            earlier = claims.on(transfer.item, None, None)
            return (earlier.supplier, earlier.recipient) if earlier and earlier.kind is transfer.kind else (None, None)
        if supplier is None and (giver := self._giver_here(transfer, claims)):
            return giver, recipient
        if supplier is recipient is None and self._elsewhere(transfer):
            return named
        model = concepts()[transfer.item_concept].maker is not None  # « JF-17 »; « chars » are any
        if model and (known := claims.of_model(transfer.item_concept, *named)):
            return known.supplier, known.recipient  # « les seize JF-17 remis au Myanmar »: those spoken of before
        maker = self.makers.maker(transfer)
        earlier = claims.on(transfer.item, supplier, recipient)
        same = earlier is not None and self.makers.made(earlier).id == self.makers.made(transfer).id
        if earlier and (same or maker in (None, earlier.supplier)):
            return earlier.supplier, earlier.recipient
        if supplier is recipient is None and maker and (pair := self._ordered(maker, claims)):
            return pair
        if supplier is None and recipient and (seller := self.makers.seller(transfer)):
            return seller, recipient
        if earlier:
            return earlier.supplier, earlier.recipient
        if supplier is None and maker is None:
            supplier = self._likely(transfer, claims)
        if transfer.item in MATERIALS and recipient is None and claims.found:
            built = claims.found[-1]  # « une usine russe assemble des drones à partir de pièces fournies par Téhéran »
            if built.kind is Kind.PRODUCTION and built.at >= self.doc[transfer.at].sent.start:
                return supplier, built.recipient
        if (supplier is None) != (recipient is None) and self._returns(transfer):
            turned = claims.on(ANY, recipient, supplier)
            if turned:
                return turned.recipient, turned.supplier
        noun = self.doc[transfer.at].pos_ == "NOUN" and transfer.kind is Kind.TRANSFER
        if noun and supplier is recipient is None:  # « aucune preuve d'un envoi de missiles »: whose is in question
            giver, taker = claims.only_pair()
            return (taker, giver) if maker and taker == maker else (giver, taker)  # nobody is sold what he makes
        if noun:
            # « récuse toute livraison de missiles »
            return self._same_party(transfer.item, claims, supplier, recipient)
        return supplier, recipient

    def _elsewhere(self, transfer: Transfer) -> bool:
        """Say whether a clause tells of goods that go another way than those in question.

        « les instructeurs russes, arrivés avec des canons »: who comes with them; « déversés en Afrique »: whereto.
        """
        at = self.doc[transfer.at]
        if at.pos_ not in grammar.VERBAL:
            return False
        if any(t.lower_ in REGIONS for t in grammar.right(at, 3)) or any(t.lower_ == "où" for t in grammar.left(at, 2)):
            return True  # « d'où proviennent ces obus »
        bare = grammar.verb_form(at) == "participle" and not grammar.verb_group(at)
        if not bare or not any(t.lower_ == "avec" for t in grammar.right(at, WITH)):
            return False
        before = next((t for t in grammar.left(at, 2) if t.text != ","), at)
        actor = self.parties.cast.around.get(before.i)
        return actor is not None and self.parties.party(self.doc[actor.head]) is not None

    def _about(self, transfer: Transfer, supplier: str | None, recipient: str | None) -> str | None:
        """Return whom the article is about, for the party that neither the clause nor the discussion names."""
        other = self.topics.other(replace(transfer, supplier=supplier, recipient=recipient))
        return None if supplier and other == self.makers.maker(transfer) else other  # they are not sold to their maker

    def _same_party(self, item: str, claims: Discussion, supplier: str | None, recipient: str | None) -> Pair:
        """Return the parties of an elliptic noun: the other party of the last transfer with the one that is named.

        Of goods that were not in question nothing is known.
        """
        earlier = claims.on(DELIVERY, supplier, recipient) if supplier or recipient else None
        if earlier and "weapons" not in (item, earlier.item) and not claims.on(item, None, None):
            return supplier, recipient
        return (earlier.supplier, earlier.recipient) if earlier else (supplier, recipient)

    def _giver_here(self, transfer: Transfer, claims: Discussion) -> str | None:
        """Return who gives the very items by another verb: « a envoyé à Kiev des missiles destinés à Taipei »."""
        if transfer.rule.split(":")[-1] not in MEANT:
            return None  # « des chars achetés à Minsk ont été revendus »
        start = self.doc[transfer.at].sent.start
        here = (t for t in reversed(claims.found[-4:]) if t.at >= start and t.item_at == transfer.item_at)
        return next((t.supplier for t in here if t.supplier and t.supplier != transfer.recipient), None)

    def _ordered(self, maker: str, claims: Discussion) -> Pair | None:
        """Return the parties of goods by their maker: « les K9 sont livrés », of contracts of Séoul with Warsaw."""
        last = claims.on(DELIVERY, None, None)
        if (buyer := self.deals.buyer(maker)) and (last is None or last.at < self.deals.last_at):
            return maker, buyer
        return (maker, last.recipient) if last and last.supplier == maker else None

    def _likely(self, transfer: Transfer, claims: Discussion) -> str | None:
        """Return the seller of goods, where the same seller's were in question and the sentence names nobody else.

        « … vendus à Varsovie »; of arms that nothing specifies, who alone delivers to the recipient.
        """
        seller = claims.supplier(transfer.item, transfer.kind, transfer.recipient)
        if seller is None and transfer.item == "weapons" and transfer.recipient:
            seller = claims.deliverer(transfer.recipient)
        sentence, heads = self.doc[transfer.at].sent, self.parties.cast.heads
        named = (self.parties.party(self.doc[i]) for i in range(sentence.start, sentence.end) if i in heads)
        return None if any(party and party[0] not in (seller, transfer.recipient) for party in named) else seller

    def _returns(self, transfer: Transfer) -> bool:
        """Say whether something goes the other way: « une aide technique serbe en sens inverse »."""
        near = self.doc[transfer.first : transfer.last + 6].text.lower()
        return any(words in near for words in RETURNS)

    def _open_role(self, transfer: Transfer, supplier: str | None, recipient: str | None) -> str:
        """Return the role of an unnamed subject that may be whoever speaks: « annonce la livraison de … »; else ""."""
        token = self.doc[transfer.at]
        if token.pos_ != "NOUN" and grammar.verb_form(grammar.anchor(token)) == "finite":
            return ""
        giver = self.predicates.frames[transfer.rule.split(":")[0]].roles.get("subject")
        if giver is Role.SUPPLIER and supplier is None or giver is Role.RECIPIENT and recipient is None:
            return giver.value
        return ""
