"""What a journey sees of the network: each service's door, as any person, and the streams."""

from dataclasses import dataclass
from typing import Any

import httpx

from relais.infrastructure.local import Servers
from relais.tokens import Issuer
from tests.processes import Worker, eventually

NETWORK = "val-de-test"
SERVICES = ("profiles", "matching", "scheduling", "feedback")
PARTNERS = {"glassworks": {"network": NETWORK, "source": "https://glassworks.example/csr"}}


@dataclass
class Network:
    """`network.by("coordinator").post("profiles", "/programmes", {...})`."""

    servers: Servers
    issuer: Issuer
    workers: dict[str, Worker]

    def by(self, *roles: Any, person: str | None = None) -> "Visitor":
        """Somebody with these roles; `person` is their id in profiles."""
        token = self.issuer.token(person or "visitor", NETWORK, roles, person)
        return Visitor(self, {"Authorization": f"Bearer {token}"})


@dataclass
class Visitor:
    """Calls as one person. Every answer must be good, unless `expect` names another status."""

    network: Network
    headers: dict[str, str]

    def post(self, service: str, path: str, body: Any = None, expect: int | None = None, **headers: str) -> Any:
        return self._call("POST", service, path, expect, headers, json={} if body is None else body)

    def put(self, service: str, path: str, body: Any, expect: int | None = None) -> Any:
        return self._call("PUT", service, path, expect, {}, json=body)

    def patch(self, service: str, path: str, body: Any, expect: int | None = None) -> Any:
        return self._call("PATCH", service, path, expect, {}, json=body)

    def get(self, service: str, path: str, expect: int | None = None, **query: Any) -> Any:
        return self._call("GET", service, path, expect, {}, params=query)

    def until(self, service: str, path: str, check: Any, seconds: float = 30, **query: Any) -> Any:
        """The answer of GET once `check(answer)` is true."""

        def ask() -> Any:
            answer = self._request("GET", service, path, {}, params=query)
            return answer.json() if answer.status_code == 200 and check(answer.json()) else None

        return eventually(ask, seconds)

    def _call(
        self, method: str, service: str, path: str, expect: int | None, headers: dict[str, str], **how: Any
    ) -> Any:
        answer = self._request(method, service, path, headers, **how)
        good = answer.status_code == expect if expect else answer.is_success
        assert good, f"{method} {path} → {answer.status_code}: {answer.text[:600]}"
        return answer.json() if answer.content else None

    def _request(self, method: str, service: str, path: str, headers: dict[str, str], **how: Any) -> httpx.Response:
        http = self.network.workers[service].http
        return http.request(method, path, headers={**self.headers, **headers}, **how)
