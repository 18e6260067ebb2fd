"""A school's coordinator: imports the school's file, clears students, looks after its pairs."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sample.play.mentor import session
from sample.play.notebook import Enrolment, Pair
from sample.play.persona import Persona
from sample.play.shown import REFUSED_LINES, TWINS
from sample.play.stage import Stage
from sample.play.stream import Heard

NEVER_SIGN = 0.35
COMMON = {"unknown-skill": "a skill that nobody knows", "missing": "is missing"}


class Coordinator(Persona):
    """`organisation` is the id of theirs, `called` its name."""

    role = "coordinator"

    def __init__(self, stage: Stage, person: str, organisation: str, called: str) -> None:
        super().__init__(stage, person, {"role": self.role, "organisations": [organisation]})
        self.organisation, self.called = organisation, called
        self.answers = {"look-into": self.look_into, "answer": self.phone, "record": self.record}

    async def bring_in(self, name: str, content: bytes) -> Mapping[str, Any]:
        """Import the file; every refused line is said."""
        path = f"/imports?organisation={self.organisation}"
        report: Mapping[str, Any] = await self.stage.doors.send_file(self.visitor, "profiles", path, content)
        self.stage.say(f"{self.called}: {name}: {report['new']} people, {len(report['refused'])} lines refused", "bold")
        for refusal in report["refused"]:
            meant = f" ({refusal['suggestion']})" if refusal["suggestion"] else ""
            reason = COMMON.get(refusal["reason"], refusal["reason"].replace("-", " "))
            self.stage.say(f"    line {refusal['line']}: {refusal['column'] or 'the line'}: {reason}{meant}")
        if report["refused"] and report["new"]:
            self.stage.shown.tick(REFUSED_LINES, "each with its number, column and reason")
        return report

    async def find_twins(self) -> None:
        """Two people with one e-mail address are two people."""
        people = await self.stage.doors.get(self.visitor, "profiles", "/people", organisation=self.organisation)
        by_email: dict[str, list[str]] = {}
        for each in people:
            path = f"/people/{each['person_id']}/contact"
            contact = await self.stage.doors.get(self.visitor, "profiles", path)
            if contact and contact["birth_date"] and contact["email"]:
                by_email.setdefault(f"{contact['email']} {contact['birth_date']}", []).append(each["person_id"])
        for twins in (found for found in by_email.values() if len(found) > 1):
            self.stage.shown.tick(TWINS, " and ".join(self.stage.names.student(each) for each in twins))

    def enrolled(self, enrolment: Enrolment, event: Heard) -> None:
        """Students come with their charter and consents, except where a guardian has not signed yet."""
        unsigned = [ask["whom"] for ask in event.asks if ask["what"] == "consent" and ask["role"] == "guardian"]
        if not unsigned:
            self.in_days(0.5, 4, lambda: self.clear(enrolment))
        elif self.chance.random() > NEVER_SIGN:
            self.in_days(8, 25, lambda: self.record_consent(enrolment, unsigned[0]))

    async def clear(self, enrolment: Enrolment) -> None:
        await self.post("profiles", f"/enrolments/{enrolment.enrolment_id}/clearance")

    async def record_consent(self, enrolment: Enrolment, guardian: str) -> None:
        """The guardian brought the signed paper."""
        today = self.stage.world.clock.now().date().isoformat()
        proof = f"paper-{enrolment.enrolment_id[:8]}"
        body = {"purposes": ["participation", "data", "results"], "proof": proof, "said_on": today}
        path = f"/enrolments/{enrolment.enrolment_id}/consents"
        await self.for_them(guardian, "profiles", path, body, channel="paper")
        await self.clear(enrolment)

    async def for_them(self, whom: str, service: str, path: str, body: Any = None, channel: str = "phone") -> Any:
        """Record another's word."""
        return await self.stage.doors.post(self.visitor, service, path, body, on_behalf=whom, channel=channel)

    def look_into(self, event: Heard) -> None:
        """A pair that does not meet is helped by phone."""
        if event.type in ("PairSilent", "FirstMeetingMissing"):
            self.in_days(2, 6, lambda: self.help(self.stage.book.pairs[event.subject]))
        elif event.type == "CheckInOverdue":
            self.phone(event)

    async def help(self, pair: Pair) -> None:
        """The list of pairs at risk says why; one call to the mentor, and the next meeting is booked."""
        at_risk = await self.stage.doors.get(self.visitor, "feedback", "/pairs/at-risk", programme=pair.programme)
        if pair.pair_id not in {each["pair_id"] for each in at_risk} or not pair.meets or pair.booked:
            return
        earliest = (self.stage.world.clock.now() + timedelta(days=2)).isoformat()
        path = f"/pairs/{pair.pair_id}/times"
        times = await self.stage.doors.get(self.visitor, "scheduling", path, count=1, **{"from": earliest})
        if times["starts"]:
            self.stage.shown.helped.add(pair.pair_id)
            await self.for_them(pair.mentor, "scheduling", "/sessions", session(pair, times["starts"][0], "library"))
            names = self.stage.names
            self.stage.say(
                f"{self.called} phoned {names[pair.mentor]}: the next meeting with {names[pair.mentee]} is booked"
            )

    def phone(self, event: Heard) -> None:
        """An overdue check-in, asked by phone; of the two only."""
        if event.type == "CheckInOverdue" and event["role"] != "guardian" and self.chance.random() < 0.5:
            self.in_days(1, 6, lambda: self.ask_by_phone(event))

    async def ask_by_phone(self, event: Heard) -> None:
        if event["check_in_id"] not in self.stage.book.answered:
            path = f"/pairs/{event.subject}/check-ins/{event['check_in_id']}/answer"
            body = {"answers": {"how-it-goes": 3}, "flags": []}
            await self.for_them(event["respondent"], "feedback", path, body)

    def record(self, event: Heard) -> None:
        """Neither of the two has said how a meeting went."""
        mentor = next(each["person_id"] for each in event["participants"] if each["role"] == "mentor")
        self.in_days(1, 4, lambda: self.for_them(mentor, "scheduling", f"/sessions/{event.subject}/held"))

    def settle(self, event: Heard) -> None:
        """The two remember a meeting differently: the coordinator asks both, and puts it right."""
        body = {"outcome": "held"}
        self.in_days(2, 6, lambda: self.post("scheduling", f"/sessions/{event.subject}/correction", body))
