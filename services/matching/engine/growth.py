"""Room for more people and pairs in a kept market."""

from typing import Any

import numpy as np

from services.matching.engine.market import Market, Rows

BY_STUDENT = {"chosen": -1, "utility": 0, "after": -1, "before": -1, "was": -2, "moved": 0}
BY_MENTOR = {
    "price": 0, "places": 0, "load": 0, "head": -1, "far": 0, "student": -1, "mentor": -1,
    "state": 0, "spot": -1, "heap": 0, "seen": 0,
}  # fmt: skip


def with_people(kept: Market, students: int, mentors: int) -> Market:
    """The same with room for so many; the new ones have no pairs, places or prices."""
    by_student = {name: longer(getattr(kept, name), students, new) for name, new in BY_STUDENT.items()}
    by_mentor = {name: longer(getattr(kept, name), mentors, new) for name, new in BY_MENTOR.items()}
    seeks, offers = _with_rows(kept.seeks, students), _with_rows(kept.offers, mentors)
    return kept._replace(seeks=seeks, offers=offers, **by_student, **by_mentor)


def with_pairs(kept: Market, more: int) -> Market:
    """The same with room for `more` pairs behind the present ones on both sides."""
    return kept._replace(seeks=_with_space(kept.seeks, more), offers=_with_space(kept.offers, more))


def _with_rows(rows: Rows, many: int) -> Rows:
    first, size, space = (longer(each, many, 0) for each in (rows.first, rows.size, rows.space))
    return rows._replace(first=first, size=size, space=space)


def _with_space(rows: Rows, more: int) -> Rows:
    room = int(rows.end[0]) + more
    return rows._replace(other=longer(rows.other, room, 0), value=longer(rows.value, room, 0))


def longer(array: Any, length: int, new: int) -> Any:
    missing = max(length - len(array), 0)
    return np.concatenate([array, np.full(missing, new, array.dtype)])
