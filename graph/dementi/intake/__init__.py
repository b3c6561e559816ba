"""Articles as they come: one module a format; ``articles`` makes articles of what they give.

- what all share: ``problems``, ``drafts`` (what a format gives), ``inputs`` (what is to be read), ``extras`` (libraries
  that need not be there), ``safe`` (what may become an id, a date, an address), ``lines`` (one at a time), ``spool``
  (records that wait on disk);
- what is known besides: ``metadata`` (the manifest of a folder), ``corrections`` (``--metadata``);
- formats of one article a file: ``text``, ``html``;
- formats of many: ``jsonl``, ``csv``, ``parquet``, ``feed``, with ``columns`` (which of them holds what) and
  ``markup`` (pieces of HTML);
- all of it: ``files`` (which files there are, and of which format), ``reading``.
"""
