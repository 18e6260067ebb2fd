"""One row of a spreadsheet arrives: guardian, person, contact, enrolments; last the mark that the row was taken."""

import hashlib
from dataclasses import replace
from typing import Literal

from chassis.caller import Caller
from chassis.kind import Cause, Decide
from services.profiles.domain import contact, identity, person
from services.profiles.domain.contact import Reach
from services.profiles.domain.person import Person, Portrait
from services.profiles.domain.programme import Programme
from services.profiles.domain.skills import fold
from services.profiles.enlist import Enlisting
from services.profiles.register import Newcomer, recognise, register, welcome
from services.profiles.spreadsheet.row import Row
from services.profiles.store import Contacts, People

Outcome = Literal["new", "changed", "unchanged", "held"]


class Arrival:
    """A row and all that it brings with it. Every step may be repeated."""

    def __init__(self, caller: Caller, row: Row, cause: Cause, programmes: dict[str, Programme]) -> None:
        self.caller, self.row, self.cause, self.programmes = caller, row, cause, programmes
        self.reference = identity.reference(row.organisation, row.reference) if row.reference else None
        self.digest = hashlib.sha256(repr(replace(row, line=0)).encode()).hexdigest()

    async def come(self) -> Outcome:
        """Raises Refused. A row that was taken before as it is now changes nothing, whatever people changed since."""
        for programme in self.row.programmes:
            self.caller.covers(organisation=self.row.organisation, programme=programme)
        found, resembles = await recognise(self.caller.store, self.cause.network, self._newcomer(()))
        if found and found.imports.get(self.row.organisation) == self.digest:
            for programme in self.row.programmes:
                await Enlisting(self.caller, self.cause, found, self.row).confirm(self.programmes[programme])
            return "unchanged"
        who = await self._renewed(found) if found else await self._welcomed(resembles)
        if who.standing == "held":
            return "held"
        enlisting = Enlisting(self.caller, self.cause, who, self.row)
        for programme in self.row.programmes:
            await enlisting.enlist(self.programmes[programme], new=found is None)
        await self._change(
            "taken",
            who.person_id,
            lambda s, now: person.imported(s, self.row.organisation, self.digest, self.reference, now),
        )
        return "changed" if found else "new"

    def _newcomer(self, guardians: tuple[str, ...]) -> Newcomer:
        return Newcomer(
            person_id=self.caller.new_id(f"person {self.row.line}"),
            portrait=self.row.portrait.model_copy(update={"guardians": guardians}),
            reach=self.row.reach,
            reference=self.reference,
            registered_with=self.row.organisation,
        )

    async def _welcomed(self, resembles: str | None) -> Person:
        newcomer = self._newcomer(await self._guardians(None))
        return await welcome(self.caller.store, self.cause, newcomer, resembles)

    async def _renewed(self, known: Person) -> Person:
        if known.standing == "held":
            return known
        guardians = await self._guardians(known)
        told = [each for each in self.row.portrait.memberships if not _belongs(known, each.organisation_id)]
        more = {"guardians": guardians, "memberships": (*known.memberships, *told)}
        portrait = self.row.portrait.model_copy(update=more)
        renewed = await self._change("renewed", known.person_id, lambda s, now: person.change(s, portrait, now))
        await self._keep(known.person_id, self.row.reach)
        return renewed

    async def _guardians(self, child: Person | None) -> tuple[str, ...]:
        """The guardian of the row: one whom the child has already, by name, or else known again or new."""
        before = child.guardians if child else ()
        reach = self.row.guardian
        if reach is None:
            return before
        for guardian_id in before:
            kept = (await self.caller.get(Contacts, guardian_id)).reach
            if kept and _called(kept) == _called(reach):
                await self._keep(guardian_id, reach)
                return before
        return (*before, await self._new_guardian(reach))

    async def _new_guardian(self, reach: Reach) -> str:
        """Brothers and sisters have one guardian: the same name, reached alike, registered by the same school."""
        same = hashlib.sha256(f"{_called(reach)}/{reach.email}/{reach.phone}".encode()).hexdigest()[:40]
        row = self.row.portrait
        guardian = Newcomer(
            person_id=self.caller.new_id(f"guardian {self.row.line}"),
            portrait=Portrait(territory=row.territory, languages=row.languages),
            reach=reach,
            reference=identity.reference(self.row.organisation, f"guardian-{same}"),
            registered_with=self.row.organisation,
        )
        return (await register(self.caller.store, self.cause, guardian)).person_id

    async def _keep(self, person_id: str, reach: Reach) -> None:
        await self.caller.store.change(
            Contacts, person_id, lambda s, now: contact.keep(s, person_id, reach, now), self.cause
        )

    async def _change(self, step: str, person_id: str, decide: Decide[Person]) -> Person:
        """`step` tells this change of the person from the row's others: each is done once."""
        cause = replace(self.cause, key=f"{self.cause.key}/{step}")
        changed = await self.caller.store.change(People, person_id, decide, cause)
        assert changed
        return changed


def _called(reach: Reach) -> tuple[str, str]:
    return fold(reach.given_name), fold(reach.family_name)


def _belongs(known: Person, organisation_id: str) -> bool:
    return any(each.organisation_id == organisation_id for each in known.memberships)
