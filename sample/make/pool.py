"""Two spreadsheets of any size for `relais match`: `python -m sample.make.pool --students 1000 --into folder`."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from random import Random

from sample.make import dialects
from sample.make.cells import cells, file_bytes
from sample.make.mentors import mentor
from sample.make.names import People
from sample.make.person import Person
from sample.make.students import SCHOOLS, student

SEED = 7
BLOCK = 100  # people by whom a name is borne once; beyond it names come again


def pool(seed: int, students: int) -> dict[str, bytes]:
    """So many students of the four schools, and half as many mentors; the same seed gives the same bytes."""
    chance = Random(seed)
    pupils, retirees = [], []
    for first in range(0, students, BLOCK):
        people = People(chance)
        for number in range(first, min(first + BLOCK, students)):
            pupils.append(student(chance, people, SCHOOLS[number % len(SCHOOLS)], number + 1))
            if number % 2:
                retirees.append(mentor(chance, people, number // 2 + 1))
    return {
        "students.csv": spreadsheet(pupils, dialects.TROIS_RIVIERES),
        "mentors.csv": spreadsheet(retirees, dialects.ASSOCIATION),
    }


def spreadsheet(people: Iterable[Person], dialect: dialects.Dialect) -> bytes:
    return file_bytes((cells(person, dialect) for person in people), dialect)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sample.make.pool", description="Two spreadsheets to match.")
    parser.add_argument("--seed", type=int, default=SEED, help="another number, other people (default: %(default)s)")
    parser.add_argument("--students", type=int, default=1_000, help="how many (default: %(default)s); mentors: half")
    parser.add_argument("--into", type=Path, required=True, help="the folder to write into")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    for name, content in pool(chosen.seed, chosen.students).items():
        (chosen.into / name).write_bytes(content)


if __name__ == "__main__":
    main()
