"""Whom an event concerns by what was said before it."""

from dataclasses import replace

import pytest

from audit.documents import Document
from audit.effects import EFFECTS
from audit.invariants.effects import Effects
from audit.verdict import Verdict
from contracts.enrolments import EnrolmentPaused
from contracts.pairs import PairEnded, PairFormed, PairResumed
from tests.audit.history import judged, told, wrongs

SIDES = {
    "pair_id": "p",
    "mentor": {"person_id": "m", "enrolment_id": "em"},
    "mentee": {"person_id": "n", "enrolment_id": "en"},
}
LANE = "matching:pairs:v1/p"
HEARD = {"profiles:enrolments:v1/em": 7}
KNOWN = [
    Document("matching", "places", "m", state={"held": {"p": {}}}, applied={LANE: 9}),
    Document("matching", "candidates", "en", state={}, applied={LANE: 9}),
    Document("matching", "profiles", "n", state={}, applied={LANE: 9}),
    Document("profiles", "live_pairs", "p", state={}, applied={LANE: 9}),
    Document("scheduling", "rhythms", "p", state={}, applied={LANE: 9}),
    Document("feedback", "follow_ups", "p", state={}, applied={LANE: 9}),
]
PAIR = Document("matching", "pairs", "p", state={})
FORMED, PAUSED = (
    told(PairFormed, "p", 4, seconds=10, **SIDES),
    told(EnrolmentPaused, "em", 7, seconds=500, enrolment_id="em", person_id="m"),
)
ENDED, RESUMED = told(PairEnded, "p", 5, seconds=200, **SIDES), told(PairResumed, "p", 6, seconds=300, **SIDES)


async def effects(*records, pair: Document = PAIR, grace_s: float = 60) -> Verdict:
    return await judged(Effects(EFFECTS, grace_s), records, [*KNOWN, pair])


async def test_a_pair_whose_mentor_pauses_and_which_has_not_heard_of_it_is_seen():
    verdict = await effects(FORMED, PAUSED)
    assert wrongs(verdict) == [
        ("profiles.enrolments.v1/em/7", "EnrolmentPaused without its effect in matching.pairs/p")
    ]


async def test_a_pair_that_has_heard_of_it_holds():
    assert (await effects(PAUSED, FORMED, pair=replace(PAIR, applied=HEARD))).holds


async def test_a_pair_that_is_over_has_nothing_to_hear():
    assert (await effects(FORMED, ENDED, PAUSED)).holds


async def test_a_pair_that_goes_on_again_has():
    assert not (await effects(FORMED, ENDED, RESUMED, PAUSED)).holds


@pytest.mark.parametrize("seconds", [480, 900])
async def test_a_pair_that_came_at_about_that_time_or_later_may_not_have_been_found(seconds: float):
    assert (await effects(told(PairFormed, "p", 4, seconds=seconds, **SIDES), PAUSED)).holds
