"""One document in memory: what it was when read, and what has been decided since."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic

from aiokafka.partitioner import murmur2

from chassis.clock import machine_now, machine_seconds
from chassis.errors import Congested, EventRefused, KeyReused, NotFound, Taken
from chassis.kind import Cause, Decide, Kind, S, due_at
from contracts.envelope import Envelope
from contracts.event import Event

MAX_EVENT_BYTES = 64 * 1024
MAX_PENDING = 200
MAX_ADDED = 100
KEPT_COMMANDS = 64
ABSENT_WHEN_VOID = ("due_at", "keys")

Entry = dict[str, Any]


class Draft(Generic[S]):
    """Decisions are folded here; `insertion` and `update` turn them into the one conditional write."""

    def __init__(self, kind: Kind[S], id: str, document: dict[str, Any] | None) -> None:
        self.kind, self.id, self.read_at = kind, id, machine_seconds()
        self._was = document = document or {}
        self.network: str | None = document.get("network")
        self.version: int = document.get("version", 0)
        self.sequence: int = document.get("sequence", 0)
        self.pending: list[Entry] = document.get("outbox", [])
        self.state: S | None = kind.read(document.get("state"))
        self.added: list[Entry] = []
        self.marks: dict[str, int] = {}
        self.new_commands: list[dict[str, str]] = []
        self.dirty = self.taken = False  # decided on since it was read; refused for a unique key
        self.writer = secrets.token_hex(8)

    def last(self, lane: str) -> int:
        """Sequence of the last event of this lane that the document has heard; 0 where none."""
        return self.marks.get(lane) or self._was.get("applied", {}).get(lane, 0)

    def done(self, cause: Cause) -> bool:
        """Whether this command has been carried out before. Raises KeyReused where its key belongs to another."""
        for command in self._was.get("commands", ()):
            if command["key"] == cause.key:
                if command["fingerprint"] != cause.fingerprint:
                    raise KeyReused("This Idempotency-Key was used for another command: send a new key.")
                return True
        return False

    def decide(self, decide: Decide[S], cause: Cause, now: datetime) -> None:
        """Decide on a command or a due date and keep what was decided."""
        self.belongs(cause.network)
        state, events = decide(self.state, now)
        self.accept(state, self.entries(events, cause, now), cause.network)
        if cause.key is not None:
            self.new_commands.append({"key": cause.key, "fingerprint": cause.fingerprint})

    def belongs(self, network: str) -> None:
        """Nothing crosses a network. Raises NotFound."""
        if self.network not in (None, network):
            raise NotFound("There is no such thing here.")

    def entries(self, events: Sequence[Event], cause: Cause, now: datetime) -> list[Entry]:
        """The outbox entries of these events. Raises EventRefused or Congested; changes nothing."""
        if len(self.added) >= MAX_ADDED:
            raise Congested(f"{self.kind.name}: must be written before more is decided")
        if len(self.pending) + len(self.added) + len(events) > MAX_PENDING and events:
            raise Congested(f"{self.kind.name}: more than {MAX_PENDING} events wait to be published")
        first = self.sequence + 1
        return [self._entry(event, number, cause, now) for number, event in enumerate(events, first)]

    def _entry(self, event: Event, sequence: int, cause: Cause, now: datetime) -> Entry:
        if event.stream != self.kind.stream:
            raise EventRefused(f"{self.kind.name} does not publish {type(event).__name__}.")
        data = None if event.tombstone else event.model_dump_json()
        if data is not None and len(data.encode()) > MAX_EVENT_BYTES:
            raise EventRefused(f"{type(event).__name__} is larger than {MAX_EVENT_BYTES} bytes.")
        topic = event.stream_name
        known = Cause(cause.network) if self.kind.anonymous else cause  # a traceparent would lead to the actor
        envelope = Envelope(
            id=f"{topic}/{self.id}/{sequence}",
            source=self.kind.source or f"/relais/{topic.split('.')[0]}",
            type=type(event).__name__,
            subject=self.id,
            time=now,
            network=cause.network,
            sequence=sequence,
            actor=known.actor,
            on_behalf=known.on_behalf,
            channel=known.channel,
            traceparent=known.traceparent,
        )
        return {
            "sequence": sequence,
            "topic": topic,
            "partition": partition_of(self.id, event.stream.partitions),
            "headers": [[name, value] for name, value in envelope.headers()],
            "data": data,
        }

    def refuse_taken(self) -> None:
        """A unique key stays taken however often one tries. Raises Taken."""
        if self.taken:
            raise Taken(f"Another of {self.kind.name} is known by the same key.")

    def accept(self, state: S | None, entries: list[Entry], network: str) -> None:
        """Keep a decision: its state and its events."""
        self.state, self.network, self.dirty = state, network, True
        self.added.extend(entries)
        self.sequence += len(entries)

    def outgoing(self) -> list[Entry]:
        """All that the document has to publish once it is written, from the head."""
        return self.pending + self.added

    def _values(self) -> dict[str, Any]:
        """Fields that every write sets; a void due date or key list is absent, since the indexes are sparse."""
        state = self.state
        values: dict[str, Any] = {
            "version": self.version + 1,
            "writer": self.writer,
            "sequence": self.sequence,
            "state": None if state is None else state.model_dump(mode="json"),
            "due_at": due_at(state),
            "keys": sorted(self.kind.keys(state)) if self.kind.keys and state is not None else None,
        }
        return {name: value for name, value in values.items() if value or name not in ABSENT_WHEN_VOID}

    def insertion(self) -> dict[str, Any]:
        """The document, where there was none."""
        return {
            "_id": self.id,
            "network": self.network,
            "outbox": self.added,
            "applied": self.marks,
            "commands": self.new_commands,
            **self._values(),
            **self._pending_since(),
        }

    def _pending_since(self) -> dict[str, datetime]:
        return {"pending_since": machine_now()} if self.added else {}

    def update(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Filter and update of the conditional write, where there was a document."""
        values = self._values()
        push: dict[str, dict[str, Any]] = {
            "outbox": {"$each": self.added},
            "commands": {"$each": self.new_commands, "$slice": -KEPT_COMMANDS},
        }
        change = {
            "$set": values | {f"applied.{lane}": sequence for lane, sequence in self.marks.items()},
            "$unset": {name: "" for name in ("due_at", "keys") if name in self._was and name not in values},
            "$push": {name: more for name, more in push.items() if more["$each"]},
            # not by what was read: a publisher removes it from the very version that this write is for
            "$min": self._pending_since(),
        }
        return {"_id": self.id, "version": self.version}, {name: what for name, what in change.items() if what}


def partition_of(key: str, partitions: int) -> int:
    """Partition of a key by the count that the contract declares, never by the live count."""
    return int((murmur2(key.encode()) & 0x7FFFFFFF) % partitions)
