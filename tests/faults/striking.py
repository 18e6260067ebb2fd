"""The faults of a schedule, one after the other."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from aiokafka.errors import KafkaError

from relais.infrastructure.errors import InfrastructureError
from tests.faults.fault import Args, Journal
from tests.faults.outcome import Outcome, Wanted
from tests.faults.rig import Rig
from tests.faults.schedule import KINDS, Planned


def strike_all(rig: Rig, wanted: Wanted, outcome: Outcome, say: Callable[[str], None]) -> None:
    """Every kind at least once, however long that takes."""
    began, kinds = time.monotonic(), {planned.kind for planned in wanted.schedule}
    for planned in wanted.schedule:
        at = time.monotonic() - began
        recent = sum(kill.recent for kill in outcome.journal.kills)
        if planned.number >= len(kinds) and (at > wanted.seconds or recent >= (wanted.kills or recent + 1)):
            break
        rig.pause(max(0.0, planned.at_s - at))
        at = time.monotonic() - began
        did = _strike(rig, outcome.journal, planned)
        took = round(time.monotonic() - began - at, 2)
        outcome.struck.append({**asdict(planned), "struck_at_s": round(at, 1), "took_s": took, "did": did})
        say(f"{at:7.1f} s  {planned.kind} {_short(planned.args)}: {_short(did)} ({took} s)")
    rig.pause(max(0.0, wanted.seconds - (time.monotonic() - began)) if wanted.kills is None else 0)


def _strike(rig: Rig, journal: Journal, planned: Planned) -> Args:
    """A fault that fails ends no run: what does not come up again is wrong, what the broker is too busy for is said."""
    try:
        return KINDS[planned.kind].strike(rig, journal, planned.args)
    except (AssertionError, InfrastructureError) as error:
        journal.wrong.append(f"{planned.kind} {_short(planned.args)}: {error}")
    except KafkaError as error:
        return {"failed": type(error).__name__}
    rig.heal()
    return {"failed": journal.wrong[-1]}


def _short(facts: Any) -> str:
    return json.dumps(facts, default=str).replace('"', "")
