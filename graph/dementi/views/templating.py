"""Templates, what stands beside them, and the queries of the pages, read once; what templates are given is escaped."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from dementi.questions import Ours

TEMPLATES = Path(__file__).parent / "templates"


@cache
def template(name: str) -> Any:
    """Return a template."""
    return _environment().get_template(name)


@cache
def beside(name: str) -> Markup:
    """Return the text of a style or script that stands with the templates."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))


@cache
def own_query(name: str) -> Ours:
    """Return a query of the pages, which stands beside them."""
    return Ours((TEMPLATES.parent / f"{name}.rq").read_text(encoding="utf-8"))


@lru_cache(maxsize=32)
def csp_hash(text: str) -> str:
    """Return the hash by which a Content Security Policy allows an inline element."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}"


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES, encoding="utf-8")
    # Templates do not change while we run: without auto_reload, their files are not looked at for every page.
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    made.filters["compact"] = _compact
    return made


def _compact(value: Any) -> Markup:
    """Return JSON that can stand in a script element: without spaces, and `<`, `>`, `&`, `'` written as escapes."""
    return htmlsafe_json_dumps(value, ensure_ascii=False, separators=(",", ":"))
