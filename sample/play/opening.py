"""The network opens: its places, organisations, those who answer for it, its programmes."""

import json
from dataclasses import dataclass
from typing import Any

from sample.play.association import Association
from sample.play.company import Company
from sample.play.coordinator import Coordinator
from sample.play.doors import Visitor
from sample.play.safeguarding import Safeguarding
from sample.play.stage import Stage

STRICT = "lorne-campus"
"""The programme that opens without taking nominations."""


@dataclass
class Staff:
    """Those who answer for the network; schools' coordinators and companies by reference, programmes' ids too."""

    association: Association
    schools: dict[str, Coordinator]
    lead: Safeguarding
    companies: dict[str, Company]
    programmes: dict[str, str]
    organisations: dict[str, str]
    office: Visitor


class Opening:
    """Done by the network's office, in this order."""

    def __init__(self, stage: Stage, network: dict[str, Any]) -> None:
        self.stage, self.network = stage, network
        self.office = Visitor("network-office", ({"role": "coordinator"},))
        self.ids: dict[str, str] = {}

    @classmethod
    def of(cls, stage: Stage, content: bytes) -> "Opening":
        return cls(stage, json.loads(content))

    async def open(self) -> Staff:
        await self.stage.doors.put(self.office, "profiles", "/territories", self.network["territories"])
        for told in self.network["organisations"]:
            made = await self.stage.doors.post(self.office, "profiles", "/organisations", told)
            self.ids[told["reference"]] = made["organisation_id"]
        people = {reference: await self._person(reference) for reference in self._offices()}
        lead, second = [await self._person(self._home["reference"], kind) for kind in ("volunteer", "employee")]
        programmes = {told["reference"]: await self._programme(told, people, (lead, second)) for told in self._told()}
        return self._staff(people, (lead, second), programmes)

    @property
    def _home(self) -> dict[str, Any]:
        return next(each for each in self.network["organisations"] if each["kind"] == "association")

    def _offices(self) -> list[str]:
        kinds = ("school", "association")
        return [each["reference"] for each in self.network["organisations"] if each["kind"] in kinds]

    def _told(self) -> list[dict[str, Any]]:
        return list(self.network["programmes"])

    async def _person(self, reference: str, kind: str = "coordinator") -> str:
        """Somebody who answers for an organisation."""
        organisation = next(each for each in self.network["organisations"] if each["reference"] == reference)
        body = {
            "contact": {"given_name": kind.capitalize(), "family_name": organisation["name"]},
            "profile": {
                "territory": organisation["territory"],
                "memberships": [{"organisation_id": self.ids[reference], "kind": kind}],
            },
            "registered_with": self.ids[reference],
            "reference": kind,
        }
        return str((await self.stage.doors.post(self.office, "profiles", "/people", body))["person_id"])

    async def _programme(self, told: dict[str, Any], people: dict[str, str], safeguarding: tuple[str, str]) -> str:
        home = people[told["owner"]]
        schools = [
            reference for reference in told["organisations"] if reference in people and reference != told["owner"]
        ]
        referents = [{"organisation_id": self.ids[each], "referent": people[each], "deputy": home} for each in schools]
        body = {
            **told,
            "owner": self.ids[told["owner"]],
            "organisations": [self.ids[each] for each in told["organisations"]],
            "referents": [*referents, {"referent": home}],
            "safeguarding": safeguarding,
            "policy": {**told["policy"], "nominations_open": told["reference"] != STRICT},
        }
        return str((await self.stage.doors.post(self.office, "profiles", "/programmes", body))["programme_id"])

    def _staff(self, people: dict[str, str], safeguarding: tuple[str, str], programmes: dict[str, str]) -> Staff:
        names = {each["reference"]: each["name"] for each in self.network["organisations"]}
        home = self._home["reference"]
        association = Association(self.stage, people[home], self.ids[home], names[home])
        association.main_programme = next(id for reference, id in programmes.items() if reference != STRICT)
        return Staff(
            association=association,
            schools={
                reference: Coordinator(self.stage, person, self.ids[reference], names[reference])
                for reference, person in people.items()
                if reference != home
            },
            lead=Safeguarding(self.stage, *safeguarding),
            companies={name: Company(self.stage, name, names[name]) for name in self.stage.world.partners},
            programmes=programmes,
            organisations=self.ids,
            office=self.office,
        )
