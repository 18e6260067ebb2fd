"""What the two learn of each other, and when."""

from typing import Any

from tests.journeys.network import Network, Visitor
from tests.journeys.people import Member
from tests.journeys.town import Town
from tests.processes import eventually

GROWN = {"birth_date": "2001-05-04"}
BY_PHONE = {"phone": "+33600000075", "preferred_channel": "phone"}


def other(who: Visitor, pair_id: str, expect: int | None = None) -> Any:
    return who.get("profiles", f"/pairs/{pair_id}/other", expect=expect)


def told(answer: Any) -> Any:
    return [answer[each] for each in ("first_name", "channel", "reach")]


def mentor_by_phone(town: Town) -> Member:
    return town.enrol_as_mentor("ada", town.register("ada", **BY_PHONE))


def test_once_both_have_accepted_each_knows_the_others_first_name_and_how_to_reach_them(network: Network) -> None:
    town = Town(network, "acquainted", grace_days=60)
    mentor, mentee, stranger = mentor_by_phone(town), town.mentee("ben", **GROWN), town.mentor("eve")
    form = {"mentee": mentee.enrolment, "mentor": mentor.enrolment}
    pair_id = town.coordinator.post("matching", "/pairs", form)["pair_id"]
    mentor.me.post("matching", f"/pairs/{pair_id}/acceptance")
    assert other(mentor.me, pair_id, expect=404) == other(mentee.me, pair_id, expect=404)
    town.accept(pair_id, mentee)
    assert told(other(mentor.me, pair_id)) == ["Ben", "email", "someone@example.org"]
    known = other(mentee.me, pair_id)
    assert told(known) == ["Ada", "phone", BY_PHONE["phone"]]
    assert known["words"] == f"By phone: {BY_PHONE['phone']}"
    assert town.name.title() not in str(known)
    assert "birth_date" not in known
    other(stranger.me, pair_id, expect=404)
    # a break of one's own closes nothing; the end does, until it is undone
    mentee.me.post("matching", f"/pairs/{pair_id}/pause")
    town.status(pair_id, "paused")
    assert told(other(mentee.me, pair_id)) == told(known)
    mentee.me.post("matching", f"/pairs/{pair_id}/ending", {"reason": "not-a-fit"})
    eventually(lambda: other_is_gone(mentor.me, pair_id))
    other(mentee.me, pair_id, expect=404)
    mentee.me.post("matching", f"/pairs/{pair_id}/ending/undo")
    mentor.me.until("profiles", f"/pairs/{pair_id}/other", lambda again: again["first_name"] == "Ben")


def other_is_gone(who: Visitor, pair_id: str) -> bool:
    return bool(who.network.raw("profiles", "live_pairs", pair_id)["state"]["mentor"] is None)


def test_a_minor_and_the_mentor_know_first_names_and_reach_each_other_through_the_coordinator(
    network: Network,
) -> None:
    town = Town(network, "first-names")
    guardian = town.register("olga")
    mentor, mentee = mentor_by_phone(town), town.mentee("ben", guardian)
    twin = town.mentee("bea", guardian)
    pair_id = town.pair(mentor, mentee)
    seen = [other(who, pair_id) for who in (mentor.me, mentee.me, network.by("guardian", person=guardian))]
    assert [told(each) for each in seen] == [["Ben", None, None], ["Ada", None, None], ["Ada", None, None]]
    assert {each["through"] for each in seen} == {"referent"}
    other(twin.me, pair_id, expect=404)


def test_a_severe_concern_closes_the_channel_without_a_word_and_an_erased_person_is_not_found(
    network: Network,
) -> None:
    town = Town(network, "closed-channel")
    mentor, mentee = mentor_by_phone(town), town.mentee("ben", **GROWN)
    pair_id = town.pair(mentor, mentee)
    form = {"about": {"kind": "person", "id": mentor.person}, "severity": "severe", "text": "what I saw"}
    mentee.me.post("feedback", "/concerns", form)
    path = f"/pairs/{pair_id}/other"
    quiet = mentee.me.until("profiles", path, lambda known: known["through"] == "referent")
    assert told(quiet) == ["Ada", None, None]
    assert told(other(mentor.me, pair_id)) == ["Ben", None, None]
    mentee.me.post("profiles", f"/people/{mentee.person}/erasure")
    eventually(lambda: network.raw("profiles", "contacts", mentee.person)["state"]["reach"] is None)
    other(mentor.me, pair_id, expect=404)
