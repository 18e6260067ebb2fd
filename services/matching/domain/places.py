"""A mentor's places, across programmes: taken by a pair's id before the pair exists, and given back once.

What was given back stays known, so that a process that wakes late takes nothing twice.
"""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.enrolments import EnrolmentEnded, EnrolmentFacts
from contracts.event import Event
from contracts.pairs import PairEvent, PairFormed, PairProposed, PairResumed

HELD_FOR = timedelta(days=60)  # a pair that has not come by then never will

Decided = tuple["Places | None", list[Event]]


class NoPlaceFree(Refused):
    """All places of this mentor are taken in this programme: choose another mentor, or ask for one place more."""


class PlaceGivenBack(Refused):
    """This pair had its place and gave it back: propose the two anew."""


class Hold(BaseModel):
    """`until`: freed by itself then; None once the pair was heard of. `undone`: endings taken back, still unheard."""

    model_config = ConfigDict(frozen=True)

    enrolment_id: str
    until: datetime | None = None
    undone: int = 0


class Places(BaseModel):
    """`capacity` by enrolment, `held` and `given_back` by pair."""

    model_config = ConfigDict(frozen=True)

    person_id: str
    capacity: dict[str, int] = {}
    held: dict[str, Hold] = {}
    given_back: dict[str, datetime] = {}

    @property
    def due_at(self) -> datetime | None:
        return min((hold.until for hold in self.held.values() if hold.until), default=None)

    def free(self, enrolment_id: str) -> int:
        """Never negative, though a mentor may lower the number of places below what is held."""
        held = sum(hold.enrolment_id == enrolment_id for hold in self.held.values())
        return max(0, self.capacity.get(enrolment_id, 0) - held)

    def holding(self, pair_id: str, hold: Hold) -> "Places":
        returned = {pair: at for pair, at in self.given_back.items() if pair != pair_id}
        return self.model_copy(update={"held": self.held | {pair_id: hold}, "given_back": returned})

    def without(self, pair_id: str, at: datetime) -> "Places":
        held = {pair: hold for pair, hold in self.held.items() if pair != pair_id}
        return self.model_copy(update={"held": held, "given_back": self.given_back | {pair_id: at}})


def take(state: Places | None, now: datetime, *, pair_id: str, enrolment_id: str) -> tuple[Places, list[Event]]:
    """Hold a place for a pair that is about to be proposed. Raises NoPlaceFree or PlaceGivenBack."""
    if state is None:
        raise NoPlaceFree
    if pair_id in state.given_back:
        raise PlaceGivenBack
    if pair_id in state.held:
        return state, []
    if not state.free(enrolment_id):
        raise NoPlaceFree
    return state.holding(pair_id, Hold(enrolment_id=enrolment_id, until=now + HELD_FOR)), []


def take_again(state: Places | None, now: datetime, *, pair_id: str, enrolment_id: str) -> tuple[Places, list[Event]]:
    """For a pair whose ending is undone. Raises NoPlaceFree where the place went to another meanwhile."""
    if state is None or (pair_id not in state.held and not state.free(enrolment_id)):
        raise NoPlaceFree
    undone = state.held[pair_id].undone + 1 if pair_id in state.held else 1
    return state.holding(pair_id, Hold(enrolment_id=enrolment_id, until=now + HELD_FOR, undone=undone)), []


def capacity(state: Places | None, event: EnrolmentFacts, now: datetime) -> Decided:
    """A mentor said how many mentees they take in a programme. Who is there already stays."""
    known = state or Places(person_id=event.person_id)
    return known.model_copy(update={"capacity": known.capacity | {event.enrolment_id: event.places}}), []


def enrolment_ended(state: Places | None, event: EnrolmentEnded, now: datetime) -> Decided:
    return state and state.model_copy(update={"capacity": state.capacity | {event.enrolment_id: 0}}), []


def pair_exists(state: Places | None, event: PairProposed | PairFormed, now: datetime) -> Decided:
    """The pair came for which the place was held."""
    hold = state.held.get(event.pair_id) if state else None
    if state is None or hold is None or hold.undone:
        return state, []
    return state.holding(event.pair_id, hold.model_copy(update={"until": None})), []


def pair_resumed(state: Places | None, event: PairResumed, now: datetime) -> Decided:
    """An ending was taken back, for which the place was taken again."""
    hold = state.held.get(event.pair_id) if state else None
    if state is None or hold is None or not event.undone or not hold.undone:
        return state, []
    left = hold.undone - 1
    heard = hold.model_copy(update={"undone": left, "until": hold.until if left else None})
    return state.holding(event.pair_id, heard), []


def give_back(state: Places | None, event: PairEvent, now: datetime) -> Decided:
    """The pair is over; unless that is the ending which was taken back since."""
    hold = state.held.get(event.pair_id) if state else None
    if state is None or hold is None or hold.undone:
        return state, []
    return state.without(event.pair_id, event.envelope.time), []


def lapse(state: Places, now: datetime, *, came: frozenset[str]) -> tuple[Places, list[Event]]:
    """Places held beyond their time: longer for pairs that `came` and were not heard of, free where none did."""
    for pair_id, hold in state.held.items():
        if hold.until and hold.until <= now:
            kept = state.holding(pair_id, hold.model_copy(update={"until": now + HELD_FOR}))
            state = kept if pair_id in came else state.without(pair_id, now)
    return state, []
