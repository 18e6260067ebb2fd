"""The files of the sample network, from a seed."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any

from sample.make import dialects
from sample.make.cells import cells, file_bytes
from sample.make.dialects import Dialect
from sample.make.flaws import FLAWS, with_flaws
from sample.make.mentors import SIZE, mentor, mentors
from sample.make.names import People
from sample.make.network import EMPLOYERS, network
from sample.make.nominees import nominations
from sample.make.person import Person
from sample.make.running import running_pairs
from sample.make.students import SCHOOLS, student, students

ASSOCIATION_FILE = "mentors-association.csv"
RUNNING_FILE = "pairs-association.csv"
STUDENT_DIALECTS = (dialects.TROIS_RIVIERES, dialects.GRAND_CHENE, dialects.FORGES, dialects.COLLEGE)


@dataclass(frozen=True)
class Roster:
    """Who is in a spreadsheet: good rows, and rows to be spoilt, one a flaw."""

    good: list[Person]
    spare: list[Person]
    dialect: Dialect


def make(seed: int) -> dict[str, bytes]:
    """Every file by name. The same seed gives the same bytes."""
    chance = Random(seed)
    people = People(chance)
    files = {"network.json": json_bytes(network())}
    by_file = rosters(chance, people)
    files |= {name: spreadsheet(name, roster) for name, roster in by_file.items()}
    first_school = by_file[f"students-{SCHOOLS[0].reference}.csv"]
    files[RUNNING_FILE] = running_pairs(first_school.good, by_file[ASSOCIATION_FILE].good)
    for company in EMPLOYERS:
        files[f"nominations-{company}.json"] = json_bytes(nominations(chance, people, company))
    return files


def rosters(chance: Random, people: People) -> dict[str, Roster]:
    """Everybody in the spreadsheets, by file."""
    by_file = {}
    for school, dialect in zip(SCHOOLS, STUDENT_DIALECTS, strict=True):
        name = f"students-{school.reference}.csv"
        good = students(chance, people, school)
        spare = [student(chance, people, school, school.size + extra + 1) for extra in range(len(FLAWS[name]))]
        by_file[name] = Roster(good, spare, dialect)
    good = mentors(chance, people)
    spare = [mentor(chance, people, SIZE + extra + 1) for extra in range(len(FLAWS[ASSOCIATION_FILE]))]
    return by_file | {ASSOCIATION_FILE: Roster(good, spare, dialects.ASSOCIATION)}


def spreadsheet(name: str, roster: Roster) -> bytes:
    good, spare = ([cells(person, roster.dialect) for person in rows] for rows in (roster.good, roster.spare))
    return file_bytes(with_flaws(good, spare, FLAWS[name]), roster.dialect)


def json_bytes(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
