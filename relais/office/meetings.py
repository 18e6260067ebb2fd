"""`relais record …` of how it goes: a meeting, the answer to a check-in, a concern."""

import sys
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from cyclopts import Parameter

from relais.office.desk import Desk, Thing, at_noon
from relais.office.options import Channel, Flag, Lang, On, Other, Who, Whos
from relais.office.people import LIVE, People

Mode = Annotated[Literal["in-person", "online", "phone"], Parameter(help="In which way they met.")]
Place = Annotated[
    Literal["school", "company", "association", "library"],
    Parameter(help="Where, if they met in person."),
]
FlagOfAnswer = Annotated[
    list[Literal["going-well", "wants-help", "not-at-ease", "wants-to-stop", "goals-off-track"]],
    Parameter(name="--flag", negative=(), help="What the answer calls for."),
]
Severity = Annotated[
    Literal["low", "serious", "severe"],
    Parameter(help="Under a severe one whom it is about meets nobody, from that moment on."),
]


def meeting(
    who: Who,
    at: datetime,
    *,
    minutes: int | None = None,
    mode: Mode = "in-person",
    place: Place = "school",
    missed: Flag = False,
    other: Other = None,
    channel: Channel = "phone",
    lang: Lang = None,
) -> None:
    """Note that two met, or with --missed that a booked meeting did not take place, as one of them says.

    Parameters
    ----------
    at
        When it began, by the programme's clock: 2026-10-07T17:00.
    minutes
        How long it lasted; as agreed when none are given.
    missed
        It was booked, and they did not meet.
    """
    desk = Desk.open(lang)
    people = People(desk)
    person, pair = people.in_pair(who, other, (*LIVE, "ended"), "no-pair")
    zone = ZoneInfo(people.programme(pair["programme_id"])["policy"]["timezone"])
    starts = at if at.tzinfo else at.replace(tzinfo=zone)
    word = {"minutes": minutes, "mode": mode}
    booked = _booked(desk, pair, starts, zone)
    if booked:
        path = f"/sessions/{booked['session_id']}/{'missed' if missed else 'held'}"
        told = desk.post("scheduling", path, word, of=person, channel=channel)
    elif missed:
        raise desk.wrong("nothing-booked", two=people.pair(pair), day=desk.day(starts.date()))
    else:
        where: Thing = {"place": {"kind": place}} if mode == "in-person" else {}
        form = {"pair_id": pair["pair_id"], "starts_at": starts.isoformat(), "held": {}, **word, **where}
        told = desk.post("scheduling", "/sessions", form, of=person, channel=channel)
    desk.tell(f"meeting-{told['status']}", two=people.pair(pair), day=desk.day(starts.date()), minutes=told["minutes"])


def _booked(desk: Desk, pair: Thing, starts: datetime, zone: ZoneInfo) -> Thing | None:
    """The session of that local day for which nobody has said how it went."""
    day = starts.astimezone(zone).date()
    found = desk.get("scheduling", "/sessions", pair_id=pair["pair_id"], status="booked")
    return next((each for each in found if _local(each["starts_at"], zone) == day), None)


def _local(instant: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(instant).astimezone(zone).date()


def answer(
    who: Who,
    *said: str,
    flag: FlagOfAnswer | None = None,
    on: On = None,
    other: Other = None,
    channel: Channel = "phone",
    lang: Lang = None,
) -> None:
    """Note somebody's answer to the check-in that they were last asked.

    Parameters
    ----------
    said
        Answers by question: how-it-goes=4.
    """
    desk = Desk.open(lang)
    people = People(desk)
    person, pair = people.in_pair(who, other, (*LIVE, "ended"), "no-pair")
    follow_up = desk.get("feedback", f"/pairs/{pair['pair_id']}/follow-up")
    asked = [each for each in follow_up["check_ins"] if each["respondent"] == person and not each["answered_at"]]
    if not asked:
        raise desk.wrong("not-asked", who=people.name(person))
    newest = max(asked, key=lambda each: each["due_at"])
    zone = people.programme(pair["programme_id"])["policy"]["timezone"]
    form = {"answers": dict(map(_answer, said)), "flags": flag or [], **at_noon(on, desk.now, zone)}
    path = f"/pairs/{pair['pair_id']}/check-ins/{newest['check_in_id']}/answer"
    desk.post("feedback", path, form, of=person, channel=channel)
    desk.tell("answered", who=people.name(person), kind=desk.words(f"check-in-{newest['kind']}"))


def _answer(text: str) -> tuple[str, Any]:
    question, _, said = text.partition("=")
    return question, int(said) if said.isdigit() else said


def concern(
    severity: Severity,
    who: Whos,
    *others: Whos,
    caller: str | None = None,
    channel: Channel = "phone",
    lang: Lang = None,
) -> None:
    """Hand a concern to the safeguarding lead; what was said is read from the keyboard, and kept nowhere else.

    Parameters
    ----------
    caller
        Reference of the person who called, where they take part; without one it counts as the coordinator's word.
    """
    desk = Desk.open(lang)
    people = People(desk)
    about = [people.find(each)["person_id"] for each in (who, *others)]
    whose = caller and people.find(caller)["person_id"]
    if sys.stdin.isatty():
        desk.tell("what-was-said")
    programmes = {each["programme_id"] for each in people.enrolments(about[0])}
    form: Thing = {"about": {"kind": "person", "id": about[0]}, "persons": about, "severity": severity}
    if len(programmes) == 1:
        form["programme_id"] = programmes.pop()  # whose lead is asked
    told = desk.post("feedback", "/concerns", form | {"text": sys.stdin.read().strip()}, of=whose, channel=channel)
    desk.tell(f"concern-{severity}", deadline=desk.day(told["deadline"]))
