"""A programme of its own and its people, made through the doors as coordinators and people use them."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.journeys.network import Network, Visitor
from tests.processes import eventually

ALL_WEEK = {"hours": [{"weekday": day, "start": "08:00", "end": "20:00"} for day in range(1, 8)]}
VETTING = [{"role": "mentor", "kind": "honourability-check"}, {"role": "mentee", "kind": "consent"}]
GOAL = {"goal_id": "first-job", "kind": "employment"}
NUMBERS = count(1)


@dataclass
class Member:
    """Somebody who is enrolled; `me` calls with their own token."""

    name: str
    person: str
    enrolment: str
    me: Visitor


class People:
    """A school without holidays, so that a journey takes as long in August as in May, and its programme."""

    def __init__(self, network: Network, name: str, **policy: Any) -> None:
        self.network, self.name = network, f"{name}-{next(NUMBERS)}"
        self.coordinator = network.by("coordinator", person=f"coordinator-{self.name}")
        self.school = self.organise("school", calendar={"zone": "own"})
        form = self.outline(**policy)
        self.programme: str = self.coordinator.post("profiles", "/programmes", form)["programme_id"]
        eventually(lambda: network.raw("matching", "schools", self.school))
        eventually(lambda: network.raw("matching", "programmes", self.programme))

    def organise(self, kind: str, suffix: str = "", **more: Any) -> str:
        reference = f"{kind}-{self.name}{suffix}"
        form = {"reference": reference, "name": reference, "kind": kind, "territory": "gex", **more}
        return str(self.coordinator.post("profiles", "/organisations", form)["organisation_id"])

    def outline(self, **policy: Any) -> dict[str, Any]:
        """What is told of the programme; meetings are close together, time to answer is long."""
        short = {"cadence": {"days": 7, "minutes": 60}, "vetting": VETTING, "grace_days": 0}
        patient = {"duration_months": 12, "proposal_validity_days": 60}
        return {
            "reference": f"programme-{self.name}",
            "name": self.name,
            "owner": self.school,
            "organisations": [self.school],
            "first_day": "2026-09-01",
            "last_day": "2030-07-05",
            "referents": [{"referent": f"referent-{self.name}"}],
            "safeguarding": [f"lead-{self.name}"],
            "policy": short | patient | policy,
        }

    # People

    def register(self, name: str, guardians: tuple[str, ...] = (), **contact: Any) -> str:
        profile = {"territory": "gex", "availability": ALL_WEEK, "guardians": guardians}
        reach = {"given_name": name.title(), "family_name": self.name.title(), "email": "someone@example.org"}
        form = {"contact": reach | contact, "profile": profile, "registered_with": self.school, "reference": name}
        return str(self.coordinator.post("profiles", "/people", form)["person_id"])

    def mentor(self, name: str, places: int = 1) -> Member:
        """Cleared, and known to matching."""
        return self.enrol_as_mentor(name, self.register(name), places)

    def enrol_as_mentor(self, name: str, person: str, places: int = 1) -> Member:
        """Somebody who is registered already, cleared in this programme."""
        mentor = self.enrol(name, person, "mentor", places=places)
        self.check(mentor)
        self.coordinator.post("profiles", f"/enrolments/{mentor.enrolment}/clearance")
        return self.known(mentor)

    def check(self, mentor: Member) -> None:
        """An honourability check, done today."""
        form = {"kind": "honourability-check", "done_on": str(self.network.today())}
        self.coordinator.post("profiles", f"/enrolments/{mentor.enrolment}/steps", form)

    def mentee(self, name: str, guardian: str | None = None, **contact: Any) -> Member:
        """Cleared, and known to matching; a minor where there is a guardian."""
        minor = {"birth_date": self.network.childs_birthday()} if guardian else {}
        person = self.register(name, (guardian,) if guardian else (), **(minor | contact))
        mentee = self.enrol(name, person, "mentee", school=self.school, stage="upper-secondary", goals=[GOAL])
        for by in (person, guardian) if guardian else (person,):
            self.agree(mentee, by)
        self.coordinator.post("profiles", f"/enrolments/{mentee.enrolment}/clearance")
        return self.known(mentee)

    def agree(self, mentee: Member, by: str | None) -> None:
        """A consent to take part, by one of those who must give it."""
        form = {"purposes": ["participation"], "said_on": str(self.network.today())}
        role = "mentee" if by == mentee.person else "guardian"
        who = self.network.by(role, person=by)
        who.post("profiles", f"/enrolments/{mentee.enrolment}/consents", form)

    def enrol(self, name: str, person: str, role: str, **wish: Any) -> Member:
        form = {"person_id": person, "programme_id": self.programme, "role": role, **wish}
        enrolled = self.coordinator.post("profiles", "/enrolments", form)
        return Member(name, person, enrolled["enrolment_id"], self.network.by(role, person=person))

    def known(self, member: Member) -> Member:
        """Waits until matching knows them."""
        eventually(lambda: self.in_pool(member) and self.network.raw("matching", "profiles", member.person))
        return member

    def in_pool(self, member: Member) -> bool:
        """Whether matching knows somebody as cleared, and how many places they have."""
        candidate = self.network.raw("matching", "candidates", member.enrolment)
        places = self.network.raw("matching", "places", member.person)
        known = candidate is not None and candidate["state"] is not None and candidate["state"]["state"] == "cleared"
        return bool(known) and (candidate["state"]["role"] == "mentee" or places is not None)

    def enrolment(self, member: Member) -> Any:
        return self.coordinator.get("profiles", f"/enrolments/{member.enrolment}")
