"""A person's row, written the way a coordinator writes."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from sample.make import words
from sample.make.dialects import Dialect
from sample.make.person import Guardian, Person, Slot

Cells = dict[str, str]
"""What each column says; the columns' names are those of `headers`."""


def cells(person: Person, dialect: Dialect) -> Cells:
    """What the person's row says, by column."""
    word = dialect.words()
    names = words.skill_names(dialect.skills)
    text = dialect.between.join
    skills = text(f"{names[skill]}:{level}" for skill, level in person.skills)
    guardian = person.guardian or Guardian(first_name="", last_name="", email="", phone="")
    mentee = person.role == "mentee"
    return {
        **plain_cells(person),
        "role": word[person.role],
        "last_name": surname(person.last_name, dialect),
        "birth_date": day(person.birth_date, dialect),
        "phone": phone(person.phone, dialect),
        "channel": word[f"channel-{person.channel}"],
        "guardian_last_name": surname(guardian.last_name, dialect),
        "guardian_first_name": guardian.first_name,
        "guardian_email": guardian.email,
        "guardian_phone": phone(guardian.phone, dialect),
        "programme": text(person.programmes),
        "stage": word.get(person.stage, person.stage),
        "priority": word[f"priority-{person.priority}"],
        "languages": text(word[f"language-{code}"] for code in person.languages),
        "seeks": skills if mentee else "",
        "offers": "" if mentee else skills,
        "availability": text(slot(each, dialect) for each in person.availability),
        "modes": text(word[mode] for mode in person.modes),
        "goals": text(word[goal] for goal in person.goals),
        "consent": day(person.consent, dialect),
        "guardian_consent": day(person.guardian_consent, dialect),
        "consent_purposes": text(word[purpose] for purpose in ("participation", "data", "results")),
        "charter": day(person.charter, dialect),
        "source": word[person.source],
    }


def plain_cells(person: Person) -> Cells:
    """What is written alike everywhere."""
    same = ("reference", "first_name", "email", "organisation", "territory", "trade", "former_employer")
    return {
        **{column: getattr(person, column) for column in same},
        "travel_km": str(person.travel_km),
        "places": str(person.places),
        "commitment_months": str(person.months),
        "commitment_hours": str(person.hours),
        "consent_text": "1",
        "consent_proof": person.proof,
        "notes": "à relancer" if person.minor and not person.guardian_consent else "",
    }


def day(when: date | None, dialect: Dialect) -> str:
    return when.strftime(dialect.date) if when else ""


def surname(name: str, dialect: Dialect) -> str:
    return name.upper() if dialect.capitals else name


def phone(number: str, dialect: Dialect) -> str:
    """+33639981234 as it is, or as 06 39 98 12 34 with the dialect's mark between."""
    if not number or dialect.phone is None:
        return number
    national = "0" + number.removeprefix("+33")
    return dialect.phone.join(national[at : at + 2] for at in range(0, 10, 2))


def slot(hours: Slot, dialect: Dialect) -> str:
    """A stretch of one day, such as `mer 14:00-17:00`, `mer 14h-17h30` or `mercredi 14h–17h30`."""
    weekday, start, end = hours
    ends = (hour(minutes, dialect) for minutes in (start, end))
    return f"{dialect.days[weekday - 1]} {dialect.dash.join(ends)}"


def hour(minutes: int, dialect: Dialect) -> str:
    written = dialect.hour.format(h=minutes // 60, m=minutes % 60)
    return f"{written}{minutes % 60:02d}" if written.endswith("h") and minutes % 60 else written


def file_bytes(rows: Iterable[Cells], dialect: Dialect) -> bytes:
    """The whole file as the coordinator's spreadsheet saves it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator=dialect.newline)
    writer.writerow(dialect.headers.values())
    writer.writerows([row[column] for column in dialect.headers] for row in rows)
    writer.writerows([""] * len(dialect.headers) for _ in range(dialect.blank_lines))
    return out.getvalue().encode(dialect.encoding)
