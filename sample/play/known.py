"""Enrolments and pairs, as last heard."""

from dataclasses import dataclass, field
from typing import Any

from sample.play.stream import Heard

LIVE = ("formed", "ending")
TAKES_A_PLACE = ("proposed", *LIVE)


@dataclass
class Enrolment:
    """A person in a programme, as last heard."""

    enrolment_id: str
    person: str
    programme: str
    role: str
    school: str | None
    guardians: tuple[str, ...]
    state: str = "asked"
    minor: bool = False
    source: str = ""
    places: int = 0
    cleared_until: str | None = None


@dataclass
class Pair:
    """A pair, as last heard; `terms` is what PairFormed carried."""

    pair_id: str
    programme: str
    mentor: str
    mentor_enrolment: str
    mentee: str
    mentee_enrolment: str
    reasons: list[dict[str, Any]]
    score: int
    status: str = "proposed"
    paused: bool = False
    terms: dict[str, Any] = field(default_factory=dict)
    meetings: int = 0
    booked: set[str] = field(default_factory=set)

    @property
    def meets(self) -> bool:
        return self.status in LIVE and not self.paused

    @property
    def guardians(self) -> list[str]:
        return self.terms.get("guardians") or []

    @property
    def referent(self) -> str | None:
        return self.terms.get("referent")

    @property
    def school(self) -> str | None:
        return self.terms.get("school")


def enrolled(event: Heard) -> Enrolment:
    return Enrolment(
        enrolment_id=event.subject,
        person=event["person_id"],
        programme=event["programme_id"],
        role=event["role"],
        school=event.data.get("school"),
        guardians=tuple(event.data.get("guardians", ())),
        source=event.data.get("source", ""),
    )


def begins(event: Heard) -> bool:
    """A pair's first event: a proposal, or what an import says of one that ran before."""
    return event.type == "PairProposed" or (event.type == "PairFormed" and event["origin"] == "import")


def paired(event: Heard) -> Pair:
    return Pair(
        pair_id=event.subject,
        programme=event["programme_id"],
        mentor=event["mentor"]["person_id"],
        mentor_enrolment=event["mentor"]["enrolment_id"],
        mentee=event["mentee"]["person_id"],
        mentee_enrolment=event["mentee"]["enrolment_id"],
        reasons=event.data.get("reasons", []),
        score=event.data.get("score", 0),
    )
