"""What was missed and what is extra, each beside its sentence and the rules that fired there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dementi.breakdown import found_at, sentence
from dementi.evaluation import Row, core, fault, match
from dementi.explained import Explained


@dataclass(frozen=True, slots=True)
class Error:
    """One row that only one side has.

    Attributes:
        article: Id of the article.
        what: ``missed`` or ``extra``, ``flipped`` or ``swapped`` for the extra rows that are the worst.
        row: The row: source, stance, kind, parties, item.
        sentence: The sentence of its evidence, "" where the evidence is not in the text.
        rules: Of an extra row the rule that made it; of a missed one all that fired in its sentence.
    """

    article: str
    what: str
    row: Row
    sentence: str
    rules: tuple[str, ...]

    def __str__(self) -> str:
        row = self.row
        side = f" ({row['on_behalf_of']})" if row.get("on_behalf_of") not in (None, row.get("source")) else ""
        claim = f"{row.get('kind')} {row.get('supplier') or '?'} → {row.get('recipient') or '?'}: {row.get('item')}"
        said = f"{row.get('source')}{side} {row.get('stance')}, {claim}, {row.get('status')}"
        lines = [
            f"{self.what:8s}{self.article}  {said}",
            f"        « {self.sentence or row.get('evidence')} »",
            f"        rules: {'; '.join(self.rules) or 'none fired'}",
        ]
        return "\n".join(lines)


def find_errors(
    gold: Mapping[str, Sequence[Row]], predicted: Mapping[str, Sequence[Row]], read: Mapping[str, Explained]
) -> Iterator[Error]:
    """Yield what ``core`` does not match, article by article in text order; optional rows of gold are not missed.

    Args:
        gold: The right rows by article.
        predicted: What was found.
        read: How the articles were read; of one that is not here, sentence and rules are missing.
    """
    for article_id in sorted(gold):
        rows, found = gold[article_id], predicted.get(article_id) or ()
        pairs = match(rows, found, core)
        right, met = {i for i, _ in pairs}, {j for _, j in pairs}
        wrong = [(row, "missed") for i, row in enumerate(rows) if i not in right and not row.get("optional")]
        wrong += [(row, fault(rows, row) or "extra") for j, row in enumerate(found) if j not in met]
        errors = [_error(article_id, row, what, read.get(article_id)) for row, what in wrong]
        yield from (error for _, error in sorted(errors, key=lambda placed: (placed[0], placed[1].what)))


def _error(article_id: str, row: Row, what: str, read: Explained | None) -> tuple[int, Error]:
    """Return a row with its place in the article, its sentence, and the rules."""
    text = read.article.text if read else ""
    where = found_at(text, row)
    first, last = sentence(text, *where) if where else (0, 0)
    rules = [str(row["rule"])] if row.get("rule") else _rules(read, first, last)
    return first, Error(article_id, what, row, " ".join(text[first:last].split()), tuple(rules))


def _rules(read: Explained | None, first: int, last: int) -> list[str]:
    """Return the rules that found speech, transfers and statements between two characters, in that order."""
    out = []
    for paragraph in read.paragraphs if read else ():
        speech = [one.attribution.rule for one in paragraph.speech if first <= one.attribution.cue.start < last]
        transfers = [one.transfer.rule for one in paragraph.predicates if first <= one.where.start < last]
        said = [one.assertion.rule for one in paragraph.said if first <= one.where.start < last]
        out += [*speech, *transfers, *(f"statement {rule}" for rule in said)]
    return list(dict.fromkeys(out))
