"""Records as MessagePack, so that spaCy can write documents that have them: ``Doc.to_bytes``, ``DocBin``, processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any, get_type_hints

import srsly

from dementi.records import Article, Attribution, Claim, Evidence, Period, Quantity, Selector, Source, Statement

MARK = "dementi"  # the key under which a record says what it is
_RECORDS = {
    one.__name__: one for one in (Article, Attribution, Claim, Evidence, Period, Quantity, Selector, Source, Statement)
}
Chain = Callable[[Any], Any] | None


def register() -> None:
    """Let srsly, by which spaCy writes, pack and unpack records."""
    srsly.msgpack_encoders("dementi", func=packed)
    srsly.msgpack_decoders("dementi", func=unpacked)


def packed(value: Any, chain: Chain = None) -> Any:
    """Return a record as a dictionary; what is none goes on to the next encoder."""
    name = type(value).__name__
    if _RECORDS.get(name) is type(value):
        return {MARK: name} | {field.name: getattr(value, field.name) for field in fields(value)}
    return chain(value) if chain else value


def unpacked(value: Any, chain: Chain = None) -> Any:
    """Return the record of a dictionary; what is none goes on to the next decoder."""
    name = value.get(MARK) if isinstance(value, Mapping) else None
    if not (isinstance(name, str) and name in _RECORDS):
        return chain(value) if chain else value
    hints = _hints(name)
    return _RECORDS[name](**{key: _as(hints[key], one) for key, one in value.items() if key != MARK})


@cache
def _hints(name: str) -> Mapping[str, Any]:
    return get_type_hints(_RECORDS[name])


def _as(hint: Any, value: Any) -> Any:
    """Return a value as its field has it: words of an enumeration as such, lists as tuples."""
    if isinstance(value, list | tuple):
        return tuple(_as(None, one) for one in value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, StrEnum) else value
