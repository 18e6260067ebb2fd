"""Feedback as a real process: events in, due dates, who may see and say what, events out."""

import asyncio
import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from chassis.draft import partition_of
from contracts.concerns import CONCERNS
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.followups import FOLLOWUPS
from contracts.pairs import PairFormed, Side
from contracts.people import ProfileErased
from contracts.policy import Policy, QuestionSet
from contracts.programmes import PROGRAMMES, ProgrammeOpened
from contracts.sessions import SessionHeld
from contracts.stream import Stream
from relais.streams import create_streams, declared
from tests.processes import Worker, eventually
from tests.services.feedback.made import day, formed

FEEDBACK = "services.feedback.app:create"


class World:
    """One pair of people of its own, in a network where feedback runs; `to(...)` is a client of one of them."""

    def __init__(self, worker: Worker, issuer: Any) -> None:
        self.worker, self.issuer, name = worker, issuer, secrets.token_hex(6)
        self.pair, self.programme, self.mentor, self.mentee = (f"{each}-{name}" for each in ("p", "g", "m", "s"))
        self.guardian, self.lead = f"h-{name}", f"l-{name}"

    def to(self, person: str, *roles: Any, network: str = "net") -> httpx.Client:
        token = self.issuer.token(person, network, roles, person=person)
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.worker.port}", headers=headers, timeout=20)

    def coordinator(self, programme: str | None = None) -> httpx.Client:
        return self.to("c", {"role": "coordinator", "programmes": [programme or self.programme]})

    def publish(self, event: Event, subject: str, sequence: int = 1) -> None:
        envelope = Envelope("id", "/relais/test", type(event).__name__, subject, day(0), "net", sequence)
        asyncio.run(send(self.worker.settings["RELAIS_KAFKA"], event, envelope))

    def form(self) -> None:
        """Publish the programme and the pair, and wait until the first check-ins are asked."""
        ours = QuestionSet(kind="week-1", role="mentee", question_set="our-own", version=2)
        facts = {"owner": "school-1", "kind": "school", "first_day": "2027-09-01", "last_day": "2028-07-05"}
        policy = Policy(question_sets=(ours,))
        programme = ProgrammeOpened(**facts, programme_id=self.programme, policy=policy, safeguarding=(self.lead,))
        before = self.heard(PROGRAMMES)
        self.publish(programme, self.programme)
        eventually(lambda: self.heard(PROGRAMMES) > before)
        sides = {role: Side(person_id=who, enrolment_id=who) for role, who in self.people.items()}
        pair = formed().model_copy(
            update={"pair_id": self.pair, "programme_id": self.programme, "guardians": (self.guardian,), **sides}
        )
        self.publish(PairFormed.model_validate(pair.model_dump()), self.pair)
        eventually(lambda: self.to(self.mentee, "mentee").get("/check-ins").json())

    def heard(self, stream: Stream) -> float:
        """How many events of the stream have been applied."""
        lines = self.worker.http.get("/metrics").text.splitlines()
        name = f'relais_applied_total{{stream="{stream.name}"}} '
        return sum(float(line.removeprefix(name)) for line in lines if line.startswith(name))

    @property
    def people(self) -> dict[str, str]:
        return {"mentor": self.mentor, "mentee": self.mentee}

    def told(self, stream: Stream, subject: str) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Headers and bodies of what was published about this subject."""
        return asyncio.run(read(self.worker.settings["RELAIS_KAFKA"], stream, subject))


async def send(servers: str, event: Event, envelope: Envelope) -> None:
    async with AIOKafkaProducer(bootstrap_servers=servers) as producer:
        partition = partition_of(envelope.subject, event.stream.partitions)
        body = event.model_dump_json().encode()
        where = {"key": envelope.subject.encode(), "partition": partition, "headers": envelope.headers()}
        await producer.send_and_wait(event.stream_name, body, **where)


async def read(servers: str, stream: Stream, subject: str) -> list[tuple[dict[str, str], dict[str, Any]]]:
    async with AIOKafkaConsumer(stream.name, bootstrap_servers=servers, auto_offset_reset="earliest") as consumer:
        batches = await consumer.getmany(timeout_ms=1_500)
        return [
            ({name: value.decode() for name, value in record.headers}, json.loads(record.value))
            for records in batches.values()
            for record in records
            if record.key.decode() == subject
        ]


@pytest.fixture(scope="module")
def service(servers, issuer, tmp_path_factory) -> Iterator[Worker]:
    asyncio.run(create_streams(servers.kafka, declared([])))
    clock = {"start": day(8.5).isoformat(), "epoch": datetime.now(UTC).isoformat()}
    settings = {"RELAIS_DATABASE": f"f{secrets.token_hex(4)}", "RELAIS_CLOCK": json.dumps(clock)}
    worker = Worker(FEEDBACK, tmp_path_factory.mktemp("feedback"), servers, issuer, settings)
    yield worker.start()
    worker.kill()


@pytest.fixture
def world(service: Worker, issuer) -> World:
    world = World(service, issuer)
    world.form()
    return world


def mine(client: httpx.Client) -> dict[str, Any]:
    return client.get("/check-ins").json()[0]


def answer(client: httpx.Client, check_in: dict[str, Any], *flags: str, **headers: str) -> httpx.Response:
    address = f"/pairs/{check_in['pair_id']}/check-ins/{check_in['check_in_id']}/answer"
    return client.post(address, json={"answers": {"how": "my words"}, "flags": flags}, headers=headers)


def test_the_programmes_questions_are_asked_and_the_mentor_never_sees_the_mentees_answers(world: World):
    mentee, mentor = world.to(world.mentee, "mentee"), world.to(world.mentor, "mentor")
    check_in = mine(mentee)
    assert (check_in["question_set"], check_in["version"]) == ("our-own", 2)
    assert answer(mentor, check_in).status_code == 404
    assert answer(mentee, check_in, "wants-help").status_code == 200
    assert answer(mentee, check_in).json()["code"] == "already-answered"
    seen = mentor.get(f"/pairs/{world.pair}/follow-up").text
    assert "my words" not in seen and "wants-help" not in seen
    assert "my words" in world.coordinator().get(f"/pairs/{world.pair}/follow-up").text
    told = eventually(lambda: [t for t in world.told(FOLLOWUPS, world.pair) if t[0]["ce_type"] == "CheckInAnswered"])
    assert told[0][1]["flags"] == ["wants-help"]
    assert "my words" not in json.dumps(told)


def test_unknown_and_foreign_pairs_answer_alike(world: World):
    strangers = [
        world.to("stranger", "mentor"),
        world.coordinator("another-programme"),
        world.to(world.mentor, "mentor", network="another"),
    ]
    for stranger in strangers:
        answers = [stranger.get(f"/pairs/{pair}/follow-up") for pair in (world.pair, "unknown")]
        assert [each.status_code for each in answers] == [404, 404]
    assert [each["pair_id"] for each in world.coordinator("another-programme").get("/pairs/at-risk").json()] == []


def test_a_coordinator_records_an_answer_by_phone_but_never_in_their_own_case(world: World):
    check_in = mine(world.to(world.mentee, "mentee"))
    phone = {"Relais-On-Behalf": world.mentee, "Relais-Channel": "phone"}
    own_case = world.to(world.mentor, "mentor", "coordinator")
    assert answer(own_case, check_in, **phone).status_code == 404
    assert answer(world.coordinator(), check_in, **phone).status_code == 200
    told = eventually(lambda: [t for t in world.told(FOLLOWUPS, world.pair) if t[0]["ce_type"] == "CheckInAnswered"])
    headers = told[0][0]
    assert (headers["ce_actor"], headers["ce_onbehalf"], headers["ce_channel"]) == ("c", world.mentee, "phone")


def test_who_is_not_at_ease_puts_the_pair_on_the_coordinators_list_and_a_concern_in_the_queue(world: World):
    answer(world.to(world.mentee, "mentee"), mine(world.to(world.mentee, "mentee")), "not-at-ease")
    at_risk = world.coordinator().get("/pairs/at-risk", params={"programme": world.programme}).json()
    assert [[reason["reason"] for reason in each["reasons"]] for each in at_risk] == [["not-at-ease"]]
    assert world.to(world.mentor, "mentor").get(f"/pairs/{world.pair}/follow-up").json()["reasons"] == []
    lead = world.to(world.lead, "safeguarding")
    (concern,) = eventually(lambda: [c for c in lead.get("/concerns").json() if c["subject"]["id"] == world.pair])
    assert concern["severity"] == "serious"
    mentor_as_lead = world.to(world.mentor, "mentor", "safeguarding")
    assert mentor_as_lead.get(f"/concerns/{concern['concern_id']}").status_code == 404
    assert concern["concern_id"] not in mentor_as_lead.get("/concerns").text
    refused = lead.post(f"/concerns/{concern['concern_id']}/assignment", json={"assignee": world.mentor})
    assert refused.json()["code"] == "not-for-those-concerned"


def test_a_severe_concern_stops_contact_names_no_actor_and_takes_two_to_lift(world: World):
    form = {"about": {"kind": "pair", "id": world.pair}, "severity": "severe", "text": "what happened"}
    raised = world.to(world.mentee, "mentee").post("/concerns", json=form)
    assert raised.status_code == 201
    address = f"/concerns/{raised.json()['concern_id']}"
    assert world.coordinator().get(address).status_code == 403
    ((headers, body),) = eventually(lambda: world.told(CONCERNS, raised.json()["concern_id"]))
    assert body["suspend"] == [world.mentor]
    assert "ce_actor" not in headers and world.mentee not in json.dumps([headers, body])
    first, second = world.to(world.lead, "safeguarding"), world.to(f"{world.lead}-2", "safeguarding")
    assert first.get(address).json()["text"] == "what happened"
    names = {"persons": [world.mentor]}
    assert first.post(f"{address}/lift", json=names).json()["suspended"] == [world.mentor]
    assert first.post(f"{address}/lift", json=names).json()["code"] == "another-must-confirm"
    assert second.post(f"{address}/lift", json=names).json()["suspended"] == []


def test_a_session_counts_and_a_concern_about_it_is_about_the_other(world: World):
    session = f"session-{world.pair}"
    facts = {"session_id": session, "pairs": (world.pair,), "participants": (), "minutes": 60, "mode": "online"}
    world.publish(SessionHeld(**facts, starts_at=day(3), said_by="mentor", occurred_at=day(3)), session)
    coordinator = world.coordinator()
    eventually(lambda: coordinator.get(f"/pairs/{world.pair}/follow-up").json()["last_met_at"])
    form = {"about": {"kind": "session", "id": session}, "severity": "severe", "text": "what happened"}
    raised = world.to(world.mentor, "mentor").post("/concerns", json=form).json()
    kept = world.to(world.lead, "safeguarding").get(f"/concerns/{raised['concern_id']}").json()
    assert kept["suspended"] == [world.mentee]
    nobody = world.to(world.mentor, "mentor").post("/concerns", json=form | {"about": {"kind": "activity", "id": "a"}})
    assert (nobody.status_code, nobody.json()["code"]) == (409, "nobody-named")


def test_a_repeated_command_is_done_once(world: World):
    mentee, key = world.to(world.mentee, "mentee"), {"Idempotency-Key": "once"}
    form = {"session_id": "session-1", "rating": 4, "text": "good"}
    answers = [mentee.post(f"/pairs/{world.pair}/feedback", json=form, headers=key) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    goal = mentee.post(f"/pairs/{world.pair}/goals/goal-1/progress", json={"progress": "begun"})
    note = mentee.post(f"/pairs/{world.pair}/reflections", json={"text": "what I learnt", "shared": True})
    assert (goal.status_code, note.status_code) == (201, 201)
    seen = world.to(world.mentor, "mentor").get(f"/pairs/{world.pair}/follow-up").json()
    assert (seen["feedback"], [each["text"] for each in seen["reflections"]]) == ([], ["what I learnt"])
    guardian = world.to(world.guardian, "guardian")
    assert guardian.post(f"/pairs/{world.pair}/feedback", json=form).status_code == 403
    assert len(guardian.get("/check-ins").json()) == 1


def test_an_erased_person_leaves_no_words(world: World):
    mentee = world.to(world.mentee, "mentee")
    answer(mentee, mine(mentee))
    world.publish(ProfileErased(person_id=world.mentee), world.mentee)
    coordinator = world.coordinator()
    eventually(lambda: "my words" not in coordinator.get(f"/pairs/{world.pair}/follow-up").text)
