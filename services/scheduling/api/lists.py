"""Reading sessions: one's own, a pair's, a programme's."""

from typing import Annotated

from fastapi import APIRouter, Query

from chassis.caller import Caller
from services.scheduling.api.access import Anyone, check_reader, coordinates, programme_of, readable
from services.scheduling.api.moments import Moment
from services.scheduling.api.views import SessionView, view
from services.scheduling.store import Rhythms, Sessions

router = APIRouter(tags=["sessions"])
MOST = 500


@router.get("/sessions")
async def sessions(  # noqa: PLR0917
    caller: Anyone,
    pair_id: str | None = None,
    programme_id: str | None = None,
    since: Annotated[Moment | None, Query(alias="from", description="Only those that start then or later.")] = None,
    until: Annotated[Moment | None, Query(description="Only those that start before.")] = None,
    status: Annotated[str | None, Query(description="asked, booked, held, missed or cancelled.")] = None,
    disputed: Annotated[bool | None, Query(description="Only those about which the two contradict each other.")] = None,
) -> list[SessionView]:
    """One's own; of a pair; or, for coordinators, of a programme. At most 500, by start."""
    where = await _whose(caller, pair_id, programme_id)
    where |= {name: value for name, value in (("status", status), ("disputed", disputed)) if value is not None}
    found = await caller.find(Sessions, where)
    chosen = [s for s in found if (not since or s.plan.starts_at >= since) and (not until or s.plan.starts_at < until)]
    return [view(s) for s in sorted(chosen, key=lambda s: s.plan.starts_at)[:MOST]]


@router.get("/sessions/{session_id}")
async def one_session(session_id: str, caller: Anyone) -> SessionView:
    """With both sides' words on how it went."""
    found, _ = await readable(caller, session_id)
    return view(found)


async def _whose(caller: Caller, pair_id: str | None, programme_id: str | None) -> dict[str, object]:
    if pair_id:
        rhythm = await caller.get(Rhythms, pair_id)
        await check_reader(caller, rhythm, *rhythm.guardians)
        return {"pair_id": pair_id}
    if programme_id:
        programme = await programme_of(caller, programme_id)
        rhythms = await caller.find(Rhythms, {"programme_id": programme_id})
        pairs = sorted(each.pair_id for each in rhythms if coordinates(caller, each, programme))
        return {"programme_id": programme_id, "pair_id": {"$in": pairs}}
    return {"participants.person_id": caller.person or ""}
