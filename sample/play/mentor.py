"""A mentor: accepts, makes the appointments, says how they went; drifts off, falls ill, comes back."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from sample.play.known import Pair
from sample.play.persona import Persona
from sample.play.stage import Stage
from sample.play.stream import Heard

DRIFTERS = 0.08
TELLERS = 0.4
HELD, MISSED = 0.93, 0.98
MOVES, CALLS_OFF = 0.03, 0.03
SUPPORT = ("schoolwork", "trade", "orientation", "job-search", "network", "confidence")
PLACES = ("school", "library", "association")


class Mentor(Persona):
    """`tells`: books nothing, records each meeting afterwards. `drifts_after`: so many meetings, then silence."""

    role = "mentor"
    reasons: ClassVar[tuple[str, ...]] = ("no-time", "hours", "distance", "subject")
    answering: ClassVar[float] = 0.88

    def __init__(self, stage: Stage, person: str) -> None:
        super().__init__(stage, person)
        self.tells = self.chance.random() < TELLERS
        self.drifts_after = self.chance.randint(0, 4) if self.chance.random() < DRIFTERS else None
        self.answers |= {"sign": self.sign, "record": self.record_late, "say-goodbye": self.goodbye}
        self._busy: set[str] = set()

    def formed(self, pair: Pair) -> None:
        self.plan(pair, 1, 5)

    def plan(self, pair: Pair, least: float, most: float) -> None:
        """The next appointment, unless one is planned already, or the mentor drifts off."""
        if pair.pair_id in self._busy or (self.drifts_after is not None and pair.meetings >= self.drifts_after):
            return
        self._busy.add(pair.pair_id)
        wait = self._days(pair) if self.tells else 0
        self.in_days(wait + least, wait + most, lambda: self.meet(pair))

    def _days(self, pair: Pair) -> float:
        return float(pair.terms["cadence"]["days"]) if pair.meetings else 4.0

    async def meet(self, pair: Pair) -> None:
        self._busy.discard(pair.pair_id)
        if not pair.meets or pair.booked:
            return
        try:
            await (self.tell(pair) if self.tells else self.book(pair))
        except Exception:
            self.in_days(7, 10, lambda: self._again(pair))
            raise

    async def _again(self, pair: Pair) -> None:
        self.plan(pair, 0, 1)

    async def book(self, pair: Pair) -> None:
        """In the next hours that both have free."""
        earliest = self.stage.world.clock.now() + timedelta(days=4)
        path = f"/pairs/{pair.pair_id}/times"
        asks = (self.recorded_by or self).visitor
        times = await self.stage.doors.get(asks, "scheduling", path, count=1, **{"from": earliest.isoformat()})
        if times["starts"]:
            await self.post("scheduling", "/sessions", session(pair, times["starts"][0], self.chance.choice(PLACES)))

    async def tell(self, pair: Pair) -> None:
        """They have met, without a booking."""
        await self.post("scheduling", "/sessions", {**session(pair, self._lately().isoformat(), "online"), "held": {}})

    def _lately(self) -> datetime:
        """An afternoon that is over, never a Sunday's."""
        day = self.stage.world.clock.now() - timedelta(days=1)
        day -= timedelta(days=day.isoweekday() == 7)
        return day.replace(hour=self.chance.randint(12, 15), minute=0, second=0, microsecond=0)

    def booked(self, event: Heard, pair: Pair) -> None:
        """Once it is over, say how it went. A coordinator's phone call ends the drifting."""
        if event.on_behalf:
            self.drifts_after = None
        starts = datetime.fromisoformat(event["starts_at"])
        over = starts + timedelta(minutes=event["minutes"], hours=self.chance.uniform(1, 24))
        self.stage.diary.at(over, lambda: self.record(event.subject, starts, pair))
        dice = self.chance.random()
        if event.type == "SessionScheduled" and dice < MOVES:
            later = {"starts_at": (starts + timedelta(days=7)).isoformat()}
            self.in_days(0.3, 1.5, lambda: self.post("scheduling", f"/sessions/{event.subject}/move", later))
        elif dice > 1 - CALLS_OFF:
            why = {"reason": "unwell"}
            self.in_days(0.3, 2, lambda: self.post("scheduling", f"/sessions/{event.subject}/cancellation", why))

    async def record(self, session_id: str, starts: datetime, pair: Pair) -> None:
        """Held, missed, or forgotten; nothing where it was moved or called off meanwhile."""
        if session_id not in pair.booked or self.stage.book.starts[session_id] != starts:
            return
        dice = self.chance.random()
        if dice < HELD:
            really = self.chance.choice((45, 50, 75, 90)) if self.chance.random() < 0.3 else None
            await self.post("scheduling", f"/sessions/{session_id}/held", {"minutes": really})
        elif dice < MISSED:
            await self.post("scheduling", f"/sessions/{session_id}/missed", {"absent": [pair.mentee]})

    def record_late(self, event: Heard) -> None:
        """Reminded of a meeting that nobody recorded."""
        if self.chance.random() < 0.7:
            self.in_days(0.5, 3, lambda: self.post("scheduling", f"/sessions/{event.subject}/held"))

    def met(self, event: Heard, pair: Pair) -> None:
        """After the first meeting the agreement is proposed; after each, the next one is planned."""
        if pair.meetings == 1 and event.type == "SessionHeld":
            self.in_days(0.5, 5, lambda: self.propose(pair))
        if event.type == "SessionHeld":
            self.after_meeting(event, pair)
        self.plan(pair, 0.3, 3)

    async def propose(self, pair: Pair) -> None:
        terms = {name: pair.terms[name] for name in ("goals", "cadence", "modes", "duration_months")}
        terms["support"] = self.chance.choice(SUPPORT)
        await self.post("matching", f"/pairs/{pair.pair_id}/agreement/signature", {"terms": terms})

    def sign(self, event: Heard) -> None:
        pair = self.stage.book.pairs[event.subject]
        self.in_days(1, 8, lambda: self.propose(pair))

    def goodbye(self, event: Heard) -> None:
        """A last meeting, written down the same evening."""
        pair = self.stage.book.pairs[event.subject]
        self.in_days(2, 8, lambda: self.say_goodbye(pair))

    async def say_goodbye(self, pair: Pair) -> None:
        if pair.meets:
            await self.tell(pair)


def session(pair: Pair, starts_at: str, place: str) -> dict[str, Any]:
    """In person where they can, at a place that a minor may be met at."""
    modes = pair.terms["modes"]
    mode = "in-person" if "in-person" in modes and place != "online" else next(iter(sorted(modes, reverse=True)))
    where = {"place": {"kind": place if place != "online" else "library"}} if mode == "in-person" else {}
    return {"pair_id": pair.pair_id, "starts_at": starts_at, "mode": mode, **where}
