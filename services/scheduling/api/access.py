"""Who may do what with a pair's meetings: the two and a coordinator of their programme; a minor's guardian reads."""

from typing import Annotated

from chassis.auth import Forbidden
from chassis.caller import Caller, allow
from chassis.errors import NotFound
from contracts.policy import MeetingRules
from services.scheduling.domain.rhythm import Rhythm
from services.scheduling.domain.session import Session
from services.scheduling.store import Programmes, Rhythms, Sessions

Anyone = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator")]
Involved = Annotated[Caller, allow("mentor", "mentee", "coordinator")]
Coordinator = Annotated[Caller, allow("coordinator")]


def coordinates(caller: Caller, programme_id: str) -> bool:
    """Whether one of the caller's coordinator roles covers the programme."""
    return any(
        g.role == "coordinator" and (g.programmes is None or programme_id in g.programmes) for g in caller.grants
    )


def check_reader(caller: Caller, people: tuple[str, ...], programme_id: str) -> None:
    """Raises NotFound."""
    if caller.person not in people and not coordinates(caller, programme_id):
        raise NotFound("There is no such thing here.")


def voice(caller: Caller, thing: Rhythm | Session) -> str:
    """In what quality the caller speaks: the role of the one whose word it is, else coordinator. Raises NotFound."""
    check_reader(caller, thing.people, thing.programme_id)
    roles = {participant.person_id: participant.role for participant in thing.participants}
    if not caller.on_behalf:
        return roles.get(caller.person or "", "coordinator")
    if caller.person in roles:
        raise Forbidden("Nobody speaks for the other in their own pair: ask another coordinator.")
    if caller.on_behalf not in roles:
        raise NotFound("There is no such person here.")
    return roles[caller.on_behalf]


def own_voice(caller: Caller, session: Session) -> str:
    """Raises Forbidden where it is nobody's word but a coordinator's own."""
    role = voice(caller, session)
    if role == "coordinator":
        raise Forbidden("Say whose word this is with the header Relais-On-Behalf, or send a correction.")
    return role


async def readable(caller: Caller, session_id: str) -> Session:
    """A session that the caller may read. Raises NotFound."""
    found = await caller.get(Sessions, session_id)
    guardians = (await caller.get(Rhythms, found.pair_id)).guardians if caller.has("guardian") else ()
    check_reader(caller, (*found.people, *guardians), found.programme_id)
    return found


async def rules_of(caller: Caller, rhythm: Rhythm) -> MeetingRules:
    """As the programme has them now; the strict defaults where nothing is known of it."""
    try:
        return (await caller.get(Programmes, rhythm.programme_id)).rules
    except NotFound:
        return MeetingRules()
