"""What cannot be applied waits in the lot with all its successors; everybody else flows on."""

from tests.chassis.raw import produce
from tests.processes import Worker, eventually


def lanes(worker: Worker) -> dict[str, dict]:
    return {lane["id"].rpartition("/")[2]: lane for lane in worker.get("/parked")}


def lane_of(worker: Worker, key: str, entries: int) -> dict | None:
    """The lane once it holds so many events, each of which may have come more than once."""
    lane = lanes(worker).get(key)
    return lane if lane and len({entry["sequence"] for entry in lane["entries"]}) == entries else None


def seen(worker: Worker, thing: str) -> list[int]:
    return (worker.get(f"/mirrors/{thing}") or {}).get("seen", [])


def test_an_event_that_is_refused_parks_with_its_successors_and_is_released_in_order(toy: Worker, mirror: Worker):
    toy.start()
    mirror.start()
    mirror.http.put("/doors/door-a", json={"open": False})
    for demand in ("", "door", "", ""):
        toy.post("/things/a/bump", {"demand": demand})
    toy.post("/things/b/bump")
    eventually(lambda: seen(mirror, "b") == [1])
    lane = eventually(lambda: lane_of(mirror, "a", 3))
    assert [entry["state"] for entry in lane["entries"]][:3] == ["parked", "behind", "behind"]
    assert lane["entries"][0]["reason"] == "too-high"
    assert seen(mirror, "a") == [1]
    mirror.http.put("/doors/door-a", json={"open": True})
    assert mirror.post(f"/parked/{lane['id']}/release").status_code == 202
    eventually(lambda: seen(mirror, "a") == [1, 2, 3, 4])
    eventually(lambda: lanes(mirror) == {})


def test_what_waits_for_another_stream_goes_on_by_itself(toy: Worker, mirror: Worker):
    toy.start()
    mirror.start()
    for demand in ("door", ""):
        toy.post("/things/a/bump", {"demand": demand})
    lane = eventually(lambda: lanes(mirror).get("a"))
    assert lane["head"] == "waiting"
    mirror.http.put("/doors/door-a", json={"open": True})
    eventually(lambda: seen(mirror, "a") == [1, 2])
    eventually(lambda: lanes(mirror) == {})


def test_a_discarded_event_moves_the_guard_so_that_its_successors_follow(toy: Worker, mirror: Worker):
    toy.start()
    mirror.start()
    for demand in ("", "bug", ""):
        toy.post("/things/a/bump", {"demand": demand})
    lane = eventually(lambda: lane_of(mirror, "a", 2))
    assert lane["entries"][0]["reason"] == "ZeroDivisionError"
    assert mirror.post(f"/parked/{lane['id']}/discard", {"reason": "a bug, mended"}).status_code == 202
    eventually(lambda: seen(mirror, "a") == [1, 3])
    eventually(lambda: lanes(mirror) == {})
    (ruling,) = mirror.get("/rulings")
    assert (ruling["lane"], ruling["sequence"], ruling["reason"]) == (lane["id"], 2, "ZeroDivisionError")
    assert (ruling["ruling"], ruling["why"], ruling["by"]) == ("discard", "a bug, mended", "tester")


def test_a_gap_that_will_never_close_is_accepted_in_writing_and_what_came_after_it_is_applied(mirror: Worker):
    mirror.start()
    for sequence in (1, 4, 5):
        produce(mirror, "a", {"ce_sequence": b"%d" % sequence}, b'{"thing_id": "a", "number": %d}' % sequence)
    lane = eventually(lambda: lane_of(mirror, "a", 2))
    assert (lane["entries"][0]["reason"], lane["entries"][0]["detail"]) == ("Gap", "came after 1, is 4")
    assert mirror.post(f"/parked/{lane['id']}/accept-gap", {"reason": ""}).status_code == 422
    assert mirror.post(f"/parked/{lane['id']}/accept-gap", {"reason": "restored from Monday"}).status_code == 202
    eventually(lambda: seen(mirror, "a") == [1, 4, 5])
    (ruling,) = mirror.get("/rulings")
    assert (ruling["ruling"], ruling["sequence"], ruling["why"]) == ("accept-gap", 4, "restored from Monday")
    eventually(lambda: lanes(mirror) == {})
    stream = lane["stream"]
    assert f'relais_gaps_total{{stream="{stream}"}} 1.0' in mirror.http.get("/metrics").text


def test_an_accepted_gap_forgives_nothing_but_the_gap(mirror: Worker):
    mirror.start()
    produce(mirror, "a", {"ce_sequence": b"3"}, b'{"thing_id": "a", "number": 3, "demand": "bug"}')
    lane = eventually(lambda: lanes(mirror).get("a"))
    mirror.post(f"/parked/{lane['id']}/accept-gap", {"reason": "restored from Monday"})
    assert lanes(mirror)["a"]["entries"][0]["reason"] == "ZeroDivisionError"
    assert mirror.get("/rulings") == []


def test_a_follower_killed_while_it_parks_or_releases_keeps_the_lane_in_order(toy: Worker, mirror: Worker):
    toy.start()
    mirror.start(RELAIS_KILL_AT="lot.appended:2")
    for demand in ("door", "", ""):
        toy.post("/things/a/bump", {"demand": demand})
    mirror.wait_killed()
    mirror.start(RELAIS_KILL_AT="lot.applied:2")
    mirror.http.put("/doors/door-a", json={"open": True})
    mirror.wait_killed()
    mirror.start()
    eventually(lambda: seen(mirror, "a") == [1, 2, 3])
    assert mirror.get("/tallies/all")["bumps"] == 3


def test_bad_records_are_set_aside_and_delay_nobody_else(toy: Worker, mirror: Worker):
    mirror.start()
    good = b'{"thing_id": "%s", "number": 1}'
    bad = {
        "not-json": ({}, b"{nonsense"),
        "no-headers": (None, b"{}"),
        "null-header": ({"ce_type": None}, good % b"null-header"),
        "not-utf8": ({"ce_type": b"\xff\xfe"}, good % b"not-utf8"),
        "wrong-key": ({"ce_subject": b"another"}, good % b"wrong-key"),
        "no-body": ({}, None),
        "too-large": ({}, b'{"thing_id": "too-large", "number": "%s"}' % (b"x" * 900_000)),
        "wrong-field": ({}, b'{"thing_id": "wrong-field", "number": "many"}'),
        "no-sequence": ({"ce_sequence": b"soon"}, good % b"no-sequence"),
        "unknown-type": ({"ce_type": b"ThingPolished"}, good % b"unknown-type"),
        "gap": ({"ce_sequence": b"3"}, good % b"gap"),
    }
    fine = {
        "newer-field": ({}, b'{"thing_id": "newer-field", "number": 1, "colour": "blue"}'),
        "null-extra": ({"x-trace": None}, good % b"null-extra"),
    }
    for key, (headers, body) in (bad | fine).items():
        produce(mirror, key, headers, body)
    for key in fine:
        eventually(lambda key=key: seen(mirror, key) == [1])
    eventually(lambda: set(lanes(mirror)) == set(bad))
    heads = {key: lane["head"] for key, lane in lanes(mirror).items()}
    assert heads == {key: "waiting" if key == "unknown-type" else "parked" for key in bad}


def test_duplicates_and_late_records_have_no_effect_and_a_gap_closes(toy: Worker, mirror: Worker):
    mirror.start()
    for sequence in (1, 1, 3, 2, 2, 1, 3, 4):
        produce(mirror, "a", {"ce_sequence": b"%d" % sequence}, b'{"thing_id": "a", "number": %d}' % sequence)
    eventually(lambda: seen(mirror, "a") == [1, 2, 3, 4])
    assert mirror.get("/tallies/all")["bumps"] == 4
    eventually(lambda: lanes(mirror) == {})
