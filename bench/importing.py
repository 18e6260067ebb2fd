"""How long a coordinator waits for a file of 5,000 people, and whether all of it is taken or explained.

`relais import`, as it is typed, against the whole network; a fingerprint key is set, so that every line is also looked
up among those barred.
"""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from httpx import Client

from bench.finding import Finding
from bench.spreadsheet import ASSOCIATION, PROGRAMME, SCHOOLS, TERRITORIES, Spreadsheet, make
from bench.whole import network
from contracts.enrolments import ENROLMENTS
from contracts.people import PEOPLE
from relais.doors import door, token
from relais.infrastructure.local import Servers
from relais.running import Running

REACH_S = 60
SETTLE_S = 8  # longer than an event waits that was not sent at once
REFUSAL = re.compile(r"^line (\d+), column ([^:]+): \S.+$", re.MULTILINE)


class Told(NamedTuple):
    """What one run of `relais import` took; `why`: the column to blame, by line, each followed by a sentence."""

    seconds: float
    why: dict[int, str]


class There(NamedTuple):
    """What can be seen from outside: who takes part, and how much was ever told of them."""

    people: frozenset[str]
    events: int


def measure(servers: Servers) -> list[Finding]:
    """A first import, then the same file again."""
    sheet = make()
    with network(servers) as (running, folder), _coordinator(running) as profiles:
        _prepare(profiles)
        file = folder / "people.csv"
        file.write_bytes(sheet.content)
        first = _import(folder, file)
        there = _there(profiles, running)
        again = _import(folder, file)
        same = there == _there(profiles, running)
    return [_first(sheet, first, len(there.people)), _again(sheet, again, same)]


def _first(sheet: Spreadsheet, told: Told, there: int) -> Finding:
    explained = sum(told.why.get(line) == column for line, column in sheet.bad.items())
    measured = (
        f"{told.seconds:.1f} s; {there:,} people there of {sheet.good:,} good lines; "
        f"{explained} of {len(sheet.bad)} bad lines explained, {len(told.why) - explained} others refused"
    )
    good = told.seconds <= REACH_S and there == sheet.good and told.why == sheet.bad
    what = f"import of {sheet.good + len(sheet.bad):,} people ({len(sheet.content) / 2**20:.1f} MiB), 3 % bad lines"
    return Finding(what, measured, f"≤ {REACH_S} s, every bad line explained, nothing lost", good)


def _again(sheet: Spreadsheet, told: Told, same: bool) -> Finding:
    changed = "nobody new and no event" if same else "something changed"
    measured = f"{told.seconds:.1f} s; {changed}; {len(told.why)} lines refused"
    return Finding("the same file again", measured, "changes nothing", same and told.why == sheet.bad)


def _import(folder: Path, file: Path) -> Told:
    """Raises RuntimeError with what was printed, where it could not be sent."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "relais", "import", str(file)]
    environment = {**os.environ, "RELAIS_FOLDER": str(folder), "NO_COLOR": "1", "LANG": "en_GB.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    seconds, printed = time.perf_counter() - began, re.sub(r"(?<=\d),(?=\d{3})", "", done.stdout)
    if done.stderr:
        raise RuntimeError(done.stderr)
    print(f"{seconds:.1f} s: {printed.strip().splitlines()[-1]}", flush=True)
    return Told(seconds, {int(line): column for line, column in REFUSAL.findall(printed)})


@contextmanager
def _coordinator(running: Running) -> Iterator[Client]:
    with door(running, "profiles", token(running, ["coordinator"], subject="bench")) as client:
        yield client


def _prepare(profiles: Client) -> None:
    """Territories, schools, an association and one programme for all."""
    areas = [{"id": each, "label": each, "inhabitants": 9_000, "lat": 46, "lon": 6} for each in TERRITORIES]
    profiles.put("/territories", json=areas).raise_for_status()
    kinds = [*((school, "school") for school in SCHOOLS), (ASSOCIATION, "association")]
    ids = [_made(profiles, "/organisations", _organisation(*each))["organisation_id"] for each in kinds]
    days = {"first_day": "2026-09-01", "last_day": "2036-07-02"}
    vetting = [{"role": "mentor", "kind": "charter"}, {"role": "mentee", "kind": "consent"}]
    form = {"reference": PROGRAMME, "name": PROGRAMME, "owner": ids[-1], "organisations": ids, **days}
    _made(profiles, "/programmes", {**form, "policy": {"vetting": vetting}})


def _organisation(reference: str, kind: str) -> dict[str, Any]:
    school = {"calendar": {"zone": "A"}} if kind == "school" else {}
    return {"reference": reference, "name": reference, "kind": kind, "territory": TERRITORIES[0], **school}


def _made(profiles: Client, path: str, form: dict[str, Any]) -> Any:
    return profiles.post(path, json=form).raise_for_status().json()


def _there(profiles: Client, running: Running) -> There:
    """All who take part, as the doors tell them; guardians do not. Waits until all events are out."""
    query = {"programme": profiles.get("/programmes").json()[0]["programme_id"]}
    enrolled = profiles.get("/enrolments", params=query).raise_for_status().json()
    people = profiles.get("/people", params=query).raise_for_status().json()
    ids = frozenset(each["person_id"] for each in people)
    assert ids == {each["person_id"] for each in enrolled}, "somebody is there and not enrolled, or the other way round"
    return There(ids, asyncio.run(_events(running.kafka)))


async def _events(kafka: str) -> int:
    async with AIOKafkaConsumer(bootstrap_servers=kafka) as consumer:
        partitions = [TopicPartition(s.name, n) for s in (PEOPLE, ENROLMENTS) for n in range(s.partitions)]
        before, told = -1, 0
        while told != before:
            before, told = told, sum((await consumer.end_offsets(partitions)).values())
            await asyncio.sleep(SETTLE_S)
    return told
