"""Who may do what here: the two of a pair and those who speak for them, and the coordinators of the programme."""

from chassis.auth import Forbidden
from chassis.caller import Caller
from chassis.errors import NotFound
from services.matching.domain.pair import Pair
from services.matching.domain.programme import Programme
from services.matching.store import Pairs, Programmes


def coordinates(caller: Caller, programme: str, *organisations: str | None) -> bool:
    """Whether the caller is a coordinator of this programme for any of these organisations, or for all of them."""
    return any(grant.role == "coordinator" and grant.covers(programme, *organisations) for grant in caller.grants)


async def must_coordinate(caller: Caller, programme_id: str, school: str | None = None) -> Programme:
    """A programme that the caller coordinates: as a whole, or for this school of it.

    Raises NotFound: foreign answers like unknown.
    """
    programme = await caller.get(Programmes, programme_id)
    if not coordinates(caller, programme_id, programme.owner, school):
        raise NotFound("There is no such thing here.")
    return programme


def people_of(pair: Pair) -> set[str]:
    return {pair.mentor.person_id, pair.mentee.person_id, *pair.circumstances.guardians}


async def coordinates_pair(caller: Caller, pair: Pair) -> bool:
    """Nobody is the coordinator of their own pair."""
    if caller.person in people_of(pair) or not caller.has("coordinator"):
        return False
    programme = (await caller.store.load(Programmes, [pair.programme_id]))[pair.programme_id].state
    return coordinates(caller, pair.programme_id, programme.owner if programme else None, pair.circumstances.school)


async def pair_for(caller: Caller, pair_id: str) -> Pair:
    """A pair that the caller is one of, speaks for, or coordinates. Raises NotFound."""
    pair = await caller.get(Pairs, pair_id)
    if caller.person in people_of(pair) or await coordinates_pair(caller, pair):
        return pair
    raise NotFound("There is no such thing here.")


async def voice_in(caller: Caller, pair: Pair) -> str:
    """In what quality the caller speaks: as one of the two or a guardian, for one of them, or as coordinator.

    Raises Forbidden where a coordinator records a word in a pair that is not theirs.
    """
    if caller.on_behalf:
        if not await coordinates_pair(caller, pair):
            raise Forbidden("Only a coordinator of this pair, who is none of the two, records somebody else's word.")
        return pair.voice_of(caller.on_behalf)
    if caller.person in people_of(pair):
        return pair.voice_of(caller.person or "")
    return "coordinator"
