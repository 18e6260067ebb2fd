"""Two times. Programme time may run fast; machine time never does. Nothing else in the project asks for the time."""

import time
from datetime import UTC, datetime

from chassis.settings import ClockSetting


class Clock:
    """Programme time: expiry, reminders, check-ins, silence, retention, `ce_time`."""

    def __init__(self, setting: ClockSetting | None = None) -> None:
        self._setting = setting

    def now(self) -> datetime:
        """In UTC, to the millisecond, as the store keeps it."""
        real, setting = machine_now(), self._setting
        if setting is None:
            return real
        turn = min(real, setting.until) if setting.until else real
        instant = setting.start + max(turn - setting.epoch, turn - turn) * setting.speed + (real - turn)
        return _to_millisecond(instant.astimezone(UTC))


def machine_now() -> datetime:
    """Real time, in UTC, to the millisecond: leases, ages of pending events, resends."""
    return _to_millisecond(datetime.now(UTC))


def machine_seconds() -> float:
    """Monotonic seconds: back-off, time-outs, the watchdog."""
    return time.monotonic()


def _to_millisecond(instant: datetime) -> datetime:
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)
