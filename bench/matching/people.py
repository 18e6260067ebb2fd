"""Synthetic people, seeded: skills by domain, regions, languages, free hours; each student's best k mentors."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.matching.candidates import best
from services.matching.engine.edges import Edges, Ints

DOMAINS, SKILLS, REGIONS, LANGUAGES, HOURS, BEST = 16, 192, 30, 6, 7 * 24, 30
SEATS = {"scarce": 0.72, "abundant": 1.25}  # a student
Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class People:
    """skills (n, s) without repetition; hours (n, 3) as bits; languages (n,) as bits."""

    skills: Ints
    region: Ints
    online: Ints
    languages: Ints
    hours: Bits


def instance(students: int, seats: str, seed: int = 1) -> tuple[Edges, Ints]:
    """Half as many mentors; 30 % of students have priority, who meet online less and have less time; 1 % declined."""
    chance = np.random.default_rng(seed)
    seeking, offering, places, priority = drawn(chance, students, seats)
    mentee, mentor, score = best(*_columns(seeking), *_columns(offering), *_offered(offering), BEST)
    kept = chance.random(len(mentee)) >= 0.01
    return Edges(mentee[kept], mentor[kept], score[kept], students, places), priority


def drawn(chance: np.random.Generator, students: int, seats: str) -> tuple[People, People, Ints, Ints]:
    """Those who seek, those who offer, the places of these, and 1 for those who have priority."""
    mentors = students // 2
    priority = (chance.random(students) < 0.3).astype(np.int64)
    seeking = _people(chance, students, 3, online=np.where(priority, 0.4, 0.7), free=np.where(priority, 0.10, 0.16))
    offering = _people(chance, mentors, 5, online=np.full(mentors, 0.6), free=np.full(mentors, 0.2))
    extra = int(SEATS[seats] * students) - mentors
    places = 1 + np.bincount(chance.integers(0, mentors, extra), minlength=mentors)
    return seeking, offering, places, priority


def common_values(given: Edges, seed: int = 2) -> Edges:
    """The same pairs, where everybody agrees who is best: a mentor's quality and a student's, and little else."""
    chance = np.random.default_rng(seed)
    quality = chance.integers(100, 500, len(given.places))[given.mentor]
    need = chance.integers(62, 480, given.mentees)[given.mentee]
    score = quality + need + chance.integers(0, 20, len(given.mentee))
    return Edges(given.mentee, given.mentor, score, given.mentees, given.places)


def _people(chance: np.random.Generator, many: int, skills: int, *, online: Any, free: Any) -> People:
    """Most of a person's skills are of one domain; some domains are more popular."""
    popular = 1 / (np.arange(DOMAINS) + 4)
    domain = chance.choice(DOMAINS, many, p=popular / popular.sum())
    per_domain = SKILLS // DOMAINS
    elsewhere = chance.random((many, skills)) < 0.25
    places = np.argsort(chance.random((many, per_domain)), axis=1)[:, :skills]  # distinct within the domain
    other = (domain[:, None] + 1 + np.arange(skills)) % DOMAINS  # and each elsewhere in another one
    found = np.where(elsewhere, other, domain[:, None]) * per_domain + places
    bits = chance.random((many, 3, 64)) < np.asarray(free)[:, None, None]
    bits.reshape(many, 192)[:, HOURS:] = False
    hours = (bits * (np.uint64(1) << np.arange(64, dtype=np.uint64))).sum(axis=2, dtype=np.uint64)
    languages = 1 | (1 << chance.integers(0, LANGUAGES, many)) * (chance.random(many) < 0.4)
    flags = (chance.random(many) < online).astype(np.int64)
    return People(found.astype(np.int64), chance.integers(0, REGIONS, many), flags, languages.astype(np.int64), hours)


def _columns(people: People) -> tuple[Ints, Ints, Ints, Ints, Bits]:
    return people.skills, people.region, people.online, people.languages, people.hours


def _offered(people: People) -> tuple[Ints, Ints]:
    """Mentors by skill: where each skill begins (SKILLS + 1,), and who offers it."""
    flat = people.skills.ravel()
    order = np.argsort(flat, kind="stable")
    start = np.concatenate(([0], np.cumsum(np.bincount(flat, minlength=SKILLS))))
    return start, order // people.skills.shape[1]
