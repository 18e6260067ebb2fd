"""Why two people were matched, in words: the facts behind the score."""

from collections import defaultdict
from typing import Any


def in_words(reasons: list[dict[str, Any]]) -> str:
    """`offers welding and CAD, 6 h a week in common, both speak fr, both in montcel`."""
    facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for reason in reasons:
        facts[reason["code"]].append(reason["facts"])
    parts = []
    if skills := [_skill(each["skill"]) for each in facts["skill-offered"]]:
        parts.append(f"offers {' and '.join(skills)}")
    if goals := [_skill(each["skill"]) for each in facts["goal-skill-offered"]]:
        parts.append(f"which is the goal: {', '.join(goals)}" if skills else f"goal {', '.join(goals)}")
    parts += [f"{each['hours']} h a week in common" for each in facts["hours-shared"]]
    if languages := [str(each["language"]) for each in facts["language-shared"]]:
        parts.append(f"both speak {' and '.join(languages)}")
    parts += [f"near {each['territory']}" for each in facts["territory-shared"]]
    return ", ".join(parts) or "nothing but the rules"


def _skill(skill: str) -> str:
    return str(skill).rpartition(".")[2].replace("-", " ")
