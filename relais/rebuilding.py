"""`relais rebuild`: what a service knows of others, told again from the streams beside what it has, then set right."""

import importlib
import os
import secrets
from collections.abc import Mapping
from typing import Any

from aiokafka import TopicPartition

from chassis.runtime import Runtime
from chassis.settings import Settings
from chassis.steps import reached
from relais.complaint import Complaint
from relais.display import say
from relais.replay import Replay
from relais.running import Running
from relais.shadows import Shadows
from relais.switching import Outcome, Switch

AT_ONCE = 500
SHOWN = 50


class Run:
    """One run, as it is written down in the service's own database: where it stands, and whose it is.

    A run that was killed goes on from there; whoever went on last owns it, and an older process ends.
    """

    def __init__(self, runtime: Runtime, known: Mapping[str, Any] | None) -> None:
        self._runs = runtime.store.collection("rebuilds")
        self._owner = secrets.token_hex(8)
        self.name: str = known["run"] if known else secrets.token_hex(4)
        told = known["positions"] if known else ()
        self.positions = {TopicPartition(topic, number): offset for topic, number, offset in told}

    @classmethod
    async def take(cls, runtime: Runtime, *, afresh: bool) -> "Run":
        """The run that was not ended, or a new one."""
        store, known = runtime.store, await runtime.store.collection("rebuilds").find_one({"_id": "run"})
        if known and afresh:
            await Shadows(runtime, known["run"]).drop()
            known = None
        run = cls(runtime, known)
        start = {"run": run.name, "owner": run._owner, "positions": known["positions"] if known else []}
        await store.collection("rebuilds").update_one({"_id": "run"}, {"$set": start}, upsert=True)
        return run

    async def keep(self, positions: Mapping[TopicPartition, int]) -> None:
        """Raises Complaint where another process has gone on with it."""
        told = [[each.topic, each.partition, offset] for each, offset in positions.items()]
        kept = await self._runs.update_one({"_id": "run", "owner": self._owner}, {"$set": {"positions": told}})
        if not kept.matched_count:
            raise Complaint("Another rebuild of this service has begun: this one ends.")

    async def end(self) -> None:
        await self._runs.delete_one({"_id": "run", "owner": self._owner})


async def rebuild(runtime: Runtime, *, mend: bool = True, afresh: bool = False, patience_s: float = 10) -> Outcome:
    """Tell the projections of a service again, compare, and set right what differs. The service may be at work.

    Raises Complaint, KafkaError, PyMongoError; then, as after a kill, it goes on when it is called again.
    """
    run = await Run.take(runtime, afresh=afresh)
    shadows = Shadows(runtime, run.name)
    if not shadows.kinds:
        raise Complaint("This service has no projection: all that it keeps was decided here.")
    async with Replay(runtime.settings.kafka, shadows.streams, run.positions) as replay:

        async def catch_up() -> None:
            chunk: list[Any] = []
            async for record in replay.records():
                chunk.append(record)
                if len(chunk) == AT_ONCE:
                    await tell(chunk)
                    chunk = []
            await tell(chunk)

        async def tell(chunk: list[Any]) -> None:
            await shadows.tell(chunk)
            reached("rebuild.told")
            await shadows.retry()
            # what stands is in memory only: a run that is killed tells it again
            await run.keep(run.positions if shadows.standing else replay.positions)

        await catch_up()
        outcome = await Switch(runtime.store, shadows, catch_up, may_mend=mend, patience_s=patience_s).run()
    outcome.standing = tuple(sorted(shadows.standing))
    await shadows.drop()
    await run.end()
    return outcome


async def of_service(running: Running, service: str, *, mend: bool, afresh: bool) -> bool:
    """Rebuild a service of this machine's network and say what came of it. Returns whether all is well."""
    running.address(service)
    os.environ.update(running.settings())
    runtime: Runtime = importlib.import_module(f"services.{service}.app").create(Settings()).state.runtime
    try:
        outcome = await rebuild(runtime, mend=mend, afresh=afresh)
    finally:
        await runtime.store.close()
    return show(service, outcome)


def show(service: str, outcome: Outcome) -> bool:
    """Counts, then ids; never content."""
    for kind, count in sorted(outcome.compared.items()):
        wrong = [name for name in outcome.wrong if name.startswith(f"{kind}/")]
        mended = len(outcome.mended.intersection(wrong))
        say(f"{service}: {count} of {kind} compared with the streams, {len(wrong)} differed, {mended} set right")
    for name, what in sorted(outcome.wrong.items())[:SHOWN]:
        say(f"  {name} {what}{'; set right' if name in outcome.mended else ''}")
    if len(outcome.wrong) > SHOWN:
        say(f"  … and {len(outcome.wrong) - SHOWN} more")
    for lane in outcome.standing[:SHOWN]:
        say(f"  {lane} stands: an event of it cannot be applied")
    return outcome.wrong.keys() == outcome.mended
