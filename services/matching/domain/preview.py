"""What a coordinator makes of a preview: pairs struck out, pairs pinned, and the round solved again around them."""

from datetime import datetime

from chassis.errors import Refused
from contracts.rounds import RoundRequested
from services.matching.domain.round import Decided, Round, in_preview


class NotInPreview(Refused):
    """The preview has no such pair: read the round again."""


class StruckAndPinned(Refused):
    """A pair is struck out or pinned, not both: take it off one of the lists."""

    status = 422


def mark(state: Round | None, now: datetime, *, struck: frozenset[str], pinned: frozenset[str]) -> Decided:
    """These pairs are left out, those stay; all others are as they were found. Raises as the classes here say."""
    state = in_preview(state)
    if struck & pinned:
        raise StruckAndPinned
    if (struck | pinned) - {pair.pair_id for pair in state.pairs}:
        raise NotInPreview
    marked = ({"struck": pair.pair_id in struck, "pinned": pair.pair_id in pinned} for pair in state.pairs)
    pairs = tuple(pair.model_copy(update=marks) for pair, marks in zip(state.pairs, marked, strict=True))
    return state.model_copy(update={"pairs": pairs}), []


def strike(state: Round | None, now: datetime, *, pair_ids: frozenset[str]) -> Decided:
    """Leave these pairs out, and only these."""
    kept = frozenset(pair.pair_id for pair in in_preview(state).pairs if pair.pinned)
    return mark(state, now, struck=pair_ids, pinned=kept)


def pin(state: Round | None, now: datetime, *, pair_ids: frozenset[str]) -> Decided:
    """These pairs stay when the round is solved again, and only these."""
    left_out = frozenset(pair.pair_id for pair in in_preview(state).pairs if pair.struck)
    return mark(state, now, struck=left_out, pinned=pair_ids)


def again(state: Round | None, now: datetime) -> Decided:
    """Solve it again: what is pinned stays, and what was ever struck out is not found again. Raises NoPreview."""
    state = in_preview(state)
    apart = dict.fromkeys((*state.apart, *((pair.mentee, pair.mentor) for pair in state.pairs if pair.struck)))
    asked = {
        "status": "requested",
        "pinned": tuple(pair for pair in state.pairs if pair.pinned),
        "apart": tuple(apart),
        "before": {pair.mentee: pair.mentor for pair in state.pairs},
        "pairs": (),
        "due_at": now,
    }
    event = RoundRequested(
        round_id=state.round_id, programme_id=state.programme_id, origin=state.origin, equity=state.equity
    )
    return state.model_copy(update=asked), [event]
