"""What two companies publish about retirees who agreed to be nominated."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sample.make.mentors import birth_date, row_of, wording
from sample.make.names import OLDER, People, address
from sample.make.network import EMPLOYERS, TOWNS
from sample.make.person import IMPORT_DAY
from sample.make.trades import TRADES

ROWS = {EMPLOYERS[0]: (5, 6, 4, 31, 25, 3, 2), EMPLOYERS[1]: (13, 21, 12, 10, 24)}
"""Trades of each company's nominees, as rows of TRADES."""
AGREED = (
    "J'accepte que mon ancien employeur transmette mes coordonnées au réseau de mentorat du Val de Lorne, "
    "qui me demandera de confirmer."
)


def nominations(chance: Random, people: People, company: str) -> dict[str, Any]:
    """The company's events in the order of publishing. The glassworks forgot an agreement once."""
    events = [nomination(chance, people, row) for row in ROWS[company]]
    if company == EMPLOYERS[0]:
        events.insert(3, without_agreement(nomination(chance, people, row_of(1))))
    return {"partner": company, "events": events}


def nomination(chance: Random, people: People, row: int) -> dict[str, Any]:
    """The variable headers and the body of a MentorNominated."""
    first, last = people.name(OLDER)
    forms, skills = TRADES[row]
    born = birth_date(chance)
    left = date(min(born.year + chance.randint(60, 64), IMPORT_DAY.year), chance.randint(1, 7), 1)
    data = {
        "given_name": first,
        "family_name": last,
        "birth_date": born.isoformat(),
        "email": address(first, last, "example.org"),
        "phone": people.phone(),
        "languages": ["fr"],
        "trade": wording(forms, first),
        "skills": skills.split(),
        "territory": chance.choice(TOWNS),
        "worked_since": left.replace(year=left.year - chance.randint(12, 38)).isoformat(),
        "worked_until": left.isoformat(),
        "agreed": {"on": (IMPORT_DAY - timedelta(days=chance.randint(5, 40))).isoformat(), "text": AGREED},
    }
    return {
        "ce_id": f"{chance.getrandbits(64):016x}",
        "ce_type": "MentorNominated",
        "ce_subject": f"ret-{chance.getrandbits(40):010x}",
        "data": data,
    }


def without_agreement(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "data": {name: value for name, value in event["data"].items() if name != "agreed"}}
