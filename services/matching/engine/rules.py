"""Hard rules: who cannot be paired, whatever the score."""

from services.matching.engine.people import Mentee, Mentor, Rhythm, Stretch

RULES = ("places", "excluded", "language", "reach", "hours")


def barrier(mentee: Mentee, mentor: Mentor, rhythm: Rhythm) -> str | None:
    """The first rule that forbids the pair; None where all allow it."""
    if mentor.places < 1:
        return "places"
    if mentor.person == mentee.person or mentor.person in mentee.never:
        return "excluded"
    if mentee.languages.isdisjoint(mentor.languages):
        return "language"
    if not reachable(mentee, mentor):
        return "reach"
    if room_for(common_hours(mentee, mentor), rhythm.minutes) < rhythm.a_week:
        return "hours"
    return None


def reachable(mentee: Mentee, mentor: Mentor) -> frozenset[str]:
    """Modes by which they can meet: in person needs one territory and somebody who travels."""
    shared = mentee.modes & mentor.modes
    if mentee.territory != mentor.territory or not (mentee.travels or mentor.travels):
        shared -= {"in-person"}
    return shared


def common_hours(mentee: Mentee, mentor: Mentor) -> list[Stretch]:
    """Stretches of the week in which both are free."""
    shared, i, j = [], 0, 0
    a, b = mentee.hours, mentor.hours
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            shared.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return shared


def room_for(stretches: list[Stretch], minutes: int) -> int:
    """How many sessions of so many minutes fit."""
    return sum((end - start) // minutes for start, end in stretches)
