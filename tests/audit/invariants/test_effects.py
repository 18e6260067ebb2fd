"""What must exist after an event exists."""

import pytest

from audit.documents import Document, Entry, Lot
from audit.invariants.effects import Effects
from audit.relais import EFFECTS
from audit.verdict import Verdict
from contracts.enrolments import EnrolmentCleared
from contracts.pairs import PAIRS, PairFormed, PairProposed
from tests.audit.history import judged, told, wrongs

SIDES = {"pair_id": "p", "mentor": {"person_id": "m", "enrolment_id": "em"}}
CLEARED = told(EnrolmentCleared, "em", 1, enrolment_id="em")
PROPOSED, FORMED = told(PairProposed, "p", 1, **SIDES), told(PairFormed, "p", 4, **SIDES)
CANDIDATE = Document("matching", "candidates", "em", state={})
RHYTHM = Document("scheduling", "rhythms", "p", state={})
FOLLOW_UP = Document("feedback", "follow_ups", "p", state={})
HELD = Document("matching", "places", "m", state={"held": {"p": {}}})
GIVEN_BACK = Document("matching", "places", "m", state={"held": {}, "given_back": {"p": "2026-10-01T00:00:00Z"}})


async def effects(*documents: Document, lots: list[Lot] = ()) -> Verdict:
    return await judged(Effects(EFFECTS), [CLEARED, PROPOSED, FORMED], documents, lots)


@pytest.mark.parametrize("places", [HELD, GIVEN_BACK])
async def test_every_effect_that_is_there_holds(places: Document):
    verdict = await effects(CANDIDATE, RHYTHM, FOLLOW_UP, places)
    assert verdict.holds
    assert verdict.checked == 4


@pytest.mark.parametrize(
    ("without", "id"),
    [
        (CANDIDATE, "profiles.enrolments.v1/em"),
        (RHYTHM, "matching.pairs.v1/p"),
        (FOLLOW_UP, "matching.pairs.v1/p"),
        (HELD, "matching.pairs.v1/p"),
    ],
)
async def test_a_missing_effect_is_seen(without: Document, id: str):
    verdict = await effects(*(d for d in (CANDIDATE, RHYTHM, FOLLOW_UP, HELD) if d is not without))
    ((wrong, what),) = wrongs(verdict)
    assert wrong == id
    assert f"{without.service}.{without.collection}/{without.id}" in what


async def test_a_document_that_only_heard_is_no_effect():
    heard_only = Document("scheduling", "rhythms", "p", state=None, applied={"matching:pairs:v1/p": 4})
    assert not (await effects(CANDIDATE, heard_only, FOLLOW_UP, HELD)).holds


async def test_an_effect_that_waits_in_the_lot_is_accounted_for():
    lot = Lot("scheduling", PAIRS.name, "p", "waiting", (Entry(0, 0, 4, "waiting"),))
    verdict = await effects(CANDIDATE, FOLLOW_UP, HELD, lots=[lot])
    assert verdict.holds
    assert verdict.notes == ("1 wait in the lot",)
