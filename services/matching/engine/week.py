"""The hours of a week in half-hours: seven words, a day each, whose lowest 48 bits are its half-hours."""

from collections.abc import Sequence

from services.matching.engine.people import Stretch

HALF_HOUR, A_DAY, DAYS = 30, 48, 7


def days(hours: Sequence[Stretch]) -> list[int]:
    """Each day's half-hours of which the whole is free; a stretch that begins or ends within one is rounded inwards."""
    found = [0] * DAYS
    for start, end in hours:
        first, last = -(-start // HALF_HOUR), end // HALF_HOUR
        for day in range(first // A_DAY, min(-(-last // A_DAY), DAYS)):
            begins, ends = max(first - day * A_DAY, 0), min(last - day * A_DAY, A_DAY)
            if begins < ends:
                found[day] |= (1 << ends) - (1 << begins)
    return found


def stretches(week: Sequence[int]) -> tuple[Stretch, ...]:
    """The same as minutes since Monday 00:00; none crosses midnight."""
    found = []
    for day, bits in enumerate(map(int, week)):
        at = 0
        while bits >> at:
            at += ((bits >> at) & -(bits >> at)).bit_length() - 1
            long = (~(bits >> at) & ((bits >> at) + 1)).bit_length() - 1
            found.append(((day * A_DAY + at) * HALF_HOUR, (day * A_DAY + at + long) * HALF_HOUR))
            at += long
    return tuple(found)
