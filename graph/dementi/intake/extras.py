"""Libraries that need not be there: without them their formats are not read, and the rest is."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from dementi.intake.problems import Unusable


def needed(library: str, what: str, extra: str) -> ModuleType:
    """Return a library.

    Raises:
        Unusable: It is not there; the message says which extra brings it.
    """
    try:
        return import_module(library)
    except ImportError as error:
        name = library.partition(".")[0]
        raise Unusable(f"{what} need {name}: pip install 'dementi[{extra}]'", "") from error
