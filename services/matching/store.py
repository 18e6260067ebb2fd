"""What matching keeps, and how it is found."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from chassis.kind import Decided, Kind, S
from chassis.store import Store
from contracts.candidates import CANDIDATES
from contracts.enrolments import EnrolmentEvent
from contracts.event import Event
from contracts.pairs import PAIRS, PairEvent
from contracts.rounds import ROUNDS
from services.matching.domain import following, slot
from services.matching.domain.candidate import Candidate
from services.matching.domain.exclusion import Exclusion
from services.matching.domain.market import Market
from services.matching.domain.pair import LIVE, OPEN, Pair, seats
from services.matching.domain.places import Places as MentorPlaces
from services.matching.domain.pool_change import PoolChange
from services.matching.domain.profile import Profile
from services.matching.domain.programme import Programme
from services.matching.domain.round import Round
from services.matching.domain.school import School
from services.matching.domain.slot import Slot
from services.matching.domain.territory import Territories

STANDING = {"$in": [*OPEN, *LIVE]}


def by_process(state: S, instant: datetime) -> Decided[S]:
    """For kinds whose due date resumes a process (`app.py` says which), so that the chassis never asks this."""
    raise RuntimeError(f"{type(state).__name__} is due and no process is wired to it")


Candidates = Kind(
    "candidates",
    Candidate,
    stream=CANDIDATES,
    due=by_process,
    indexes=("programme_id", "person_id"),
)
Profiles = Kind("profiles", Profile, indexes=("person_id",), projection=True)
Programmes = Kind("programmes", Programme, due=by_process)
Schools = Kind("schools", School, projection=True)
TerritoryLists = Kind("territories", Territories, projection=True)
Exclusions = Kind("exclusions", Exclusion, indexes=("people",))
RoundSlots = Kind("slots", Slot, due=slot.due)
Rounds = Kind("rounds", Round, stream=ROUNDS, due=by_process, indexes=("programme_id",))
Markets = Kind("markets", Market, due=by_process)
PoolChanges = Kind("pool_changes", PoolChange, due=by_process)
Places = Kind("places", MentorPlaces, due=by_process, indexes=("person_id",))
Pairs = Kind(
    "pairs",
    Pair,
    stream=PAIRS,
    due=following.due,
    keys=seats,
    indexes=(
        "programme_id",
        "mentor.enrolment_id",
        "mentee.enrolment_id",
        "mentor.person_id",
        "mentee.person_id",
        "circumstances.guardians",
    ),
)
KINDS: list[Kind[Any]] = [
    Candidates,
    Profiles,
    Programmes,
    Schools,
    TerritoryLists,
    Exclusions,
    RoundSlots,
    Rounds,
    Places,
    Pairs,
    Markets,
    PoolChanges,
]

Ask = Callable[[Store, Sequence[Any]], Awaitable[list[list[str]]]]


async def pairs_of_enrolments(store: Store, events: Sequence[Any]) -> list[list[str]]:
    """Pairs that stand, of each event's enrolment."""
    return await _pairs(store, events, lambda event: event.enrolment_id, "enrolment_id", STANDING)


async def pairs_of_people(store: Store, events: Sequence[Any]) -> list[list[str]]:
    """All pairs of each event's person, those that are over too."""
    return await _pairs(store, events, lambda event: event.person_id, "person_id", None)


async def _pairs(
    store: Store, events: Sequence[Any], of: Callable[[Any], str], field: str, status: Any
) -> list[list[str]]:
    wanted: dict[str, set[str]] = {of(event): set() for event in events}
    for network in {event.envelope.network for event in events}:
        for side in ("mentor", "mentee"):
            where: dict[str, Any] = {f"{side}.{field}": {"$in": sorted(wanted)}}
            if status:
                where["status"] = status
            for pair in await store.find(Pairs, where, network=network):
                wanted[getattr(getattr(pair, side), field)].add(pair.pair_id)
    return [sorted(wanted[of(event)]) for event in events]


async def pairs_of_programmes(store: Store, events: Sequence[Any]) -> list[list[str]]:
    """Pairs that stand, of each event's programme."""
    return await _of_programmes(store, events, Pairs, {"status": STANDING})


async def waiting_of_programmes(store: Store, events: Sequence[Any]) -> list[list[str]]:
    """Mentees of each event's programme who have no mentor."""
    return await _of_programmes(store, events, Candidates, {"role": "mentee", "pair_id": None, "state": "cleared"})


async def _of_programmes(
    store: Store, events: Sequence[Event], kind: Kind[Any], where: dict[str, Any]
) -> list[list[str]]:
    found = []
    for event in events:
        envelope = event.envelope
        found.append(await store.find_ids(kind, {"programme_id": envelope.subject, **where}, network=envelope.network))
    return found


async def candidates_of_people(store: Store, events: Sequence[Any]) -> list[list[str]]:
    """Every enrolment of each event's person."""
    found: list[list[str]] = []
    for event in events:
        where = {"person_id": event.person_id}
        found.append(await store.find_ids(Candidates, where, network=event.envelope.network))
    return found


async def in_live_pools(store: Store, events: Sequence[Any]) -> list[list[str]]:
    """Each event's enrolments whose programme is matched live: its own, a pair's two, or those of its person."""
    networks = {event.envelope.network for event in events}
    by_network = {each: set(await store.find_ids(Markets, {"live": True}, network=each)) for each in networks}
    found: list[list[str]] = []
    for event in events:
        network = event.envelope.network
        live = by_network[network]
        if isinstance(event, PairEvent):
            both = [event.mentee.enrolment_id, event.mentor.enrolment_id]
            found.append(both if event.programme_id in live else [])
        elif isinstance(event, EnrolmentEvent):
            found.append([event.enrolment_id] if event.programme_id in live else [])
        else:
            where = {"person_id": event.person_id, "programme_id": {"$in": sorted(live)}}
            found.append(await store.find_ids(Candidates, where, network=network) if live else [])
    return found


async def exclusions_of_people(store: Store, events: Sequence[Any]) -> list[list[str]]:
    """Of each event's person from others."""
    return [
        await store.find_ids(Exclusions, {"people": event.person_id}, network=event.envelope.network)
        for event in events
    ]


async def excluded(store: Store, network: str) -> set[tuple[str, str]]:
    """Exclusions that hold, each pair in order."""
    return {each.people for each in await store.find(Exclusions, {"lifted": False}, network=network)}


async def exclusions_between(store: Store, one: str, other: str, network: str) -> list[str]:
    """Ids of all that keep these two apart: more than one where one of them was merged."""
    return await store.find_ids(Exclusions, {"people": {"$all": [one, other]}, "lifted": False}, network=network)
