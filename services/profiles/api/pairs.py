"""The other one of a pair, once both have accepted."""

from typing import Annotated

from fastapi import APIRouter, Request

from chassis.caller import Caller, allow
from chassis.errors import NotFound
from chassis.words import in_language_of
from contracts.pairs import Side
from services.profiles import scope
from services.profiles.domain.acquaintance import Acquaintance, acquainted, reach_directly
from services.profiles.domain.birthday import day_of
from services.profiles.domain.contact import Reach
from services.profiles.store import Contacts, Enrolments, LivePairs, People

router = APIRouter(tags=["pairs"])


class AcquaintanceView(Acquaintance):
    """`words`: how the other is reached, for people."""

    words: str


@router.get("/pairs/{pair_id}/other")
async def show_other(
    pair_id: str, request: Request, caller: Annotated[Caller, allow("mentor", "mentee", "guardian")]
) -> AcquaintanceView:
    """First name and way to be reached, as long as the pair lives: of the mentee for the mentor, else of the mentor.

    Whatever keeps the two from reaching each other by themselves, the answer is the same: through the referent.
    """
    pair = await caller.get(LivePairs, pair_id)
    if pair.mentor is None or pair.mentee is None:
        raise NotFound("There is no such thing here.")
    role, other = await _other(caller, pair.mentor, pair.mentee)
    enrolments = [await caller.get(Enrolments, side.enrolment_id) for side in (pair.mentor, pair.mentee)]
    today = day_of(caller.now(), enrolments[1].demands.zone)
    directly = reach_directly(await _reach(caller, pair.mentee), enrolments, today)
    known = acquainted(other.person_id, role, await _reach(caller, other), directly=directly)
    return AcquaintanceView(**dict(known), words=_words(request, known))


async def _other(caller: Caller, mentor: Side, mentee: Side) -> tuple[str, Side]:
    """Raises NotFound where the caller is none of the two, nor guards the mentee."""
    if caller.person == mentor.person_id:
        return "mentee", mentee
    if caller.person == mentee.person_id or await scope.guards(caller, await caller.get(People, mentee.person_id)):
        return "mentor", mentor
    raise NotFound("There is no such thing here.")


async def _reach(caller: Caller, side: Side) -> Reach:
    """Raises NotFound where it was erased."""
    reach = (await caller.get(Contacts, side.person_id)).reach
    if reach is None:
        raise NotFound("There is no such thing here.")
    return reach


def _words(request: Request, known: Acquaintance) -> str:
    match known.channel:
        case "phone":
            return in_language_of(request, f"By phone: {known.reach}")
        case "sms":
            return in_language_of(request, f"By text message: {known.reach}")
        case "email":
            return in_language_of(request, f"By e-mail: {known.reach}")
        case _:
            return in_language_of(request, "Through the coordinator who follows this pair.")
