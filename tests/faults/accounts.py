"""The client's ledger against streams and stores: every ok has its event, once, and its effect; a refusal left none."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from contracts.directory import DIRECTORY
from contracts.partners import RECEIPTS
from relais.running import Running
from tests.faults.load.ledger import read
from tests.faults.load.partner import PARTNER
from tests.faults.streams import Told, everything

Command = dict[str, Any]
TAKEN_BACK = Counter({"SessionAsked": 1, "SessionCancelled": 1})
"""A meeting that was asked for, and whose hours were gone when it came to book them, is called off with the refusal."""


@dataclass
class Accounts:
    """`wrong` says what does not add up. `seconds`: records by the second in which they were written."""

    commands: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    records: int = 0
    copies: int = 0
    doubled: int = 0
    seconds: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@dataclass
class Seen:
    """Types of the events by trace, receipts by the company's `ce_id`, the last e-mail address by person."""

    told: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    receipts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    emails: dict[str, str] = field(default_factory=dict)


async def settle(running: Running, ledger: Path) -> Accounts:
    """Reads all of it. Raises KafkaError."""
    accounts, commands = Accounts(), _commands(read(ledger))
    seen = await _read(running, accounts)
    accounts.commands.update(command["outcome"] for command in commands.values())
    refused = (command for command in commands.values() if command["outcome"] == "refused")
    accounts.codes.update(f"{command['status']} {command['code']}" for command in refused)
    accounts.wrong += differences(commands, seen)
    accounts.doubled = sum(_twice(trace, command, seen) for trace, command in commands.items())
    accounts.wrong += _without_effect(running, commands.values(), seen)
    return accounts


def _commands(entries: Iterable[dict[str, Any]]) -> dict[str, Command]:
    """The last word on each."""
    commands: dict[str, Command] = {}
    for entry in entries:
        commands.setdefault(entry["trace"], {}).update(entry)
    return commands


async def _read(running: Running, accounts: Accounts) -> Seen:
    seen, ids = Seen(), set()
    async for told in everything(running.kafka):
        accounts.records += 1
        accounts.seconds[int(told.at)] += 1
        if told.id in ids:
            accounts.copies += 1
        else:
            ids.add(told.id)
            _note(told, seen)
    return seen


def _note(told: Told, seen: Seen) -> None:
    kind = told.headers.get("ce_type", "")
    if trace := told.headers.get("traceparent", "").split("-")[1:2]:
        seen.told[trace[0]][kind] += 1
    if told.stream == RECEIPTS.of(PARTNER).name:
        seen.receipts[told.body.get("ce_id", "")][kind] += 1
    if told.stream == DIRECTORY.name:
        seen.emails[told.headers.get("ce_subject", "")] = told.body.get("email", "")


def differences(commands: dict[str, Command], seen: Seen) -> list[str]:
    """What was answered otherwise than it is told, by the trace of each command."""
    return [wrong for trace, command in commands.items() if (wrong := _wrong(trace, command, seen))]


def _wrong(trace: str, command: Command, seen: Seen) -> str | None:
    if command["outcome"] not in ("ok", "refused"):
        return f"{trace}: nobody has answered {command.get('what', 'it')}"
    if answer := command.get("answer"):
        got = dict(seen.receipts[trace])
        return None if got == {answer: 1} else f"{trace}: must have one {answer}, has {got}"
    told = seen.told[trace]
    if command["outcome"] == "refused":
        return None if not told or told == TAKEN_BACK else f"{trace}: refused, and left {dict(told)}"
    short = {kind: told[kind] for kind in command["tells"] if told[kind] != 1}
    return f"{trace}: {command['what']} was ok, and has {short}" if short else None


def _twice(trace: str, command: Command, seen: Seen) -> bool:
    """Whether what was asked for once was done more than once."""
    return seen.receipts[trace].total() > 1 or any(seen.told[trace][kind] > 1 for kind in command.get("tells", ()))


def _without_effect(running: Running, commands: Iterable[Command], seen: Seen) -> list[str]:
    """The last word that was taken is what others see: how far people travel, in matching; addresses, on the stream."""
    last_km, last_email = {}, {}
    for command in commands:
        if command["outcome"] == "ok" and "km" in command:
            last_km[command["person"]] = command["km"]
        if command["outcome"] == "ok" and "email" in command:
            last_email[command["contact"]] = command["email"]
    with MongoClient[dict[str, Any]](running.mongo) as client:
        profiles = client[f"{running.database}_matching"]["profiles"]
        found = {each["_id"]: each["state"]["travel_km"] for each in profiles.find({"_id": {"$in": list(last_km)}})}
    wrong = [
        f"{who}: {km} km was ok, matching has {found.get(who)}" for who, km in last_km.items() if found.get(who) != km
    ]
    wrong += [
        f"{who}: an address was ok, and is not the last" for who, e in last_email.items() if seen.emails.get(who) != e
    ]
    return wrong
