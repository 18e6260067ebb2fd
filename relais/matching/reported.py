"""What the report tells, drawn from the plan."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, Literal

import numpy as np

from relais.matching.pairing import Pairing, paired
from relais.matching.reasons import skill
from relais.matching.report import ROWS_AT_MOST, LeftOut, Report
from relais.matching.sheet import known_as
from relais.matching.sheets import Sheets
from relais.matching.words import Words, words
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Mentee, Mentor, Pool
from services.matching.engine.rules import barrier
from services.matching.engine.shortages import shortages

POLICIES: tuple[Literal["total", "bonus", "strict"], ...] = ("total", "bonus", "strict")
SHORTAGES_SHOWN = 20


def reported(given: Sheets, found: Pairing, facts: dict[str, Any]) -> Report:
    say = words(given.lang)
    return Report(
        lang=given.lang,
        origin=(given.students.file.name, given.mentors.file.name),
        policy=found.policy.rule,
        bonus=found.policy.bonus,
        facts={**facts, "priority": int((found.columns.tier > 0).sum())},
        scores=found.found.score[found.found.chosen >= 0],
        left_out=list(islice(_left_out(found, say), ROWS_AT_MOST)),
        shortages=list(_shortages(found, say)),
        policies=list(_policies(found, say)),
        groups=(),
        refused=list(given.refused()),
    )


def _left_out(found: Pairing, say: Words) -> Iterator[LeftOut]:
    columns = found.columns
    mentors = [columns.mentor(j) for j in range(len(columns.mentors))]
    for i in np.flatnonzero(found.found.chosen < 0).tolist():
        mentee = columns.mentee(i)
        yield LeftOut(*known_as(mentee.id), why=_why(mentee, mentors, found, say), change="")


def _why(mentee: Mentee, mentors: list[Mentor], found: Pairing, say: Words) -> str:
    near = Nearness(found.columns.middles, found.policy.weights.bands)
    rules = (barrier(mentee, mentor, found.columns.rhythm, near, found.policy.demand) for mentor in mentors)
    met = Counter(rule or "feasible" for rule in rules)
    if met["feasible"]:
        return say.count("why-full", met["feasible"])
    rule = max(met, key=lambda each: met[each])
    return say(f"why-{rule}", number=met[rule], mentors=len(mentors))


def _shortages(found: Pairing, say: Words) -> Iterator[tuple[str, ...]]:
    columns = found.columns
    pool = Pool(
        tuple(columns.mentee(i) for i in range(len(columns.mentees))),
        tuple(columns.mentor(j) for j in range(len(columns.mentors))),
    )
    for each in shortages(pool)[:SHORTAGES_SHOWN]:
        named = skill(each.skill, say.lang) if each.skill else say("all-skills")
        yield named, each.territory or say("all-territories"), say.fact(each.wanted), say.fact(each.offered), ""


def _policies(found: Pairing, say: Words) -> Iterator[tuple[str, ...]]:
    plans = [paired(found.columns, replace(found.policy, rule=rule), lambda part: None) for rule in POLICIES]
    most = plans[0].facts({})["score"]
    for plan in plans:
        facts = plan.facts({})
        first, score = facts["priority_matched"], facts["score"]
        numbers = (facts["matched"], first, facts["matched"] - first, score, most - score)
        yield say(f"head-{plan.policy.rule}"), *map(say.fact, numbers)
