"""How large a request may be, and how many may be inside at once. How often one caller may call is the gateway's."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import problems
from chassis.words import in_language_of

MAX_BODY_BYTES = 1024 * 1024
MAX_INSIDE = 200
PROBES = ("/livez", "/readyz", "/metrics")


class Bounds:
    """An ASGI middleware. What is too much is refused before it is kept: 413 for its size, 503 for the moment.

    `files`: bytes that a request may have which brings a whole file, by path.
    """

    def __init__(self, app: ASGIApp, inside: int = MAX_INSIDE, files: Mapping[str, int] | None = None) -> None:
        self._app, self._left, self._files = app, inside, files or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in PROBES:
            await self._app(scope, receive, send)
            return
        request, most = Request(scope), self._files.get(scope["path"], MAX_BODY_BYTES)
        if self._left <= 0:
            sentence = in_language_of(request, "Too many requests are being answered: try again in a moment.")
            await problems.problem(503, "too-many", sentence)(scope, receive, send)
        elif int(request.headers.get("content-length") or 0) > most:
            await problems.problem(413, "too-large", _too_large(request, most))(scope, receive, send)
        else:
            self._left -= 1
            try:
                await self._app(scope, _counted(receive, request, most), send)
            finally:
                self._left += 1


def _too_large(request: Request, most: int) -> str:
    return in_language_of(request, f"A request has at most {most} bytes: send it in parts.")


def _counted(receive: Receive, request: Request, most: int) -> Receive:
    """The same, until more has come than a request may have: its length need not be told before."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, _too_large(request, most))
        return message

    return counted
