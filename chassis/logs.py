"""Logs as JSON lines on standard output: ids of events and aggregates, never personal data."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

from chassis.clock import machine_seconds

log = structlog.get_logger()
_said: dict[tuple[str, ...], float] = {}


def once_a_minute(*about: str) -> bool:
    """Whether a minute has passed since this was last said: a thousand failures alike are one line."""
    now, before = machine_seconds(), _said.get(about)
    if before is None or now - before >= 60:
        _said[about] = now
        return True
    return False


def configure(service: str, level: str) -> None:
    """Once a process. Libraries speak only from WARNING up, and without their arguments' content."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _where_it_happened,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format='{"level": "library", "event": "%(name)s"}')
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it logs every failed send while a broker is away


def _where_it_happened(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The kind of an exception and its frames, without its text, which may quote what somebody sent."""
    error = line.pop("exc_info", None)
    error = sys.exc_info()[1] if error is True else error
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-6:]
        line["exception"] = type(error).__name__
        line["at"] = [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]
    return line
