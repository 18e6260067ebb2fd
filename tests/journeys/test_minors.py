"""Meeting a minor: where and when the programme allows, with those told who must be, never at a home."""

from typing import Any

from contracts.sessions import SESSIONS
from tests.journeys.network import Network
from tests.journeys.town import Town

RULES = {"places": ["school", "library"], "hours": [], "told": ["school", "guardian"]}


def in_person(town: Town, pair_id: str, place: str | None) -> dict[str, Any]:
    meeting = town.meeting(pair_id, town.next_start(pair_id, 5)) | {"mode": "in-person"}
    return meeting | ({"place": {"kind": place}} if place else {})


def test_a_minor_is_met_only_where_the_programme_allows_and_the_others_are_told_before(network: Network) -> None:
    town = Town(network, "minor", meetings_with_minors=RULES)
    guardian = town.register("olga")
    mentor, mentee = town.mentor("ada"), town.mentee("ben", guardian)
    pair_id = town.pair(mentor, mentee)
    refused = mentor.me.post("scheduling", "/sessions", in_person(town, pair_id, "company"), expect=409)
    assert refused["code"] == "place-not-allowed"
    assert (
        mentor.me.post("scheduling", "/sessions", in_person(town, pair_id, None), expect=422)["code"] == "place-missing"
    )
    session = mentor.me.post("scheduling", "/sessions", in_person(town, pair_id, "library"))
    [told] = [
        body
        for subject, _, kind, body in network.told(SESSIONS)
        if (subject, kind) == (session["session_id"], "SessionScheduled")
    ]
    assert sorted(told["told_to"]) == ["guardian", "school"]


def test_the_other_parents_objection_stops_what_one_parent_allowed(network: Network) -> None:
    town = Town(network, "two-parents")
    parents = town.register("olga"), town.register("igor")
    person = town.register("ben", parents, birth_date=network.childs_birthday())
    mentee = town.enrol("ben", person, "mentee", school=town.school)
    for by in (person, parents[0]):
        town.agree(mentee, by)
    town.coordinator.post("profiles", f"/enrolments/{mentee.enrolment}/clearance")
    town.known(mentee)
    mentor = town.mentor("ada")
    pair_id = town.pair(mentor, mentee)
    objection = {"said_on": str(network.today())}
    path = f"/enrolments/{mentee.enrolment}/consents/objection"
    network.by("guardian", person=parents[1]).post("profiles", path, objection)
    assert town.status(pair_id, "paused")["behind"]["pauses"] == ["consent"]
    assert mentor.me.get("matching", f"/pairs/{pair_id}")["behind"] is None


def test_where_both_parents_must_agree_one_is_not_enough(network: Network) -> None:
    town = Town(network, "both-parents", both_parents=True)
    parents = town.register("olga"), town.register("igor")
    person = town.register("ben", parents, birth_date=network.childs_birthday())
    mentee = town.enrol("ben", person, "mentee", school=town.school)
    town.agree(mentee, person)
    town.agree(mentee, parents[0])
    path = f"/enrolments/{mentee.enrolment}/clearance"
    assert town.coordinator.post("profiles", path, expect=409)["code"] == "not-vetted-yet"
    town.agree(mentee, parents[1])
    assert town.coordinator.post("profiles", path)["state"] == "cleared"


def test_an_agreement_is_signed_by_guardian_and_school_where_the_programme_says_so(network: Network) -> None:
    signers = ["mentor", "mentee", "guardian", "school"]
    town = Town(network, "signers", agreement_signers=signers)
    guardian = town.register("olga")
    mentor, mentee = town.mentor("ada"), town.mentee("ben", guardian)
    pair_id = town.pair(mentor, mentee)
    terms = {"goals": [], "cadence": {"days": 7, "minutes": 60}, "modes": ["online"], "support": "trade"}
    path = f"/pairs/{pair_id}/agreement/signature"
    mentor.me.post("matching", path, {"terms": {**terms, "duration_months": 10}})
    mentee.me.post("matching", path)
    assert network.by("guardian", person=guardian).post("matching", path)["agreement"]["missing"] == ["school"]
    assert town.coordinator.post("matching", path, {"for_school": True})["agreement"]["in_force"]
