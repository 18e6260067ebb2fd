"""What `relais today`, `who` and `round` print, and what they ask for."""

from collections.abc import Iterator
from typing import Any

import pytest

from relais.complaint import Complaint
from relais.office import rounds, today, who
from relais.office.desk import Desk
from tests.relais.office.desks import SCHOOL, Services, person

PROGRAMME = {"reference": "avenir", "programme_id": "g", "name": "Avenir", "open": True, "policy": {"vetting": []}}
ENROLMENT = {"enrolment_id": "e", "person_id": "s", "programme_id": "g", "role": "mentee", "state": "asked"}
BLANK = {"steps": [], "consents": [], "cleared_until": None}
SOLVED = {"round_id": "r", "status": "solved", "publishing": False, "pairs": [], "barriers": {"e": {"skill": 2}}}
TOTALS = {"totals": {"pairs": 0, "mentees": 1, "places": 1}, "certificate": {"optimal": True}, "moved": []}


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    answers = SCHOOL | person("s", "E-01", "Noé", "Valtier") | {"GET /programmes": [PROGRAMME]}
    empty = ("/pairs", "/pairs/at-risk", "/sessions", "/programmes/g/waiting", "/rounds", "/enrolments")
    services = Services(**answers, **{f"GET {path}": [] for path in empty})
    monkeypatch.setattr(Desk, "open", lambda lang: services.desk(lang or "en"))
    yield services


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_quiet_day_says_so(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    today.today(lang="fr")
    assert printed(capsys) == ["Avenir, le 01/12/2026", "Rien ne vous attend"]


def test_each_heading_says_how_many_who_and_what_to_do(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    services.answers["GET /enrolments"] = [ENROLMENT | BLANK]
    today.today()
    assert printed(capsys)[1:] == [
        "",
        "1 person to clear",
        "  Noé Valtier (E-01)",
        "  → relais record clearance --ready",
    ]


def test_a_long_list_is_cut_unless_all_of_it_is_wanted(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    services.answers["GET /enrolments"] = [ENROLMENT | BLANK] * 14
    today.today()
    assert "  … and 2 more (--all)" in printed(capsys)
    today.today(all=True)
    assert sum("Noé" in line for line in printed(capsys)) == 14


def test_whoever_coordinates_one_school_sees_their_own_without_rounds_and_nominations(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    del services.answers["GET /rounds"]
    today.today()
    assert printed(capsys)[-1] == "Nothing awaits you"


def test_somebody_is_shown_with_how_to_reach_them_and_where_they_stand(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    services.answers["GET /people/s/contact"] = {"given_name": "Noé", "family_name": "Valtier", "phone": "+33639981101"}
    services.answers["GET /enrolments"] = [ENROLMENT | BLANK]
    services.answers["GET /pairs"] = [{"mentor": "m", "mentee": "s", "status": "paused"}]
    who.who("E-01")
    who.who("E-01", id=True)
    assert printed(capsys) == [
        "Noé Valtier (E-01): +33639981101 — s",
        "  student, Avenir: to be vetted",
        "  m with Noé Valtier (E-01): paused",
        "s",
    ]


def test_a_round_is_asked_for_where_none_is_open_and_the_open_one_is_shown_again(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    solved: dict[str, Any] = SOLVED | TOTALS
    services.answers |= {"POST /programmes/g/rounds": solved, "GET /rounds/r": solved, "GET /enrolments": [ENROLMENT]}
    rounds.round_()
    services.answers["GET /rounds"] = [solved]
    rounds.round_()
    assert [path for path, _ in services.told] == ["POST /programmes/g/rounds"]
    assert printed(capsys).count("  1  Noé Valtier (E-01): no mentor") == 2


def test_a_round_that_found_nobody_says_what_to_look_at(services: Services) -> None:
    services.answers |= {"POST /programmes/g/rounds": SOLVED, "GET /rounds/r": SOLVED | {"status": "dropped"}}
    with pytest.raises(Complaint, match=r"nothing to match: .*see `relais today`"):
        rounds.round_()


def test_what_could_not_go_out_any_more_is_told_with_its_reason(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = {"pair_id": "x", "mentee": "e", "mentor": "m", "score": 1, "reasons": [], "struck": False, "pinned": False}
    out = SOLVED | TOTALS | {"status": "published", "pairs": [pair | {"skipped": "no-place-free"}]}
    services.answers |= {"GET /rounds": [SOLVED], "GET /rounds/r": out, "GET /enrolments": [ENROLMENT]}
    services.answers["POST /rounds/r/publication"] = out
    rounds.round_(publish=True)
    assert printed(capsys) == [
        "Proposals sent: 0; pairs struck out: 0",
        "Not sent: m with Noé Valtier (E-01) (the mentor has no place any more)",
    ]
