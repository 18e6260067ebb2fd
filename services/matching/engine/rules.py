"""Hard rules: who cannot be paired, whatever the score."""

from services.matching.engine.nearness import HERE, Nearness
from services.matching.engine.people import Demand, Mentee, Mentor, Rhythm, Stretch, field_of
from services.matching.engine.week import HALF_HOUR, days, stretches

RULES = ("places", "excluded", "language", "reach", "skill", "hours")


def barrier(
    mentee: Mentee, mentor: Mentor, rhythm: Rhythm, near: Nearness = HERE, demand: Demand = "field"
) -> str | None:
    """The first rule that forbids the pair; None where all allow it."""
    if mentor.places < 1:
        return "places"
    if mentor.person == mentee.person or mentor.person in mentee.never:
        return "excluded"
    if mentee.languages.isdisjoint(mentor.languages):
        return "language"
    if not reachable(mentee, mentor, near):
        return "reach"
    if not answers(mentee, mentor, demand):
        return "skill"
    if room_for(common_hours(mentee, mentor), rhythm.minutes) < rhythm.a_week:
        return "hours"
    return None


def reachable(mentee: Mentee, mentor: Mentor, near: Nearness = HERE) -> frozenset[str]:
    """Modes by which they can meet: in person they must live near, and somebody must travel."""
    shared = mentee.modes & mentor.modes
    if near.band(mentee.territory, mentor.territory) is None or not (mentee.travels or mentor.travels):
        shared -= {"in-person"}
    return shared


def answers(mentee: Mentee, mentor: Mentor, demand: Demand) -> bool:
    """Whether the mentor offers something of what is sought; whoever seeks nothing in particular takes anybody."""
    if demand == "nothing" or not mentee.seeks:
        return True
    if demand == "skill":
        return not mentee.seeks.keys().isdisjoint(mentor.offers)
    return not set(map(field_of, mentee.seeks)).isdisjoint(map(field_of, mentor.offers))


def common_hours(mentee: Mentee, mentor: Mentor) -> tuple[Stretch, ...]:
    """Stretches of the week in which both are free, in whole half-hours; none crosses midnight."""
    pairs = zip(days(mentee.hours), days(mentor.hours), strict=True)
    return stretches([one & other for one, other in pairs])


def room_for(free: tuple[Stretch, ...], minutes: int) -> int:
    """How many sessions of so many minutes fit, each in whole half-hours."""
    session = -(-minutes // HALF_HOUR) * HALF_HOUR
    return sum((end - start) // session for start, end in free)
