"""58 retirees on the association's list, and the trade of every retiree."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample.make.names import OLDER, WOMEN, People, address
from sample.make.network import ASSOCIATION, CAMPUS_PROGRAMME, EMPLOYERS, SCHOOL_PROGRAMME, TOWNS
from sample.make.person import IMPORT_DAY, SEASON, Person, Slot
from sample.make.trades import TRADES, offered

SIZE = 58
COUPLES = ((4, 5), (30, 31))
"""Places on the list of two who live together and share address and phone."""
FREE: tuple[Slot, ...] = (
    (1, 16 * 60, 19 * 60),
    (2, 9 * 60, 12 * 60),
    (2, 16 * 60 + 30, 19 * 60),
    (3, 13 * 60 + 30, 18 * 60),
    (4, 13 * 60 + 30, 19 * 60),
    (4, 9 * 60, 11 * 60 + 30),
    (5, 9 * 60, 12 * 60),
    (5, 16 * 60, 18 * 60 + 30),
    (6, 9 * 60 + 30, 12 * 60),
)
CAMPUS_TRADES = frozenset((10, 12, 15, 21, 22, 24, 27, 28, 29, 30))
"""Rows of TRADES that a university college asks for."""


def mentors(chance: Random, people: People) -> list[Person]:
    """The association's list, couples included."""
    retirees = [mentor(chance, people, number) for number in range(1, SIZE + 1)]
    for one, other in COUPLES:
        first, last = people.name(OLDER, retirees[one].last_name)
        retirees[other] = replace(
            retirees[other],
            first_name=first,
            last_name=last,
            trade=wording(TRADES[row_of(other + 1)][0], first),
            email=retirees[one].email,
            phone=retirees[one].phone,
            territory=retirees[one].territory,
        )
    return retirees


def mentor(chance: Random, people: People, number: int) -> Person:
    row = row_of(number)
    first, last = people.name(OLDER)
    forms, skills = TRADES[row]
    reached = chance.random() < 0.9
    return Person(
        reference=f"PL-{number:04d}",
        role="mentor",
        first_name=first,
        last_name=last,
        birth_date=birth_date(chance),
        email=address(first, last, "example.org") if reached else "",
        phone=people.phone(),
        organisation=ASSOCIATION,
        programmes=programmes(chance, row),
        languages=("fr", *languages(row, number)),
        skills=offered(skills, [chance.randint(2, 4) for _ in range(4)]),
        availability=tuple(sorted(chance.sample(FREE, chance.choice((3, 4, 4, 5))))),
        territory=chance.choice(TOWNS),
        travel_km=chance.choice((0, 10, 15, 20, 30)),
        modes=chance.choice((("in-person",), ("in-person", "online"), ("in-person", "online", "phone"), ("online",))),
        source=chance.choice(("word-of-mouth", "word-of-mouth", "campaign", "sign-up")),
        charter=IMPORT_DAY - timedelta(days=chance.randint(3, 60)),
        channel=chance.choice(("email", "phone")) if reached else "phone",
        places=chance.choice((1, 1, 1, 2, 2, 3)),
        months=chance.choice((6, 9, 10, 10, 12)),
        hours=chance.choice((2, 3, 4, 4, 6)),
        former_employer=employer(row, number),
        trade=wording(forms, first),
    )


def row_of(number: int) -> int:
    """Every trade in turn, so that the list covers what the schools seek."""
    return (number - 1) % len(TRADES)


def birth_date(chance: Random) -> date:
    """Between 62 and 78 years before the school year."""
    return date(SEASON - chance.randint(62, 78), 1, 1) + timedelta(days=chance.randrange(365))


def programmes(chance: Random, row: int) -> tuple[str, ...]:
    if row not in CAMPUS_TRADES:
        return (SCHOOL_PROGRAMME,)
    return chance.choice(((CAMPUS_PROGRAMME,), (SCHOOL_PROGRAMME, CAMPUS_PROGRAMME)))


def languages(row: int, number: int) -> tuple[str, ...]:
    """Further languages: those that the trade teaches, and here and there one of the family."""
    taught = {18: ("en",), 19: ("de",)}
    return taught.get(row, {3: ("ar",), 5: ("en",), 8: ("pt",)}.get(number % 11, ()))


def employer(row: int, number: int) -> str:
    """Glass and machines come from the glassworks, insurance from the mutual company, others from elsewhere."""
    if row in {4, 5, 6, 31}:
        return EMPLOYERS[0]
    return EMPLOYERS[1] if row in {13, 21} and number % 2 else ""


def wording(forms: str, first_name: str) -> str:
    """The trade in the masculine or the feminine form."""
    masculine, feminine = forms.split("|")
    return feminine if first_name in WOMEN else masculine
