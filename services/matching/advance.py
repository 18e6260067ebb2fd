"""What goes on by itself when its due date comes: rounds, rounds that fall due, waiting, places without a pair."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from chassis.errors import NotFound
from chassis.kind import Cause, Kind, S
from chassis.store import Store
from contracts.event import Event
from services.matching.ask import ask
from services.matching.domain import candidate, following, places, programme, round, slot, waiting
from services.matching.domain.candidate import Candidate
from services.matching.domain.derived import derived
from services.matching.domain.pair import Pair
from services.matching.domain.places import Places as MentorPlaces
from services.matching.domain.programme import Programme
from services.matching.domain.round import Round
from services.matching.domain.slot import RoundUnderWay, Slot
from services.matching.publish import publish
from services.matching.solve import solve
from services.matching.store import Candidates, Pairs, Places, Profiles, Programmes, Rounds, RoundSlots, Schools


async def advance_round(store: Store, id: str) -> None:
    """The next step of a round: solved, published or dropped; at last its slot is left."""
    network = await store.network_of(Rounds, id)
    if network is None:
        return
    state = await store.get(Rounds, id, network)
    if state.status == "requested":
        if await _keep_slot(store, state, network):
            await solve(store, state, network)
    elif state.status == "solved" and state.publication:
        await publish(store, state, network)
    elif state.status == "solved":
        await store.change(Rounds, id, lambda s, now: round.outdated(_there(s), now), Cause.clock(network))
    else:
        await _leave_slot(store, state, network)
        await store.change(Rounds, id, lambda s, now: round.settled(_there(s), now), Cause.clock(network))


def _there(state: Round | None) -> Round:
    assert state
    return state


async def _keep_slot(store: Store, state: Round, network: str) -> bool:
    def keep(held: Slot | None, now: datetime) -> tuple[Slot, list[Event]]:
        return slot.keep(held, now, programme_id=state.programme_id, round_id=state.round_id)

    try:
        await store.change(RoundSlots, state.programme_id, keep, Cause.clock(network))
        return True
    except RoundUnderWay:
        clock = Cause.clock(network)
        await store.change(Rounds, state.round_id, lambda s, now: round.outdated(_there(s), now), clock)
        return False


async def _leave_slot(store: Store, state: Round, network: str) -> None:
    def leave(held: Slot | None, now: datetime) -> tuple[Slot, list[Event]]:
        left, events = slot.leave(held, now, round_id=state.round_id)
        return left or Slot(programme_id=state.programme_id), events

    await store.change(RoundSlots, state.programme_id, leave, Cause.clock(network))


async def ask_for_due_round(store: Store, id: str) -> None:
    """A programme that wants a round every so many days gets one, unless one is under way."""
    network = await store.network_of(Programmes, id)
    if network is None:
        return
    known, clock = await store.get(Programmes, id, network), Cause.clock(network)
    if known.due_at is None:
        return
    with suppress(RoundUnderWay):
        await ask(store, clock, derived(id, known.due_at.isoformat()), known, origin="due", asked_by=None)

    def asked(state: Programme | None, now: datetime) -> tuple[Programme, list[Event]]:
        assert state
        return programme.asked_for_its_round(state, now)

    await store.change(Programmes, id, asked, clock)


async def look_at_candidate(store: Store, id: str) -> None:
    """Whether a mentee's pair must hear of another school, or whether they have waited beyond the programme's limit."""
    network = await store.network_of(Candidates, id)
    if network is None:
        return
    known = await store.get(Candidates, id, network)
    of_programme = await _perhaps(store, Programmes, known.programme_id, network)
    if known.moved and of_programme:
        await _follow_to_school(store, known, of_programme, network)
        return
    profile = await _perhaps(store, Profiles, known.person_id, network)
    named = following.referent_for(of_programme.referents, known.school) if of_programme else None

    def look(state: Candidate | None, now: datetime) -> tuple[Candidate, list[Event]]:
        assert state
        return waiting.look(
            state,
            now,
            limit_days=of_programme.policy.waiting_limit_days if of_programme else None,
            territory=profile.territory if profile and not profile.erased else None,
            referent=named.referent if named else None,
        )

    await store.change(Candidates, id, look, Cause.clock(network))


async def _follow_to_school(store: Store, known: Candidate, of_programme: Programme, network: str) -> None:
    school = await _perhaps(store, Schools, known.school, network) if known.school else None
    calendar = (school and school.calendar) or of_programme.calendar()
    named = following.referent_for(of_programme.referents, known.school)

    def follow(state: Pair | None, now: datetime) -> tuple[Pair, list[Event]]:
        assert state
        return following.school_changed(state, now, school=known.school, calendar=calendar, named=named)

    if known.pair_id:
        await store.change(Pairs, known.pair_id, follow, Cause.clock(network))
    told = partial(candidate.moved, school=known.school)
    await store.change(Candidates, known.enrolment_id, told, Cause.clock(network))


async def free_lapsed_places(store: Store, id: str) -> None:
    """Places that were held for a pair which never came."""
    network = await store.network_of(Places, id)
    if network is None:
        return
    known, now = await store.get(Places, id, network), store.clock.now()
    late = [pair_id for pair_id, hold in known.held.items() if hold.until and hold.until <= now]
    found = await store.load(Pairs, late)
    came = frozenset(pair_id for pair_id, draft in found.items() if draft.state and draft.state.stands)

    def lapse(state: MentorPlaces | None, instant: datetime) -> tuple[MentorPlaces, list[Event]]:
        assert state
        return places.lapse(state, now, came=came)

    await store.change(Places, id, lapse, Cause.clock(network))


async def _perhaps(store: Store, kind: Kind[S], id: str, network: str) -> S | None:
    try:
        return await store.get(kind, id, network)
    except NotFound:
        return None
