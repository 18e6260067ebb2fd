"""What has been heard of enrolments, pairs and sessions: everybody's memory of the streams."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sample.play.stream import Heard

LIVE = ("formed", "ending")


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


class Notebook:
    """Kept up by `hear`; a session's `starts` are where it was last booked or moved to."""

    def __init__(self) -> None:
        self.enrolments: dict[str, Enrolment] = {}
        self.pairs: dict[str, Pair] = {}
        self.starts: dict[str, datetime] = {}
        self.rematches: set[str] = set()
        self.answered: set[str] = set()

    def living(self) -> Iterator[Pair]:
        return (pair for pair in self.pairs.values() if pair.meets)

    def hear(self, event: Heard) -> None:
        if event.stream.startswith("profiles.enrolments"):
            self._enrolment(event)
        elif event.stream.startswith("matching.pairs"):
            self._pair(event)
        elif event.stream.startswith("scheduling.sessions"):
            self._session(event)
        elif event.type == "CheckInAnswered":
            self.answered.add(event["check_in_id"])

    def _enrolment(self, event: Heard) -> None:
        known = self.enrolments.setdefault(event.subject, _enrolment(event))
        if "state" in event.data:
            known.state, known.minor = event["state"], event["minor"]
            known.guardians = tuple(event["guardians"])
        elif event.type in ("EnrolmentSuspended", "EnrolmentPaused", "EnrolmentEnded"):
            known.state = event.type.removeprefix("Enrolment").lower()

    def _pair(self, event: Heard) -> None:
        if event.type == "PairProposed":
            self.pairs[event.subject] = _pair(event)
        pair = self.pairs[event.subject]
        if event.type == "PairFormed":
            pair.status, pair.terms = "formed", event.data
            self.rematches.discard(pair.mentee_enrolment)
        elif event.type in ("PairPaused", "PairResumed"):
            pair.paused = event.type == "PairPaused"
            pair.status = "formed" if event.data.get("undone") else pair.status
        elif event.type in ("PairEnding", "PairEnded", "PairDeclined", "PairExpired", "PairWithdrawn"):
            pair.status = event.type.removeprefix("Pair").lower()
        if event.type == "PairEnded" and event["rematch_wanted"]:
            self.rematches.add(pair.mentee_enrolment)

    def _session(self, event: Heard) -> None:
        pair = self.pairs.get(event["pairs"][0])
        if pair is None:
            return
        if event.type in ("SessionScheduled", "SessionMoved"):
            self.starts[event.subject] = datetime.fromisoformat(event["starts_at"])
            pair.booked.add(event.subject)
        elif event.type in ("SessionHeld", "SessionMissed", "SessionCancelled"):
            pair.booked.discard(event.subject)
            pair.meetings += event.type == "SessionHeld" and not event["disputed"]


def _enrolment(event: Heard) -> Enrolment:
    return Enrolment(
        enrolment_id=event.subject,
        person=event["person_id"],
        programme=event["programme_id"],
        role=event["role"],
        school=event.data.get("school"),
        guardians=tuple(event.data.get("guardians", ())),
    )


def _pair(event: Heard) -> Pair:
    return Pair(
        pair_id=event.subject,
        programme=event["programme_id"],
        mentor=event["mentor"]["person_id"],
        mentor_enrolment=event["mentor"]["enrolment_id"],
        mentee=event["mentee"]["person_id"],
        mentee_enrolment=event["mentee"]["enrolment_id"],
        reasons=event["reasons"],
        score=event["score"],
    )
