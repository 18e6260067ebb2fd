"""The taxonomy of skills, searched as people type."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from chassis.caller import Caller, allow
from services.profiles.domain.skills import Skill
from services.profiles.taxonomy import taxonomy

router = APIRouter(tags=["skills"])


class SkillView(BaseModel):
    """A skill, with its label in both languages."""

    id: str
    field: str
    fr: str
    en: str

    @classmethod
    def of(cls, skill: Skill) -> "SkillView":
        return cls(id=skill.id, field=skill.field, fr=skill.fr, en=skill.en)


class Found(BaseModel):
    """What was meant, or what may have been."""

    exact: SkillView | None = Field(default=None, description="The skill that is called just so.")
    near: list[SkillView] = Field(default=[], description="Those that may have been meant, nearest first.")


@router.get("/skills")
async def all_skills(
    caller: Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator", "safeguarding", "company")],
) -> list[SkillView]:
    """All of them."""
    return [SkillView.of(each) for each in taxonomy().skills]


@router.get("/skills/search")
async def search(
    caller: Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator", "safeguarding", "company")],
    q: Annotated[str, Query(min_length=1, max_length=100, description="A name in French or English.")],
) -> Found:
    exact = taxonomy().find(q)
    near = [] if exact else [SkillView.of(each) for each in taxonomy().suggest(q, 5)]
    return Found(exact=SkillView.of(exact) if exact else None, near=near)
