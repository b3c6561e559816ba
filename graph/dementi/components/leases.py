"""Who lets and who hires: « louer à » means both, « loue un sous-marin à la Russie », « loue des drones au Maroc ».

No component: the part of ``transfers`` that reads what is hired. Whose goods they are tells who lets them; where
nothing tells it, nobody has a role.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.origins import Origins
from dementi.components.roles import Roles
from dementi.lexicon import word_list
from dementi.terms import concepts

HIRING = word_list("transfers.toml", "hiring")


def settled(verb: Token, roles: Roles, origins: Origins) -> bool:
    """Give the roles of two of whom one lets what the other hires, by whose the goods are; say whether it tells."""
    if _unequivocal(verb) or len(roles.suppliers) != 1 or len(roles.recipients) > 1:
        return True
    owners = {owner for item in roles.items if (owner := _owner(item.first, origins))}
    one = roles.suppliers[0]
    if not roles.recipients:  # « des drones israéliens loués par Berlin »
        if len(owners) == 1 and one not in owners:
            roles.suppliers, roles.recipients = [*owners], [one]
        return len(owners) == 1
    other = roles.recipients[0]
    if owners == {other}:
        roles.suppliers, roles.recipients = [other], [one]
    return owners in ({one}, {other})


def _unequivocal(verb: Token) -> bool:
    """Say whether words tell who hires: « auprès de la Russie », « loués de la Russie »."""
    return any(t.lower_ == "auprès" for t in verb.sent)


def _owner(at: int, origins: Origins) -> str | None:
    """Return the state whose adjective an item has, else the one that makes it."""
    mention = origins.item_at.get(at)
    if mention is None:
        return None
    if origin := origins.origin(mention):
        return origin[0]
    maker = origins.predicates.make(at).maker
    return concepts()[maker].en if maker else None
