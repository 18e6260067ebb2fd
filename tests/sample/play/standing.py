"""Doors without a network: they take only what the services' own descriptions take."""

import re
from functools import cache
from importlib import import_module
from typing import Any

from jsonschema import Draft202012Validator

from sample.play.doors import Visitor


class StandingDoors:
    """Notes every call as (method, path, body); `answers` are looked up by the end of the path."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, Any]] = []
        self.answers: dict[str, Any] = {}

    async def get(self, who: Visitor, service: str, path: str, **query: Any) -> Any:
        return self._answer(service, "GET", path, query)

    async def put(self, who: Visitor, service: str, path: str, body: Any) -> Any:
        return self._answer(service, "PUT", path, body)

    async def post(self, who: Visitor, service: str, path: str, body: Any = None, **how: Any) -> Any:
        return self._answer(service, "POST", path, body or {})

    @property
    def commands(self) -> list[str]:
        return [path for method, path, _ in self.sent if method != "GET"]

    def _answer(self, service: str, method: str, path: str, body: Any) -> Any:
        assert wrong(service, method, path, body) == []
        self.sent.append((method, path, body))
        fits = [end for end in self.answers if f"{method} {path}".endswith(end)]
        return self.answers[max(fits, key=len)] if fits else {}


def wrong(service: str, method: str, path: str, body: Any) -> list[str]:
    """What a door would not take of this."""
    described = doors(service)
    for door in described["paths"]:
        if method.lower() in described["paths"][door] and re.fullmatch(re.sub(r"{\w+}", "[^/]+", door), path):
            form = described["paths"][door][method.lower()].get("requestBody")
            schema = form["content"]["application/json"]["schema"] if form else {}
            whole = Draft202012Validator({**schema, "components": described["components"]})
            return [f"{path}: {error.json_path} {error.message}" for error in whole.iter_errors(body)]
    return [f"{service} has no {method} {path}"]


@cache
def doors(service: str) -> dict[str, Any]:
    described: dict[str, Any] = import_module(f"services.{service}.app").create().openapi()
    return described
