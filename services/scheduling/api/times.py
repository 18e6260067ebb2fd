"""When a pair could meet, how its rhythm goes, and what one's own agenda says."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from chassis.caller import Caller
from contracts.hours import SchoolCalendar, WeeklyHours
from contracts.words import Cadence, Mode
from services.scheduling.api.access import Anyone, check_reader, rules_of
from services.scheduling.api.moments import Moment
from services.scheduling.domain.agenda import Agenda, Taken
from services.scheduling.domain.rhythm import Appointment, Rhythm
from services.scheduling.domain.times import propose
from services.scheduling.store import Agendas, Rhythms

router = APIRouter(tags=["times"])


class Times(BaseModel):
    """Starts, one a session; local hours are those of `timezone`."""

    timezone: str
    minutes: int
    starts: list[datetime]


class RhythmView(BaseModel):
    """How often they meet, and when: `booked` is to come, `held` are the last meetings."""

    pair_id: str
    status: str
    cadence: Cadence
    modes: tuple[Mode, ...]
    calendar: SchoolCalendar
    starts_on: date
    ends_on: date
    back_on: date | None
    booked: tuple[Appointment, ...]
    held: tuple[Appointment, ...]


class AgendaView(BaseModel):
    """Hours free by the week, and what is taken."""

    hours: WeeklyHours
    taken: tuple[Taken, ...]


@router.get("/pairs/{pair_id}/times")
async def times(
    pair_id: str,
    caller: Anyone,
    earliest: Annotated[Moment | None, Query(alias="from", description="Not before; now where absent.")] = None,
    mode: Annotated[
        Literal["in-person", "online", "phone"] | None,
        Query(description="How they meet; the pair's first mode where absent."),
    ] = None,
    count: Annotated[int, Query(ge=1, le=20, description="How many sessions ahead.")] = 3,
) -> Times:
    """The next sessions, one a cadence, in hours that both have free, outside school and public holidays."""
    rhythm = await _rhythm(caller, pair_id)
    rhythm.check_live()
    rules = await rules_of(caller, rhythm)
    in_person = mode == "in-person" if mode else rhythm.modes[:1] == ("in-person",)
    allowed = rules.hours if rhythm.minor and in_person else ()
    now = caller.now()
    found = await caller.store.load(Agendas, rhythm.people)
    starts = propose(
        rhythm, [draft.state or Agenda() for draft in found.values()], allowed, max(earliest or now, now), count
    )
    return Times(timezone=rhythm.calendar.timezone, minutes=rhythm.cadence.minutes, starts=starts)


@router.get("/pairs/{pair_id}/rhythm")
async def rhythm(pair_id: str, caller: Anyone) -> RhythmView:
    """Cadence, what is booked, what was held."""
    return RhythmView.model_validate((await _rhythm(caller, pair_id)).model_dump())


@router.get("/agenda")
async def agenda(caller: Anyone) -> AgendaView:
    """One's own."""
    mine = (await caller.store.load(Agendas, [caller.person or "-"]))[caller.person or "-"]
    mine.belongs(caller.network)
    state = mine.state or Agenda()
    return AgendaView(hours=state.hours, taken=state.taken)


async def _rhythm(caller: Caller, pair_id: str) -> Rhythm:
    found = await caller.get(Rhythms, pair_id)
    await check_reader(caller, found, *found.guardians)
    return found
