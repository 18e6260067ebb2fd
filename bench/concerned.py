"""Somebody in the middle of life as a mentor: two programmes, a live pair with a booked session in each, and more."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.faults.load.town import COORDINATOR, Member, Town

TRIES = 100


@dataclass(frozen=True)
class Concerned:
    """`asked` has an open proposal with the mentor, who has one more place for them. `feed`: path of the calendar."""

    mentor: Member
    students: tuple[Member, Member]
    pairs: tuple[str, str]
    asked: Member
    proposal: str
    feed: str


async def form(town: Town, number: int) -> Concerned:
    """Known to every service when this returns."""
    one, other = town.by_hand, town.by_round
    mentor = await town.mentor(one, f"c{number}", places=2)
    twice = await town.mentor_as(other, mentor.person)
    wanted = [(one, "first"), (other, "second"), (one, "asked")]
    first, second, asked = [await town.mentee(programme, f"c{number}-{name}") for programme, name in wanted]
    pairs = (await _paired(town, mentor, first), await _paired(town, twice, second))
    proposal = await _proposed(town, mentor, asked)
    for pair_id in pairs:
        await _book(town, mentor, pair_id)
    calendar = await town.doors.by(mentor.person, "mentor").post("scheduling", "/calendar")
    return Concerned(mentor, (first, second), pairs, asked, proposal, calendar["path"])


async def _proposed(town: Town, mentor: Member, mentee: Member) -> str:
    form = {"mentee": mentee.enrolment, "mentor": mentor.enrolment}
    for _ in range(TRIES):
        answer = await town.doors.by(COORDINATOR, "coordinator").post("matching", "/pairs", form)
        if answer.ok:
            return str(answer["pair_id"])
        await asyncio.sleep(0.2)  # matching has not heard yet that both are cleared
    raise AssertionError(f"they cannot be proposed: {answer.body}")


async def _paired(town: Town, mentor: Member, mentee: Member) -> str:
    pair_id = await _proposed(town, mentor, mentee)
    for member, role in ((mentor, "mentor"), (mentee, "mentee")):
        answer = await town.doors.by(member.person, role).post("matching", f"/pairs/{pair_id}/acceptance")
        assert answer.ok, answer.body
    return pair_id


async def _book(town: Town, mentor: Member, pair_id: str) -> None:
    me = town.doors.by(mentor.person, "mentor")
    await me.until("feedback", f"/pairs/{pair_id}/follow-up", bool)
    times = await me.until("scheduling", f"/pairs/{pair_id}/times?count=1&from={_soon()}", lambda t: t["starts"])
    booked = await me.post("scheduling", "/sessions", meeting(pair_id, times["starts"][0]))
    assert booked.ok, booked.body


def meeting(pair_id: str, starts_at: str | None = None) -> dict[str, Any]:
    """A session to book; in a week where no time is given."""
    return {"pair_id": pair_id, "starts_at": starts_at or _soon(7), "mode": "online"}


def _soon(days: int = 3) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
