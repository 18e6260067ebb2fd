"""Skills as people name them, turned into those of the taxonomy."""

from collections.abc import Iterable

from chassis.errors import Refused
from contracts.words import Competence
from services.profiles.domain.skills import Taxonomy


class UnknownSkill(Refused):
    """The taxonomy has no such skill."""

    status = 422

    def __init__(self, typed: str, near: Iterable[str]) -> None:
        self.typed, self.near = typed, tuple(near)
        if self.near:
            super().__init__(f"Nobody knows the skill '{typed}'. Did you mean: {', '.join(self.near)}?")
        else:
            super().__init__(f"Nobody knows the skill '{typed}'. See GET /skills.")


def named(competences: Iterable[Competence], taxonomy: Taxonomy) -> tuple[Competence, ...]:
    """With the ids of the taxonomy, each skill once, the last level standing. Raises UnknownSkill."""
    found = {}
    for each in competences:
        id = skill_id(each.skill, taxonomy)
        found[id] = each.model_copy(update={"skill": id})
    return tuple(found.values())


def skill_id(typed: str, taxonomy: Taxonomy) -> str:
    """Raises UnknownSkill, with what may have been meant."""
    if skill := taxonomy.find(typed):
        return skill.id
    raise UnknownSkill(typed, (near.fr for near in taxonomy.suggest(typed)))
