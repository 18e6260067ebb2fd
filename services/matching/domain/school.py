"""An organisation as matching knows it: by whose calendar its pairs count their days."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.organisations import OrganisationFacts


class School(BaseModel):
    """`calendar` is None for organisations that are no school."""

    model_config = ConfigDict(frozen=True)

    organisation_id: str
    calendar: SchoolCalendar | None = None


def changed(state: School | None, event: OrganisationFacts, now: datetime) -> tuple[School, list[Event]]:
    return School(organisation_id=event.organisation_id, calendar=event.calendar), []
