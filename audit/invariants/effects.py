"""What must exist after an event exists."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from audit.documents import Document, Lookup
from audit.invariants.invariant import Invariant
from audit.records import Record
from audit.verdict import Verdict, Violation
from contracts.event import Event


def exists(document: Document, subject: str) -> bool:
    """It has a state, more than a guard that moved."""
    return document.state is not None


@dataclass(frozen=True)
class Effect:
    """After an event of this type the document `id` of `collection` shows it; `shows` is told the event's subject."""

    event: type[Event]
    service: str
    collection: str
    id: Callable[[Any], str]
    shows: Callable[[Document, str], bool] = exists


class Effects(Invariant):
    """Every event has the effect that matters most, because a guard that moved without its effect would look well."""

    name = "effects"

    def __init__(self, effects: Sequence[Effect]) -> None:
        self._effects = effects
        self._owed: dict[Effect, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._checked = 0

    def see_event(self, record: Record) -> None:
        for effect in self._effects:
            if record.type == effect.event.__name__ and record.event is not None:
                self._checked += 1
                self._owed[effect][effect.id(record.event)].add(record.subject)

    async def verdict(self, stores: Lookup) -> Verdict:
        found, in_lot = [], 0
        for effect, owed in self._owed.items():
            standing = {lot.key for lot in await stores.lots(effect.service) if lot.stream == effect.event.stream.name}
            documents = await stores.documents(effect.service, effect.collection, owed)
            missing = [
                (id, subject)
                for id, subjects in owed.items()
                for subject in subjects
                if id not in documents or not effect.shows(documents[id], subject)
            ]
            in_lot += sum(subject in standing for _, subject in missing)
            found += [_missing(effect, *owing) for owing in missing if owing[1] not in standing]
        notes = (f"{in_lot} wait in the lot",) if in_lot else ()
        return Verdict(self.name, self._checked, tuple(sorted(found)), notes)


def _missing(effect: Effect, id: str, subject: str) -> Violation:
    what = f"{effect.event.__name__} without its effect in {effect.service}.{effect.collection}/{id}"
    return Violation(f"{effect.event.stream.name}/{subject}", what)
