"""What a year of the sample must have shown, ticked off as it is heard on the streams."""

from collections.abc import Callable

from sample.play import stories
from sample.play.proof import Proof, Sign
from sample.play.stream import Heard

ABSENCES = {"silent", "no-first-meeting"}


class Shown:
    """Each entry is ticked once; what takes several events is remembered until the last has come."""

    def __init__(self) -> None:
        self.ticked: dict[str, str] = {}
        self.helped: set[str] = set()
        self._begun: set[tuple[str, str]] = set()
        self._awaited: list[Proof] = []

    def tick(self, what: str, how: str) -> None:
        self.ticked.setdefault(what, how)

    def expect(self, what: str, how: str, *signs: Sign) -> None:
        """Ticked once all of these have been heard from now on."""
        self._awaited.append(Proof(what, how, list(signs)))

    @property
    def missing(self) -> list[str]:
        return [what for what in stories.ALL if what not in self.ticked]

    def hear(self, event: Heard, called: Callable[[str], str]) -> None:
        """`called` gives a person's pseudonym."""
        self._awaited, before = [], self._awaited
        for proof in before:
            if proof.complete(event):
                self.tick(proof.what, proof.how)
            else:
                self._awaited.append(proof)
        if event.stream.startswith("matching.pairs"):
            self._pair(event, called)
        elif event.stream.startswith("profiles.enrolments"):
            self._enrolment(event, called)
        elif event.type == "MenteeWaiting":
            self.tick(stories.WAITING, f"{called(event['person_id'])}, after {event['waiting_days']} days")
        elif event.type == "SessionMissed":
            self.tick(stories.MISSED, f"{', '.join(map(called, event['absent'])) or 'nobody'} not there")
        elif event.type == "ConcernResolved" and event["lifted"]:
            self._begun |= {("lifted", person) for person in event["lift"]}
        elif event.type == "PairBackOnTrack" and event.subject in self.helped and ABSENCES & set(event["settled"]):
            self.tick(stories.SILENT, "its coordinator booked the next meeting by phone")

    def _pair(self, event: Heard, called: Callable[[str], str]) -> None:
        mentee = event["mentee"]
        match event.type:
            case "PairProposed" if event.data.get("origin") == "coordinator":
                self.tick(stories.BY_HAND, f"{called(event['mentor']['person_id'])} to {called(mentee['person_id'])}")
            case "PairFormed" if event.data.get("origin") == "import":
                self.tick(stories.RUNNING, f"{called(mentee['person_id'])} has had a mentor since {event['starts_on']}")
            case "PairDeclined":
                self.tick(stories.DECLINED, f"by the {event['by']}")
            case "PairExpired":
                self.tick(stories.EXPIRED, f"{' and '.join(event['silent'])} did not answer")
            case "PairEnded" if event["kind"] == "early" and event["rematch_wanted"]:
                self._begun.add(("parted", mentee["enrolment_id"]))
            case "PairFormed" if ("parted", mentee["enrolment_id"]) in self._begun:
                self.tick(stories.REMATCH, f"{called(mentee['person_id'])} has another mentor")
            case "PairPaused" if event["reason"] == "consent":
                two = f"{called(event['mentor']['person_id'])} and {called(mentee['person_id'])}"
                self.tick(stories.WITHDRAWAL, f"{two} pause")

    def _enrolment(self, event: Heard, called: Callable[[str], str]) -> None:
        who = called(event["person_id"])
        if event.type == "EnrolmentSuspended":
            self._begun.add((event["reason"], event.subject))
        if event.type != "EnrolmentResumed":
            return
        if ("check", event.subject) in self._begun:
            self.tick(stories.CHECK, f"{who} was out until the new check came")
        if ("concern", event.subject) in self._begun and ("lifted", event["person_id"]) in self._begun:
            self.tick(stories.SEVERE, f"{who} is back after two people said so")
