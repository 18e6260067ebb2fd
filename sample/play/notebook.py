"""What has been heard of enrolments, pairs and sessions: everybody's memory of the streams."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sample.play.known import TAKES_A_PLACE, Enrolment, Pair, begins, enrolled, paired
from sample.play.stream import Heard


class Notebook:
    """Kept up by `hear`; a session's `starts` are where it was last booked or moved to."""

    def __init__(self) -> None:
        self.enrolments: dict[str, Enrolment] = {}
        self.pairs: dict[str, Pair] = {}
        self.starts: dict[str, datetime] = {}
        self.rematches: set[str] = set()
        self.answered: set[str] = set()
        self.gone: set[str] = set()
        self.last_asked: dict[str, datetime] = {}

    def living(self) -> Iterator[Pair]:
        return (pair for pair in self.pairs.values() if pair.meets)

    def free_mentors(self, programme: str) -> list[Enrolment]:
        """Cleared, with a place that nobody has."""
        taken = Counter(pair.mentor for pair in self.pairs.values() if pair.status in TAKES_A_PLACE)
        of = (each for each in self.enrolments.values() if (each.programme, each.role) == (programme, "mentor"))
        return [each for each in of if each.state == "cleared" and taken[each.person] < each.places]

    def hear(self, event: Heard) -> None:
        for ask in event.asks:
            self.last_asked[ask["whom"]] = event.time
        if event.stream.startswith("profiles.enrolments"):
            self._enrolment(event)
        elif event.stream.startswith("matching.pairs"):
            self._pair(event)
        elif event.stream.startswith("scheduling.sessions"):
            self._session(event)
        elif event.type == "CheckInAnswered":
            self.answered.add(event["check_in_id"])
        elif event.type in ("ProfileLeft", "ProfileErased"):
            self.gone.add(event["person_id"])

    def _enrolment(self, event: Heard) -> None:
        known = self.enrolments.setdefault(event.subject, enrolled(event))
        if "state" in event.data:
            known.state, known.minor = event["state"], event["minor"]
            known.guardians = tuple(event["guardians"])
            known.places, known.cleared_until = event["places"], event["cleared_until"]
        elif event.type in ("EnrolmentSuspended", "EnrolmentPaused", "EnrolmentEnded"):
            known.state = event.type.removeprefix("Enrolment").lower()

    def _pair(self, event: Heard) -> None:
        if begins(event):
            self.pairs[event.subject] = paired(event)
        pair = self.pairs[event.subject]
        if event.type == "PairFormed":
            pair.status, pair.terms = "formed", event.data
            self.rematches.discard(pair.mentee_enrolment)
        elif event.type in ("ReferentChanged", "SchoolChanged"):
            pair.terms |= event.data
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
