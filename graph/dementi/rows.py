"""Statements as flat rows, as the annotation guidelines have them, and back; a row holds all that a statement holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dementi.records import (
    Act,
    Claim,
    Evidence,
    Kind,
    Period,
    Quantity,
    Selector,
    Source,
    SourceKind,
    Stance,
    Statement,
    Status,
)


def flat_row(statement: Statement) -> dict[str, Any]:
    """Return a statement as the flat row of the annotation guidelines, with offsets, cue, rule and all evidence."""
    source, claim, first = statement.source, statement.claim, statement.evidence
    when = next((e.when for e in statement.evidences if e.when), None)
    quantity = next((e.quantity for e in statement.evidences if e.quantity), None)
    return {
        "source": source.name,
        "source_text": source.text.exact if source.text and source.kind is not SourceKind.ARTICLE else None,
        "source_kind": source.kind.value,
        "source_concept": source.concept,
        "source_at": _place(source.text) if source.text else None,
        "on_behalf_of": source.on_behalf_of,
        "via": list(statement.via),
        "stance": statement.stance.value,
        "act": statement.act.value,
        "kind": claim.kind.value,
        "supplier": claim.supplier,
        "recipient": claim.recipient,
        "item": claim.item,
        "item_text": statement.item_text,
        "item_concept": statement.item_concept,
        "status": statement.status.value,
        "quantity": quantity.text if quantity else None,
        "when": when.text if when else None,
        "evidence": first.where.exact,
        "evidence_start": first.where.start,
        "evidence_end": first.where.end,
        "cue": statement.cue.exact if statement.cue else None,
        "cue_start": statement.cue.start if statement.cue else None,
        "cue_end": statement.cue.end if statement.cue else None,
        "hedged": statement.hedged,
        "rule": statement.rule,
        "said_on": statement.said_on,
        "evidences": [_evidence_row(evidence) for evidence in statement.evidences],
    }


def statements_of(line: Mapping[str, Any]) -> list[Statement]:
    """Return the statements of one line of ``statements.jsonl``: exactly those of which it was written.

    Raises:
        ValueError: A row lacks something, or holds what no statement can; the message names article, row and value.
    """
    found = []
    for number, row in enumerate(line["statements"], 1):
        try:
            found.append(_statement(line["id"], row))
        except KeyError as error:
            remedy = "the line was written by another version; read the article again"
            raise ValueError(f"{line['id']}: statement {number}: {error.args[0]} is missing: {remedy}") from error
        except ValueError as error:
            remedy = "correct the line, or read the article again"
            raise ValueError(f"{line['id']}: statement {number}: {error}: {remedy}") from error
    return found


def _statement(article: str, row: Mapping[str, Any]) -> Statement:
    """Return the statement of a row."""
    return Statement(
        article=article,
        source=Source(
            name=row["source"],
            kind=SourceKind(row["source_kind"]),
            on_behalf_of=row["on_behalf_of"],
            text=_selector(row["source_at"]) if row["source_at"] else None,
            concept=row["source_concept"],
        ),
        stance=Stance(row["stance"]),
        act=Act(row["act"]),
        claim=Claim(Kind(row["kind"]), row["supplier"], row["recipient"], row["item"]),
        item_text=row["item_text"],
        cue=Selector(row["cue_start"], row["cue_end"], row["cue"]) if row["cue"] else None,
        evidences=tuple(_evidence(one) for one in row["evidences"]),
        hedged=row["hedged"],
        via=tuple(row["via"]),
        item_concept=row["item_concept"],
        rule=row["rule"],
        said_on=row["said_on"],
    )


def _place(where: Selector) -> dict[str, Any]:
    return {"start": where.start, "end": where.end, "exact": where.exact}


def _selector(place: Mapping[str, Any]) -> Selector:
    return Selector(place["start"], place["end"], place["exact"])


def _evidence_row(evidence: Evidence) -> dict[str, Any]:
    quantity, when = evidence.quantity, evidence.when
    return {
        **_place(evidence.where),
        "status": evidence.status.value,
        "quantity": quantity.text if quantity else None,
        "quantity_low": quantity.low if quantity else None,
        "quantity_high": quantity.high if quantity else None,
        "when": when.text if when else None,
        "when_from": when.start if when else None,
        "when_until": when.end if when else None,
    }


def _evidence(row: Mapping[str, Any]) -> Evidence:
    low, high, start, end = (row[name] for name in ("quantity_low", "quantity_high", "when_from", "when_until"))
    return Evidence(
        where=_selector(row),
        status=Status(row["status"]),
        quantity=None if row["quantity"] is None else Quantity(row["quantity"], low, high),
        when=None if row["when"] is None else Period(row["when"], start, end),
    )
