"""Scheduling as a process of its own, through its API and its streams."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from contracts.enrolments import EnrolmentSuspended
from contracts.pairs import PairPaused
from tests.processes import eventually
from tests.services.scheduling.outside import TOMORROW, Town, booking, taken


def test_of_two_bookings_of_one_hour_one_is_won_and_the_other_refused(town: Town) -> None:
    town.arrive("anna", "luc", "zoe")
    pairs = [town.form("anna", "luc"), town.form("anna", "zoe")]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: town.worker.post("/sessions", booking(pairs[n % 2])), range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    with town.as_("anna", "mentor") as anna:
        eventually(lambda: len(taken(anna)) == 1)


def test_a_session_is_proposed_booked_moved_held_and_disputed(town: Town) -> None:
    town.arrive("anna", "luc")
    pair_id = town.form("anna", "luc")
    with town.as_("anna", "mentor") as anna, town.as_("luc", "mentee") as luc:
        eventually(lambda: anna.get(f"/pairs/{pair_id}/times").json()["starts"])
        session = anna.post("/sessions", json=booking(pair_id)).json()
        one = f"/sessions/{session['session_id']}"
        assert (session["status"], session["minutes"]) == ("booked", 60)
        later = TOMORROW + timedelta(hours=1)
        assert luc.post(f"{one}/move", json={"starts_at": later.isoformat()}).json()["revision"] == 2
        eventually(lambda: taken(luc) == [later.isoformat()[:16]])
        assert luc.post(f"{one}/held", json={}).json()["code"] == "not-yet-over"
        met = booking(pair_id, datetime.now(UTC) - timedelta(hours=2)) | {"held": {}}
        one = f"/sessions/{anna.post('/sessions', json=met).json()['session_id']}"
        assert luc.post(f"{one}/missed", json={"absent": [town.id("anna")]}).json()["disputed"]
        assert [s["disputed"] for s in luc.get("/sessions", params={"disputed": True}).json()] == [True]
        corrected = town.worker.post(f"{one}/correction", {"outcome": "held", "minutes": 30}).json()
        assert (corrected["recorded"]["minutes"], corrected["disputed"]) == (30, False)


def test_a_pair_that_stops_has_its_sessions_cancelled_and_books_no_more(town: Town) -> None:
    town.arrive("anna", "luc")
    pair_id = town.form("anna", "luc")
    session_id = town.worker.post("/sessions", booking(pair_id)).json()["session_id"]
    sides: dict[str, Any] = {"mentor": town.side("anna"), "mentee": town.side("luc"), "programme_id": town.id("prog")}
    town.tell(pair_id, PairPaused(pair_id=pair_id, reason="concern", occurred_at=datetime.now(UTC), **sides))
    eventually(lambda: town.worker.get(f"/sessions/{session_id}")["status"] == "cancelled")
    with town.as_("anna", "mentor") as anna:
        eventually(lambda: taken(anna) == [])
        assert anna.post("/sessions", json=booking(pair_id)).json()["code"] == "pair-not-live"


def test_a_calendar_has_a_secret_address_that_can_be_revoked_and_is_empty_in_suspension(town: Town) -> None:
    town.arrive("anna", "luc")
    town.worker.post("/sessions", booking(town.form("anna", "luc")))
    with town.as_("anna", "mentor") as anna:
        first, second = (anna.post("/calendar").json()["path"] for _ in range(2))
        public = httpx.Client(base_url=anna.base_url)
        assert public.get(first).status_code == 404
        assert len(Calendar.from_ical(public.get(second).text).walk("VEVENT")) == 1
        suspended = EnrolmentSuspended(
            enrolment_id=town.id("e-anna"),
            person_id=town.id("anna"),
            programme_id=town.id("prog"),
            role="mentor",
            reason="check",
        )
        town.tell(town.id("e-anna"), suspended)
        eventually(lambda: not Calendar.from_ical(public.get(second).text).walk("VEVENT"))
        assert anna.delete("/calendar").status_code == 204
        assert public.get(second).status_code == 404


def test_others_see_nothing_and_cannot_tell_it_from_what_does_not_exist(town: Town) -> None:
    town.arrive("anna", "luc")
    pair_id = town.form("anna", "luc")
    session_id = town.worker.post("/sessions", booking(pair_id)).json()["session_id"]
    with town.as_("eve", "mentor") as eve:
        for path in (f"/sessions/{session_id}", f"/pairs/{pair_id}/times", f"/sessions?pair_id={pair_id}"):
            assert eve.get(path).status_code == 404
        assert eve.post(f"/sessions/{session_id}/held", json={}).status_code == 404
        assert eve.get("/sessions").json() == []


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_an_hour_at_the_end_of_all_calendars_is_refused(year: str, town: Town) -> None:
    form = booking("pair") | {"starts_at": f"{year}-12-31T23:59:59Z"}
    assert town.worker.post("/sessions", form).json()["code"] == "invalid"


def test_one_proposes_hours_and_the_other_chooses(town: Town) -> None:
    town.arrive("anna", "luc")
    pair_id = town.form("anna", "luc")
    options = [(TOMORROW + timedelta(days=day)).isoformat() for day in range(2)]
    with town.as_("anna", "mentor") as anna, town.as_("luc", "mentee") as luc:
        form = {"pair_id": pair_id, "options": options, "mode": "online"}
        asked = anna.post("/sessions", json=form).json()
        assert (asked["status"], taken(anna)) == ("asked", [])
        choice = f"/sessions/{asked['session_id']}/booking"
        assert luc.post(choice, json={"starts_at": options[1]}).json()["status"] == "booked"
        assert luc.post(choice, json={"starts_at": options[0]}).json()["code"] == "not-an-option"
        assert taken(anna) == taken(luc) == [options[1][:16]]


def test_a_coordinator_records_what_somebody_says_by_phone_but_not_in_their_own_pair(town: Town) -> None:
    town.arrive("anna", "luc")
    pair_id = town.form("anna", "luc")
    met = booking(pair_id, datetime.now(UTC) - timedelta(hours=2)) | {"held": {}}
    phone = {"Relais-On-Behalf": town.id("luc"), "Relais-Channel": "phone"}
    with town.as_("anna", "mentor", "coordinator") as anna:
        assert anna.post("/sessions", json=met, headers=phone).json()["code"] == "forbidden"
        session = anna.post("/sessions", json=met).json()
        correction = f"/sessions/{session['session_id']}/correction"
        assert anna.post(correction, json={"outcome": "missed"}).json()["code"] == "forbidden"
    said = town.worker.post(f"/sessions/{session['session_id']}/held", {"minutes": 20}, **phone).json()
    assert sorted(said["words"]) == ["mentee", "mentor"]
    assert town.worker.post(f"/sessions/{session['session_id']}/held").json()["code"] == "forbidden"


def test_a_minor_is_met_at_school_and_the_guardian_may_read_it(town: Town) -> None:
    town.arrive("anna", "luc")
    pair_id = town.form("anna", "luc", minor=True, guardians=(town.id("rose"),))
    with town.as_("anna", "mentor") as anna, town.as_("rose", "guardian") as rose:
        at_home = booking(pair_id) | {"mode": "in-person", "place": {"kind": "other"}}
        assert anna.post("/sessions", json=at_home).json()["code"] == "place-not-allowed"
        at_school = booking(pair_id) | {"mode": "in-person", "place": {"kind": "school"}}
        session = anna.post("/sessions", json=at_school).json()
        assert session["told_to"] == ["school"]
        assert [s["session_id"] for s in rose.get("/sessions", params={"pair_id": pair_id}).json()] == [
            session["session_id"]
        ]
        assert rose.get(f"/sessions/{session['session_id']}").status_code == 200
