"""A programme in numbers."""

from datetime import date
from typing import Any

import pytest

from relais.office import figures
from relais.office.figures import by_school, enrolled, met, paired
from tests.relais.office.desks import NOW, Services

FIRST, LAST = date(2026, 9, 1), date(2027, 7, 2)


def pair(starts: str | None, ends: str, status: str = "formed", reason: str | None = None) -> dict[str, Any]:
    behind = {"ending_reason": reason, "rematch_wanted": reason == "not-a-fit"}
    return {"starts_on": starts, "ends_on": ends, "status": status, "behind": behind, "mentee": "s"}


def test_pairs_are_counted_by_how_they_began_and_ended_within_the_days() -> None:
    pairs = [
        pair("2026-03-01", "2027-07-02"),
        pair("2026-10-01", "2027-06-30", "ended", "time-up"),
        pair("2026-10-01", "2026-12-01", "ended", "not-a-fit"),
        pair("2025-10-01", "2026-06-30", "ended", "time-up"),
        pair(None, "2027-07-02", "expired"),
    ]
    assert paired(pairs, FIRST, LAST) == {
        "ran": 3,
        "began": 2,
        "running": 1,
        "planned": 1,
        "early": 1,
        "rematch": 1,
    }


def test_meetings_count_as_long_as_they_really_lasted() -> None:
    held = [{"status": "held", "minutes": 60, "recorded": {"minutes": 130}}, {"status": "missed", "minutes": 60}]
    assert met(held) == {"held": 1, "hours": 2, "missed": 1}


def test_what_mentors_promised_stands_beside_what_they_gave() -> None:
    promise = {"months": 10, "hours_per_month": 4}
    mentor = {"role": "mentor", "state": "cleared", "commitment": promise, "minutes_held": 150}
    student = {"role": "mentee", "state": "asked", "commitment": None}
    counted = enrolled([mentor, student])
    assert counted == {
        "mentees": 1,
        "mentees_cleared": 0,
        "mentors": 1,
        "mentors_cleared": 1,
        "promised": 40,
        "given": 2,
    }


def test_each_school_has_its_students_and_those_with_a_mentor() -> None:
    two = [{"role": "mentee", "school": "north", "person_id": each} for each in ("s", "t")]
    assert by_school(two, [pair("2026-10-01", "2027-07-02")]) == {"north": {"students": 2, "matched": 1}}


def test_all_meetings_are_counted_though_an_answer_has_500_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST", 2)
    meetings = [{"session_id": each, "starts_at": f"2026-10-0{each}T08:00:00Z"} for each in "1234"]
    services = Services()
    for number, start in enumerate(["2026-09-01T06:00:00+00:00", *(each["starts_at"] for each in meetings)]):
        query = f"programme_id=p&from={start}&until={NOW.isoformat()}".replace("+", "%2B").replace(":", "%3A")
        services.answers[f"GET /sessions?{query}"] = meetings[max(0, number - 1) :][:2]
    began = NOW.replace(year=2026, month=9, day=1, hour=6)
    assert [each["session_id"] for each in figures._sessions(services.desk(), "p", began, NOW)] == ["1", "2", "3", "4"]
