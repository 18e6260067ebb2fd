"""The table of reactions."""

from pydantic import BaseModel

from chassis.kind import Kind
from chassis.reactions import Reactions, hears, on
from contracts.pairs import PAIRS, PairDeclined, PairProposed


class State(BaseModel):
    pass


FIRST, SECOND, LAST = Kind("first", State), Kind("second", State), Kind("last", State)


def test_documents_are_written_in_the_order_in_which_the_rows_name_them_whatever_the_event() -> None:
    reactions = Reactions(
        hears(PAIRS, FIRST),
        on(PairDeclined, SECOND, ids=lambda e: [e.pair_id], decide=lambda s, e, now: (s, [])),
        on(PairProposed, LAST, ids=lambda e: [e.pair_id], decide=lambda s, e, now: (s, [])),
        on(PairDeclined, LAST, ids=lambda e: [e.pair_id], decide=lambda s, e, now: (s, [])),
    )
    [table] = reactions.tables({})
    assert table.order == (FIRST, SECOND, LAST)
