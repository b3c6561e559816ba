"""What people look at: each view is one self-contained page, made of rows, without network access.

How an article was read is shown by ``explain`` and ``coloured``, which know spaCy and are imported by themselves.
"""

from dementi.views.answers import (
    SHOWN,
    answer_table,
    articles_shown,
    graph_card,
    plain_table,
    readable,
    statement_cards,
)
from dementi.views.article import ALL, article_page
from dementi.views.asking import ERROR_POLICY, QUERY_POLICY, STATIC, error_page, query_page
from dementi.views.columns import no_text
from dementi.views.index import index_page
from dementi.views.inline import Inline
from dementi.views.large import large
from dementi.views.network import QUERY as NETWORK_QUERY
from dementi.views.network import network
from dementi.views.pages import addresses, large_pages, network_page, page, pages
from dementi.views.site import ROOMS, plain_iri
from dementi.views.templating import own_query
from dementi.views.words import words

__all__ = [
    "ALL",
    "ERROR_POLICY",
    "NETWORK_QUERY",
    "QUERY_POLICY",
    "ROOMS",
    "SHOWN",
    "STATIC",
    "Inline",
    "addresses",
    "answer_table",
    "articles_shown",
    "article_page",
    "error_page",
    "graph_card",
    "index_page",
    "large",
    "large_pages",
    "network",
    "network_page",
    "no_text",
    "own_query",
    "page",
    "pages",
    "plain_iri",
    "plain_table",
    "query_page",
    "readable",
    "statement_cards",
    "words",
]
