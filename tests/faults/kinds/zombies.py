"""Processes that sleep beyond their session, and two in one slot: the last one wins, the other changes nothing."""

import signal
import time
from random import Random

from tests.faults.fault import PATIENCE_S, Args, Fault, Journal
from tests.faults.kinds.processes import draw_service, draw_step, strike_at
from tests.faults.rig import Rig
from tests.faults.worker import Worker

SLOT_LOST = "exit status 75"
STALE_S = 11.0  # a snapshot of the directory may be 10 s old
RELIEF = ("successor", "colleague", "nobody")


def freeze(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGSTOP at a step for longer than its session, then CONT: another in its slot or in its group, or nobody."""
    worker = rig.workers[args["service"]][0]
    colleague = _colleague(rig, worker.service) if args["relief"] == "colleague" else None
    reached = strike_at(worker, args, signal.SIGSTOP)
    if not reached:
        worker.child.signal(signal.SIGSTOP)
    replaced = args["relief"] == "successor"
    if replaced:
        _replace(rig, worker)
    time.sleep(args.get("for_s", rig.session_s + 1))
    worker.child.signal(signal.SIGCONT)
    did: Args = {"reached": reached}
    if replaced:
        return did | {"zombie": _must_end(journal, worker)}
    worker.wait_ready()
    if colleague:
        did |= {"colleague_worked": colleague.worked_within(5)}
        colleague.stop()
        rig.workers[worker.service].remove(colleague)
    return did


def freeze_publisher(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGSTOP between the write and the sending, for longer than a snapshot of the directory may be old."""
    return freeze(rig, journal, args)


def two_in_a_slot(rig: Rig, journal: Journal, args: Args) -> Args:
    """A second process is started with the slot of a first that runs well: the last one wins."""
    worker = rig.workers[args["service"]][0]
    _replace(rig, worker)
    return {"first": _must_end(journal, worker)}


def _colleague(rig: Rig, service: str) -> Worker:
    """One more worker of the group, with a slot of its own."""
    colleague = rig.worker(service, "1")
    rig.workers[service].append(colleague)
    colleague.start()
    colleague.wait_ready()
    return colleague


def _replace(rig: Rig, worker: Worker) -> None:
    """Another process takes the slot, and the door."""
    number = len(rig.strays) + 1
    successor = rig.worker(worker.service, worker.slot, f"{worker.service}-{worker.slot}-{number}")
    successor.start()
    rig.workers[worker.service][0] = successor
    rig.strays.append(worker)
    successor.wait_ready()
    rig.show(successor)


def _must_end(journal: Journal, worker: Worker) -> str:
    end = time.monotonic() + PATIENCE_S
    while worker.runs and time.monotonic() < end:
        time.sleep(0.05)
    how = worker.child.died() or "still runs"
    if how != SLOT_LOST:
        journal.wrong.append(f"{worker.name}, whose slot another has taken: {how}")
        worker.kill()
    return how


def _draw_sleep(chance: Random) -> Args:
    return {**draw_step(chance), "relief": chance.choice(RELIEF)}


def _draw_stale(chance: Random) -> Args:
    paused = {"service": "profiles", "step": "decide.written", "relief": "successor", "for_s": STALE_S}
    return paused | {"count": chance.randint(1, 40)}


KINDS = {
    "freeze": Fault(_draw_sleep, freeze, 2),
    "stale-publisher": Fault(_draw_stale, freeze_publisher),
    "twins": Fault(draw_service, two_in_a_slot),
}
