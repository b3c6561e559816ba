"""Who may ask, and what answers bear: Host and Origin checks, and the headers that keep pages to themselves.

A page of any site may send requests to this machine's own addresses, and a name of its own may be made to lead here
(DNS rebinding). Whoever asks must call us by a name that is ours, and answers are for our own pages only.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from werkzeug.exceptions import Forbidden, HTTPException
from werkzeug.wrappers import Request, Response

EVERYWHERE = ("", "0.0.0.0", "::")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# Of answers that are no pages of ours: whatever stands in them, a browser runs none of it.
DATA_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Misdirected(HTTPException):
    """The request is for a host that we are not."""

    code = 421
    description = "this is not the address of the graph; use the one that `dementi serve` says, or add --allow-host"


def names(host: str, port: int, allowed: Iterable[str]) -> frozenset[str]:
    """Return the values of the Host header that mean us.

    Args:
        host: The address that is listened to.
        port: Its port.
        allowed: Further names, with a port where it is another than ours (behind a proxy: without).
    """
    own = {*LOOPBACK, *(() if host in EVERYWHERE else (bracketed(host),))}
    mine = {f"{name}:{port}" for name in own} | (own if port == 80 else set())
    return frozenset(name.lower() for name in {*mine, *allowed, *(f"{name}:{port}" for name in allowed)})


def check(request: Request, known: frozenset[str]) -> None:
    """Let a request pass that calls us by our name and does not come from a page of another site.

    Raises:
        HTTPException: It does not, or it does.
    """
    if request.environ.get("HTTP_HOST", "").lower() not in known:
        raise Misdirected
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() not in known:
        raise Forbidden("pages of other sites may not ask here")
    site, mode = request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Mode")
    if site in ("cross-site", "same-site") and (mode != "navigate" or request.method == "POST"):
        raise Forbidden("pages of other sites may not ask here")


def seal(response: Response, policy: str = DATA_POLICY) -> Response:
    """Return a response with the headers that all of ours bear; a policy that it has already stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def bracketed(host: str) -> str:
    """Return a host as addresses have it."""
    return f"[{host}]" if ":" in host else host
