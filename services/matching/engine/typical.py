"""A mentor as one would expect them: what the programme might recruit for a skill or a territory."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median_low

from services.matching.engine.people import Mentee, Mentor, Stretch
from services.matching.engine.remedies import joined

HIGHEST = 4
HOUR = 60
NOBODY = ""  # the person of somebody who does not exist


def typical(skill: str | None, territory: str | None, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> Mentor:
    """With one place, and the cell's skill at the highest level.

    All else is as usual in the pool: languages and modes of at least half of its mentors (of its students where there
    are no mentors), as many hours as the median mentor, those at which most are free; whether most travel. For a cell
    without a skill or a territory, the one that most of the students in it look for, or live in.
    """
    cell = [mentee for mentee in mentees if skill in (None, *mentee.seeks) and territory in (None, mentee.territory)]
    offered = skill or _commonest(each for mentee in cell for each in mentee.seeks)
    like: Sequence[Mentee | Mentor] = mentors or mentees
    return Mentor(
        id=NOBODY,
        person=NOBODY,
        languages=_of_half([each.languages for each in like]),
        offers={offered: HIGHEST} if offered else {},
        hours=_hours([each.hours for each in like]),
        territory=territory or _commonest(mentee.territory for mentee in cell) or "",
        modes=_of_half([each.modes for each in like]),
        places=1,
        travels=2 * sum(each.travels for each in like) >= len(like),
    )


def _commonest(words: Iterable[str]) -> str | None:
    counted = Counter(words)
    return min(counted, key=lambda word: (-counted[word], word), default=None)


def _of_half(given: list[frozenset[str]]) -> frozenset[str]:
    """What at least half have; the commonest where nothing is so common."""
    counted = Counter(word for each in given for word in each)
    common = frozenset(word for word, number in counted.items() if 2 * number >= len(given))
    one = _commonest(word for each in given for word in each)
    return common or frozenset([one] if one else [])


def _hours(given: list[tuple[Stretch, ...]]) -> tuple[Stretch, ...]:
    """Whole hours of the week: as many as the median has, those at which most are free, the earlier of equals."""
    whole = [[hour for start, end in each for hour in range(-(-start // HOUR), end // HOUR)] for each in given]
    counted = Counter(hour for each in whole for hour in each)
    many = median_low(map(len, whole)) if whole else 0
    chosen = sorted(counted, key=lambda hour: (-counted[hour], hour))[:many]
    return joined((hour * HOUR, (hour + 1) * HOUR) for hour in chosen)
