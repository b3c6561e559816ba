"""The commands of review: decisions taken over from files, what was decided, what waits, and gold made of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from dementi.options import GraphFolder, Rows
from dementi.terminal import NOTHING, STDOUT, Stop, write_lines, write_rows

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Accept, reject and correct statements.",
    epilog="Decide on the page of an article, which gives a file; then: dementi review apply FILE --graph DIR",
)


@app.command()
def apply(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Decisions, as the page of an article gives them.")
    ] = None,
    graph: GraphFolder = Path(),
) -> None:
    """Take decisions over, and let the graph follow.

    They are added to decisions.jsonl of the graph's folder; those that are there already are passed over. Without a
    FILE, the graph follows what was saved there meanwhile. What does not fit its article any more is kept, and told.
    """
    from dementi import corpus, reviews

    read = [decision for file in files or () for decision in reviews.parsed(file.read_bytes(), str(file))]
    added, done = corpus.review(graph, read)
    print(
        f"dementi: {len(added)} decisions added, {len(read) - len(added)} were there; {done.reviewed} articles"
        f" reviewed; now {done.counts.statements} statements count",
        file=sys.stderr,
    )
    for row in _rows(graph):
        if row["unfit"]:
            print(f"dementi: {row['article']}: {row['statement'] or 'the article'}: {row['unfit']}", file=sys.stderr)


@app.command("list")
def listed(
    graph: GraphFolder = Path(),
    waiting: Annotated[bool, typer.Option("--waiting", help="Say instead which statements nobody decided.")] = False,
    form: Rows = None,
) -> None:
    """Say what was decided, and what of it does not fit.

    ``stands`` is false where a later decision is on the same statement.
    """
    rows = list(_waiting(graph) if waiting else _rows(graph))
    write_rows(rows, form)
    if not rows:
        raise Stop("every statement is decided" if waiting else "nothing is decided", "", NOTHING)


@app.command()
def export(
    gold: Annotated[Path, typer.Option("--gold", metavar="FILE.jsonl", help="Where to write.")] = STDOUT,
    graph: GraphFolder = Path(),
) -> None:
    """Write what people decided as gold for `dementi evaluate`.

    An article is gold where each of its statements was decided, or where it was marked complete; its gold is what was
    accepted and corrected. Unless it was marked complete, nobody has said that nothing is missing: recall is that of
    what was found.
    """
    from dementi import generations, reviews, revision, rows, workspace

    found = []
    for one in workspace.some(generations.hold(graph), reviews.load(graph)):
        right = revision.gold(one.statements, one.revisions())
        if right is not None:
            statements = [rows.flat_row(statement) for statement in right]
            found.append({"id": one.article.id, "lang": one.article.lang, "statements": statements})
    if not found:
        raise Stop("no article is decided as a whole", "dementi review list --waiting", NOTHING)
    write_lines(gold, found)
    print(f"dementi: {len(found)} articles are gold", file=sys.stderr)


def _rows(graph: Path) -> Iterator[dict[str, Any]]:
    """Yield the decisions in the order of their articles, each with whether it stands, and why it does not fit."""
    from dementi import generations, reviews, revision, workspace

    decided = reviews.load(graph)
    there = {one.article.id: one for one in workspace.some(generations.hold(graph), decided)}
    for article, decisions in sorted(decided.by_article.items()):
        one = there.get(article)
        fits, unfit = revision.revisions(one.article, one.statements, decisions) if one else ([], [])
        stands = {found.decision.key for found in fits if found.stands}
        why = {found.decision.key: found.why for found in unfit}
        for decision in decisions:
            entry = decision.entry()
            yield {
                "article": article,
                "at": decision.at,
                "by": decision.by,
                "decision": decision.verdict.value,
                "stands": decision.key in stands,
                "source": decision.seen.get("source"),
                "stance": decision.seen.get("stance"),
                "correction": json.dumps(entry["correction"], ensure_ascii=False) if entry["correction"] else None,
                "note": entry["note"],
                "statement": decision.statement or None,
                "unfit": why.get(decision.key) or (None if one else "the graph has no such article"),
            }


def _waiting(graph: Path) -> Iterator[dict[str, Any]]:
    """Yield the statements on which no decision stands."""
    from dementi import generations, reviews, workspace
    from dementi.revision import statement_id

    decided = reviews.load(graph)
    for one in workspace.stored(generations.hold(graph), decided):
        known = {found.decision.statement for found in one.revisions() if found.stands and found.judged}
        for statement in one.statements:
            if statement_id(statement) not in known:
                yield {
                    "article": one.article.id,
                    "source": statement.source.name,
                    "stance": statement.stance.value,
                    "quote": statement.evidence.where.exact,
                    "statement": statement_id(statement),
                }
