"""Who may do what with a pair's meetings: the two and its coordinators; a minor's guardian reads."""

from typing import Annotated

from chassis.auth import Forbidden
from chassis.caller import Caller, allow
from chassis.errors import NotFound
from contracts.policy import MeetingRules
from services.scheduling.domain.programme import Programme
from services.scheduling.domain.rhythm import Rhythm
from services.scheduling.domain.session import Session
from services.scheduling.store import Programmes, Rhythms, Sessions

Anyone = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator")]
Involved = Annotated[Caller, allow("mentor", "mentee", "coordinator")]
Coordinator = Annotated[Caller, allow("coordinator")]


def coordinates(caller: Caller, rhythm: Rhythm, programme: Programme) -> bool:
    """Whether the caller is a coordinator of the pair: of its mentee's school, or of the programme's owner."""
    return any(
        grant.role == "coordinator" and grant.covers(rhythm.programme_id, rhythm.school, programme.owner)
        for grant in caller.grants
    )


async def check_reader(caller: Caller, rhythm: Rhythm, *people: str) -> None:
    """The two, these people, and the pair's coordinators. Raises NotFound."""
    if caller.person in (*rhythm.people, *people):
        return
    if not coordinates(caller, rhythm, await programme_of(caller, rhythm.programme_id)):
        raise NotFound("There is no such thing here.")


async def voice(caller: Caller, rhythm: Rhythm) -> str:
    """In what quality the caller speaks: the role of the one whose word it is, else coordinator. Raises NotFound."""
    await check_reader(caller, rhythm)
    roles = {participant.person_id: participant.role for participant in rhythm.participants}
    if not caller.on_behalf:
        return roles.get(caller.person or "", "coordinator")
    if caller.person in roles:
        raise Forbidden("Nobody speaks for the other in their own pair: ask another coordinator.")
    if caller.on_behalf not in roles:
        raise NotFound("There is no such thing here.")
    return roles[caller.on_behalf]


async def own_voice(caller: Caller, rhythm: Rhythm) -> str:
    """Raises Forbidden where it is nobody's word but a coordinator's own."""
    role = await voice(caller, rhythm)
    if role == "coordinator":
        raise Forbidden("Say whose word this is with the header Relais-On-Behalf, or send a correction.")
    return role


async def readable(caller: Caller, session_id: str) -> tuple[Session, Rhythm]:
    """A session that the caller may read, with its pair's rhythm. Raises NotFound."""
    found = await caller.get(Sessions, session_id)
    rhythm = await caller.get(Rhythms, found.pair_id)
    await check_reader(caller, rhythm, *rhythm.guardians)
    return found, rhythm


async def programme_of(caller: Caller, programme_id: str) -> Programme:
    """As its owner last told; one without an owner, with the strict rules, where nothing is known of it."""
    try:
        return await caller.get(Programmes, programme_id)
    except NotFound:
        return Programme(programme_id=programme_id)


async def rules_of(caller: Caller, rhythm: Rhythm) -> MeetingRules:
    return (await programme_of(caller, rhythm.programme_id)).rules
