"""Brings the rows of a spreadsheet in: what is new is registered, what differs is changed, nothing is deleted."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, Field

from chassis.caller import Caller
from chassis.errors import Refused
from chassis.kind import Cause
from chassis.together import Together
from services.profiles.arrive import Arrival, Outcome
from services.profiles.domain import identity
from services.profiles.domain.programme import Programme
from services.profiles.spreadsheet.reader import Refusal
from services.profiles.spreadsheet.row import Row

AT_ONCE = 200


class Report(BaseModel):
    """What became of a file. Lines count the header as 1."""

    lines: int = Field(description="Lines with something in them, the header aside.")
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    held: list[int] = Field(default=[], description="Lines whose person looks like somebody known: a coordinator says.")
    refused: list[Refusal] = []
    ignored_columns: list[str] = Field(default=[], description="Columns that mean nothing here.")
    dry_run: bool = False


async def bring_in(caller: Caller, rows: Sequence[Row], programmes: dict[str, Programme], report: Report) -> Report:
    """Rows side by side, each by itself: one that is refused leaves the others alone.

    Those who look alike come one after the other, or neither would be there yet to be resembled.
    """
    together = Caller(caller.identity, caller.grants, Together(caller.store), caller.cause)
    gate = asyncio.Semaphore(AT_ONCE)
    alike: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def one(row: Row) -> Outcome | Refusal:
        likeness = identity.likeness(row.reach.given_name, row.reach.family_name, row.reach.birth_date)
        async with gate, alike[likeness or f"line {row.line}"]:
            try:
                return await Arrival(together, row, _cause(caller, row), programmes).come()
            except Refused as error:
                return Refusal(line=row.line, column=None, reason=error.code)

    outcomes = await asyncio.gather(*map(one, rows))
    refused = [*report.refused, *(outcome for outcome in outcomes if isinstance(outcome, Refusal))]
    return report.model_copy(
        update={
            **{outcome: outcomes.count(outcome) for outcome in ("new", "changed", "unchanged")},
            "held": [row.line for row, outcome in zip(rows, outcomes, strict=True) if outcome == "held"],
            "refused": sorted(refused, key=lambda each: each.line),
        }
    )


def _cause(caller: Caller, row: Row) -> Cause:
    """Every row is a command of its own, with a key that repeats with the file's."""
    return replace(caller.cause, key=f"{caller.cause.key}/{row.line}", channel="import")
