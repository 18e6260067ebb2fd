"""Tells what happens, in words, from what is heard on the streams."""

from collections.abc import Callable
from datetime import datetime

from sample.play.known import Pair
from sample.play.reasons import in_words
from sample.play.shown import ABSENCES
from sample.play.stage import Stage
from sample.play.stream import Heard
from sample.play.tally import Tally

WHY = {"check": "a check has run out", "consent": "a consent is missing", "concern": "a concern is being looked into"}
SIGNS = {"not-at-ease": "is not at ease", "wants-help": "wants help", "goals-off-track": "says the goals are off track"}


class Narrator:
    """One line an event, where it is worth one."""

    def __init__(self, stage: Stage, tally: Tally) -> None:
        self.stage, self.tally = stage, tally
        self._lines: dict[str, Callable[[Heard], str | None]] = {
            "PairFormed": self._pair_formed,
            "PairDeclined": self._pair_declined,
            "PairExpired": self._pair_expired,
            "SessionHeld": self._session_held,
            "SessionMissed": self._session_missed,
            "FirstMeetingMissing": self._first_meeting_missing,
            "PairSilent": self._pair_silent,
            "PairBackOnTrack": self._pair_back_on_track,
            "CheckInAnswered": self._check_in_answered,
            "CheckInOverdue": self._check_in_overdue,
            "ConcernRaised": self._concern_raised,
            "ConcernResolved": self._concern_resolved,
            "EnrolmentSuspended": self._enrolment_suspended,
            "EnrolmentResumed": self._enrolment_resumed,
            "MenteeWaiting": self._mentee_waiting,
            "PairWithdrawn": self._pair_withdrawn,
            "PairResumed": self._pair_resumed,
            "PairRenewed": self._pair_renewed,
            "SchoolChanged": self._school_changed,
            "PairEnding": self._pair_ending,
            "PairEnded": self._pair_ended,
        }

    def hear(self, event: Heard) -> None:
        if (tell := self._lines.get(event.type)) and (line := tell(event)):
            self.stage.screen.say(f"{event.time:%d %b}  {line}")

    def month(self, first: datetime) -> None:
        """What has come together by now."""
        of = self.tally.of
        numbers = (
            f"{of['PairFormed']} pairs formed, {self.tally.sessions} meetings, {self.tally.hours} h, "
            f"{of['CheckInAnswered']} of {of['CheckInDue']} check-ins answered"
        )
        self.stage.screen.say(f"── {first:%B %Y} ── until now: {numbers}", "bold cyan")

    def _two(self, event: Heard) -> str:
        pair = self.stage.book.pairs[event.data.get("pair_id") or event["pairs"][0]]
        return f"{self._named(pair.mentor)} and {self._named(pair.mentee)}"

    def _named(self, person: str) -> str:
        return self.stage.names[person]

    def _pair(self, event: Heard) -> Pair:
        return self.stage.book.pairs[event.data.get("pair_id") or event["pairs"][0]]

    def _pair_formed(self, event: Heard) -> str:
        pair = self._pair(event)
        if event["origin"] == "import":
            return f"{self._two(event)} have been a pair since {event['starts_on']}: nothing proposed, nothing overdue"
        why = in_words(pair.reasons)
        return f"{self._named(pair.mentor)} and {self._named(pair.mentee)} are a pair ({pair.score} points: {why})"

    def _pair_declined(self, event: Heard) -> str:
        return f"{self._two(event)}: the {event['by']} declines"

    def _pair_expired(self, event: Heard) -> str:
        return f"{self._two(event)}: the proposal ran out, {' and '.join(event['silent'])} had not answered"

    def _session_held(self, event: Heard) -> str | None:
        pair = self._pair(event)
        if pair.meetings == 1 and pair.terms.get("origin") != "import" and not event["disputed"]:
            return f"{self._two(event)} met for the first time: {event['minutes']} min, {event['mode']}"
        return f"{self._two(event)} remember a meeting differently" if event["disputed"] else None

    def _session_missed(self, event: Heard) -> str | None:
        return None if event["disputed"] else f"{self._two(event)} were to meet, and did not"

    def _first_meeting_missing(self, event: Heard) -> str:
        return f"{self._two(event)} have not met after {event['open_weeks']} school weeks: the referent is asked"

    def _pair_silent(self, event: Heard) -> str:
        return f"{self._two(event)} have been silent for {event['open_weeks']} school weeks: the referent is asked"

    def _pair_back_on_track(self, event: Heard) -> str | None:
        if not ABSENCES & set(event["settled"]):
            return None
        return f"{self._two(event)} meet again: back on track"

    def _check_in_answered(self, event: Heard) -> str | None:
        signs = [SIGNS[flag] for flag in event["flags"] if flag in SIGNS]
        return f"Check-in: {self._named(event['respondent'])} {' and '.join(signs)}" if signs else None

    def _check_in_overdue(self, event: Heard) -> str | None:
        if not event["escalated"] or event["role"] != "mentor":
            return None
        return f"Check-in: {self._named(event['respondent'])} has not answered: the referent is asked"

    def _concern_raised(self, event: Heard) -> str:
        stopped = ", ".join(self._named(person) for person in event["suspend"])
        return f"A {event['severity']} concern is raised" + (f": {stopped} meets nobody from now on" if stopped else "")

    def _concern_resolved(self, event: Heard) -> str:
        back = ", ".join(self._named(person) for person in event["lift"])
        return f"A concern is closed: two people let {back} take part again" if back else "A concern is closed"

    def _enrolment_suspended(self, event: Heard) -> str:
        return f"{self._named(event['person_id'])} is suspended: {WHY.get(event['reason'], event['reason'])}"

    def _enrolment_resumed(self, event: Heard) -> str:
        return f"{self._named(event['person_id'])} takes part again"

    def _mentee_waiting(self, event: Heard) -> str:
        return f"{self._named(event['person_id'])} has waited {event['waiting_days']} days for a mentor"

    def _pair_withdrawn(self, event: Heard) -> str:
        return f"{self._two(event)}: the proposal is taken back"

    def _pair_resumed(self, event: Heard) -> str:
        return f"{self._two(event)} " + ("are a pair again: it was a mistake" if event["undone"] else "go on")

    def _pair_renewed(self, event: Heard) -> str:
        return f"{self._two(event)} go on for another year, until {event['ends_on']}"

    def _school_changed(self, event: Heard) -> str:
        return f"{self._two(event)}: the student is at another school, in zone {event['calendar']['zone']}"

    def _pair_ending(self, event: Heard) -> str | None:
        return f"{self._two(event)} have their end in sight" if event["kind"] == "early" else None

    def _pair_ended(self, event: Heard) -> str:
        how = "as planned" if event["kind"] == "planned" else "early"
        return f"{self._two(event)} part {how}" + ("; another mentor is wanted" if event["rematch_wanted"] else "")
