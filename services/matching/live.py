"""A programme that is matched live: each change of its pool moves proposals to the new optimum at once.

A change is kept until it has been taken in (PoolChange), then numbered (Market), so that every worker's engine catches
up with those that another took in. What is proposed follows from the plan and the store alone: a worker that is killed
half-way, or two at once, end at the same.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from chassis.errors import NotFound, Refused
from chassis.kind import Cause
from chassis.logs import log
from chassis.store import Store
from contracts.event import Event
from services.matching import metrics
from services.matching.domain import market, pool_change, proposal
from services.matching.domain.derived import derived
from services.matching.domain.market import Market
from services.matching.domain.pair import Decided, Pair
from services.matching.domain.pool_change import PoolChange
from services.matching.domain.programme import Programme
from services.matching.engine.people import Middles, Pool
from services.matching.engine.told import Changed, Opened, Proposals
from services.matching.live_desk import LiveDesk
from services.matching.live_pool import Standing, movable, standing
from services.matching.pool import middles_of, policy_of, rhythm_of
from services.matching.propose import Wanted, propose
from services.matching.store import Candidates, Markets, Pairs, PoolChanges, Programmes


class PlanRefuted(RuntimeError):
    """A bug of the engine; its due date is tried again."""


class LiveMatching:
    """What this worker does when a market, or a change of a pool, is due."""

    def __init__(self) -> None:
        self._desk = LiveDesk()
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._coming: dict[str, set[str]] = defaultdict(set)

    async def market_due(self, store: Store, id: str) -> None:
        """Every night, and when the policy changed: the pool is read again, and the optimum proved."""
        network = await store.network_of(Markets, id)
        if network is None:
            return
        async with self._turns[id]:
            state = await store.get(Markets, id, network)
            if state.live:
                await self._look(store, state, network, whole=True)

    async def pool_changed(self, store: Store, id: str) -> None:
        """Changes that wait for their turn are taken in together."""
        network = await store.network_of(PoolChanges, id)
        if network is None:
            return
        change = await store.get(PoolChanges, id, network)
        if known := (await store.load(Candidates, [id]))[id].state:
            self._coming[known.programme_id].add(id)
            async with self._turns[known.programme_id]:
                await self._take_in_all(store, known.programme_id, network)

        def seen(state: PoolChange | None, now: datetime) -> tuple[PoolChange, list[Event]]:
            return pool_change.seen(state, now, count=change.count)

        await store.change(PoolChanges, id, seen, Cause.clock(network))

    async def _take_in_all(self, store: Store, programme_id: str, network: str) -> None:
        """What could not be taken in waits for the next turn: nobody's change is lost with another's."""
        coming = self._coming.pop(programme_id, set())
        try:
            if coming:
                await self._take_in(store, programme_id, coming, network)
        except BaseException:
            self._coming[programme_id] |= coming
            raise

    async def _take_in(self, store: Store, programme_id: str, enrolments: set[str], network: str) -> None:
        def follow(state: Market | None, now: datetime) -> tuple[Market, list[Event]]:
            return market.followed(state, now, enrolments=sorted(enrolments))

        state = await store.change(Markets, programme_id, follow, Cause.clock(network))
        if state and state.live:
            await self._look(store, state, network)

    async def _look(self, store: Store, state: Market, network: str, *, whole: bool = False) -> None:
        programme = await store.get(Programmes, state.programme_id, network)
        with metrics.LIVE_SECONDS.time():
            wanted = await self._plan(store, programme, state, network, whole=whole)
            if wanted.refuted:
                metrics.REFUTED.inc()
                raise PlanRefuted("a live plan is not the best, nothing is proposed: it is planned anew")
            try:
                unsettled = await _settle(store, programme, state, wanted, network)
            except BaseException:  # the engine tells of a move once: what was not settled must be told again
                self._desk.known.pop(state.programme_id, None)
                raise
        proved = state.due_at if whole else None

        def settled(now_state: Market | None, now: datetime) -> tuple[Market, list[Event]]:
            return market.settled(now_state, now, unsettled=unsettled, proved=proved)

        await store.change(Markets, state.programme_id, settled, Cause.clock(network))

    async def _plan(self, store: Store, programme: Programme, state: Market, network: str, *, whole: bool) -> Proposals:
        known = self._desk.known.get(state.programme_id)
        missed = None if whole or known is None else state.since(known)
        now = store.clock.now()
        stand = await standing(store, programme, network, now, missed)
        if missed is None:
            middles = await middles_of(store, network)
            told: Opened | Changed = _opened(programme, stand, middles)
        else:
            told = Changed(
                state.programme_id, stand.mentees, stand.mentors, stand.gone, stand.given, asked=state.unsettled
            )
        return await self._desk.tell(told, state.revision)


def _opened(programme: Programme, stand: Standing, middles: Middles) -> Opened:
    policy = programme.policy
    pool = Pool(stand.mentees, stand.mentors, rhythm_of(policy), middles)
    return Opened(programme.programme_id, pool, policy_of(policy, policy.equity), policy.keep_points, given=stand.given)


async def _settle(store: Store, programme: Programme, state: Market, wanted: Proposals, network: str) -> Iterable[str]:
    """Take back what moved, then propose. Gives the mentees for whom that was not possible yet."""
    cause, unsettled = Cause.clock(network), set()
    there = {mentee: await store.find_by_key(Pairs, f"{mentee} main") for mentee in wanted.of}
    for mentee, mentor in wanted.of.items():
        pair = there[mentee]
        if pair and pair.mentor.enrolment_id != mentor and movable(pair):
            await store.change(Pairs, pair.pair_id, _take_back, cause)
    for mentee, mentor in wanted.of.items():
        pair = there[mentee]
        if mentor is None or (pair and (pair.mentor.enrolment_id == mentor or not movable(pair))):
            continue
        pair_id = derived("live", programme.programme_id, str(state.revision), mentee, mentor)
        try:
            await propose(store, Wanted(pair_id, mentee, mentor, "live"), cause)
        except (Refused, NotFound) as refusal:  # a place that is not given back yet, or somebody who has just left
            log.info("a live proposal waits", pair_id=pair_id, reason=refusal.code)
            unsettled.add(mentee)
    return unsettled


def _take_back(state: Pair | None, now: datetime) -> Decided:
    """Unless somebody has answered meanwhile."""
    assert state
    return proposal.withdrawn(state, "clock", "moved") if movable(state) else (state, [])
