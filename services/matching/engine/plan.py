"""The plan of a pool: of all plans that the rules allow, the best under the programme's policy."""

from collections import Counter

import numpy as np

from services.matching.engine.assign import assign
from services.matching.engine.certificate import Certificate, holds
from services.matching.engine.edges import Edges, worth
from services.matching.engine.people import Match, Mentee, Mentor, Plan, Policy, Pool
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from services.matching.engine.shortages import shortages


def plan(pool: Pool, policy: Policy) -> Plan:
    """The exact optimum. People are taken in the order of their ids, so the same pool always gives the same plan.

    Raises TooLarge for a pool whose weights do not fit.
    """
    mentees = sorted(pool.mentees, key=lambda each: each.id)
    mentors = sorted(pool.mentors, key=lambda each: each.id)
    edges, barriers = _feasible(mentees, mentors, pool, policy)
    tier = np.array([mentee.tier for mentee in mentees], dtype=np.int64)
    waited = np.array([mentee.waited for mentee in mentees], dtype=np.int64)
    value, unit = worth(edges, tier, waited, policy)
    found = assign(edges, value)
    chosen, proof = found.chosen, Certificate(found.utility, found.price)
    proved = holds(edges, value, chosen, proof)
    matches = tuple(
        _match(mentee, mentors[place], policy)
        for mentee, place in zip(mentees, chosen.tolist(), strict=True)
        if place >= 0
    )
    return Plan(
        matches=matches,
        score=sum(match.score for match in matches),
        proved=proved,
        bound=proof.value(edges.places) // unit if proved and policy.rule == "total" else None,
        shortages=shortages(pool),
        barriers={m.id: barriers[m.id] for m, place in zip(mentees, chosen.tolist(), strict=True) if place < 0},
    )


def _feasible(
    mentees: list[Mentee], mentors: list[Mentor], pool: Pool, policy: Policy
) -> tuple[Edges, dict[str, dict[str, int]]]:
    found: list[tuple[int, int, int]] = []
    barriers: dict[str, dict[str, int]] = {}
    for i, mentee in enumerate(mentees):
        met: Counter[str] = Counter()
        for j, mentor in enumerate(mentors):
            rule = barrier(mentee, mentor, pool.rhythm)
            met[rule or "feasible"] += 1
            if rule is None:
                found.append((i, j, score(terms(mentee, mentor, policy.weights))))
        barriers[mentee.id] = dict(met)
    columns = np.array(found, dtype=np.int64).reshape(-1, 3)
    places = np.array([mentor.places for mentor in mentors], dtype=np.int64)
    return Edges(columns[:, 0], columns[:, 1], columns[:, 2], len(mentees), places), barriers


def _match(mentee: Mentee, mentor: Mentor, policy: Policy) -> Match:
    found = terms(mentee, mentor, policy.weights)
    return Match(mentee.id, mentor.id, score(found), found)
