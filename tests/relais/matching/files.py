"""Spreadsheets as schools write them, small enough to see who goes with whom."""

import csv
import io
from pathlib import Path

STUDENTS = """Reference,Role,School,Priority,Languages,Skills sought,Availability,Territory,Travel (km),Modes
S-1,student,north,none,fr,Welding:2,Mon 14:00-16:00,lorneville,10,in person
S-2,student,north,priority,fr,Welding:2,Mon 14:00-16:00,lorneville,10,in person
S-3,student,south,none,"fr, en",Masonry:1,Tue 14:00-16:00,montcel,0,online
S-4,student,south,none,ar,Masonry:1,Tue 14:00-16:00,montcel,0,online
"""
MENTORS = """Reference,Role,Languages,Skills offered,Availability,Territory,Travel (km),Modes,Places
M-1,mentor,fr,Welding:4,"Mon 13:00-17:00, Tue 9:00-10:00",lorneville,10,"in person, online",1
M-2,mentor,"fr, en",Masonry:3,Tue 13:00-17:00,lorneville,10,online,2
"""
FRENCH = {
    "Reference": "Référence",
    "Role": "Rôle",
    "School": "Établissement",
    "Priority": "Priorité",
    "Languages": "Langues",
    "Skills sought": "Compétences recherchées",
    "Skills offered": "Compétences proposées",
    "Availability": "Disponibilités",
    "Territory": "Territoire",
    "Travel (km)": "Déplacement (km)",
}


def written(folder: Path, students: str = STUDENTS, mentors: str = MENTORS) -> tuple[Path, Path]:
    files = folder / "students.csv", folder / "mentors.csv"
    for file, text in zip(files, (students, mentors), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def in_french(text: str) -> bytes:
    """The same people as a French Excel saves them: French headers, semicolons, Windows-1252."""
    head, *rows = csv.reader(io.StringIO(text))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([[FRENCH.get(name, name) for name in head], *rows])
    return out.getvalue().encode("cp1252")
