"""Nobody is named where everybody reads."""

import pytest

from audit.invariants.privacy import Privacy
from audit.records import Record
from audit.relais import RELAIS
from contracts.directory import ContactKept
from contracts.people import PEOPLE, ProfileCreated
from tests.audit.history import judged, record, told, wrongs


def carrying(text: str) -> Record:
    return record("p", 1, stream=PEOPLE, body=f'{{"note": "{text}"}}')


async def test_a_profile_of_the_contracts_names_nobody():
    assert (await judged(Privacy(RELAIS), [told(ProfileCreated, "p", 1)])).holds


@pytest.mark.parametrize("text", ["write to jeanne@example.org", "06 12 34 56 78", "0612345678", "+33 6 12 34 56 78"])
async def test_an_address_in_an_open_stream_is_seen_and_not_repeated(text: str):
    ((id, what),) = wrongs(await judged(Privacy(RELAIS), [carrying(text)]))
    assert id.startswith("profiles.people.v1[")
    assert text not in what


@pytest.mark.parametrize("text", ["a06123456789bc", "0612345678-4a", "2026-09-01T08:00:00+00:00", "1.0612345678"])
async def test_ids_and_times_are_no_phone_numbers(text: str):
    assert (await judged(Privacy(RELAIS), [carrying(text)])).holds


async def test_a_field_of_the_directory_is_seen():
    body = '{"birth_date": "2011-03-04"}'
    verdict = await judged(Privacy(RELAIS), [record("p", 1, stream=PEOPLE, body=body)])
    assert wrongs(verdict)[0][1] == "a field of the directory"


@pytest.mark.parametrize("where", ["body", "header", "key"])
async def test_a_canary_is_found_wherever_it_sits(where: str):
    records = {
        "body": carrying("Zéphyrine"),
        "header": record("p", 1, stream=PEOPLE, ce_actor="Zéphyrine"),
        "key": record("Zéphyrine", 1, stream=PEOPLE),
    }
    assert wrongs(await judged(Privacy(RELAIS, ["Zéphyrine"]), [records[where]]))[0][1] == "a canary"


async def test_the_directory_may_name_people():
    assert (await judged(Privacy(RELAIS, ["Zéphyrine"]), [told(ContactKept, "p", 1, given_name="Zéphyrine")])).holds
