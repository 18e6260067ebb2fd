"""Marking mentors in a bitmap: a bit a mentor, by their place in ascending order of price."""

import numpy as np
import numpy.typing as npt
from numba import njit

from services.matching.engine.columns import IN_PERSON, Bytes, Flags, Side, Small, Words

FAR = 255
Table = npt.NDArray[np.uint64]  # (rows, words): 64 mentors a word


def marked(rows: int, width: int, row: Small, place: Small) -> Table:
    table = np.zeros((rows, width), np.uint64)
    mark(table, row, place)
    return table


def by_bits(bits: Words, rows: int, width: int) -> Table:
    table = np.zeros((rows, width), np.uint64)
    for row in range(rows):
        place = np.flatnonzero(bits >> np.uint64(row) & np.uint64(1)).astype(np.int32)
        mark(table, np.full(len(place), row, np.int32), place)
    return table


def near(side: Side, band: Bytes, width: int) -> Table:
    """Rows 2t: mentors who meet in person and live near territory t; 2t + 1: those of them who travel."""
    table = np.zeros((2 * len(band), width), np.uint64)
    meets = np.flatnonzero(side.modes >> IN_PERSON & 1).astype(np.int32)
    mark_near(table, band, meets, side.territory, side.travels)
    return table


@njit(cache=True)
def mark(table: Table, row: Small, place: Small) -> None:
    for e in range(len(row)):
        p = place[e]
        if p >= 0:
            table[row[e], p >> 6] |= np.uint64(1) << np.uint64(p & 63)


@njit(cache=True)
def mark_near(table: Table, band: Bytes, meets: Small, territory: Small, travels: Flags) -> None:
    for p in meets:
        bit = np.uint64(1) << np.uint64(p & 63)
        for t in range(len(band)):
            if band[t, territory[p]] != FAR:
                table[2 * t, p >> 6] |= bit
                if travels[p]:
                    table[2 * t + 1, p >> 6] |= bit


@njit(cache=True)
def mark_levels(table: Table, wanted: Small, item: Small, level: Bytes, place: Small) -> None:
    """A mentor is in the rows of a skill up to their level."""
    for e in range(len(item)):
        p = place[e]
        if p < 0:
            continue
        row = np.searchsorted(wanted, item[e] * 4)
        while row < len(wanted) and wanted[row] < item[e] * 4 + level[e]:
            table[row, p >> 6] |= np.uint64(1) << np.uint64(p & 63)
            row += 1
