"""Profiles from outside: its own door, what others publish, and what anybody can read on the streams."""

import asyncio
import json
import secrets
from datetime import UTC, datetime
from typing import Any

import httpx
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from chassis.draft import partition_of
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.partners import INBOUND
from contracts.stream import Stream
from relais.infrastructure.local import Servers
from relais.streams import create_streams, declared
from relais.tokens import Issuer
from tests.processes import Worker
from tests.services.profiles.made import NOW, POLICY

SOURCE = "//acier.example/hr"
CSV = {"Content-Type": "text/csv"}
MENTOR = {"places": 2, "role": "mentor"}


def settings(servers: Servers, partner: str) -> dict[str, str]:
    """A database and a company of its own, and all streams."""
    asyncio.run(create_streams(servers.kafka, declared([partner])))
    partners = json.dumps({partner: {"network": "net", "source": SOURCE}})
    return {"RELAIS_DATABASE": f"t{secrets.token_hex(4)}", "RELAIS_PARTNERS": partners}


class Town:
    """A network with a school, an association, a company and one programme; `partner` is the company's short name."""

    def __init__(self, worker: Worker, issuer: Issuer, partner: str) -> None:
        self.worker, self.issuer, self.partner = worker, issuer, partner
        self.kafka = worker.settings["RELAIS_KAFKA"]
        places = [
            {"id": name, "label": name, "inhabitants": 9000, "lat": 49, "lon": 6} for name in ("montcel", "lorneville")
        ]
        worker.http.put("/territories", json=places).raise_for_status()
        self.school = self.register("lycee", "school", calendar={"zone": "B"})
        self.association = self.register("passerelles", "association")
        self.company = self.register("acier", "company", partner=partner)
        self.programme = self.open("avenir", POLICY.model_dump(mode="json"))

    def register(self, reference: str, kind: str, **more: Any) -> str:
        form = {"reference": reference, "name": reference, "kind": kind, "territory": "montcel", **more}
        return self.made("/organisations", form)["organisation_id"]

    def open(self, reference: str, policy: dict[str, Any]) -> str:
        days = {"first_day": "2026-09-01", "last_day": "2027-07-02"}
        all_of_them = [self.school, self.association, self.company]
        form = {"reference": reference, "name": reference, "owner": self.association, "organisations": all_of_them}
        return self.made("/programmes", {**form, **days, "policy": policy})["programme_id"]

    def made(self, path: str, form: Any = None, client: httpx.Client | None = None, **headers: str) -> Any:
        """The answer to a command that must succeed."""
        answer = (client or self.worker.http).post(path, json=form or {}, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()

    def person(self, given_name: str = "Marie", **contact: Any) -> str:
        form = {
            "contact": {"given_name": given_name, "family_name": f"Exemple {secrets.token_hex(4)}", **contact},
            "profile": {"territory": "montcel"},
            "registered_with": self.association,
        }
        return self.made("/people", form)["person_id"]

    def mentor(self) -> tuple[str, str]:
        """(person, enrolment) of a cleared mentor."""
        person_id = self.person()
        form = {"person_id": person_id, "programme_id": self.programme, **MENTOR}
        enrolment_id = self.made("/enrolments", form)["enrolment_id"]
        today = self.today
        for kind in ("interview", "honourability-check"):
            self.made(f"/enrolments/{enrolment_id}/steps", {"kind": kind, "done_on": today})
        self.made(f"/enrolments/{enrolment_id}/clearance")
        return person_id, enrolment_id

    @property
    def today(self) -> str:
        return datetime.now(UTC).date().isoformat()

    def as_(self, person: str, *roles: Any) -> httpx.Client:
        """Somebody with a token of their own."""
        token = self.issuer.token(person, "net", roles, person=person)
        return httpx.Client(
            base_url=self.worker.http.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )

    def bring_in(self, data: bytes) -> dict[str, Any]:
        answer = self.worker.http.post("/imports", content=data, headers=CSV)
        assert answer.is_success, answer.text
        return answer.json()

    def tell(self, event: Event, subject: str, sequence: int) -> None:
        """Publish what another service would."""
        envelope = Envelope(
            id=f"{event.stream.name}/{subject}/{sequence}",
            source="/relais/test",
            type=type(event).__name__,
            subject=subject,
            time=NOW,
            network="net",
            sequence=sequence,
        )
        asyncio.run(self._send(event.stream, subject, envelope, event.model_dump_json().encode()))

    def publish(self, kind: str, reference: str, body: bytes, ce_id: str | None = None) -> None:
        """Publish as the company does."""
        envelope = Envelope(ce_id or secrets.token_hex(8), SOURCE, kind, reference, NOW, "")
        asyncio.run(self._send(INBOUND.of(self.partner), reference, envelope, body))

    def heard(self, stream: str) -> float:
        """How many events of a stream the service has applied."""
        lines = self.worker.http.get("/metrics").text.splitlines()
        return sum(
            float(each.split()[-1]) for each in lines if each.startswith(f'relais_applied_total{{stream="{stream}"')
        )

    async def _send(self, stream: Stream, key: str, envelope: Envelope, body: bytes) -> None:
        headers = [(name, value) for name, value in envelope.headers() if value]
        async with AIOKafkaProducer(bootstrap_servers=self.kafka) as producer:
            await producer.send_and_wait(
                stream.name,
                body,
                key=key.encode(),
                partition=partition_of(key, stream.partitions),
                headers=headers,
            )

    def told(self, stream: Stream, subject: str | None = None) -> list[tuple[str, dict[str, Any] | None]]:
        """(type, body) of what stands on a stream, of one subject or of all, in order."""
        read = asyncio.run(self._read(stream))
        return [(kind, body) for key, kind, body in read if subject is None or key == subject]

    async def _read(self, stream: Stream) -> list[tuple[str, str, dict[str, Any] | None]]:
        consumer = AIOKafkaConsumer(bootstrap_servers=self.kafka, auto_offset_reset="earliest")
        await consumer.start()
        try:
            partitions = [TopicPartition(stream.name, number) for number in range(stream.partitions)]
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            found: list[Any] = []
            for partition in partitions:
                while await consumer.position(partition) < ends[partition]:
                    batch = await consumer.getmany(partition, timeout_ms=500)
                    found += [record for records in batch.values() for record in records]
            return [
                (r.key.decode(), dict(r.headers)["ce_type"].decode(), json.loads(r.value) if r.value else None)
                for r in found
            ]
        finally:
            await consumer.stop()
