"""A round is solved in a process of its own, so that lanes, health and heartbeats go on meanwhile."""

import asyncio
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from chassis.kind import Cause
from chassis.logs import log
from chassis.store import Store
from contracts.rounds import Certificate, Totals
from contracts.rounds import Shortage as ShortageTold
from services.matching import metrics
from services.matching.case import reason
from services.matching.domain import round
from services.matching.domain.derived import derived
from services.matching.domain.round import Planned, Round
from services.matching.engine.people import Match, Plan, Pool
from services.matching.engine.task import TOO_LARGE, Task
from services.matching.pool import gather, policy_of
from services.matching.store import Programmes, Rounds

TASKS, PLANS = TypeAdapter(Task), TypeAdapter(Plan)


class EngineFailed(RuntimeError):
    """The engine ended without a plan; its last lines are in the log."""


async def solve(store: Store, asked: Round, network: str) -> None:
    """Gather the pool, plan, and keep the preview. Two at once find the same, and the first is kept."""
    programme = await store.get(Programmes, asked.programme_id, network)
    whole = await gather(store, programme, network, store.clock.now())
    pool = around(asked, whole)
    policy = policy_of(programme.policy, asked.equity)
    plan = await in_a_process(Task(pool, policy)) if pool.mentees and pool.mentors else Plan((), 0, True, 0, (), {})

    def decide(state: Round | None, now: datetime) -> round.Decided:
        assert state
        if plan is None:
            return round.outdated(state, now, reason="failed")
        return round.solved(
            state,
            now,
            pairs=tuple(_planned(asked.round_id, match) for match in plan.matches),
            totals=_totals(whole, asked.pinned, plan),
            certificate=Certificate(optimal=plan.proved, bound=plan.bound, verified=plan.proved),
            shortages=tuple(_shortages(plan)),
            barriers=plan.barriers,
        )

    _measure(asked.programme_id, plan)
    if plan is None or not plan.proved:
        log.error("a round is dropped: its plan is not proved to be the best", round_id=asked.round_id)
    await store.change(Rounds, asked.round_id, decide, Cause.clock(network))


def _measure(programme_id: str, plan: Plan | None) -> None:
    if plan is None:
        return
    for stage, seconds in plan.seconds.items():
        metrics.PLAN_SECONDS.labels(stage).observe(seconds)
    metrics.FEASIBLE.labels(programme_id).set(plan.feasible_pairs)
    metrics.REFUTED.inc(not plan.proved)


def around(asked: Round, pool: Pool) -> Pool:
    """The pool without the pairs that a coordinator pinned, and with those struck out kept apart."""
    people = {mentor.id: mentor.person for mentor in pool.mentors}
    settled, taken = {pair.mentee for pair in asked.pinned}, Counter(pair.mentor for pair in asked.pinned)
    apart: dict[str, set[str]] = defaultdict(set)
    for mentee, mentor in asked.apart:
        apart[mentee] |= {people[mentor]} if mentor in people else set()
    return replace(
        pool,
        mentees=tuple(replace(m, never=m.never | apart[m.id]) for m in pool.mentees if m.id not in settled),
        mentors=tuple(replace(m, places=max(0, m.places - taken[m.id])) for m in pool.mentors),
    )


async def in_a_process(task: Task) -> Plan | None:
    """The plan; None for a pool that does not fit. Raises EngineFailed."""
    command = (sys.executable, "-m", "services.matching.engine")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        out, err = await process.communicate(TASKS.dump_json(task))
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode == TOO_LARGE:
        return None
    if process.returncode:
        raise EngineFailed(err.decode(errors="replace")[-2_000:])
    return PLANS.validate_json(out)


def _planned(round_id: str, match: Match) -> Planned:
    return Planned(
        pair_id=derived(round_id, match.mentee, match.mentor),
        mentee=match.mentee,
        mentor=match.mentor,
        score=match.score,
        reasons=tuple(reason(term) for term in match.terms),
    )


def _totals(pool: Pool, pinned: tuple[Planned, ...], plan: Plan) -> Totals:
    pairs = len(pinned) + len(plan.matches)
    return Totals(
        mentees=len(pool.mentees),
        mentors=len(pool.mentors),
        places=sum(mentor.places for mentor in pool.mentors),
        pairs=pairs,
        score=plan.score + sum(pair.score for pair in pinned),
        without=len(pool.mentees) - pairs,
    )


def _shortages(plan: Plan) -> list[ShortageTold]:
    return [
        ShortageTold(skill=each.skill, territory=each.territory, wanted=each.wanted, offered=each.offered)
        for each in plan.shortages
    ]
