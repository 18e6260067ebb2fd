"""A person's sessions as an iCalendar file: hours and nothing personal."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from services.scheduling.domain.session import Session

SHOWN = ("booked", "held")
TITLE = "Mentoring session"


def ics(sessions: Iterable[Session], now: datetime) -> bytes:
    """As RFC 5545 has it, with the time zones that occur. A session keeps its UID; a move raises its SEQUENCE."""
    shown = sorted((s for s in sessions if s.status in SHOWN), key=lambda s: s.plan.starts_at)
    calendar = Calendar()
    for name, value in (("prodid", "-//Relais//Scheduling//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", "Relais")
    for zone in sorted({s.timezone for s in shown}):
        starts = [s.plan.starts_at for s in shown if s.timezone == zone]
        calendar.add_component(_timezone(zone, min(starts), max(starts)))
    for each in shown:
        calendar.add_component(_event(each, now))
    return bytes(calendar.to_ical())


def _timezone(name: str, first: datetime, last: datetime) -> Timezone:
    return Timezone.from_tzid(name, first_date=date(first.year - 1, 1, 1), last_date=date(last.year + 2, 1, 1))


def _event(session: Session, now: datetime) -> Event:
    zone, event = ZoneInfo(session.timezone), Event()
    event.add("uid", f"{session.session_id}@relais")
    event.add("dtstamp", now)
    event.add("sequence", session.revision - 1)
    event.add("summary", TITLE)
    event.add("dtstart", session.plan.starts_at.astimezone(zone))
    event.add("dtend", session.plan.ends_at.astimezone(zone))
    event.add("status", "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
