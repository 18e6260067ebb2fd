"""Who may see and say what of a pair."""

from chassis.caller import Caller
from chassis.errors import NotFound
from services.feedback.domain.follow_up import FollowUp
from services.feedback.store import FollowUps


async def follow_up_for(caller: Caller, pair_id: str) -> FollowUp:
    """For the pair's own people and for the coordinators who answer for it. Raises NotFound for all others."""
    follow_up = await caller.get(FollowUps, pair_id)
    if not belongs(caller, follow_up) and not coordinates(caller, follow_up):
        raise NotFound("There is no such pair here.")
    return follow_up


def belongs(caller: Caller, follow_up: FollowUp) -> bool:
    """Whether the caller is one of the pair's own people."""
    return caller.person is not None and follow_up.voice_of(caller.person) is not None


def coordinates(caller: Caller, follow_up: FollowUp) -> bool:
    """Whether the caller answers for this pair as a coordinator; never for their own."""
    return not belongs(caller, follow_up) and any(
        grant.role == "coordinator"
        and (grant.programmes is None or follow_up.programme_id in grant.programmes)
        and (grant.organisations is None or follow_up.school in grant.organisations)
        for grant in caller.grants
    )


def speaker(caller: Caller, follow_up: FollowUp) -> tuple[str, str]:
    """Whose word this is, and in what quality. Raises NotFound for a word in a case of one's own."""
    role = follow_up.voice_of(caller.speaks_for)
    if role is None or (caller.on_behalf and not coordinates(caller, follow_up)):
        raise NotFound("There is no such pair here.")
    return caller.speaks_for, role
