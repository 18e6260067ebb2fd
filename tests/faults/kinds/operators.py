"""What people do to a running network: they set its clock, and deploy."""

import asyncio
import json
from datetime import timedelta
from random import Random

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from contracts.partners import INBOUND, RECEIPTS
from relais.streams import create_streams, declared
from tests.faults.fault import PATIENCE_S, Args, Fault, Journal, first_effect
from tests.faults.rig import Rig, partner

JUMPS = {"+3 days": timedelta(days=3), "-1 hour": timedelta(hours=-1)}


def jump(rig: Rig, journal: Journal, args: Args) -> Args:
    """The clock of all of them leaps, and stays there."""
    for each in args["jumps"]:
        rig.jump_s += JUMPS[each].total_seconds()
        for worker in rig.all_workers:
            worker.block["jump_s"] = rig.jump_s
        rig.pause(2)
    return {"jumped_s": rig.jump_s}


def deploy(rig: Rig, journal: Journal, args: Args) -> Args:
    """A company comes, with streams of its own: they are made, all services are restarted in turn, and it is heard."""
    name = f"smithy-{len(rig.partners)}"
    rig.partners[name] = partner(name)
    asyncio.run(create_streams(rig.running.kafka, [s for s in declared([name]) if s.name.startswith("partners.")]))
    rig.running = rig.running.model_copy(update={"partners": rig.partners})
    rig.running.write(rig.folder)
    for worker in rig.all_workers:
        worker.stop()
        worker.start(**rig.settings())
        first_effect(rig, worker, worker.started_at)
    heard = asyncio.run(_heard(rig, name))
    if not heard:
        journal.wrong.append(f"{name} has published, and got no receipt")
    return {"heard": heard}


async def _heard(rig: Rig, name: str) -> bool:
    """Whether the new company gets a receipt for something that is no event."""
    where = RECEIPTS.of(name).name
    kafka = rig.running.kafka
    async with (
        AIOKafkaProducer(bootstrap_servers=kafka) as producer,
        AIOKafkaConsumer(where, bootstrap_servers=kafka, auto_offset_reset="earliest") as consumer,
    ):
        body = json.dumps({}).encode()
        headers = [("ce_id", b"1"), ("ce_source", rig.partners[name].source.encode()), ("ce_subject", b"nobody")]
        await producer.send_and_wait(INBOUND.of(name).name, body, b"nobody", headers=headers)
        try:
            return await asyncio.wait_for(consumer.getone(), PATIENCE_S) is not None
        except TimeoutError:
            return False


def _draw_jumps(chance: Random) -> Args:
    return {"jumps": chance.sample(list(JUMPS), len(JUMPS))}


KINDS = {"clock": Fault(_draw_jumps, jump), "deploy": Fault(lambda chance: {}, deploy, 0.3)}
