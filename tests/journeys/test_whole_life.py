"""The whole life of a pair, from the coordinator's spreadsheet to the goodbye, with services killed on the way."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from contracts.enrolments import ENROLMENTS
from contracts.followups import FOLLOWUPS
from contracts.pairs import PAIRS
from contracts.people import PEOPLE
from contracts.rounds import ROUNDS
from contracts.sessions import SESSIONS
from tests.journeys.network import Network
from tests.journeys.people import Member
from tests.journeys.town import Town
from tests.processes import eventually

COUPLES = 4
LIFE_S = 120
GIVEN_UP = ("session-closed", "hours-given-back")
HALF_WAY_S = 0.02  # into a booking
HEADER = "Reference;Role;Last name;First name;Birth date;Guardian last name;Guardian first name;Guardian e-mail;\
Organisation;Stage;Skills offered;Skills sought;Availability;Territory;Goals;Consent;Guardian consent;Consent proof"
FREE = ", ".join(f"{day} 9:00-19:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
SIGNERS = ["mentor", "mentee", "guardian", "school"]


def spreadsheet(school: str, born: str) -> bytes:
    lines = [HEADER]
    for n in range(COUPLES):
        lines.append(f"M{n};mentor;Dupont{n};Ada;;;;;{school};;Welding:3;;{FREE};gex;;;;")
        child = f"E{n};mentee;Durand{n};Ben;{born};Durand{n};Olga;olga{n}@example.org;{school}"
        lines.append(f"{child};Seconde;;Welding:2;{FREE};gex;employment;2026-08-30;2026-08-30;file-{n}")
    lines.append(f"M9;mentor;;Nobody;;;;;{school};;;;;gex;;;;")
    return "\n".join(lines).encode("cp1252")


@pytest.fixture(scope="module")
def town(network: Network) -> Town:
    return Town(network, "life", agreement_signers=SIGNERS, duration_months=3)


def imported(town: Town) -> tuple[list[Member], list[Member]]:
    """Mentors and mentees of the spreadsheet, vetted and cleared."""
    file, headers = (
        spreadsheet(town.school, town.network.childs_birthday()),
        town.coordinator.headers | {"content-type": "text/csv"},
    )
    http, query = town.network.workers["profiles"].http, {"programme": town.programme}
    first, again = (http.post("/imports", params=query, content=file, headers=headers).json() for _ in range(2))
    assert (first["new"], [each["column"] for each in first["refused"]]) == (2 * COUPLES, ["Last name"])
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2 * COUPLES)
    found = town.coordinator.get("profiles", "/enrolments", programme=town.programme)
    members = {"mentor": list[Member](), "mentee": list[Member]()}
    for each in found:
        me = town.network.by(each["role"], person=each["person_id"])
        members[each["role"]].append(Member(each["role"], each["person_id"], each["enrolment_id"], me))
        if each["role"] == "mentor":
            town.check(members["mentor"][-1])
        town.coordinator.post("profiles", f"/enrolments/{each['enrolment_id']}/clearance")
    for member in (*members["mentor"], *members["mentee"]):
        town.known(member)
    return members["mentor"], members["mentee"]


def published_while_matching_dies(town: Town) -> list[str]:
    """Killed when the first proposal is out, matching goes on where it was."""
    preview = town.round(pairs=COUPLES)
    assert preview["certificate"]["optimal"]
    matching = town.network.workers["matching"]
    town.coordinator.post("matching", f"/rounds/{preview['round_id']}/publication")
    ids = [pair["pair_id"] for pair in preview["pairs"]]
    eventually(lambda: any(town.network.raw("matching", "pairs", pair_id) for pair_id in ids))
    matching.kill()
    matching.start()
    done = town.coordinator.until("matching", f"/rounds/{preview['round_id']}", lambda r: r["status"] == "published")
    assert [pair["skipped"] for pair in done["pairs"]] == [None] * COUPLES
    return ids


def booked_while_scheduling_dies(town: Town, pair_id: str, mentor: Member) -> str:
    """Killed while it books. The same command again does it; where it was given up after days, a new one does."""
    scheduling = town.network.workers["scheduling"]
    form, tries = town.meeting(pair_id, town.next_start(pair_id, days=30)), count()

    def send(key: str) -> Any:
        return scheduling.http.post("/sessions", json=form, headers=mentor.me.headers | {"Idempotency-Key": key})

    with ThreadPoolExecutor(1) as aside:
        lost = aside.submit(send, "first")
        time.sleep(HALF_WAY_S)
        scheduling.kill()
        lost.exception()
    scheduling.start()
    answer = send("first")
    if answer.status_code == 409:
        assert answer.json()["code"] in GIVEN_UP, answer.text
        answer = eventually(lambda: booked if (booked := send(f"again-{next(tries)}")).status_code == 201 else None)
    assert answer.status_code == 201, answer.text
    session_id = str(answer.json()["session_id"])
    town.session(session_id, "booked")
    [only] = mentor.me.get("scheduling", "/sessions", status="booked")
    assert only["session_id"] == session_id
    [hours] = mentor.me.get("scheduling", "/agenda")["taken"]
    assert hours["session_id"] == session_id
    return session_id


def signed(town: Town, pair_id: str, mentor: Member, mentee: Member) -> None:
    """By the two, the guardian and the school."""
    terms = {
        "goals": [{"goal_id": "employment", "kind": "employment"}],
        "cadence": {"days": 7, "minutes": 60},
        "modes": ["online"],
        "support": "trade",
        "duration_months": 3,
    }
    [guardian] = town.enrolment(mentee)["guardians"]
    path = f"/pairs/{pair_id}/agreement/signature"
    mentor.me.post("matching", path, {"terms": terms})
    for each in (mentee.me, town.network.by("guardian", person=guardian)):
        assert not each.post("matching", path)["agreement"]["in_force"]
    assert town.coordinator.post("matching", path, {"for_school": True})["agreement"]["in_force"]


def answered(town: Town, pair_id: str, member: Member) -> list[str]:
    """Every check-in that waits for this member gets its answer. Returns their kinds."""
    waiting = member.me.get("feedback", "/check-ins")
    for each in waiting:
        path = f"/pairs/{pair_id}/check-ins/{each['check_in_id']}/answer"
        member.me.post("feedback", path, {"answers": {"how-it-goes": 4}})
    return [each["kind"] for each in waiting]


def test_a_pair_lives_from_the_spreadsheet_to_the_goodbye_whatever_dies_on_the_way(town: Town) -> None:
    mentors, mentees = imported(town)
    pair_id, *others = published_while_matching_dies(town)
    proposed = town.pair_of(pair_id)
    mentor = next(each for each in mentors if each.person == proposed["mentor"])
    mentee = next(each for each in mentees if each.person == proposed["mentee"])
    town.accept(pair_id, mentor, mentee)
    session_id = booked_while_scheduling_dies(town, pair_id, mentor)
    signed(town, pair_id, mentor, mentee)
    town.held(session_id, mentee)
    town.held(town.book(pair_id, mentee), mentor)
    mentee.me.post("feedback", f"/pairs/{pair_id}/goals/employment/progress", {"progress": "advancing"})
    kinds: list[str] = []

    def asked_for_the_last_time() -> bool:
        kinds.extend(answered(town, pair_id, mentee))
        return "end" in kinds

    eventually(asked_for_the_last_time, LIFE_S)
    assert (kinds[0], kinds[-1]) == ("week-1", "end")
    assert {"monthly", "before-end"} <= set(kinds)
    assert town.status(pair_id, "ended")["behind"]["ending_reason"] == "time-up"
    for each in others:
        town.status(each, "expired")
    eventually(lambda: not any(map(town.places_taken, mentors)))
    life = town.network.told_of(PAIRS, pair_id)
    assert life == [
        "PairProposed", "PairAccepted", "PairAccepted", "PairFormed",
        *["AgreementSigned"] * len(SIGNERS), "PairEnding", "PairEnded",
    ]  # fmt: skip


@pytest.mark.parametrize("stream", [PEOPLE, ENROLMENTS, ROUNDS, PAIRS, SESSIONS, FOLLOWUPS], ids=lambda s: s.name)
def test_every_stream_tells_each_life_from_its_first_event_without_a_gap(network: Network, stream: Any) -> None:
    lives: dict[str, list[str]] = {}
    for subject, id, *_ in network.told(stream):
        lives.setdefault(subject, []).append(id)
    assert lives
    for subject, ids in lives.items():
        assert list(dict.fromkeys(ids)) == [f"{stream.name}/{subject}/{n}" for n in range(1, len(set(ids)) + 1)]
