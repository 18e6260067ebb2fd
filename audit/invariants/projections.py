"""What a service knows of others is what was said."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from audit.documents import Document, Lookup, lane
from audit.invariants.invariant import Invariant
from audit.records import Record
from audit.spill import Row, Spill
from audit.verdict import Found, Verdict
from contracts.event import Event

SAID, KNOWN = 0, 1


@dataclass(frozen=True)
class Projection:
    """The document whose id is the subject has in its state what the last of these events says: `facts`, as JSON."""

    events: tuple[type[Event], ...]
    service: str
    collection: str
    facts: Callable[[Any], dict[str, Any]]


class Projections(Invariant):
    """A projection, told again from its stream, equals the live one, because nobody would notice a wrong one.

    Told again by the contracts alone, so only what one event says; `relais rebuild --compare-only` does it by the
    service's own reactions, for every field.
    """

    name = "projections"
    hears: ClassVar[tuple[type[Event], ...]] = ()

    def __init__(self, projections: Sequence[Projection]) -> None:
        self._projections = projections
        self.hears = tuple({event for each in projections for event in each.events})  # type: ignore[misc]
        self._spill = Spill(3)  # by projection and id: which, how far, the facts
        self._found = Found()
        self._checked = 0

    def see_event(self, record: Record) -> None:
        for number, each in enumerate(self._projections):
            if isinstance(record.event, each.events):
                facts = json.dumps(each.facts(record.event), default=_plain)
                self._spill.add(f"{number}\n{record.subject}", SAID, record.sequence, facts)

    def see_document(self, document: Document) -> None:
        for number, each in enumerate(self._projections):
            if (each.service, each.collection) == (document.service, document.collection):
                heard = document.applied.get(lane(each.events[0].stream.name, document.id), 0)
                self._spill.add(f"{number}\n{document.id}", KNOWN, heard, json.dumps(document.state))

    def conclude(self) -> None:
        for key, rows in self._spill.groups():
            number, _, id = key.partition("\n")
            each = self._projections[int(number)]
            known = next((row for row in rows if row[0] == KNOWN), None)
            if known and (said := _last(rows, known[1])):
                self._checked += 1
                if not _same(json.loads(known[2]) or {}, json.loads(said)):
                    self._found.add(f"{each.service}.{each.collection}/{id}", "is not what the stream says")

    async def verdict(self, stores: Lookup) -> Verdict:
        return Verdict.of(self.name, self._checked, self._found)


def _last(rows: Sequence[Row], heard: int) -> str | None:
    """What was said last of what has been heard: the stores were read first, so the streams say all of that."""
    said = [(sequence, facts) for what, sequence, facts in rows if what == SAID and sequence <= heard]
    return max(said)[1] if said else None


def _same(known: Any, said: Any) -> bool:
    """A field that an older version did not write yet is no difference."""
    if isinstance(known, dict) and isinstance(said, dict):
        return all(_same(known[name], value) for name, value in said.items() if name in known)
    if isinstance(known, list) and isinstance(said, list):
        return len(known) == len(said) and all(map(_same, known, said))
    return bool(known == said)


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json")
