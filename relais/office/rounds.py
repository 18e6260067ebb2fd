"""`relais round`: ask, look at the preview, strike, pin, solve again, publish."""

import time
from collections.abc import Callable
from typing import Annotated

from cyclopts import Parameter

from relais.display import say
from relais.office.desk import Desk, Thing
from relais.office.options import Flag, Lang, Programme
from relais.office.people import People
from relais.office.preview import Preview

SOLVED_S = 600.0
PAUSE_S = 0.2
Numbers = Annotated[list[int] | None, Parameter(negative=())]


def round_(
    programme: Programme = None,
    *,
    strike: Numbers = None,
    pin: Numbers = None,
    free: Numbers = None,
    why: int | None = None,
    again: Flag = False,
    publish: Flag = False,
    drop: Flag = False,
    lang: Lang = None,
) -> None:
    """Ask who goes with whom, and show it: nothing goes out before --publish. The round that is open is shown again.

    Parameters
    ----------
    strike
        Number in the preview of a pair to leave out; may be given several times.
    pin
        Number of a pair to keep when the round is solved again; may be given several times.
    free
        Number of a pair that is neither struck out nor pinned any more.
    why
        Number in the preview: why these two, and what a swap would cost all; or why somebody has nobody.
    again
        Solve it again, around what is pinned and without what is struck out.
    publish
        Send the pairs out as proposals, those struck out aside.
    drop
        Give this round up: nothing of it goes out.
    """
    desk = Desk.open(lang)
    people = People(desk)
    chosen = people.programme(programme)
    preview = _mark(desk, _preview(people, chosen), strike or [], pin or [], free or [])
    path = f"/rounds/{preview.round_id}"
    if why is not None:
        _explain(desk, preview, why)
        return
    if again:
        desk.post("matching", f"{path}/again")
        preview = Preview(people, _solved(desk, preview.round_id), _enrolments(desk, chosen))
    if drop:
        desk.post("matching", f"{path}/drop")
        desk.tell("round-dropped")
        return
    if publish:
        desk.post("matching", f"{path}/publication")
        _published(desk, preview)
        return
    for line in preview.lines():
        say(line)


def _preview(people: People, programme: Thing) -> Preview:
    """The round that is open, else a new one. Raises Complaint."""
    desk = people.desk
    found = desk.get("matching", "/rounds", programme=programme["programme_id"])
    going = [each for each in found if each["status"] in ("requested", "solved") and not each["publishing"]]
    asked = going[-1] if going else desk.post("matching", f"/programmes/{programme['programme_id']}/rounds")
    return Preview(people, _solved(desk, asked["round_id"]), _enrolments(desk, programme))


def _enrolments(desk: Desk, programme: Thing) -> dict[str, str]:
    """People by enrolment."""
    found = desk.get("profiles", "/enrolments", programme=programme["programme_id"])
    return {each["enrolment_id"]: each["person_id"] for each in found}


def _solved(desk: Desk, round_id: str) -> Thing:
    """Raises Complaint where nothing came of it."""
    told = _until(desk, round_id, lambda each: each["status"] != "requested")
    if told["status"] == "dropped":
        raise desk.wrong("round-nobody")
    return told


def _published(desk: Desk, preview: Preview) -> None:
    told = _until(desk, preview.round_id, lambda each: each["status"] == "published")
    out = [each for each in told["pairs"] if not each["struck"] and not each["skipped"]]
    desk.tell("round-published", number=len(out), struck=sum(each["struck"] for each in told["pairs"]))
    for each in told["pairs"]:
        if each["skipped"]:
            desk.tell("round-skipped", two=preview.two(each), why=desk.known("skipped", each["skipped"]))


def _until(desk: Desk, round_id: str, so: Callable[[Thing], bool]) -> Thing:
    end = time.monotonic() + SOLVED_S
    while not so(told := desk.get("matching", f"/rounds/{round_id}")):
        if time.monotonic() > end:
            raise desk.wrong("round-slow")
        time.sleep(PAUSE_S)
    return dict(told)


def _mark(desk: Desk, preview: Preview, strike: list[int], pin: list[int], free: list[int]) -> Preview:
    """Marks are added to those that stand; a pair has one of them. Raises Complaint for an unknown number."""
    marks = {name: preview.marked(name) for name in ("struck", "pinned")}
    named = {"struck": preview.ids(strike), "pinned": preview.ids(pin)}
    gone = preview.ids(free)
    wanted = {
        "struck": (marks["struck"] | named["struck"]) - gone - named["pinned"],
        "pinned": (marks["pinned"] | named["pinned"]) - gone - named["struck"],
    }
    order = ("pinned", "struck") if named["struck"] else ("struck", "pinned")  # what is taken off goes first
    for name in order:
        if wanted[name] != marks[name]:
            marked = {"pair_ids": sorted(wanted[name])}
            preview.told = desk.put("matching", f"/rounds/{preview.round_id}/{name}", marked)
    return preview


def _explain(desk: Desk, preview: Preview, number: int) -> None:
    told = desk.get("matching", f"/rounds/{preview.round_id}/explanations/{preview.mentee(number)}")
    sentences = told["coordinator"][desk.lang]
    if told["mentor"]:  # matching has no words for skills, and begins with the reasons
        reasons = preview.reasons(number)
        sentences = [*reasons, *sentences[len(reasons) :]]
    say(preview.title(number), style="bold")
    for sentence in sentences:
        say(f"    {sentence}")
