"""Who says which weapons went from whom to whom, who denies it, and where that is written.

A map of the package, in the order in which an article passes through it; a module imports only what stands before it:

- shapes and names: ``records``, ``terms`` (the ontology), ``iris``, ``aliases`` (who is who), ``rows`` (statements as
  lines), ``provenance`` (which extraction), ``reviews`` and ``revision`` (what people decided, and what that makes of
  statements), ``lookup`` (a name in the ontology);
- texts in: ``entries``, ``decoding``, ``boilerplate``, ``intake`` (one module a format, with a map of its own),
  ``articles``; ``syndication`` finds reprints, in a ``sidecar`` (an SQLite file beside the store);
- French and what is found in it: ``lexicon``, ``fr``, ``components`` (with a map of its own), ``pipeline``,
  ``reported``, ``statements``, ``packing`` and ``factory`` (for spaCy), ``marking`` (text and marks that nest),
  ``explained``;
- the graph: ``vocabulary`` (what articles share), ``rdf`` (what one article says), ``reviewed`` (what was decided
  of it);
- what follows by rules: ``refinement``, ``positions``, ``said``, ``attestation``, ``sayings`` (an index of who said
  what), ``derived``, ``contest``, ``turns``, ``meeting`` (all of it);
- asking: ``guard`` (what a query may), ``references`` (names to IRIs), ``questions``, ``queries``, ``store``,
  ``validation``; ``remote`` and ``publishing`` for servers elsewhere; ``views`` draws,
  ``networks`` gives the same to networkx, ``analysis`` measures it;
- a folder kept up to date: ``sorted_lines``, ``generations``, ``annotated``, ``ledger``, ``exchange``, ``fulltext``,
  ``presentation`` (the site as files), ``workspace``, ``export`` (formats of other programs), ``condition``,
  ``corpus`` (the whole line);
- in Python: ``results`` (rows, data frames, tables), ``graph`` (all that a notebook needs);
- how good it is: ``evaluation``, ``breakdown``, ``errors``;
- commands: ``terminal``, ``options``, ``renaming``, ``reviewing``, ``serving``, ``sharing``, ``exporting``, ``upkeep``,
  ``cli``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dementi.graph import Graph, build, extract, open
    from dementi.intake.inputs import Inputs
    from dementi.records import Article
    from dementi.results import GraphStatement, Result, Statements

__all__ = [
    "Article",
    "Graph",
    "GraphStatement",
    "Inputs",
    "Result",
    "Statements",
    "__version__",
    "build",
    "extract",
    "open",
]
__version__ = "0.1.0"
# Where what users take from here is: imported when it is first asked for, since it is heavy.
_HOMES = {
    **dict.fromkeys(("Graph", "build", "extract", "open"), "graph"),
    **dict.fromkeys(("GraphStatement", "Result", "Statements"), "results"),
    "Article": "records",
    "Inputs": "intake.inputs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dementi' has no attribute {name!r}; there are {', '.join(__all__)}")
    return getattr(import_module(f"dementi.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
