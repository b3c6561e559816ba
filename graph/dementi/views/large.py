"""What stands in the place of the network where there is too much to be drawn after each update."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from dementi.views.words import words

_TEMPLATES = Path(__file__).parent / "templates"


def large(statements: int, lang: str = "fr") -> str:
    """Return a page that says how many statements there are, and how to look at them.

    Raises:
        ValueError: The page does not speak this language.
    """
    template = Environment(loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"), autoescape=True).get_template(
        "large.html"
    )
    said = words(lang)
    return template.render(lang=lang, words=said, large=said["large"].format(statements=statements))
