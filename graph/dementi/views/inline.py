"""Pages inside a notebook: isolated, without files, without network."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment

_FRAME = Environment(autoescape=True).from_string(
    '<iframe srcdoc="{{ page }}" title="Démenti" width="100%" height="{{ height }}" style="border:1px solid #ccc"'
    # An origin of its own: the page can neither read the notebook nor be read by it. It may offer what it shows as a
    # file, and open the article on the web beside the notebook.
    ' sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"></iframe>'
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
