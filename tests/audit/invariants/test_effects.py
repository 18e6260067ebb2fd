"""What must exist after an event exists."""

from dataclasses import replace

import pytest

from audit.documents import Document, Entry, Lot
from audit.effects import EFFECTS
from audit.invariants.effects import Effects
from audit.verdict import Verdict
from contracts.enrolments import EnrolmentSuspended
from contracts.pairs import PAIRS, PairFormed, PairProposed
from tests.audit.history import judged, told, wrongs

SIDES = {
    "pair_id": "p",
    "mentor": {"person_id": "m", "enrolment_id": "em"},
    "mentee": {"person_id": "n", "enrolment_id": "en"},
}
LANE = "matching:pairs:v1/p"
PROPOSED, FORMED = told(PairProposed, "p", 1, **SIDES), told(PairFormed, "p", 4, **SIDES)
CANDIDATE = Document("matching", "candidates", "en", state={}, applied={LANE: 4})
RHYTHM = Document("scheduling", "rhythms", "p", state={}, applied={LANE: 4})
FOLLOW_UP = Document("feedback", "follow_ups", "p", state={}, applied={LANE: 4})
LIVES = Document("profiles", "live_pairs", "p", state={}, applied={LANE: 4})
HELD = Document("matching", "places", "m", state={"held": {"p": {}}}, applied={LANE: 4})
GIVEN_BACK = Document("matching", "places", "m", state={"given_back": {"p": "2026-10-01"}}, applied={LANE: 4})
ALL = (CANDIDATE, RHYTHM, FOLLOW_UP, LIVES, HELD)


async def effects(*documents: Document, lots: list[Lot] = (), **more) -> Verdict:
    return await judged(Effects(EFFECTS), [PROPOSED, FORMED, PROPOSED], documents, lots, **more)


@pytest.mark.parametrize("places", [HELD, GIVEN_BACK])
async def test_every_effect_that_is_there_holds(places: Document):
    verdict = await effects(*ALL[:4], places)
    assert verdict.holds
    assert verdict.checked > 0


@pytest.mark.parametrize("without", ALL)
async def test_a_missing_effect_is_seen(without: Document):
    found = wrongs(await effects(*(document for document in ALL if document is not without)))
    assert found
    assert {what.split(" without ")[1] for _, what in found} == {
        f"its effect in {without.service}.{without.collection}/{without.id}"
    }


async def test_a_document_that_has_not_heard_the_last_event_is_seen():
    behind = replace(CANDIDATE, applied={LANE: 3})
    verdict = await effects(behind, *ALL[1:])
    assert wrongs(verdict) == [("matching.pairs.v1/p/4", "PairFormed without its effect in matching.candidates/en")]


async def test_a_document_that_hears_of_it_meanwhile_holds():
    assert (await effects(*ALL[1:], later=ALL)).holds


async def test_a_guard_that_moved_without_a_state_is_no_effect():
    heard_only = Document("scheduling", "rhythms", "p", state=None, applied={LANE: 4})
    assert not (await effects(heard_only, *(document for document in ALL if document is not RHYTHM))).holds


async def test_a_place_that_was_heard_of_and_never_taken_is_seen():
    forgetful = Document("matching", "places", "m", state={"held": {}}, applied={LANE: 4})
    assert wrongs(await effects(*ALL[:4], forgetful)) == [
        ("matching.pairs.v1/p/1", "PairProposed without its effect in matching.places/m")
    ]


async def test_one_document_of_several_that_an_event_means_is_missed():
    suspended = told(EnrolmentSuspended, "em", 3, enrolment_id="em", person_id="m")
    verdict = await judged(Effects(EFFECTS), [suspended], [Document("scheduling", "agendas", "m", state={})])
    assert wrongs(verdict) == [
        ("profiles.enrolments.v1/em/3", "EnrolmentSuspended without its effect in scheduling.agendas/m")
    ]


async def test_an_effect_that_waits_in_the_lot_is_accounted_for():
    lot = Lot("scheduling", PAIRS.name, "p", "waiting", (Entry(0, 0, 4, "waiting"),))
    verdict = await effects(*(document for document in ALL if document is not RHYTHM), lots=[lot])
    assert verdict.holds
    assert verdict.notes == ("1 wait in the lot",)
