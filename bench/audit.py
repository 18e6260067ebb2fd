"""`python -m bench.audit [--pairs n …] [--write]`: how fast the auditor reads, and how much memory it takes.

The streams are real, on a broker of its own. What the stores say is made up in the auditor's own process, since the
figure is about events; their documents are judged as well, and counted apart.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaProducer

from audit.audit import Promises
from audit.court import Court
from audit.records import Streams
from audit.relais import RELAIS
from bench import machine
from bench.school_year import HISTORY, NoDoubt, documents
from relais.infrastructure.local import Infrastructure
from relais.streams import create_streams, declared

EVIDENCE = Path(__file__).parents[1] / "docs" / "evidence" / "audit.md"
REACH_EVENTS_S, REACH_MB = 20_000, 200
AT_ONCE = 5_000
Figures = dict[str, Any]


async def write(kafka: str, pairs: int) -> None:
    """Pairs in groups of fifty at each step of their histories, so that lanes are interleaved as in a year."""
    producer = AIOKafkaProducer(bootstrap_servers=kafka, linger_ms=5, max_batch_size=256 * 1024)
    await producer.start()
    try:
        sent = []
        for start in range(0, pairs, 50):
            for each in HISTORY:
                for number in range(start, min(start + 50, pairs)):
                    topic, value, key, headers, partition = each.of(number)
                    sent.append(await producer.send(topic, value, key, partition, headers=headers))
            if len(sent) >= AT_ONCE:
                await asyncio.gather(*sent)
                sent = []
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


async def judge(kafka: str, pairs: int) -> Figures:
    """As `audit.audit.audit` does it, with the times between."""
    promises = Promises(canaries=["Zéphyrine", "Oldaric"], clearance_s=10**9)
    court = Court(RELAIS, promises.invariants())
    told = 0
    began = _both()
    for document in documents(pairs):
        told += 1
        court.see_document(document)
    after_documents = _both()
    async with Streams(kafka) as streams:
        names = RELAIS.streams(await streams.names())
        events = await court.read_streams(streams.records(names))
    after_events = _both()
    court.conclude()
    verdicts = [await each.verdict(NoDoubt()) for each in court.judges]
    ended = _both()
    return {
        "events": events,
        "documents": told,
        "documents_s": _between(began, after_documents),
        "reading_s": _between(after_documents, after_events),
        "judging_s": _between(after_events, ended),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "checked": {verdict.invariant: verdict.checked for verdict in verdicts},
        "broken": [verdict.invariant for verdict in verdicts if not verdict.holds],
    }


def _both() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _between(before: tuple[float, float], after: tuple[float, float]) -> tuple[float, float]:
    """Seconds by the clock on the wall, and of this process."""
    return after[0] - before[0], after[1] - before[1]


def measure(pairs: int) -> Figures:
    """A broker, a history, and the auditor as a process of its own."""
    with tempfile.TemporaryDirectory() as folder, Infrastructure(Path(folder)) as servers:
        asyncio.run(create_streams(servers.kafka, declared([])))
        asyncio.run(write(servers.kafka, pairs))
        command = [sys.executable, "-m", "bench.audit", "--judge", servers.kafka, "--pairs", str(pairs)]
        figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return figures


def row(figures: Figures) -> list[str]:
    wall = figures["reading_s"][0] + figures["judging_s"][0]
    process = figures["reading_s"][1] + figures["judging_s"][1]
    return [
        f"{figures['events']:,}",
        f"{figures['documents']:,}",
        f"{figures['events'] / process:,.0f}",
        f"{figures['events'] / wall:,.0f}",
        f"{figures['documents'] / figures['documents_s'][1]:,.0f}",
        f"{figures['peak_mb']:.0f} MB",
        ", ".join(figures["broken"]) or "none",
    ]


def page(results: list[Figures]) -> str:
    head = ["events", "documents", "events/s of its own time", "events/s by the wall", "documents/s", "peak", "broken"]
    rows = [head, ["---"] * len(head), *map(row, results)]
    checked = ", ".join(f"{name} {count:,}" for name, count in results[-1]["checked"].items())
    return (
        "# How fast the audit is\n\n"
        "Written by `python -m bench.audit --write`. The events are a year of many pairs, mixed as in the sample\n"
        "network, each as long as the contracts' full examples, written to a real broker and read from it; every\n"
        "invariant judges them. What the stores say is made up in the same process. `events/s` is reading and judging\n"
        "together, in the process's own seconds and, with whatever else the machine did meanwhile, by the clock on\n"
        f"the wall; `peak` is all of the process. To be reached: {REACH_EVENTS_S:,} events/s, {REACH_MB} MB.\n\n"
        + "".join(f"- {fact}\n" for fact in machine.describe())
        + "\n"
        + "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
        + f"\nJudged in the last row: {checked}.\n"
    )


def main() -> None:
    """Measure, print, and write it down where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.audit", description=__doc__)
    parser.add_argument("--pairs", nargs="*", type=int, default=[1_000, 4_000, 20_000], help="52 events each")
    parser.add_argument("--write", action="store_true", help="also write docs/evidence/audit.md")
    parser.add_argument("--judge", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.judge:
        print(json.dumps(asyncio.run(judge(options.judge, options.pairs[0]))))
        return
    told = page([measure(pairs) for pairs in options.pairs])
    print(told)
    if options.write:
        EVIDENCE.write_text(told)


if __name__ == "__main__":
    main()
