"""What a run did and found, as JSON for programs and a page for people."""

import json
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.finding import percentile
from tests.faults.fault import FORGED
from tests.faults.outcome import Outcome, Wanted
from tests.faults.schedule import KINDS

BUCKET_S = 10
APART = ("seed", "seconds", "machine", "wrong", "faults", "schedule", "each kill")


def facts(wanted: Wanted, outcome: Outcome, machine: list[str], command: str) -> dict[str, Any]:
    """Everything, JSON types only."""
    accounts, kills = outcome.accounts, outcome.journal.kills
    seconds = outcome.ended - outcome.began
    return {
        "command": command,
        "seed": wanted.seed,
        "machine": machine,
        "seconds": round(seconds, 1),
        "workers": "forked from a warm process" if wanted.warm else "started as programs",
        "faults": dict(sorted(Counter(each["kind"] for each in outcome.struck).items())),
        "kills": {
            "services": len(kills),
            "with work in hand within the last second": sum(kill.recent for kill in kills),
            "by step": dict(sorted(Counter(kill.where for kill in kills).items())),
            "broker": _count(outcome, "broker-killed"),
            "store": _count(outcome, "store-killed"),
        },
        "seconds from SIGKILL to the first effect": spread(k.effect_s for k in kills if k.effect_s is not None),
        "kills without an effect in time": sum(kill.effect_s is None for kill in kills),
        "seconds from broker killed to first acknowledgement": spread(_again(outcome, "broker-killed")),
        "seconds from store killed to first write": spread(_again(outcome, "store-killed")),
        "events a second": _rates(outcome),
        "commands": dict(accounts.commands),
        "refusals": dict(accounts.codes),
        "records": accounts.records,
        "records delivered more than once": accounts.copies,
        "of these, done more than once": accounts.doubled,
        "forged records": len(outcome.journal.forged),
        "forged lanes in lots": sum(FORGED in line for line in outcome.judgement.lots),
        "violations that name a forged record": sum(FORGED in line for line in outcome.judgement.violations),
        "seconds until quiet": round(outcome.quiet_s, 1),
        "audit": {
            "seconds": round(outcome.judgement.seconds, 1),
            "documents": outcome.judgement.documents,
            "checked": outcome.judgement.checked,
        },
        "wrong": outcome.wrong,
        "schedule": outcome.struck,
        "each kill": [(k.whom, k.where, k.recent, k.effect_s and round(k.effect_s, 3)) for k in kills],
    }


def spread(figures: Iterable[float]) -> dict[str, float]:
    """p50, p95 and the most."""
    some = list(figures)
    if not some:
        return {}
    shown = {"p50": statistics.median(some), "p95": percentile(some, 0.95), "most": max(some)}
    return {"count": len(some)} | {name: round(value, 2) for name, value in shown.items()}


def _count(outcome: Outcome, kind: str) -> int:
    return sum(each["kind"] == kind for each in outcome.struck)


def _again(outcome: Outcome, kind: str) -> list[float]:
    """Without the time for which it was kept away on purpose."""
    struck = [each for each in outcome.struck if each["kind"] == kind and each["did"].get("again_s")]
    return [each["did"]["again_s"] - each["args"]["away_s"] for each in struck]


def _rates(outcome: Outcome) -> dict[str, float]:
    """Records a second on all streams, and in the worst and the middle ten seconds."""
    began, ended, seconds = int(outcome.began), int(outcome.ended), outcome.accounts.seconds
    buckets = [
        sum(seconds[at + n] for n in range(BUCKET_S)) / BUCKET_S for at in range(began, ended - BUCKET_S + 1, BUCKET_S)
    ]
    total = sum(seconds[at] for at in range(began, ended))
    held = {"mean": total / max(1, ended - began)}
    held |= {"least in 10 s": min(buckets), "median of 10 s": statistics.median(buckets)} if buckets else {}
    return {name: round(value, 1) for name, value in held.items()}


def page(runs: Sequence[dict[str, Any]]) -> str:
    """Markdown: each run with its verdict first, then its figures, its faults and its machine."""
    lines = ["# Faults", "", "Written by `python -m tests.faults --report`; all of it is in `faults.json`."]
    for found in runs:
        lines += ["", f"## Seed {found['seed']}, {found['seconds']:.0f} s", "", _verdict(found), ""]
        lines += ["| what | figure |", "|---|---|"]
        lines += [f"| {name} | {_shown(found[name])} |" for name in found if name not in APART]
        lines += ["", "| fault | times | what it does |", "|---|---|---|"]
        lines += [f"| {kind} | {times} | {_does(kind)} |" for kind, times in found["faults"].items()]
        lines += ["", *(f"- {line}" for line in found["machine"])]
    return "\n".join(lines) + "\n"


def _verdict(found: dict[str, Any]) -> str:
    if not found["wrong"]:
        return "**Nothing was lost, doubled or taken out of order.**"
    return "**Broken promises:**\n\n" + "\n".join(f"- {line}" for line in found["wrong"][:50])


def _does(kind: str) -> str:
    return " ".join((KINDS[kind].strike.__doc__ or "").split()) if kind in KINDS else ""


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(each)}" for name, each in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)


def write(folder: Path, found: dict[str, Any]) -> None:
    """Beside the runs that are there already, in the place of one that was the same."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "faults.json"
    before = json.loads(file.read_text()) if file.exists() else []
    runs = [run for run in before if run["command"] != found["command"]] + [found]
    file.write_text("[\n" + ",\n".join(_compact(run) for run in runs) + "\n]\n")
    (folder / "faults.md").write_text(page(runs))


def _compact(run: dict[str, Any]) -> str:
    """One line a field; one a planned fault."""
    fields = [f" {json.dumps(name)}: {_lines(value)}" for name, value in run.items()]
    return "{\n" + ",\n".join(fields) + "\n}"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n  " + ",\n  ".join(json.dumps(each, default=str) for each in value) + "\n ]"
    return json.dumps(value, default=str)
