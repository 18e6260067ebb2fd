"""The most promising mentors of each student at given prices, of all mentors there are, by bitmaps.

Mentors fall into classes by how many skills and goals they answer and whether they live near; each class has a bound
from above on its scores. Mentors lie by ascending price, so that only a first part of a class can promise more than
what is asked: those that cost less than the bound leaves.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from services.matching.engine.bitmaps import Asked, Offered
from services.matching.engine.bits import lowest, ones
from services.matching.engine.classes import Scratch, classes_of, fill
from services.matching.engine.columns import IN_PERSON, Ints, Small
from services.matching.engine.weighing import Points, common, fields_without_skill


class Found(NamedTuple):
    """Pairs by student; `mentor` are numbers."""

    mentee: Small
    mentor: Small
    score: Small


@njit(cache=True)
def promising(
    asked: Asked, offered: Offered, worth: Points, unit: int, least: Ints, who: Small, most: int, room: Scratch
) -> Found:
    """For each student of `who` the best `most` mentors by score · unit - price, those that exceed `least` (students,).

    Of equals those that are met first are kept; each student begins elsewhere, so that alike students differ.
    """
    mentee, size = np.empty(len(who) * most, np.int32), 0
    mentor, score = np.empty(len(who) * most, np.int32), np.empty(len(who) * most, np.int32)
    for i in who:
        kept = _best(asked, offered, worth, unit, least[i], i, most, room)
        for n in range(kept):
            mentee[size], mentor[size], score[size] = i, offered.mentor[room.whom[n]], room.points[n]
            size += 1
    return Found(mentee[:size].copy(), mentor[:size].copy(), score[:size].copy())


@njit(cache=True)
def _best(
    asked: Asked, offered: Offered, worth: Points, unit: int, least: int, i: int, most: int, room: Scratch
) -> int:
    classes = classes_of(asked, worth, i, room)
    words = (cheaper(offered.price, room.bound[0] * unit - least) + 511) >> 9 << 3  # whole blocks of 512 mentors
    if words == 0:
        return 0
    fill(asked, offered, worth, i, words, room)
    return _scan(asked, offered, worth, unit, least, i, most, classes, room)


@njit(cache=True)
def _scan(  # noqa: C901, PLR0912, PLR0915 -- one loop, whose state is local for speed
    asked: Asked, offered: Offered, worth: Points, unit: int, least: int, i: int, most: int, classes: int, room: Scratch
) -> int:
    """Weigh up the mentors class by class, those that can promise enough, in blocks of 512."""
    fits, close, left = room.fits.reshape(-1, 8), room.near.reshape(-1, 8), room.left
    skills, goals = room.skills.reshape(len(room.skills), -1, 8), room.goals.reshape(len(room.goals), -1, 8)
    gain, whom, scored = room.gain, room.whom, room.points
    price, modes, number, territory = offered.price, offered.modes, offered.mentor, offered.territory
    hours, begins, my_hours, my_begins = offered.week.hours, offered.week.begins, asked.week.hours, asked.week.begins
    band, points, home, my_modes = offered.band, worth.bands, asked.territory[i], asked.modes[i]
    in_field, in_skill, spoken = offered.field, offered.skill, offered.languages
    start, field, row, languages = asked.start, asked.field, asked.row, asked.languages
    per_mode, modes_counted, per_hour, hours_counted = worth.mode, worth.modes, worth.hour, worth.hours
    apart, first_apart, last_apart = asked.apart, asked.apart_start[i], asked.apart_start[i + 1]
    session, a_week, plain = worth.session, worth.a_week, asked.plain[i]
    all_hours, kept = per_hour * hours_counted, 0
    for n in range(classes):
        bound, kind = room.bound[n], room.kind[n]
        reach = cheaper(price, bound * unit - (least if kept < most else gain[most - 1]))
        if reach == 0:
            continue
        met, aims, near = kind >> 8, kind >> 1 & 127, kind & 1
        surely, looked_up = worth.skill * met + worth.goal * aims, not plain or (met == 0 and worth.demand != 2)
        if not looked_up:  # one field, one language, which are shared
            surely += worth.language * min(1, worth.languages)
            surely += worth.field * min(1, worth.fields) if met == 0 else 0
        usable = my_modes if near else my_modes & ~np.uint8(1 << IN_PERSON)
        flip = np.uint64(0) if near else ~np.uint64(0)
        blocks = (reach + 511) >> 9
        begin = (i * 40503) % blocks if price[0] == price[reach - 1] else 0
        for step in range(blocks):
            block = begin + step if begin + step < blocks else begin + step - blocks
            some = np.uint64(0)
            for w in range(8):
                word = fits[block, w] & skills[met, block, w] & goals[aims, block, w] & (close[block, w] ^ flip)
                left[w] = word
                some |= word
            if not some:
                continue
            for w in range(8):
                word = left[w]
                while word:
                    p = (block * 8 + w) * 64 + lowest(word)
                    word &= word - np.uint64(1)
                    floor = (least if kept < most else gain[most - 1]) + price[p]
                    if bound * unit <= floor:
                        break
                    known = surely + per_mode * min(ones(np.uint64(usable & modes[p])), modes_counted)
                    if looked_up:
                        fields = fields_without_skill(start, field, row, in_field, in_skill, i, p)
                        shared = ones(languages[i] & spoken[p])
                        known += worth.field * min(fields, worth.fields)
                        known += worth.language * min(shared, worth.languages)
                    if near:
                        known += points[band[home, territory[p]]]
                    if (known + all_hours) * unit <= floor:
                        continue
                    free = common(my_hours, my_begins, i, hours, begins, p, session, a_week)
                    score = known + per_hour * min(free >> 1, hours_counted)
                    if free >= 0 and score * unit > floor and not listed(apart, first_apart, last_apart, number[p]):
                        kept = _insert(gain, whom, scored, kept, most, score * unit - price[p], p, score)
    return kept


@njit(cache=True)
def cheaper(price: Ints, most: int) -> int:
    """How many of the ascending prices are below `most`."""
    low, high = 0, len(price)
    while low < high:
        middle = (low + high) >> 1
        if price[middle] < most:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, inline="always")
def listed(some: Small, first: int, last: int, one: int) -> bool:
    found = False
    for e in range(first, last):
        found |= some[e] == one
    return found


@njit(cache=True, inline="always")
def _insert(gain: Ints, whom: Small, scored: Small, kept: int, most: int, more: int, p: int, score: int) -> int:
    """Keep the best, highest gain first; gives how many are kept."""
    at = min(kept, most - 1)
    while at > 0 and gain[at - 1] < more:
        gain[at], whom[at], scored[at] = gain[at - 1], whom[at - 1], scored[at - 1]
        at -= 1
    gain[at], whom[at], scored[at] = more, p, score
    return min(kept + 1, most)
