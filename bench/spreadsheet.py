"""A spreadsheet of people who do not exist, as schools and an association would save it, with its mistakes."""

import csv
import io
from itertools import cycle
from random import Random
from typing import NamedTuple

PEOPLE, BAD = 5_000, 0.03
SCHOOLS, ASSOCIATION, PROGRAMME = ("lycee-du-val", "lycee-du-mont", "college-du-lac"), "aines-du-val", "val-avenir"
TERRITORIES = ("gex", "dole", "lure")
SEED = 11
COLUMNS = {
    "reference": "Réf.",
    "role": "Rôle",
    "last_name": "Nom",
    "first_name": "Prénom",
    "birth": "Né(e) le",
    "email": "Courriel",
    "phone": "Téléphone",
    "organisation": "Établissement",
    "programme": "Programme",
    "stage": "Classe",
    "territory": "Secteur",
    "seeks": "Compétences recherchées",
    "offers": "Compétences proposées",
    "hours": "Disponibilités",
    "charter": "Charte signée le",
    "own": "Consentement",
    "guardian_last": "Nom du responsable",
    "guardian_first": "Prénom du responsable",
    "guardian_phone": "Téléphone du responsable",
    "guardian_consent": "Accord du responsable",
    "proof": "Preuve",
}
MISTAKES = (
    {"last_name": ""},
    {"birth": "31/02/2009"},
    {"birth": "01/01/2199"},
    {"territory": "atlantis"},
    {"organisation": "lycee-inconnu"},
    {"programme": "sans-avenir"},
    {"seeks": "Soudage:7"},
    {"seeks": "Soudage"},
    {"seeks": "Dressage de licornes:2"},
    {"email": "sans arobase"},
    {"phone": "12"},
    {"stage": "classe de mer"},
    {"hours": "quand je peux"},
    {"hours": "mer 17:00-14:00"},
    {"reference": "VAL-0", "organisation": ASSOCIATION},
)
"""What a line says wrongly; the first cell is to blame. The last is somebody who stands in the file already."""
FIRST = ("Ada", "Basile", "Clémence", "Denis", "Éloïse", "Fanny", "Gaspard", "Honorine", "Isaac", "Joséphine")
LAST = ("Aubier", "Brindille", "Corneille", "Du Verger", "Épinette", "Fougère", "Genêt", "Houx", "Iris", "Jonquille")
SKILLS = ("Soudage", "Plomberie et chauffage", "Comptabilité")


class Spreadsheet(NamedTuple):
    """`bad`: the column to blame, as the file calls it, by the number of the line, the header being 1."""

    content: bytes
    bad: dict[int, str]
    good: int


def make() -> Spreadsheet:
    """The same at each call; every kind of mistake as often as another. No spoilt line comes before the first three."""
    chance, kinds = Random(SEED), cycle(MISTAKES)
    spoilt = set(chance.sample(range(3, PEOPLE), round(PEOPLE * BAD)))
    text, bad = io.StringIO(), {}
    out = csv.DictWriter(text, list(COLUMNS), delimiter=";")
    out.writerow(COLUMNS)
    for number in range(PEOPLE):
        cells = _pupil(number, chance) if number % 5 else _mentor(number, chance)
        if number in spoilt:
            wrong = next(kinds)
            cells |= wrong
            bad[number + 2] = COLUMNS[next(iter(wrong))]
        out.writerow(cells)
    return Spreadsheet(text.getvalue().encode("cp1252"), bad, PEOPLE - len(bad))


def _pupil(number: int, chance: Random) -> dict[str, str]:
    """Every fourth one below 18, with a guardian who has signed and is registered too."""
    minor = number % 4 == 1
    guardian = {
        "guardian_last": LAST[number % 7],
        "guardian_first": "Camille",
        "guardian_phone": _phone(number + PEOPLE),
        "guardian_consent": "02/09/2026",
        "proof": f"classeur-{number}",
    }
    return _anybody(number, chance, 2010 if minor else 2005) | {
        "role": "élève",
        "organisation": SCHOOLS[number % 3],
        "stage": "2nde pro" if minor else "bts 1",
        "seeks": f"{SKILLS[number % 3]}:2",
        "own": "01/09/2026",
        **(guardian if minor else {}),
    }


def _mentor(number: int, chance: Random) -> dict[str, str]:
    return _anybody(number, chance, 1958) | {
        "role": "mentor",
        "organisation": ASSOCIATION,
        "offers": f"{SKILLS[number % 3]}:4",
        "charter": "01/09/2026",
    }


def _anybody(number: int, chance: Random, year: int) -> dict[str, str]:
    return {
        "reference": f"VAL-{number}",
        "last_name": f"{LAST[number % 10]}-{LAST[number // 10 % 10]}",
        "first_name": f"{FIRST[number // 100 % 10]}-{FIRST[number // 1000]}",
        "birth": f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{year}",
        "email": f"personne-{number}@val.example",
        "phone": _phone(number),
        "programme": PROGRAMME,
        "territory": TERRITORIES[number % 3],
        "hours": "mer 14:00-17:00, sam 9:00-12:00",
    }


def _phone(number: int) -> str:
    return f"06 39 98 {number // 100 % 100:02d} {number % 100:02d}"
