"""The rows of the table: every route, with a request that is right in everything but who sends it."""

from dataclasses import dataclass
from typing import Any

from tests.access.world import NOW, SOON

TODAY = str(NOW.date())
LATER = SOON.isoformat()
CSV = b"reference;first name;last name;role;territory;stage;birth date\nx-1;Ana;Bel;mentee;gex;higher;2001-05-05\n"
OF_THE_SCHOOL = {"reference": "school-1", "name": "School", "kind": "school", "territory": "gex"}
PROGRAMME = {"reference": "p", "name": "P", "owner": "association-1", "first_day": TODAY, "last_day": TODAY}
GEX = {"id": "gex", "label": "Gex", "inhabitants": 9000, "lat": 46, "lon": 6}
CONTACT = {"given_name": "A", "family_name": "B"}
NEW = {"contact": CONTACT, "profile": {"territory": "gex"}, "registered_with": "school-1"}
TWO = {"mentee": "waiting-enrolment-1", "mentor": "mentor-enrolment-1"}
APART = {"programme_id": "programme-1", "people": ["mentor-1", "mentee-1"]}
STEP = {"kind": "interview", "done_on": TODAY}
MEETING = {"pair_id": "pair-1", "starts_at": LATER, "mode": "online"}
ABOUT_PAIR = {"about": {"kind": "pair", "id": "pair-1"}, "severity": "low", "text": "x"}
WORD = {"reason": "tried"}


@dataclass(frozen=True)
class Way:
    """`path` asks for what is `-1`; where absent, the route is its own path.

    `word`: on whose behalf a coordinator speaks. `shows`: what an answer has for whoever it is meant for.
    """

    service: str
    method: str
    route: str
    path: str = ""
    body: Any = None
    word: str = ""
    shows: str = ""

    @property
    def title(self) -> str:
        whose = {"mentor": " (a mentor's)", "mentee": " (a mentee's)"}
        of = next((text for name, text in whose.items() if f"/{name}-" in self.path), "")
        return f"{self.service}: {self.method} {self.route}{of}"


def _ways(service: str, *ways: tuple[Any, ...]) -> list[Way]:
    return [Way(service, *way) for way in ways]


def _both(route: str, noun: str, method: str, body: Any = None, word: bool = False) -> list[Way]:
    made = []
    for role in ("mentor", "mentee"):
        id = f"{role}-1" if noun == "person" else f"{role}-enrolment-1"
        path = route.replace(f"{{{noun}_id}}", id)
        made.append(Way("profiles", method, route, path, body, f"{role}-1" if word else ""))
    return made


ABSENCE = "/programmes/{programme_id}/referents/{person_id}/absence"
AWAY = "/programmes/programme-1/referents/referent-1/absence"
PEOPLE, ENROLMENT = "/people/{person_id}", "/enrolments/{enrolment_id}"
WAYS: list[Way] = [
    *_ways(
        "profiles",
        ("POST", "/organisations", "", {**OF_THE_SCHOOL, "reference": "new", "calendar": {"zone": "A"}}),
        ("GET", "/organisations", "", None, "", "school-1"),
        ("GET", "/organisations/{organisation_id}", "/organisations/school-1"),
        (
            "PUT",
            "/organisations/{organisation_id}",
            "/organisations/school-1",
            {**OF_THE_SCHOOL, "calendar": {"zone": "A"}},
        ),
        ("POST", "/organisations/{organisation_id}/suspension", "/organisations/school-1/suspension", {}),
        ("POST", "/organisations/{organisation_id}/resumption", "/organisations/school-1/resumption"),
        ("POST", "/organisations/{organisation_id}/closure", "/organisations/school-1/closure", {}),
        ("POST", "/programmes", "", PROGRAMME),
        ("GET", "/programmes", "", None, "", "programme-1"),
        ("GET", "/programmes/{programme_id}", "/programmes/programme-1"),
        ("PUT", "/programmes/{programme_id}", "/programmes/programme-1", PROGRAMME),
        ("PUT", "/programmes/{programme_id}/policy", "/programmes/programme-1/policy", {}),
        ("POST", "/programmes/{programme_id}/closure", "/programmes/programme-1/closure"),
        ("GET", ABSENCE, AWAY),
        ("PUT", ABSENCE, AWAY, {"first_day": TODAY, "last_day": TODAY}),
        ("DELETE", ABSENCE, AWAY),
        ("POST", "/people", "", NEW),
        ("GET", "/people", "/people?programme=programme-1", None, "", "mentee-1"),
    ),
    *_both(PEOPLE, "person", "GET"),
    *_both(PEOPLE, "person", "PUT", {"territory": "gex"}),
    *_both(f"{PEOPLE}/assessments", "person", "POST", {"skill": "trades.welding", "level": 2}),
    *_both(f"{PEOPLE}/contact", "person", "GET"),
    *_both(f"{PEOPLE}/contact", "person", "PUT", CONTACT),
    *_both(f"{PEOPLE}/leave", "person", "POST", {}),
    *_both(f"{PEOPLE}/erasure", "person", "POST"),
    *_both(f"{PEOPLE}/identity", "person", "POST", {"same": False}),
    *_ways("profiles", ("POST", f"{PEOPLE}/merger", "/people/mentor-1/merger", {"other": "mentee-1"})),
    *_ways(
        "profiles",
        ("POST", "/enrolments", "", {"person_id": "mentee-1", "programme_id": "programme-1", "role": "mentee"}),
        ("GET", "/enrolments", "/enrolments?programme=programme-1", None, "", "mentee-enrolment-1"),
    ),
    *_both(ENROLMENT, "enrolment", "GET"),
    *_both(ENROLMENT, "enrolment", "PUT", {"places": 2}),
    *_both(f"{ENROLMENT}/pause", "enrolment", "POST", {}, word=True),
    *_both(f"{ENROLMENT}/resumption", "enrolment", "POST", None, word=True),
    *_both(f"{ENROLMENT}/suspension", "enrolment", "POST"),
    *_both(f"{ENROLMENT}/suspension/end", "enrolment", "POST"),
    *_both(f"{ENROLMENT}/ending", "enrolment", "POST", {}, word=True),
    *_both(f"{ENROLMENT}/steps", "enrolment", "POST", STEP),
    *_both(f"{ENROLMENT}/clearance", "enrolment", "POST"),
    *_both(f"{ENROLMENT}/consents", "enrolment", "POST", {"purposes": ["participation"], "said_on": TODAY}, word=True),
    *_both(f"{ENROLMENT}/consents/withdrawal", "enrolment", "POST", {"said_on": TODAY}, word=True),
    *_both(f"{ENROLMENT}/consents/objection", "enrolment", "POST", {"said_on": TODAY}, word=True),
    *_ways(
        "profiles",
        ("POST", "/imports", "/imports?programme=programme-1&organisation=school-1", CSV, "", '"new":1'),
        ("GET", "/nominations", "", None, "", "nomination-1"),
        ("GET", "/nominations/{nomination_id}", "/nominations/nomination-1"),
        (
            "POST",
            "/nominations/{nomination_id}/confirmation",
            "/nominations/nomination-1/confirmation",
            {},
            "nomination-1",
        ),
        ("POST", "/nominations/{nomination_id}/refusal", "/nominations/nomination-1/refusal", None, "nomination-1"),
        ("GET", "/skills"),
        ("GET", "/skills/search", "/skills/search?q=welding"),
        ("GET", "/territories"),
        ("PUT", "/territories", "", [GEX]),
        ("GET", "/pairs/{pair_id}/other", "/pairs/pair-1/other"),
    ),
    *_ways(
        "matching",
        ("POST", "/programmes/{programme_id}/rounds", "/programmes/programme-1/rounds"),
        ("GET", "/rounds", "/rounds?programme=programme-1"),
        ("GET", "/rounds/{round_id}", "/rounds/round-1"),
        ("PUT", "/rounds/{round_id}/struck", "/rounds/round-1/struck", {"pair_ids": []}),
        ("PUT", "/rounds/{round_id}/pinned", "/rounds/round-1/pinned", {"pair_ids": []}),
        ("POST", "/rounds/{round_id}/again", "/rounds/round-1/again"),
        ("POST", "/rounds/{round_id}/publication", "/rounds/round-1/publication"),
        ("POST", "/rounds/{round_id}/drop", "/rounds/round-1/drop"),
        (
            "GET",
            "/rounds/{round_id}/explanations/{mentee}",
            "/rounds/round-1/explanations/waiting-enrolment-1",
        ),
        (
            "GET",
            "/programmes/{programme_id}/waiting",
            "/programmes/programme-1/waiting",
            None,
            "",
            "waiting-enrolment-1",
        ),
        ("POST", "/candidates/{enrolment_id}/search", "/candidates/mentee-enrolment-1/search"),
        ("GET", "/proposals", "", None, "", "proposal-1"),
        ("POST", "/pairs", "", TWO),
        ("POST", "/pairs/{pair_id}/acceptance", "/pairs/proposal-1/acceptance", {}, "mentee-1"),
        ("POST", "/pairs/{pair_id}/decline", "/pairs/proposal-1/decline", {}, "mentee-1"),
        ("POST", "/pairs/{pair_id}/withdrawal", "/pairs/proposal-1/withdrawal"),
        ("POST", "/exclusions", "", APART),
        ("POST", "/exclusions/lift", "", APART),
        ("POST", "/pairs/running", "", {**TWO, "starts_on": TODAY, "ends_on": str(SOON.date())}),
        ("GET", "/pairs", "/pairs?programme=programme-1", None, "", "pair-1"),
        ("GET", "/pairs/{pair_id}", "/pairs/pair-1"),
        ("POST", "/pairs/{pair_id}/agreement/signature", "/pairs/pair-1/agreement/signature", {}, "mentee-1"),
        ("POST", "/pairs/{pair_id}/pause", "/pairs/pair-1/pause", {}),
        ("POST", "/pairs/{pair_id}/resumption", "/pairs/pair-1/resumption", {}),
        ("POST", "/pairs/{pair_id}/ending", "/pairs/pair-1/ending", {}),
        ("POST", "/pairs/{pair_id}/ending/undo", "/pairs/pair-1/ending/undo", {}),
        ("POST", "/pairs/{pair_id}/renewal", "/pairs/pair-1/renewal", {"ends_on": str(SOON.date())}),
    ),
    *_ways(
        "scheduling",
        ("POST", "/sessions", "", MEETING, "mentee-1"),
        ("POST", "/sessions/{session_id}/booking", "/sessions/session-1/booking", {"starts_at": LATER}, "mentee-1"),
        ("POST", "/sessions/{session_id}/move", "/sessions/session-1/move", {"starts_at": LATER}, "mentee-1"),
        ("POST", "/sessions/{session_id}/cancellation", "/sessions/session-1/cancellation", {}),
        ("GET", "/sessions", "/sessions?programme_id=programme-1", None, "", "session-1"),
        ("GET", "/sessions/{session_id}", "/sessions/session-1"),
        ("POST", "/sessions/{session_id}/held", "/sessions/session-1/held", {}, "mentee-1"),
        ("POST", "/sessions/{session_id}/missed", "/sessions/session-1/missed", {}, "mentee-1"),
        ("POST", "/sessions/{session_id}/correction", "/sessions/session-1/correction", {"outcome": "held"}),
        ("GET", "/pairs/{pair_id}/times", "/pairs/pair-1/times"),
        ("GET", "/pairs/{pair_id}/rhythm", "/pairs/pair-1/rhythm"),
        ("GET", "/agenda"),
        ("POST", "/calendar"),
        ("DELETE", "/calendar"),
    ),
    *_ways(
        "feedback",
        ("GET", "/pairs/at-risk", "", None, "", "pair-1"),
        ("GET", "/pairs/{pair_id}/follow-up", "/pairs/pair-1/follow-up"),
        ("GET", "/check-ins", "", None, "", "check-in-"),
        (
            "POST",
            "/pairs/{pair_id}/check-ins/{check_in_id}/answer",
            "/pairs/pair-1/check-ins/check-in-mentee-1/answer",
            {},
            "mentee-1",
        ),
        (
            "POST",
            "/pairs/{pair_id}/feedback",
            "/pairs/pair-1/feedback",
            {"session_id": "session-1", "rating": 4},
            "mentee-1",
        ),
        (
            "POST",
            "/pairs/{pair_id}/goals/{goal_id}/progress",
            "/pairs/pair-1/goals/goal-1/progress",
            {"progress": "begun"},
            "mentee-1",
        ),
        ("POST", "/pairs/{pair_id}/reflections", "/pairs/pair-1/reflections", {"text": "x"}, "mentee-1"),
        ("POST", "/concerns", "", ABOUT_PAIR),
        ("GET", "/concerns", "", None, "", "concern-1"),
        ("GET", "/concerns/{concern_id}", "/concerns/concern-1"),
        ("POST", "/concerns/{concern_id}/assignment", "/concerns/concern-1/assignment", {"assignee": "lead"}),
        ("POST", "/concerns/{concern_id}/resolution", "/concerns/concern-1/resolution", {"outcome": "settled"}),
        ("POST", "/concerns/{concern_id}/lift", "/concerns/concern-1/lift", {"persons": ["mentor-1"]}),
    ),
    *(
        way
        for service in ("profiles", "matching", "scheduling", "feedback")
        for way in _ways(
            service,
            ("GET", "/parked"),
            ("GET", "/rulings"),
            ("POST", "/parked/{lane:path}/release", "/parked/lane/key/release"),
            ("POST", "/parked/{lane:path}/{ruling}", "/parked/lane/key/discard", WORD),
        )
    ),
]
OPEN_TO_ALL = {
    *("/docs", "/docs/oauth2-redirect", "/redoc", "/livez", "/readyz", "/metrics"),
    "/calendars/{secret}.ics",  # whoever has the secret address
}
