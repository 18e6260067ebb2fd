"""What awaits a coordinator, found in what the services show: pure, of one programme at one instant."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from relais.office.desk import Thing
from relais.office.missing import missing
from relais.office.people import LIVE, OPEN

UNRECORDED = timedelta(hours=48)
ENDS_SOON = timedelta(days=30)
EXPIRES_DAYS = 60


@dataclass(frozen=True)
class Found:
    """As the routes answer."""

    programme: Thing
    enrolments: list[Thing] = field(default_factory=list)
    pairs: list[Thing] = field(default_factory=list)
    at_risk: list[Thing] = field(default_factory=list)
    sessions: list[Thing] = field(default_factory=list)
    disputed: list[Thing] = field(default_factory=list)
    waiting: list[Thing] = field(default_factory=list)
    rounds: list[Thing] = field(default_factory=list)
    held: list[Thing] = field(default_factory=list)
    nominations: list[Thing] = field(default_factory=list)


class Item(NamedTuple):
    """One thing to do: under which heading, about whom, what more is known. `codes` are words of the catalogue."""

    heading: str
    people: tuple[str, ...]
    codes: tuple[str, ...] = ()
    day: date | None = None
    number: int = 0


def awaiting(found: Found, now: datetime) -> Iterator[Item]:
    """The most pressing headings first."""
    yield from _at_risk(found)
    yield from _unrecorded(found, now)
    yield from _proposals(found)
    yield from (Item("preview", (), day=_day(each["drops_at"])) for each in found.rounds if _open(each))
    yield from (Item("held", (each["person_id"],)) for each in found.held)
    yield from (Item("nominated", (), day=_day(each["received_at"])) for each in found.nominations)
    yield from _clearances(found, now)
    yield from _waiting(found)
    yield from _endings(found, now)


def _at_risk(found: Found) -> Iterator[Item]:
    for each in found.at_risk:
        codes = tuple(f"risk-{risk['reason']}" for risk in each["reasons"])
        met = each["last_met_at"]
        yield Item("at-risk", (each["mentor"], each["mentee"]), codes, _day(met) if met else None)


def _unrecorded(found: Found, now: datetime) -> Iterator[Item]:
    for each in found.sessions:
        if _at(each["starts_at"]) + UNRECORDED < now:
            yield Item("unrecorded", _participants(each), day=_day(each["starts_at"]))
    for each in found.disputed:
        yield Item("disputed", _participants(each), day=_day(each["starts_at"]))


def _proposals(found: Found) -> Iterator[Item]:
    for each in found.pairs:
        if each["status"] in OPEN:
            silent = [side for side in ("mentor", "mentee") if side not in each["behind"]["accepted"]]
            codes = tuple(f"voice-{side}" for side in silent)
            yield Item("proposal", (each["mentor"], each["mentee"]), codes, _day(each["expires_at"]))


def _clearances(found: Found, now: datetime) -> Iterator[Item]:
    """Suspended, running out, not complete, complete and not cleared."""
    soon = now + timedelta(days=EXPIRES_DAYS)
    for each in found.enrolments:
        who, until = (each["person_id"],), each["cleared_until"] and _at(each["cleared_until"])
        if each["state"] == "suspended":
            yield Item("suspended", who, tuple(f"halt-{halt}" for halt in each["halts"]))
        elif each["state"] == "cleared" and until and until <= soon:
            yield Item("expiring", who, day=until.date())
        elif each["state"] in ("asked", "in-vetting"):
            lacks = missing(each, found.programme["policy"], now.date())
            yield Item("vetting", who, tuple(f"step-{kind}" for kind in lacks)) if lacks else Item("ready", who)


def _waiting(found: Found) -> Iterator[Item]:
    for each in found.waiting:
        codes = ("wants-rematch",) if each["rematch"] else ()
        heading = "waiting-long" if each["beyond_limit"] else "waiting"
        yield Item(heading, (each["person_id"],), codes, number=each["waiting_days"])


def _endings(found: Found, now: datetime) -> Iterator[Item]:
    for each in found.pairs:
        last = each["ends_on"] and date.fromisoformat(each["ends_on"])
        if each["status"] in LIVE and last and last <= (now + ENDS_SOON).date():
            yield Item("ends-soon", (each["mentor"], each["mentee"]), day=last)


def _participants(session: Thing) -> tuple[str, ...]:
    return tuple(each["person_id"] for each in session["participants"])


def _open(told: Thing) -> bool:
    return bool(told["status"] == "solved" and not told["publishing"])


def _at(instant: str) -> datetime:
    return datetime.fromisoformat(instant)


def _day(instant: str | None) -> date | None:
    return _at(instant).date() if instant else None
