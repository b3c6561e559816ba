"""Where each page of the site lies, how one leads to another, and the frame that all share.

The site is a folder of pages: the French ones at its root, the English ones below ``en``. Links are relative, so that
the same pages do on a disk, on a stick and where `dementi serve` shows them.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from dementi.iris import parts
from dementi.terms import BASE
from dementi.views.templating import beside, csp_hash, template
from dementi.views.words import words as words_of

LANGUAGES = ("fr", "en")
INDEX, NETWORK = "index.html", "network.html"
ROOMS = ("article", "claim", "actor")
# Matches « 000_2aaf39b1a971c50b » and « transfer.iran.russia.drone »; not « Iran », whose case some disks do not keep.
_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")
_SEGMENT = re.compile(r"[a-z0-9_-]+")
# Windows keeps these names for itself, whatever follows the dot.
_KEPT = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST = 60  # characters of a name that is cut; with its hash and its folder it stays well below what disks take
_REMEMBERED = 1 << 15  # links; pages lead to the same ones again and again
_HASH = 12  # hexadecimal digits


@lru_cache(maxsize=_REMEMBERED)
def address(iri: str, lang: str) -> str:
    """Return the address of the page of a thing, from the root of the site: ``claim/transfer.iran.russia.drone.html``.

    What belongs to an article, a statement say, has no page but that of its article.
    """
    thing, _, _ = iri.partition("#")
    room, segments = parts(thing)
    folder = room if room in ("article", "claim") else "actor"
    if room not in ROOMS:
        segments = [room, *segments]
    return in_language(f"{folder}/{_name(thing, segments)}.html", lang)


def plain_iri(page: str) -> str | None:
    """Return the IRI of the thing whose page has this address in French, None where the address does not tell it."""
    room, _, name = page.removesuffix(".html").partition("/")
    inside = f"{room}/{name}" if room == "article" else f"{room}/{name.replace('.', '/')}"
    for path in (inside, name.replace(".", "/") if room == "actor" else inside):
        if _SAFE.fullmatch(name) and address(f"{BASE}{path}", LANGUAGES[0]) == page:
            return f"{BASE}{path}"
    return None


def in_language(page: str, lang: str) -> str:
    """Return the address of a page in a language, given the address of the French one."""
    return page if lang == LANGUAGES[0] else f"{lang}/{page}"


def relative(here: str, there: str) -> str:
    """Return the link from one page to another, both by their addresses."""
    return _from_folder(here.rpartition("/")[0], there)


@lru_cache(maxsize=_REMEMBERED)
def _from_folder(folder: str, there: str) -> str:
    return posixpath.relpath(there, folder or ".")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies, and what lies around it.

    Attributes:
        page: Address of the page in French: ``index.html``, ``claim/transfer.iran.russia.drone.html``.
        lang: Its language.
        live: It is served: there is a page beside it on which to ask.
        whole: All pages are there, not just index and network.
        saves: Decisions on statements can be handed in where it is served.
        alone: Not even these are: the page is mailed by itself.
    """

    page: str
    lang: str = "fr"
    live: bool = False
    whole: bool = True
    alone: bool = False
    saves: bool = False

    @property
    def address(self) -> str:
        """Return the address of the page itself."""
        return in_language(self.page, self.lang)

    def to_page(self, page: str, lang: str = "") -> str:
        """Return the link to a page, given by its address in French; in the language of this one if none is named."""
        return relative(self.address, in_language(page, lang or self.lang))

    def to(self, iri: object) -> str:
        """Return the link to the page of a thing, and to the place in it; "" where the page is not there."""
        if self.alone or not self.whole or not iri:
            return ""
        _, mark, fragment = str(iri).partition("#")
        return relative(self.address, address(str(iri), self.lang)) + mark + fragment

    def to_root(self, path: str) -> str:
        """Return the link to something that is only there live, by its path from the root."""
        return relative(self.address, path)


def rendered(
    name: str,
    place: Place,
    title: str,
    /,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    allow: str = "",
    **values: Any,
) -> str:
    """Return a page made by a template that extends ``base.html``.

    Args:
        name: Of the template; it fills the blocks ``head``, ``main`` and ``foot``.
        place: Where the page lies.
        title: Of the page.
        styles: Files beside the templates, after ``base.css``.
        scripts: Texts of scripts, which come last in the page; the policy allows them by their hashes.
        allow: What the policy allows besides: ``connect-src 'self'``.
        values: What the template is given, besides ``place``, ``lang``, ``words``, ``to``, ``to_page`` and ``title``.

    Raises:
        ValueError: The page does not speak this language.
    """
    texts = [beside(style) for style in ("base.css", *styles)]
    page: str = template(name).render(
        **values,
        place=place,
        lang=place.lang,
        other=next(lang for lang in LANGUAGES if lang != place.lang),
        words=words_of(place.lang),
        title=title,
        to=place.to,
        to_page=place.to_page,
        styles=texts,
        scripts=[Markup(script) for script in scripts],
        policy=_policy(tuple(texts), tuple(scripts), allow),
    )
    return page


def statement_id(iri: object) -> str:
    """Return by what a page knows a statement: the last part of its IRI."""
    return str(iri).rpartition("#")[2]


def known(row: Mapping[str, Any], *names: str) -> str:
    """Return the first of these values of a row that is there, as text."""
    return next((str(row[name]) for name in names if row.get(name)), "")


@lru_cache(maxsize=32)
def _policy(styles: Sequence[str], scripts: Sequence[str], allow: str) -> str:
    """Return the Content Security Policy of a page: its own styles and scripts, and nothing else."""

    def hashes(texts: Sequence[str]) -> str:
        return " ".join(f"'{csp_hash(text)}'" for text in texts) or "'none'"

    rules = [
        "default-src 'none'",
        f"script-src {hashes(scripts)}",
        f"style-src {hashes(styles)}",
        *([allow] if allow else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def _name(iri: str, segments: Sequence[str]) -> str:
    """Return a name that is a file's on every system, another for each thing."""
    joined = ".".join(segments)
    one_way = len(segments) == 1 or all(map(_SEGMENT.fullmatch, segments))
    if one_way and _SAFE.fullmatch(joined) and not _KEPT.fullmatch(joined):
        return joined
    plain = unicodedata.normalize("NFKD", unquote(joined).casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    return f"{slug or 'x'}~{hashlib.sha256(iri.encode()).hexdigest()[:_HASH]}"
