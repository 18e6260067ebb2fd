"""The documents of feedback, and how they are found."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from chassis.errors import NotFound
from chassis.kind import Kind, S
from chassis.store import Store
from contracts.concerns import CONCERNS
from contracts.enrolments import EnrolmentFacts
from contracts.event import Event
from contracts.followups import FOLLOWUPS
from contracts.people import ProfileErased
from contracts.policy import QuestionSet
from services.feedback.domain import concern, due
from services.feedback.domain.concern import Concern
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.programme import Programme

E = TypeVar("E", bound=Event)

Programmes = Kind("programmes", Programme, projection=True)
FollowUps = Kind(
    "follow_ups",
    FollowUp,
    stream=FOLLOWUPS,
    due=due.due,
    indexes=("people", "mentee.enrolment_id", "programme_id"),
)
Concerns = Kind(
    "concerns", Concern, stream=CONCERNS, due=concern.due, indexes=("concerned", "reporter"), anonymous=True
)


async def questions_of(store: Store, programme_id: str, network: str) -> tuple[QuestionSet, ...]:
    """What the programme asks; nothing of its own where it has not been heard of."""
    try:
        return (await store.get(Programmes, programme_id, network)).question_sets
    except NotFound:
        return ()


async def lead_of(store: Store, programme_id: str | None, network: str) -> str | None:
    """The first who takes up the programme's concerns."""
    try:
        people = (await store.get(Programmes, programme_id or "", network)).safeguarding
    except NotFound:
        return None
    return people[0] if people else None


async def follow_ups_of_mentees(store: Store, events: Sequence[EnrolmentFacts]) -> list[set[str]]:
    """The follow-ups in which the enrolment is the mentee's."""
    found = await _found(store, FollowUps, "mentee.enrolment_id", [(e, e.enrolment_id) for e in events])
    return [{f.pair_id for f in each if f.mentee.enrolment_id == e.enrolment_id} for e, each in found]


async def follow_ups_of_people(store: Store, events: Sequence[ProfileErased]) -> list[set[str]]:
    """The follow-ups in which the person has a part, or had one."""
    found = await _found(store, FollowUps, "people", [(e, e.person_id) for e in events])
    return [{f.pair_id for f in each if e.person_id in f.people} for e, each in found]


async def concerns_of_people(store: Store, events: Sequence[ProfileErased]) -> list[set[str]]:
    """The concerns that are about the person, or by the person."""
    wanted = [(e, e.person_id) for e in events]
    about = await _found(store, Concerns, "concerned", wanted)
    by = await _found(store, Concerns, "reporter", wanted)
    return [
        {c.concern_id for c in [*first, *second] if e.person_id in (*c.concerned, c.reporter)}
        for (e, first), (_, second) in zip(about, by, strict=True)
    ]


async def _found(store: Store, kind: Kind[S], field: str, wanted: Sequence[tuple[E, str]]) -> list[tuple[E, list[S]]]:
    """One query a network for all events: what any of them may concern."""
    values: dict[str, set[str]] = defaultdict(set)
    for event, value in wanted:
        values[event.envelope.network].add(value)
    found = {
        network: await store.find(kind, {field: {"$in": sorted(these)}}, network=network)
        for network, these in values.items()
    }
    return [(event, found[event.envelope.network]) for event, _ in wanted]
