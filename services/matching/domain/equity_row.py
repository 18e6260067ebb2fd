"""What each policy gives and costs on one pool: shown before the coordinator chooses."""

from pydantic import BaseModel, ConfigDict, Field


class Group(BaseModel):
    """Mentees of one kind, and how many of them have a mentor; null where they are too few to tell."""

    model_config = ConfigDict(frozen=True)

    kind: str = Field(description="priority, territory, school or waiting.")
    name: str
    students: int | None
    matched: int | None


class EquityRow(BaseModel):
    """One policy. `cost` and `gained` (score lost, mentees more with a mentor) are against the highest total."""

    model_config = ConfigDict(frozen=True)

    rule: str
    bonus: int
    matched: int
    score: int
    cost: int
    gained: int
    groups: tuple[Group, ...]
