"""Who hears what: every event reaches those whom it asks, and those who watch over its kind."""

from sample.play.coordinator import Coordinator
from sample.play.guardian import Guardian
from sample.play.known import Pair
from sample.play.mentee import Mentee
from sample.play.mentor import Mentor
from sample.play.opening import Staff
from sample.play.persona import Persona
from sample.play.stage import Stage
from sample.play.stream import Heard


class Cast:
    """Personas come to be when their enrolment is heard of. `taken`: people to whom something special has happened."""

    def __init__(self, stage: Stage, staff: Staff) -> None:
        self.stage, self.staff = stage, staff
        offices = [staff.association, *staff.schools.values(), staff.lead]
        self.people: dict[str, Persona] = {each.person: each for each in offices}
        self.taken: set[str] = set()
        self._schools = {each.organisation: each for each in staff.schools.values()}

    def hear(self, event: Heard) -> None:
        """After the notebook has."""
        if event.type == "EnrolmentAsked":
            self._joins(event)
        for ask in event.asks:
            if persona := self.people.get(ask["whom"]):
                persona.asked(ask["what"], event)
        if event.stream.startswith("matching.pairs"):
            self._pair(event)
        elif event.stream.startswith("scheduling.sessions"):
            self._session(event)
        else:
            self._watched(event)

    def mentor(self, pair: Pair) -> Mentor:
        found = self.people[pair.mentor]
        assert isinstance(found, Mentor)
        return found

    def mentee(self, pair: Pair) -> Mentee:
        found = self.people[pair.mentee]
        assert isinstance(found, Mentee)
        return found

    def guardian(self, person: str) -> Guardian:
        found = self.people[person]
        assert isinstance(found, Guardian)
        return found

    def arrives(self, coordinator: Coordinator) -> None:
        """Somebody new in an office: answers for its school from now on."""
        self.people[coordinator.person] = coordinator
        self._schools[coordinator.organisation] = coordinator

    def _joins(self, event: Heard) -> None:
        enrolment = self.stage.book.enrolments[event.subject]
        if enrolment.role == "mentor":
            mentor = self.people.setdefault(enrolment.person, Mentor(self.stage, enrolment.person))
            self.staff.association.vet(enrolment, event["source"])
            if isinstance(mentor, Mentor):
                self.stage.diary.after(0.2, lambda: self.staff.association.reach(mentor))
            return
        self.people.setdefault(enrolment.person, Mentee(self.stage, enrolment.person))
        for guardian in enrolment.guardians:
            self.people.setdefault(guardian, Guardian(self.stage, guardian))
        self._schools[event["school"]].enrolled(enrolment, event)

    def _pair(self, event: Heard) -> None:
        pair = self.stage.book.pairs[event.subject]
        match event.type:
            case "PairFormed":
                self.mentor(pair).formed(pair)
            case "PairResumed":
                self.mentor(pair).plan(pair, 2, 6)
            case "PairEnded" if event["rematch_wanted"]:
                self.staff.association.mean_round(pair.programme, 2)

    def _session(self, event: Heard) -> None:
        pair = self.stage.book.pairs[event["pairs"][0]]
        match event.type:
            case "SessionScheduled" | "SessionMoved":
                self.mentor(pair).booked(event, pair)
            case "SessionHeld" | "SessionMissed" if event["disputed"]:
                self.coordinator(pair).settle(event)
            case "SessionHeld" | "SessionMissed":
                self.mentor(pair).met(event, pair)
                self.mentee(pair).met(event, pair)
            case "SessionCancelled" if pair.meets:
                self.mentor(pair).plan(pair, 3, 9)

    def coordinator(self, pair: Pair) -> Coordinator:
        """Who answers for the pair now."""
        found = self.people.get(pair.referent or "")
        return found if isinstance(found, Coordinator) else self.staff.association

    def _watched(self, event: Heard) -> None:
        match event.type:
            case "ClearanceExpiring":
                self.staff.association.expiring(event)
            case "EnrolmentSuspended" if event["reason"] == "check":
                self.staff.association.expired(event)
            case "ConcernRaised":
                self.staff.lead.raised(event)
            case "MenteeWaiting":
                self.staff.association.match(event)
