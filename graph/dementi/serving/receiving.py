"""Decisions that pages hand in: whoever has the token adds lines to the decisions on the graph, and does nothing else.

The graph is not changed here: it follows when somebody applies what was saved (`dementi review apply`), so that a
server never writes to a store that it reads, and a slip can be looked at before it counts. The token comes in a header,
which pages of other sites cannot send, and no cookie is ever set; ``gate`` has checked before who asks.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from werkzeug.exceptions import BadRequest, Forbidden, Unauthorized, UnsupportedMediaType
from werkzeug.wrappers import Request, Response

from dementi import reviews

KINDS = ("application/jsonl", "application/x-ndjson")
MOST = 2_000  # decisions in one request


@dataclass(frozen=True)
class Receiving:
    """Takes decisions.

    Attributes:
        graph: The folder of the graph.
        token: What proves that somebody may hand in; "" where nobody may.
    """

    graph: Path
    token: str

    def take(self, request: Request) -> Response:
        """Add the decisions of a request to those of the graph, and say how many were new.

        Raises:
            HTTPException: Nobody may hand in, the token is not ours, or some line is no decision; nothing is added.
            OSError: The file cannot be written.
        """
        if not self.token:
            raise Forbidden("decisions are not taken here; start the server with --review")
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        right = secrets.compare_digest(given.strip().encode("utf-8", "replace"), self.token.encode())
        if kind.lower() != "bearer" or not right:
            raise Unauthorized("the token is not the one that this server said when it was started")
        if request.mimetype not in KINDS:
            raise UnsupportedMediaType(f"{request.mimetype or 'no media type'}: send {KINDS[0]}")
        try:
            decisions = reviews.parsed(request.get_data(), "request")
        except ValueError as error:
            raise BadRequest(str(error)) from error
        if len(decisions) > MOST:
            raise BadRequest(f"{len(decisions)} decisions are more than are taken at once: {MOST}")
        try:
            added = reviews.append(self.graph, decisions)
        except ValueError as error:  # somebody has spoilt the file by hand
            raise OSError(str(error)) from error
        told = {"added": len(added), "there": len(decisions) - len(added)}
        return Response(json.dumps(told) + "\n", content_type="application/json")
