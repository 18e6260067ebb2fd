"""Logs as JSON lines on standard output: ids of events and aggregates, never personal data."""

import logging
import sys

import structlog

log = structlog.get_logger()


def configure(service: str, level: str) -> None:
    """Once a process. Libraries speak only from WARNING up, and without their arguments' content."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format='{"level": "library", "event": "%(name)s"}')
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it logs every failed send while a broker is away
