"""Relevance: how much a mentor can help a mentee, in points, each with the fact behind it."""

from services.matching.engine.people import Mentee, Mentor, Term, Weights
from services.matching.engine.rules import common_hours, reachable


def terms(mentee: Mentee, mentor: Mentor, weights: Weights) -> tuple[Term, ...]:
    """Everything that speaks for the pair. Points are never negative: what forbids a pair is a rule."""
    return (
        *_skills(mentee, mentor, weights),
        *_goals(mentee, mentor, weights),
        *_hours(mentee, mentor, weights),
        *_languages(mentee, mentor, weights),
        *_nearness(mentee, mentor, weights),
        *_modes(mentee, mentor, weights),
    )


def score(found: tuple[Term, ...]) -> int:
    return sum(term.points for term in found)


def _skills(mentee: Mentee, mentor: Mentor, weights: Weights) -> list[Term]:
    """A mentor at or above the level that is sought counts; one below does not."""
    met = [
        Term("skill-offered", weights.skill, {"skill": skill, "sought": sought, "offered": mentor.offers[skill]})
        for skill, sought in sorted(mentee.seeks.items())
        if mentor.offers.get(skill, 0) >= sought
    ]
    return met[: weights.skills_counted]


def _goals(mentee: Mentee, mentor: Mentor, weights: Weights) -> list[Term]:
    met = [
        Term("goal-skill-offered", weights.goal, {"skill": skill, "offered": mentor.offers[skill]})
        for skill in sorted(mentee.goals & mentor.offers.keys())
    ]
    return met[: weights.goals_counted]


def _hours(mentee: Mentee, mentor: Mentor, weights: Weights) -> list[Term]:
    hours = sum(end - start for start, end in common_hours(mentee, mentor)) // 60
    if not hours:
        return []
    return [Term("hours-shared", weights.hour * min(hours, weights.hours_counted), {"hours": hours})]


def _languages(mentee: Mentee, mentor: Mentor, weights: Weights) -> list[Term]:
    shared = sorted(mentee.languages & mentor.languages)
    return [Term("language-shared", weights.language, {"language": each}) for each in shared][
        : weights.languages_counted
    ]


def _nearness(mentee: Mentee, mentor: Mentor, weights: Weights) -> list[Term]:
    if "in-person" not in reachable(mentee, mentor):
        return []
    return [Term("territory-shared", weights.territory, {"territory": mentee.territory})]


def _modes(mentee: Mentee, mentor: Mentor, weights: Weights) -> list[Term]:
    return [Term("mode-shared", weights.mode, {"mode": mode}) for mode in sorted(reachable(mentee, mentor))]
