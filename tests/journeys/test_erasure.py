"""A person who asks to be forgotten is; what happened stays, under an id that leads nowhere."""

import json
from typing import Any

from contracts.directory import DIRECTORY
from contracts.erasures import ERASURES
from contracts.pairs import PAIRS
from tests.journeys.network import SERVICES, Network
from tests.journeys.people import Member
from tests.journeys.town import Town
from tests.processes import eventually

CANARY = "Zéphyrine"


def test_an_erased_person_has_no_name_anywhere_and_the_history_of_their_pair_stays(network: Network) -> None:
    town = Town(network, "erasure")
    mentor, mentee = town.mentor("ada"), town.mentee("ben", given_name=CANARY)
    pair_id = town.pair(mentor, mentee)
    town.held(town.book(pair_id, mentor), mentee)

    def directory() -> list[Any]:
        return [body for subject, _, _, body in network.told(DIRECTORY) if subject == mentee.person]

    before = network.told_of(PAIRS, pair_id)
    assert [body["given_name"] for body in directory()] == [CANARY]
    mentee.me.post("profiles", f"/people/{mentee.person}/erasure")
    town.status(pair_id, "ended")
    eventually(lambda: directory()[-1] is None)
    for service in SERVICES:
        eventually(lambda service=service: CANARY not in network.everything(service))
    receipt = eventually(
        lambda: [body for subject, _, kind, body in network.told(ERASURES) if _is(mentee, subject, kind)]
    )
    assert _emptied(receipt[0]) >= {
        "contacts",
        "enrolments",
        "profiles",
        "candidates",
        "pairs",
        "agendas",
        "follow_ups",
    }
    assert network.told_of(PAIRS, pair_id) == [*before, "PairEnded"]
    kept = [json.dumps(body) for subject, _, _, body in network.told(PAIRS) if subject == pair_id]
    assert all(mentee.person in body and CANARY not in body for body in kept)


def _is(member: Member, subject: str, kind: str) -> bool:
    return (subject, kind) == (member.person, "ErasureCompleted")


def _emptied(receipt: Any) -> set[str]:
    """Kinds of documents that all services have emptied."""
    return {each["kind"] for account in receipt["accounts"] for each in account["documents"] if each["emptied"]}
