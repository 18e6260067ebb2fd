"""Why these two: for coordinators with the alternatives, for everybody else the reasons alone."""

from dataclasses import dataclass
from typing import Literal

from services.matching.engine.people import Term
from services.matching.engine.relevance import score, terms
from services.matching.engine.solved import Solved, Worth
from services.matching.engine.switch import Cost, bound, cost

Why = Literal["full", "better-for-others", "fits-alike", "fits-less"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """The mentor who would fit the student best apart from theirs, with the score of these two, and why not.

    `full`: no place was free before the plan. `better-for-others`: the places bring more to others, nobody says to
    whom. `cost` is what all would lose by the switch; None where there is no place.
    """

    mentor: str
    score: int
    why: Why
    cost: Cost | None


@dataclass(frozen=True, slots=True)
class PairReasons:
    """What the two themselves, and whoever else may know of the pair, are told."""

    mentee: str
    mentor: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class PairExplained:
    """What a coordinator is told of a pair.

    `rank` (1 is best; who scores alike shares a rank) among all `suitable` mentors of the student. `utility`: what all
    would lose without the student; `demand`: what one more place of this mentor is worth to all.
    """

    mentee: str
    mentor: str
    score: int
    terms: tuple[Term, ...]
    rank: int
    suitable: int
    alternative: Alternative | None
    utility: Worth
    demand: Worth

    def for_others(self) -> PairReasons:
        return PairReasons(self.mentee, self.mentor, self.terms)


def explain(solved: Solved, student: int, *, exact: bool = False) -> PairExplained:
    """Of a student with a mentor; `exact` solves once more, otherwise the cost of the switch is a bound.

    Raises ValueError for a student without a mentor.
    """
    number, mentee = int(solved.plan.chosen[student]), solved.columns.mentee(student)
    if number < 0:
        raise ValueError(f"{mentee.id} has no mentor in this plan")
    mentor = solved.mentors[number]
    found = terms(mentee, mentor, solved.policy.weights, solved.near)
    scores = [solved.score(mentee, other) for other in solved.mentors if solved.rule(mentee, other) is None]
    return PairExplained(
        mentee=mentee.id,
        mentor=mentor.id,
        score=score(found),
        terms=found,
        rank=1 + sum(other > score(found) for other in scores),
        suitable=len(scores),
        alternative=_alternative(solved, student, number, exact),
        utility=solved.read_utility(student),
        demand=solved.read(int(solved.proof.price[number])),
    )


def _alternative(solved: Solved, student: int, own: int, exact: bool) -> Alternative | None:
    """Of mentors who fit alike one with a place, then the first by number."""
    mentee = solved.columns.mentee(student)
    found = [
        (solved.score(mentee, mentor), mentor.places > 0, -number)
        for number, mentor in enumerate(solved.mentors)
        if number != own and solved.suits(mentee, mentor)
    ]
    if not found:
        return None
    points, has_place, number = max(found)
    loss = (cost if exact else bound)(solved, student, -number) if has_place else None
    why = _why(points - solved.score(mentee, solved.mentors[own])) if has_place else "full"
    return Alternative(solved.mentors[-number].id, points, why, loss)


def _why(better: int) -> Why:
    return "better-for-others" if better > 0 else "fits-less" if better < 0 else "fits-alike"
