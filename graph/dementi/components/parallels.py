"""Lists in which each item has a party of its own: « des drones à Moscou et des obus à Téhéran ».

No component: the part of ``transfers`` that reads parallel arguments by their order.
"""

from __future__ import annotations

from itertools import groupby

from spacy.tokens import Doc

from dementi.components.adjuncts import preposition_of
from dementi.components.parties import Parties
from dementi.lexicon import Frame, Role
from dementi.records import Mention

Own = dict[int, str]  # the party by the first token of its item
Mark = tuple[int, Mention | str]  # an item, or a party, by its place
BESIDE = ("DET", "NUM", "ADJ", "ADP")  # between a party and the item that it gets: « et à Rome trois vieux chars »


def own_parties(doc: Doc, parties: Parties, frame: Frame, role: Role, items: list[Mention], zone: range) -> Own:
    """Return the parties in a role by item, where in a zone the items and the parties beside them go by turns.

    « a reçu de Minsk des chars, de Pékin des drones »; none where one party has all items, or all parties do.
    """
    marks: list[Mark] = [(m.first, m) for m in items]
    for actor in parties.cast.starting(zone.start, zone.stop - 1):
        key = preposition_of(doc, actor.first, frame)
        if key and frame.roles[key] is role and (party := parties.party(doc[actor.head])):
            marks.append((actor.first, party[0]))
    marks.sort(key=lambda mark: mark[0])
    marks = _unfolded(doc, marks)
    runs = [(kind, [m for _, m in run]) for kind, run in groupby(marks, key=lambda mark: type(mark[1]) is str)]
    named = [run for kind, run in runs if kind]
    if len(named) < 2 or any(len(run) > 1 for run in named) or len(runs) != 2 * len(named):
        return {}
    found: Own = {}
    for place in range(0, len(runs), 2):
        whose, held = (runs[place][1], runs[place + 1][1])[:: 1 if runs[0][0] else -1]
        found.update({m.first: str(whose[0]) for m in held if isinstance(m, Mention)})
    return found


def _unfolded(doc: Doc, marks: list[Mark]) -> list[Mark]:
    """Return the marks with a party behind its items that stands before: « des drones à Moscou et à Rome des obus ».

    Only behind « et », and with its items right behind it: « des drones à Moscou et à Rome, des obus à Berne ».
    """
    for place in range(1, len(marks) - 1):
        (_, before), (at, party), (first, item) = marks[place - 1 : place + 2]
        if not isinstance(before, str) or not isinstance(party, str) or isinstance(item, str):
            continue
        joined = any(t.lower_ in ("et", "ou") for t in doc[max(at - 3, 0) : at])
        behind = [t for t in doc[at + 1 : first] if t.pos_ not in BESIDE and t.text not in party]
        if joined and not behind:
            end = next((i for i in range(place + 1, len(marks)) if isinstance(marks[i][1], str)), len(marks))
            return [*marks[:place], *marks[place + 1 : end], marks[place], *marks[end:]]
    return marks
