"""What stands in the place of the network where there is too much to be drawn after each update."""

from __future__ import annotations

from dementi.views.templating import template
from dementi.views.words import words


def large(statements: int, lang: str = "fr") -> str:
    """Return a page that says how many statements there are, and how to look at them.

    Raises:
        ValueError: The page does not speak this language.
    """
    said = words(lang)
    page: str = template("large.html").render(lang=lang, words=said, large=said["large"].format(statements=statements))
    return page
