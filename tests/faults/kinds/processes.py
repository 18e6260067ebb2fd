"""Services that are killed, stopped with grace, and made more or fewer."""

import signal
import time
from random import Random

from relais.programs import SERVICES
from tests.faults.fault import Args, Fault, Journal, Kill, first_effect
from tests.faults.launch import ARMABLE
from tests.faults.rig import Rig
from tests.faults.worker import Worker

STEPS = [step for step in ARMABLE if not step.startswith("rebuild.")]
OFTEN = [1 if step.startswith(("timer.", "lot.")) else 3 for step in STEPS]
REACHED_S = 6.0


def draw_service(chance: Random) -> Args:
    return {"service": chance.choice(SERVICES)}


def draw_step(chance: Random) -> Args:
    """A round is matching's."""
    step = chance.choices(STEPS, OFTEN)[0]
    service = "matching" if step.startswith("process.") else chance.choice(SERVICES)
    return {"service": service, "step": step, "count": chance.randint(1, 8)}


def kill(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGKILL, whatever it is doing."""
    worker = rig.workers[args["service"]][0]
    recent, at = worker.worked_within(), time.monotonic()
    worker.kill()
    return _again(rig, journal, Kill(worker.service, "random", recent), worker, at)


def kill_at_step(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGKILL in the very moment in which it reaches a step for the n-th time from now."""
    worker = rig.workers[args["service"]][0]
    if not strike_at(worker, args, signal.SIGKILL):
        return {"reached": False}
    worker.child.wait(5)
    return _again(rig, journal, Kill(worker.service, args["step"], recent=True), worker, worker.block["fired"])


def _again(rig: Rig, journal: Journal, kill: Kill, worker: Worker, at: float) -> Args:
    worker.start()
    kill.effect_s = first_effect(rig, worker, at)
    journal.kills.append(kill)
    return {"recent": kill.recent, "effect_s": kill.effect_s}


def strike_at(worker: Worker, args: Args, number: signal.Signals) -> bool:
    """Whether the step was reached in time."""
    worker.arm(args["step"], args["count"], number)
    end = time.monotonic() + REACHED_S
    while not worker.block["fired"] and time.monotonic() < end:
        time.sleep(0.005)
    worker.block["armed"] = 0
    return bool(worker.block["fired"])


def stop_and_start(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGTERM, and a new process, one service after another."""
    took = {}
    for service in args["services"]:
        worker, began = rig.workers[service][0], time.monotonic()
        worker.stop()
        worker.start()
        took[service] = first_effect(rig, worker, began)
    return {"effect_s": took}


def scale(rig: Rig, journal: Journal, args: Args) -> Args:
    """One worker, then three, then two, then one."""
    workers, service = rig.workers[args["service"]], args["service"]
    for slot in ("1", "2"):
        workers.append(rig.worker(service, slot))
        workers[-1].start()
    for worker in workers[1:]:
        worker.wait_ready()
    rig.pause(3)
    worked = sum(worker.worked_within(3) for worker in workers)
    for _ in ("to two", "to one"):
        workers[-1].stop()
        workers.pop()
        rig.pause(2)
    return {"worked": worked}


KINDS = {
    "kill": Fault(draw_service, kill, 6),
    "kill-at-step": Fault(draw_step, kill_at_step, 8),
    "rolling-restart": Fault(lambda chance: {"services": chance.sample(SERVICES, len(SERVICES))}, stop_and_start),
    "scale": Fault(draw_service, scale),
}
