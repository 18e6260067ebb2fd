"""Hours of the week, and school time."""

from datetime import date
from typing import Annotated

from pydantic import Field

from contracts.codes import Codes
from contracts.words import Part, Zone

Clock = Annotated[
    str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$", description="A local time, HH:MM; 24:00 ends a day.")
]


class Hours(Part):
    """A stretch of one day of the week, in local time."""

    weekday: int = Field(ge=1, le=7, description="1 Monday to 7 Sunday.")
    start: Clock = Field(description="From when, local time.")
    end: Clock = Field(description="Until when, local time, later on the same day.")


class WeeklyHours(Part):
    """The hours of an ordinary week."""

    zone: Zone = Field(default="Europe/Paris", description="The IANA time zone in which the hours are meant.")
    hours: tuple[Hours, ...] = Field(default=(), description="The stretches of the week, none of them overlapping.")


class Closure(Part):
    """Days on which a school is closed."""

    first: date = Field(description="First day closed.")
    last: date = Field(description="Last day closed.")


class SchoolCalendar(Part):
    """By whose holidays time is counted."""

    zone: Annotated[
        str,
        Codes("A", "B", "C", "corse", "guadeloupe", "guyane", "martinique", "mayotte", "reunion", "own"),
    ] = Field(description="Zone of the school holidays; `own` where only `closures` count.")
    alsace_moselle: bool = Field(default=False, description="Whether the two further public holidays hold there.")
    closures: tuple[Closure, ...] = Field(default=(), max_length=60, description="The school's own closed days.")
    timezone: Zone = Field(default="Europe/Paris", description="The IANA time zone of the school.")
