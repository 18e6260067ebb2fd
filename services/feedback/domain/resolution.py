"""How a concern is closed. Lifting a suspension takes two people."""

from datetime import datetime

from chassis.errors import Refused
from contracts.concerns import ConcernResolved
from contracts.event import Event
from services.feedback.domain.concern import AlreadyResolved, Concern, Lift, emptied, keep_apart


class NotSuspended(Refused):
    """Somebody named here is not suspended by this concern: name only those who are."""


class AnotherMustConfirm(Refused):
    """Lifting takes two people: somebody else must confirm the same names."""


def close(state: Concern, by: str, outcome: str, note: str, now: datetime) -> tuple[Concern, list[Event]]:
    """Closed; whoever is suspended stays so. Raises NotForThoseConcerned, AlreadyResolved."""
    keep_apart(state, by)
    if state.resolved_at:
        raise AlreadyResolved
    closed = state.model_copy(update={"outcome": outcome, "note": note, "resolved_at": now, "lift": None})
    return emptied(closed), [ConcernResolved(concern_id=state.concern_id, severity=state.severity)]


def lift(state: Concern, by: str, people: tuple[str, ...], now: datetime) -> tuple[Concern, list[Event]]:
    """The first word proposes, the same names from another person make it so and close the concern.

    Raises NotForThoseConcerned, NotSuspended, AnotherMustConfirm.
    """
    keep_apart(state, by)
    named = tuple(sorted(set(people)))
    if not named or not set(named) <= set(state.suspended):
        raise NotSuspended
    if state.lift is None or state.lift.people != named:
        return state.model_copy(update={"lift": Lift(by=by, people=named)}), []
    if state.lift.by == by:
        raise AnotherMustConfirm
    left = tuple(person for person in state.suspended if person not in named)
    lifted = {"suspended": left, "lift": None, "resolved_at": state.resolved_at or now}
    event = ConcernResolved(concern_id=state.concern_id, severity=state.severity, lifted=True, lift=named)
    return emptied(state.model_copy(update=lifted)), [event]
