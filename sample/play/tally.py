"""Numbers of the year, from the streams."""

from collections import Counter

from sample.play.stream import Heard

# fmt: off
COUNTED = (
    "EnrolmentAsked", "PairProposed", "PairFormed", "PairDeclined", "PairExpired", "SessionScheduled",
    "SessionMissed", "SessionCancelled", "CheckInDue", "CheckInAnswered", "AgreementSigned",
    "FeedbackGiven", "ReflectionShared", "GoalProgressed", "PairSilent", "FirstMeetingMissing", "PairBackOnTrack",
    "ConcernRaised", "ConcernResolved", "MenteeWaiting", "RoundPublished", "EnrolmentSuspended",
    "EnrolmentResumed",
)
# fmt: on


class Tally:
    """`of` counts types of events; a session counts once, whatever is said of it later."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()
        self.cleared: set[str] = set()
        self.minutes: dict[str, int] = {}
        self.overdue: set[str] = set()
        self.endings: Counter[str] = Counter()

    def hear(self, event: Heard) -> None:
        if event.type in COUNTED:
            self.of[event.type] += 1
        if event.type == "EnrolmentCleared":
            self.cleared.add(event.subject)
        elif event.type == "SessionHeld":
            self.minutes[event.subject] = event["minutes"]
        elif event.type == "SessionCorrected":
            self.minutes[event.subject] = event["minutes"] if event["outcome"] == "held" else 0
        elif event.type == "CheckInOverdue":
            self.overdue.add(event["check_in_id"])
        elif event.type == "PairEnded":
            self.endings[event["kind"]] += 1

    @property
    def sessions(self) -> int:
        return sum(minutes > 0 for minutes in self.minutes.values())

    @property
    def hours(self) -> int:
        return sum(self.minutes.values()) // 60
