"""TOML arrays of tables read into frozen dataclasses; every error names the file, the entry, the value and the cure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Entry = TypeVar("Entry", bound=DataclassInstance)
else:
    Entry = TypeVar("Entry")


MOST_DOTS = 1_000  # in a line; to make tables inside one another tomllib takes the square of their number


def entries(path: Path, table: str, cls: type[Entry]) -> tuple[Entry, ...]:
    """Return the entries ``[[table]]`` of the TOML file at ``path``, in its order.

    The fields of ``cls`` are the keys that an entry may hold, those without a default the ones it must hold; a value
    is a str, int, float, bool or enumeration, a tuple or mapping of these, or optional. Two entries that agree on
    ``cls.key`` (by default on its first field) are duplicates.

    Raises:
        ValueError: The file is no TOML, or an entry has an unknown, missing, ill-typed or duplicate key.
    """
    return typed(path, read(path), table, cls)


def read(path: Path, known: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the tables of a TOML file, none but the ``known`` ones where these are given.

    Raises:
        ValueError: The file is no TOML, goes too deep, or holds another table.
    """
    try:
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.split("\n"), 1):
            if line.count(".") > MOST_DOTS:
                raise ValueError(f"{path.name}: line {number} has more than {MOST_DOTS:,} dots; mend it")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: not UTF-8: {error.reason} at byte {error.start}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: not TOML: {error}; mend the file there") from error
    except RecursionError as error:
        raise ValueError(f"{path.name}: too many brackets inside one another; mend the file") from error
    if known is not None:
        for table in tables:
            if table not in known:
                raise ValueError(f"{path.name}: unknown table {table!r}; known are {', '.join(known)}")
    return tables


def typed(path: Path, tables: Mapping[str, Any], table: str, cls: type[Entry]) -> tuple[Entry, ...]:
    """Return the entries of one table of a file already read; see ``entries``."""
    rows = tables.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"{path.name}: {table!r} is not an array of tables; write [[{table}]]")
    hints = get_type_hints(cls)
    key: tuple[str, ...] = getattr(cls, "key", (fields(cls)[0].name,))
    seen: set[tuple[Any, ...]] = set()
    found = []
    for number, row in enumerate(rows, start=1):
        name = tuple(row.get(part) for part in key)
        where = f"{path.name}: [[{table}]] {number} ({' '.join(map(str, name))})"
        found.append(_entry(where, row, cls, hints))
        name = tuple(tuple(part) if isinstance(part, list) else part for part in name)
        if name in seen:
            raise ValueError(f"{where}: stands there twice; drop one")
        seen.add(name)
    return tuple(found)


def _entry(where: str, row: Mapping[str, Any], cls: type[Entry], hints: Mapping[str, Any]) -> Entry:
    required = {f.name: f.default is MISSING and f.default_factory is MISSING for f in fields(cls)}
    for key in row:
        if key not in required:
            raise ValueError(f"{where}: unknown key {key!r}; known are {', '.join(required)}")
    for key in required:
        if required[key] and key not in row:
            raise ValueError(f"{where}: key {key!r} is missing; add it")
    return cls(**{key: _value(f"{where}: {key}", value, hints[key]) for key, value in row.items()})


def _value(where: str, value: Any, hint: Any) -> Any:
    """Return ``value`` as ``hint`` wants it; empty strings, lists and tables are refused."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return _value(where, value, next(arg for arg in inner if arg is not type(None)))
    if origin is tuple and isinstance(value, list) and value:
        return tuple(_value(where, part, inner[0]) for part in value)
    if origin is Mapping and isinstance(value, dict) and value:
        return MappingProxyType({part: _value(f"{where}.{part}", value[part], inner[1]) for part in value})
    if isinstance(hint, type) and issubclass(hint, Enum):
        if value not in list(hint):
            raise ValueError(f"{where}: {value!r} is none of {', '.join(str(member.value) for member in hint)}")
        return hint(value)
    if origin is None and type(value) is hint and value != "":
        return value
    wanted = "a list" if origin is tuple else "a table" if origin is Mapping else f"a {hint.__name__}"
    raise ValueError(f"{where}: {value!r} is not {wanted}, or it is empty; write {wanted}")
