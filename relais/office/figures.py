"""`relais figures`: what a programme came to, in numbers."""

from collections import Counter
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from relais.office.desk import Desk, Thing
from relais.office.options import Lang, Programme
from relais.office.people import LIVE, People

MOST = 500  # sessions in one answer
FEW = 5


def figures(
    programme: Programme = None, *, since: date | None = None, until: date | None = None, lang: Lang = None
) -> None:
    """Count students, mentors, pairs, meetings, hours and endings of a programme.

    Parameters
    ----------
    since
        First day counted; the programme's first when none is given.
    until
        Last day counted; today when none is given.
    """
    desk = Desk.open(lang)
    people = People(desk)
    chosen = people.programme(programme)
    own = chosen["programme_id"]
    zone = ZoneInfo(chosen["policy"]["timezone"])
    first, last = since or date.fromisoformat(chosen["first_day"]), until or desk.now.astimezone(zone).date()
    began = datetime.combine(first, time(), zone)
    ended = datetime.combine(last, time.max, zone)
    desk.tell("figures", programme=chosen["name"], first=desk.day(first), last=desk.day(last))
    enrolments = desk.get("profiles", "/enrolments", programme=own)
    pairs = desk.get("matching", "/pairs", programme=own)
    facts = enrolled(enrolments) | paired(pairs, first, last) | met(_sessions(desk, own, began, ended))
    facts |= {"waiting": len(desk.get("matching", f"/programmes/{own}/waiting"))}
    for code in ("students", "mentors", "pairs", "meetings", "endings"):
        desk.tell(f"figures-{code}", **facts)
    for school, row in by_school(enrolments, pairs).items():
        names = {id: reference for reference, id in people.organisations.items()}
        desk.tell("figures-school", school=names.get(school, school), **row)
    desk.tell("figures-few", number=FEW)


def enrolled(enrolments: list[Thing]) -> dict[str, int]:
    """People by role, how many of them are cleared, and what mentors promised beside what they gave."""
    found: Counter[str] = Counter()
    for each in enrolments:
        found[f"{each['role']}s"] += 1
        found[f"{each['role']}s_cleared"] += each["state"] == "cleared"
        if promise := each["commitment"]:
            found["promised"] += promise["months"] * promise["hours_per_month"]
            found["given"] += each["minutes_held"] // 60
    names = ("mentees", "mentees_cleared", "mentors", "mentors_cleared", "promised", "given")
    return {name: found[name] for name in names}


def paired(pairs: list[Thing], first: date, last: date) -> dict[str, int]:
    """Pairs that began or ran in these days, and how the others ended."""
    began = [each for each in pairs if each["starts_on"] and each["starts_on"] <= last.isoformat()]
    ran = [each for each in began if not each["ends_on"] or each["ends_on"] >= first.isoformat()]
    over = [each for each in ran if each["status"] == "ended"]
    early = [each for each in over if each["behind"]["ending_reason"] != "time-up"]
    return {
        "ran": len(ran),
        "began": sum(each["starts_on"] >= first.isoformat() for each in ran),
        "running": sum(each["status"] in LIVE for each in ran),
        "planned": len(over) - len(early),
        "early": len(early),
        "rematch": sum(bool(each["behind"]["rematch_wanted"]) for each in over),
    }


def met(sessions: list[Thing]) -> dict[str, int]:
    held = [each for each in sessions if each["status"] == "held"]
    minutes = sum((each["recorded"] or each)["minutes"] for each in held)
    return {"held": len(held), "hours": minutes // 60, "missed": sum(each["status"] == "missed" for each in sessions)}


def by_school(enrolments: list[Thing], pairs: list[Thing]) -> dict[str, dict[str, int]]:
    """Students by school (id), and how many of them have or had a mentor."""
    with_mentor = {each["mentee"] for each in pairs if each["starts_on"]}
    found: dict[str, dict[str, int]] = {}
    for each in enrolments:
        if each["role"] == "mentee" and each["school"]:
            row = found.setdefault(each["school"], {"students": 0, "matched": 0})
            row["students"] += 1
            row["matched"] += each["person_id"] in with_mentor
    return dict(sorted(found.items()))


def _sessions(desk: Desk, programme: str, began: datetime, ended: datetime) -> list[Thing]:
    """All that started within these days, an answer of so many at a time."""
    found: dict[str, Any] = {}
    since = began.isoformat()
    while True:
        asked = {"programme_id": programme, "from": since, "until": ended.isoformat()}
        some = desk.get("scheduling", "/sessions", **asked)
        fresh = [each for each in some if each["session_id"] not in found]
        found |= {each["session_id"]: each for each in fresh}
        if len(some) < MOST or not fresh:
            return list(found.values())
        since = some[-1]["starts_at"]
