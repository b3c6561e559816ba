"""Write the reference page of the ontology: ontology/reference.html.

    python scripts/reference.py         # with --check: write nothing, exit 1 if the page is stale

Run it after a change of ontology/dementi.ttl, ontology/shapes.ttl or of a question in graph/dementi/queries/.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dementi.views.reference import reference

PAGE = Path(__file__).resolve().parents[1] / "ontology" / "reference.html"


def main() -> int:
    """Write the page, or with ``--check`` say whether it is as it should be."""
    parser = argparse.ArgumentParser(description="Write the reference page of the ontology.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if the page is stale")
    page = reference()
    if not parser.parse_args().check:
        PAGE.write_text(page, encoding="utf-8", newline="\n")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print(f"{PAGE.name} is stale: python scripts/reference.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
