"""Web pages as they were saved: what of a page is the article, and what the page says of it. Nothing is fetched.

The text is what trafilatura takes for the article (Barbaresi 2021, ACL demo): without menus, comments and tables, a
paragraph a line. The title of the page is metadata, unless it stands in the article too.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from dementi.boilerplate import is_date
from dementi.decoding import decode
from dementi.intake import safe
from dementi.intake.drafts import Draft, of_bytes
from dementi.intake.extras import needed
from dementi.intake.problems import Unusable

LARGEST = 5 << 20  # bytes; pages of newspapers have up to 3 MB, most of it scripts
HEAD = 4_096  # bytes in which a page says its encoding; WHATWG asks for 1,024
DEEPEST = 500  # elements inside one another; pages of newspapers have up to 60
# '<meta charset="iso-8859-15">' and 'content="text/html; charset=utf-8"' match.
CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?([\w-]{2,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w-]{2,40})")
# '<html lang="fr-FR">' matches; '<html class="lang-fr">' does not.
LANG = re.compile(r"<html\b[^>]{0,2000}?\s(?:xml:)?lang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)
# Only tags are of interest that open something to be closed; "<br>" and "<p>" open nothing that must be.
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b")
ATTRIBUTES = 500  # of an element; pages of newspapers have up to 40
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}")  # "<img src=data:…" and the like; "<p>" is none
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
NESTING = frozenset("div span section article b i em strong font ul ol table blockquote a main aside center".split())
QUIET = ("trafilatura", "htmldate", "courlan", "justext")  # what they find wrong is told in our words
# The latest date that a page may have must not hang on the day on which it is read.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def read(data: bytes) -> Draft:
    """Return the article of a web page.

    Raises:
        Undecodable: It is no text.
        Unusable: No article is found in it, it cannot be a page, or trafilatura is missing.
    """
    trafilatura = needed("trafilatura", "HTML files", "html")
    for library in QUIET:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    if len(data) > LARGEST:
        raise Unusable(f"{len(data):,} bytes are too many for a page", "save the article as plain text, .txt")
    page, warning = decode(data, declared(data))
    for fault in _monstrous(page):
        raise Unusable(fault, "save the article as plain text, .txt")
    try:
        found = trafilatura.bare_extraction(
            page, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=DATES
        )
    except Exception as error:  # whatever it stumbles over, the other pages are read
        raise Unusable(f"trafilatura cannot read it: {error!r:.200}", "save the article as plain text, .txt") from error
    text = (found.text or "").strip() if found else ""
    if not text:
        raise Unusable("no article text is found in this page", "save the article as plain text, .txt")
    lang = LANG.search(page[: 8 * HEAD])
    return Draft(
        "",
        text,
        of_bytes(data),
        metadata={name: value for name, value in _metadata(found, page) if value},
        lang=lang[1].lower() if lang else "",
        warnings=(warning,) if warning else (),
    )


def declared(data: bytes) -> str | None:
    """Return the encoding in which a page says it is, or None."""
    found = XML_ENCODING.match(data[:HEAD]) or CHARSET.search(data[:HEAD])
    return found[1].decode("ascii") if found else None


def _metadata(found: Any, page: str) -> Iterator[tuple[str, str]]:
    """Yield what a page says of its article, by our names."""
    yield "title", safe.line(found.title)
    yield "author", "; ".join(_as_written(name, page) for name in safe.line(found.author).split("; "))
    yield "publisher", safe.line(found.sitename)
    yield "date", found.date if found.date and is_date(found.date) else ""
    yield "url", safe.address(found.url)
    yield "rights", safe.line(found.license)


def _as_written(name: str, page: str) -> str:
    """Return the name of an author with its full stops, for which trafilatura puts blanks: "R Modèle" → "R. Modèle"."""
    # "R. Modèle" and "J.-P. Modèle" match; "r.modele" and "R.Modèle", as in an address, do not.
    written = r"(?:\.?\s|\.(?=-))".join(map(re.escape, name.replace(" -", "\n-").split()))
    places = re.finditer(rf"(?<!\w){written}(?!\w)", page) if name else ()
    return next((found for place in places if "." in (found := safe.line(place[0]))), name)


def _monstrous(page: str) -> Iterator[str]:
    """Yield what of a page would keep a parser busy without end; each is looked for in a time that grows as the page.

    A parser compares each attribute of an element with all others, and each element that is left open with its parents.
    """
    for tag in LONG_TAG.finditer(page):
        if len(QUOTED.sub("", tag[0]).split()) > ATTRIBUTES:
            yield f"more than {ATTRIBUTES} attributes of one element"
    depth = 0
    for tag in TAG.finditer(page):
        if tag[2].lower() in NESTING:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > DEEPEST:
                yield f"more than {DEEPEST} elements inside one another"
