"""Statements, claims and dates in words: what the pages of claims and actors show of a row of ``statements.rq``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dementi.iris import ORGANIZATION, parts
from dementi.store import Row
from dementi.terms import BASE
from dementi.views.site import Place, known, statement_id
from dementi.views.words import words as words_of

LOCAL = ("ArticleVoice", "Group", "Unattributed")  # classes of sources that belong to one article
_ISO = re.compile(r"\d{4}-\d\d(-\d\d)?")  # 2022-08-19, 2022-08; not « le 19 août »
UNDATED = "9999"  # after everything that has a date
_MONTH, _DAY = 7, 10  # characters of a date that has them


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as a page shows it.

    Attributes:
        id: By which pages know it, also its anchor.
        row: Of which it is made.
        stance: ``asserts``, ``denies`` or ``uncertain``.
        head: The stance in a word, and the act in another.
        date: ISO, or ``UNDATED``.
        day: The date in words.
        source: Who says it, and the link to its page.
        side: For whom it speaks, where that is somebody else; and the link.
        claim: What it is about, as narrowly as the article says it; and the link.
        notes: Status, quantity, time, and what was relayed by whom.
        article: What to call the article; and the link to the place in it.
        change: The stance that it changes from, in a word, or "".
    """

    id: str
    row: Row
    stance: str
    head: tuple[str, str]
    date: str
    day: str
    source: tuple[str, str]
    side: tuple[str, str]
    claim: tuple[str, str]
    notes: tuple[str, ...]
    article: tuple[str, str]
    change: str


def told(rows: Iterable[Row], place: Place) -> list[Told]:
    """Return statements in the order of their dates, each once, as a page at this place shows them."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["statement"])].append(row)
    return sorted((_told(group, place) for group in found.values()), key=_order)


def is_limited(rows: Iterable[Row], limit: int | None) -> bool:
    """Say whether there may be more statements than these, of which so many were asked for at the most."""
    return limit is not None and len({row["statement"] for row in rows}) >= limit


def claim_name(iri: object, label: object, words: Mapping[str, Any]) -> str:
    """Return what to call a claim: « drone : Iran → Russie (emploi) »."""
    kind = parts(str(iri))[1][0]
    return str(words["kinds"][kind].format(item=label or iri))


def day(date: object, words: Mapping[str, Any]) -> str:
    """Return a date in words, as exactly as it is known: « 2 mai 2023 », « mai 2023 », « 2023 »."""
    text = str(date or UNDATED)
    if text == UNDATED:
        return str(words["undated"])
    if len(text) < _MONTH:
        return text
    shown = f"{words['months'][text[5:7]]} {text[:4]}"
    if len(text) < _DAY:
        return shown
    number = words["site"]["first_day"] if text[8:10] == "01" else text[8:10].lstrip("0")
    return f"{number} {shown}"


def source_name(row: Row, words: Mapping[str, Any]) -> str:
    """Return what to call a source; what belongs to an article is called after it, or as the article does."""
    outlet = known(row, "publisher", "title", "article")
    if row["sourceType"] in ("ArticleVoice", "Unattributed"):
        key = "article_voice" if row["sourceType"] == "ArticleVoice" else "unattributed"
        return str(words[key].format(name=outlet))
    # A body that the ontology does not know has only its English name, and its name in the French article.
    if words["code"] == "fr" and str(row["source"]).startswith(f"{BASE}{ORGANIZATION}/") and row["sourceText"]:
        return str(row["sourceText"])
    return known(row, "sourceName", "sourceText", "source")


def _order(one: Told) -> tuple[str, str, int, str]:
    """Return by what statements are put in order: a month comes before its days, as it may be any of them."""
    return one.date, str(one.row["article"]), int(str(one.row["start"])), one.id


def _told(rows: Sequence[Row], place: Place) -> Told:
    row, words = rows[0], words_of(place.lang)
    relays = dict(sorted((int(str(one["relayRank"])), str(one["relay"])) for one in rows if one["relayRank"]))
    local = row["sourceType"] in LOCAL
    notes = (
        words["statuses"][row["status"]],
        row["quantity"],
        row["when"] and (day(row["when"], words) if _ISO.fullmatch(str(row["when"])) else row["when"]),
        words["hedged"] if row["hedged"] else "",
        f"{words['via']} {', '.join(relays.values())}" if relays else "",
    )
    alone = row["side"] == row["source"] or "#" in str(row["side"]) or row["sourceType"] == "ArticleVoice"
    other = "" if alone else known(row, "sideName")
    source = source_name(row, words)
    return Told(
        id=statement_id(row["statement"]),
        row=row,
        stance=str(row["stance"]),
        head=(words["stances"][row["stance"]], words["acts"][row["act"]]),
        date=str(row["date"] or UNDATED),
        day=day(row["date"], words),
        source=(source, "" if local else place.to(row["source"])),
        side=(other, place.to(row["side"])) if other and other != source else ("", ""),
        claim=(claim_name(row["precise"], row["preciseName"], words), place.to(row["precise"])),
        notes=tuple(str(note) for note in notes if note),
        article=(
            " · ".join(filter(None, (known(row, "publisher"), known(row, "title", "article")))),
            place.to(row["statement"]),
        ),
        change=str(words["stances"][row["change"]]) if row["change"] and row["change"] != row["stance"] else "",
    )
