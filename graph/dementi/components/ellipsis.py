"""Who gives what to whom in a clause that leaves its verb out: « … et Riga des drones à Abuja ».

No component: the part of ``transfers`` that reads the roles of such a clause by the frame of the verb before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dementi.components.adjuncts import preposition_of
from dementi.components.gaps import Gap
from dementi.components.goods import items_in
from dementi.components.roles import RoleReader, Roles
from dementi.lexicon import Frame, Role


def gapped(verb: Token, frame: Frame, main: Roles, reader: RoleReader) -> Iterator[Roles]:
    """Yield the roles of each clause that leaves a verb out; what it does not say is as in the clause before.

    « livre des canons et Riga des obus à Dakar »: what only the last of them says holds for all.
    """
    giver = frame.roles.get("subject")
    if giver not in (Role.SUPPLIER, Role.RECIPIENT) or frame.roles.get("object") is not Role.ITEM:
        return
    before = main
    for gap in reader.predicates.gaps.get(verb.i, ()):
        roles = _read(gap, frame, giver, reader)
        sides = ("recipients", "suppliers")
        other = sides[giver is Role.RECIPIENT]
        if not getattr(roles, other):
            setattr(roles, other, list(getattr(before, other)))
        elif not getattr(before, other):
            setattr(before, other, list(getattr(roles, other)))
        before = roles
        if roles.items:
            yield roles


def _read(gap: Gap, frame: Frame, giver: Role, reader: RoleReader) -> Roles:
    """Return what a clause itself says: its subject, its equipment, those behind a preposition."""
    doc, parties, roles = reader.doc, reader.parties, Roles()
    for head in parties.coordinated(doc[gap.subject]):
        if found := parties.party(head):
            roles.add(giver, *found)
    roles.items = items_in(reader.predicates, gap.first, gap.last)
    for actor in parties.cast.starting(gap.first, gap.last):
        role = frame.roles.get(preposition_of(doc, actor.first, frame) or "")
        if role in (Role.SUPPLIER, Role.RECIPIENT) and role is not giver and (found := parties.party(doc[actor.head])):
            roles.add(role, *found)
    return roles
