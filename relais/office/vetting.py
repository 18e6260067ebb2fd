"""`relais record …` of what clears somebody: steps, consents, clearance; and whether a look-alike is the same."""

from typing import Annotated, Literal

from cyclopts import Parameter

from relais.office.desk import Desk, Thing
from relais.office.each import each
from relais.office.missing import missing
from relais.office.options import Channel, Flag, Lang, On, Programme, Who, Whos
from relais.office.people import People

Kind = Annotated[
    Literal["interview", "honourability-check", "references", "charter", "training"],
    Parameter(help="Which step of the vetting was done."),
]
Purposes = Annotated[
    list[Literal["participation", "data", "results"]], Parameter(help="What the consent is given for.")
]
Proof = Annotated[str | None, Parameter(help="Where the signed paper is kept; a guardian's consent needs it.")]
Guardian = Annotated[bool, Parameter(negative=(), help="It is the guardian's word, not the student's.")]
By = Annotated[str | None, Parameter(help="Id of the guardian who signed, where there are several.")]


def step(kind: Kind, *who: Whos, on: On = None, programme: Programme = None, lang: Lang = None) -> None:
    """Note that a step of the vetting was done; done again, it renews a clearance."""
    desk = Desk.open(lang)
    people = People(desk)
    form = {"kind": kind, "done_on": (on or desk.now.date()).isoformat()}

    def note(reference: str) -> None:
        enrolment = people.enrolment(reference, programme)
        told = desk.post("profiles", f"/enrolments/{enrolment['enrolment_id']}/steps", form)
        _what_is_missing(people, reference, told)

    each(who, note)


def consent(
    *who: Whos,
    on: On = None,
    guardian: Guardian = False,
    by: By = None,
    proof: Proof = None,
    purposes: Purposes | None = None,
    channel: Channel = "paper",
    programme: Programme = None,
    lang: Lang = None,
) -> None:
    """Note a student's consent, or with --guardian that of the guardian, with the place of the signed paper."""
    desk = Desk.open(lang)
    people = People(desk)
    form = {"purposes": purposes or ["participation"], "said_on": (on or desk.now.date()).isoformat(), "proof": proof}

    def note(reference: str) -> None:
        enrolment = people.enrolment(reference, programme)
        whose = (by or _guardian(people, enrolment)) if guardian else enrolment["person_id"]
        path = f"/enrolments/{enrolment['enrolment_id']}/consents"
        _what_is_missing(people, reference, desk.post("profiles", path, form, of=whose, channel=channel))

    each(who, note)


def clearance(*who: Whos, ready: Flag = False, programme: Programme = None, lang: Lang = None) -> None:
    """Clear somebody whose steps and consents are all there; from then on they can be matched.

    Parameters
    ----------
    ready
        Everybody in the programme of whom nothing is missing.
    """
    desk = Desk.open(lang)
    people = People(desk)
    known = _ready(people, programme) if ready else {}

    def note(reference: str) -> None:
        enrolment = known.get(reference) or people.enrolment(reference, programme)
        if lacks := _lacks(people, enrolment):
            raise desk.wrong("not-ready", what=lacks)
        told = desk.post("profiles", f"/enrolments/{enrolment['enrolment_id']}/clearance")
        until = told["cleared_until"]
        code = "cleared-until" if until and until[:4] < "2999" else "cleared"
        desk.tell(code, who=people.name(told["person_id"]), until=desk.day(until or desk.now.date()))

    each((*who, *known), note)


def identity(who: Who, *, same: Flag = False, other: Flag = False, lang: Lang = None) -> None:
    """Say whether somebody who is held is the one whom they resemble.

    Parameters
    ----------
    same
        They are one person.
    other
        They are two people.
    """
    desk = Desk.open(lang)
    if same == other:
        raise desk.wrong("same-or-other")
    people = People(desk)
    held = people.find(who)
    desk.post("profiles", f"/people/{held['person_id']}/identity", {"same": same})
    desk.tell("identity-same" if same else "identity-other", who=who)


def _what_is_missing(people: People, reference: str, enrolment: Thing) -> None:
    desk, name = people.desk, people.name(enrolment["person_id"])
    if lacks := _lacks(people, enrolment):
        desk.tell("noted-missing", who=name, what=lacks)
    elif enrolment["state"] in ("asked", "in-vetting"):
        desk.tell("noted-ready", who=name, reference=reference)
    else:
        desk.tell("noted", who=name)


def _lacks(people: People, enrolment: Thing) -> str:
    """In words, nothing where nothing is missing."""
    desk, policy = people.desk, people.programme(enrolment["programme_id"])["policy"]
    return ", ".join(desk.known("step", kind) for kind in missing(enrolment, policy, desk.now.date()))


def _ready(people: People, programme: str | None) -> dict[str, Thing]:
    """Enrolments that only wait for a clearance, by id."""
    chosen = people.programme(programme)
    found = people.desk.get("profiles", "/enrolments", programme=chosen["programme_id"])
    asked = [one for one in found if one["state"] in ("asked", "in-vetting")]
    day = people.desk.now.date()
    return {one["enrolment_id"]: one for one in asked if not missing(one, chosen["policy"], day)}


def _guardian(people: People, enrolment: Thing) -> str:
    """The only one. Raises Complaint."""
    found = enrolment["guardians"]
    if len(found) != 1:
        named = ", ".join(f"{people.name(one)}: {one}" for one in found) or "-"
        raise people.desk.wrong("which-guardian", known=named)
    return str(found[0])
