"""What people look at: each view is one self-contained page, made of rows, without network access."""

from dementi.views.coloured import explained_text
from dementi.views.explain import explained_page
from dementi.views.inline import Inline, Table
from dementi.views.network import network

__all__ = ["Inline", "Table", "explained_page", "explained_text", "network"]
