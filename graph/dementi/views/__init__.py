"""What people look at: each view is one self-contained page, made of rows, without network access."""

from dementi.views.article import article_page
from dementi.views.asking import ERROR_POLICY, QUERY_POLICY, STATIC, error_page, query_page
from dementi.views.coloured import explained_text
from dementi.views.columns import no_text
from dementi.views.explain import explained_page
from dementi.views.index import index_page
from dementi.views.inline import Inline, Table
from dementi.views.large import large
from dementi.views.network import QUERY as NETWORK_QUERY
from dementi.views.network import network
from dementi.views.pages import addresses, large_pages, network_page, page, pages
from dementi.views.site import ROOMS, plain_iri
from dementi.views.words import words

__all__ = [
    "ERROR_POLICY",
    "NETWORK_QUERY",
    "QUERY_POLICY",
    "ROOMS",
    "STATIC",
    "Inline",
    "Table",
    "addresses",
    "article_page",
    "error_page",
    "explained_page",
    "explained_text",
    "index_page",
    "large",
    "large_pages",
    "network",
    "network_page",
    "no_text",
    "page",
    "pages",
    "plain_iri",
    "query_page",
    "words",
]
