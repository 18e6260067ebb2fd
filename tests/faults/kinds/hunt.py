"""All services hunted at once: whoever has done something since its start is killed again, at random or at a step."""

import signal
import time
from random import Random

from tests.faults.fault import PATIENCE_S, Args, Fault, Journal, Kill, first_effect
from tests.faults.kinds.processes import OFTEN, STEPS
from tests.faults.rig import Rig
from tests.faults.worker import Worker

AT_A_STEP = 0.6
MOST_LEFT_ALONE_S = 0.5
ARMED_S = 3.0
COMMON = [step for step, often in zip(STEPS, OFTEN, strict=True) if often > 1]


class Quarry:
    """One worker: waiting for its first effect, left alone for a moment, or with a step at which it will die."""

    def __init__(self, worker: Worker, chance: Random, journal: Journal) -> None:
        self._worker, self._chance, self._journal = worker, chance, journal
        self._last: tuple[Kill, float] | None = None
        self._step, self._until = "", 0.0
        self._rest()

    def _rest(self) -> None:
        self._step, self._until = "", time.monotonic() + self._chance.uniform(0, MOST_LEFT_ALONE_S)

    def look(self) -> None:
        """Some hundred times a second."""
        worker, now = self._worker, time.monotonic()
        if how := worker.child.died():
            self._again(Kill(worker.service, self._step or how, recent=bool(self._step)), worker.block["fired"] or now)
        elif self._last:
            self._see_effect(now)
        elif now < self._until:
            return
        elif self._step:
            worker.block["armed"] = 0
            self._rest()
        elif self._chance.random() < AT_A_STEP:
            self._step, self._until = self._chance.choice(COMMON), now + ARMED_S
            worker.arm(self._step, self._chance.randint(1, 5), signal.SIGKILL)
        elif worker.worked_within():
            worker.kill()
            self._again(Kill(worker.service, "random", recent=True), now)

    def _again(self, kill: Kill, at: float) -> None:
        self._worker.start()
        self._last = kill, at
        self._journal.kills.append(kill)
        self._rest()

    def _see_effect(self, now: float) -> None:
        assert self._last
        kill, at = self._last
        if effect := self._worker.block["effect"]:
            kill.effect_s, self._last = effect - at, None
        elif now - at > PATIENCE_S:
            self._last = None

    def let_go(self, rig: Rig) -> None:
        """It is well again."""
        self._worker.block["armed"] = 0
        rig.tend()
        if self._last:
            kill, at = self._last
            kill.effect_s = first_effect(rig, self._worker, at)


def hunt(rig: Rig, journal: Journal, args: Args) -> Args:
    """SIGKILL of all services side by side, again as soon as they have done something; most at a step."""
    before, chance = len(journal.kills), Random(args["chance"])
    quarries = [Quarry(workers[0], chance, journal) for workers in rig.workers.values()]
    end = time.monotonic() + args["for_s"]
    while time.monotonic() < end:
        for quarry in quarries:
            quarry.look()
        time.sleep(0.005)
    for quarry in quarries:
        quarry.let_go(rig)
    return {"kills": len(journal.kills) - before}


KINDS = {"hunt": Fault(lambda chance: {"for_s": 15, "chance": chance.randrange(10**6)}, hunt, 1)}
