"""What a meeting may look like: the plan of a session, and the rules for meeting a minor in person."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from chassis.errors import Refused
from contracts.hours import Hours
from contracts.policy import MeetingRules
from contracts.words import Mode, Place, Voice
from services.scheduling.domain.rhythm import Rhythm

HOME = "other"
"""A place that is none of the known kinds may be a home."""


class PlaceMissing(Refused):
    """Where do you meet? Give a place, or meet online or by phone."""

    status = 422


class PlaceNotAllowed(Refused):
    """A minor is met only at the places that the programme allows, and never at home: choose one of these."""


class HourNotAllowed(Refused):
    """A minor is met in person only at the hours that the programme allows: choose another."""


class Plan(BaseModel):
    """When, how and where; `told_to` says who else is told before."""

    model_config = ConfigDict(frozen=True)

    starts_at: AwareDatetime
    minutes: int = Field(ge=1, le=720)
    mode: Mode
    place: Place | None = None
    told_to: tuple[Voice, ...] = ()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def allowed(plan: Plan, rhythm: Rhythm, rules: MeetingRules) -> Plan:
    """The plan, with those who are told before. Raises PlaceMissing, PlaceNotAllowed or HourNotAllowed."""
    if plan.mode != "in-person":
        return plan.model_copy(update={"place": None})
    if plan.place is None:
        raise PlaceMissing
    if not rhythm.minor:
        return plan
    if plan.place.kind not in rules.places or plan.place.kind == HOME:
        raise PlaceNotAllowed(f"A minor is never met at home, but only at: {', '.join(rules.places)}.")
    if not _within(plan, rules.hours, ZoneInfo(rhythm.calendar.timezone)):
        raise HourNotAllowed
    return plan.model_copy(update={"told_to": rules.told})


def _within(plan: Plan, hours: tuple[Hours, ...], zone: ZoneInfo) -> bool:
    start, end = plan.starts_at.astimezone(zone), plan.ends_at.astimezone(zone)
    if not hours:
        return True
    until = "24:00" if end.date() > start.date() and f"{end:%H:%M}" == "00:00" else f"{end:%H:%M}"
    if end.date() > start.date() and until != "24:00":
        return False
    return any(
        stretch.weekday == start.isoweekday() and stretch.start <= f"{start:%H:%M}" and until <= stretch.end
        for stretch in hours
    )
