"""Scored pairs, places and priorities from three CSV files; what is wrong names its file and line."""

import csv
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from relais.complaint import BadInput
from services.matching.engine.edges import Edges, Ints

MOST = {"score": 2**62 - 1, "places": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Given:
    """Ids in ascending order; `edges` by their numbers; `priority` (students,) is 1 or 0."""

    students: list[str]
    mentors: list[str]
    edges: Edges
    priority: Ints


def read(edges: Path, places: Path, priority: Path | None) -> Given:
    """The files as arrays, the same in whatever order their lines stand. Raises BadInput at the first wrong line."""
    seats = _places(places)
    mentors = sorted(seats)
    number = {mentor: at for at, mentor in enumerate(mentors)}
    first = _priority(priority) if priority else {}
    met: dict[str, int] = {}
    columns = array("q"), array("q"), array("q")
    for line, (student, mentor, score) in _lines(edges, ("student", "mentor", "score")):
        if mentor not in number:
            raise BadInput(f"{edges}, line {line}: mentor {mentor!r} is not in {places.name}.")
        for column, value in zip(
            columns,
            (met.setdefault(student, len(met)), number[mentor], _whole(edges, line, "score", score, 0)),
            strict=True,
        ):
            column.append(value)
    for student in first:
        met.setdefault(student, len(met))
    students = sorted(met)
    rank = np.empty(len(met), dtype=np.int64)
    rank[[met[student] for student in students]] = np.arange(len(met))
    who, whom, scores = (np.frombuffer(column, dtype=np.int64) for column in columns)
    who = rank[who]
    _refuse_twice(edges, who * len(mentors) + whom)
    room = np.array([seats[mentor] for mentor in mentors], dtype=np.int64)
    flags = np.array([student in first for student in students], dtype=np.int64)
    return Given(students, mentors, Edges(who, whom, scores, len(students), room), flags)


def _places(file: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for line, (mentor, places) in _lines(file, ("mentor", "places")):
        if mentor in found:
            raise BadInput(f"{file}, line {line}: mentor {mentor!r} stands here twice.")
        found[mentor] = _whole(file, line, "places", places, 1)
    return found


def _priority(file: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for line, (student,) in _lines(file, ("student",)):
        if student in found:
            raise BadInput(f"{file}, line {line}: student {student!r} stands here twice.")
        found[student] = line
    return found


def _lines(file: Path, wanted: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and the wanted columns, of which none is empty. Commas or semicolons."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            head = text.readline()
            reader = csv.reader(text, delimiter=";" if ";" in head else ",")
            heads = [name.strip().lower() for name in head.replace(";", ",").split(",")]
            if missing := [name for name in wanted if name not in heads]:
                raise BadInput(f"{file}, line 1: there is no column {', '.join(missing)}.")
            at = [heads.index(name) for name in wanted]
            empty = True
            for row in reader:
                if not row:
                    continue
                values = [row[place].strip() if place < len(row) else "" for place in at]
                if not all(values):
                    missing_here = wanted[values.index("")]
                    raise BadInput(f"{file}, line {reader.line_num + 1}: {missing_here} is empty.")
                empty = False
                yield reader.line_num + 1, values
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{file} is not a CSV file in UTF-8 ({error}).") from None
    if empty:
        raise BadInput(f"{file}, line 2: the file is empty.")


def _whole(file: Path, line: int, column: str, text: str, least: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= MOST[column]):
        raise BadInput(f"{file}, line {line}: {column} {text!r} is not a whole number from {least} to {MOST[column]}.")
    return int(text)


def _refuse_twice(file: Path, keys: Ints) -> None:
    order = np.argsort(keys, kind="stable")
    again = order[1:][keys[order][1:] == keys[order][:-1]]
    if len(again):
        line, (student, mentor) = next(islice(_lines(file, ("student", "mentor")), int(again.min()), None))
        raise BadInput(f"{file}, line {line}: student {student!r} with mentor {mentor!r} stands here twice.")
