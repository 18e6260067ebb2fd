"""What services know of others, as the contracts alone would tell it: told a second time, on purpose."""

from typing import Any

from audit.invariants.projections import Projection
from contracts.organisations import (
    OrganisationChanged,
    OrganisationFacts,
    OrganisationRegistered,
    OrganisationResumed,
    TerritoriesListed,
)
from contracts.pairs import PairEnded, PairEvent, PairFormed, PairResumed
from contracts.people import ProfileChanged, ProfileCreated, ProfileErased
from contracts.programmes import ProgrammeChanged, ProgrammeFacts, ProgrammeOpened

MATCHED_BY = ("territory", "languages", "offers", "seeks", "availability", "modes", "travel_km")


def _profile(event: ProfileCreated | ProfileChanged | ProfileErased) -> dict[str, Any]:
    if isinstance(event, ProfileErased):
        return {"erased": True, "territory": "", "offers": [], "seeks": []}
    facts = event.model_dump(mode="json")
    return {name: facts[name] for name in MATCHED_BY}


def _school(event: OrganisationFacts) -> dict[str, Any]:
    return {"calendar": event.calendar}


def _territories(event: TerritoriesListed) -> dict[str, Any]:
    return {"middles": {each.territory: [each.lat, each.lon] for each in event.territories}}


def _rules(event: ProgrammeFacts) -> dict[str, Any]:
    return {"rules": event.policy.meetings_with_minors}


def _questions(event: ProgrammeFacts) -> dict[str, Any]:
    return {"question_sets": event.policy.question_sets, "safeguarding": event.safeguarding}


def _lives(event: PairEvent) -> dict[str, Any]:
    sides = {name: getattr(event, name).model_dump() for name in ("mentor", "mentee")}
    if isinstance(event, PairEnded):
        sides = dict.fromkeys(sides)
    return {"programme_id": event.programme_id, "lives": not isinstance(event, PairEnded), **sides}


PROJECTIONS = (
    Projection((OrganisationRegistered, OrganisationChanged, OrganisationResumed), "matching", "schools", _school),
    Projection((TerritoriesListed,), "matching", "territories", _territories),
    Projection((ProfileCreated, ProfileChanged, ProfileErased), "matching", "profiles", _profile),
    Projection((ProgrammeOpened, ProgrammeChanged), "scheduling", "programmes", _rules),
    Projection((ProgrammeOpened, ProgrammeChanged), "feedback", "programmes", _questions),
    Projection((PairFormed, PairResumed, PairEnded), "profiles", "live_pairs", _lives),
)
