"""The best mentors of each student, by trying all who offer a skill that is sought."""

import numpy as np
import numpy.typing as npt
from numba import njit

from services.matching.engine.edges import Ints

Bits = npt.NDArray[np.uint64]
LEAST, MOST, LEAST_HOURS = 162, 1000, 2


@njit(cache=True)
def best(
    sought: Ints, region: Ints, online: Ints, speaks: Ints, free: Bits,
    offered: Ints, regions: Ints, onlines: Ints, speak: Ints, frees: Bits,
    start: Ints, offering: Ints, most: int,
) -> tuple[Ints, Ints, Ints]:  # fmt: skip
    """Pairs by student, then mentor; of equal scores the mentor of lower number."""
    many = len(sought)
    mentee, mentor = np.empty(many * most, np.int64), np.empty(many * most, np.int64)
    score, size = np.empty(many * most, np.int64), 0
    seen = np.full(len(offered), -1, np.int64)
    points, whom = np.empty(most, np.int64), np.empty(most, np.int64)
    for i in range(many):
        kept = 0
        for skill in sought[i]:
            for at in range(start[skill], start[skill + 1]):
                j = offering[at]
                if seen[j] == i:
                    continue
                seen[j] = i
                near = region[i] == regions[j]
                if not (near or online[i] & onlines[j]) or not speaks[i] & speak[j]:
                    continue
                hours = common_bits(free[i], frees[j])
                if hours < LEAST_HOURS:
                    continue
                value = 60 + shared(sought[i], offered[j]) * 170 + min(hours, 10) * 22 + near * 90
                value += ((i * 7919 + j * 104729) ^ (i * j)) % 97  # stands for goals and wishes
                value = min(max(value, LEAST), MOST)
                kept = insert(points, whom, kept, most, value, j)
        order = np.argsort(whom[:kept])
        for place in order:
            mentee[size], mentor[size], score[size] = i, whom[place], points[place]
            size += 1
    return mentee[:size], mentor[:size], score[:size]


@njit(cache=True)
def insert(points: Ints, whom: Ints, kept: int, most: int, value: int, mentor: int) -> int:
    """Keep the best `most`, highest first; gives how many are kept."""
    if kept == most:
        if value < points[most - 1] or (value == points[most - 1] and mentor > whom[most - 1]):
            return kept
        kept -= 1
    at = kept
    while at > 0 and (points[at - 1] < value or (points[at - 1] == value and whom[at - 1] > mentor)):
        points[at], whom[at] = points[at - 1], whom[at - 1]
        at -= 1
    points[at], whom[at] = value, mentor
    return kept + 1


@njit(cache=True)
def shared(a: Ints, b: Ints) -> int:
    many = 0
    for x in a:
        for y in b:
            many += x == y
    return many


@njit(cache=True)
def common_bits(a: Bits, b: Bits) -> int:
    """Population count of the intersection (Warren, Hacker's Delight)."""
    many = 0
    for part in range(len(a)):
        x = a[part] & b[part]
        x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
        x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
        x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
        many += int((x * np.uint64(0x0101010101010101)) >> np.uint64(56))
    return many
