"""Decisions for tests, on statements as they are."""

import random

from dementi.reviews import Decision, Verdict
from dementi.revision import statement_id

BY, AT = "R. Exemple", "2024-05-02T10:00:00Z"


def decision(article, statement=None, verdict=Verdict.ACCEPT, correction=None, by=BY, at=AT, note=""):
    """A decision on a statement, or on the article."""
    own, seen = "", {}
    if statement:
        own, claim, where = statement_id(statement), statement.claim, statement.evidence.where
        seen = {"source": statement.source.name, "stance": statement.stance.value, "kind": claim.kind.value}
        seen |= {"supplier": claim.supplier, "recipient": claim.recipient, "item": claim.item}
        seen |= {"start": where.start, "end": where.end}
    return Decision(article.id, article.hash, own, Verdict(verdict), by, at, correction or {}, seen, note)


def some(one, seed):
    """Decisions on an article with its statements, which follow from it and the seed: some of each kind."""
    chance = random.Random(f"{one.article.id} {seed}")
    found = []
    for number in range(chance.randrange(1, 6) if one.statements else 0):
        statement, verdict = chance.choice(one.statements), chance.choice(list(Verdict))
        correction = {
            "stance": chance.choice(("asserts", "denies", "uncertain")),
            chance.choice(("supplier", "recipient")): chance.choice(("Iran", "Chine", None, "Ligue Modèle")),
            "source": chance.choice(("Iran", "article", "Dmitri Peskov", "P. Fictif", "officials")),
            "item": chance.choice(("drone", "tank", "shahed-136")),
        }
        at = f"2024-05-02T10:00:{number:02}" + chance.choice(("Z", ".120Z", "+02:00", ".5-05:30"))
        if verdict is Verdict.COMPLETE:
            found.append(decision(one.article, None, verdict, at=at))
        else:
            correction = correction if verdict is Verdict.CORRECT else None
            found.append(decision(one.article, statement, verdict, correction, chance.choice(("A.", "B.")), at, "vu"))
    return found
