"""`relais today`: what awaits a coordinator, in words, with what to do about it."""

from collections import defaultdict
from datetime import timedelta

from relais.display import say
from relais.office.desk import Desk, Thing
from relais.office.options import Flag, Lang, Programme
from relais.office.people import People
from relais.office.queue import Found, Item, awaiting

SHOWN = 12


def today(programme: Programme = None, *, all: Flag = False, lang: Lang = None) -> None:
    """Show what awaits you: silent pairs, answers overdue, clearances that run out, who waits; and what to do.

    Parameters
    ----------
    all
        Every line, not the first twelve under each heading.
    """
    desk = Desk.open(lang)
    people = People(desk)
    chosen = people.programme(programme)
    under: dict[str, list[Item]] = defaultdict(list)
    for item in awaiting(_found(desk, chosen), desk.now):
        under[item.heading].append(item)
    desk.tell("today", day=desk.day(desk.now.date()), programme=chosen["name"])
    for heading, items in under.items():
        say("")
        say(desk.words.count(heading, len(items)), style="bold")
        shown = items if all else items[:SHOWN]
        for line in sorted(_line(people, item) for item in shown):
            say(f"  {line}")
        if len(shown) < len(items):
            desk.tell("more", number=len(items) - len(shown))
        say(f"  → {desk.words(f'{heading}-do')}")
    if not under:
        desk.tell("nothing-awaits")


def _found(desk: Desk, programme: Thing) -> Found:
    own, now = programme["programme_id"], desk.now.isoformat()
    past = (desk.now - timedelta(days=120)).isoformat()
    sessions = {"programme_id": own, "from": past}
    return Found(
        programme=programme,
        enrolments=desk.get("profiles", "/enrolments", programme=own),
        pairs=desk.get("matching", "/pairs", programme=own),
        at_risk=desk.get("feedback", "/pairs/at-risk", programme=own),
        sessions=desk.get("scheduling", "/sessions", **sessions, until=now, status="booked"),
        disputed=desk.get("scheduling", "/sessions", **sessions, disputed=True),
        waiting=desk.get("matching", f"/programmes/{own}/waiting"),
        rounds=desk.find("matching", "/rounds", programme=own) or [],
        held=desk.get("profiles", "/people", standing="held"),
        nominations=desk.find("profiles", "/nominations") or [],
    )


def _line(people: People, item: Item) -> str:
    """Names, what is the matter, by when."""
    desk = people.desk
    names = [people.name(each) for each in item.people]
    facts = {"day": desk.day(item.day) if item.day else "-", "number": item.number}
    whom = desk.words("two", mentor=names[0], mentee=names[1]) if len(names) > 1 else "".join(names)
    known = [_code(desk, code) for code in item.codes]
    return desk.words(f"{item.heading}-line", who=whom, what=", ".join(known), **facts).strip(" :,")


def _code(desk: Desk, code: str) -> str:
    about, _, own = code.partition("-")
    return desk.known(about, own)
