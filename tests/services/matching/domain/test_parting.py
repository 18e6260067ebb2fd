from datetime import date

import pytest

from contracts.pairs import PairEnded, PairEnding, PairResumed
from services.matching.domain import following, parting, pause
from services.matching.domain.calendar_days import end_of, midnight
from services.matching.domain.pair import PairNotLive
from services.matching.domain.parting import NoLaterDay, NoSuchLastDay, NothingToUndo
from tests.services.matching.domain.life import DAY, START, formed, names, proposed

ENDS_ON = date(2027, 7, 7)


def test_a_fortnight_before_the_planned_end_a_goodbye_is_asked_for() -> None:
    pair = formed()
    assert pair.ends_on == ENDS_ON
    assert pair.due_at == midnight(date(2027, 6, 23), "Europe/Paris")
    pair, [event] = following.due(pair, pair.due_at)
    assert isinstance(event, PairEnding)
    assert (event.kind, event.by, event.ends_on) == ("planned", "clock", ENDS_ON)
    assert [ask.what for ask in event.asks] == ["say-goodbye", "say-goodbye"]


def test_then_the_pair_ends_as_planned_when_its_last_day_is_over() -> None:
    pair, _ = following.due(formed(), START)
    assert pair.due_at == end_of(ENDS_ON, "Europe/Paris")
    pair, [event] = following.due(pair, pair.due_at)
    assert isinstance(event, PairEnded)
    assert (event.kind, event.reason, event.rematch_wanted) == ("planned", "time-up", False)
    assert pair.due_at is None


def test_a_pair_that_stands_still_ends_without_a_goodbye() -> None:
    pair, _ = pause.pause(formed(), START, by="mentor", back_on=None)
    assert pair.due_at == end_of(ENDS_ON, "Europe/Paris")
    _, events = following.due(pair, pair.due_at)
    assert names(events) == ["PairEnded"]


def test_either_side_may_end_early_and_want_another_mentor() -> None:
    pair, [event] = parting.end_early(formed(), START + DAY, by="mentee", reason="not-a-fit", rematch_wanted=True)
    assert isinstance(event, PairEnded)
    assert (event.kind, event.by, event.rematch_wanted, event.territory) == ("early", "mentee", True, "gex")
    assert event.undo_until == START + 15 * DAY
    assert pair.status == "ended"


def test_an_early_ending_may_leave_time_for_a_goodbye() -> None:
    last = date(2026, 9, 20)
    pair, events = parting.end_early(formed(), START, by="mentor", reason="moved", rematch_wanted=True, last_day=last)
    assert names(events) == ["PairEnding"]
    assert pair.due_at == end_of(last, "Europe/Paris")
    pair, [event] = following.due(pair, pair.due_at)
    assert isinstance(event, PairEnded)
    assert (event.kind, event.by, event.reason) == ("early", "mentor", "moved")


@pytest.mark.parametrize("last", [date(2026, 9, 6), date(2027, 7, 8)])
def test_a_last_day_before_today_or_after_the_planned_end_is_refused(last: date) -> None:
    with pytest.raises(NoSuchLastDay):
        parting.end_early(formed(), START, by="mentor", reason="moved", rematch_wanted=False, last_day=last)


def test_only_a_living_pair_ends() -> None:
    with pytest.raises(PairNotLive):
        parting.end_early(proposed()[0], START, by="mentor", reason="moved", rematch_wanted=False)


def test_a_mistaken_ending_is_taken_back_within_the_days_of_grace() -> None:
    ended, _ = parting.end_early(formed(), START, by="mentee", reason="own-wish", rematch_wanted=False)
    pair, [event] = parting.undo(ended, START + 13 * DAY, by="mentee")
    assert isinstance(event, PairResumed)
    assert event.undone
    assert (pair.status, pair.ends_on) == ("formed", ENDS_ON)
    with pytest.raises(NothingToUndo):
        parting.undo(ended, START + 14 * DAY, by="mentee")


def test_only_who_ended_it_or_a_coordinator_takes_it_back() -> None:
    ended, _ = parting.end_early(formed(), START, by="mentee", reason="own-wish", rematch_wanted=False)
    with pytest.raises(NothingToUndo):
        parting.undo(ended, START, by="mentor")
    assert parting.undo(ended, START, by="coordinator")[0].live


def test_a_pair_revived_after_its_planned_end_has_four_weeks_left() -> None:
    pair, _ = following.due(formed(), START)
    assert pair.due_at
    ended, _ = following.due(pair, pair.due_at)
    back, _ = parting.undo(ended, pair.due_at + DAY, by="coordinator")
    assert back.ends_on == date(2027, 8, 6)


def test_a_renewal_takes_the_end_out_of_sight() -> None:
    pair, _ = following.due(formed(), START)
    pair, events = parting.renew(pair, START, ends_on=date(2028, 7, 1))
    assert names(events) == ["PairRenewed"]
    assert (pair.status, pair.ends_on) == ("formed", date(2028, 7, 1))
    with pytest.raises(NoLaterDay):
        parting.renew(pair, START, ends_on=date(2028, 6, 1))
