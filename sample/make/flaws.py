"""Lines that an import must refuse: one more person each, with one cell that cannot be right."""

from dataclasses import dataclass

from sample.make.cells import Cells


@dataclass(frozen=True)
class Flaw:
    """`line` counts the header as 1."""

    line: int
    column: str
    text: str


FLAWS = {
    "students-lycee-trois-rivieres.csv": (
        Flaw(9, "seeks", "Mathématques:2, Parcoursup:1"),
        Flaw(23, "birth_date", "31/02/2010"),
    ),
    "students-lycee-grand-chene.csv": (
        Flaw(6, "last_name", ""),
        Flaw(20, "seeks", "Accounting:7 | CV writing:2"),
    ),
    "students-lycee-pro-forges.csv": (
        Flaw(12, "availability", "mer 17h-14h, ven 17h-18h30"),
        Flaw(19, "role", "stagiaire"),
    ),
    "students-college-universitaire.csv": (
        Flaw(5, "territory", "atlantide"),
        Flaw(16, "email", "adresse inconnue"),
    ),
    "mentors-association.csv": (
        Flaw(11, "offers", "Alchimie des nuages:3"),
        Flaw(29, "first_name", ""),
        Flaw(44, "places", "beaucoup"),
    ),
}


def with_flaws(good: list[Cells], spare: list[Cells], flaws: tuple[Flaw, ...]) -> list[Cells]:
    """The good rows with a spare one, spoilt, at each flaw's line."""
    rows = list(good)
    for flaw, row in zip(flaws, spare, strict=True):
        rows.insert(flaw.line - 2, {**row, flaw.column: flaw.text})
    return rows
