"""The optimum as a flow of least cost, where a mentee may stay without a mentor."""

import numpy as np

from services.matching.engine.edges import Edges, Ints


class NoOptimum(RuntimeError):
    """The solver gave up, which it does not do on a well-formed pool."""


def assign(edges: Edges, value: Ints) -> Ints:
    """For each mentee the place of their mentor in the list, -1 for none; the sum of the values is the highest."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 -- few need it, all would wait

    alone, mentors = edges.mentees, len(edges.places)
    sink = alone + mentors
    heads = np.concatenate([edges.mentee, np.arange(sink)])
    tails = np.concatenate([edges.mentor + alone, np.full(sink, sink)])
    room = np.concatenate([np.ones(len(edges.mentee) + alone, dtype=np.int64), edges.places])
    cost = np.concatenate([-value, np.zeros(sink, dtype=np.int64)])
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(heads, tails, room, cost)
    flow.set_nodes_supplies(np.arange(sink + 1), np.append(np.repeat([1, 0], [alone, mentors]), -alone))
    if flow.solve() != flow.OPTIMAL:
        raise NoOptimum("no optimum was found")
    used = flow.flows(arcs[: len(edges.mentee)]) > 0
    chosen = np.full(alone, -1, dtype=np.int64)
    chosen[edges.mentee[used]] = edges.mentor[used]
    return chosen
