"""The plan of a pool: of all plans that the rules allow, the best under the programme's policy."""

from services.matching.engine.barriers import Barriers
from services.matching.engine.columns import Columns
from services.matching.engine.nearness import Nearness
from services.matching.engine.optimum import Solution, solve
from services.matching.engine.people import Match, Plan, Policy, Pool
from services.matching.engine.reading import columns_of
from services.matching.engine.relevance import score, terms
from services.matching.engine.shortages import shortages


def plan(pool: Pool, policy: Policy) -> Plan:
    """The exact optimum; the order in which people are given changes nothing.

    Raises TooLarge for a pool whose weights do not fit, ValueError for ids that come twice.
    """
    columns = columns_of(pool)
    return plan_of(pool, columns, policy, solve(columns, policy))


def plan_of(pool: Pool, columns: Columns, policy: Policy, found: Solution) -> Plan:
    """The same with names."""
    total = int(found.utility.sum()) + sum((found.price * columns.places).tolist())
    return Plan(
        matches=_matches(columns, found, policy),
        score=int(found.score.sum()),
        proved=found.proved,
        bound=total // found.scale.unit if found.proved and policy.rule == "total" else None,
        shortages=shortages(pool),
        barriers=_barriers(columns, found, policy),
        utilities=dict(zip(columns.mentees.ids, found.utility.tolist(), strict=True)),
        prices=dict(zip(columns.mentors.ids, found.price.tolist(), strict=True)),
        feasible_pairs=found.feasible_pairs,
        seconds=found.seconds,
    )


def _matches(columns: Columns, found: Solution, policy: Policy) -> tuple[Match, ...]:
    near, matches = Nearness(columns.middles, policy.weights.bands), []
    for i, j in enumerate(found.chosen.tolist()):
        if j >= 0:
            told = terms(columns.mentee(i), columns.mentor(j), policy.weights, near)
            matches.append(Match(columns.mentees.ids[i], columns.mentors.ids[j], score(told), told))
    return tuple(sorted(matches, key=lambda match: match.mentee))


def _barriers(columns: Columns, found: Solution, policy: Policy) -> dict[str, dict[str, int]]:
    known = Barriers(columns, policy)
    return {columns.mentees.ids[i]: known.met(i) for i in (found.chosen < 0).nonzero()[0].tolist()}
