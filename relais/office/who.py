"""`relais who`: somebody by the spreadsheet's reference, and how to reach them."""

from relais.display import say
from relais.office.desk import Desk
from relais.office.options import Flag, Lang, Whos
from relais.office.people import LIVE, OPEN, People, sides


def who(*who: Whos, id: Flag = False, lang: Lang = None) -> None:
    """Show who somebody is: how to reach them, where they stand, with whom they are paired.

    Parameters
    ----------
    id
        Print the id alone, for commands that need one.
    """
    desk = Desk.open(lang)
    people = People(desk)
    for reference in who:
        person = people.find(reference)["person_id"]
        if id:
            print(person)
            continue
        told = people.contact(person)
        reach = ", ".join(told[way] for way in ("phone", "email") if told.get(way)) or "-"
        say(desk.words("who", who=people.name(person), reach=reach, id=person), style="bold")
        for enrolment in people.enrolments(person):
            programme = people.programme(enrolment["programme_id"])
            role, state = (desk.known(about, enrolment[about]) for about in ("role", "state"))
            desk.tell("who-enrolled", role=role, programme=programme["name"], state=state)
            for pair in desk.get("matching", "/pairs", programme=programme["programme_id"]):
                if person in sides(pair) and pair["status"] in (*OPEN, *LIVE):
                    desk.tell("who-pair", two=people.pair(pair), state=desk.known("pair", pair["status"]))
