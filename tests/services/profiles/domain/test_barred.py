"""Somebody erased under an open severe concern, who returns."""

import asyncio
from datetime import date
from typing import Any

import pytest

from services.profiles.domain import identity, person
from services.profiles.domain.contact import Reach
from services.profiles.domain.person import NoKeyToRemember, Person, Portrait
from services.profiles.register import Newcomer, recognise
from tests.services.profiles.made import NOW, a_person, raised, resolved

BORN = date(1958, 5, 4)
LIKENESS = identity.likeness("Paul", "Exemple", BORN)
BARRED, _ = person.concern_raised(
    a_person("one", references=("acier/r-1",), registered_with="acier", likeness=LIKENESS), raised(), NOW
)


class Shelf:
    """A store with one document."""

    def __init__(self, kept: Person, key: str = "secret") -> None:
        self.kept, self.fingerprint_key = kept, key

    async def find_by_key(self, kind: Any, key: str) -> Person | None:
        return self.kept if key in person.keys(self.kept) else None

    async def find_with(self, kind: Any, field: str, value: str, *, network: str) -> list[Person]:
        said = getattr(self.kept, field)
        return [self.kept] if said == value or (isinstance(said, tuple) and value in said) else []


def erased(state: Person | None = BARRED) -> Person:
    return person.erase(state, NOW, key="secret")[0]


def newcomer(name: str = "Paul", own: str | None = None) -> Newcomer:
    reach = Reach(given_name=name, family_name="Exemple", birth_date=BORN)
    return Newcomer("two", Portrait(territory="montcel"), reach, own, None)


def seen(kept: Person, who: Newcomer, key: str = "secret") -> tuple[Person | None, str | None]:
    return asyncio.run(recognise(Shelf(kept, key), "net", who))  # type: ignore[arg-type]


@pytest.mark.parametrize("who", [newcomer(), newcomer("PAUL", "other/9"), newcomer("Another", "acier/r-1")])
def test_a_barred_person_who_returns_is_held_whatever_door_they_come_by(who: Newcomer) -> None:
    known, resembles = seen(erased(), who)
    assert (known, resembles) == (None, "one")
    assert who.person("net", resembles).standing == "held"


def test_somebody_else_is_not_held() -> None:
    assert seen(erased(), newcomer("Paula")) == (None, None)


def test_nothing_of_the_person_can_be_read_from_what_stays_without_the_key() -> None:
    marks = erased().fingerprints
    assert len(marks) == 2
    assert not set(marks) & set(identity.fingerprints("guessed", LIKENESS, ["acier/r-1"]))
    assert LIKENESS not in erased().model_dump_json()


def test_without_a_key_somebody_barred_is_not_erased() -> None:
    with pytest.raises(NoKeyToRemember):
        person.erase(BARRED, NOW)


def test_whoever_stands_under_no_concern_leaves_nothing() -> None:
    assert person.erase(a_person(likeness=LIKENESS), NOW)[0].fingerprints == ()


def test_once_two_people_have_lifted_it_a_return_is_not_held() -> None:
    lifted, _ = person.concern_resolved(erased(), resolved(), NOW)
    assert lifted
    assert seen(lifted, newcomer()) == (None, None)
