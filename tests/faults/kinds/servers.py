"""Broker and store: killed, slow, cut off, refusing, full."""

import resource
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.faults.fault import PATIENCE_S, Args, Fault, Journal
from tests.faults.rig import SERVERS, Rig

WRITES = ("decide.written", "apply.written")


def kill(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGKILL and up again, after a while."""
    server, at = rig.server(args["server"]), time.monotonic()
    server.kill()
    rig.pause(args["away_s"])
    rig.start_server(args["server"])
    up_s = time.monotonic() - at
    signs = ("acknowledged",) if args["server"] == "kafka" else WRITES
    again_s = _next(rig, at + up_s - 0.5, signs)
    if again_s is None:
        journal.wrong.append(f"{args['server']} came back, and nothing came of it")
    return {"up_s": up_s, "again_s": again_s and again_s + up_s - 0.5}


def _next(rig: Rig, since: float, signs: tuple[str, ...]) -> float | None:
    """Seconds from an instant until any worker does one of these."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if seen := [at for worker in rig.all_workers for sign in signs if (at := worker.block[sign]) > since]:
            return min(seen) - since
        rig.pause(0.02)
    return None


def slow(rig: Rig, journal: Journal, args: Args) -> Args:
    """Everything to and from a server is held back for a while."""
    rig.pages[args["server"]]["delay_s"] = args["delay_s"]
    rig.pause(args["for_s"])
    rig.pages[args["server"]]["delay_s"] = 0
    return {}


def cut(rig: Rig, journal: Journal, args: Args) -> Args:
    """All connections end in the middle of what is being said, some times in a row."""
    for _ in range(args["times"]):
        rig.pages[args["server"]]["cut"] += 1
        rig.pause(1)
    return {}


def refuse_writes(rig: Rig, journal: Journal, args: Args) -> Args:
    """The store reads, and answers every write as a replica that is not primary."""
    rig.pages["store"]["refuse"] = 1
    rig.pause(args["for_s"])
    rig.pages["store"]["refuse"] = 0
    return {}


def fill_disk(rig: Rig, journal: Journal, args: Args) -> Args:
    """The store's file may not grow (a limit on its process): it ends. Once there is room, it is started again."""
    file = next(Path(rig.folder / "servers" / "store").glob("documents*"))
    assert rig.store.pid
    resource.prlimit(rig.store.pid, resource.RLIMIT_FSIZE, (file.stat().st_size, resource.RLIM_INFINITY))
    rig.pause(args["for_s"])
    ended = rig.store.pid is None
    rig.store.stop()
    rig.start_server("store")
    return {"ended": ended}


def _of_a_server(more: Callable[[Random], Args]) -> Callable[[Random], Args]:
    return lambda chance: {"server": chance.choice(SERVERS), **more(chance)}


KINDS = {
    "broker-killed": Fault(lambda chance: {"server": "kafka", "away_s": chance.choice((0, 0, 0, 3))}, kill, 1.5),
    "store-killed": Fault(lambda chance: {"server": "store", "away_s": chance.choice((0, 0, 0, 3))}, kill, 1.5),
    "slow": Fault(_of_a_server(lambda chance: {"delay_s": chance.choice((0.02, 0.1, 0.3)), "for_s": 5}), slow),
    "cut": Fault(_of_a_server(lambda chance: {"times": chance.randint(1, 4)}), cut, 2),
    "writes-refused": Fault(lambda chance: {"for_s": chance.randint(2, 6)}, refuse_writes),
    "disk-full": Fault(lambda chance: {"for_s": chance.randint(2, 5)}, fill_disk),
}
