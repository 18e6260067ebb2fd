"""Matching from outside: events that others would publish, and calls of people with their own tokens."""

import asyncio
import secrets
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from chassis.draft import partition_of
from contracts.enrolments import EnrolmentAsked, EnrolmentCleared, EnrolmentEvent
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.hours import Hours, SchoolCalendar, WeeklyHours
from contracts.organisations import OrganisationRegistered
from contracts.people import ProfileCreated
from contracts.policy import Policy
from contracts.programmes import ProgrammeOpened
from contracts.stream import Stream
from contracts.words import Competence
from relais.tokens import Issuer
from tests.processes import Worker, eventually

NOW = datetime.now(UTC).replace(microsecond=0)
AFTERNOONS = WeeklyHours(hours=tuple(Hours(weekday=day, start="14:00", end="18:00") for day in (2, 4)))


class Town:
    """A programme of its own in a network where matching runs."""

    def __init__(self, worker: Worker, issuer: Issuer, **policy: Any) -> None:
        self.worker, self.issuer, self.suffix = worker, issuer, secrets.token_hex(4)
        self.sequences: Counter[str] = Counter()
        self.programme, self.school = self.id("programme"), self.id("school")
        where: dict[str, Any] = {"kind": "school", "territory": "gex", "calendar": SchoolCalendar(zone="A")}
        opened = ProgrammeOpened(
            programme_id=self.programme,
            owner=self.school,
            kind="school",
            first_day=date(2026, 9, 1),
            last_day=date(2028, 7, 5),
            policy=Policy(**policy),
        )
        self.tell((self.school, OrganisationRegistered(organisation_id=self.school, **where)), (self.programme, opened))
        eventually(lambda: self.coordinator().get(f"/programmes/{self.programme}/waiting").status_code == 200)

    def id(self, name: str) -> str:
        return f"{name}-{self.suffix}"

    def enrolment(self, name: str) -> str:
        return self.id(f"{name}-enrolled")

    def person(self, name: str, *roles: str) -> httpx.Client:
        return self._client(self.id(name), *roles)

    def coordinator(self, network: str = "net") -> httpx.Client:
        return self._client("coordinator", {"role": "coordinator", "programmes": [self.programme]}, network=network)

    def _client(self, person: str, *roles: Any, network: str = "net") -> httpx.Client:
        token = self.issuer.token(person, network, roles, person)
        base = f"http://127.0.0.1:{self.worker.port}"
        return httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=20)

    def mentors(self, *names: str, skill: str = "welding", places: int = 1) -> None:
        self._arrive(names, "mentor", {"offers": (Competence(skill=skill, level=3),)}, {"places": places})

    def mentees(self, *names: str, skill: str = "welding", **facts: Any) -> None:
        """`facts` of the enrolment, such as `asked_at`."""
        self._arrive(names, "mentee", {"seeks": (Competence(skill=skill, level=2),)}, {"school": self.school, **facts})
        expected = {self.enrolment(name) for name in names}
        eventually(lambda: expected <= set(self.waiting()))

    def _arrive(self, names: tuple[str, ...], role: str, skills: dict[str, Any], facts: dict[str, Any]) -> None:
        told: list[tuple[str, Event]] = []
        at = facts.pop("asked_at", NOW - timedelta(days=3))
        for name in names:
            known: dict[str, Any] = {"territory": "gex", "languages": ("fr",), "availability": AFTERNOONS, **skills}
            told.append((self.id(name), ProfileCreated(person_id=self.id(name), **known)))
            who = self.enrolled(name, role) | facts
            told.append((self.enrolment(name), EnrolmentAsked(**who, state="asked", asked_at=at)))
            told.append((self.enrolment(name), EnrolmentCleared(**who, state="cleared")))
        self.tell(*told)

    def enrolled(self, name: str, role: str) -> dict[str, Any]:
        who = {"enrolment_id": self.enrolment(name), "person_id": self.id(name)}
        return {**who, "programme_id": self.programme, "role": role}

    def enrolment_event(self, kind: type[EnrolmentEvent], name: str, role: str, **facts: Any) -> None:
        self.tell((self.enrolment(name), kind(**self.enrolled(name, role), **facts)))

    def tell(self, *told: tuple[str, Event]) -> None:
        """Publish events, each with its aggregate's id, in that aggregate's next sequences."""
        asyncio.run(self._send(told))

    async def _send(self, told: tuple[tuple[str, Event], ...]) -> None:
        async with AIOKafkaProducer(bootstrap_servers=self.worker.settings["RELAIS_KAFKA"]) as producer:
            for subject, event in told:
                self.sequences[subject] += 1
                stream, number = event.stream, self.sequences[subject]
                id = f"{stream.name}/{subject}/{number}"
                envelope = Envelope(id, "/relais/test", type(event).__name__, subject, NOW, "net", number)
                await producer.send_and_wait(
                    stream.name,
                    event.model_dump_json().encode(),
                    key=subject.encode(),
                    partition=partition_of(subject, stream.partitions),
                    headers=envelope.headers(),
                )

    # What happens in matching

    def waiting(self) -> list[str]:
        answer = self.coordinator().get(f"/programmes/{self.programme}/waiting").json()
        return [each["enrolment_id"] for each in answer]

    def ask(self) -> dict[str, Any]:
        """A round and its preview, or however it ended."""
        answer = self.coordinator().post(f"/programmes/{self.programme}/rounds")
        assert answer.status_code == 202, answer.text
        return self.round_once(answer.json()["round_id"], "solved", "dropped")

    def round_once(self, round_id: str, *statuses: str) -> dict[str, Any]:
        def read() -> Any:
            state = self.coordinator().get(f"/rounds/{round_id}").json()
            return state if state["status"] in statuses else None

        return dict(eventually(read, 30))

    def publish(self, round_id: str) -> dict[str, Any]:
        answer = self.coordinator().post(f"/rounds/{round_id}/publication")
        assert answer.status_code == 202, answer.text
        return self.round_once(round_id, "published")

    def propose(self, mentee: str, mentor: str, key: str | None = None) -> httpx.Response:
        form = {"mentee": self.enrolment(mentee), "mentor": self.enrolment(mentor)}
        return self.coordinator().post("/pairs", json=form, headers={"Idempotency-Key": key} if key else {})

    def form(self, mentee: str, mentor: str) -> str:
        """A pair that both have accepted, once matching itself has heard of it."""
        answer = self.propose(mentee, mentor)
        assert answer.status_code == 201, answer.text
        pair_id = str(answer.json()["pair_id"])
        for name, role in ((mentor, "mentor"), (mentee, "mentee")):
            accepted = self.person(name, role).post(f"/pairs/{pair_id}/acceptance", json={})
            assert accepted.status_code == 200, accepted.text
        eventually(lambda: self.enrolment(mentee) not in self.waiting())
        return pair_id

    def pair(self, pair_id: str) -> dict[str, Any]:
        return dict(self.coordinator().get(f"/pairs/{pair_id}").json())

    def heard(self, stream: Stream, subject: str) -> list[str]:
        """Types of the events of one aggregate, in their order, duplicates left out."""
        return asyncio.run(self._heard(stream, subject))

    async def _heard(self, stream: Stream, subject: str) -> list[str]:
        partition = TopicPartition(stream.name, partition_of(subject, stream.partitions))
        found: dict[bytes, str] = {}
        async with AIOKafkaConsumer(bootstrap_servers=self.worker.settings["RELAIS_KAFKA"]) as consumer:
            consumer.assign([partition])
            await consumer.seek_to_beginning(partition)
            end = (await consumer.end_offsets([partition]))[partition]
            while await consumer.position(partition) < end:
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    headers = [dict(record.headers) for record in records if record.key == subject.encode()]
                    found |= {each["ce_id"]: each["ce_type"].decode() for each in headers}
        return list(found.values())
