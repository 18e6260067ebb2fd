"""The first preview is solved again around the best pair, without the weakest; then it goes out."""

from typing import Any

from sample.play import stories
from tests.sample.play.conftest import Play


def preview(scores: dict[str, int]) -> dict[str, Any]:
    pairs = [
        {"pair_id": name, "mentee": f"e-s{name}", "mentor": f"e-m{name}", "score": score}
        for name, score in scores.items()
    ]
    totals = {"pairs": len(pairs), "mentees": 9, "places": 9}
    return {"round_id": "r", "pairs": pairs, "totals": totals, "certificate": {"optimal": True}, "moved": ["x"]}


async def test_what_is_pinned_stays_and_what_is_struck_out_is_not_found(play: Play) -> None:
    for name in "abcdef":
        play.enrol(f"m{name}", "mentor")
        play.enrol(f"s{name}", "mentee", school="school")
    look = play.staff.association.preview.look
    play.doors.answers["/rounds/r"] = preview({"a": 200, "b": 95, "c": 150, "d": 150, "e": 150, "f": 150})
    await look("r")
    assert play.doors.commands == ["/rounds/r/pinned", "/rounds/r/struck", "/rounds/r/again"]
    marked = [body["pair_ids"] for _, path, body in play.doors.sent if path.endswith(("pinned", "struck"))]
    assert marked == [["a"], ["b"]]
    play.doors.answers["/rounds/r"] = preview({"a": 200, "c": 150, "d": 80})
    await look("r")
    assert play.doors.sent[-2][2] == {"pair_ids": ["d"]}
    assert play.doors.commands[-1] == "/rounds/r/publication"
    assert stories.PINNED in play.stage.shown.ticked
