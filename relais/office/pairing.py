"""`relais record …` of what the two of a pair say: yes, no, a signature, an ending, another year."""

from datetime import date
from typing import Annotated, Literal

from cyclopts import Parameter

from relais.office.desk import Desk, Thing, at_noon
from relais.office.each import each
from relais.office.options import Channel, Flag, Lang, On, Other, Who, Whos
from relais.office.people import LIVE, OPEN, People

Support = Annotated[
    Literal["schoolwork", "trade", "orientation", "job-search", "network", "confidence"],
    Parameter(help="What they agree to work on."),
]
NoReason = Annotated[
    Literal["hours", "distance", "subject", "no-time", "already-known", "conflict-of-interest", "own-wish"],
    Parameter(help="Why; only coordinators read it."),
]
EndReason = Annotated[
    Literal["goals-reached", "no-contact", "not-a-fit", "moved", "no-time", "own-wish"],
    Parameter(help="Why; the other is never told."),
]
Guardian = Annotated[bool, Parameter(negative=(), help="It is the guardian's signature.")]


def yes(*who: Whos, on: On = None, other: Other = None, channel: Channel = "phone", lang: Lang = None) -> None:
    """Note that somebody accepts the proposal that was made to them; the second yes makes them a pair."""
    desk = Desk.open(lang)
    people = People(desk)

    def note(reference: str) -> None:
        person, pair = people.in_pair(reference, other, OPEN, "no-proposal")
        path, word = f"/pairs/{pair['pair_id']}/acceptance", _on(desk, people, pair, on)
        told = desk.post("matching", path, word, of=person, channel=channel)
        code = "formed" if told["status"] == "formed" else "accepted"
        desk.tell(code, who=people.name(person), two=people.pair(told))

    each(who, note)


def no(
    who: Who,
    *,
    reason: NoReason = "own-wish",
    on: On = None,
    other: Other = None,
    channel: Channel = "phone",
    lang: Lang = None,
) -> None:
    """Note that somebody declines a proposal; the place is free again, and only coordinators read why."""
    desk = Desk.open(lang)
    people = People(desk)
    person, pair = people.in_pair(who, other, OPEN, "no-proposal")
    form = {"reason": reason, **_on(desk, people, pair, on)}
    desk.post("matching", f"/pairs/{pair['pair_id']}/decline", form, of=person, channel=channel)
    desk.tell("declined", who=people.name(person))


def signature(
    *who: Whos,
    support: Support = "orientation",
    guardian: Guardian = False,
    on: On = None,
    other: Other = None,
    channel: Channel = "paper",
    lang: Lang = None,
) -> None:
    """Note a signature under a pair's agreement; the first one brings its terms, as the programme has them."""
    desk = Desk.open(lang)
    people = People(desk)

    def note(reference: str) -> None:
        person, pair = people.in_pair(reference, other, LIVE, "no-pair")
        form = _on(desk, people, pair, on)
        if pair["agreement"]["terms"] is None:
            form["terms"] = _terms(people, pair, support)
        whose = _guardian(people, person) if guardian else person
        path = f"/pairs/{pair['pair_id']}/agreement/signature"
        told = desk.post("matching", path, form, of=whose, channel=channel)
        lacks = ", ".join(desk.known("voice", voice) for voice in told["agreement"]["missing"])
        desk.tell("signed-missing" if lacks else "signed", two=people.pair(told), what=lacks)

    each(who, note)


def ending(
    who: Who,
    *,
    reason: EndReason = "own-wish",
    rematch: Flag = False,
    last_day: date | None = None,
    on: On = None,
    other: Other = None,
    channel: Channel = "phone",
    lang: Lang = None,
) -> None:
    """Note that somebody ends their pair; the other reads neutral words only.

    Parameters
    ----------
    rematch
        The student wants another mentor, and comes first in the next round.
    last_day
        Leaves time for a goodbye, as 2027-01-31; it ends now when none is given.
    """
    desk = Desk.open(lang)
    people = People(desk)
    person, pair = people.in_pair(who, other, LIVE, "no-pair")
    form = {"reason": reason, "rematch_wanted": rematch, "last_day": last_day and last_day.isoformat()}
    path = f"/pairs/{pair['pair_id']}/ending"
    told = desk.post("matching", path, form | _on(desk, people, pair, on), of=person, channel=channel)
    last, undo = desk.day(last_day or desk.now.date()), told["undo_until"]
    desk.tell("ending", two=people.pair(told), last=last, undo=desk.day(undo) if undo else "-")


def renewal(who: Who, *, until: date, other: Other = None, lang: Lang = None) -> None:
    """Note that the two go on for longer than planned, as both have said.

    Parameters
    ----------
    until
        Their new last day, as 2028-06-30.
    """
    desk = Desk.open(lang)
    people = People(desk)
    _, pair = people.in_pair(who, other, LIVE, "no-pair")
    told = desk.post("matching", f"/pairs/{pair['pair_id']}/renewal", {"ends_on": until.isoformat()})
    desk.tell("renewed", two=people.pair(told), last=desk.day(told["ends_on"]))


def _on(desk: Desk, people: People, pair: Thing, on: date | None) -> Thing:
    return dict(at_noon(on, desk.now, people.programme(pair["programme_id"])["policy"]["timezone"]))


def _terms(people: People, pair: Thing, support: str) -> Thing:
    own = people.enrolments(pair["mentee"], pair["programme_id"])
    mentee = next(enrolment for enrolment in own if enrolment["role"] == "mentee")
    months = people.programme(pair["programme_id"])["policy"]["duration_months"]
    known = {"goals": mentee["goals"], "cadence": pair["cadence"], "modes": pair["modes"]}
    return {**known, "support": support, "duration_months": months}


def _guardian(people: People, person: str) -> str:
    """The only one. Raises Complaint."""
    found: list[str] = sorted({guardian for own in people.enrolments(person) for guardian in own["guardians"]})
    if len(found) != 1:
        raise people.desk.wrong("which-guardian", known=", ".join(found) or "-")
    return found[0]
