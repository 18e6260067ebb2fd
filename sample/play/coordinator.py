"""A coordinator: an office that looks after the pairs of its school."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from sample.play.known import Pair
from sample.play.mentor import session
from sample.play.office import Office
from sample.play.stage import Stage
from sample.play.stream import Heard


class Coordinator(Office):
    """Helps where a pair does not meet, asks by phone where nobody answers."""

    def __init__(self, stage: Stage, person: str, organisation: str, called: str) -> None:
        super().__init__(stage, person, organisation, called)
        self.answers = {"look-into": self.look_into, "answer": self.phone, "record": self.record}

    def covers(self, pair: Pair) -> bool:
        """Whether the pair is still of this school."""
        return pair.school == self.organisation

    def look_into(self, event: Heard) -> None:
        """A pair that does not meet is helped by phone."""
        if event.type in ("PairSilent", "FirstMeetingMissing"):
            self.in_days(2, 6, lambda: self.help(self.stage.book.pairs[event.subject]))
        elif event.type == "CheckInOverdue":
            self.phone(event)

    async def help(self, pair: Pair) -> None:
        """The list of pairs at risk says why; one call to the mentor, and the next meeting is booked."""
        if not self.covers(pair):
            return
        at_risk = await self.stage.doors.get(self.visitor, "feedback", "/pairs/at-risk", programme=pair.programme)
        if pair.pair_id not in {each["pair_id"] for each in at_risk} or not pair.meets or pair.booked:
            return
        if call := self.stage.calls.pop(pair.pair_id, None):
            await call(self)
            return
        earliest = (self.stage.world.clock.now() + timedelta(days=2)).isoformat()
        path = f"/pairs/{pair.pair_id}/times"
        times = await self.stage.doors.get(self.visitor, "scheduling", path, count=1, **{"from": earliest})
        if times["starts"]:
            self.stage.shown.helped.add(pair.pair_id)
            await self.for_them(pair.mentor, "scheduling", "/sessions", session(pair, times["starts"][0], "library"))
            names = self.stage.names
            self.stage.say(
                f"{self.called} phoned {names[pair.mentor]}: the next meeting with {names[pair.mentee]} is booked"
            )

    def phone(self, event: Heard) -> None:
        """An overdue check-in, asked by phone; of the two only."""
        if event.type == "CheckInOverdue" and event["role"] != "guardian" and self.chance.random() < 0.5:
            self.in_days(1, 6, lambda: self.ask_by_phone(event))

    async def ask_by_phone(self, event: Heard) -> None:
        if event["check_in_id"] not in self.stage.book.answered and self.covers(self.stage.book.pairs[event.subject]):
            path = f"/pairs/{event.subject}/check-ins/{event['check_in_id']}/answer"
            body = {"answers": {"how-it-goes": 3}, "flags": []}
            await self.for_them(event["respondent"], "feedback", path, body)

    def record(self, event: Heard) -> None:
        """Neither of the two has said how a meeting went."""
        mentor = next(each["person_id"] for each in event["participants"] if each["role"] == "mentor")
        pair = self.stage.book.pairs[event["pairs"][0]]
        path = f"/sessions/{event.subject}/held"
        self.in_days(1, 4, lambda: self._if_mine(pair, lambda: self.for_them(mentor, "scheduling", path)))

    def settle(self, event: Heard) -> None:
        """The two remember a meeting differently: the coordinator asks both, and puts it right."""
        body, path = {"outcome": "held"}, f"/sessions/{event.subject}/correction"
        pair = self.stage.book.pairs[event["pairs"][0]]
        self.in_days(2, 6, lambda: self._if_mine(pair, lambda: self.post("scheduling", path, body)))

    async def _if_mine(self, pair: Pair, act: Callable[[], Awaitable[Any]]) -> None:
        """What was meant is left to others where the student has gone to another school meanwhile."""
        if self.covers(pair):
            await act()
