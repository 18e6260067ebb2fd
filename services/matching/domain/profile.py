"""A person as matching knows them: what profiles told, and whom they do not want again."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.hours import WeeklyHours
from contracts.pairs import PairDeclined, PairEnded
from contracts.people import ProfileErased, ProfileFacts
from contracts.words import Competence, Mode

A_WHILE = timedelta(days=90)
OF_THE_MOMENT = ("hours", "no-time")
NOT_THE_PARTNER = ("time-up", "goals-reached", "left", "enrolment-ended", "administrative", "moved")

Decided = tuple["Profile | None", list[Event]]


class Profile(BaseModel):
    """`refused`: a mentor who is not to be proposed to this person again, until when; None for good."""

    model_config = ConfigDict(frozen=True)

    person_id: str
    territory: str = ""
    languages: tuple[str, ...] = ()
    offers: tuple[Competence, ...] = ()
    seeks: tuple[Competence, ...] = ()
    availability: WeeklyHours = WeeklyHours()
    modes: tuple[Mode, ...] = ()
    travel_km: int = 0
    refused: dict[str, datetime | None] = {}
    erased: bool = False

    def refuses(self, person: str, now: datetime) -> bool:
        """Whether this person and that one are not to be proposed to each other now."""
        if person not in self.refused:
            return False
        until = self.refused[person]
        return until is None or now < until


def changed(state: Profile | None, event: ProfileFacts, now: datetime) -> Decided:
    known = state or Profile(person_id=event.person_id)
    if known.erased:
        return known, []
    names = ("territory", "languages", "offers", "seeks", "availability", "modes", "travel_km")
    return known.model_copy(update={name: getattr(event, name) for name in names}), []


def erased(state: Profile | None, event: ProfileErased, now: datetime) -> Decided:
    """Nothing is left but the id."""
    return Profile(person_id=event.person_id, erased=True), []


def declined(state: Profile | None, event: PairDeclined, now: datetime) -> Decided:
    """A refusal of the person excludes for good, one of the moment for a while."""
    until = event.envelope.time + A_WHILE if event.reason in OF_THE_MOMENT else None
    return _refuse(state, event.mentor.person_id, until)


def parted(state: Profile | None, event: PairEnded, now: datetime) -> Decided:
    """Two who parted early are not brought together again."""
    if event.reason in NOT_THE_PARTNER:
        return state, []
    until = event.envelope.time + A_WHILE if event.reason in OF_THE_MOMENT else None
    return _refuse(state, event.mentor.person_id, until)


def _refuse(state: Profile | None, person: str, until: datetime | None) -> Decided:
    if state is None or state.erased:
        return state, []
    return state.model_copy(update={"refused": state.refused | {person: until}}), []
