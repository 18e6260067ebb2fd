"""The documents of scheduling, and the questions asked of them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from chassis.errors import NotFound
from chassis.kind import Cause, Kind
from chassis.store import Store
from contracts.enrolments import EnrolmentFacts
from contracts.pairs import ReferentChanged
from contracts.sessions import SESSIONS
from services.scheduling.domain import feed, rhythm, waiting
from services.scheduling.domain.agenda import Agenda
from services.scheduling.domain.feed import Feed
from services.scheduling.domain.programme import Programme
from services.scheduling.domain.rhythm import Rhythm
from services.scheduling.domain.session import Decided, Session

Agendas = Kind("agendas", Agenda)
Feeds = Kind("feeds", Feed, keys=feed.keys)
Programmes = Kind("programmes", Programme, projection=True)
Rhythms = Kind("rhythms", Rhythm, due=rhythm.due, indexes=("mentee_enrolment",))
Sessions = Kind(
    "sessions", Session, stream=SESSIONS, due=waiting.due, indexes=("pair_id", "programme_id", "participants.person_id")
)
KINDS = (Agendas, Feeds, Programmes, Rhythms, Sessions)
OPEN = {"$in": ["asked", "booked"]}


async def change_session(
    store: Store, session_id: str, decide: Callable[[Session, datetime], Decided], cause: Cause
) -> Session:
    """One decision on a session that exists. Raises NotFound."""

    def existing(state: Session | None, now: datetime) -> Decided:
        if state is None:
            raise NotFound("There is no such thing here.")
        return decide(state, now)

    changed = await store.change(Sessions, session_id, existing, cause)
    assert changed is not None
    return changed


async def open_sessions(store: Store, pair_ids: Iterable[str], network: str) -> list[Session]:
    """Those of the pairs that are asked for or booked."""
    return await store.find(Sessions, {"pair_id": {"$in": sorted(set(pair_ids))}, "status": OPEN}, network=network)


async def open_sessions_of_pairs(store: Store, events: Sequence[ReferentChanged]) -> list[list[str]]:
    """For each event the ids of its pair's open sessions."""
    answers = []
    for event in events:
        sessions = await open_sessions(store, [event.pair_id], event.envelope.network)
        answers.append([session.session_id for session in sessions])
    return answers


async def rhythms_of_mentees(store: Store, events: Sequence[EnrolmentFacts]) -> list[list[str]]:
    """For each event the ids of its mentee's pairs."""
    answers = []
    for event in events:
        where = {"mentee_enrolment": event.enrolment_id}
        mentee = event.role == "mentee"
        answers.append(await store.find_ids(Rhythms, where, network=event.envelope.network) if mentee else [])
    return answers
