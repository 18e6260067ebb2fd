"""No mentor has more students than places."""

from audit.documents import Document
from audit.invariants.places import Places
from contracts.enrolments import EnrolmentChanged, EnrolmentCleared
from contracts.pairs import PairDeclined, PairEnded, PairProposed, PairResumed
from tests.audit.history import judged, told, wrongs

MENTOR = {"person_id": "m", "enrolment_id": "em"}


def declares(places: int, sequence: int = 1, hours: float = 0):
    kind = EnrolmentCleared if sequence == 1 else EnrolmentChanged
    return told(kind, "em", sequence, hours, enrolment_id="em", places=places)


def pair(kind, id: str, sequence: int, hours: float, **facts):
    return told(kind, id, sequence, hours, pair_id=id, mentor=MENTOR, **facts)


async def test_as_many_pairs_as_places_hold():
    history = [declares(2), pair(PairProposed, "p", 1, 1), pair(PairProposed, "q", 1, 2)]
    assert (await judged(Places(), history)).holds


async def test_one_pair_too_many_is_seen_though_it_is_over_since():
    history = [declares(1), pair(PairProposed, "p", 1, 1), pair(PairProposed, "q", 1, 2), pair(PairEnded, "p", 2, 3)]
    assert wrongs(await judged(Places(), history)) == [("em", "2 live pairs at 2026-09-01T10:00:00+00:00, 1 places")]


async def test_a_place_given_back_is_taken_again_at_the_same_instant():
    history = [declares(1), pair(PairProposed, "p", 1, 1), pair(PairDeclined, "p", 2, 2), pair(PairProposed, "q", 1, 2)]
    assert (await judged(Places(), history)).holds


async def test_an_undone_ending_takes_its_place_again():
    history = [
        declares(1),
        pair(PairProposed, "p", 1, 1),
        pair(PairEnded, "p", 2, 2),
        pair(PairProposed, "q", 1, 3),
        pair(PairResumed, "p", 3, 4, undone=True),
    ]
    assert not (await judged(Places(), history)).holds


async def test_places_lowered_later_leave_those_who_are_there():
    history = [declares(2), pair(PairProposed, "p", 1, 1), pair(PairProposed, "q", 1, 2), declares(1, 2, 3)]
    assert (await judged(Places(), history)).holds


async def test_places_that_come_later_excuse_nothing():
    history = [declares(1), pair(PairProposed, "p", 1, 1), pair(PairProposed, "q", 1, 2), declares(2, 2, 3)]
    assert not (await judged(Places(), history)).holds


async def test_a_store_that_holds_more_than_was_ever_declared_is_seen():
    held = {"p": {"enrolment_id": "em"}, "q": {"enrolment_id": "em"}}
    document = Document("matching", "places", "m", state={"held": held})
    verdict = await judged(Places(), [declares(1)], [document])
    assert wrongs(verdict) == [("em", "2 places held, never more than 1 declared")]
