"""A coordinator's office: imports its people, clears students, records what others said."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sample.play.known import Enrolment
from sample.play.persona import Persona
from sample.play.stage import Stage
from sample.play.stories import REFUSED_LINES, TWINS
from sample.play.stream import Heard

NEVER_SIGN = 0.35
DONE = {
    "clearance": "people cleared",
    "steps": "steps of a vetting noted",
    "rounds": "rounds asked for",
    "publication": "rounds published",
    "correction": "meetings put right",
}
"""What a coordinator did, by the last word of the path."""
COMMON = {"unknown-skill": "a skill that nobody knows", "missing": "is missing"}


class Office(Persona):
    """`organisation` is the id of theirs, `called` its name; `did` counts what was done since the last look back."""

    role = "coordinator"

    def __init__(self, stage: Stage, person: str, organisation: str, called: str) -> None:
        super().__init__(stage, person, {"role": self.role, "organisations": [organisation]})
        self.organisation, self.called = organisation, called
        self.did: Counter[str] = Counter()

    async def post(self, service: str, path: str, body: Any = None) -> Any:
        answer = await super().post(service, path, body)
        if done := DONE.get(path.rpartition("/")[2]):
            self.did[done] += 1
        return answer

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
        """Record another's word; nobody speaks for somebody who is gone."""
        if whom in self.stage.book.gone:
            return None
        answer = await self.stage.doors.post(self.visitor, service, path, body, on_behalf=whom, channel=channel)
        self.did["words of others recorded"] += 1
        return answer
