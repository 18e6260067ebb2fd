"""What the engine is given, joined from the three projections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from chassis.store import Store
from contracts.hours import WeeklyHours
from contracts.policy import Equity
from contracts.policy import Policy as ProgrammePolicy
from services.matching.domain.candidate import Candidate
from services.matching.domain.places import Places as MentorPlaces
from services.matching.domain.profile import Profile
from services.matching.domain.programme import Programme
from services.matching.engine.people import Mentee, Mentor, Middles, Policy, Pool, Rhythm, Stretch, Weights
from services.matching.store import Candidates, Places, Profiles, TerritoryLists, excluded

WEEK = 7 * 24 * 60


@dataclass(frozen=True)
class Known:
    """What is known of a candidate at an instant, by the programme's policy and clock."""

    candidate: Candidate
    profile: Profile
    policy: ProgrammePolicy
    now: datetime

    def hours(self) -> tuple[Stretch, ...]:
        return stretches(self.profile.availability, self.policy.timezone, self.now)

    def mentee(self, never: Iterable[str] = ()) -> Mentee:
        refused = {person for person in self.profile.refused if self.profile.refuses(person, self.now)}
        return Mentee(
            id=self.candidate.enrolment_id,
            person=self.candidate.person_id,
            languages=frozenset(self.profile.languages),
            seeks={each.skill: each.level for each in self.profile.seeks},
            hours=self.hours(),
            territory=self.profile.territory,
            modes=frozenset(self.profile.modes),
            goals=frozenset(goal.skill for goal in self.candidate.goals if goal.skill),
            travels=self.profile.travel_km > 0,
            tier=self.candidate.tier(self.now, self.policy.waiting_limit_days),
            waited=(self.now - self.candidate.asked_at).days,
            never=frozenset(never) | refused,
            school=self.candidate.school,
        )

    def mentor(self, places: int) -> Mentor:
        return Mentor(
            id=self.candidate.enrolment_id,
            person=self.candidate.person_id,
            languages=frozenset(self.profile.languages),
            offers={each.skill: each.level for each in self.profile.offers},
            hours=self.hours(),
            territory=self.profile.territory,
            modes=frozenset(self.profile.modes),
            places=places,
            travels=self.profile.travel_km > 0,
        )


async def gather(store: Store, programme: Programme, network: str, now: datetime) -> Pool:
    """Everybody whom a round of this programme may pair now."""
    cleared = {"programme_id": programme.programme_id, "state": "cleared"}
    candidates = [c for c in await store.find(Candidates, cleared, network=network) if c.in_pool(now)]
    people = {"person_id": {"$in": sorted({c.person_id for c in candidates})}}
    profiles = {p.person_id: p for p in await store.find(Profiles, people, network=network) if not p.erased}
    places = {p.person_id: p for p in await store.find(Places, people, network=network)}
    apart = await excluded(store, network)
    known = [Known(c, profiles[c.person_id], programme.policy, now) for c in candidates if c.person_id in profiles]
    return Pool(
        mentees=tuple(k.mentee(partners(apart, k.candidate.person_id)) for k in known if k.candidate.role == "mentee"),
        mentors=tuple(k.mentor(free_of(places, k.candidate)) for k in known if k.candidate.role == "mentor"),
        rhythm=rhythm_of(programme.policy),
        middles=await middles_of(store, network),
    )


async def middles_of(store: Store, network: str) -> Middles:
    """Where the network's territories lie; empty as long as nobody has said."""
    found = (await store.load(TerritoryLists, [network]))[network].state
    return found.middles if found else {}


def weights_of(policy: ProgrammePolicy) -> Weights:
    given = policy.relevance.model_dump(exclude={"bands"})
    return Weights(**given, bands=tuple((each.kilometres, each.points) for each in policy.relevance.bands))


def policy_of(policy: ProgrammePolicy, equity: Equity) -> Policy:
    """A rule or a demand that is not known here weighs or forbids nothing."""
    rule = equity.rule if equity.rule in ("bonus", "strict") else "total"
    demand = policy.demand if policy.demand in ("skill", "field") else "nothing"
    return Policy(rule, equity.bonus_points, weights_of(policy), demand)  # type: ignore[arg-type]


def rhythm_of(policy: ProgrammePolicy) -> Rhythm:
    """Sessions that an ordinary week must have room for."""
    return Rhythm(policy.cadence.minutes, ceil(7 / policy.cadence.days))


def free_of(places: dict[str, MentorPlaces], candidate: Candidate) -> int:
    known = places.get(candidate.person_id)
    return known.free(candidate.enrolment_id) if known else 0


def stretches(hours: WeeklyHours, zone: str, now: datetime) -> tuple[Stretch, ...]:
    """The free stretches of a week in minutes of the programme's week, sorted and joined where they touch."""
    shift = _offset(zone, now) - _offset(hours.zone, now)
    found: list[Stretch] = []
    for each in hours.hours:
        day = (each.weekday - 1) * 24 * 60 + shift
        start, end = (day + _minutes(each.start)) % WEEK, (day + _minutes(each.end) - 1) % WEEK + 1
        found += [(start, end)] if start < end else [(start, WEEK), (0, end)]
    return tuple(_joined(sorted(found)))


def _joined(found: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _offset(zone: str, now: datetime) -> int:
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def partners(apart: set[tuple[str, str]], person: str) -> set[str]:
    """People who must not be brought together with this one."""
    return {one if other == person else other for one, other in apart if person in (one, other)}
