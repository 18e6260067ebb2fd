"""Successive shortest paths with prices: Tomizawa 1971, Edmonds & Karp 1972, on rows and columns with capacities.

A row takes up to `units[r]` columns, a column up to `room[c]` rows, and each may have fewer. Rows are served unit by
unit; each time the cheapest alternating path by reduced cost `row_price + column_price - value >= 0` is found
(Dijkstra; what is no farther than the row it is seen from needs no heap), and the prices of what it passed are moved so
that every reduced cost stays so. Row prices only fall and column prices only rise, so a row's pairs sorted by an old
net value (value - column price) bound the present ones from above: a scan ends at the first that is too low, and a
row is sorted again only when scans waste too much.
"""

import numpy as np
from numba import njit

from services.matching.engine.edges import Ints
from services.matching.engine.heap import lower, remove_least


@njit(cache=True)
def sort_row(first: int, last: int, column: Ints, value: Ints, net: Ints, column_price: Ints) -> None:
    """Refresh `net` of a row's pairs [first, last) and sort them by it, highest first (Shell's sort, Ciura's gaps)."""
    for e in range(first, last):
        net[e] = value[e] - column_price[column[e]]
    for gap in (1750, 701, 301, 132, 57, 23, 10, 4, 1):
        for e in range(first + gap, last):
            c, v, n = column[e], value[e], net[e]
            at = e
            while at - gap >= first and net[at - gap] < n:
                column[at], value[at], net[at] = column[at - gap], value[at - gap], net[at - gap]
                at -= gap
            column[at], value[at], net[at] = c, v, n


@njit(cache=True)
def best_net(first: int, last: int, column: Ints, value: Ints, column_price: Ints) -> int:
    """The highest net value of a row's pairs, at least 0."""
    best = 0
    for e in range(first, last):
        best = max(best, value[e] - column_price[column[e]])
    return best


@njit(cache=True)
def search(  # noqa: C901, PLR0912, PLR0915 -- one loop, whose state is local for speed
    start: Ints, column: Ints, value: Ints, units: Ints, room: Ints, slot_start: Ints, order: Ints, budget: int
) -> tuple[bool, Ints, Ints, Ints, int]:
    """Optimum of the pairs `column, value` (E,) of rows `start` (R+1,), in whole units of value.

    `slot_start` (C+1,) gives each column `room` slots. `column` and `value` are reordered within a row. Gives whether
    it ended within `budget` steps, the row in each slot (-1: empty), row prices (R,), column prices (C,), steps.
    Steps are counted, not seconds: the same input ends the same way on any machine.
    """
    rows, columns = len(units), len(room)
    row_price, column_price = np.zeros(rows, np.int64), np.zeros(columns, np.int64)
    slots, load = np.full(slot_start[-1], -1, np.int64), np.zeros(columns, np.int64)
    net, waste = np.empty(len(column), np.int64), np.full(rows, -1, np.int64)
    far, from_row, spot = np.zeros(columns, np.int64), np.zeros(columns, np.int64), np.full(columns, -1, np.int64)
    state = np.zeros(columns, np.int8)  # 0 unseen, 1 in the heap, 2 settled
    near = np.empty(columns, np.int64)
    heap, seen_columns = np.empty(columns, np.int64), np.empty(columns, np.int64)
    row_far, from_slot, from_column = np.full(rows, -1, np.int64), np.empty(rows, np.int64), np.empty(rows, np.int64)
    seen_rows = np.empty(rows, np.int64)
    steps = 0
    for root in order:
        row_price[root] = best_net(start[root], start[root + 1], column, value, column_price)
        steps += start[root + 1] - start[root]
        for _ in range(units[root]):
            if row_price[root] == 0 or steps > budget:
                break
            bound, end_row, end_column = row_price[root], root, -1
            size = many_columns = pending = many_near = 0
            seen_rows[0], many_rows, row_far[root] = root, 1, 0
            while True:
                while pending < many_rows:
                    r = seen_rows[pending]
                    pending += 1
                    first, last = start[r], start[r + 1]
                    if waste[r] < 0 or waste[r] > 2 * (last - first):
                        sort_row(first, last, column, value, net, column_price)
                        waste[r] = 0
                        steps += 4 * (last - first)
                    base = row_far[r] + row_price[r]
                    for e in range(first, last):
                        if base - net[e] >= bound:
                            break
                        steps += 1
                        c = column[e]
                        there = base - value[e] + column_price[c]
                        if there >= bound or state[c] == 2:
                            waste[r] += 1
                        elif load[c] < room[c]:
                            bound, end_column, from_row[c] = there, c, r
                        elif state[c] == 0 or there < far[c]:
                            if state[c] == 0:
                                seen_columns[many_columns] = c
                                many_columns += 1
                                state[c] = 1
                            far[c], from_row[c] = there, r
                            if there == row_far[r] and spot[c] < 0:
                                near[many_near] = c
                                many_near += 1
                                state[c] = 2
                            else:
                                size = lower(heap, spot, far, size, c)
                if many_near:
                    many_near -= 1
                    c = near[many_near]
                elif size and far[heap[0]] < bound:
                    c = heap[0]
                    size = remove_least(heap, spot, far, size)
                    state[c] = 2
                else:
                    break
                if far[c] >= bound:  # so near that the price stays
                    break
                for s in range(slot_start[c], slot_start[c] + load[c]):
                    r = slots[s]
                    steps += 1
                    if row_far[r] < 0:
                        row_far[r], from_slot[r], from_column[r] = far[c], s, c
                        seen_rows[many_rows] = r
                        many_rows += 1
                        if far[c] + row_price[r] < bound:
                            bound, end_row, end_column = far[c] + row_price[r], r, -1
            for i in range(many_rows):
                r = seen_rows[i]
                row_price[r] -= bound - row_far[r]
                row_far[r] = -1
            for i in range(many_columns):
                c = seen_columns[i]
                if state[c] == 2:
                    column_price[c] += bound - far[c]
                state[c], spot[c] = 0, -1
            r = end_row
            if end_column >= 0:
                r = from_row[end_column]
                slots[slot_start[end_column] + load[end_column]] = r
                load[end_column] += 1
            while r != root:
                s, r = from_slot[r], from_row[from_column[r]]
                slots[s] = r
    for r in range(rows):
        if units[r] == 0:
            row_price[r] = best_net(start[r], start[r + 1], column, value, column_price)
    return steps <= budget, slots, row_price, column_price, steps
