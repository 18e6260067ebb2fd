"""Why a student has no mentor, and the smallest change that would help."""

from collections import Counter
from dataclasses import dataclass

from services.matching.engine.people import Mentee, Mentor
from services.matching.engine.remedies import Change, Trial, smallest
from services.matching.engine.rules import RULES
from services.matching.engine.solved import Solved

TAKEN = "taken"  # some mentors suit, and their places help others more
UNTOLD = "excluded"  # who is kept apart from whom, and that anybody is, stays with coordinators


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the student and those around them are told: the main reason (a rule, or TAKEN), and what would help."""

    mentee: str
    reason: str | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a coordinator is told: how many mentors were feasible, and how many each rule removed.

    `most` is the rule that removed most, of equals the first in RULES. `change` would make a mentor with a free place
    suit, or where nobody suits any mentor at all; None where no single change does.
    """

    mentee: str
    feasible: int
    removed: dict[str, int]
    most: str | None
    change: Change | None

    def for_others(self) -> Waiting:
        told = {rule: number for rule, number in self.removed.items() if rule != UNTOLD}
        return Waiting(self.mentee, TAKEN if self.feasible else _most(told), self.change)


def left_out(solved: Solved, student: int) -> LeftOut:
    """Of a student without a mentor."""
    mentee = solved.columns.mentee(student)
    met = Counter(solved.rule(mentee, mentor) for mentor in solved.mentors)
    feasible = met.pop(None, 0)
    removed = {rule: met[rule] for rule in sorted(filter(None, met), key=_place)}
    free = [mentor for mentor, places in zip(solved.mentors, solved.free.tolist(), strict=True) if places > 0]
    change = _change(solved, mentee, free) or (None if feasible else _change(solved, mentee, solved.mentors))
    return LeftOut(mentee.id, feasible, removed, _most(removed), change)


def _change(solved: Solved, mentee: Mentee, mentors: list[Mentor]) -> Change | None:
    return smallest(mentee, Trial(mentors, solved.rule, solved.columns.rhythm.minutes))


def _most(removed: dict[str, int]) -> str | None:
    return max(removed, key=lambda rule: (removed[rule], -_place(rule)), default=None)


def _place(rule: str | None) -> int:
    return RULES.index(rule) if rule in RULES else len(RULES)
