"""Somebody in the play: asked on the streams, answers through the doors, with choices of their own."""

from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from sample.play.diary import Act
from sample.play.doors import Role, Visitor
from sample.play.known import Pair
from sample.play.stage import Stage
from sample.play.stream import Heard

FORGETS = 0.05
DECLINES = 0.05
FLAGS = (
    (0.700, ["going-well"]),
    (0.740, ["wants-help"]),
    (0.755, ["goals-off-track"]),
    (0.758, ["not-at-ease"]),
)


class Recorder(Protocol):
    """A coordinator who records another's word."""

    visitor: Visitor

    async def for_them(self, whom: str, service: str, path: str, body: Any = None, channel: str = "phone") -> Any: ...


class Persona:
    """`answers` names a method for each word that an event may ask for."""

    role: ClassVar[str]
    reasons: ClassVar[tuple[str, ...]] = ("own-wish",)
    answering: ClassVar[float] = 0.85

    def __init__(self, stage: Stage, person: str, *roles: Role) -> None:
        self.stage, self.person = stage, person
        self.visitor = Visitor.of(person, *(roles or (self.role,)))
        self.chance = stage.chance(person)
        self.recorded_by: Recorder | None = None
        self.answers: dict[str, Callable[[Heard], None]] = {"accept": self.accept, "answer": self.answer}

    def asked(self, what: str, event: Heard) -> None:
        if what in self.answers:
            self.answers[what](event)

    def in_days(self, least: float, most: float, act: Act) -> None:
        self.stage.diary.after(self.chance.uniform(least, most), act)

    async def post(self, service: str, path: str, body: Any = None) -> Any:
        """In one's own name; by a coordinator, for whoever has a phone only. Whoever is gone says nothing more."""
        if self.person in self.stage.book.gone:
            return None
        if self.recorded_by:
            return await self.recorded_by.for_them(self.person, service, path, body)
        return await self.stage.doors.post(self.visitor, service, path, body)

    def accept(self, event: Heard) -> None:
        """A proposal: yes, no, or forgotten. Who lost a mentor says yes."""
        if event.type != "PairProposed":
            return
        pair = self.stage.book.pairs[event.subject]
        dice = 1.0 if pair.mentee_enrolment in self.stage.book.rematches else self.chance.random()
        if dice < FORGETS:
            return
        path = f"/pairs/{pair.pair_id}"
        if dice < FORGETS + DECLINES:
            reason = self.chance.choice(self.reasons)
            self.in_days(1, 5, lambda: self.post("matching", f"{path}/decline", {"reason": reason}))
            return
        self.in_days(1, 6, lambda: self.post("matching", f"{path}/acceptance"))

    def answer(self, event: Heard) -> None:
        """A check-in, or a reminder of one."""
        willing = self.answering if event.type == "CheckInDue" else 0.5
        if self.chance.random() < willing:
            self.in_days(0.5, 4, lambda: self.check_in(event))

    async def check_in(self, event: Heard) -> None:
        if event["check_in_id"] in self.stage.book.answered:
            return
        dice = self.chance.random()
        flags = next((flags for most, flags in FLAGS if dice < most), [])
        body = {"answers": {"how-it-goes": self.chance.randint(3, 5)}, "flags": flags}
        await self.post("feedback", f"/pairs/{event.subject}/check-ins/{event['check_in_id']}/answer", body)

    def after_meeting(self, event: Heard, pair: Pair) -> None:
        """Some say how a session was; fewer write down what they learnt."""
        dice = self.chance.random()
        path = f"/pairs/{pair.pair_id}"
        if dice < 0.25:
            rating = 2 if dice < 0.012 else self.chance.choice((3, 4, 4, 5, 5))
            body = {"session_id": event.subject, "rating": rating}
            self.in_days(0.2, 3, lambda: self.post("feedback", f"{path}/feedback", body))
        elif dice < 0.30:
            note = {"text": "Ce que j'ai appris ce jour-là.", "shared": True, "session_id": event.subject}
            self.in_days(0.5, 4, lambda: self.post("feedback", f"{path}/reflections", note))
