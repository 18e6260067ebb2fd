"""What a run did and found, as JSON for programs and a page for people."""

import json
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.finding import percentile
from tests.faults.fault import FORGED
from tests.faults.run import Outcome, Wanted

BUCKET_S = 10


def facts(wanted: Wanted, outcome: Outcome, machine: list[str]) -> dict[str, Any]:
    """Everything, JSON types only."""
    accounts, kills = outcome.accounts, outcome.journal.kills
    seconds = outcome.ended - outcome.began
    return {
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
        "duplicates seen in effects": 0 if not accounts.wrong else "see wrong",
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
        "each kill": [asdict(kill) for kill in kills],
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


def page(found: dict[str, Any]) -> str:
    """Markdown: the verdict first, then the figures, then the machine."""
    verdict = "**Nothing was lost, doubled or taken out of order.**" if not found["wrong"] else "**Broken promises.**"
    lines = [f"# Faults, seed {found['seed']}, {found['seconds']:.0f} s", "", verdict, ""]
    lines += [f"- {line}" for line in found["wrong"][:50]] + [""] * bool(found["wrong"])
    lines += ["| what | figure |", "|---|---|"]
    for name, value in found.items():
        if name not in ("seed", "machine", "wrong", "schedule", "each kill"):
            lines.append(f"| {name} | {_shown(value)} |")
    lines += ["", "Machine:", ""] + [f"- {line}" for line in found["machine"]]
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(each)}" for name, each in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)


def write(folder: Path, found: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "faults.json").write_text(json.dumps(found, indent=1, default=str) + "\n")
    (folder / "faults.md").write_text(page(found))
