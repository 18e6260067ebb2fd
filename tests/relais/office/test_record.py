"""What somebody said by phone or on paper goes out as their own word."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from relais.complaint import Complaint
from relais.office import meetings, pairing, vetting
from relais.office.desk import Desk
from tests.relais.office.desks import SCHOOL, Services, person

POLICY = {"timezone": "Europe/Paris", "duration_months": 10, "vetting": [{"role": "mentor", "kind": "interview"}]}
PROGRAMME = {"reference": "avenir", "programme_id": "g", "name": "Avenir", "open": True, "policy": POLICY}
AGREEMENT = {"terms": None, "missing": ["mentee"]}
PAIR = {"pair_id": "x", "programme_id": "g", "mentor": "m", "mentee": "s", "status": "formed", "agreement": AGREEMENT}
ENROLMENT = {"enrolment_id": "e", "person_id": "m", "programme_id": "g", "role": "mentor", "state": "asked"}
BLANK = {"steps": [], "consents": [], "guardians": [], "goals": [], "cleared_until": None}


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Henri, M-01, and Noé, E-01, of whom the first is asked for most."""
    answers = SCHOOL | person("m", "M-01", "Henri", "Gaspard") | person("s", "E-01", "Noé", "Valtier")
    answers |= {"GET /programmes": [PROGRAMME], "GET /enrolments": [ENROLMENT | BLANK]}
    answers |= {"GET /pairs": [PAIR | {"cadence": {"days": 14, "minutes": 60}, "modes": ["phone"]}]}
    services = Services(**answers)
    monkeypatch.setattr(Desk, "open", lambda lang: services.desk(lang or "en"))
    yield services


def with_pair(services: Services, **changes: Any) -> None:
    services.answers["GET /pairs"] = [services.answers["GET /pairs"][0] | changes]


def test_a_yes_says_whose_word_it_is_how_it_came_and_on_which_day(services: Services) -> None:
    with_pair(services, status="proposed")
    services.answers["POST /pairs/x/acceptance"] = PAIR
    pairing.yes("M-01", on=date(2026, 11, 29))
    assert services.told == [("POST /pairs/x/acceptance", {"occurred_at": "2026-11-29T12:00:00+01:00"})]
    [headers] = services.headers
    assert (headers["Relais-On-Behalf"], headers["Relais-Channel"]) == ("m", "phone")


def test_a_word_of_today_carries_no_hour_that_may_not_have_come_yet(services: Services) -> None:
    with_pair(services, status="proposed")
    services.answers["POST /pairs/x/acceptance"] = PAIR
    pairing.yes("M-01", on=date(2026, 12, 1))
    assert services.told == [("POST /pairs/x/acceptance", {})]


def test_of_many_one_who_is_refused_leaves_the_others_alone(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    with_pair(services, status="proposed")
    services.answers["POST /pairs/x/acceptance"] = PAIR
    with pytest.raises(SystemExit, match="1"):
        pairing.yes("E-99", "M-01")
    assert [path for path, _ in services.told] == ["POST /pairs/x/acceptance"]
    assert "E-99: Nobody has the reference E-99" in capsys.readouterr().err


def test_the_first_signature_brings_the_terms_and_the_next_one_signs_them(services: Services) -> None:
    mentee = ENROLMENT | BLANK | {"role": "mentee", "person_id": "s", "goals": [{"goal_id": "skill"}]}
    services.answers |= {"POST /pairs/x/agreement/signature": PAIR, "GET /enrolments": [mentee]}
    pairing.signature("M-01", support="trade")
    with_pair(services, agreement=AGREEMENT | {"terms": {}})
    pairing.signature("E-01")
    [(_, first), (_, second)] = services.told
    cadence = {"days": 14, "minutes": 60}
    known = {"goals": [{"goal_id": "skill"}], "cadence": cadence, "modes": ["phone"]}
    assert first == {"terms": {**known, "support": "trade", "duration_months": 10}}
    assert second == {}


def test_an_ending_says_its_last_day_and_until_when_it_can_be_undone(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    services.answers["POST /pairs/x/ending"] = PAIR | {"ends_on": "2027-07-02", "undo_until": "2026-12-15T08:00:00Z"}
    pairing.ending("E-01", reason="not-a-fit", rematch=True)
    pairing.ending("E-01", last_day=date(2026, 12, 20))
    two = "Henri Gaspard (M-01) with Noé Valtier (E-01)"
    assert capsys.readouterr().out.splitlines() == [
        f"{two}: ends on 2026-12-01; can be undone until 2026-12-15",
        f"{two}: ends on 2026-12-20; can be undone until 2026-12-15",
    ]
    assert services.told[0][1] == {"reason": "not-a-fit", "rematch_wanted": True, "last_day": None}


def test_a_booked_meeting_of_that_day_is_the_one_that_was_held(services: Services) -> None:
    booked = [{"session_id": each, "starts_at": f"2026-11-{each}T22:30:00Z"} for each in ("17", "18")]
    services.answers |= {"GET /sessions": booked, "POST /sessions/17/held": {"status": "held", "minutes": 75}}
    meetings.meeting("M-01", datetime(2026, 11, 17, 23), minutes=75)
    assert services.told == [("POST /sessions/17/held", {"minutes": 75, "mode": "in-person"})]


def test_a_meeting_that_was_not_booked_is_told_with_its_hour_of_the_programmes_clock(services: Services) -> None:
    services.answers |= {"GET /sessions": [], "POST /sessions": {"status": "held", "minutes": 60}}
    meetings.meeting("E-01", datetime(2026, 11, 18, 14), mode="phone")
    [(_, form)] = services.told
    assert (form["starts_at"], form["held"], "place" in form) == ("2026-11-18T14:00:00+01:00", {}, False)
    assert services.headers[0]["Relais-On-Behalf"] == "s"


def test_what_was_never_booked_cannot_be_missed(services: Services) -> None:
    services.answers["GET /sessions"] = []
    with pytest.raises(Complaint, match="No meeting was booked on 2026-11-18"):
        meetings.meeting("E-01", datetime(2026, 11, 18, 14), missed=True)


def test_an_answer_goes_to_the_newest_check_in_that_this_person_was_asked(services: Services) -> None:
    own = {"respondent": "m", "answered_at": None}
    asked = [
        {"check_in_id": "old", "kind": "week-1", "due_at": "2026-09-14T07:00:00Z", **own},
        {"check_in_id": "new", "kind": "monthly", "due_at": "2026-10-05T07:00:00Z", **own},
        {"check_in_id": "other", "kind": "monthly", "due_at": "2026-11-05T07:00:00Z", "respondent": "s"},
    ]
    services.answers |= {"GET /pairs/x/follow-up": {"check_ins": asked}, "POST /pairs/x/check-ins/new/answer": {}}
    meetings.answer("M-01", "how-it-goes=4", "what=a lot = enough", flag=["going-well"])
    [(_, form)] = services.told
    assert form == {"answers": {"how-it-goes": 4, "what": "a lot = enough"}, "flags": ["going-well"]}


def test_a_concern_is_read_from_the_keyboard_and_is_the_callers(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.answers["POST /concerns"] = {"deadline": "2026-12-03T08:00:00Z"}
    monkeypatch.setattr("sys.stdin", io.StringIO("What was said.\n"))
    meetings.concern("serious", "M-01", caller="E-01")
    [(_, form)] = services.told
    assert form["about"] == {"kind": "person", "id": "m"} and form["text"] == "What was said."
    assert form["programme_id"] == "g"
    assert services.headers[0]["Relais-On-Behalf"] == "s"


def test_whoever_lacks_a_step_is_not_cleared_and_what_is_missing_is_said(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="1"):
        vetting.clearance("M-01")
    assert services.told == []
    assert "M-01: still missing: the interview." in capsys.readouterr().err


def test_everybody_who_is_ready_is_cleared_at_once(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    step = {"kind": "interview", "version": 1, "done_on": "2026-09-01", "valid_until": None}
    ready = ENROLMENT | BLANK | {"enrolment_id": "ready", "person_id": "s", "steps": [step]}
    services.answers["GET /enrolments"] = [ENROLMENT | BLANK, ready]
    services.answers["POST /enrolments/ready/clearance"] = ready | {"cleared_until": "2027-03-01T23:00:00Z"}
    vetting.clearance(ready=True)
    assert [path for path, _ in services.told] == ["POST /enrolments/ready/clearance"]
    assert capsys.readouterr().out == "Noé Valtier (E-01) is cleared until 2027-03-01\n"


def test_a_guardians_consent_is_the_guardians_word_and_of_several_one_is_asked_for(services: Services) -> None:
    student = ENROLMENT | BLANK | {"guardians": ["g1"]}
    services.answers |= {"GET /enrolments": [student], "POST /enrolments/e/consents": student}
    vetting.consent("E-01", guardian=True, proof="folder 2", on=date(2026, 9, 4))
    assert services.headers[0]["Relais-On-Behalf"] == "g1"
    services.answers["GET /enrolments"] = [student | {"guardians": ["g1", "g2"]}]
    with pytest.raises(SystemExit, match="1"):
        vetting.consent("E-01", guardian=True, proof="folder 2")
    vetting.consent("E-01", guardian=True, by="g2", proof="folder 2")
    assert services.headers[1]["Relais-On-Behalf"] == "g2"


def test_a_look_alike_is_one_person_or_two(services: Services) -> None:
    services.answers["POST /people/m/identity"] = {}
    vetting.identity("M-01", other=True)
    assert services.told == [("POST /people/m/identity", {"same": False})]
    with pytest.raises(Complaint, match="Say --same"):
        vetting.identity("M-01")
