"""Everybody in the committed spreadsheets."""

from random import Random

import pytest

from sample.make.__main__ import SEED
from sample.make.files import ASSOCIATION_FILE, Roster, rosters
from sample.make.names import People
from sample.make.person import Person


@pytest.fixture(scope="module")
def cast() -> dict[str, Roster]:
    chance = Random(SEED)
    return rosters(chance, People(chance))


@pytest.fixture(scope="module")
def students(cast: dict[str, Roster]) -> list[Person]:
    return [person for name in cast if name != ASSOCIATION_FILE for person in cast[name].good]


@pytest.fixture(scope="module")
def mentors(cast: dict[str, Roster]) -> list[Person]:
    return cast[ASSOCIATION_FILE].good
