"""What offices and companies do is played through the doors, and shown only by what was heard."""

import pytest

from sample.play import stories
from sample.play.hard_cases.checks import Checks
from sample.play.hard_cases.companies import Companies
from sample.play.hard_cases.identities import Identities
from sample.play.hard_cases.offices import Offices
from sample.play.hard_cases.proposals import Proposals
from sample.play.hard_cases.running_pairs import RunningPairs
from sample.play.scene import NobodyThere
from tests.sample.play.conftest import Play, scenes, shown, sides

NAMED = {"given_name": "Lina", "family_name": "Verrier", "birth_date": "2010-01-02", "email": None}


async def test_a_cohort_is_warned_twice_and_one_renews_late(play: Play) -> None:
    for number in range(3):
        play.enrol(f"m{number}", "mentor", source="partner", cleared_until="2027-01-20T00:00:00+00:00")
    await scenes(Checks, play).cohort()
    late = play.staff.association.late
    play.hear("ClearanceExpiring", late, days_left=60)
    play.hear("ClearanceExpiring", late, days_left=20)
    play.hear("EnrolmentSuspended", late, reason="check", person_id="m0")
    assert not shown(play, stories.COHORT)
    play.hear("EnrolmentResumed", late, person_id="m0")
    assert shown(play, stories.COHORT)


async def test_two_mentors_are_no_cohort(play: Play) -> None:
    play.enrol("m", "mentor", source="partner", cleared_until="2027-01-20T00:00:00+00:00")
    with pytest.raises(NobodyThere):
        await scenes(Checks, play).cohort()


async def test_a_look_alike_joins_once_somebody_has_said_somebody_else(play: Play) -> None:
    for name, school in (("s", "school"), ("t", "elsewhere")):
        play.enrol(name, "mentee", school=school)
    play.doors.answers |= {"/contact": NAMED, "POST /people": {"standing": "held", "person_id": "new"}}
    await scenes(Identities, play).somebody_else()
    await play.later()
    assert "/people/new/identity" in play.doors.commands
    play.hear("ProfileCreated", "new", person_id="new")
    assert shown(play, stories.APART)


async def test_two_are_kept_apart_while_a_proposal_is_open(play: Play) -> None:
    pair = play.pair()
    pair.status = "proposed"
    await scenes(Proposals, play).kept_apart()
    assert play.doors.sent[-1][2] == {"programme_id": "p", "people": ["m", "s"]}
    play.hear("PairWithdrawn", pair.pair_id, reason="excluded", **sides())
    assert shown(play, stories.EXCLUDED)


async def test_the_longest_waiting_is_proposed_to_a_mentor_with_a_place(play: Play) -> None:
    play.pair()
    play.enrol("n", "mentor")
    play.enrol("t", "mentee", school="school")
    play.doors.answers["/waiting"] = [{"enrolment_id": "e-t", "person_id": "t"}]
    await scenes(Proposals, play).by_hand()
    assert play.doors.sent[-1] == ("POST", "/pairs", {"mentee": "e-t", "mentor": "e-n"})


async def test_a_referent_is_away_and_comes_back(play: Play) -> None:
    pair = play.pair()
    await scenes(Offices, play).away()
    assert play.doors.commands == ["/programmes/p/referents/claire/absence"]
    play.hear("ReferentChanged", pair.pair_id, referent="anna", acting=True, **sides())
    assert (pair.referent, shown(play, stories.AWAY)) == ("anna", False)
    play.hear("ReferentChanged", pair.pair_id, referent="claire", acting=False, **sides())
    assert shown(play, stories.AWAY)


async def test_a_referent_hands_over_to_a_colleague(play: Play) -> None:
    pair = play.pair()
    outline = {"reference": "avenir", "name": "Avenir", "owner": "home"}
    outline |= {"first_day": "2026-09-01", "last_day": "2027-07-02"}
    outline |= {"referents": [{"referent": "claire", "deputy": "anna"}, {"referent": "anna"}]}
    play.doors.answers |= {"POST /people": {"person_id": "new"}, "/programmes/p": outline}
    await scenes(Offices, play).hands_over()
    assert [each["referent"] for each in play.doors.sent[-1][2]["referents"]] == ["new", "anna"]
    play.hear("ReferentChanged", pair.pair_id, referent="new", acting=False, **sides())
    assert shown(play, stories.SUCCEEDED)


async def test_a_student_changes_school_and_only_the_new_one_acts(play: Play) -> None:
    pair = play.pair()
    wish = {"stage": None, "priority": 0, "goals": [], "needs": ["main"], "places": 0, "commitment": None}
    wish |= {"source": "import", "referred_by": None}
    made = {"organisation_id": "new", "name": "Lycée", "territory": "t"}
    play.doors.answers |= {"POST /organisations": made, "POST /people": {"person_id": "nora"}, "/enrolments/e-s": wish}
    await scenes(Offices, play).another_school()
    await play.later()
    assert play.doors.sent[-1][2]["school"] == "new"
    calendar = {"zone": "A"}
    play.hear("SchoolChanged", pair.pair_id, school="new", referent="anna", calendar=calendar, **sides())
    assert not play.school.covers(pair)


async def test_running_pairs_hold_the_rounds_back_until_they_are_in(play: Play) -> None:
    running = scenes(RunningPairs, play)
    header = "Élève;Établissement;Mentor;Association;Depuis;Fin;Accord signé le"
    running.file = f"{header}\r\na;lycee;b;home;2026-02-09;2027-06-25;\r\n".encode("cp1252")
    play.enrol("s", "mentee", school="school")
    play.enrol("m", "mentor")
    play.doors.answers["/people"] = [{"person_id": "s"}, {"person_id": "m"}]
    await running.bring_in()
    assert play.doors.sent[-1][2] == {
        "mentee": "e-s",
        "mentor": "e-m",
        "starts_on": "2026-02-09",
        "ends_on": "2027-06-25",
    }
    assert not play.staff.association.running_pairs_come


async def test_a_nominee_of_two_companies_joins_once(play: Play) -> None:
    companies = scenes(Companies, play)
    play.enrol("m", "mentor", source="partner")
    play.doors.answers |= {
        "/people": [{"person_id": "held", "looks_like": "m"}],
        "/nominations": [{"person_id": "m"}, {"person_id": "m"}],
    }
    await companies.nominated_twice()
    assert "/people/held/identity" in play.doors.commands
    await play.later()
    assert shown(play, stories.TWO_COMPANIES)
