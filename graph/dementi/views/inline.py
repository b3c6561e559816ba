"""Pages and rows inside a notebook: isolated, without files, without network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment

_AUTOESCAPED = Environment(autoescape=True)
_FRAME = _AUTOESCAPED.from_string(
    '<iframe srcdoc="{{ page }}" title="Démenti" width="100%" height="{{ height }}" style="border:1px solid #ccc"'
    # An origin of its own: the page can neither read the notebook nor be read by it. It may offer what it shows as a
    # file, and open the article on the web beside the notebook.
    ' sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"></iframe>'
)
_TABLE = _AUTOESCAPED.from_string(
    '<div style="overflow:auto;max-height:30em"><table><thead><tr>'
    '{% for name in names %}<th scope="col">{{ name }}</th>{% endfor %}</tr></thead><tbody>'
    "{% for row in rows %}<tr>"
    "{% for name in names %}<td>{{ '' if row[name] is none else row[name] }}</td>{% endfor %}"
    "</tr>{% endfor %}</tbody></table></div>"
)


@dataclass(frozen=True)
class Inline:
    """A page to look at in a notebook.

    Attributes:
        page: A whole HTML page, as the views return it.
        height: Height of its frame, in CSS pixels.
    """

    page: str
    height: int = 720

    def _repr_html_(self) -> str:
        return _FRAME.render(page=self.page, height=self.height)


@dataclass(frozen=True)
class Table:
    """The rows of an answer to look at in a notebook.

    Attributes:
        rows: What ``store.ask`` returned; all rows have the same keys.
    """

    rows: Sequence[Mapping[str, object]]

    def _repr_html_(self) -> str:
        return _TABLE.render(names=list(self.rows[0]) if self.rows else [], rows=self.rows)
