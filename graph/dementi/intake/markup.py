"""Pieces of HTML made text: what an entry of a feed holds, not whole pages (see ``html``)."""

from __future__ import annotations

import re
from html import unescape

# "<p class='a'>", "</p>", "<br/>" and "<!-- … -->" match; "a < b" does not. No two branches begin alike, so that the
# time taken grows with the text and no faster.
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol "
    "p pre section table td th tr ul".split()
)
UNSEEN = frozenset("script style template noscript iframe object svg".split())


def text_of(markup: str) -> str:
    """Return the words of a piece of HTML, a paragraph a line; scripts and the like are left out."""
    markup = _without_comments(markup)
    out: list[str] = []
    at, hidden = 0, ""
    for tag in TAG.finditer(markup):
        name = tag[2].lower()
        if not hidden:
            out.append(unescape(" ".join(markup[at : tag.start()].split("\n"))))
            out.append("\n" if name in BLOCKS else "")
            if name in UNSEEN and not tag[1] and not tag[3].endswith("/"):
                hidden = name
        elif tag[1] and name == hidden:
            hidden = ""
        at = tag.end()
    if not hidden:
        out.append(unescape(" ".join(markup[at:].split("\n"))))
    lines = (" ".join(line.split()) for line in "".join(out).split("\n"))
    return "\n".join(line for line in lines if line)


def _without_comments(markup: str) -> str:
    """Return HTML without comments; one that is never closed takes the rest with it, as in a browser."""
    out, at = [], 0
    while (start := markup.find("<!--", at)) >= 0:
        out.append(markup[at:start])
        end = markup.find("-->", start + 4)
        at = end + 3 if end >= 0 else len(markup)
    return "".join([*out, markup[at:]])
