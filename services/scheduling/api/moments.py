"""Instants as people send them."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

YEARS = range(2000, 2100)


def _in_this_century(instant: datetime) -> datetime:
    if instant.year not in YEARS:
        raise ValueError("the year must be one of this century")
    return instant


Moment = Annotated[AwareDatetime, AfterValidator(_in_this_century)]
"""With its offset from UTC, and far from where calendars end."""
