"""What a mentor who is not in the pool could bring each student at most, at once for all of them."""

import numpy as np

from services.matching.engine.columns import IN_PERSON, Columns, Ints
from services.matching.engine.edges import Ints as Scores
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Mentor, Weights, field_of
from services.matching.engine.typical import having
from services.matching.engine.week import DAYS, days


def ceiling(columns: Columns, mentor: Mentor, weights: Weights, near: Nearness) -> Scores:
    """Scores (students,) that the pairs do not exceed; -1 where language, reach or hours surely forbid the pair."""
    students, words = columns.mentees, columns.words
    languages = np.bitwise_count(students.languages & _mask(mentor.languages, words.languages, np.uint64)).astype(int)
    bands = [near.band(territory, mentor.territory) for territory in words.territories]
    by_territory = np.array([-1 if band is None else _near(band, weights, near) for band in bands], np.int64)
    nearness = by_territory[students.territory]
    meet = (nearness >= 0) & (students.travels | mentor.travels)
    modes = students.modes & _mask(mentor.modes, words.modes, np.uint8)
    in_person = (modes >> np.uint8(IN_PERSON) & np.uint8(1)).astype(np.bool_) & meet
    others = np.bitwise_count(modes & np.uint8(255 ^ 1 << IN_PERSON)).astype(int)
    hours = sum(np.bitwise_count(students.hours[:, day] & np.uint64(bits)).astype(int)
                for day, bits in enumerate(days(mentor.hours)[:DAYS]))  # fmt: skip
    score = (
        _offers(columns, mentor, weights)
        + weights.hour * np.minimum(hours // 2, weights.hours_counted)
        + weights.language * np.minimum(languages, weights.languages_counted)
        + np.where(in_person, nearness, 0)
        + weights.mode * np.minimum(others + in_person, weights.modes_counted)
    )
    return np.where((languages > 0) & (others + in_person > 0) & (hours > 0), score, -1)


def _offers(columns: Columns, mentor: Mentor, weights: Weights) -> Ints:
    students, words = columns.mentees, columns.words
    points = np.zeros(len(students), np.int64)
    for skill in mentor.offers:
        number = words.skills.index(skill) if skill in words.skills else -1
        points += weights.skill * having(students.skills, number) + weights.goal * having(columns.goals, number)
    return points + weights.field * min(len(set(map(field_of, mentor.offers))), weights.fields_counted)


def _near(band: int, weights: Weights, near: Nearness) -> int:
    return near.bands[band - 1][1] if band else weights.territory


def _mask(has: frozenset[str], words: list[str], kind: type) -> np.integer:
    found: np.integer = kind(sum(1 << number for number, word in enumerate(words) if word in has))
    return found
