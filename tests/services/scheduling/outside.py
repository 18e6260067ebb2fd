"""Scheduling from outside: events that others would publish, and calls of people with their own tokens."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from aiokafka import AIOKafkaProducer

from chassis.draft import partition_of
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.hours import Hours, WeeklyHours
from contracts.pairs import PairFormed, Side
from contracts.people import ProfileCreated
from relais.infrastructure.local import Servers
from relais.streams import create_streams, declared
from relais.tokens import Issuer
from tests.processes import Worker, eventually
from tests.services.scheduling.makers import pair_formed

ALL_WEEK = WeeklyHours(hours=tuple(Hours(weekday=day, start="08:00", end="20:00") for day in range(1, 8)))
TOMORROW = (datetime.now(UTC) + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)


def settings(servers: Servers) -> dict[str, str]:
    """A database of its own, and all streams."""
    asyncio.run(create_streams(servers.kafka, declared([])))
    return {"RELAIS_DATABASE": f"t{secrets.token_hex(4)}"}


def booking(pair_id: str, start: datetime = TOMORROW) -> dict[str, Any]:
    return {"pair_id": pair_id, "starts_at": start.isoformat(), "mode": "online"}


def taken(person: httpx.Client) -> list[str]:
    return [plan["start"][:16] for plan in person.get("/agenda").json()["taken"]]


class Town:
    """A small network of its own: every id ends in the same random letters."""

    def __init__(self, worker: Worker, issuer: Issuer) -> None:
        self.worker, self.issuer, self.suffix = worker, issuer, secrets.token_hex(4)
        self.sequences: dict[str, int] = {}

    def id(self, name: str) -> str:
        return f"{name}-{self.suffix}"

    def tell(self, subject: str, *events: Event) -> None:
        """Publish events of one aggregate, in its next sequences."""
        asyncio.run(self._send(subject, events))

    async def _send(self, subject: str, events: Sequence[Event]) -> None:
        async with AIOKafkaProducer(bootstrap_servers=self.worker.settings["RELAIS_KAFKA"]) as producer:
            for event in events:
                number = self.sequences[subject] = self.sequences.get(subject, 0) + 1
                stream = event.stream
                envelope = Envelope(
                    id=f"{stream.name}/{subject}/{number}",
                    source="/relais/test",
                    type=type(event).__name__,
                    subject=subject,
                    time=datetime.now(UTC),
                    network="net",
                    sequence=number,
                )
                await producer.send_and_wait(
                    stream.name,
                    event.model_dump_json().encode(),
                    key=subject.encode(),
                    partition=partition_of(subject, stream.partitions),
                    headers=envelope.headers(),
                )

    def arrive(self, *people: str) -> None:
        for name in people:
            person = self.id(name)
            facts: dict[str, Any] = {"territory": "besancon", "languages": ("fr",), "availability": ALL_WEEK}
            self.tell(person, ProfileCreated(person_id=person, **facts))

    def form(self, mentor: str, mentee: str, **changes: Any) -> str:
        """A pair, once scheduling knows of it."""
        pair_id = self.id(f"{mentor}-{mentee}")
        self.tell(pair_id, self.formed(pair_id, mentor, mentee, **changes))
        eventually(lambda: self.worker.get(f"/pairs/{pair_id}/rhythm"))
        return pair_id

    def formed(self, pair_id: str, mentor: str, mentee: str, **changes: Any) -> PairFormed:
        today = datetime.now(UTC).date()
        return pair_formed(
            pair_id=pair_id,
            mentor=self.side(mentor),
            mentee=self.side(mentee),
            programme_id=self.id("prog"),
            starts_on=today,
            ends_on=today + timedelta(days=300),
            **changes,
        )

    def side(self, name: str) -> Side:
        return Side(person_id=self.id(name), enrolment_id=self.id(f"e-{name}"))

    def as_(self, name: str, *roles: str) -> httpx.Client:
        """Somebody with a token of their own."""
        token = self.issuer.token(name, "net", roles, person=self.id(name))
        return httpx.Client(
            base_url=self.worker.http.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
