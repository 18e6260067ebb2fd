"""The real services, in this process and on a real store, as one caller after the other meets them."""

import importlib
import json
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute

from chassis.settings import Settings
from relais.infrastructure.local import Servers
from relais.tokens import Issuer
from tests.access.callers import Who
from tests.access.ways import Way
from tests.access.world import SEEDS, plant

NOTHING_PARKED = "Nothing is parked there"


class Town:
    """All four services with the world planted; what a call changes is put back."""

    def __init__(self, servers: Servers, issuer: Issuer) -> None:
        prefix = f"access{secrets.token_hex(4)}"
        settings = Settings(mongo=servers.mongo, kafka=servers.kafka, database=prefix, jwks=str(issuer.public))
        self.issuer = issuer
        self.apps = {name: importlib.import_module(f"services.{name}.app").create(settings) for name in SEEDS}
        self._saved: dict[str, dict[str, list[Any]]] = {}

    async def settle(self) -> None:
        for name, app in self.apps.items():
            await app.state.store.prepare(app.state.runtime.kinds)
            for n in (1, 2):
                await plant(app.state.store, SEEDS[name](n))
            self._saved[name] = await self._everything(app)

    async def _everything(self, app: FastAPI) -> dict[str, list[Any]]:
        store = app.state.store
        return {k.name: await store.collection(k.name).find().to_list(None) for k in app.state.runtime.kinds}

    async def _put_back(self, service: str) -> None:
        app = self.apps[service]
        for name, now in (await self._everything(app)).items():
            before = self._saved[service][name]
            if now != before:
                collection = app.state.store.collection(name)
                await collection.delete_many({})
                if before:
                    await collection.insert_many(before)

    async def call(self, who: Who, way: Way) -> httpx.Response:
        """As this caller sends it."""
        headers = {}
        if who.grants:
            token = self.issuer.token(who.person, who.network, who.grants, who.person)
            headers["Authorization"] = f"Bearer {token}"
        if way.word and who.coordinates and who.network == "net":
            headers["Relais-On-Behalf"] = way.word
        content = way.body if isinstance(way.body, bytes) else None
        sent: dict[str, Any] = {"content": content} if content else {"json": way.body}
        transport = httpx.ASGITransport(self.apps[way.service])
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            answer = await client.request(way.method, way.path or way.route, headers=headers, **sent)
        if way.method != "GET" and answer.status_code < 400:
            await self._put_back(way.service)
        return answer

    async def verdict(self, who: Who, way: Way) -> str:
        """`yes`; `nothing`, of a list without what is one's own; or why not: `token`, `role`, `own-case`, `hidden`."""
        answer = await self.call(who, way)
        if answer.status_code == 200 and way.shows:
            return "yes" if way.shows in answer.text else "nothing"
        if answer.status_code < 400 or NOTHING_PARKED in answer.text:
            return "yes"
        problem = json.loads(answer.text)
        if answer.status_code == 403:
            return "role" if "needs one of the roles" in problem["detail"] else "refused"
        if answer.status_code in (401, 404):
            return {401: "token", 404: "hidden"}[answer.status_code]
        assert answer.status_code in (409, 422), answer.text
        assert problem["code"] not in ("invalid", "http"), f"{way.title}: {answer.text}"
        return "yes"  # the caller may; the state of things says no


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of each route of a service."""
    return _walk(app.routes)


def _walk(found: Any) -> Iterator[tuple[str, str]]:
    for route in found:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _walk(inner.routes)
        elif isinstance(route, APIRoute):
            yield from ((method, route.path) for method in sorted(route.methods))
