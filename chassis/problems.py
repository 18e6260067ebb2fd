"""Errors as problem+json (RFC 9457): a stable code, what is wrong, and what to do about it."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from chassis.errors import Congested, NotYet, Refused, Transient
from chassis.logs import log
from chassis.store import is_away
from chassis.words import field_words, in_language_of


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str = Field(description="Stable; for programs.")
    detail: str = Field(description="What to do about it; for people.")
    fields: list[dict[str, str]] = Field(default=[], description="Which fields of the request are not right.")


_CONTENT = {"application/problem+json": {"schema": Problem.model_json_schema()}}
RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"description": "The request cannot be read.", "content": _CONTENT},
    401: {"description": "No token, or one that is not valid here.", "content": _CONTENT},
    403: {"description": "The caller's roles do not include this.", "content": _CONTENT},
    404: {"description": "Unknown, or not the caller's.", "content": _CONTENT},
    409: {"description": "A rule says no: see `code`.", "content": _CONTENT},
    413: {"description": "The request is too large.", "content": _CONTENT},
    422: {"description": "Some fields are not right: see `fields`.", "content": _CONTENT},
    503: {"description": "Try again in a moment.", "content": _CONTENT},
}


def install(app: FastAPI) -> None:
    """Every error of the app becomes a problem."""
    for kind in (Refused, RequestValidationError, HTTPException, Transient, Congested, NotYet):
        app.add_exception_handler(kind, answer)


def problem(status: int, code: str, detail: str, **more: Any) -> JSONResponse:
    """One answer. `code` is stable; `detail` is for a person."""
    body = {"type": f"urn:relais:problem:{code}", "title": code.replace("-", " ").capitalize(), "status": status}
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {"Retry-After": "2"} if status == 503 else None
    body |= {"code": code, "detail": detail, **more}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


async def answer(request: Request, error: Exception) -> JSONResponse:
    """The problem that an error is: a refusal, a bad request, the store away, or a bug."""

    def said(status: int, code: str, sentence: str, **more: Any) -> JSONResponse:
        return problem(status, code, in_language_of(request, sentence), **more)

    if isinstance(error, Refused):
        return said(error.status, error.code, str(error) or error.__doc__ or error.code)
    if isinstance(error, RequestValidationError):
        wrong = [
            {"field": ".".join(map(str, e["loc"])), "code": e["type"], "detail": field_words(request, e)}
            for e in error.errors()
        ]
        return said(
            422, "invalid", "Some fields are not right: see `fields`, change them and send again.", fields=wrong
        )
    if isinstance(error, HTTPException):
        response = said(error.status_code, "http", str(error.detail))
        response.headers.update(error.headers or {})
        return response
    if isinstance(error, NotYet) or is_away(error):
        return said(503, "try-again", "Something that this needs does not answer just now: try again in a moment.")
    if isinstance(error, OverflowError):
        return said(422, "number-too-large", "A number is larger than can be kept (64 bits): send a smaller one.")
    log.exception("a route failed", route=getattr(request.scope.get("route"), "path", ""), exc_info=error)
    return said(500, "unexpected", "This is our fault. The operators have been told; nothing was changed.")
