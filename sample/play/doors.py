"""The services' HTTP doors, as anybody with a token comes through them."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

from sample.play.world import World

AT_ONCE = 16
TRIES = 8
UNHEARD_S = 1.0
"""What one service has told, another may answer with 404 for so long (real time)."""
TOKEN_HOURS = 12
Role = Mapping[str, Any]


@dataclass(frozen=True)
class Visitor:
    """Who calls: `person` is their id in the network, where they have one."""

    subject: str
    roles: tuple[Role, ...]
    person: str | None = None

    @classmethod
    def of(cls, person: str, *roles: str | Role) -> "Visitor":
        return cls(person, tuple({"role": role} if isinstance(role, str) else role for role in roles), person)


class Refusal(Exception):
    """A door said no: `code` is stable, `detail` is for people."""

    def __init__(self, method: str, path: str, answer: httpx.Response) -> None:
        try:
            problem = answer.json()
        except ValueError:
            problem = {}
        self.status = answer.status_code
        self.code: str = problem.get("code", f"status-{answer.status_code}")
        self.detail: str = problem.get("detail", "")
        wrong = "; ".join(f"{each['field']}: {each['detail']}" for each in problem.get("fields", ()))
        super().__init__(f"{method} {path} → {self.status} {self.code}: {self.detail} {wrong}".strip())


@dataclass
class Doors:
    """Every command has a key of its own and is sent again while a door answers "in a moment", or has not heard yet."""

    world: World
    seed: int
    calls: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self._key = ECKey.import_key(self.world.private_key)
        self._tokens: dict[str, str] = {}
        self._commands: Counter[str] = Counter()
        self._gate = asyncio.Semaphore(AT_ONCE)
        limits = httpx.Limits(max_keepalive_connections=AT_ONCE)
        self._clients = {
            name: httpx.AsyncClient(base_url=address, timeout=30, limits=limits)
            for name, address in self.world.services.items()
        }

    async def get(self, who: Visitor, service: str, path: str, **query: Any) -> Any:
        return await self._send(who, "GET", service, path, params=query)

    async def post(  # noqa: PLR0917
        self, who: Visitor, service: str, path: str, body: Any = None, on_behalf: str | None = None, channel: str = ""
    ) -> Any:
        """`on_behalf`: whose word a coordinator records, who said it by `channel`."""
        headers = {"Relais-On-Behalf": on_behalf} if on_behalf else {}
        headers |= {"Relais-Channel": channel or "web"}
        return await self._send(who, "POST", service, path, headers=headers, json=body if body is not None else {})

    async def put(self, who: Visitor, service: str, path: str, body: Any) -> Any:
        return await self._send(who, "PUT", service, path, json=body)

    async def send_file(self, who: Visitor, service: str, path: str, content: bytes) -> Any:
        headers = {"content-type": "text/csv"}
        return await self._send(who, "POST", service, path, headers=headers, content=content)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def _send(self, who: Visitor, method: str, service: str, path: str, **how: Any) -> Any:
        """Raises Refusal."""
        headers = {"Authorization": f"Bearer {self._token(who)}", **how.pop("headers", {})}
        if method != "GET":
            self._commands[who.subject] += 1
            headers["Idempotency-Key"] = f"{self.seed}-{who.subject}-{self._commands[who.subject]}"
        async with self._gate:
            began = time.monotonic()
            answer = await self._patiently(method, service, path, headers=headers, **how)
            self.seconds += time.monotonic() - began
        self.calls[service] += 1
        if not answer.is_success:
            raise Refusal(method, path, answer)
        return answer.json() if answer.content else None

    async def _patiently(self, method: str, service: str, path: str, **how: Any) -> httpx.Response:
        pause = 0.1
        for _ in range(TRIES):
            try:
                answer = await self._clients[service].request(method, path, **how)
                if answer.status_code not in (503, 404) or (answer.status_code == 404 and pause > UNHEARD_S):
                    return answer
            except httpx.TransportError:
                pass  # a service that died is started again
            await asyncio.sleep(pause)
            pause = min(2 * pause, 2.0)
        return await self._clients[service].request(method, path, **how)

    def _token(self, who: Visitor) -> str:
        if who.subject not in self._tokens:
            self._tokens[who.subject] = self._signed(who.subject, who.roles, who.person)
        return self._tokens[who.subject]

    def _signed(self, subject: str, roles: Sequence[Role], person: str | None) -> str:
        claims: dict[str, Any] = {"iss": "relais", "aud": "relais", "sub": subject, "network": self.world.network}
        claims |= {"roles": list(roles), "exp": int(time.time()) + TOKEN_HOURS * 3600}
        claims |= {"person": person} if person else {}
        return jwt.encode({"alg": "ES256", "kid": self._key.kid, "typ": "JWT"}, claims, self._key)
