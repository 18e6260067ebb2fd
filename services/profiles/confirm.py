"""A confirmed nominee joins: person, contact and enrolment, each step safe to repeat, resumed by a due date."""

from chassis.errors import Taken
from chassis.kind import Cause, Decide
from chassis.store import Store
from services.profiles.domain import nomination
from services.profiles.domain.identity import reference
from services.profiles.domain.nomination import Nomination
from services.profiles.domain.person import Person
from services.profiles.domain.programme import ProgrammeIsClosed
from services.profiles.enrol import Joining, enrol
from services.profiles.register import Newcomer, register
from services.profiles.store import Nominations, Programmes, company_of


async def carry_on(store: Store, nomination_id: str) -> None:
    """What a due date brings: a nominee who stayed silent is erased, one who confirmed joins."""
    state = (await store.load(Nominations, [nomination_id]))[nomination_id].state
    if state is None or state.due_at is None or state.due_at > store.clock.now():
        return
    if state.phase == "confirmed":
        await join(store, state)
    else:
        await store.change(Nominations, nomination_id, nomination.run_out, Cause.clock(state.network))


async def join(store: Store, state: Nomination) -> Nomination:
    """Waits another day where the person looks like somebody known and no coordinator has said a word yet."""
    who = await _person(store, state)
    if who.standing == "held":
        return await _change(store, state, nomination.wait)
    if who.standing == "here":
        await _enrol(store, state, who)
    return await _change(store, state, lambda s, now: nomination.joined(s, who.person_id, now))


async def _person(store: Store, state: Nomination) -> Person:
    assert state.joining and state.nominee
    company = await company_of(store, state.network, state.partner)
    newcomer = Newcomer(
        person_id=state.joining.person_id,
        portrait=state.joining.portrait,
        reach=state.nominee.reach,
        reference=reference(company or state.partner, state.reference),
        registered_with=company,
    )
    return await register(store, _cause(state), newcomer)


async def _enrol(store: Store, state: Nomination, who: Person) -> None:
    """Whoever is a mentor there already stays one; a programme closed meanwhile takes nobody."""
    assert state.joining and state.nominee
    where = await store.get(Programmes, state.joining.programme_id, state.network)
    joining = Joining(who, state.nominee.reach, where, "mentor")
    try:
        await enrol(store, _cause(state), state.joining.enrolment_id, joining, state.joining.wish)
    except (Taken, ProgrammeIsClosed):
        return


async def _change(store: Store, state: Nomination, decide: Decide[Nomination]) -> Nomination:
    changed = await store.change(Nominations, state.nomination_id, decide, Cause.clock(state.network))
    assert changed
    return changed


def _cause(state: Nomination) -> Cause:
    assert state.joining
    said = state.joining
    return Cause(state.network, said.actor, said.on_behalf, said.channel, key=f"nomination/{state.nomination_id}")
