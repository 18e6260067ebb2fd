"""A referent is away for some days: whoever stands in acts meanwhile, and no longer."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from pydantic import BaseModel, ConfigDict

from contracts.programmes import Referent
from contracts.words import PersonId
from services.profiles.domain.birthday import midnight


class Absence(BaseModel):
    """One referent's, first and last day included. `begun`: whether it has."""

    model_config = ConfigDict(frozen=True)

    person_id: PersonId
    first_day: date
    last_day: date
    begun: bool = False

    def begins_at(self, zone: str) -> datetime:
        return midnight(self.first_day, zone)

    def ends_at(self, zone: str) -> datetime:
        return midnight(self.last_day + timedelta(days=1), zone)


def next_instant(absences: Iterable[Absence], zone: str) -> datetime | None:
    """When the next one begins or ends."""
    return min((each.ends_at(zone) if each.begun else each.begins_at(zone) for each in absences), default=None)


def as_of(absences: Iterable[Absence], zone: str, now: datetime) -> tuple[Absence, ...]:
    """Those that are not over; begun where their first day has come."""
    return tuple(
        each.model_copy(update={"begun": each.begins_at(zone) <= now}) for each in absences if now < each.ends_at(zone)
    )


def answering(referents: Iterable[Referent], absences: Iterable[Absence]) -> tuple[Referent, ...]:
    """Who answers now: for somebody who is away the deputy, unless the deputy is away as well."""
    away = {each.person_id for each in absences if each.begun}
    return tuple(_acting(each) if each.referent in away and each.deputy not in away else each for each in referents)


def _acting(named: Referent) -> Referent:
    if named.deputy is None:
        return named
    return Referent(organisation_id=named.organisation_id, referent=named.deputy, acting=True)
