"""The secret address of a person's calendar, and the calendar behind it."""

import secrets

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from chassis.caller import Caller
from chassis.errors import NotFound
from chassis.store import Store
from services.scheduling.api.access import Involved
from services.scheduling.calendar import ics
from services.scheduling.domain import feed
from services.scheduling.domain.agenda import Agenda
from services.scheduling.store import Agendas, Feeds, Sessions

router = APIRouter(tags=["calendar"])
PATH = "/calendars/{secret}.ics"


class Address(BaseModel):
    """Where a calendar programme finds one's sessions; whoever has it can read the hours."""

    path: str


@router.post("/calendar", status_code=201)
async def readdress(caller: Involved) -> Address:
    """A new secret address; the one before leads nowhere from now on."""
    person, secret = _own(caller), secrets.token_urlsafe(32)
    made = await caller.change(Feeds, person, lambda _, now: feed.readdress(person, caller.network, secret))
    return Address(path=PATH.format(secret=made.secret))


@router.delete("/calendar", status_code=204)
async def revoke(caller: Involved) -> None:
    """The address leads nowhere from now on."""
    person = _own(caller)
    await caller.change(Feeds, person, lambda _, now: feed.revoke(person, caller.network))


@router.get(PATH, response_class=Response, responses={200: {"content": {"text/calendar": {}}}})
async def calendar(secret: str, request: Request) -> Response:
    """One's sessions as iCalendar; those of a programme in which one is suspended are left out."""
    store: Store = request.app.state.store
    found = await store.find_by_key(Feeds, secret)
    if found is None:
        raise NotFound("There is no such calendar: ask for a new address.")
    sessions = await store.find(Sessions, {"participants.person_id": found.person_id}, network=found.network)
    agenda = (await store.load(Agendas, [found.person_id]))[found.person_id].state or Agenda()
    shown = [s for s in sessions if s.programme_id not in agenda.suspended.values()]
    return Response(
        ics(shown, store.clock.now()), headers={"Cache-Control": "no-store"}, media_type="text/calendar; charset=utf-8"
    )


def _own(caller: Caller) -> str:
    if caller.person is None:
        raise NotFound("Only a person of the network has a calendar.")
    return caller.person
