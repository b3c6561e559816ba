"""Who says that somebody did it, by punishing him: « Londres a gelé les avoirs de … pour leur rôle dans … ».

No component: the part of ``attributions`` for ``sanctions``. Whoever punishes accuses (guidelines, what counts).
"""

from __future__ import annotations

from dataclasses import replace

from dementi.components.sanctions import Sanction, find_sanctions
from dementi.components.sources import UNATTRIBUTED
from dementi.components.speech import Speech
from dementi.records import Act, Attribution, CueMention, Source

SAME = 150  # tokens after a punishment in which another without author is by the same


class Punishments:
    """The punishments of one document as attributions."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc
        self.predicates = [transfer.at for transfer in self.doc._.transfers]

    def told(self, found: list[Attribution]) -> list[Attribution]:
        """Return the attributions found with those of punishments, in text order.

        « X, accusé d'avoir livré … », of whom nobody else is said to accuse, is the word of who punishes.
        """
        last: tuple[int, Source] | None = None
        for sanction in find_sanctions(self.doc):
            who = self._who(sanction, last)
            if not who:
                continue
            if who[0] is not UNATTRIBUTED:
                last = sanction.verb, who[0]
            if sanction.reason < 0:
                continue
            nobodys = [a for a in found if a.at == sanction.reason and a.source == UNATTRIBUTED]
            found = [replace(a, source=who[0]) if a in nobodys else a for a in found]
            found += [a for a in self._accusations(sanction, who) if not nobodys]
        return sorted(found, key=lambda a: a.at)

    def _accusations(self, sanction: Sanction, who: list[Source]) -> list[Attribution]:
        """Return the reason of a punishment as what those who punish say, where it tells of a transfer."""
        verb = self.doc[sanction.verb]
        end = self.speech.contents.until(sanction.reason, verb)
        if not any(sanction.reason <= at <= end for at in self.predicates):
            return []
        cue = CueMention(verb.i, verb.i, Act.ACCUSES, "verb", (), verb.lemma_)
        return self.speech.make(cue, who, [(sanction.reason, end)], "sanction")

    def _who(self, sanction: Sanction, last: tuple[int, Source] | None) -> list[Source]:
        """Return who punishes; of a passive without agent, who did so just before, else nobody."""
        verb, sources = self.doc[sanction.verb], self.speech.sources
        if not sanction.passive:
            return sources.all(sources.subject(verb))
        agent = sources.agent(verb)
        if agent is not None and agent.i < sanction.reason:
            return sources.all(agent)
        return [last[1]] if last and verb.i - last[0] <= SAME else [UNATTRIBUTED]
