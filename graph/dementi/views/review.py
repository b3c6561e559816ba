"""What the page of an article needs for its statements to be reviewed: what was extracted, and what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from dementi import iris
from dementi.records import Claim, ConceptKind, Kind
from dementi.store import Row
from dementi.terms import BASE, concepts
from dementi.views.evidence import Said
from dementi.views.site import Place, statement_id
from dementi.views.templating import template
from dementi.views.words import words as words_of

KEPT = "dementi.review"  # under which name a browser keeps decisions that are not applied yet
_CLAIM = ("kind", "supplier", "recipient", "item")
_VOICES = {"ArticleVoice": "article", "Unattributed": "unattributed"}


def reviewing(decided: Iterable[Row], known: Row, found: Sequence[Said], place: Place) -> dict[str, Any]:
    """Return what the templates of the review are given.

    Args:
        decided: Rows of the question ``reviews``, of the article.
        known: What the graph says of the article.
        found: Its statements.
        place: Where the page lies.
    """
    standing = [row for row in decided if row["stands"]]
    gone = [row | {"id": statement_id(row["statement"])} for row in standing if row["verdict"] == "reject"]
    return {
        "review": words_of(place.lang)["review"],
        "data": _data(known, found, standing, place),
        "rejected": gone,
        "form": _form(place.lang),
    }


def _data(known: Row, found: Sequence[Said], standing: Sequence[Row], place: Place) -> dict[str, Any]:
    """Return what the script is given: of each statement its fields, and on what a decision on it is."""
    made: dict[str, list[str]] = defaultdict(list)
    for row in standing:
        if row["now"]:
            made[statement_id(row["now"])].append(statement_id(row["statement"]))
    return {
        "article": str(known["article"]),
        "hash": known["hash"],
        "root": place.to_root("."),
        "kept": KEPT,
        "saves": place.to_root("review") if place.saves else "",
        "statements": {one.id: _statement(one, made[one.id], standing, place.lang) for one in found},
    }


@cache
def _form(lang: str) -> Markup:
    """Return the form of a correction, which is the same on every page of a language."""
    words = words_of(lang)
    return Markup(template("review_form.html").render(words=words, review=words["review"], items=_items(lang)))


def _items(lang: str) -> list[tuple[str, str]]:
    """Return the classes of items, by id and name, in the order of their names."""
    classes = {one.item_class for one in concepts().values() if one.kind is ConceptKind.ITEM and one.item_class}
    return sorted(((one, _name(concepts()[one], lang)) for one in classes), key=lambda item: item[1])


def _statement(one: Said, made: Iterable[str], standing: Iterable[Row], lang: str) -> dict[str, Any]:
    """Return a statement for the script.

    ``on`` are the statements, as they were extracted, on which a decision is: itself, or those that were corrected to
    it. ``whole`` says that a correction must give all fields, since they are not those that were extracted.
    """
    corrected = one.row["rule"] == "review"
    on = [*([] if corrected else [_seen(one)]), *({"id": name} for name in sorted(set(made) - {one.id}))]
    if corrected and one.id in made:
        on.append({"id": one.id})
    ids = {extracted["id"] for extracted in on}
    decided = next((row for row in standing if row["statement"] and statement_id(row["statement"]) in ids), None)
    return {
        "on": on,
        "whole": corrected,
        "fields": _fields(one.row, lang),
        "decided": {key: decided[key] for key in ("verdict", "by", "at")} if decided else None,
    }


def _seen(one: Said) -> dict[str, Any]:
    """Return what is seen of a statement, as decisions have it; the id alone where aliases have changed its names."""
    row, place = one.row, one.quotes[0].where
    supplier, recipient = (iris.names(str(row[name]))[0] if row[name] else None for name in ("supplier", "recipient"))
    claim = Claim(Kind(row["kind"]), supplier, recipient, iris.parts(str(row["claim"]))[1][-1])
    source, stance = _source(row, "en"), str(row["stance"])
    if iris.statement_id(source, stance, claim) != one.id:
        return {"id": one.id}
    said = {"source": source, "stance": stance} | {key: getattr(claim, key) for key in _CLAIM}
    return {"id": one.id, **said, "start": place.start, "end": place.end}


def _fields(row: Mapping[str, Any], lang: str) -> dict[str, str]:
    """Return the fields of a statement as the form shows them: names in the language of the page, "" for nobody."""
    parties = ("supplier", "recipient", "behalf")
    names = {key: iris.names(str(row[key]))[lang == "fr"] if row[key] else "" for key in parties}
    return {
        "stance": str(row["stance"]),
        "kind": str(row["kind"]),
        "supplier": names["supplier"],
        "recipient": names["recipient"],
        "item": iris.parts(str(row["precise"]))[1][-1],
        "source": _source(row, lang),
        "on_behalf_of": names["behalf"],
    }


def _source(row: Mapping[str, Any], lang: str) -> str:
    """Return the name of the source; of the article's voice and of nobody, the word for it."""
    voice = _VOICES.get(str(row["sourceType"]).rpartition("#")[2])
    if voice:
        return voice
    iri = str(row["source"])
    if "#" in iri:  # a group of the article: its name stands in its IRI
        return iris.names(f"{BASE}name/{iri.partition('#source-')[2]}")[0]
    return iris.names(iri)[lang == "fr"]


def _name(concept: Any, lang: str) -> str:
    return str(concept.fr if lang == "fr" else concept.en)
