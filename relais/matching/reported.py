"""What the report tells, drawn from the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from relais.matching.names import names
from relais.matching.pairing import paired
from relais.matching.report import LeftOut, Report
from relais.matching.sheet import known_as
from relais.matching.sheets import Sheets
from relais.words import MATCHING, Words, words
from services.matching.engine import words as engine
from services.matching.engine.equity import Group, Row, rows
from services.matching.engine.left_out import left_out
from services.matching.engine.people import Policy, Pool
from services.matching.engine.shortages import shortages, valued
from services.matching.engine.solved import Solved

LOOKED_AT = 5_000_000  # students without a mentor times mentors: each such pair is gone through, rule by rule
SHORTAGES_SHOWN = 20
WAITING_SHOWN = 1_000


@dataclass(frozen=True)
class Telling:
    """A plan in the words of the report."""

    given: Sheets
    solved: Solved

    @cached_property
    def say(self) -> Words:
        return words(self.given.lang, MATCHING)

    @cached_property
    def told(self) -> engine.Words:
        return engine.Words(self.given.lang, names(self.given.lang))

    def report(self, facts: dict[str, Any]) -> Report:
        policy, plan = self.solved.policy, self.solved.plan
        by_policy = list(self.by_policy())
        return Report(
            lang=self.given.lang,
            origin=(self.given.students.file.name, self.given.mentors.file.name),
            policy=policy.rule,
            bonus=policy.bonus,
            facts={**facts, "priority": int((self.solved.columns.tier > 0).sum())},
            scores=plan.score[plan.chosen >= 0],
            left_out=list(self.left_out()),
            shortages=list(self.shortages()),
            policies=list(map(self.policy, by_policy)),
            groups=list(self.groups(by_policy)),
            refused=list(self.given.refused()),
        )

    def left_out(self) -> Iterator[LeftOut]:
        """Those who waited longest first; in a large pool not all of them."""
        many = min(WAITING_SHOWN, LOOKED_AT // len(self.solved.columns.mentors))
        for student in np.flatnonzero(self.solved.plan.chosen < 0)[:many].tolist():
            found = left_out(self.solved, student)
            why, *rules = self.told.left_out(found)[:-1]
            reasons = why if found.feasible else " ".join((why, *rules[:1]))
            yield LeftOut(*known_as(found.mentee), why=reasons, change=self.told.change(found.change))

    def shortages(self) -> Iterator[tuple[str, ...]]:
        say, columns = self.say, self.solved.columns
        pool = Pool(tuple(map(columns.mentee, range(len(columns.mentees)))), tuple(self.solved.mentors))
        for each in valued(self.solved, shortages(pool)[:SHORTAGES_SHOWN]):
            cell = each.shortage
            skill = names(say.lang).get(cell.skill, cell.skill) if cell.skill else say("all-skills")
            territory = cell.territory or say("all-territories")
            worth = say(f"worth-{each.known}", worth=self.told.worth(each.worth))
            yield skill, territory, say.fact(cell.wanted), say.fact(cell.offered), worth

    def by_policy(self) -> Iterator[Row]:
        """The highest total first, against which the others are set."""
        own, columns = self.solved.policy, self.solved.columns
        policies = (Policy("total"), Policy("bonus", own.bonus), Policy("strict"))
        solved = (
            self.solved if each.rule == own.rule else paired(columns, each, lambda part: None) for each in policies
        )
        return rows(columns, ((each.policy, each.plan) for each in solved))

    def policy(self, row: Row) -> tuple[str, ...]:
        shares = {each.name: self.share(each) for each in row.groups if each.kind == "priority"}
        first, others = (shares.get(name, "–") for name in ("first", "others"))
        fact, name = self.say.fact, self.say(f"head-{row.rule}")
        name = self.say("this-plan", policy=name) if row.rule == self.solved.policy.rule else name
        return name, fact(row.matched), first, others, fact(row.score), fact(row.cost)

    def groups(self, by_policy: list[Row]) -> Iterator[tuple[str, ...]]:
        """A row a group of five students or more, with the share of them who have a mentor under each policy."""
        told = [[each for each in row.groups if each.kind in ("territory", "school")] for row in by_policy]
        for same in zip(*told, strict=True):
            if same[0].students:
                yield same[0].name, self.say.fact(same[0].students), *map(self.share, same)

    def share(self, group: Group) -> str:
        return "–" if group.percent is None else self.say("percent", share=group.percent)
