"""`python -m audit`: the auditor as a command of its own, for operators."""

import asyncio
import sys
from typing import Annotated

from aiokafka.errors import KafkaError
from cyclopts import App, Parameter
from pymongo.errors import PyMongoError
from rich.console import Console

from audit.audit import audit

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
        A word that no open stream may carry; may be given several times.
    json
        Print the report as JSON.
    """
    try:
        asking = audit(kafka, mongo, database, grace_s=grace, clearance_s=clearance, canaries=canary)
        report = asyncio.run(asking)
    except (KafkaError, PyMongoError) as error:
        print(f"Cannot audit: {type(error).__name__}. Is Kafka at {kafka}, and the store at {mongo}?", file=sys.stderr)
        return UNKNOWN
    if json:
        print(report.to_json())
    else:
        report.show(Console())
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(app())
