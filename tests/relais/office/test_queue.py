"""What awaits a coordinator, from what the services show."""

from datetime import date
from typing import Any

from relais.office.queue import Found, Item, awaiting
from tests.relais.office.desks import NOW

PROGRAMME = {"policy": {"vetting": [{"role": "mentor", "kind": "interview"}]}}
STEP = {"kind": "interview", "version": 1, "done_on": "2026-09-01", "valid_until": None}


def enrolment(state: str, **more: Any) -> dict[str, Any]:
    known = {"person_id": "m", "role": "mentor", "state": state, "cleared_until": None, "halts": [], "steps": []}
    return {**known, "consents": [], **more}


def pair(status: str, **more: Any) -> dict[str, Any]:
    known = {"mentor": "m", "mentee": "s", "status": status, "ends_on": None, "expires_at": "2026-12-09T10:00:00Z"}
    return {**known, "behind": {"accepted": []}, **more}


def session(starts_at: str) -> dict[str, Any]:
    return {"starts_at": starts_at, "participants": [{"person_id": "m"}, {"person_id": "s"}]}


def found(**told: Any) -> list[Item]:
    return list(awaiting(Found(PROGRAMME, **told), NOW))


def test_nothing_awaits_where_all_is_well() -> None:
    assert found(enrolments=[enrolment("cleared")], pairs=[pair("formed", ends_on="2027-07-02")]) == []


def test_a_pair_to_look_after_says_why_and_when_they_last_met() -> None:
    risk = {"mentor": "m", "mentee": "s", "reasons": [{"reason": "silent"}], "last_met_at": "2026-10-07T15:00:00Z"}
    assert found(at_risk=[risk]) == [Item("at-risk", ("m", "s"), ("risk-silent",), date(2026, 10, 7))]


def test_a_meeting_is_asked_for_two_days_after_it() -> None:
    two = [session("2026-11-29T07:00:00Z"), session("2026-11-30T07:00:00Z")]
    assert found(sessions=two) == [Item("unrecorded", ("m", "s"), day=date(2026, 11, 29))]
    assert found(disputed=two[:1]) == [Item("disputed", ("m", "s"), day=date(2026, 11, 29))]


def test_a_proposal_says_who_has_not_answered() -> None:
    half = pair("accepted", behind={"accepted": ["mentor"]})
    assert found(pairs=[half]) == [Item("proposal", ("m", "s"), ("voice-mentee",), date(2026, 12, 9))]


def test_a_pair_that_ends_within_thirty_days_is_told() -> None:
    assert [each.heading for each in found(pairs=[pair("formed", ends_on="2026-12-31")])] == ["ends-soon"]
    assert found(pairs=[pair("formed", ends_on="2027-01-01"), pair("ended", ends_on="2026-12-31")]) == []


def test_somebody_to_vet_says_what_is_missing_and_somebody_complete_is_to_be_cleared() -> None:
    [vetted, ready] = found(enrolments=[enrolment("asked"), enrolment("in-vetting", steps=[STEP])])
    assert (vetted, ready) == (Item("vetting", ("m",), ("step-interview",)), Item("ready", ("m",)))


def test_a_step_that_has_run_out_is_missing() -> None:
    old = STEP | {"valid_until": "2026-11-30"}
    assert [each.codes for each in found(enrolments=[enrolment("asked", steps=[old])])] == [("step-interview",)]


def test_a_clearance_is_told_sixty_days_before_its_end_and_a_suspension_with_its_reason() -> None:
    people = [enrolment("cleared", cleared_until=f"{day}T00:00:00Z") for day in ("2027-01-30", "2027-02-15")]
    people.append(enrolment("suspended", halts=["check"]))
    assert found(enrolments=people) == [
        Item("expiring", ("m",), day=date(2027, 1, 30)),
        Item("suspended", ("m",), ("halt-check",)),
    ]


def test_whoever_waits_too_long_stands_apart_and_a_rematch_is_told() -> None:
    waiting = [
        {"person_id": "s", "rematch": True, "waiting_days": 3, "beyond_limit": False},
        {"person_id": "t", "rematch": False, "waiting_days": 50, "beyond_limit": True},
    ]
    assert found(waiting=waiting) == [
        Item("waiting", ("s",), ("wants-rematch",), number=3),
        Item("waiting-long", ("t",), number=50),
    ]


def test_a_preview_is_told_until_it_is_published() -> None:
    told = {"status": "solved", "publishing": False, "drops_at": "2026-12-08T08:00:00Z"}
    assert found(rounds=[told, told | {"publishing": True}]) == [Item("preview", (), day=date(2026, 12, 8))]
