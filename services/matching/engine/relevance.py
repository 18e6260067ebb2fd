"""Relevance: how much a mentor can help a mentee, in points, each with the fact behind it."""

from services.matching.engine.nearness import HERE, Nearness
from services.matching.engine.people import Mentee, Mentor, Term, Weights, field_of
from services.matching.engine.rules import common_hours, reachable


def terms(mentee: Mentee, mentor: Mentor, weights: Weights, near: Nearness = HERE) -> tuple[Term, ...]:
    """Everything that speaks for the pair. Points are never negative: what forbids a pair is a rule."""
    return (
        *_skills(mentee, mentor, weights),
        *_fields(mentee, mentor, weights),
        *_goals(mentee, mentor, weights),
        *_hours(mentee, mentor, weights),
        *_languages(mentee, mentor, weights),
        *_nearness(mentee, mentor, weights, near),
        *_modes(mentee, mentor, weights, near),
    )


def score(found: tuple[Term, ...]) -> int:
    return sum(term.points for term in found)


def _skills(mentee: Mentee, mentor: Mentor, weights: Weights) -> list[Term]:
    """A mentor at or above the level that is sought counts; one below does not."""
    met = [
        Term("skill-offered", weights.skill, {"skill": skill, "sought": sought, "offered": mentor.offers[skill]})
        for skill, sought in sorted(mentee.seeks.items())
        if meets(mentor, skill, sought)
    ]
    return met[: weights.skills_counted]


def meets(mentor: Mentor, skill: str, sought: int) -> bool:
    return skill in mentor.offers and mentor.offers[skill] >= sought


def _fields(mentee: Mentee, mentor: Mentor, weights: Weights) -> list[Term]:
    """Fields of what is sought in which the mentor offers something, though nothing at the level that is sought."""
    met = {field_of(skill) for skill, sought in mentee.seeks.items() if meets(mentor, skill, sought)}
    shared = set(map(field_of, mentee.seeks)) & set(map(field_of, mentor.offers)) - met
    return [Term("field-offered", weights.field, {"field": each}) for each in sorted(shared)][: weights.fields_counted]


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


def _nearness(mentee: Mentee, mentor: Mentor, weights: Weights, near: Nearness) -> list[Term]:
    if "in-person" not in reachable(mentee, mentor, near):
        return []
    band = near.band(mentee.territory, mentor.territory)
    if not band:
        return [Term("territory-shared", weights.territory, {"territory": mentee.territory})]
    within, points = near.bands[band - 1]
    return [Term("territory-near", points, {"kilometres": within})]


def _modes(mentee: Mentee, mentor: Mentor, weights: Weights, near: Nearness) -> list[Term]:
    shared = sorted(reachable(mentee, mentor, near))
    return [Term("mode-shared", weights.mode, {"mode": mode}) for mode in shared][: weights.modes_counted]
