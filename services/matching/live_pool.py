"""How the people of a programme that is matched live stand now: who is in the market, and which proposals are open."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.store import Store
from services.matching.domain.pair import OPEN, Pair
from services.matching.domain.programme import Programme
from services.matching.engine.people import Mentee, Mentor
from services.matching.pool import Known, free_of, partners
from services.matching.store import STANDING, Candidates, Pairs, Places, Profiles, excluded


@dataclass(frozen=True)
class Standing:
    """`given`: proposals, by enrolments, that nobody has answered. `gone`: enrolments that are not in the market."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    given: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]


async def standing(
    store: Store, programme: Programme, network: str, now: datetime, only: Collection[str] | None = None
) -> Standing:
    """Of everybody in the programme, or of these enrolments `only`."""
    where: dict[str, Any] = {"programme_id": programme.programme_id}
    wanted = where | ({} if only is None else {"enrolment_id": {"$in": sorted(only)}})
    candidates = await store.find(Candidates, wanted, network=network)
    people = {"person_id": {"$in": sorted({each.person_id for each in candidates})}}
    profiles = {each.person_id: each for each in await store.find(Profiles, people, network=network) if not each.erased}
    places = {each.person_id: each for each in await store.find(Places, people, network=network)}
    pairs = await store.find(Pairs, where | {"status": STANDING}, network=network)
    taken = {pair.mentee.enrolment_id for pair in pairs if not movable(pair)}
    given = {pair.mentee.enrolment_id: pair.mentor.enrolment_id for pair in pairs if movable(pair)}
    held = Counter(given.values())
    apart = await excluded(store, network)
    mentees: list[Mentee] = []
    mentors: list[Mentor] = []
    for candidate in candidates:
        if candidate.person_id not in profiles or not candidate.cleared(now):
            continue
        known = Known(candidate, profiles[candidate.person_id], programme.policy, now)
        if candidate.role == "mentor":
            mentors.append(known.mentor(free_of(places, candidate) + held[candidate.enrolment_id]))
        elif candidate.seeking and candidate.enrolment_id not in taken:
            mentees.append(known.mentee(partners(apart, candidate.person_id)))
    there = {each.id for each in mentees} | {each.id for each in mentors}
    return Standing(
        mentees=tuple(mentees),
        mentors=tuple(mentors),
        given=tuple((mentee, mentor) for mentee, mentor in given.items() if mentee in there),
        gone=tuple(sorted({*(only or ()), *(each.enrolment_id for each in candidates)} - there)),
    )


def movable(pair: Pair) -> bool:
    """Whether it is a proposal to which nobody has said anything yet."""
    return pair.status in OPEN and not pair.accepted
