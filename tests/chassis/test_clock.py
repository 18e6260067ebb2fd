"""Two times: the programme's may run fast, the machine's never does."""

from datetime import UTC, datetime, timedelta, timezone

from chassis import clock
from chassis.clock import Clock
from chassis.settings import ClockSetting

EPOCH = datetime(2026, 11, 24, 12, tzinfo=UTC)
START = datetime(2026, 9, 1, 6, tzinfo=UTC)


def programme_time(monkeypatch, real: datetime, **more: object) -> datetime:
    monkeypatch.setattr(clock, "machine_now", lambda: real)
    return Clock(ClockSetting(start=START, epoch=EPOCH, speed=86_400, **more)).now()


def test_a_day_passes_in_a_second(monkeypatch):
    assert programme_time(monkeypatch, EPOCH + timedelta(seconds=3)) == START + timedelta(days=3)


def test_time_stands_before_the_epoch(monkeypatch):
    assert programme_time(monkeypatch, EPOCH - timedelta(minutes=1)) == START


def test_time_runs_at_its_own_pace_again_from_the_instant_that_is_set(monkeypatch):
    until = EPOCH + timedelta(seconds=10)
    later = programme_time(monkeypatch, until + timedelta(hours=1), until=until)
    assert later == START + timedelta(days=10, hours=1)


def test_programme_time_is_in_utc_and_whole_milliseconds(monkeypatch):
    summer = timezone(timedelta(hours=2))
    now = programme_time(monkeypatch, (EPOCH + timedelta(microseconds=1_234)).astimezone(summer))
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond % 1000 == 0


def test_without_a_setting_programme_time_is_real_time():
    assert abs(Clock().now() - datetime.now(UTC)) < timedelta(seconds=1)
