"""What a year of the sample must have shown, ticked off as it is heard on the streams."""

from collections.abc import Callable

from sample.play.stream import Heard

REFUSED_LINES = "lines of a spreadsheet refused, the others taken"
TWINS = "twins on one e-mail address are two people"
CHECK = "a suspension by an expired check, and its renewal"
WITHDRAWAL = "a guardian's withdrawal stops the pair"
DECLINED = "a declined proposal"
EXPIRED = "an expired proposal"
MISSED = "a missed session"
SILENT = "a silent pair found and helped by its coordinator"
SEVERE = "a severe concern: suspension, lifted by two people"
REMATCH = "an early ending with a rematch"
REJECTED = "a partner's event rejected, with what is wrong"
PARKED = "a strict policy parks an event; mended, released, in order"
ALL = (
    REFUSED_LINES,
    TWINS,
    REJECTED,
    PARKED,
    DECLINED,
    EXPIRED,
    MISSED,
    SILENT,
    CHECK,
    WITHDRAWAL,
    SEVERE,
    REMATCH,
)
ABSENCES = {"silent", "no-first-meeting"}


class Shown:
    """Each entry is ticked once; what takes several events is remembered until the last has come."""

    def __init__(self) -> None:
        self.ticked: dict[str, str] = {}
        self.helped: set[str] = set()
        self._begun: set[tuple[str, str]] = set()

    def tick(self, what: str, how: str) -> None:
        self.ticked.setdefault(what, how)

    @property
    def missing(self) -> list[str]:
        return [what for what in ALL if what not in self.ticked]

    def hear(self, event: Heard, called: Callable[[str], str]) -> None:
        """`called` gives a person's pseudonym."""
        if event.stream.startswith("matching.pairs"):
            self._pair(event, called)
        elif event.stream.startswith("profiles.enrolments"):
            self._enrolment(event, called)
        elif event.type == "SessionMissed":
            self.tick(MISSED, f"{', '.join(map(called, event['absent'])) or 'nobody'} not there")
        elif event.type == "ConcernResolved" and event["lifted"]:
            self._begun |= {("lifted", person) for person in event["lift"]}
        elif event.type == "PairBackOnTrack" and event.subject in self.helped and ABSENCES & set(event["settled"]):
            self.tick(SILENT, "its coordinator booked the next meeting by phone")

    def _pair(self, event: Heard, called: Callable[[str], str]) -> None:
        mentee = event["mentee"]
        match event.type:
            case "PairDeclined":
                self.tick(DECLINED, f"by the {event['by']}")
            case "PairExpired":
                self.tick(EXPIRED, f"{' and '.join(event['silent'])} did not answer")
            case "PairEnded" if event["kind"] == "early" and event["rematch_wanted"]:
                self._begun.add(("parted", mentee["enrolment_id"]))
            case "PairFormed" if ("parted", mentee["enrolment_id"]) in self._begun:
                self.tick(REMATCH, f"{called(mentee['person_id'])} has another mentor")
            case "PairPaused" if event["reason"] == "consent":
                self.tick(WITHDRAWAL, f"{called(event['mentor']['person_id'])} and {called(mentee['person_id'])} pause")

    def _enrolment(self, event: Heard, called: Callable[[str], str]) -> None:
        who = called(event["person_id"])
        if event.type == "EnrolmentSuspended":
            self._begun.add((event["reason"], event.subject))
        if event.type != "EnrolmentResumed":
            return
        if ("check", event.subject) in self._begun:
            self.tick(CHECK, f"{who} was out until the new check came")
        if ("concern", event.subject) in self._begun and ("lifted", event["person_id"]) in self._begun:
            self.tick(SEVERE, f"{who} is back after two people said so")
