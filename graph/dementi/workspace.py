"""A graph kept in a folder: built whole, or changed article by article, with the same result.

Each change is a new generation (see ``generations``), made of the old one at the cost of what changes: tables of the
store are linked to, files of sorted lines copied between the places that change.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from dementi import articles, presentation, rdf, reviews, sorted_lines, store, views
from dementi.aliases import FILE, Aliases
from dementi.annotated import Annotated, line_of_text
from dementi.exchange import Exchange
from dementi.fulltext import FullText
from dementi.generations import SITE, Writer, published
from dementi.ledger import Ledger, line_of
from dementi.provenance import Extraction
from dementi.records import Article
from dementi.reviews import Decided
from dementi.rows import statements_of
from dementi.said import Reading
from dementi.sayings import Sayings
from dementi.syndication import Syndication, own_text

TEXTS, ROWS, QUADS, COUNTS = "articles.jsonl", "statements.jsonl", "graph.nq", "counts.json"
REPRINTS, WORDS, SAYINGS = "syndication.sqlite", "fulltext.sqlite", "sayings.sqlite"
EXTRACTIONS = """
SELECT ?article ?version ?model ?rules WHERE {
  ?article dem:extractedBy ?extraction .
  ?extraction dem:extractorVersion ?version ; dem:modelHash ?model ; dem:rulesHash ?rules .
}
"""
# Statements; the pages of more take longer to be written after each change than one would wait. Of as many it is some
# five seconds, a quarter of what it takes to extract them.
WHOLE = 1_000
DRAWN = 3_000  # statements; a page with all evidence of more is slow to make, to open and to read


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a generation holds, and by what a change from outside is noticed.

    Attributes:
        articles: How many.
        statements: How many, without those that people rejected.
        quads: How many, those of vocabulary, provenance and rules among them.
        aliases: Version of the file of aliases by which it was made, "" for none.
        sizes: Of its files, in bytes.
        quotes_only: Its pages leave out whole texts.
        decisions: Version of the decisions that it follows, "" for none.
    """

    articles: int = 0
    statements: int = 0
    quads: int = 0
    aliases: str = ""
    sizes: dict[str, int] | None = None
    quotes_only: bool = False
    decisions: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What a change did.

    Attributes:
        added: Articles that were not there before.
        replaced: Articles that were there otherwise.
        unchanged: Articles that were there already.
        removed: Articles that are there no more.
        reviewed: Other articles of which something was decided.
        statements: Statements of the articles added, replaced and reviewed.
        compared: Candidate comparisons: how many pairs of claims, statements and articles were looked at.
        counts: What there is now.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    reviewed: int = 0
    statements: int = 0
    compared: int = 0
    counts: Counts = Counts()

    def __add__(self, later: Done) -> Done:
        """Return what both changes did, one after the other."""
        names = [field.name for field in fields(self) if field.name != "counts"]
        return Done(**{name: getattr(self, name) + getattr(later, name) for name in names}, counts=later.counts)


def build(writer: Writer, found: Iterable[Annotated], quotes_only: bool = False) -> Done | None:
    """Publish a generation of these articles, which come in the order of their ids; without any, nothing, and None.

    Args:
        writer: Of the folder.
        found: The articles.
        quotes_only: Leave whole texts out of the pages, of this generation and of those made of it.

    Raises:
        ValueError: The ids do not ascend, the aliases are wrong, or a statement does not fit (see ``rdf.own_quads``).
    """
    new = writer.begin()
    aliases, version = aliases_of(writer.folder)
    decided = reviews.load(writer.folder)
    found = (replace(one, decisions=decided.of(one.article.id)) for one in found)
    base = new / f"base-{QUADS}"
    with Syndication(new / REPRINTS) as reprints, Sayings(new / SAYINGS) as sayings:
        with FullText(new / WORDS) as words:
            ids, said, quads = _written(new, base, found, reprints, words, aliases)
        if not ids:
            return None
        store.create(new / store.FOLDER, base)
        exchange = Exchange(Ledger(Store(str(new / store.FOLDER))), reprints, sayings, aliases)
        exchange.derive(ids)
    exchange.ledger.close()
    quads += sorted_lines.patch(base, new / QUADS, exchange.ledger.removed, exchange.ledger.added)
    base.unlink()
    counts = Counts(len(ids), said, quads, version, quotes_only=quotes_only, decisions=decided.version)
    counts = _publish(writer, new, counts)
    return Done(added=len(ids), statements=said, compared=exchange.compared, counts=counts)


def rebuild(writer: Writer) -> Done:
    """Publish a generation made anew of the articles and statements of the published one; nothing is read again.

    What is written otherwise since then is written so: the aliases, the names of the ontology, the rules that derive.

    Raises:
        FileNotFoundError: There is no graph.
        ValueError: A file was changed from outside, or written by a version whose rows lack something.
    """
    old = published(writer.folder)
    before = counts_of(old)
    _check_sizes(writer.folder, old, before)
    done = build(writer, stored(old, Decided()), before.quotes_only)
    return done or Done(counts=counts_of(old))


def update(writer: Writer, put: Sequence[Annotated], drop: Collection[str] = ()) -> Done:
    """Publish a generation with some articles added or replaced, and others removed.

    What was decided since the one before of articles that stay is followed as well.

    Args:
        writer: Of the folder, where a generation is published.
        put: Articles, each id once; those already there are replaced.
        drop: Ids of articles to remove, all of them there.

    Raises:
        FileNotFoundError: There is no graph.
        KeyError: An article to be removed is not there.
        ValueError: A file was changed from outside, or a statement does not fit (see ``rdf.own_quads``).
    """
    old = published(writer.folder)
    before = counts_of(old)
    aliases = _checked(writer.folder, old, before)
    decided = reviews.load(writer.folder, before.decisions)
    ids, gone = {one.article.id for one in put}, set(drop)
    again = list(some(old, decided, decided.fresh - ids - gone))
    put = [*(replace(one, decisions=decided.of(one.article.id)) for one in put), *again]
    ids |= {one.article.id for one in again}
    there = rows_of(old, ids | gone)
    if missing := sorted(gone - there.keys()):
        raise KeyError(", ".join(missing))
    new = writer.begin()
    store.branch(old / store.FOLDER, new / store.FOLDER)
    for name in (REPRINTS, SAYINGS):
        shutil.copy2(old / name, new / name)
    with Syndication(new / REPRINTS) as reprints, Sayings(new / SAYINGS) as sayings:
        exchange = Exchange(Ledger(Store(str(new / store.FOLDER))), reprints, sayings, aliases)
        unsaid = exchange.ledger.statements(there)
        exchange.change(put, there.keys())
    exchange.ledger.close()
    _reword(old, new, put, gone, aliases)
    net = _patch(old, new, put, gone, exchange.ledger)
    replaced, said = len(ids & there.keys()), sum(len(one.counted()) for one in put)
    counts = Counts(
        before.articles + len(ids) - replaced - len(gone),
        before.statements + said - unsaid,
        before.quads + net,
        before.aliases,
        quotes_only=before.quotes_only,
        decisions=decided.version,
    )
    counts = _publish(writer, new, counts)
    added, replaced = len(ids) - replaced, replaced - len(again)
    return Done(added, replaced, 0, len(gone), len(again), said, exchange.compared, counts)


def stored(generation: Path, decided: Decided) -> Iterator[Annotated]:
    """Yield the articles of a generation with their statements as they were extracted, and what was decided of them."""
    found = extractions(Store.read_only(str(generation / store.FOLDER)))
    with (generation / TEXTS).open("rb") as texts, (generation / ROWS).open("rb") as rows:
        for text, row in zip(texts, rows, strict=True):
            article = articles.stored(text)
            statements = statements_of(json.loads(row))
            yield Annotated(article, statements, found[rdf.article_iri(article.id)], decided.of(article.id))


def some(generation: Path, decided: Decided, ids: Collection[str] | None = None) -> Iterator[Annotated]:
    """Yield those of these articles that are there, as ``stored`` does; without ids, those with decisions."""
    rows = rows_of(generation, decided.by_article if ids is None else ids)
    reading = Reading(Store.read_only(str(generation / store.FOLDER))) if rows else None
    for one, row in sorted(rows.items()):
        article = article_of(generation, one)
        if article and reading:
            yield Annotated(article, statements_of(row), _extraction(reading, one), decided.of(one))


def extractions(graph: Store) -> dict[str, Extraction]:
    """Return which extraction each article went through, by its IRI."""
    rows = store.ask(graph, EXTRACTIONS)
    return {str(row["article"]): Extraction(str(row["version"]), str(row["model"]), str(row["rules"])) for row in rows}


def _extraction(reading: Reading, article: str) -> Extraction:
    """Return which extraction an article went through, by its id."""
    here = reading.value(rdf.article_iri(article), "dem:extractedBy")
    return Extraction(
        *(reading.value(here, name) for name in ("dem:extractorVersion", "dem:modelHash", "dem:rulesHash"))
    )


def _written(
    new: Path, base: Path, found: Iterable[Annotated], reprints: Syndication, words: FullText, aliases: Aliases
) -> tuple[list[str], int, int]:
    """Write articles, statements and their quads; return the ids, and how many statements and quads there are."""
    sorter = sorted_lines.Sorter(new)
    ids: list[str] = []
    things: set[str] = set()
    said = 0
    with (new / TEXTS).open("wb") as texts, (new / ROWS).open("wb") as rows:
        for one in found:
            if ids and one.article.id <= ids[-1]:
                raise ValueError(f"{one.article.id}: comes after {ids[-1]}; give each once, in the order of ids")
            texts.write(line_of_text(one.article) + b"\n")
            rows.write(one.line() + b"\n")
            sorter.put(map(line_of, one.quads(aliases)))
            things |= one.things(aliases)
            reprints.put(one.article.id, own_text(one.article))
            words.put(one.article, one.counted(), aliases)
            ids.append(one.article.id)
            said += len(one.counted())
    sorter.put(map(line_of, rdf.vocabulary_quads(things)))
    return ids, said, sorter.write(base)


def _patch(old: Path, new: Path, put: Sequence[Annotated], drop: Collection[str], ledger: Ledger) -> int:
    """Write the files of lines of a generation from those of the one before; return how many quads it has more."""
    gone = [one.encode("utf-8") for one in drop]
    by_id = sorted_lines.by_id
    sorted_lines.patch(old / TEXTS, new / TEXTS, gone, (line_of_text(one.article) for one in put), by_id)
    sorted_lines.patch(old / ROWS, new / ROWS, gone, (one.line() for one in put), by_id)
    return sorted_lines.patch(old / QUADS, new / QUADS, ledger.removed, ledger.added)


def _reword(old: Path, new: Path, put: Sequence[Annotated], drop: Collection[str], aliases: Aliases) -> None:
    """Write the full text of a generation from that of the one before."""
    shutil.copy2(old / WORDS, new / WORDS)
    with FullText(new / WORDS) as words:
        for article_id in drop:
            words.drop(article_id)
        for one in put:
            words.put(one.article, one.counted(), aliases)


def counts_of(generation: Path) -> Counts:
    """Return how much a generation holds."""
    return Counts(**json.loads((generation / COUNTS).read_text(encoding="utf-8")))


def rows_of(generation: Path, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the lines of ``statements.jsonl`` of those of these articles that are there."""
    wanted = [one.encode("utf-8", "surrogatepass") for one in ids]
    found = sorted_lines.look_up(generation / ROWS, wanted, sorted_lines.by_id)
    return {key.decode(): json.loads(line) for key, line in found.items()}


def article_of(generation: Path, article_id: str) -> Article | None:
    """Return an article of a generation with its whole text, None where that is not there."""
    if not (generation / TEXTS).is_file():  # a store by itself
        return None
    key = article_id.encode("utf-8", "surrogatepass")
    line = sorted_lines.look_up(generation / TEXTS, [key], sorted_lines.by_id).get(key)
    return articles.stored(line) if line else None


def texts_of(generation: Path) -> Callable[[str], Article | None]:
    """Return what gives the articles of a generation with their whole texts, or without, as it was built."""
    return _texts(generation, counts_of(generation))


def _texts(generation: Path, counts: Counts) -> Callable[[str], Article | None]:
    return views.no_text if counts.quotes_only else partial(article_of, generation)


def holds(generation: Path, article: Article, extraction: Extraction) -> bool:
    """Say whether a generation has an article as it is: the same text and metadata, read by the same extraction."""
    key, read = article.id.encode("utf-8"), line_of(next(rdf.provenance_quads(article, extraction)))
    text = sorted_lines.look_up(generation / TEXTS, [key], sorted_lines.by_id).get(key)
    return text == line_of_text(article) and read in sorted_lines.look_up(generation / QUADS, [read])


def _publish(writer: Writer, new: Path, counts: Counts) -> Counts:
    """Write the pages, note the counts, and publish; return the counts."""
    if counts.statements <= DRAWN:
        ask = partial(store.ask, Store.read_only(str(new / store.FOLDER)))
        presentation.write(new / SITE, views.pages(ask, _texts(new, counts), counts.statements <= WHOLE))
    else:
        presentation.write(new / SITE, views.large_pages(counts.statements))
    counts = replace(counts, sizes={name: (new / name).stat().st_size for name in (TEXTS, ROWS, QUADS)})
    (new / COUNTS).write_text(json.dumps(asdict(counts)) + "\n", encoding="utf-8")
    writer.publish(new)
    return counts


def aliases_of(folder: Path) -> tuple[Aliases, str]:
    """Return the aliases of a folder, and their version: SHA-256 of the file, or "" where there is none."""
    file = folder / FILE
    if not file.is_file():
        return Aliases(), ""
    return Aliases.load(file), sha256(file.read_bytes()).hexdigest()


def _checked(folder: Path, generation: Path, counts: Counts) -> Aliases:
    """Return the aliases of a folder, unless they, or a file of the generation, are not as they were when it was made.

    Raises:
        ValueError: They are not; the message says what to do.
    """
    _check_sizes(folder, generation, counts)
    if not (generation / SAYINGS).exists():
        raise ValueError(
            f"{folder}: the graph was made by an earlier version of dementi; first: dementi rebuild --graph {folder}"
        )
    aliases, version = aliases_of(folder)
    if version != counts.aliases:
        raise ValueError(
            f"{folder / FILE}: was changed since the graph was made; first: dementi rebuild --graph {folder}"
        )
    return aliases


def _check_sizes(folder: Path, generation: Path, counts: Counts) -> None:
    """Raise ValueError if a file of a generation has not the size with which it was written."""
    for name, size in (counts.sizes or {}).items():
        if (generation / name).stat().st_size != size:
            raise ValueError(
                f"{folder / name}: was changed by something else than dementi; "
                "build the graph again from the articles, or from articles.jsonl if that is whole"
            )
