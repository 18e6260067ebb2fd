"""Two who were registered, and enrolled, as two people become one. Every step may be repeated.

Who is given up is marked when all else has been taken over, so that what broke off half-way is seen and done again.
"""

from dataclasses import replace
from datetime import date

from chassis.caller import Caller
from chassis.errors import found
from chassis.kind import Decide, Kind, S
from services.profiles.domain import contact, continuing, merging
from services.profiles.domain.contact import Reach
from services.profiles.domain.enrolment import Enrolment, Wish
from services.profiles.domain.person import Person
from services.profiles.enrol import Joining, enrol
from services.profiles.store import Contacts, Enrolments, LivePairs, People, Programmes


class Merger:
    """`kept` stays, `other` is given up."""

    def __init__(self, caller: Caller, kept: Person, other: Person) -> None:
        self.caller, self.kept, self.other = caller, kept, other

    async def join(self) -> Person:
        """The person who stays. Raises what speaks against it, with what to do instead."""
        kept, other = self.kept, self.other
        if not merging.begun(kept, other):
            others = await self._reach(other)
            await self._check(await self._reach(kept), others)
            of_both = await self._change(
                Contacts, kept.person_id, "reach", lambda s, now: contact.complete(s, others, now)
            )
            await self._enrolments(of_both.reach)
            await self._change(People, kept.person_id, "facts", lambda s, now: merging.take_over(s, other, now))
        id = kept.person_id
        gone = await self._change(People, other.person_id, "gone", lambda s, now: merging.give_up(s, id, now))
        return await self._change(People, id, "known", lambda s, now: merging.known_by(s, gone, now))

    async def _check(self, reach: Reach | None, others: Reach | None) -> None:
        id, caller = self.other.person_id, self.caller
        merging.refuse_two(self.kept, self.other, _born(reach), _born(others))
        pairs = [p for side in ("mentor", "mentee") for p in await caller.find(LivePairs, {f"{side}.person_id": id})]
        guards = bool(await caller.find(People, {"guardians": id}, limit=1))
        programmes = await caller.find(Programmes, {"open": True})
        merging.refuse_bound(self.kept, self.other, pairs, programmes, guards=guards)
        if await caller.find(People, {"same_as": id, "looks_like": None}, limit=1):
            raise merging.StandsForAnother

    async def _enrolments(self, reach: Reach | None) -> None:
        """Each goes on in one of the same programme and role; a new one, to be cleared, where there is none."""
        own = await self.caller.find(Enrolments, {"person_id": self.kept.person_id})
        going = {(each.programme_id, each.role): each for each in own if each.phase != "ended"}
        born = _born(reach)
        for each in going.values():
            await self._change(Enrolments, each.enrolment_id, "born", lambda s, now: continuing.born(s, born, now))
        for given in await self.caller.find(Enrolments, {"person_id": self.other.person_id}):
            await self._go_on(going.get((given.programme_id, given.role)) or await self._anew(given, reach), given)

    async def _go_on(self, into: Enrolment | None, given: Enrolment) -> None:
        id = into.enrolment_id if into else None
        if id:
            step = f"on {given.enrolment_id}"
            await self._change(Enrolments, id, step, lambda s, now: continuing.take_over(s, given, now))
        await self._change(Enrolments, given.enrolment_id, "over", lambda s, now: continuing.give_over(s, id, now))

    async def _anew(self, given: Enrolment, reach: Reach | None) -> Enrolment | None:
        where = await self.caller.get(Programmes, given.programme_id)
        if given.phase == "ended" or not where.open:
            return None
        wish = Wish(**{name: getattr(given, name) for name in Wish.model_fields})
        id = self.caller.new_id(f"enrolment {given.enrolment_id}")
        return await enrol(self.caller.store, self.caller.cause, id, Joining(self.kept, reach, where, given.role), wish)

    async def _reach(self, of: Person) -> Reach | None:
        return (await self.caller.get(Contacts, of.person_id)).reach

    async def _change(self, kind: Kind[S], id: str, step: str, decide: Decide[S]) -> S:
        """Each step of one command is done once."""
        cause = replace(self.caller.cause, key=f"{self.caller.cause.key}/{step}")
        return found(await self.caller.store.change(kind, id, decide, cause))


def _born(reach: Reach | None) -> date | None:
    return reach.birth_date if reach else None
