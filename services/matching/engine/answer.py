"""What the engine's own process answers: a plan with all that a coordinator weighs, or one mentee explained."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from services.matching.engine.equity import POLICIES, Row, rows
from services.matching.engine.explanation import explain
from services.matching.engine.left_out import left_out
from services.matching.engine.optimum import solve
from services.matching.engine.people import Plan, Policy
from services.matching.engine.plan import plan_of
from services.matching.engine.reading import columns_of
from services.matching.engine.shortages import Valued, valued
from services.matching.engine.solved import Solved
from services.matching.engine.task import Task
from services.matching.engine.words import LANGUAGES, Words

VALUED_AT_MOST = 40  # of the greatest shortages it is told what one more mentor would be worth


@dataclass(frozen=True, slots=True)
class Found:
    """`policies`: the usual ones and the one asked for, side by side. `worths` are of the first shortages."""

    plan: Plan
    policies: tuple[Row, ...]
    worths: tuple[Valued, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """`mentor` is None for a mentee left out. Sentences by language: all, and those that the two may read."""

    mentor: str | None
    coordinator: dict[str, list[str]]
    others: dict[str, list[str]]


def answer(task: Task) -> Found | Explained | None:
    """None where the mentee asked about is not in the pool. Raises TooLarge."""
    columns = columns_of(task.pool)
    solved = Solved(columns, task.policy, solve(columns, task.policy))
    if task.explain is not None:
        student = solved.columns.number_of_mentee.get(task.explain)
        return None if student is None else _explained(solved, student)
    plan = plan_of(task.pool, columns, task.policy, solved.plan)
    compared = (
        (policy, solved.plan if policy == task.policy else solve(columns, policy)) for policy in _policies(task.policy)
    )
    return Found(
        plan=plan,
        policies=tuple(rows(columns, compared, limit=task.waiting_limit)),
        worths=tuple(valued(solved, plan.shortages[:VALUED_AT_MOST])),
    )


def _policies(own: Policy) -> Iterable[Policy]:
    usual = (replace(own, rule=each.rule, bonus=each.bonus) for each in POLICIES)
    return dict.fromkeys((*usual, own))


def _explained(solved: Solved, student: int) -> Explained:
    words = {lang: Words(lang) for lang in LANGUAGES}
    mentor = int(solved.plan.chosen[student])
    if mentor < 0:
        told = left_out(solved, student)
        return Explained(
            None,
            {lang: each.left_out(told) for lang, each in words.items()},
            {lang: each.waiting(told.for_others()) for lang, each in words.items()},
        )
    why = explain(solved, student, exact=True)
    return Explained(
        solved.columns.mentors.ids[mentor],
        {lang: each.pair(why) for lang, each in words.items()},
        {lang: each.reasons(why.for_others()) for lang, each in words.items()},
    )
