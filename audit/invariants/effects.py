"""What must exist after an event exists."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from audit.documents import Document, Lookup, lane
from audit.invariants.bonds import Bond, Bonds
from audit.invariants.invariant import MOST_SUSPECTS, Invariant
from audit.records import Record
from audit.spill import Spill
from audit.verdict import Found, Verdict
from contracts.event import Event

Place = tuple[str, str]  # service and collection
There = tuple[dict[str, int], bool, dict[str, list[str]]]  # guards, whether there is a state, what each effect shows


@dataclass(frozen=True)
class Effect:
    """After one of these events the documents `ids` of `collection` have heard it, each by a guard of its own.

    With `through`, `ids` says to whom those documents are bound. `exists`: they have a state as well, more than a
    guard that moved. `shows` gives the subjects that a document bears in its state.
    """

    events: tuple[type[Event], ...]
    service: str
    collection: str
    ids: Callable[[Any], Iterable[str]]
    exists: bool = False
    shows: Callable[[dict[str, Any]], Iterable[str]] | None = None
    through: Bond | None = None


class Owed(NamedTuple):
    """What one event owes to one document."""

    effect: int
    kind: str
    stream: str
    subject: str
    sequence: int


class Effects(Invariant):
    """Every event has its effect in each document that it means, because one guard that moved is not all of them."""

    name = "effects"

    def __init__(self, effects: Sequence[Effect], grace_s: float = 60) -> None:
        self._effects = effects
        self._bonds = Bonds((effect.through for effect in effects if effect.through), grace_s)
        self.hears = tuple({e for effect in effects for e in effect.events} | self._bonds.hears)  # type: ignore[misc]
        self._by_type: dict[str, list[tuple[int, Effect]]] = {}
        self._by_place: dict[Place, list[tuple[int, Effect]]] = {}
        for number, effect in enumerate(effects):
            self._by_place.setdefault((effect.service, effect.collection), []).append((number, effect))
            for event in effect.events:
                self._by_type.setdefault(event.__name__, []).append((number, effect))
        self._spill = Spill(5)  # by document: what is owed; or None and what there is
        self._suspects: dict[Place, dict[str, list[Owed]]] = {}
        self._checked = self._more = 0

    def see_document(self, document: Document) -> None:
        if (document.service, document.collection) in self._by_place:
            key = f"{document.service}\n{document.collection}\n{document.id}"
            self._spill.add(key, None, json.dumps(self._there(document)), "", "", 0)

    def _there(self, document: Document | None) -> There:
        if document is None:
            return {}, False, {}
        effects = self._by_place[document.service, document.collection]
        state = document.state or {}
        shown = {str(number): list(effect.shows(state)) for number, effect in effects if effect.shows}
        return document.applied, document.state is not None, shown

    def see_event(self, record: Record) -> None:
        self._bonds.see_event(record)
        for number, effect in self._by_type.get(record.type, ()):
            owed = Owed(number, record.type, record.stream, record.subject, record.sequence)
            for id in effect.ids(record.event):
                if effect.through:
                    self._bonds.ask(effect.through, id, record.written_at, json.dumps(owed))
                else:
                    self._owe(id, owed)

    def _owe(self, id: str, owed: Owed) -> None:
        self._checked += 1
        effect = self._effects[owed.effect]
        self._spill.add(f"{effect.service}\n{effect.collection}\n{id}", *owed)

    def conclude(self) -> None:
        for id, asking in self._bonds.answers():
            self._owe(id, Owed(*json.loads(asking)))
        for key, rows in self._spill.groups():
            service, collection, id = key.split("\n", 2)
            place = (service, collection)
            there = json.loads(next((row[1] for row in rows if row[0] is None), "[{}, false, {}]"))
            missing = {owed for row in rows if row[0] is not None if not self._done(owed := Owed(*row), there)}
            if missing and len(self._suspects.setdefault(place, {})) < MOST_SUSPECTS:
                self._suspects[place][id] = sorted(missing)
            else:
                self._more += bool(missing)

    def _done(self, owed: Owed, there: There) -> bool:
        effect, (heard, exists, shown) = self._effects[owed.effect], there
        if heard.get(lane(owed.stream, owed.subject), 0) < owed.sequence:
            return False
        return (exists or not effect.exists) and (not effect.shows or owed.subject in shown[str(owed.effect)])

    async def verdict(self, stores: Lookup) -> Verdict:
        found, in_lot = Found(), 0
        found.unlisted = self._more
        for place, suspects in self._suspects.items():
            standing = {(lot.stream, lot.key) for lot in await stores.lots(place[0])} if suspects else ()
            now = await stores.documents(*place, suspects)
            for id, missing in suspects.items():
                there = self._there(now.get(id))
                still = [owed for owed in missing if not self._done(owed, there)]
                in_lot += sum((owed.stream, owed.subject) in standing for owed in still)
                for owed in still:
                    if (owed.stream, owed.subject) not in standing:
                        found.add(f"{owed.stream}/{owed.subject}/{owed.sequence}", _missing(owed, place, id))
        notes = (f"{in_lot} wait in the lot",) if in_lot else ()
        return Verdict.of(self.name, self._checked, found, notes)


def _missing(owed: Owed, place: Place, id: str) -> str:
    return f"{owed.kind} without its effect in {place[0]}.{place[1]}/{id}"
