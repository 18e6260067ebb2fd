"""What happens to a pair because of what happens elsewhere: to an enrolment, a person, a programme, to time."""

from collections.abc import Iterable
from datetime import datetime

from contracts.enrolments import EnrolmentEnded, EnrolmentFacts, EnrolmentPaused, EnrolmentSuspended
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.pairs import ReferentChanged, SchoolChanged
from contracts.people import ProfileErased, ProfileLeft
from contracts.programmes import ProgrammeFacts, Referent
from services.matching.domain import parting, pause, proposal
from services.matching.domain.pair import OPEN, Decided, Ending, Pair, told

Followed = tuple["Pair | None", list[Event]]


def enrolment_away(state: Pair | None, event: EnrolmentSuspended | EnrolmentPaused, now: datetime) -> Followed:
    """One of the two may not, or cannot, take part for now."""
    if state is None:
        return None, []
    if state.status in OPEN:
        return proposal.withdrawn(state, "clock", "suspended")
    if not state.live:
        return state, []
    reason = event.reason if isinstance(event, EnrolmentSuspended) else "own-wish"
    back_on = None if isinstance(event, EnrolmentSuspended) else event.back_on
    return pause.stand_still(state, event.enrolment_id, reason, event.envelope.time, back_on)


def enrolment_back(state: Pair | None, event: EnrolmentFacts, now: datetime) -> Followed:
    """The same pair goes on with the same place; a birthday may be what lets it."""
    known, _ = guardians_changed(state, event, now)
    if known is None or not known.live or event.state != "cleared":
        return known, []
    return pause.go_on(known, {event.enrolment_id}, event.envelope.time)


def guardians_changed(state: Pair | None, event: EnrolmentFacts, now: datetime) -> Followed:
    """A guardian's part ends on the mentee's 18th birthday."""
    if state is None or event.role != "mentee":
        return state, []
    known = {"minor": event.minor, "guardians": event.guardians if event.minor else ()}
    return state.model_copy(update={"circumstances": state.circumstances.model_copy(update=known)}), []


def enrolment_ended(state: Pair | None, event: EnrolmentEnded, now: datetime) -> Followed:
    """Who leaves the network altogether is told of on the people's stream, with how quietly."""
    if state is None or event.reason == "left":
        return state, []
    return _gone(state, event.role, "enrolment-ended", rematch=event.role == "mentor", at=event.occurred_at, now=now)


def person_left(state: Pair | None, event: ProfileLeft, now: datetime) -> Followed:
    """A quiet leave asks nothing of the other: the referent speaks first."""
    if state is None:
        return None, []
    role = _role_of(state, event.person_id)
    rematch = role == "mentor" and not event.quiet
    return _gone(state, role, "left", rematch=rematch, at=event.occurred_at, now=now)


def person_erased(state: Pair | None, event: ProfileErased, now: datetime) -> Followed:
    """What was known of the person goes; the pair's ids, dates and codes stay."""
    if state is None:
        return None, []
    role = _role_of(state, event.person_id)
    at = event.envelope.time
    ended, events = _gone(state, role, "left", rematch=role == "mentor", at=at, now=now)
    known = ended.circumstances.model_copy(update={"guardians": (), "goals": (), "stage": None, "school": None})
    return ended.model_copy(update={"circumstances": known, "reasons": (), "decline": None}), events


def _gone(state: Pair, role: str, reason: str, *, rematch: bool, at: datetime, now: datetime) -> Decided:
    if state.status in OPEN:
        return proposal.withdrawn(state, "clock", reason)
    if not state.live:
        return state, []
    ending = Ending(kind="early", by=role, reason=reason, rematch_wanted=rematch)
    return parting.over(state, ending, now, at, undo=False)


def _role_of(state: Pair, person: str) -> str:
    return "mentor" if person == state.mentor.person_id else "mentee"


def referents_changed(state: Pair | None, event: ProgrammeFacts, now: datetime) -> Followed:
    """Another coordinator answers for the pairs of this school: for good, or as long as the referent is away."""
    if state is None or not (state.live or state.status in OPEN):
        return state, []
    named = referent_for(event.referents, state.circumstances.school)
    if named is None or (named.referent, named.deputy) == (state.referent, state.deputy):
        return state, []
    changed = state.model_copy(update={"referent": named.referent, "deputy": named.deputy})
    return changed, [told(changed, ReferentChanged, referent=named.referent, deputy=named.deputy, acting=named.acting)]


def school_changed(
    state: Pair, now: datetime, *, school: str | None, calendar: SchoolCalendar, named: Referent | None
) -> Decided:
    """The mentee goes to another school: its coordinators follow the pair from now on, the old one's no more."""
    if school == state.circumstances.school or not (state.live or state.status in OPEN):
        return state, []
    referent, deputy = (named.referent, named.deputy) if named else (state.referent, state.deputy)
    known = state.circumstances.model_copy(update={"school": school, "calendar": calendar})
    changed = state.model_copy(update={"circumstances": known, "referent": referent, "deputy": deputy})
    facts = {"school": school, "calendar": calendar, "referent": referent, "deputy": deputy}
    return changed, [told(changed, SchoolChanged, **facts)]


def referent_for(referents: Iterable[Referent], school: str | None) -> Referent | None:
    """Who answers for the pairs of this school: its own referent, else the one for all the others."""
    for wanted in (school, None):
        for each in referents:
            if each.organisation_id == wanted:
                return each
    return None


def due(state: Pair, instant: datetime) -> Decided:
    """Time alone decides: an open proposal expires, a living pair nears its end or ends."""
    return proposal.expire(state, instant) if state.status in OPEN else parting.time_comes(state, instant)
