"""A programme whose pool is matched live: how far its changes have been followed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.programmes import ProgrammeClosed, ProgrammeFacts
from services.matching.domain.calendar_days import day_of, midnight

REMEMBERED = 2_000  # changes; a worker that missed more reads the whole pool again

Decided = tuple["Market | None", list[Event]]


class Change(BaseModel):
    """The enrolment of which something changed, and the number of that change."""

    model_config = ConfigDict(frozen=True)

    revision: int
    enrolment_id: str


class Market(BaseModel):
    """`changes`: the latest, oldest first. `unsettled`: mentees whose proposal is not yet as it should be.

    `due_at`: when the optimum is proved anew: every night, and when the policy changed.
    """

    model_config = ConfigDict(frozen=True)

    programme_id: str
    live: bool
    timezone: str
    revision: int = 0
    changes: tuple[Change, ...] = ()
    unsettled: tuple[str, ...] = ()
    due_at: datetime | None = None

    def since(self, revision: int) -> frozenset[str] | None:
        """Enrolments that changed after this revision; None where that is not remembered any more."""
        missed = [each for each in self.changes if each.revision > revision]
        return None if len(missed) < self.revision - revision else frozenset(each.enrolment_id for each in missed)


def policy(state: Market | None, event: ProgrammeFacts, now: datetime) -> Decided:
    """A programme is matched live from now on, in another way, or no longer."""
    live, timezone = event.policy.matching == "live", event.policy.timezone
    if state is None:
        known = Market(programme_id=event.programme_id, live=live, timezone=timezone, due_at=now)
        return (known if live else None), []
    anew = {"revision": state.revision + 1, "changes": ()}  # what everybody is worth may have changed
    return state.model_copy(update={"live": live, "timezone": timezone, "due_at": now if live else None, **anew}), []


def closed(state: Market | None, event: ProgrammeClosed, now: datetime) -> Decided:
    return state and state.model_copy(update={"live": False, "due_at": None}), []


def followed(state: Market | None, now: datetime, *, enrolments: Iterable[str]) -> tuple[Market, list[Event]]:
    """These enrolments changed: every worker that keeps this market looks at them before its next step."""
    assert state
    more = [Change(revision=state.revision + n, enrolment_id=each) for n, each in enumerate(enrolments, start=1)]
    kept = (*state.changes, *more)[-REMEMBERED:]
    return state.model_copy(update={"changes": kept, "revision": state.revision + len(more)}), []


def settled(
    state: Market | None, now: datetime, *, unsettled: Iterable[str], proved: datetime | None = None
) -> tuple[Market, list[Event]]:
    """Proposals are as they should be, but for those of `unsettled`. `proved`: the due date that this answers."""
    assert state
    known = state.model_copy(update={"unsettled": tuple(sorted(unsettled))})
    if not state.live or proved is None or state.due_at != proved:
        return known, []
    tonight = midnight(day_of(now, state.timezone) + timedelta(days=1), state.timezone)
    return known.model_copy(update={"due_at": tonight}), []
