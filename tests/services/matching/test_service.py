"""Matching as a real process: rounds, proposals, pairs, and who may see and say what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from contracts.candidates import CANDIDATES
from contracts.enrolments import EnrolmentResumed, EnrolmentSuspended
from contracts.pairs import PAIRS
from contracts.rounds import ROUNDS
from tests.processes import eventually
from tests.services.matching.outside import NOW, Town

TERMS: dict[str, Any] = {
    "goals": [],
    "cadence": {"days": 14, "minutes": 60},
    "modes": ["online"],
    "support": "trade",
    "duration_months": 10,
}


def test_a_round_pairs_the_pool_and_a_coordinator_publishes_it(town: Town) -> None:
    town.mentors("paul", skill="welding")
    town.mentors("anne", skill="baking")
    town.mentees("mia", skill="welding")
    town.mentees("noe", skill="baking")
    preview = town.ask()
    assert preview["certificate"] == {"optimal": True, "bound": preview["totals"]["score"], "verified": True, "seed": 0}
    planned = {(pair["mentee"], pair["mentor"]) for pair in preview["pairs"]}
    assert planned == {
        (town.enrolment("mia"), town.enrolment("paul")),
        (town.enrolment("noe"), town.enrolment("anne")),
    }
    assert preview["pairs"][0]["score"] == sum(reason["points"] for reason in preview["pairs"][0]["reasons"])
    published = town.publish(preview["round_id"])
    assert [pair["skipped"] for pair in published["pairs"]] == [None, None]
    eventually(lambda: town.heard(ROUNDS, preview["round_id"])[-1] == "RoundPublished")
    assert town.heard(ROUNDS, preview["round_id"]) == ["RoundRequested", "RoundSolved", "RoundPublished"]
    for pair in preview["pairs"]:
        assert town.pair(pair["pair_id"])["status"] == "proposed"
        assert town.heard(PAIRS, pair["pair_id"]) == ["PairProposed"]
    eventually(lambda: town.waiting() == [])


def test_what_is_struck_out_of_a_preview_is_not_proposed(town: Town) -> None:
    town.mentors("paul", places=2)
    town.mentees("mia", "noe")
    preview = town.ask()
    struck, kept = (pair["pair_id"] for pair in preview["pairs"])
    town.coordinator().put(f"/rounds/{preview['round_id']}/struck", json={"pair_ids": [struck]})
    town.publish(preview["round_id"])
    assert town.coordinator().get(f"/pairs/{struck}").status_code == 404
    assert town.pair(kept)["status"] == "proposed"


def test_solved_again_a_preview_keeps_what_is_pinned_and_finds_others_for_what_was_struck_out(town: Town) -> None:
    town.mentors("paul", "anne", "eve")
    town.mentees("mia", "noe")
    first = town.ask()
    kept, struck = first["pairs"]
    mark = town.coordinator().put
    mark(f"/rounds/{first['round_id']}/pinned", json={"pair_ids": [kept["pair_id"]]})
    mark(f"/rounds/{first['round_id']}/struck", json={"pair_ids": [struck["pair_id"]]})
    assert town.coordinator().post(f"/rounds/{first['round_id']}/again").status_code == 202
    second = town.round_once(first["round_id"], "solved")
    assert second["totals"]["pairs"] == 2
    assert second["pairs"][0]["pair_id"] == kept["pair_id"]
    assert second["pairs"][1]["mentee"] == struck["mentee"]
    assert second["moved"] == [struck["mentee"]]
    assert second["pairs"][1]["mentor"] not in (struck["mentor"], kept["mentor"])


def test_a_coordinator_sees_what_each_policy_gives_and_costs_before_choosing(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    town.mentees("noe", priority=2)
    rows = {(row["rule"], row["bonus"]): row for row in town.ask()["policies"]}
    assert set(rows) == {("total", 0), ("bonus", 100), ("bonus", 300), ("strict", 0)}
    assert {row["matched"] for row in rows.values()} == {1}
    assert rows["total", 0]["cost"] == 0


def test_each_pair_and_each_mentee_left_out_is_explained_in_both_languages(town: Town) -> None:
    town.mentors("paul", skill="welding")
    town.mentors("anne", skill="baking")
    town.mentees("mia", skill="welding")
    town.mentees("noe", skill="singing")
    preview = town.ask()
    [pair] = preview["pairs"]
    ask = town.coordinator().get
    told = ask(f"/rounds/{preview['round_id']}/explanations/{pair['mentee']}").json()
    assert told["mentor"] == pair["mentor"] == town.enrolment("paul")
    assert len(told["coordinator"]["fr"]) > len(told["others"]["fr"]) == len(pair["reasons"])
    waits = ask(f"/rounds/{preview['round_id']}/explanations/{town.enrolment('noe')}").json()
    assert waits["mentor"] is None and waits["others"]["en"] and waits["coordinator"]["fr"]


def test_what_has_changed_since_the_preview_is_not_explained_as_if_it_had_not(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    preview = town.ask()
    town.propose("mia", "paul")
    eventually(lambda: town.enrolment("mia") not in town.waiting())
    answer = town.coordinator().get(f"/rounds/{preview['round_id']}/explanations/{town.enrolment('mia')}")
    assert (answer.status_code, answer.json()["code"]) == (409, "preview-outdated")


def test_one_round_of_a_programme_at_a_time(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    first = town.ask()
    again = town.coordinator().post(f"/programmes/{town.programme}/rounds")
    assert (again.status_code, again.json()["code"]) == (409, "round-under-way")
    town.coordinator().post(f"/rounds/{first['round_id']}/drop")
    eventually(lambda: town.coordinator().post(f"/programmes/{town.programme}/rounds").status_code == 202)


def test_an_empty_pool_drops_the_round(town: Town) -> None:
    assert town.ask()["status"] == "dropped"


def test_a_pair_of_the_preview_that_is_not_possible_any_more_is_skipped(town: Town) -> None:
    town.mentors("paul", "anne")
    town.mentees("mia")
    preview = town.ask()
    other = "anne" if preview["pairs"][0]["mentor"] == town.enrolment("paul") else "paul"
    assert town.propose("mia", other).status_code == 201
    published = town.publish(preview["round_id"])
    assert [pair["skipped"] for pair in published["pairs"]] == ["already-paired"]


def test_before_both_accept_they_see_what_the_other_is_about_and_not_who(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia", stage="vocational")
    pair_id = town.propose("mia", "paul").json()["pair_id"]
    [seen] = town.person("paul", "mentor").get("/proposals").json()
    assert (seen["pair_id"], seen["your_role"]) == (pair_id, "mentor")
    assert (seen["other"]["stage"], seen["other"]["territory"], seen["other"]["languages"]) == (
        "vocational",
        "gex",
        ["fr"],
    )
    answer = town.person("paul", "mentor").get(f"/pairs/{pair_id}").json()
    assert (answer["mentee"], answer["behind"]) == (None, None)
    assert town.pair(pair_id)["behind"]["score"] > 0


def test_two_yeses_make_a_pair_and_both_then_know_each_other(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.form("mia", "paul")
    seen = town.person("paul", "mentor").get(f"/pairs/{pair_id}").json()
    assert (seen["status"], seen["mentee"]) == ("formed", town.id("mia"))
    assert town.heard(PAIRS, pair_id) == ["PairProposed", "PairAccepted", "PairAccepted", "PairFormed"]


def test_a_coordinator_records_the_word_of_somebody_on_the_phone(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.propose("mia", "paul").json()["pair_id"]
    own_word = town.coordinator().post(f"/pairs/{pair_id}/acceptance", json={})
    assert own_word.status_code == 403
    phone = {"Relais-On-Behalf": town.id("paul"), "Relais-Channel": "phone"}
    answer = town.coordinator().post(f"/pairs/{pair_id}/acceptance", json={}, headers=phone)
    assert answer.json()["behind"]["accepted"] == ["mentor"]


def test_a_refusal_is_told_neutrally_frees_the_place_and_is_not_repeated(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.propose("mia", "paul").json()["pair_id"]
    assert town.propose("mia", "paul").json()["code"] == "already-paired"
    declined = town.person("mia", "mentee").post(f"/pairs/{pair_id}/decline", json={"reason": "subject"})
    assert declined.status_code == 200
    seen = town.person("paul", "mentor").get(f"/pairs/{pair_id}").json()
    assert (seen["status"], seen["behind"]) == ("not-taken-up", None)
    assert town.pair(pair_id)["behind"]["decline_reason"] == "subject"
    eventually(lambda: town.propose("mia", "paul").json()["code"] == "kept-apart")
    town.mentees("noe")
    eventually(lambda: town.propose("noe", "paul").status_code == 201)


def test_a_proposal_that_is_sent_again_while_it_is_under_way_is_the_same_one(town: Town) -> None:
    mentees = [f"mia-{number}" for number in range(5)]
    town.mentors("paul", places=5)
    town.mentees(*mentees)
    for name in mentees:
        with ThreadPoolExecutor(6) as clients:
            answers = list(clients.map(lambda name: town.propose(name, "paul", key=f"key of {name}"), [name] * 6))
        assert [answer.status_code for answer in answers] == [201] * 6
        assert len({answer.json()["pair_id"] for answer in answers}) == 1


def test_a_mentor_without_a_free_place_is_not_proposed(town: Town) -> None:
    town.mentors("paul", places=1)
    town.mentees("mia", "noe")
    assert town.propose("mia", "paul").status_code == 201
    refused = town.propose("noe", "paul")
    assert (refused.status_code, refused.json()["code"]) == (409, "no-place-free")


def test_two_who_are_kept_apart_are_not_proposed_and_an_open_proposal_is_withdrawn(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.propose("mia", "paul").json()["pair_id"]
    form = {"programme_id": town.programme, "people": [town.id("paul"), town.id("mia")]}
    assert town.coordinator().post("/exclusions", json=form).status_code == 204
    assert town.pair(pair_id)["status"] == "withdrawn"
    eventually(lambda: town.propose("mia", "paul").json()["code"] == "kept-apart")
    assert town.ask()["pairs"] == []
    assert town.coordinator().post("/exclusions/lift", json=form).status_code == 204
    eventually(lambda: town.propose("mia", "paul").status_code == 201)


def test_a_suspension_pauses_the_pair_and_a_clearance_lets_it_go_on(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.form("mia", "paul")
    town.enrolment_event(EnrolmentSuspended, "paul", "mentor", reason="check")
    eventually(lambda: town.pair(pair_id)["status"] == "paused")
    town.enrolment_event(EnrolmentResumed, "paul", "mentor", state="cleared", places=1)
    eventually(lambda: town.pair(pair_id)["status"] == "formed")
    eventually(lambda: town.heard(PAIRS, pair_id)[-2:] == ["PairPaused", "PairResumed"])


def test_an_agreement_is_signed_by_both(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.form("mia", "paul")
    town.person("paul", "mentor").post(f"/pairs/{pair_id}/agreement/signature", json={"terms": TERMS})
    answer = town.person("mia", "mentee").post(f"/pairs/{pair_id}/agreement/signature", json={})
    assert answer.json()["agreement"]["in_force"] is True


def test_an_early_ending_brings_a_rematch_with_priority(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.form("mia", "paul")
    ending = {"reason": "not-a-fit", "rematch_wanted": True}
    assert town.person("mia", "mentee").post(f"/pairs/{pair_id}/ending", json=ending).status_code == 200
    seen = town.person("paul", "mentor").get(f"/pairs/{pair_id}").json()
    assert (seen["status"], seen["behind"]) == ("ended", None)
    eventually(lambda: town.waiting() == [town.enrolment("mia")])
    [waiting] = town.coordinator().get(f"/programmes/{town.programme}/waiting").json()
    assert waiting["rematch"] is True


def test_a_mistaken_ending_is_taken_back_while_the_place_is_free(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia", "noe")
    pair_id = town.form("mia", "paul")
    mia = town.person("mia", "mentee")
    mia.post(f"/pairs/{pair_id}/ending", json={})
    assert mia.post(f"/pairs/{pair_id}/ending/undo", json={}).json()["status"] == "formed"
    mia.post(f"/pairs/{pair_id}/ending", json={})
    eventually(lambda: town.propose("noe", "paul").status_code == 201)
    refused = mia.post(f"/pairs/{pair_id}/ending/undo", json={})
    assert refused.json()["code"] == "no-place-free"


def test_a_coordinator_renews_a_pair(town: Town) -> None:
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.form("mia", "paul")
    renewed = town.coordinator().post(f"/pairs/{pair_id}/renewal", json={"ends_on": "2028-07-01"})
    assert renewed.json()["ends_on"] == "2028-07-01"


def test_waiting_beyond_the_limit_is_told(town: Town) -> None:
    town.mentees("mia", asked_at=NOW - timedelta(days=90))
    eventually(lambda: town.heard(CANDIDATES, town.enrolment("mia")) == ["MenteeWaiting"])


@pytest.mark.parametrize("path", ["/pairs/{pair}", "/rounds/{round}", "/programmes/{programme}/waiting"])
def test_foreign_and_unknown_answer_alike(town: Town, path: str) -> None:
    town.mentors("paul")
    town.mentees("mia")
    known = {"pair": town.propose("mia", "paul").json()["pair_id"], "programme": town.programme}
    known["round"] = town.ask()["round_id"]
    unknown = dict.fromkeys(known, "unknown")
    foreign = town.coordinator("elsewhere").get(path.format(**known))
    nobody = town.coordinator().get(path.format(**unknown))
    assert foreign.status_code == nobody.status_code == 404
    assert foreign.json() == nobody.json()


def test_strangers_see_no_pair(town: Town) -> None:
    town.mentors("paul", "anne")
    town.mentees("mia")
    pair_id = town.form("mia", "paul")
    anne = town.person("anne", "mentor")
    assert anne.get(f"/pairs/{pair_id}").status_code == 404
    assert anne.post(f"/pairs/{pair_id}/ending", json={}).status_code == 404
    assert anne.get("/pairs").json() == []
