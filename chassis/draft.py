"""One document in memory: what it was when read, and what has been decided since."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic

from aiokafka.partitioner import murmur2
from pydantic import BaseModel

from chassis.clock import machine_now
from chassis.errors import Congested, EventRefused, KeyReused, NotFound
from chassis.kind import Cause, Decide, Kind, S, due_at
from contracts.envelope import Envelope
from contracts.event import Event

MAX_EVENT_BYTES = 64 * 1024
MAX_PENDING = 200
MAX_ADDED = 100
KEPT_COMMANDS = 64

Entry = dict[str, Any]


class Draft(Generic[S]):
    """Decisions are folded here; `insertion` and `update` turn them into the one conditional write."""

    def __init__(self, kind: Kind[S], id: str, document: dict[str, Any] | None) -> None:
        document = document or {}
        self.kind, self.id = kind, id
        self.network: str | None = document.get("network")
        self.version: int = document.get("version", 0)
        self.sequence: int = document.get("sequence", 0)
        self.pending: list[Entry] = document.get("outbox", [])
        self.commands: dict[str, str] = {c["key"]: c["fingerprint"] for c in document.get("commands", ())}
        self.pending_since: datetime | None = document.get("pending_since")
        self.had_due: bool = "due_at" in document
        self.had_keys: bool = "keys" in document
        self._applied: dict[str, int] = document.get("applied", {})
        state = document.get("state")
        self.state: S | None = None if state is None else kind.state.model_validate(state)
        self.added: list[Entry] = []
        self.marks: dict[str, int] = {}
        self.new_commands: list[dict[str, str]] = []
        self.dirty = self.taken = False
        self.writer = secrets.token_hex(8)

    def last(self, lane: str) -> int:
        """Sequence of the last event of this lane that the document has heard; 0 where none."""
        return self.marks.get(lane) or self._applied.get(lane, 0)

    def done(self, cause: Cause) -> bool:
        """Whether this command has been carried out before. Raises KeyReused where its key belongs to another."""
        if cause.key is None or cause.key not in self.commands:
            return False
        if self.commands[cause.key] != cause.fingerprint:
            raise KeyReused("This Idempotency-Key was used for another command: send a new key.")
        return True

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
        if len(self.pending) + len(self.added) + len(events) > MAX_PENDING and events:
            raise Congested(f"{self.kind.name}: more than {MAX_PENDING} events wait to be published")
        first = self.sequence + 1
        return [self._entry(event, number, cause, now) for number, event in enumerate(events, first)]

    def _entry(self, event: Event, sequence: int, cause: Cause, now: datetime) -> Entry:
        if event.stream is not self.kind.stream and event.stream != self.kind.stream:
            raise EventRefused(f"{self.kind.name} does not publish {type(event).__name__}.")
        data = None if event.tombstone else event.model_dump_json()
        if data is not None and len(data.encode()) > MAX_EVENT_BYTES:
            raise EventRefused(f"{type(event).__name__} is larger than {MAX_EVENT_BYTES} bytes.")
        topic = event.stream_name
        envelope = Envelope(
            id=f"{topic}/{self.id}/{sequence}",
            source=f"/relais/{topic.split('.')[0] if not topic.startswith('partners.') else 'profiles'}",
            type=type(event).__name__,
            subject=self.id,
            time=now,
            network=cause.network,
            sequence=sequence,
            actor=None if self.kind.anonymous else cause.actor,
            on_behalf=None if self.kind.anonymous else cause.on_behalf,
            channel=None if self.kind.anonymous else cause.channel,
            traceparent=None if self.kind.anonymous else cause.traceparent,  # would lead to the actor
        )
        return {
            "sequence": sequence,
            "topic": topic,
            "partition": partition_of(self.id, event.stream.partitions),
            "headers": [[name, value] for name, value in envelope.headers()],
            "data": data,
        }

    def accept(self, state: S | None, entries: list[Entry], network: str) -> None:
        """Keep a decision: its state and its events."""
        self.state, self.network, self.dirty = state, network, True
        self.added.extend(entries)
        self.sequence += len(entries)

    def mark(self, lane: str, sequence: int) -> None:
        """The event has been heard."""
        self.marks[lane] = sequence

    @property
    def full(self) -> bool:
        """Whether the fold must be written before more is decided."""
        return len(self.added) >= MAX_ADDED

    def outgoing(self) -> list[Entry]:
        """All that the document has to publish once it is written, from the head."""
        return self.pending + self.added

    def _values(self) -> dict[str, Any]:
        """Fields that every write sets; a void due date or key list is absent, since the indexes are sparse."""
        state = self.state
        keys = sorted(self.kind.keys(state)) if self.kind.keys and state is not None else []
        values: dict[str, Any] = {
            "version": self.version + 1,
            "writer": self.writer,
            "sequence": self.sequence,
            "state": state.model_dump(mode="json") if isinstance(state, BaseModel) else None,
        }
        if (due := due_at(state)) is not None:
            values["due_at"] = due
        if keys:
            values["keys"] = keys
        if self.added and self.pending_since is None:
            values["pending_since"] = machine_now()
        return values

    def insertion(self) -> dict[str, Any]:
        """The document, where there was none."""
        return {
            "_id": self.id,
            "network": self.network,
            "outbox": self.added,
            "applied": self.marks,
            "commands": self.new_commands,
            **self._values(),
        }

    def update(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Filter and update of the conditional write, where there was a document."""
        values = self._values()
        change: dict[str, Any] = {"$set": values | {f"applied.{lane}": n for lane, n in self.marks.items()}}
        void = [name for name, had in (("due_at", self.had_due), ("keys", self.had_keys)) if had and name not in values]
        if void:
            change["$unset"] = dict.fromkeys(void, "")
        push: dict[str, Any] = {}
        if self.added:
            push["outbox"] = {"$each": self.added}
        if self.new_commands:
            push["commands"] = {"$each": self.new_commands, "$slice": -KEPT_COMMANDS}
        if push:
            change["$push"] = push
        return {"_id": self.id, "version": self.version}, change


def partition_of(key: str, partitions: int) -> int:
    """Partition of a key by the count that the contract declares, never by the live count."""
    return int((murmur2(key.encode()) & 0x7FFFFFFF) % partitions)
