"""The lists of a coordinator's morning, in words."""

from sample.play.desk import morning, since
from tests.sample.play.conftest import Play

RISKS = [{"reasons": [{"reason": "silent"}]}, {"reasons": [{"reason": "silent"}, {"reason": "low-feedback"}]}]


def test_pairs_at_risk_are_counted_with_their_reasons() -> None:
    first, second = morning(RISKS, [{"waiting_days": 3}, {"waiting_days": 40}], 5, 0)
    assert first == "On the desk: pairs to look after: 2 (2 silent, 1 low feedback)"
    assert second.startswith("Students without a mentor: 2, the longest for 40 days; clearances that end")


async def test_what_was_done_is_told_once(play: Play) -> None:
    await play.school.post("profiles", "/enrolments/e-s/clearance")
    await play.school.for_them("m", "matching", "/pairs/p/acceptance")
    assert since([play.school]) == "people cleared: 1, words of others recorded: 1"
    assert since([play.school]) == ""
