"""Who is meant, and how they are called: spreadsheets' references, names, enrolments, pairs."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from relais.office.desk import Desk, Thing, one

OPEN = ("proposed", "accepted")
LIVE = ("formed", "paused", "ending")
GUARDIAN = "guardian-"  # begins a reference that an import made up, which is in nobody's spreadsheet


class People:
    """What a coordinator's own words mean here."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._names: dict[str, str] = {}

    @cached_property
    def organisations(self) -> dict[str, str]:
        """Ids by reference."""
        return {each["reference"]: each["organisation_id"] for each in self.desk.get("profiles", "/organisations")}

    def programme(self, named: str | None) -> Thing:
        """The open one that is named by reference or id, or the only one. Raises Complaint."""
        found = [each for each in self.desk.get("profiles", "/programmes") if each["open"]]
        fits = [each for each in found if named in (None, each["reference"], each["programme_id"])]
        known = ", ".join(each["reference"] for each in found) or "-"
        return one(fits, self.desk.wrong("which-programme", known=known))

    def find(self, reference: str) -> Thing:
        """A profile by `reference`, `organisation/reference` or id. Raises Complaint."""
        source, slash, own = reference.rpartition("/")
        sources = [self.organisations.get(source, source)] if slash else [*self.organisations.values(), "network"]
        asked = [f"{each}/{own}" for each in sources]
        found = [known for each in asked for known in self.desk.get("profiles", "/people", reference=each)]
        if not found and not slash and (known := self.desk.find("profiles", f"/people/{reference}")):
            return dict(known)
        if len(found) > 1:
            raise self.desk.wrong("which-person", reference=reference)
        return one(found, self.desk.wrong("no-person", reference=reference))

    def name(self, person_id: str) -> str:
        """`Léana Chardonnel (TR-26-001)`; the id of somebody whom the coordinator may not see."""
        if person_id not in self._names:
            self._names[person_id] = self._called(person_id)
        return self._names[person_id]

    def pair(self, pair: Thing) -> str:
        """Both names, the mentor's first."""
        return self.desk.words("two", mentor=self.name(pair["mentor"]), mentee=self.name(pair["mentee"]))

    def contact(self, person_id: str) -> Thing:
        """Name and ways to be reached; nothing where they were erased."""
        return dict(self.desk.find("profiles", f"/people/{person_id}/contact") or {})

    def enrolments(self, person_id: str, programme: str | None = None) -> list[Thing]:
        """Those that go on."""
        found = self.desk.get("profiles", "/enrolments", person=person_id, programme=programme)
        return [each for each in found if each["state"] != "ended"]

    def enrolment(self, reference: str, programme: str | None) -> Thing:
        """The one of somebody that is meant. Raises Complaint."""
        person = self.find(reference)["person_id"]
        found = self.enrolments(person, programme and self.programme(programme)["programme_id"])
        if len(found) > 1:
            raise self.desk.wrong("which-programme", known=", ".join(self._programmes(found)))
        return one(found, self.desk.wrong("not-enrolled", who=self.name(person)))

    def in_pair(self, reference: str, other: str | None, states: Iterable[str], otherwise: str) -> tuple[str, Thing]:
        """Somebody's id, and the pair of theirs in one of these states. Raises Complaint."""
        person, wanted = self.find(reference)["person_id"], other and self.find(other)["person_id"]
        found: list[Thing] = []
        for programme in sorted({each["programme_id"] for each in self.enrolments(person)}):
            found += self.desk.get("matching", "/pairs", programme=programme)
        mine = [each for each in found if person in sides(each) and each["status"] in states]
        fits = [each for each in mine if wanted is None or wanted in sides(each)]
        if len(fits) > 1:
            raise self.desk.wrong("which-pair", who=self.name(person))
        return person, one(fits, self.desk.wrong(otherwise, who=self.name(person)))

    def _called(self, person_id: str) -> str:
        known = self.desk.find("profiles", f"/people/{person_id}")
        if known is None:
            return person_id
        told = self.contact(person_id)
        name = f"{told['given_name']} {told['family_name']}" if told else person_id
        own = [each.rpartition("/")[2] for each in known["references"]]
        return f"{name} ({own[0]})" if own and not own[0].startswith(GUARDIAN) else name

    def _programmes(self, enrolments: list[Thing]) -> list[str]:
        return [self.programme(each["programme_id"])["reference"] for each in enrolments]


def sides(pair: dict[str, Any]) -> tuple[str, str]:
    return pair["mentor"], pair["mentee"]
