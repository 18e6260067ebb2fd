"""Nobody is in two meetings at once."""

from audit.documents import Document
from audit.invariants.bookings import Bookings
from contracts.sessions import SessionCancelled, SessionMoved, SessionScheduled
from tests.audit.history import at, judged, told, wrongs


def session(kind, id: str, sequence: int, hours: float, start: float, *, people: str = "ab"):
    participants = [{"person_id": person, "role": "mentor"} for person in people]
    facts = {"session_id": id, "participants": participants, "starts_at": at(start), "minutes": 60}
    return told(kind, id, sequence, hours, **facts)


async def test_sessions_one_after_the_other_hold():
    history = [session(SessionScheduled, "s", 1, 0, 100), session(SessionScheduled, "t", 1, 0, 101)]
    assert (await judged(Bookings(), history)).holds


async def test_a_person_booked_twice_for_one_hour_is_seen():
    history = [
        session(SessionScheduled, "s", 1, 0, 100, people="ab"),
        session(SessionScheduled, "t", 1, 1, 100.5, people="bc"),
    ]
    assert wrongs(await judged(Bookings(), history)) == [("b", "s and t were booked for the same hour")]


async def test_two_pairs_may_meet_at_the_same_hour():
    history = [
        session(SessionScheduled, "s", 1, 0, 100, people="ab"),
        session(SessionScheduled, "t", 1, 1, 100, people="cd"),
    ]
    assert (await judged(Bookings(), history)).holds


async def test_a_cancelled_hour_may_be_booked_again():
    history = [
        session(SessionScheduled, "s", 1, 0, 100),
        session(SessionCancelled, "s", 2, 5, 100),
        session(SessionScheduled, "t", 1, 5, 100),
    ]
    assert (await judged(Bookings(), history)).holds


async def test_an_hour_booked_before_it_was_free_is_seen_though_it_is_free_since():
    history = [
        session(SessionScheduled, "s", 1, 0, 100),
        session(SessionScheduled, "t", 1, 4, 100),
        session(SessionMoved, "s", 2, 5, 200),
    ]
    assert not (await judged(Bookings(), history)).holds


async def test_a_moved_session_leaves_its_old_hour_free():
    history = [
        session(SessionScheduled, "s", 1, 0, 100),
        session(SessionMoved, "s", 2, 5, 200),
        session(SessionScheduled, "t", 1, 6, 100),
    ]
    assert (await judged(Bookings(), history)).holds


def agenda(*taken: tuple[str, float, float]) -> Document:
    intervals = [
        {"session_id": id, "start": at(start).isoformat(), "end": at(end).isoformat()} for id, start, end in taken
    ]
    return Document("scheduling", "agendas", "a", state={"taken": intervals})


async def test_an_agenda_with_two_sessions_at_once_is_seen():
    verdict = await judged(Bookings(), documents=[agenda(("s", 0, 2), ("t", 1, 3))])
    assert wrongs(verdict) == [("scheduling.agendas/a", "s and t are booked for the same hour")]


async def test_a_session_that_is_being_moved_may_cross_itself():
    assert (await judged(Bookings(), documents=[agenda(("s", 0, 2), ("s", 1, 3))])).holds
