"""Files, folders and standard input made articles: with their metadata, and with the body marked.

How each format is read stands in ``intake``. A file of JSON Lines, as ``dementi build`` writes its ``articles.jsonl``,
holds an article a line, metadata included.

Whatever is wrong with an input is told as a ``Problem`` in its place, so that one bad file never keeps the others out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from dementi.boilerplate import body, feed_date
from dementi.decoding import Undecodable
from dementi.intake import corrections
from dementi.intake.corrections import Corrections
from dementi.intake.drafts import Draft
from dementi.intake.files import files
from dementi.intake.inputs import Inputs
from dementi.intake.metadata import Manifests, Metadata, load_manifest, wrong
from dementi.intake.problems import Problem, Unusable
from dementi.intake.reading import Place, draft, places
from dementi.intake.spool import Spool
from dementi.records import Article

__all__ = ["LANGUAGES", "LONG", "Given", "Inputs", "Problem", "language", "load_manifest", "read", "stored"]

Given = Sequence[str | Path | Article] | Inputs
LANGUAGES = ("fr",)
MIN_WORDS = 60  # words; of a shorter text what its file says of its language is worth more than a guess
FEWEST = 20  # words; of a shorter text French is the better guess: of 156 longer sentences none is taken for another
SAMPLE = 20_000  # characters; enough to tell a language
LONG = 1_000_000  # characters; no single article has as many


def read(paths: Given, lang: str | None = None) -> Iterator[Article | Problem]:
    """Yield the articles that ``paths`` name in the order of their ids, and every problem met.

    Args:
        paths: Files of a format of ``intake`` (others are read as plain text), folders of them (read recursively), or
            "-" for standard input; as ``Inputs``, with how they are to be read. A file named twice is read once.
            Articles that were made in Python may stand among them; without a body, theirs is marked as that of others.
        lang: Language of all of them; None to tell it from the text: text under 60 words is taken to be in the
            language that its file says, if it says one, and text under 20 words else in French.

    Raises:
        OSError: The file of metadata cannot be read.
        ValueError: It cannot be understood.
    """
    inputs = paths if isinstance(paths, Inputs) else Inputs([one for one in paths if not isinstance(one, Article)])
    made = [] if isinstance(paths, Inputs) else [one for one in paths if isinstance(one, Article)]
    known = corrections.load(inputs.metadata)
    yield from known.faults
    with Spool() as spool:
        by_id: dict[str, list[Place | Article]] = defaultdict(list)
        for article in made:
            by_id[article.id].append(article)
        for file in files(inputs):
            for place in (file,) if isinstance(file, Problem) else places(file, inputs.columns, spool):
                if isinstance(place, Problem):
                    yield place
                else:
                    by_id[place.id].append(place)
        shelf = Shelf(known)
        for article_id, there in sorted(by_id.items()):
            if len(there) > 1:
                both = " and ".join(sorted(_called(one) for one in there))
                yield Problem(both, f"one id for two articles, {article_id!r}", "the id is the file's stem: rename one")
            elif isinstance(one := there[0], Article):
                yield _given(one, lang)
            else:
                yield from _article(one, lang, shelf, spool)
    yield from known.unused()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is known of articles besides what is in them."""

    corrections: Corrections
    manifests: Manifests = field(default_factory=Manifests)


def _article(place: Place, lang: str | None, shelf: Shelf, spool: Spool) -> Iterator[Article | Problem]:
    """Yield the article in its place after the warnings about it, or why it gives none."""
    try:
        found = draft(place, spool)
        for warning in found.warnings:
            yield Problem(str(place), *warning, failed=False)
        if len(found.text) > LONG:
            message = f"{len(found.text):,} characters are many for one article; this takes its time"
            yield Problem(str(place), message, "if the file holds several, split it", failed=False)
        listed, faults = ({}, []) if place.number else shelf.manifests.metadata(place.file.path)
        yield from faults
        known = {**found.metadata, **listed, **shelf.corrections.of(*place.names)}
        yield _made(place.id, found, known, lang)
    except OSError as error:
        yield Problem(str(place), error.strerror or str(error), "check the file and its permissions")
    except (Undecodable, Unusable) as error:
        yield Problem(str(place), *error.args)


def _called(place: Place | Article) -> str:
    return f"{place.id} (made in Python)" if isinstance(place, Article) else str(place)


def _given(article: Article, lang: str | None) -> Article | Problem:
    """Return an article that was made in Python with its body marked, or why nothing can be made of it."""
    try:
        for name, value in asdict(article).items():
            if not isinstance(value, str | tuple) and (value is not None or name in ("id", "text")):
                raise Unusable(f"its {name} {value!r} is no text", "give it as a str")
        if not article.id:
            raise Unusable("it has no id", "give it one that no other has")
        known = {one.name: getattr(article, one.name) for one in fields(Metadata) if getattr(article, one.name)}
        json.dumps(known | {"text": article.text}, ensure_ascii=False).encode("utf-8")
        if fault := wrong(known):
            raise Unusable(f"its {fault}", "correct it")
        del known["id"]
        found = _made(article.id, Draft("", article.text, article.original), known, lang)
        return replace(found, body=article.body or found.body)
    except UnicodeEncodeError:
        return Problem(_called(article), "it holds halves of characters, which no text has", "decode it anew")
    except Unusable as error:
        return Problem(_called(article), *error.args)


def _made(article_id: str, found: Draft, known: dict[str, str], lang: str | None) -> Article:
    """Return the article of a draft, of which so much is known.

    Raises:
        Unusable: It is nothing but boilerplate, or in a language that is not read.
    """
    text = found.text
    day, stretches = feed_date(text)[0], _stretches(text)
    if not stretches:
        raise Unusable("nothing in it but metadata and site boilerplate", "give it the article's text")
    known = ({"date": day} if day else {}) | known
    known["lang"] = _accepted(lang or known.get("lang") or language(text, stretches, found.lang))
    return Article(article_id, text, body=stretches, original=found.original, **known)


def stored(line: bytes) -> Article:
    """Return the article of a line as ``dementi build`` writes it, its body marked as when it was read."""
    record = json.loads(line)
    text = record["text"]
    names = [one.name for one in fields(Metadata)] + ["original"]
    known = {name: record[name] for name in names if record.get(name)}
    return Article(text=text, body=_stretches(text), **known)


def _stretches(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that are the article itself."""
    return tuple(body(text, feed_date(text)[1]))


def language(text: str, stretches: Sequence[tuple[int, int]], declared: str = "") -> str:
    """Return the ISO 639-1 code of the language of these stretches of ``text``.

    Where they are short it is the one declared; where they are too short to tell, French.
    """
    sample = " ".join(text[start : min(end, start + SAMPLE)] for start, end in stretches)[:SAMPLE]
    words = len(sample.split())
    if words < FEWEST or (declared and words < MIN_WORDS):
        return declared or "fr"
    import py3langid

    # Its model counts byte sequences of running text, so capitals throughout would look like no language.
    return str(py3langid.classify(sample.lower())[0])


def _accepted(lang: str) -> str:
    if lang not in LANGUAGES:
        message = f"skipped: its language is {lang!r}, and only {', '.join(LANGUAGES)} is read"
        raise Unusable(message, "if it is French all the same: --lang fr", False)
    return lang
