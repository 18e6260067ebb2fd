"""An erasure: begun here, and complete once every service that keeps something of people has said so."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from contracts.erasures import Account, ErasureCompleted, ErasureOverdue, Forgotten
from contracts.event import Event
from contracts.people import PEOPLE, ProfileErased

SERVICES = ("profiles", *PEOPLE.readers)
IN_TIME = timedelta(days=7)  # our own rule: the law gives a month
AGAIN_AFTER = timedelta(minutes=1)


class Erasure(BaseModel):
    """`accounts`: what each service has forgotten; `due_at`: when to look again, or when it is overdue."""

    model_config = ConfigDict(frozen=True)

    network: str
    person_id: str
    since: datetime
    standing: Literal["open", "overdue", "complete"] = "open"
    accounts: tuple[Account, ...] = ()
    due_at: datetime | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        told = {account.service for account in self.accounts}
        return tuple(service for service in SERVICES if service not in told)


Decided = tuple[Erasure, Sequence[Event]]


def begun(state: Erasure | None, event: ProfileErased, now: datetime) -> Decided:
    return state or _new(event.person_id, event, now), []


def heard(state: Erasure | None, event: Forgotten, now: datetime) -> Decided:
    """Another service's word, which may come before our own has been read."""
    account = Account(service=event.stream.name.split(".")[0], documents=event.documents)
    return accounted(state or _new(event.person_id, event, now), account)


def accounted(state: Erasure, account: Account) -> Decided:
    """One service more has forgotten; the last one completes the erasure, however late."""
    if account.service not in state.missing:
        return state, []
    known = state.model_copy(update={"accounts": (*state.accounts, account)})
    if not known.missing:
        done = known.model_copy(update={"standing": "complete", "due_at": None})
        return done, [ErasureCompleted(person_id=state.person_id, accounts=known.accounts)]
    if "profiles" not in known.missing:
        known = known.model_copy(update={"due_at": None if state.standing == "overdue" else state.since + IN_TIME})
    return known, []


def wait(state: Erasure, now: datetime) -> Decided:
    """Not complete yet: overdue once the time is up, which is said once; what is ours is looked at again."""
    due_at = now + AGAIN_AFTER if "profiles" in state.missing else None
    if state.standing == "open" and now >= state.since + IN_TIME:
        late = state.model_copy(update={"standing": "overdue", "due_at": due_at})
        return late, [ErasureOverdue(person_id=state.person_id, missing=state.missing)]
    return state.model_copy(update={"due_at": due_at}), []


def due(state: Erasure, instant: datetime) -> Decided:
    """Never asked: a process looks first at what is kept here."""
    return wait(state, instant)


def _new(person_id: str, event: Event, now: datetime) -> Erasure:
    known = event.envelope
    return Erasure(network=known.network, person_id=person_id, since=known.time, due_at=now)
