"""Programme time as an outside client reckons it from run.json."""

from datetime import UTC, datetime, timedelta

from sample.play.world import Clock

START = datetime(2026, 9, 6, 6, tzinfo=UTC)


def clock(epoch: datetime) -> Clock:
    return Clock(start=START, epoch=epoch, speed=86_400, until=epoch + timedelta(seconds=300))


def test_the_clock_stands_until_its_epoch() -> None:
    assert clock(datetime.now(UTC) + timedelta(hours=1)).now() == START


def test_a_day_passes_in_a_second_and_the_year_has_its_end() -> None:
    fast = clock(datetime.now(UTC) - timedelta(seconds=10))
    assert timedelta(days=10) <= fast.now() - START < timedelta(days=11)
    assert fast.end == START + timedelta(days=300)


def test_after_the_fast_time_it_runs_as_clocks_do() -> None:
    over = clock(datetime.now(UTC) - timedelta(seconds=360))
    assert over.end < over.now() < over.end + timedelta(minutes=2)


def test_the_wait_for_a_programme_instant_is_real_seconds() -> None:
    fast = clock(datetime.now(UTC))
    assert 29 < fast.seconds_until(START + timedelta(days=30)) <= 30
