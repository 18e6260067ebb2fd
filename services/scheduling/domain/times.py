"""When a pair could meet next: hours that both have free, on open days, a cadence after the last meeting."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contracts.hours import Hours, WeeklyHours
from contracts.school_time import is_open
from services.scheduling.domain.agenda import Agenda
from services.scheduling.domain.rhythm import Rhythm

DAY = timedelta(days=1)
LONGEST_SEARCH = 400 * DAY
Stretch = tuple[datetime, datetime]


def propose(
    rhythm: Rhythm, agendas: Iterable[Agenda], allowed: tuple[Hours, ...], earliest: datetime, count: int
) -> list[datetime]:
    """Starts of the next sessions, one a cadence, in UTC. `allowed` are local hours outside which they may not meet."""
    zone, both = ZoneInfo(rhythm.calendar.timezone), tuple(agendas)
    last = max((*(a.at for a in rhythm.booked), *(a.at for a in rhythm.held)), default=None)
    starts: list[datetime] = []
    for day in _open_days(rhythm, earliest.astimezone(zone).date()):
        if len(starts) == count:
            break
        if last and day < last.astimezone(zone).date() + rhythm.cadence.days * DAY:
            continue
        start = _best_start(_free(day, zone, both, allowed), rhythm.cadence.minutes, earliest, last, zone)
        if start:
            starts.append(start)
            last = start
    return starts


def _open_days(rhythm: Rhythm, first: date) -> Iterator[date]:
    day = max(first, rhythm.starts_on, rhythm.back_on or first)
    until = min(rhythm.ends_on, day + LONGEST_SEARCH)
    while day <= until:
        if is_open(day, rhythm.calendar):
            yield day
        day += DAY


def _free(day: date, zone: ZoneInfo, agendas: tuple[Agenda, ...], allowed: tuple[Hours, ...]) -> list[Stretch]:
    """Stretches of this day, by the clock of `zone`, that everybody has free."""
    free = [_day(day, zone)]
    for agenda in agendas:
        free = _intersection(free, _weekly(day, agenda.hours))
        for taken in agenda.taken:
            free = _without(free, (taken.start, taken.end))
    if allowed:
        free = _intersection(free, _weekly(day, WeeklyHours(zone=zone.key, hours=allowed)))
    return free


def _best_start(
    free: list[Stretch], minutes: int, earliest: datetime, last: datetime | None, zone: ZoneInfo
) -> datetime | None:
    """As near as can be to the hour of the last time, else the first that fits."""
    length = timedelta(minutes=minutes)
    fitting = [(max(start, earliest), end - length) for start, end in free if end - length >= max(start, earliest)]
    if not fitting or last is None:
        return fitting[0][0] if fitting else None
    usual = last.astimezone(zone).time()
    nearest = []
    for first, latest in fitting:
        wanted = _instant(first.astimezone(zone).date(), usual, zone)
        start = min(max(wanted, first), latest)
        nearest.append((abs(start - wanted), start))
    return min(nearest)[1]


def _weekly(day: date, hours: WeeklyHours) -> list[Stretch]:
    """The hours of a person's week around a day that may be another person's neighbouring one."""
    zone = ZoneInfo(hours.zone)
    return [
        (_instant(near, _clock(stretch.start), zone), _end(near, stretch.end, zone))
        for near in (day - DAY, day, day + DAY)
        for stretch in sorted(hours.hours, key=lambda stretch: stretch.start)
        if stretch.weekday == near.isoweekday()
    ]


def _day(day: date, zone: ZoneInfo) -> Stretch:
    return _instant(day, time.min, zone), _instant(day + DAY, time.min, zone)


def _end(day: date, clock: str, zone: ZoneInfo) -> datetime:
    return _instant(day + DAY, time.min, zone) if clock == "24:00" else _instant(day, _clock(clock), zone)


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """In UTC, since lengths and comparisons between local times of one zone ignore the clocks' change."""
    return datetime.combine(day, clock, zone).astimezone(ZoneInfo("UTC"))


def _intersection(some: list[Stretch], others: list[Stretch]) -> list[Stretch]:
    pairs = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return sorted((start, end) for start, end in pairs if start < end)


def _without(free: list[Stretch], taken: Stretch) -> list[Stretch]:
    parts = [part for start, end in free for part in ((start, min(end, taken[0])), (max(start, taken[1]), end))]
    return [(start, end) for start, end in parts if start < end]
