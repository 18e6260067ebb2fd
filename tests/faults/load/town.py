"""The programme and the people whom the load is about, made through the doors before anything breaks."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.faults.load.doors import Doors

COORDINATOR = "coordinator-of-the-load"
CANARY = "Zephyrin"
"""A given name that no open stream, log or label may carry."""
ALL_WEEK = {"hours": [{"weekday": day, "start": "08:00", "end": "20:00"} for day in range(1, 8)]}
VETTING = [{"role": "mentor", "kind": "honourability-check"}, {"role": "mentee", "kind": "consent"}]
GEX = {"id": "gex", "label": "Gex", "inhabitants": 9000, "lat": 46, "lon": 6}
GOAL = {"goal_id": "first-job", "kind": "employment"}
MENTORS_OF_ROUNDS, MENTEES_OF_ROUNDS = 6, 8


@dataclass(frozen=True)
class Member:
    person: str
    enrolment: str


@dataclass
class Town:
    """What all walks share. `mentors` are paired by hand; others, with students, wait for rounds."""

    doors: Doors
    name: str
    today: date

    async def open(self) -> None:
        """A list of territories, a school and two programmes, with nobody in them."""
        listed = await self.doors.by(COORDINATOR, "coordinator").put("profiles", "/territories", [GEX])
        assert listed.ok, listed.body
        self.school = await self._organise("school", calendar={"zone": "own"})
        self.by_hand, self.by_round = [await self._programme(each) for each in ("hand", "rounds")]

    async def found(self, mentors: int, bystanders: int) -> None:
        await self.open()
        await self._organise("company", partner="glassworks")
        some = [self.mentor(self.by_hand, f"h{number}") for number in range(mentors)]
        self.mentors = await asyncio.gather(*some)
        self.bystanders = await asyncio.gather(*(self.register(f"bystander-{n}") for n in range(bystanders)))
        waiting = [self.mentor(self.by_round, f"r{number}", places=2) for number in range(MENTORS_OF_ROUNDS)]
        waiting += [self.mentee(self.by_round, f"r{number}") for number in range(MENTEES_OF_ROUNDS)]
        await asyncio.gather(*waiting)

    async def ask(self, service: str, path: str, body: Any = None, *tells: str) -> Any:
        """As the coordinator; must be granted."""
        answer = await self.doors.by(COORDINATOR, "coordinator").post(service, path, body, tells)
        assert answer.ok, f"{path} → {answer.status}: {answer.body}"
        return answer.body

    async def _organise(self, kind: str, **more: Any) -> str:
        reference = f"{kind}-{self.name}"
        form = {"reference": reference, "name": reference, "kind": kind, "territory": "gex", **more}
        found = await self.ask("profiles", "/organisations", form, "OrganisationRegistered")
        return str(found["organisation_id"])

    async def _programme(self, name: str) -> str:
        form = {
            "reference": f"programme-{name}-{self.name}",
            "name": name,
            "owner": self.school,
            "organisations": [self.school],
            "first_day": "2026-09-01",
            "last_day": "2036-07-05",
            "referents": [{"referent": COORDINATOR}],
            "safeguarding": ["lead-of-the-load"],
            "policy": {
                "cadence": {"days": 7, "minutes": 60},
                "vetting": VETTING,
                "grace_days": 0,
                "duration_months": 24,
                "proposal_validity_days": 60,
            },
        }
        return str((await self.ask("profiles", "/programmes", form, "ProgrammeOpened"))["programme_id"])

    async def register(self, name: str) -> str:
        contact = {"given_name": CANARY, "family_name": f"{name}-{self.name}", "email": f"{name}@load.example"}
        form = {"contact": contact, "profile": portrait(20), "registered_with": self.school}
        return str((await self.ask("profiles", "/people", form, "ProfileCreated"))["person_id"])

    async def mentor(self, programme: str, name: str, places: int = 1) -> Member:
        return await self.mentor_as(programme, await self.register(f"mentor-{name}"), places)

    async def mentor_as(self, programme: str, person: str, places: int = 1) -> Member:
        """Somebody who is registered already, cleared as a mentor in this programme."""
        enrolment = await self._enrol(programme, person, "mentor", places=places)
        done = {"kind": "honourability-check", "done_on": str(self.today)}
        await self.ask("profiles", f"/enrolments/{enrolment}/steps", done)
        return await self._cleared(Member(person, enrolment))

    async def mentee(self, programme: str, name: str) -> Member:
        person = await self.register(f"mentee-{name}")
        wish = {"school": self.school, "stage": "upper-secondary", "goals": [GOAL]}
        enrolment = await self._enrol(programme, person, "mentee", **wish)
        yes = {"purposes": ["participation"], "said_on": str(self.today)}
        answer = await self.doors.by(person, "mentee").post("profiles", f"/enrolments/{enrolment}/consents", yes)
        assert answer.ok, answer.body
        return await self._cleared(Member(person, enrolment))

    async def _cleared(self, member: Member) -> Member:
        await self.ask("profiles", f"/enrolments/{member.enrolment}/clearance", None, "EnrolmentCleared")
        return member

    async def _enrol(self, programme: str, person: str, role: str, **wish: Any) -> str:
        form = {"person_id": person, "programme_id": programme, "role": role, **wish}
        return str((await self.ask("profiles", "/enrolments", form, "EnrolmentAsked"))["enrolment_id"])


def portrait(travel_km: int) -> dict[str, Any]:
    """A profile that differs from another by how far the person travels."""
    return {"territory": "gex", "availability": ALL_WEEK, "travel_km": travel_km}
