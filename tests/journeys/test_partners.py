"""A company and its own Kafka client: it publishes, reads its receipts, and never learns more."""

import asyncio
import json
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from contracts.partners import INBOUND, RECEIPTS
from tests.journeys.network import PARTNERS, Network
from tests.journeys.people import ALL_WEEK
from tests.journeys.town import Town
from tests.processes import eventually

PARTNER = "glassworks"
MINE, ANSWERS = INBOUND.of(PARTNER), RECEIPTS.of(PARTNER)


@pytest.fixture(scope="module")
def town(network: Network) -> Town:
    """The company is known to the network."""
    town = Town(network, "nominations")
    town.organise("company", partner=PARTNER)
    return town


def nominate(network: Network, reference: str, nominee: dict[str, Any], key: str | None = None) -> str:
    """Publish a nomination as the contract's README tells companies. Returns its `ce_id`."""
    ce_id = f"{reference}-{key or 1}"
    headers = {
        "ce_specversion": "1.0",
        "ce_id": ce_id,
        "ce_source": PARTNERS[PARTNER]["source"],
        "ce_type": "MentorNominated",
        "ce_subject": reference,
        "content-type": "application/json",
    }
    asyncio.run(_publish(network.servers.kafka, reference, nominee, headers))
    return ce_id


async def _publish(kafka: str, key: str, body: dict[str, Any], headers: dict[str, str]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=kafka, acks="all", enable_idempotence=True) as producer:
        encoded = [(name, value.encode()) for name, value in headers.items()]
        await producer.send_and_wait(MINE.name, key=key.encode(), value=json.dumps(body).encode(), headers=encoded)


def nominee(town: Town, name: str) -> dict[str, Any]:
    return {
        "given_name": name,
        "family_name": "Verrier",
        "phone": "+33639980000",
        "territory": "gex",
        "programme_id": town.programme,
        "agreed": {"on": "2026-08-20", "text": "I agree."},
    }


def receipt(network: Network, ce_id: str) -> tuple[str, Any]:
    """Type and body of the receipt that quotes this event."""

    def read() -> Any:
        found = [(kind, body) for _, _, kind, body in network.told(ANSWERS) if body["ce_id"] == ce_id]
        return found and found[0]

    kind, body = eventually(read)
    return kind, body


def nomination(town: Town, name: str) -> Any:
    """The nomination of this name, once it is there."""

    def find() -> Any:
        found = town.coordinator.get("profiles", "/nominations")
        return next((each for each in found if each["nominee"]["reach"]["given_name"] == name), None)

    return eventually(find)


def test_a_nominee_who_confirms_is_enrolled_and_the_company_has_read_only_that_it_was_received(town: Town) -> None:
    ce_id = nominate(town.network, "retiree-1", nominee(town, "Irma"))
    kind, body = receipt(town.network, ce_id)
    assert (kind, body["words_en"]) == ("EventAccepted", "Received.")
    found = nomination(town, "Irma")
    me = town.network.by("mentor", person=found["nomination_id"])
    path = f"/nominations/{found['nomination_id']}/confirmation"
    joined = me.post("profiles", path, {"availability": ALL_WEEK, "places": 2})
    assert joined["phase"] == "joined"
    [enrolment] = town.coordinator.get("profiles", "/enrolments", person=joined["person_id"])
    assert (enrolment["programme_id"], enrolment["role"], enrolment["source"]) == (town.programme, "mentor", "partner")
    eventually(lambda: town.network.raw("matching", "candidates", enrolment["enrolment_id"]))


def test_a_nomination_that_cannot_be_read_is_rejected_by_its_form_and_nothing_of_it_is_repeated(town: Town) -> None:
    ce_id = nominate(town.network, "retiree-2", {"given_name": "Odile", "family_name": "Verrier"})
    kind, body = receipt(town.network, ce_id)
    assert (kind, body["partner"]) == ("EventRejected", PARTNER)
    assert "Odile" not in json.dumps(body)


def test_what_a_strict_policy_refuses_is_parked_and_released_in_order_once_the_policy_is_mended(
    network: Network,
) -> None:
    strict = Town(network, "strict", nominations_open=False)
    first = nominate(network, "retiree-3", nominee(strict, "Rosa"), "a")
    operator = network.by("operator")

    def lane() -> Any:
        return next((each for each in operator.get("profiles", "/parked") if each["stream"] == MINE.name), None)

    parked = eventually(lane)
    assert (parked["head"], parked["entries"][0]["reason"]) == ("parked", "nominations-closed")
    second = nominate(network, "retiree-3", nominee(strict, "Rosalie"), "b")
    eventually(lambda: len(lane()["entries"]) == 2)
    strict.coordinator.put("profiles", f"/programmes/{strict.programme}", strict.outline(nominations_open=True))
    operator.post("profiles", f"/parked/{parked['id']}/release")
    (one, earlier), (other, later) = receipt(network, first), receipt(network, second)
    assert (one, other) == ("EventAccepted", "EventAccepted")
    assert earlier["received_at"] <= later["received_at"]
    assert nomination(strict, "Rosalie")["partner"] == PARTNER
    assert lane() is None
