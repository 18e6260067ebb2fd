"""The services' doors, as a client comes through them whose every command has a key and is repeated until answered."""

import asyncio
import hashlib
import time
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from relais.running import Running
from relais.tokens import Issuer
from tests.faults.load.ledger import Ledger

PATIENCE_S = 8.0
UNHEARD_S = 40.0
"""So long a 404 may mean that a service has not heard of something yet."""
LATER = (500, 502, 503, 504)
Where = tuple[str, str, str]
Tells = tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """`ok` or refused; the body."""

    ok: bool
    status: int
    body: Any

    def __getitem__(self, name: str) -> Any:
        return self.body[name]


class Unanswered(Exception):
    """Nobody answers, and it is time to end."""


class Doors:
    """`await doors.by(person, "mentor").post("matching", "/pairs", {...}, tells=("PairProposed",))`."""

    def __init__(self, running: Running, ledger: Ledger, seed: int) -> None:
        self._running, self._ledger, self._seed = running, ledger, seed
        self._issuer = Issuer(running.keys)
        self._visitors: dict[tuple[str, str], Visitor] = {}
        self._numbers = count(1)
        self.end_at = float("inf")
        limits = httpx.Limits(max_keepalive_connections=40)
        self._clients = {
            name: httpx.AsyncClient(base_url=address, timeout=PATIENCE_S, limits=limits)
            for name, address in running.services.items()
        }

    def by(self, who: str, role: str) -> "Visitor":
        """Somebody, by their id in profiles."""
        if (who, role) not in self._visitors:
            token = self._issuer.token(who, self._running.network, [role], who)
            self._visitors[who, role] = Visitor(self, {"Authorization": f"Bearer {token}"})
        return self._visitors[who, role]

    async def read(self, service: str, path: str, headers: dict[str, str]) -> Any:
        """The body; None where there is no such thing (yet) or nobody answers."""
        try:
            answer = await self._clients[service].get(path, headers=headers)
        except httpx.TransportError:
            return None
        return answer.json() if answer.status_code == 200 else None

    async def command(self, where: Where, headers: dict[str, str], *, body: Any, tells: Tells, **facts: Any) -> Answer:
        """Until it is answered. Raises Unanswered."""
        key, what = f"{self._seed}-{next(self._numbers)}", " ".join(where)
        trace = hashlib.sha256(key.encode()).hexdigest()[:32]
        headers = headers | {"Idempotency-Key": key, "traceparent": f"00-{trace}-{trace[:16]}-01"}
        self._ledger.write(trace, "sent", what=what, tells=tells, **facts)
        began, pause = time.monotonic(), 0.05
        while True:
            status, told = await self._try(where, headers, body)
            unheard = status == 404 and time.monotonic() - began < UNHEARD_S
            if status and status not in LATER and not unheard:
                code = told.get("code", "") if status >= 400 and isinstance(told, dict) else ""
                self._ledger.write(trace, "ok" if status < 400 else "refused", status=status, code=code)
                return Answer(status < 400, status, told)
            if not unheard:
                self._ledger.write(trace, "unknown", status=status)
            if time.monotonic() > self.end_at:
                raise Unanswered(what)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 0.5)

    async def _try(self, where: Where, headers: dict[str, str], body: Any) -> tuple[int, Any]:
        """Status and body; status 0 where there was no answer."""
        method, service, path = where
        try:
            answer = await self._clients[service].request(method, path, headers=headers, json=body)
            return answer.status_code, answer.json() if answer.content else None
        except (httpx.TransportError, ValueError):
            return 0, None

    async def close(self) -> None:
        for client in self._clients.values():
            await client.aclose()


@dataclass(frozen=True)
class Visitor:
    """Somebody at the doors. `tells` are the events that a command must have, once each, where it is not refused."""

    doors: Doors
    headers: dict[str, str]

    async def post(self, service: str, path: str, body: Any = None, tells: Tells = ()) -> Answer:
        form = {} if body is None else body
        return await self.doors.command(("POST", service, path), self.headers, body=form, tells=tells)

    async def put(self, service: str, path: str, body: Any, tells: Tells = (), **facts: Any) -> Answer:
        """`facts` go into the ledger."""
        return await self.doors.command(("PUT", service, path), self.headers, body=body, tells=tells, **facts)

    async def until(self, service: str, path: str, so: Any, seconds: float = 60) -> Any:
        """The answer of GET once it is so. Raises Unanswered."""
        end = min(time.monotonic() + seconds, self.doors.end_at)
        while True:
            body = await self.doors.read(service, path, self.headers)
            if body is not None and so(body):
                return body
            if time.monotonic() > end:
                raise Unanswered(f"{service}{path}")
            await asyncio.sleep(0.2)
