"""What each policy gives and costs on this pool: the same people under several policies, side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from services.matching.engine.columns import Columns, Flags, Ints, Small
from services.matching.engine.optimum import Solution, solve
from services.matching.engine.people import Policy

LEAST = 5  # of fewer students nothing is told
POLICIES = (Policy("total"), Policy("bonus", 100), Policy("bonus", 300), Policy("strict"))
WAITING_LIMIT = 60
NO_SCHOOL = "none"


@dataclass(frozen=True, slots=True)
class Group:
    """Students of one kind and how many of them have a mentor; None where it is not told."""

    kind: str
    name: str
    students: int | None
    matched: int | None

    @property
    def percent(self) -> int | None:
        """Those with a mentor in hundredths."""
        return round(100 * self.matched / self.students) if self.matched is not None and self.students else None


@dataclass(frozen=True, slots=True)
class Row:
    """One policy. `groups` are by `priority` (first, others), `territory`, `school`, `waiting` (beyond the limit).

    `cost` is the score lost against the first policy, `gained` the students more with a mentor.
    """

    rule: str
    bonus: int
    matched: int
    score: int
    cost: int
    gained: int
    groups: tuple[Group, ...]


def compare(columns: Columns, policies: Sequence[Policy] = POLICIES, *, limit: int = WAITING_LIMIT) -> tuple[Row, ...]:
    """A row for each policy, set against the first; `limit` in days. Raises TooLarge."""
    plans = [solve(columns, policy) for policy in policies]
    return tuple(rows(columns, zip(policies, plans, strict=True), limit=limit))


def rows(columns: Columns, solved: Iterable[tuple[Policy, Solution]], *, limit: int = WAITING_LIMIT) -> Iterator[Row]:
    """Of plans that exist already; each is set against the first."""
    first: Row | None = None
    for policy, plan in solved:
        matched = plan.chosen >= 0
        row = Row(
            rule=policy.rule,
            bonus=policy.bonus if policy.rule == "bonus" else 0,
            matched=int(matched.sum()),
            score=int(plan.score.sum()),
            cost=0,
            gained=0,
            groups=tuple(_groups(columns, matched, limit)),
        )
        first = first or row
        yield replace(row, cost=first.score - row.score, gained=row.matched - first.matched)


def to_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """For the wire and for reports: the rows, and the rates of groups in hundredths."""
    return [
        {**asdict(row), "groups": [asdict(each) | {"percent": each.percent} for each in row.groups]} for row in rows
    ]


def _groups(columns: Columns, matched: Flags, limit: int) -> Iterator[Group]:
    words = columns.words
    yield from _counted("priority", ["others", "first"], (columns.tier > 0).astype(np.int64), matched)
    yield from _counted("territory", words.territories, columns.mentees.territory, matched)
    yield from _counted("school", [NO_SCHOOL, *words.schools], columns.school + 1, matched)
    yield from _counted("waiting", ["within", "beyond"], (columns.waited > limit).astype(np.int64), matched)


def _counted(kind: str, names: Sequence[str], of: Ints | Small, matched: Flags) -> Iterator[Group]:
    """`of` (students,) is each one's group by number."""
    many, having = (np.bincount(each, minlength=len(names)).tolist() for each in (of, of[matched]))
    students = {name: number for name, number in zip(names, many, strict=True) if number}
    hidden = untold(students)
    for name, number in sorted(zip(names, having, strict=True)):
        if name in students:
            told = name not in hidden
            yield Group(kind, name, students[name] if told else None, number if told else None)


def untold(students: dict[str, int]) -> set[str]:
    """Groups below LEAST; with them the smallest others, until what all of them hold together tells of nobody."""
    smallest_first = sorted(students, key=lambda each: (students[each], each))
    hidden = [each for each in smallest_first if students[each] < LEAST]
    if not hidden:
        return set()
    for each in smallest_first[len(hidden) :]:
        if sum(students[one] for one in hidden) >= LEAST:
            break
        hidden.append(each)
    return set(hidden)
