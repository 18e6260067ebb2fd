"""More rows than memory may hold come back key by key."""

import tracemalloc

from audit.spill import AT_ONCE, Spill


def test_rows_come_back_by_key_in_the_order_in_which_they_were_added():
    spill = Spill(2)
    for key, *rest in [("b", 1, "x"), ("a", 9, None), ("b", 0, "y"), ("a", 2**62, b"z")]:
        spill.add(key, *rest)
    assert dict(spill.groups()) == {"a": [(9, None), (2**62, b"z")], "b": [(1, "x"), (0, "y")]}


def test_more_may_be_added_after_it_was_asked():
    spill = Spill(1)
    spill.add("a", 1)
    assert list(spill.groups()) == [("a", [(1,)])]
    spill.add("a", 2)
    assert list(spill.groups()) == [("a", [(1,), (2,)])]


def test_an_empty_one_has_nothing():
    assert list(Spill(3).groups()) == []


def test_memory_does_not_grow_with_the_rows():
    spill = Spill(1)
    tracemalloc.start()
    for number in range(20 * AT_ONCE):
        spill.add(f"key-{number % 5_000}", number)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(len(rows) for _, rows in spill.groups()) == 20 * AT_ONCE
    assert peak < 2_000_000
