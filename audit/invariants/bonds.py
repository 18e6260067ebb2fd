"""Whom an event concerns by what was said before it: the pairs of an enrolment, the enrolments of a person."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from audit.records import Record
from audit.spill import Spill
from contracts.event import Event

BEGINS, ENDS, ASKS = range(3)


@dataclass(frozen=True)
class Bond:
    """From one of `begins` to one of `ends` the document `id` belongs to each of `whom`."""

    begins: tuple[type[Event], ...]
    ends: tuple[type[Event], ...]
    whom: Callable[[Any], Iterable[str]]
    id: Callable[[Any], str]


class Bonds:
    """Finds, once everything was read, which documents were bound to whom when an event concerned them.

    A service asks its own store, some time after the event was written. So only what was bound for longer than the
    grace by then, and has stayed bound, is surely found by it. Times are the machine's, seconds.
    """

    def __init__(self, bonds: Iterable[Bond], grace_s: float) -> None:
        self._bonds = list(enumerate(dict.fromkeys(bonds)))
        self._numbers = {bond: number for number, bond in self._bonds}
        self._grace_s = grace_s
        self._spill = Spill(4)  # by bond and whom: what, when, which document, which asking
        self._meant_by = cache(self._about)

    @property
    def hears(self) -> set[type[Event]]:
        return {event for _, bond in self._bonds for event in (*bond.begins, *bond.ends)}

    def see_event(self, record: Record) -> None:
        event = record.event
        assert event is not None
        for number, bond, what in self._meant_by(type(event)):
            for whom in bond.whom(event):
                self._spill.add(f"{number}\n{whom}", what, record.written_at, bond.id(event), None)

    def _about(self, kind: type[Event]) -> list[tuple[int, Bond, int]]:
        """The bonds that begin or end with such an event."""
        return [
            (number, bond, what)
            for number, bond in self._bonds
            for what, kinds in ((BEGINS, bond.begins), (ENDS, bond.ends))
            if issubclass(kind, kinds)
        ]

    def ask(self, bond: Bond, whom: str, at: float, asking: str) -> None:
        """An event concerns all that is bound to `whom`; `asking` comes back with each."""
        self._spill.add(f"{self._numbers[bond]}\n{whom}", ASKS, at, None, asking)

    def answers(self) -> Iterator[tuple[str, str]]:
        """Each document that was bound, with what was asking."""
        for _, rows in self._spill.groups():
            if not any(what == ASKS for what, *_ in rows):
                continue
            since: dict[str, float] = {}
            for what, at, id, _ in sorted((row for row in rows if row[0] != ASKS), key=lambda row: row[1]):
                if what == BEGINS:
                    since.setdefault(id, at)
                else:
                    since.pop(id, None)
            for _, at, _, asking in (row for row in rows if row[0] == ASKS):
                yield from ((id, asking) for id, begun in since.items() if begun < at - self._grace_s)
