"""Who may do what here: the two of a pair and those who speak for them, and the coordinators of the programme."""

from chassis.auth import Forbidden
from chassis.caller import Caller
from chassis.errors import NotFound
from services.matching.domain.pair import Pair
from services.matching.store import Pairs


def coordinates(caller: Caller, programme: str, school: str | None = None) -> bool:
    """Whether the caller is a coordinator whom this programme, and school, are given to."""
    return any(
        grant.role == "coordinator"
        and (grant.programmes is None or programme in grant.programmes)
        and (grant.organisations is None or school is None or school in grant.organisations)
        for grant in caller.grants
    )


def must_coordinate(caller: Caller, programme: str, school: str | None = None) -> None:
    """Raises NotFound: foreign answers like unknown."""
    if not coordinates(caller, programme, school):
        raise NotFound("There is no such thing here.")


def people_of(pair: Pair) -> set[str]:
    return {pair.mentor.person_id, pair.mentee.person_id, *pair.circumstances.guardians}


def coordinates_pair(caller: Caller, pair: Pair) -> bool:
    """Nobody is the coordinator of their own pair."""
    mine = coordinates(caller, pair.programme_id, pair.circumstances.school)
    return mine and caller.person not in people_of(pair)


async def pair_for(caller: Caller, pair_id: str) -> Pair:
    """A pair that the caller is one of, speaks for, or coordinates. Raises NotFound."""
    pair = await caller.get(Pairs, pair_id)
    if caller.person in people_of(pair) or coordinates_pair(caller, pair):
        return pair
    raise NotFound("There is no such thing here.")


def voice_in(caller: Caller, pair: Pair) -> str:
    """In what quality the caller speaks: as one of the two or a guardian, for one of them, or as coordinator.

    Raises Forbidden where a coordinator records a word in a pair that is not theirs.
    """
    if caller.on_behalf:
        if not coordinates_pair(caller, pair):
            raise Forbidden("Only a coordinator of this pair, who is none of the two, records somebody else's word.")
        return pair.voice_of(caller.on_behalf)
    if caller.person in people_of(pair):
        return pair.voice_of(caller.person or "")
    return "coordinator"
