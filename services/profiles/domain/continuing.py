"""An enrolment that goes on for two, because one person had been enrolled as two."""

from datetime import date, datetime
from typing import Any

from contracts.enrolments import EnrolmentEnded
from contracts.event import Event
from services.profiles.domain import consent, halt
from services.profiles.domain.clearance import weighed
from services.profiles.domain.consent import Word
from services.profiles.domain.enrolment import Enrolment, aged, going, identity
from services.profiles.domain.vetting import with_step

Decided = tuple[Enrolment, list[Event]]


def take_over(state: Enrolment | None, other: Enrolment, now: datetime) -> Decided:
    """Steps, words, hours held and what was not said here; nobody is cleared by it, and places stay as they are.

    A consent withdrawn counts as one's own, and an administrative suspension as well.
    """
    state = going(state)
    if other.enrolment_id in state.continues:
        return state, []
    steps = state.steps
    for each in other.steps:
        steps = with_step(steps, each)
    known: dict[str, Any] = {
        "continues": (*state.continues, *other.continues, other.enrolment_id),
        "asked_at": min(state.asked_at, other.asked_at),
        "birth_date": state.birth_date or other.birth_date,
        "parents": state.parents or other.parents,
        "steps": steps,
        "held": {**other.held, **state.held},
        "goals": state.goals or other.goals,
        "priority": max(state.priority, other.priority),
        **{name: getattr(state, name) or getattr(other, name) for name in ("stage", "school", "commitment")},
    }
    after = state.model_copy(update=known)
    words = _words(after, other)
    phase = "in-vetting" if after.phase == "asked" and (steps or words) else after.phase
    after, events = weighed(state, aged(after.model_copy(update={"words": words, "phase": phase}), now), now)
    if "administrative" not in other.halts:
        return after, events
    halted, more = halt.suspend(after, "administrative", now)
    return halted, [*events, *more]


def give_over(state: Enrolment | None, into: str | None, now: datetime) -> Decided:
    """It ends, if it has not; `into` counts its history, where there is one that goes on."""
    assert state
    given = state.model_copy(update={"continued_by": into, "phase": "ended"})
    if state.phase == "ended":
        return given, []
    return given, [EnrolmentEnded(**identity(state), reason="merged", occurred_at=now)]


def born(state: Enrolment | None, birth_date: date | None, now: datetime) -> Decided:
    """A birth date that was not known may make somebody a minor, who may not go on without a guardian's yes."""
    state = going(state)
    if state.birth_date or birth_date is None:
        return state, []
    return weighed(state, aged(state.model_copy(update={"birth_date": birth_date}), now), now)


def _words(state: Enrolment, other: Enrolment) -> tuple[Word, ...]:
    """Each one's last word on each purpose; of two of one day the one that is no yes."""
    own = (w.model_copy(update={"by": state.person_id}) if w.by == other.person_id else w for w in other.words)
    theirs = [word for word in own if word.by in (state.person_id, *state.parents)]
    return consent.said((), sorted((*theirs, *state.words), key=lambda word: (word.said_on, word.says != "yes")))
