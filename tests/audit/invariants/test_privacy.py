"""Nobody is named where everybody reads."""

from pathlib import Path

import pytest

from audit.documents import Document, Entry, Lot
from audit.invariants.privacy import Privacy, lines
from audit.records import Record
from audit.relais import NAMED, RELAIS
from contracts.directory import ContactKept
from contracts.partners import INBOUND
from contracts.people import PEOPLE, ProfileCreated
from tests.audit.history import judged, record, told, wrongs


def carrying(text: str) -> Record:
    return record("p", 1, stream=PEOPLE, body=f'{{"note": "{text}"}}')


async def test_a_profile_of_the_contracts_names_nobody():
    assert (await judged(Privacy(RELAIS), [told(ProfileCreated, "p", 1)])).holds


@pytest.mark.parametrize(
    "text", ["write to jeanne@example.org", "06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "0033612345678"]
)
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


CANARY = Document("matching", "pairs", "p", text='{"note": "Zéphyrine"}'.encode())


async def test_a_canary_in_a_document_that_is_not_for_names_is_seen():
    verdict = await judged(Privacy(RELAIS, ["Zéphyrine"], named=NAMED), documents=[CANARY])
    assert wrongs(verdict) == [("matching.pairs/p", "a canary")]


async def test_a_collection_for_names_may_name_people():
    contact = Document("profiles", "contacts", "p", text='{"given_name": "Zéphyrine"}'.encode())
    assert (await judged(Privacy(RELAIS, ["Zéphyrine"], named=NAMED), documents=[contact])).holds


def lot(stream: str, content: bytes) -> Lot:
    return Lot("profiles", stream, "k", "parked", (Entry(0, 7, 0, "parked", content=content),))


async def test_a_canary_in_a_lot_is_seen():
    verdict = await judged(Privacy(RELAIS, ["Zéphyrine"]), lots=[lot(PEOPLE.name, "Zéphyrine".encode())])
    assert wrongs(verdict) == [("profiles: profiles.people.v1/k [0]@7", "a canary")]


async def test_a_lot_of_a_personal_stream_keeps_no_content():
    assert (await judged(Privacy(RELAIS), lots=[lot(INBOUND.of("acme").name, b"")])).holds
    verdict = await judged(Privacy(RELAIS), lots=[lot(INBOUND.of("acme").name, b"{}")])
    assert wrongs(verdict)[0][1] == "the lot keeps what a personal stream says"


async def test_a_canary_in_a_log_or_on_a_page_of_metrics_is_seen(tmp_path: Path):
    log = tmp_path / "matching.log"
    log.write_text("fine 0612345678\nmet Zéphyrine\n", encoding="utf-8")
    pages = [*lines([log]), ("http://localhost/metrics", b'relais_x{who="a@example.org"} 1')]
    verdict = await judged(Privacy(RELAIS, ["Zéphyrine"], pages=pages))
    assert wrongs(verdict) == [("http://localhost/metrics", "an e-mail address"), ("matching.log:2", "a canary")]
