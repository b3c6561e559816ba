"""Transfers that a question and its answer tell together: « Et les drones ? », « Que reçoit Minsk ? – Des missiles. ».

No component: the part of ``transfers`` that reads what the one leaves for the other to say.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from dementi.components.discussion import DELIVERY, Discussion
from dementi.components.goods import items_in
from dementi.components.predicates import Predicates
from dementi.components.roles import Roles
from dementi.components.turns import Turn, Turns
from dementi.fr import grammar
from dementi.records import Mention, Transfer

SHORT = 12  # tokens of « Et les missiles balistiques ? », at the most
WHAT = frozenset("que qu' quoi quel quelle quels quelles".split())
INSTEAD = frozenset("retour échange contrepartie".split())  # « que reçoit-il en retour ? »


class Replies:
    """The questions of one document that only their answers make claims, or only the claims before them."""

    def __init__(self, doc: Doc, predicates: Predicates) -> None:
        self.doc = doc
        self.predicates = predicates
        self.turns = Turns(doc).found
        self.waiting = [item for turn in self.turns if (item := self._elliptic(turn))]

    def _elliptic(self, turn: Turn) -> Mention | None:
        """Return the item of a question without a verb: « Et les missiles ? »; of another, None."""
        words = [t for t in turn.asked if not t.is_space]
        items = items_in(self.predicates, turn.asked.start, turn.asked.end - 1)
        opens = words[0].lower_ in ("et", "quid") or turn.asked.text.lower().startswith("qu'en est-il")
        verbal = any(t.pos_ == "VERB" or t.i in self.predicates.transfer_verbs for t in words)
        return items[0] if items and len(words) <= SHORT and opens and not verbal else None

    def before(self, place: int, claims: Discussion) -> None:
        """Add what is asked of other goods, up to a place: what was asked of those before them."""
        while self.waiting and self.waiting[0].first < place:
            item = self.waiting.pop(0)
            last = claims.on(DELIVERY, None, None)
            if last is None or last.at >= item.first:
                continue
            asked = replace(
                last,
                at=item.first,
                item=item.concept.item_class or "weapons",
                item_concept=item.concept.id,
                item_text=item.where,
                item_at=item.first,
                first=item.first,
                last=item.last,
                negated=False,
                quantity=None,
                when=None,
                explicit=0,
                hypothetical=True,
            )
            claims.add(asked)

    def fill(self, at: Token, roles: Roles, claims: Discussion) -> bool:
        """Give a question after goods those of its answer: « Que reçoit Minsk ? – Des missiles. »; say whether."""
        turn = next((turn for turn in self.turns if turn.asked.start <= at.i < turn.asked.end), None)
        if turn is None or not any(t.lower_ in WHAT for t in turn.asked[:4]):
            return False
        answer = self.doc[turn.answer[0]].sent
        verbal = any(grammar.verb_form(t) == "finite" for t in answer if t.pos_ in grammar.VERBAL)
        items = items_in(self.predicates, turn.answer[0], min(answer.end - 1, turn.answer[1]))
        if verbal or not items or self._late(items[0], turn):
            return False
        roles.items = items
        if any(t.lower_ in INSTEAD and t.nbor(-1).lower_ == "en" for t in grammar.right(at, 5)):
            last = claims.on(DELIVERY, None, None)
            roles.suppliers = [last.recipient] if last and last.recipient else []
            roles.recipients = [last.supplier] if last and last.supplier else []
        return True

    def _late(self, item: Mention, turn: Turn) -> bool:
        """Say whether something else than the item opens an answer."""
        return any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in self.doc[turn.answer[0] : item.first])


def answered(transfer: Transfer) -> Transfer:
    """Return a transfer where its answer is."""
    return replace(transfer, at=transfer.item_at, first=transfer.item_at, last=transfer.item_at)
