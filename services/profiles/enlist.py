"""A row's enrolments: asked for, or brought up to what the file says now."""

from datetime import datetime

from chassis.caller import Caller
from chassis.kind import Cause
from contracts.event import Event
from services.profiles.domain import clearance, enrolment
from services.profiles.domain.consent import Word
from services.profiles.domain.enrolment import Enrolment
from services.profiles.domain.person import Person
from services.profiles.domain.programme import Programme
from services.profiles.domain.vetting import Demands, Step
from services.profiles.enrol import Joining, enrol
from services.profiles.spreadsheet.row import Row
from services.profiles.store import Enrolments


class Enlisting:
    """The enrolments of one row. One that has ended stays ended."""

    def __init__(self, caller: Caller, cause: Cause, who: Person, row: Row) -> None:
        self.caller, self.cause, self.who, self.row = caller, cause, who, row

    async def enlist(self, where: Programme, *, new: bool) -> None:
        """`new`: the person came with this row, so that there is nothing to look for."""
        demands = Demands.of(where.policy, self.row.role)
        before = [] if new else await self._before(where)
        if not before:
            id = self.caller.new_id(f"enrolment {self.row.line} {where.programme_id}")
            joining = Joining(
                self.who, self.row.reach, where, self.row.role, tuple(self._steps(demands)), tuple(self._words())
            )
            await enrol(self.caller.store, self.cause, id, joining, self.row.wish)
            return
        for each in before:
            if each.phase != "ended":
                await self.caller.store.change(
                    Enrolments, each.enrolment_id, lambda s, now: self._renewed(s, demands, now), self.cause
                )

    async def confirm(self, where: Programme) -> None:
        """The row is as it was: where a student stands is said anew, nothing else."""
        if self.row.wish.stage is None:
            return
        for each in await self._before(where):
            if each.stage_to_confirm(self.caller.now()):
                await self.caller.store.change(
                    Enrolments,
                    each.enrolment_id,
                    lambda s, now: enrolment.stage_said(s, self.row.wish.stage, now),
                    self.cause,
                )

    async def _before(self, where: Programme) -> list[Enrolment]:
        wanted = {"person_id": self.who.person_id, "programme_id": where.programme_id, "role": self.row.role}
        return await self.caller.find(Enrolments, wanted)

    def _renewed(self, state: Enrolment | None, demands: Demands, now: datetime) -> tuple[Enrolment, list[Event]]:
        """What the file says that was not said before; nothing older than a later word, such as a withdrawal."""
        state = enrolment.going(state)
        wish = self.row.wish.model_copy(update={"source": state.source, "referred_by": state.referred_by})
        state, events = enrolment.amend(state, wish, now)
        for step in self._steps(demands):
            if not any(old.kind == step.kind and old.done_on >= step.done_on for old in state.steps):
                state, more = clearance.record(state, step, demands, now)
                events += more
        last = {(old.by, old.purpose): old.said_on for old in state.words}
        words = [word for word in self._words() if last.get((word.by, word.purpose), word.said_on) <= word.said_on]
        fresh = [word for word in words if word not in state.words]
        if fresh:
            state, more = clearance.say(state, fresh, demands, now)
            events += more
        return state, events

    def _steps(self, demands: Demands) -> list[Step]:
        """The charter, in the version that the programme demands."""
        if self.row.signed.charter is None:
            return []
        version = next((each.version for each in demands.vetting if each.kind == "charter"), 1)
        return [demands.step("charter", version, self.row.signed.charter, self.caller.person)]

    def _words(self) -> list[Word]:
        signed = self.row.signed
        said = [(self.who.person_id, signed.own), *((each, signed.guardian) for each in self.who.guardians[-1:])]
        return [
            Word(by=by, purpose=purpose, says="yes", text_version=signed.text_version, proof=signed.proof, said_on=day)
            for by, day in said
            if day is not None
            for purpose in signed.purposes
        ]
