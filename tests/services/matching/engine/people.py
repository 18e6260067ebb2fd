"""People for the engine's tests: as alike as can be, but for what a test says."""

from typing import Any

from services.matching.engine.people import Mentee, Mentor

EVENING = ((17 * 60, 19 * 60),)
ALIKE: dict[str, Any] = {
    "languages": frozenset({"fr"}),
    "hours": EVENING,
    "territory": "gex",
    "modes": frozenset({"in-person", "online"}),
}


def mentee(id: str = "mentee", **facts: Any) -> Mentee:
    return Mentee(**{**ALIKE, "id": id, "person": f"person-of-{id}", "seeks": {"welding": 2}, **facts})


def mentor(id: str = "mentor", **facts: Any) -> Mentor:
    given = {"id": id, "person": f"person-of-{id}", "offers": {"welding": 3}, "places": 1}
    return Mentor(**{**ALIKE, **given, **facts})
