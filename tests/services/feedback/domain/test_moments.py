"""When a pair is asked."""

from datetime import UTC, date, datetime
from itertools import pairwise

from contracts.pairs import PairRenewed
from contracts.school_time import is_open
from services.feedback.domain import life
from services.feedback.domain.moments import WEEK, plan
from services.feedback.domain.open_days import Pause, after, between
from tests.services.feedback.made import ALWAYS_OPEN, LAST_DAY, PAIR, ZONE_A, day, followed, formed, wait

FIRST_DAY = date(2027, 9, 6)


def test_a_school_year_has_its_moments_in_order():
    moments = plan(FIRST_DAY, LAST_DAY, ZONE_A)
    kinds = [moment.kind for moment in moments]
    assert kinds[:3] == ["week-1", "week-2", "monthly"]
    assert kinds[-2:] == ["before-end", "end"]
    assert kinds.count("half-way") == 1
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert len({moment.key for moment in moments}) == len(moments)


def test_nobody_is_asked_on_a_closed_day_nor_twice_in_an_open_week():
    moments = plan(FIRST_DAY, LAST_DAY, ZONE_A)
    assert all(is_open(moment.at.date(), ZONE_A) for moment in moments)
    gaps = [between(a.at, b.at, ZONE_A) for a, b in pairwise(moments)]
    assert min(gaps) >= WEEK


def test_people_are_asked_at_nine_by_the_school_clock_on_both_sides_of_summer_time():
    calendar = ALWAYS_OPEN.model_copy(update={"timezone": "Indian/Reunion"})
    assert {moment.at.hour for moment in plan(FIRST_DAY, LAST_DAY, calendar)} == {5}
    assert {moment.at.hour for moment in plan(FIRST_DAY, LAST_DAY, ALWAYS_OPEN)} == {7, 8}


def test_a_short_pair_is_asked_less():
    assert [moment.kind for moment in plan(FIRST_DAY, date(2027, 9, 16), ALWAYS_OPEN)] == ["end"]


def test_a_pause_moves_what_comes_after_it():
    pause = Pause(since=day(10), until=day(20))
    moments = plan(FIRST_DAY, LAST_DAY, ALWAYS_OPEN, (pause,))
    assert [moment.at for moment in moments[:2]] == [day(7), day(24)]
    assert moments[-1].at.date() == LAST_DAY


def test_open_days_do_not_count_while_a_pair_stands_still():
    pauses = (Pause(since=day(3), until=day(5)), Pause(since=day(8), until=day(10)))
    assert after(day(0), 10, ALWAYS_OPEN, pauses) == day(14)
    assert between(day(0), day(14), ALWAYS_OPEN, pauses) == 10


def test_a_running_pair_that_is_imported_is_asked_only_what_is_still_to_come():
    event = formed(occurred_at=day(100))
    state, events = life.begin(None, event, day(100))
    assert events == []
    assert min(moment.at for moment in state.moments) > day(100)
    assert wait(state, day(100)) == (state, [])


def test_another_year_asks_about_its_own_end():
    state, _ = wait(followed(), day(280))
    renewed = PairRenewed(**PAIR, ends_on=date(2029, 6, 29), occurred_at=day(280))
    state, _ = life.renew(state, renewed, day(280))
    assert state.moments[-1].at.astimezone(UTC).date() == date(2029, 6, 29)
    kept = [each.key for each in state.check_ins]
    assert not {moment.key for moment in state.moments} & set(kept)
    assert all(moment.at > datetime(2028, 6, 1, tzinfo=UTC) for moment in state.moments)
