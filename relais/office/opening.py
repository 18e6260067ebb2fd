"""`relais open`: a network as its file tells it: territories, organisations, who answers for them, programmes."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from relais.complaint import BadInput
from relais.office.desk import Desk, Thing
from relais.office.options import Lang

PARTS = ("territories", "organisations", "people", "programmes")


def open_(file: Path, *, lang: Lang = None) -> None:
    """Open a network, or put it right, as a TOML file tells it; the same file again changes nothing.

    Parameters
    ----------
    file
        Territories, organisations, people who answer for them, programmes with their policy.
    """
    desk = Desk.open(lang)
    Opening(desk, _read(desk, file)).open()


def _read(desk: Desk, file: Path) -> dict[str, list[Thing]]:
    """Raises BadInput."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(desk.words("open-unreadable", file=file, why=error.strerror)) from None
    except ValueError as error:
        raise BadInput(desk.words("open-not-toml", file=file, why=error)) from None
    if unknown := sorted(set(told) - set(PARTS)):
        raise BadInput(desk.words("open-unknown", file=file, what=", ".join(unknown), known=", ".join(PARTS)))
    plain: dict[str, list[Thing]] = json.loads(json.dumps(told, default=str))
    return plain


class Opening:
    """References become ids, in the order in which the parts need one another."""

    def __init__(self, desk: Desk, told: Mapping[str, list[Thing]]) -> None:
        self.desk, self.told = desk, told
        self.organisations: dict[str, str] = {}
        self.people: dict[str, str] = {}

    def open(self) -> None:
        """Raises Complaint."""
        if areas := self.told.get("territories"):
            self.desk.put("profiles", "/territories", areas)
            self.desk.tell("open-territories", number=len(areas))
        self.organisations = {each["reference"]: each["organisation_id"] for each in self._known("organisations")}
        for told in self.told.get("organisations", ()):
            self.organisations[told["reference"]] = self._put("organisation", told, told)
        for told in self.told.get("people", ()):
            self.people[told["reference"]] = self._person(told)
        for told in self.told.get("programmes", ()):
            self._put("programme", told, self._outline(told))

    def _known(self, noun: str) -> list[Thing]:
        found: list[Thing] = self.desk.get("profiles", f"/{noun}")
        return [each for each in found if each.get("open", True) and each.get("standing") != "closed"]

    def _put(self, noun: str, told: Thing, form: Thing) -> str:
        """Registered or opened, changed where it differs, or as it was. Returns its id."""
        known = next((each for each in self._known(f"{noun}s") if each["reference"] == told["reference"]), None)
        if known is None:
            state, kept = "new", self.desk.post("profiles", f"/{noun}s", form)
        else:
            kept = self.desk.put("profiles", f"/{noun}s/{known[f'{noun}_id']}", form)
            state = "same" if kept == known else "changed"
        self.desk.tell(f"open-{noun}", name=told["name"], state=self.desk.words(f"open-{state}"))
        return str(kept[f"{noun}_id"])

    def _person(self, told: Thing) -> str:
        """Somebody who answers for an organisation: a coordinator, a safeguarding lead."""
        home = self._id(self.organisations, told["organisation"])
        contact = {name: told[name] for name in ("given_name", "family_name", "email", "phone") if name in told}
        membership = {"organisation_id": home, "kind": told.get("kind", "employee")}
        profile = {"territory": told["territory"], "memberships": [membership]}
        form = {"contact": contact, "profile": profile, "registered_with": home, "reference": told["reference"]}
        kept = self.desk.post("profiles", "/people", form)
        name = f"{told['given_name']} {told['family_name']}"
        self.desk.tell("open-person", name=name, reference=told["reference"])
        return str(kept["person_id"])

    def _outline(self, told: Thing) -> Thing:
        ids, people = self.organisations, self.people
        return {
            **told,
            "owner": self._id(ids, told["owner"]),
            "organisations": [self._id(ids, each) for each in told.get("organisations", ())],
            "safeguarding": [self._id(people, each) for each in told.get("safeguarding", ())],
            "referents": [self._referent(each) for each in told.get("referents", ())],
        }

    def _referent(self, told: Thing) -> dict[str, Any]:
        named = {"referent": self._id(self.people, told["referent"])}
        if "deputy" in told:
            named["deputy"] = self._id(self.people, told["deputy"])
        return named | ({"organisation_id": self._id(self.organisations, told["school"])} if "school" in told else {})

    def _id(self, known: Mapping[str, str], reference: str) -> str:
        if reference not in known:
            raise BadInput(self.desk.words("open-nobody", reference=reference, known=", ".join(known) or "-"))
        return known[reference]
