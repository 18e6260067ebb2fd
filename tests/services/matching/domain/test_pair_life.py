"""Whatever people, enrolments and time do to a few pairs: places hold, ends are ends, every state is announced."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chassis.errors import Refused
from contracts.event import Event
from contracts.pairs import PairEvent, PairProposed, PairResumed, Side
from services.matching.domain import following, parting, pause, places, proposal, signing
from services.matching.domain.pair import Pair, seats
from services.matching.domain.places import Places
from tests.services.matching.domain.life import (
    START,
    TERMS,
    cleared,
    enrolment_ended,
    suspended,
    told,
    two,
)

ANNOUNCED = {
    "proposed": {"PairProposed"},
    "accepted": {"PairAccepted"},
    "formed": {"PairFormed", "PairResumed", "PairRenewed"},
    "paused": {"PairPaused"},
    "ending": {"PairEnding", "PairResumed"},
    "ended": {"PairEnded"},
    "declined": {"PairDeclined"},
    "expired": {"PairExpired"},
    "withdrawn": {"PairWithdrawn"},
}
OVER = ("ended", "declined", "expired", "withdrawn")
GIVES_BACK = ("PairEnded", "PairDeclined", "PairExpired", "PairWithdrawn")
CAPACITY = 2
MENTEES = ["mia", "noe", "lou"]
people = st.sampled_from(MENTEES)
voices = st.sampled_from(["mentor", "mentee", "coordinator"])


class Lives(RuleBasedStateMachine):
    """One mentor with two places, three mentees; events reach the places late, or at once."""

    @initialize()
    def begin(self) -> None:
        self.now = START
        self.pairs: dict[str, Pair] = {}
        self.heard: list[PairEvent] = []
        state, _ = places.capacity(None, cleared("paul", "mentor", places=CAPACITY), START)
        assert state
        self.places: Places = state

    def decide(self, pair_id: str, decision: Callable[[Pair | None], tuple[Pair | None, list[Any]]]) -> None:
        before = self.pairs.get(pair_id)
        try:
            after, events = decision(before)
        except Refused:
            return
        if after is None:
            return
        self.check(before, after, events)
        self.pairs[pair_id] = after
        self.heard += [told(event, self.now) for event in events]

    def check(self, before: Pair | None, after: Pair, events: list[Event]) -> None:
        names = {type(event).__name__ for event in events}
        undone = any(isinstance(event, PairResumed) and event.undone for event in events)
        if before and before.status in OVER and not undone:
            assert not events, f"{names} after {before.status}"
        if before is None or before.standing != after.standing:
            assert names & ANNOUNCED[after.standing], f"{after.standing} by {names}"

    def all_of(self, mentee: str) -> list[str]:
        return [pair_id for pair_id, pair in self.pairs.items() if pair.mentee.person_id == mentee]

    @rule(mentee=people, number=st.integers(0, 3))
    def propose(self, mentee: str, number: int) -> None:
        pair_id, enrolment = f"{mentee}-{number}", f"{mentee}-in-school"
        if any(seats(pair) == [f"{enrolment} main"] for pair in self.pairs.values()):
            return  # the unique key refuses it
        try:
            self.places, _ = places.take(self.places, self.now, pair_id=pair_id, enrolment_id="paul-in-school")
        except Refused:
            return
        self.decide(pair_id, lambda state: self.proposal(state, pair_id, mentee))

    def proposal(self, state: Pair | None, pair_id: str, mentee: str) -> Any:
        if state is not None:
            return state, []
        side = Side(person_id=mentee, enrolment_id=f"{mentee}-in-school")
        pair = two(self.now).model_copy(update={"pair_id": pair_id, "mentee": side})
        return proposal.propose(pair, self.now, held_until=self.places.held[pair_id].until)

    @rule(mentee=people, by=voices, what=st.sampled_from(["accept", "decline", "withdraw"]))
    def somebody_answers(self, mentee: str, by: str, what: str) -> None:
        self.answer(mentee, by, what)

    def answer(self, mentee: str, by: str, what: str) -> None:
        for pair_id in self.all_of(mentee):
            if what == "accept":
                self.decide(pair_id, lambda state: proposal.accept(state, self.now, by=by))
            elif what == "decline":
                self.decide(pair_id, lambda state: proposal.decline(state, self.now, by=by, reason="hours"))
            else:
                self.decide(pair_id, lambda state: proposal.withdraw(state, self.now, by=by, reason="coordinator"))

    @rule(mentee=people, by=voices, what=st.sampled_from(["pause", "resume", "sign", "renew", "end", "goodbye"]))
    def something_is_said(self, mentee: str, by: str, what: str) -> None:
        self.live(mentee, by, what)

    def live(self, mentee: str, by: str, what: str) -> None:
        later = (self.now + timedelta(days=20)).date()
        decisions: dict[str, Callable[[Pair | None], Any]] = {
            "pause": lambda state: pause.pause(state, self.now, by=by, back_on=None),
            "resume": lambda state: pause.resume(state, self.now, by=by),
            "sign": lambda state: signing.sign(state, self.now, by=by, terms=TERMS),
            "renew": lambda state: parting.renew(state, self.now, ends_on=later + timedelta(days=400)),
            "end": lambda state: parting.end_early(state, self.now, by=by, reason="moved", rematch_wanted=True),
            "goodbye": lambda state: parting.end_early(
                state, self.now, by=by, reason="moved", rematch_wanted=True, last_day=later
            ),
        }
        for pair_id in self.all_of(mentee):
            self.decide(pair_id, decisions[what])

    @rule(mentee=people, by=voices)
    def an_ending_is_taken_back(self, mentee: str, by: str) -> None:
        self.undo(mentee, by)

    def undo(self, mentee: str, by: str) -> None:
        for pair_id in self.all_of(mentee):
            pair = self.pairs[pair_id]
            seat_free = not any(seats(other) == [f"{mentee}-in-school main"] for other in self.pairs.values())
            if not parting.undoable(pair, self.now, by) or not (seat_free or pair.live):
                continue
            try:
                self.places, _ = places.take_again(
                    self.places, self.now, pair_id=pair_id, enrolment_id="paul-in-school"
                )
            except Refused:
                continue
            self.decide(pair_id, lambda state: parting.undo(state, self.now, by=by))

    @rule(mentee=people)
    def both_accept(self, mentee: str) -> None:
        self.answer(mentee, "mentor", "accept")
        self.answer(mentee, "mentee", "accept")

    @rule(mentee=people)
    def end_by_mistake(self, mentee: str) -> None:
        self.live(mentee, "mentee", "end")
        self.undo(mentee, "mentee")

    @rule(mentee=people, what=st.sampled_from(["suspended", "suspended", "back", "back", "ended"]))
    def enrolments(self, mentee: str, what: str) -> None:
        decisions: dict[str, Callable[[Pair | None], Any]] = {
            "suspended": lambda state: following.enrolment_away(state, suspended(mentee, at=self.now), self.now),
            "back": lambda state: following.enrolment_back(state, cleared(mentee, at=self.now), self.now),
            "ended": lambda state: following.enrolment_ended(state, enrolment_ended(mentee), self.now),
        }
        for pair_id in self.all_of(mentee):
            self.decide(pair_id, decisions[what])

    @rule(days=st.sampled_from([1, 8, 30, 200]))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        for pair_id, pair in list(self.pairs.items()):
            if pair.due_at and pair.due_at <= self.now:
                self.decide(pair_id, self.overdue)
        if self.places.due_at and self.places.due_at <= self.now:
            came = frozenset(pair_id for pair_id, pair in self.pairs.items() if pair.stands)
            self.places, _ = places.lapse(self.places, self.now, came=came)

    def overdue(self, state: Pair | None) -> tuple[Pair, list[Event]]:
        """As the chassis does: each missed instant once, oldest first."""
        assert state
        events: list[Event] = []
        while state.due_at and state.due_at <= self.now:
            instant = state.due_at
            state, more = following.due(state, instant)
            assert state.due_at != instant
            events += more
        return state, events

    @rule()
    def places_hear(self) -> None:
        for event in self.heard:
            if type(event).__name__ in GIVES_BACK:
                state, _ = places.give_back(self.places, event, self.now)
            elif isinstance(event, PairResumed):
                state, _ = places.pair_resumed(self.places, event, self.now)
            elif isinstance(event, PairProposed):
                state, _ = places.pair_exists(self.places, event, self.now)
            else:
                continue
            assert state
            self.places = state
        self.heard.clear()

    @invariant()
    def places_are_never_over_capacity(self) -> None:
        if hasattr(self, "places"):
            assert len(self.places.held) <= CAPACITY

    @invariant()
    def every_pair_that_stands_has_its_place(self) -> None:
        for pair_id, pair in getattr(self, "pairs", {}).items():
            assert not pair.stands or pair_id in self.places.held

    @invariant()
    def a_mentee_has_one_pair_at_a_time(self) -> None:
        taken = [seat for pair in getattr(self, "pairs", {}).values() for seat in seats(pair)]
        assert len(taken) == len(set(taken))

    @invariant()
    def what_is_over_is_due_no_more(self) -> None:
        for pair in getattr(self, "pairs", {}).values():
            assert pair.status not in OVER or pair.due_at is None


TestLives = Lives.TestCase
TestLives.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
