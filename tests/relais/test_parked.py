"""`relais parked`: what an operator sees of what stands, and does about it."""

from typing import Any

from chassis.auth import Keys
from chassis.settings import Settings
from relais.running import Running
from tests.relais.conftest import Desk, Relais


def lane(key: str, reason: str = "not-in-this-policy", head: str = "parked", day: int = 14) -> dict[str, Any]:
    entry = {"partition": 3, "offset": 17, "sequence": 2, "type": "PairFormed", "state": head, "reason": reason}
    entry |= {"detail": "The policy does not allow it.", "since": f"2026-09-{day}T08:12:00.000Z"}
    return {"id": f"matching.pairs.v1/{key}", "stream": "matching.pairs.v1", "head": head, "entries": [entry]}


def test_what_stands_is_counted_by_reason_with_the_oldest_for_example(relais: Relais, desk: Desk) -> None:
    desk.answers["GET /parked"] = 200, [lane("a"), lane("b", day=11), lane("c", "NotYet", "waiting")]
    assert relais("parked").stdout.splitlines() == [
        "profiles: 2 lanes of matching.pairs.v1 parked (not-in-this-policy)",
        "  the oldest since 2026-09-11T08:12:00: matching.pairs.v1/b",
        "profiles: 1 lane of matching.pairs.v1 waiting (NotYet)",
        "  the oldest since 2026-09-14T08:12:00: matching.pairs.v1/c",
    ]


def test_the_list_names_every_lane_or_those_of_one_reason(relais: Relais, desk: Desk) -> None:
    desk.answers["GET /parked"] = 200, [lane("a"), lane("c", "NotYet", "waiting")]
    a, c = (
        f"profiles matching.pairs.v1/{key}  {stands} since 2026-09-14T08:12:00: 1 waiting, first PairFormed 2 at 3/17"
        for key, stands in (("a", "parked (not-in-this-policy)"), ("c", "waiting (NotYet)"))
    )
    assert relais("parked", "list").stdout.splitlines() == [a, c]
    assert relais("parked", "list", "--reason", "NotYet").stdout.splitlines() == [c]


async def test_it_comes_as_an_operator_of_this_network(relais: Relais, desk: Desk, running: Running) -> None:
    desk.answers["GET /parked"] = 200, []
    assert relais("parked").stdout == "Nothing is parked\n"
    identity = await Keys(Settings(jwks=str(running.keys / "jwks.json"))).identify(desk.tokens[0])
    assert (identity.network, [grant.role for grant in identity.grants]) == ("val", ["operator"])


def test_a_lane_is_shown_in_the_order_in_which_it_will_be_tried(relais: Relais, desk: Desk) -> None:
    desk.answers["GET /parked"] = 200, [lane("a")]
    assert relais("parked", "show", "profiles", "matching.pairs.v1/a").stdout.splitlines() == [
        "PairFormed 2 at 3/17  parked since 2026-09-14T08:12:00",
        "  not-in-this-policy: The policy does not allow it.",
    ]
    assert "Nothing is parked there" in relais("parked", "show", "profiles", "matching.pairs.v1/b").stderr


def test_all_that_stands_for_one_reason_is_released_together(relais: Relais, desk: Desk) -> None:
    desk.answers["GET /parked"] = 200, [lane("a"), lane("b", "gap"), lane("c")]
    for key in "ac":
        desk.answers[f"POST /parked/matching.pairs.v1/{key}/release"] = 202, None
    done = relais("parked", "release", "profiles", "--reason", "not-in-this-policy")
    assert done.stdout.splitlines() == ["Released: matching.pairs.v1/a", "Released: matching.pairs.v1/c"]
    assert relais("parked", "release", "profiles").returncode == 1


def test_a_discard_says_why(relais: Relais, desk: Desk) -> None:
    desk.answers["POST /parked/matching.pairs.v1/a/discard"] = 202, None
    relais("parked", "discard", "profiles", "matching.pairs.v1/a", "--reason", "sent by mistake")
    assert desk.asked == [("POST /parked/matching.pairs.v1/a/discard", b'{"reason":"sent by mistake"}')]


def test_a_gap_is_accepted_in_writing(relais: Relais, desk: Desk) -> None:
    desk.answers["GET /parked"] = 200, [lane("a", "Gap"), lane("b")]
    desk.answers["POST /parked/matching.pairs.v1/a/accept-gap"] = 202, None
    relais("parked", "release", "profiles", "--reason", "Gap", "--accept-gap", "the broker's disk was lost")
    asked = ("POST /parked/matching.pairs.v1/a/accept-gap", b'{"reason":"the broker\'s disk was lost"}')
    assert desk.asked[1:] == [asked]


def test_what_was_ruled_can_be_read_later(relais: Relais, desk: Desk) -> None:
    ruling = {"lane": "matching.pairs.v1/a", "partition": 3, "offset": 17, "sequence": 2, "type": "PairFormed"}
    ruling |= {"reason": "Gap", "ruling": "accept-gap", "why": "the broker's disk was lost", "by": "command-line"}
    desk.answers["GET /rulings"] = 200, [ruling | {"at": "2026-09-14T08:12:00.000Z"}]
    assert relais("parked", "rulings").stdout.splitlines() == [
        "2026-09-14T08:12:00  profiles: accept-gap of PairFormed 2 at 3/17 in matching.pairs.v1/a, which stood for Gap",
        "  command-line: the broker's disk was lost",
    ]


def test_a_problem_is_told_in_its_own_words(relais: Relais, desk: Desk) -> None:
    desk.answers["GET /parked"] = 403, {"detail": "This needs one of the roles: operator."}
    done = relais("parked", "list")
    assert (done.returncode, done.stderr) == (1, "relais: profiles refused: This needs one of the roles: operator.\n")
