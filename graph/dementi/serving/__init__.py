"""`dementi serve`: the graph over HTTP on this machine, to browsers and to SPARQL tools, for reading.

running (front and engine as one process to start and stop), front (what stands at which address), gate (who may ask,
what answers bear), protocol (what a request asks), site (the pages), receiving (decisions that pages hand in), engine
(the oxigraph server behind), keeper (ends it with us).
"""

from dementi.serving.running import serve

__all__ = ["serve"]
