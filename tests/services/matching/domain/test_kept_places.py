"""Which events touch a mentor's places, and which must not."""

from contracts.pairs import PAIRS
from services.matching.reactions import REACTIONS
from services.matching.store import Places

TOUCHED = {each.stream.name: each for each in REACTIONS.tables({})}[PAIRS.name].rows


def touch_places() -> set[str]:
    return {name for name, rows in TOUCHED.items() if any(row.kind is Places for row in rows)}


def test_a_place_is_kept_in_a_pause_and_until_the_goodbye() -> None:
    assert touch_places().isdisjoint({"PairPaused", "PairEnding", "AgreementMissing"})


def test_a_place_is_given_back_at_decline_expiry_withdrawal_and_end() -> None:
    assert touch_places() >= {"PairDeclined", "PairExpired", "PairWithdrawn", "PairEnded"}
