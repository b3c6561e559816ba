"""From annotated text to statements: the only reader of ``doc._`` outside of the components.

One statement a (source, stance, claim) of an article: what is said three times is one statement with three evidences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Doc

from dementi.components.antecedents import EARLIER
from dementi.components.mentions import in_body
from dementi.lexicon import word_list
from dementi.records import (
    FORMERLY,
    NOBODYS,
    STANCE_OF_ACT,
    Assertion,
    Claim,
    Evidence,
    Source,
    Stance,
    Statement,
    Status,
)

# Of several acts in one statement the one that says most stands for it.
_ACTS = (
    "admits confirms denies rejects dismisses accuses announces warns reports estimates states hearsay no-comment "
    "doubts unconfirmed"
).split()
_EARLIER = EARLIER | word_list("stance.toml", "anterior")

Key = tuple[str, Stance, Claim]


def _evidence(doc: Doc, assertion: Assertion, own: bool) -> Evidence:
    """Return one place that makes a statement; ``own``: whose quantity only is that of the claim it answers."""
    start = doc[assertion.first].idx
    end = doc[assertion.last].idx + len(doc[assertion.last])
    transfer = assertion.transfer
    quantity = None if own else transfer.quantity
    return Evidence(doc._.article.select(start, end), transfer.status, quantity, transfer.when)


def _key(assertion: Assertion) -> Key:
    transfer = assertion.transfer
    return (
        assertion.source.name,
        assertion.stance,
        Claim(transfer.kind, transfer.supplier, transfer.recipient, transfer.item),
    )


def _merged(doc: Doc, key: Key, said: list[Assertion]) -> Statement:
    """Return one statement of all places that make it; the most committed and most explicit place comes first."""
    order = list(Status)
    clearest = sorted(said, key=lambda a: (order.index(a.transfer.status), -a.transfer.explicit, a.first))
    best = clearest[0]
    direct = not all(_answers(a) for a in said)
    evidences = tuple(dict.fromkeys(_evidence(doc, a, direct and _answers(a)) for a in clearest))
    act = min((a.act for a in said if STANCE_OF_ACT[a.act] is key[1]), key=lambda a: _ACTS.index(a.value))
    return Statement(
        article=doc._.article.id,
        source=_source(said),
        stance=key[1],
        act=act,
        claim=key[2],
        item_text=best.transfer.item_text.exact,
        cue=best.cue,
        evidences=evidences,
        hedged=all(a.hedged for a in said),
        via=max((a.via for a in said), key=len),
        item_concept=best.transfer.item_concept,
        rule=_rule(best),
    )


def _rule(best: Assertion) -> str:
    """Return the rule, marked where the cue itself tells of an earlier time: « a initialement nié », « avait nié »."""
    words = set(re.findall(r"\w+", best.cue.exact.lower())) if best.cue else set()
    return f"{best.rule}:{FORMERLY}" if words & _EARLIER and FORMERLY not in best.rule else best.rule


def _answers(assertion: Assertion) -> bool:
    """Say whether an assertion takes its claim, and how many, from another: « dément ces informations »."""
    return assertion.rule.startswith("anaphor")


def _source(said: list[Assertion]) -> Source:
    """Return the source with its first words in the article, and a side where any place tells one."""
    sided = [a.source for a in said if a.source.on_behalf_of]
    return (sided or [a.source for a in said])[0]


def statements(doc: Doc) -> list[Statement]:
    """Return the statements of an annotated article in text order, each with all its evidence.

    What lies outside of the article's body (feed metadata, boilerplate) makes no statement.
    """
    return [statement for statement, _ in grouped(doc)]


def grouped(doc: Doc) -> list[tuple[Statement, list[Assertion]]]:
    """Return the statements of an annotated article, each with the assertions that make it."""
    found: dict[Key, list[Assertion]] = {}
    for assertion in doc._.read:
        if in_body(doc, doc[assertion.at].idx):
            found.setdefault(_key(assertion), []).append(assertion)
    return [(_merged(doc, key, said), said) for key, said in found.items() if not _told_already(key, said, found)]


def _told_already(key: Key, said: list[Assertion], grouped: Mapping[Key, list[Assertion]]) -> bool:
    """Say whether a claim that nobody is named for is somebody's in the same article (guidelines, case 5)."""
    if not all(a.rule.startswith(NOBODYS) for a in said):
        return False
    return any(other[1:] == key[1:] and other[0] != key[0] for other in grouped)
