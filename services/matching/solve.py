"""A round is solved, and its preview kept."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime

from chassis.kind import Cause
from chassis.logs import log
from chassis.store import Store
from contracts.rounds import Certificate, Totals, Worth
from contracts.rounds import Shortage as ShortageTold
from services.matching import metrics
from services.matching.case import reason
from services.matching.domain import round
from services.matching.domain.derived import derived
from services.matching.domain.round import Planned, Round
from services.matching.engine.people import Match, Plan, Pool
from services.matching.engine.task import Task
from services.matching.engine_process import Explained, Found, Valued, explain, find
from services.matching.pool import gather, policy_of
from services.matching.store import Programmes, Rounds

NOBODY = Found(plan=Plan((), 0, True, 0, (), {}), policies=(), worths=())


async def solve(store: Store, asked: Round, network: str) -> None:
    """Gather the pool, plan, and keep the preview. Two at once find the same, and the first is kept."""
    programme = await store.get(Programmes, asked.programme_id, network)
    whole = await gather(store, programme, network, store.clock.now())
    pool = around(asked, whole)
    policy = policy_of(programme.policy, asked.equity)
    task = Task(pool, policy, programme.policy.waiting_limit_days)
    found = await find(task) if pool.mentees and pool.mentors else NOBODY

    def decide(state: Round | None, now: datetime) -> round.Decided:
        assert state
        if found is None:
            return round.outdated(state, now, reason="failed")
        plan = found.plan
        return round.solved(
            state,
            now,
            pairs=tuple(_planned(asked.round_id, match) for match in plan.matches),
            totals=_totals(whole, asked.pinned, plan),
            certificate=Certificate(optimal=plan.proved, bound=plan.bound, verified=plan.proved),
            shortages=_shortages(found),
            barriers=plan.barriers,
            policies=found.policies,
        )

    _measure(asked.programme_id, found)
    if found is None or not found.plan.proved:
        log.error("a round is dropped: its plan is not proved to be the best", round_id=asked.round_id)
    await store.change(Rounds, asked.round_id, decide, Cause.clock(network))


async def explained(store: Store, shown: Round, mentee: str, network: str) -> Explained | None:
    """One mentee of the preview, by the pool as it is now; None where that is no longer the preview's."""
    programme = await store.get(Programmes, shown.programme_id, network)
    pool = around(shown, await gather(store, programme, network, store.clock.now()))
    policy = policy_of(programme.policy, shown.equity)
    told = await explain(Task(pool, policy, programme.policy.waiting_limit_days, explain=mentee))
    planned = next((pair.mentor for pair in shown.pairs if pair.mentee == mentee), None)
    return told if told and told.mentor == planned else None


def _measure(programme_id: str, found: Found | None) -> None:
    if found is None:
        return
    plan = found.plan
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
        feasible=plan.feasible_pairs,
    )


def _shortages(found: Found) -> tuple[ShortageTold, ...]:
    worths = {(each.shortage.skill, each.shortage.territory): each for each in found.worths}
    return tuple(
        ShortageTold(
            skill=each.skill,
            territory=each.territory,
            wanted=each.wanted,
            offered=each.offered,
            worth=_worth(worths.get((each.skill, each.territory))),
        )
        for each in found.plan.shortages
    )


def _worth(valued: Valued | None) -> Worth | None:
    return Worth(**valued.worth.model_dump(), exact=valued.known == "exact") if valued else None
