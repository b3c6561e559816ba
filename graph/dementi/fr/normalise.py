"""Typographic variants made one, character for character, so that offsets stay those of the article.

The parser was trained on plain quotes and apostrophes and the lexicons are written with them; articles are not. Every
replacement is one code point for one, so ``normalise(text)[i]`` always stands for ``text[i]``.
"""

from __future__ import annotations

import re

_VARIANTS = {
    "'": "’‘ʼ′´`＇‛",
    '"': "“”„‟″＂«»‹›",
    "-": "‐‑‒–—―−•◦▪▫●○■□‣⁃►▶➤",
    "\n": "\u0085\u2028\u2029",
    " ": "\u00a0\u202f\u2007\u2008\u2009\u200a\u2002\u2003\u2004\u2005\u2006\u3000\u200b\u2060\ufeff\t\r\v\f",
}
# « A Pékin, … », « "A l'en croire, … »: at the beginning of a sentence the bare capital is the preposition.
_BARE = re.compile(r"""(?:(?<=\n)|(?<=[.!?:"(] )|(?<=["(])|\A)A(?= \w)""")
_TABLE = {ord(variant): plain for plain, variants in _VARIANTS.items() for variant in variants}


def normalise(text: str) -> str:
    """Return ``text`` with plain apostrophes, quotes, hyphens, spaces and line ends; same length and offsets."""
    return text.translate(_TABLE)


def accented(text: str) -> str:
    """Return ``text`` with the accent that many papers leave off a capital « À »; same length and offsets."""
    return _BARE.sub("À", text)
