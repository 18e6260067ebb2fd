"""What profiles itself has to forget of somebody, looked through once more before it counts as forgotten."""

from datetime import datetime
from typing import Any

from chassis.forgetting import Forgetting, forget_again
from chassis.kind import Cause, Decided
from chassis.reactions import Row, on
from chassis.store import Store
from contracts.erasures import Account, looked
from contracts.people import ProfileErased
from services.profiles.domain import contact, erasure, halt, nomination
from services.profiles.domain.erasure import Erasure
from services.profiles.store import Contacts, Enrolments, Erasures, Nominations, nominations_of, of_people

EMPTYING: tuple[Row[Any, Any], ...] = (
    on(ProfileErased, Enrolments, asked=of_people, decide=halt.person_erased),
    on(ProfileErased, Contacts, ids=lambda e: [e.person_id], decide=contact.person_gone),
    on(ProfileErased, Nominations, asked=nominations_of, decide=nomination.person_erased),
)


async def account(store: Store, person_id: str) -> None:
    """Behind an erasure's due date: our own account of it, or that somebody else's is overdue."""
    state = (await store.load(Erasures, [person_id]))[person_id].state
    if state is None or state.due_at is None or state.due_at > store.clock.now():
        return
    own = await _own(store, state) if "profiles" in state.missing else None

    def decide(state: Erasure | None, now: datetime) -> Decided[Erasure]:
        assert state
        return erasure.accounted(state, own) if own else erasure.wait(state, now)

    await store.change(Erasures, person_id, decide, Cause.clock(state.network))


async def _own(store: Store, state: Erasure) -> Account | None:
    began = Forgetting(network=state.network, since=state.since, due_at=None)
    event = began.heard(ProfileErased(person_id=state.person_id), state.person_id)
    found = await forget_again(store, EMPTYING, event, {})
    return Account(service="profiles", documents=looked(found)) if found else None
