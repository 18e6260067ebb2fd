"""What a journey sees of the network: each service's door, as any person, and the streams."""

import asyncio
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition
from pymongo import MongoClient

from chassis.clock import Clock
from contracts.stream import Stream
from relais.infrastructure.local import Servers
from relais.tokens import Issuer
from tests.processes import Worker, eventually

NETWORK = "val-de-test"
DATABASE = "journeys"
SERVICES = ("profiles", "matching", "scheduling", "feedback")
PARTNERS = {"glassworks": {"network": NETWORK, "source": "https://glassworks.example/csr"}}


Told = tuple[str, str, str, Any]


@dataclass
class Network:
    """`network.by("coordinator").post("profiles", "/programmes", {...})`."""

    servers: Servers
    issuer: Issuer
    workers: dict[str, Worker]
    clock: Clock

    def now(self) -> datetime:
        """Programme time."""
        return self.clock.now()

    def today(self) -> date:
        return self.now().date()

    def childs_birthday(self) -> str:
        """Somebody who will be a minor for years: many journeys share one clock, on which years have passed."""
        return f"{self.today().year - 14}-05-04"

    def raw(self, service: str, collection: str, id: str) -> Any:
        """A document as it lies in a service's store; None where there is none."""
        with self._store() as client:
            return client[f"{DATABASE}_{service}"][collection].find_one({"_id": id})

    def everything(self, service: str) -> str:
        """All that lies in a service's store, as one text."""
        with self._store() as client:
            database = client[f"{DATABASE}_{service}"]
            found = {name: list(database[name].find()) for name in database.list_collection_names()}
        return json.dumps(found, default=_text, ensure_ascii=False)

    def _store(self) -> MongoClient[dict[str, Any]]:
        return MongoClient(self.servers.mongo)

    def told(self, stream: Stream) -> list[Told]:
        """(subject, ce_id, type, body) of every record of a stream up to now; a body is None where it was erased."""
        return asyncio.run(_read(self.servers.kafka, stream))

    def told_of(self, stream: Stream, subject: str) -> list[str]:
        """Types of the events of one aggregate, each once, in order."""
        return list({id: kind for key, id, kind, _ in self.told(stream) if key == subject}.values())

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

    def send(self, service: str, path: str, lines: list[str]) -> Any:
        """A file of these lines, as a spreadsheet saves it."""
        return self._call("POST", service, path, None, {"Content-Type": "text/csv"}, content="\n".join(lines))

    def put(self, service: str, path: str, body: Any, expect: int | None = None) -> Any:
        return self._call("PUT", service, path, expect, {}, json=body)

    def patch(self, service: str, path: str, body: Any, expect: int | None = None) -> Any:
        return self._call("PATCH", service, path, expect, {}, json=body)

    def get(self, service: str, path: str, expect: int | None = None, **query: Any) -> Any:
        return self._call("GET", service, path, expect, {}, params=query)

    def until(self, service: str, path: str, check: Any, seconds: float = 60, **query: Any) -> Any:
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


async def _read(kafka: str, stream: Stream) -> list[Told]:
    found: list[Told] = []
    async with AIOKafkaConsumer(bootstrap_servers=kafka) as consumer:
        partitions = [TopicPartition(stream.name, number) for number in range(stream.partitions)]
        consumer.assign(partitions)
        await consumer.seek_to_beginning()
        for partition, end in (await consumer.end_offsets(partitions)).items():
            while await consumer.position(partition) < end:
                for record in (r for rs in (await consumer.getmany(partition, timeout_ms=200)).values() for r in rs):
                    headers = {name: value.decode() for name, value in record.headers}
                    body = json.loads(record.value) if record.value else None
                    found.append((record.key.decode(), headers["ce_id"], headers["ce_type"], body))
    return found


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
