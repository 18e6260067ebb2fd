"""What stops a pair, and what lets the same pair go on."""

from tests.journeys.network import Network
from tests.journeys.people import VETTING
from tests.journeys.town import Town
from tests.processes import eventually

FAR = 50  # days ahead: booked before what stops the pair, and not yet over then


def test_a_check_that_expires_suspends_by_itself_and_its_renewal_resumes_the_same_pair(network: Network) -> None:
    monthly = [{"role": "mentor", "kind": "honourability-check", "valid_months": 1}, VETTING[1]]
    town = Town(network, "check", vetting=monthly)
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.pair(mentor, mentee)
    session_id = town.book(pair_id, mentor, days=FAR)
    assert town.status(pair_id, "paused")["behind"]["pauses"] == ["check"]
    suspended = town.enrolment(mentor)
    assert (suspended["state"], suspended["halts"]) == ("suspended", ["check"])
    town.session(session_id, "cancelled")
    assert mentee.me.post("scheduling", "/sessions", town.meeting(pair_id), expect=409)["code"] == "pair-not-live"
    town.check(mentor)
    assert town.status(pair_id, "formed")["mentor"] == mentor.person
    assert town.places_taken(mentor) == [pair_id]
    eventually(lambda: network.raw("scheduling", "rhythms", pair_id)["state"]["status"] == "live")
    town.book(pair_id, mentor)


def test_a_guardian_who_withdraws_consent_stops_the_pair_at_once(network: Network) -> None:
    town = Town(network, "consent")
    guardian = town.register("olga")
    mentor, mentee = town.mentor("ada"), town.mentee("ben", guardian)
    pair_id = town.pair(mentor, mentee)
    session_id = town.book(pair_id, mentor, days=FAR)
    withdrawal = {"said_on": str(network.today())}
    path = f"/enrolments/{mentee.enrolment}/consents/withdrawal"
    network.by("guardian", person=guardian).post("profiles", path, withdrawal)
    assert town.enrolment(mentee)["halts"] == ["consent"]
    assert town.status(pair_id, "paused")["behind"]["pauses"] == ["consent"]
    town.session(session_id, "cancelled")
    assert town.places_taken(mentor) == [pair_id]
    town.agree(mentee, guardian)
    town.status(pair_id, "formed")


def test_a_severe_concern_stops_contact_everywhere_until_two_people_lift_it(network: Network) -> None:
    town, other = Town(network, "concern"), Town(network, "elsewhere")
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    twice = other.enrol_as_mentor("ada", mentor.person)
    pairs = [(town, town.pair(mentor, mentee)), (other, other.pair(twice, other.mentee("zoe")))]
    sessions = [each.book(pair_id, mentor, days=FAR) for each, pair_id in pairs]
    feed = mentor.me.post("scheduling", "/calendar")["path"]
    nobody = network.workers["scheduling"].http
    assert nobody.get(feed).text.count("BEGIN:VEVENT") == 2
    form = {"about": {"kind": "person", "id": mentor.person}, "severity": "severe", "text": "what I saw"}
    concern_id = mentee.me.post("feedback", "/concerns", form)["concern_id"]
    for (each, pair_id), session_id in zip(pairs, sessions, strict=True):
        assert each.status(pair_id, "paused")["behind"]["pauses"] == ["concern"]
        each.session(session_id, "cancelled")
    eventually(lambda: "BEGIN:VEVENT" not in nobody.get(feed).text)
    names = {"persons": [mentor.person]}
    first, second = (network.by("safeguarding", person=f"{who}-{town.name}") for who in ("lead", "deputy"))
    first.post("feedback", f"/concerns/{concern_id}/lift", names)
    assert first.post("feedback", f"/concerns/{concern_id}/lift", names, expect=409)["code"] == "another-must-confirm"
    assert town.enrolment(mentor)["state"] == "suspended"
    second.post("feedback", f"/concerns/{concern_id}/lift", names)
    for each, pair_id in pairs:
        each.status(pair_id, "formed")
