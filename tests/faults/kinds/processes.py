"""Services that are killed, frozen, replaced, doubled, stopped with grace."""

import signal
import time
from random import Random

from relais.programs import SERVICES
from tests.faults.fault import PATIENCE_S, Args, Fault, Journal, Kill, first_effect
from tests.faults.launch import ARMABLE
from tests.faults.rig import Rig
from tests.faults.worker import Worker

STEPS = [step for step in ARMABLE if not step.startswith("rebuild.")]
OFTEN = [1 if step.startswith(("timer.", "lot.")) else 3 for step in STEPS]
REACHED_S = 6.0
STALE_S = 11.0  # a snapshot of the directory may be 10 s old
SLOT_LOST = "exit status 75"


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
    if not _strike_at(worker, args, signal.SIGKILL):
        return {"reached": False}
    worker.child.wait(5)
    return _again(rig, journal, Kill(worker.service, args["step"], recent=True), worker, worker.block["fired"])


def _again(rig: Rig, journal: Journal, kill: Kill, worker: Worker, at: float) -> Args:
    worker.start()
    kill.effect_s = first_effect(rig, worker, at)
    journal.kills.append(kill)
    return {"recent": kill.recent, "effect_s": kill.effect_s}


def _strike_at(worker: Worker, args: Args, number: signal.Signals) -> bool:
    """Whether the step was reached in time."""
    worker.arm(args["step"], args["count"], number)
    end = time.monotonic() + REACHED_S
    while not worker.block["fired"] and time.monotonic() < end:
        time.sleep(0.005)
    worker.block["armed"] = 0
    return bool(worker.block["fired"])


def draw_zombie(chance: Random) -> Args:
    return {**draw_step(chance), "replaced": chance.random() < 0.6}


def freeze(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGSTOP at a step, for longer than its session; then it wakes up, replaced in its slot or not."""
    worker = rig.workers[args["service"]][0]
    reached = _strike_at(worker, args, signal.SIGSTOP)
    if not reached:
        worker.child.signal(signal.SIGSTOP)
    successor = _replace(rig, worker) if args["replaced"] else None
    time.sleep(args.get("for_s", rig.session_s + 1))
    worker.child.signal(signal.SIGCONT)
    if successor is None:
        worker.wait_ready()
        return {"reached": reached}
    return {"reached": reached, "zombie": _must_end(journal, worker)}


def draw_stale(chance: Random) -> Args:
    paused = {"service": "profiles", "step": "decide.written", "replaced": True, "for_s": STALE_S}
    return paused | {"count": chance.randint(1, 40)}


def freeze_publisher(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGSTOP between the write and the sending, for longer than a snapshot of the directory may be old."""
    return freeze(rig, journal, args)


def two_in_a_slot(rig: Rig, journal: Journal, args: Args) -> Args:
    """A second process is started with the slot of a first that runs well: the last one wins."""
    worker = rig.workers[args["service"]][0]
    _replace(rig, worker)
    return {"first": _must_end(journal, worker)}


def _replace(rig: Rig, worker: Worker) -> Worker:
    """Another process takes the slot, and the door."""
    number = len(rig.strays) + 1
    successor = rig.worker(worker.service, worker.slot, f"{worker.service}-{worker.slot}-{number}")
    successor.start()
    rig.workers[worker.service][0] = successor
    rig.strays.append(worker)
    successor.wait_ready()
    rig.show(successor)
    return successor


def _must_end(journal: Journal, worker: Worker) -> str:
    end = time.monotonic() + PATIENCE_S
    while worker.runs and time.monotonic() < end:
        time.sleep(0.05)
    how = worker.child.died() or "still runs"
    if how != SLOT_LOST:
        journal.wrong.append(f"{worker.name}, whose slot another has taken: {how}")
        worker.kill()
    return how


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
    "freeze": Fault(draw_zombie, freeze, 1),
    "stale-publisher": Fault(draw_stale, freeze_publisher),
    "twins": Fault(draw_service, two_in_a_slot),
    "rolling-restart": Fault(lambda chance: {"services": chance.sample(SERVICES, len(SERVICES))}, stop_and_start),
    "scale": Fault(draw_service, scale),
}
