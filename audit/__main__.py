"""`python -m audit`: the auditor as a command of its own, for operators."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated
from urllib.request import urlopen

from aiokafka.errors import KafkaError
from cyclopts import App, Parameter
from pymongo.errors import PyMongoError
from rich.console import Console

from audit.audit import Promises, audit
from audit.invariants.privacy import lines

UNKNOWN = 2

app = App(name="audit", help="Prove from the outside that a network has lost, doubled and overbooked nothing.")


@app.default
def main(
    *,
    kafka: str = "127.0.0.1:9092",
    mongo: str = "mongodb://127.0.0.1:27017",
    database: str = "relais",
    grace: float = 10,
    clearance: float = 60,
    canary: tuple[str, ...] = (),
    canaries: Path | None = None,
    logs: Path | None = None,
    metrics: tuple[str, ...] = (),
    json: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Read the stores, then the streams to their end.

    Exit status 1 where a promise is broken, 2 where the servers do not answer.

    Parameters
    ----------
    kafka
        Kafka bootstrap servers.
    mongo
        Address of the store.
    database
        Prefix of the databases.
    grace
        Seconds in which what looks unfinished may settle.
    clearance
        Seconds for which a pair may run with somebody who is not cleared any more.
    canary
        A word that may stand in no open stream, lot, log, metric, nor in a document that is not for names; may be
        given several times.
    canaries
        A file of such words, one a line.
    logs
        Folder of the services' logs (*.log), which name nobody.
    metrics
        Address of a page of metrics, which name nobody; may be given several times.
    json
        Print the report as JSON.
    """
    try:
        words = [*canary, *(canaries.read_text(encoding="utf-8").split("\n") if canaries else ())]
        promises = Promises(
            canaries=[word for word in words if word],
            pages=_pages(logs, metrics),
            grace_s=grace,
            clearance_s=clearance,
        )
        report = asyncio.run(audit(kafka, mongo, database, promises))
    except OSError as error:
        print(f"Cannot audit: {error}", file=sys.stderr)
        return UNKNOWN
    except (KafkaError, PyMongoError) as error:
        print(f"Cannot audit: {type(error).__name__}. Is Kafka at {kafka}, and the store at {mongo}?", file=sys.stderr)
        return UNKNOWN
    if json:
        print(report.to_json())
    else:
        report.show(Console())
    return 0 if report.holds else 1


def _pages(logs: Path | None, metrics: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Raises OSError where one cannot be read."""
    yield from lines(sorted(logs.glob("*.log"))) if logs else ()
    for address in metrics:
        with urlopen(address, timeout=10) as page:
            yield address, page.read()


if __name__ == "__main__":
    sys.exit(app())
