"""A service of ours as it is, started for the harness: it says at which step it is, and can be ended at one.

Everything that is done to it is done here, by the environment and a shared page; the product has no switch for it.
"""

import os
import sys
import time
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from chassis import steps
from relais.programs import SERVICES
from tests.faults.block import STEP_NAMES, WORKER, Block

EFFECTS = ("apply.written", "decide.written")
WITHIN = "process.within"
"""Any step, once a process (a round) has begun."""
ARMABLE = (*STEP_NAMES, WITHIN)
_product = steps.reached
_watching: list["Watched"] = []


def preload() -> None:
    """Import all services, for processes that are forked from this one. Raises RuntimeError where it is too late."""
    if "chassis.store" in sys.modules:
        raise RuntimeError("`reached` has been imported by name already")
    steps.reached = _reached
    for service in SERVICES:
        import_module(f"services.{service}.app")


def create() -> FastAPI:
    """The service that FAULTS_SERVICE names; its page is the file FAULTS_BLOCK."""
    block = Block(Path(os.environ["FAULTS_BLOCK"]), WORKER)
    _watching.append(Watched(block, _product))
    steps.reached = _reached  # before anything imports it by name
    app: FastAPI = import_module(f"services.{os.environ['FAULTS_SERVICE']}.app").create()
    _watch_acknowledgements(block)
    _let_the_clock_jump(block)
    return app


def _reached(step: str) -> None:
    _watching[-1].reached(step)


class Watched:
    """`reached`, which also tells when, and sends this process the signal that was ordered for the step."""

    def __init__(self, block: Block, inner: Any) -> None:
        self._block, self._inner, self._began = block, inner, False

    def reached(self, step: str) -> None:
        now = time.monotonic()
        self._block[step] = now
        if step in EFFECTS and not self._block["effect"]:
            self._block["effect"] = now
        self._began = (self._began or step == "process.began") and step != "process.ended"
        if armed := int(self._block["armed"]):
            name = ARMABLE[armed - 1]
            if name == step or (name == WITHIN and self._began):
                self._count_down(now)
        self._inner(step)

    def _count_down(self, now: float) -> None:
        self._block["left"] -= 1
        if self._block["left"] <= 0:
            self._block["armed"], self._block["fired"] = 0, now
            os.kill(os.getpid(), int(self._block["signal"]))


def _watch_acknowledgements(block: Block) -> None:
    producer = import_module("chassis.producer").Producer
    send = producer.send

    async def watched(self: Any, key: str, entry: Any) -> None:
        await send(self, key, entry)
        block["acknowledged"] = time.monotonic()

    producer.send = watched


def _let_the_clock_jump(block: Block) -> None:
    """Both times jump, as they do when somebody sets a machine's clock."""
    clock = import_module("chassis.clock")
    programme, machine = clock.Clock.now, clock.machine_now

    def jumped(self: Any) -> datetime:
        instant: datetime = programme(self)
        return instant + timedelta(seconds=block["jump_s"])

    def machine_jumped() -> datetime:
        instant: datetime = machine()
        return instant + timedelta(seconds=block["jump_s"])

    clock.Clock.now = jumped
    for name, module in list(sys.modules.items()):
        if name.startswith(("chassis.", "services.")) and name != "chassis.clock" and hasattr(module, "machine_now"):
            module.machine_now = machine_jumped  # type: ignore[attr-defined]
