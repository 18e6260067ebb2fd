"""Events of a live pool of full people, by ids: rows over all pairs are read again where prices fell."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from time import process_time, process_time_ns
from typing import Any

import numpy as np

from bench.matching.people import SEATS
from bench.matching.pool import pool
from services.matching.engine.live import Live
from services.matching.engine.people import Policy, Pool

Row = tuple[str, ...]


def rows(students: int, events: int) -> list[Row]:
    """Milliseconds of processor time of each kind, p50 / p99 / most, under strict tiers; the last row is the start."""
    found: dict[str, list[str]] = defaultdict(list)
    for seats in SEATS:
        columns = pool(students, seats)
        mentees = tuple(map(columns.mentee, range(len(columns.mentees))))
        mentors = tuple(map(columns.mentor, range(len(columns.mentors))))
        people = Pool(mentees, mentors, columns.rhythm, columns.middles)
        began = process_time()
        live = Live(people, Policy(rule="strict"))
        start = process_time() - began
        for kind, spent in _timed(live, people, events).items():
            p50, p99, most = np.percentile(spent, [50, 99, 100]) / 1e6
            found[kind].append(f"{p50:.2f} / {p99:.2f} / {most:.1f}")
            print(seats, kind, found[kind][-1], flush=True)
        found["start, seconds"].append(f"{start:.0f}")
    return [("event", *SEATS), *((kind, *told) for kind, told in found.items())]


def _timed(live: Live, people: Pool, events: int) -> dict[str, list[int]]:
    """Everybody who leaves comes back, so that the pool stays as it is."""
    chance = np.random.default_rng(5)
    spent: dict[str, list[int]] = defaultdict(list)

    def run(kind: str, event: Callable[..., Any], *given: Any) -> None:
        began = process_time_ns()
        event(*given)
        spent[kind].append(process_time_ns() - began)

    mentees = [people.mentees[i] for i in chance.permutation(len(people.mentees))[: 3 * events]]
    mentors = [people.mentors[j] for j in chance.permutation(len(people.mentors))[: 2 * events]]
    for number in range(events):
        leaving, changing, other = mentees[3 * number : 3 * number + 3]
        run("student leaves", live.mentee_leaves, leaving.id)
        run("student arrives", live.mentee_arrives, leaving)
        run("student changes", live.mentee_changes, dataclasses.replace(changing, hours=other.hours))
        mentor, growing = mentors[2 * number : 2 * number + 2]
        run("mentor leaves", live.mentor_leaves, mentor.id)
        run("mentor arrives", live.mentor_arrives, mentor)
        run("place gained", live.places_change, growing.id, 1)
        run("place lost", live.places_change, growing.id, -1)
        if mine := live.mentor_of(other.id):
            run("proposal refused", live.refuse, other.id, mine)
            run("pair released", live.release, other.id, mine)
    return spent
