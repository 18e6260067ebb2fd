"""Who may see and say what of a pair."""

from chassis.caller import Caller
from chassis.errors import NotFound
from services.feedback.domain.follow_up import FollowUp
from services.feedback.store import FollowUps, Programmes


async def follow_up_for(caller: Caller, pair_id: str) -> FollowUp:
    """For the pair's own people and for the coordinators who answer for it. Raises NotFound for all others."""
    follow_up = await caller.get(FollowUps, pair_id)
    if not belongs(caller, follow_up) and not await coordinates(caller, follow_up):
        raise NotFound("There is no such thing here.")
    return follow_up


def belongs(caller: Caller, follow_up: FollowUp) -> bool:
    """Whether the caller is one of the pair's own people."""
    return caller.person is not None and follow_up.voice_of(caller.person) is not None


async def coordinates(caller: Caller, follow_up: FollowUp) -> bool:
    """Whether the caller answers for this pair as a coordinator; never for their own."""
    if belongs(caller, follow_up) or not caller.has("coordinator"):
        return False
    programme = (await caller.store.load(Programmes, [follow_up.programme_id]))[follow_up.programme_id].state
    owner = programme.owner if programme else None
    return any(
        grant.role == "coordinator" and grant.covers(follow_up.programme_id, owner, follow_up.school)
        for grant in caller.grants
    )


async def speaker(caller: Caller, follow_up: FollowUp) -> tuple[str, str]:
    """Whose word this is, and in what quality. Raises NotFound for a word in a case of one's own."""
    role = follow_up.voice_of(caller.speaks_for)
    if role is None or (caller.on_behalf and not await coordinates(caller, follow_up)):
        raise NotFound("There is no such thing here.")
    return caller.speaks_for, role
