"""What the network calls sources and claims."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from dementi.iris import ORGANIZATION
from dementi.store import Row
from dementi.terms import BASE

_LABEL = 36  # characters that fit into a box
_LOCAL = ("ArticleVoice", "Group", "Unattributed")  # sources that belong to one article
_VOICES = {"ArticleVoice": "article_voice", "Unattributed": "unattributed"}


def is_local(row: Row) -> bool:
    """Say whether the source of a row belongs to its article: its own voice, a group, nobody."""
    return _class(row) in _LOCAL


def source_name(row: Row, words: Mapping[str, Any]) -> str:
    """Return what to call a source; what belongs to an article is called after it."""
    if voice := _VOICES.get(_class(row)):
        return str(words[voice].format(name=row["publisher"] or row["title"] or row["article"]))
    # An institution that the ontology does not know has only its English name, and its name in the French article.
    unknown = words["code"] == "fr" and str(row["source"]).startswith(f"{BASE}{ORGANIZATION}/")
    return str(row["sourceText"] if unknown and row["sourceText"] else row["sourceName"])


def claim_parts(row: Row, words: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a claim is about, and its route."""
    what = words["kinds"][row["kind"]].format(item=row["item"])
    return str(what), f"{row['supplier'] or '?'} → {row['recipient'] or '?'}"


def short(text: str) -> str:
    """Return a text that fits into a box; the panel has the whole."""
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"


def sorting(name: str) -> str:
    """Return what a name is sorted by in a list for people: without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))


def _class(row: Row) -> str:
    """Return the name of the class of a row's source."""
    return str(row["sourceType"]).rpartition("#")[2]
