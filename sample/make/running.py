"""The association's list of pairs that ran before the network did."""

import csv
import io

from sample.make.network import SCHOOL_PROGRAMME
from sample.make.person import SEASON, Person

COLUMNS = ("Élève", "Établissement", "Mentor", "Association", "Depuis", "Fin", "Accord signé le")
SINCE, UNTIL = f"{SEASON}-02-09", f"{SEASON + 1}-06-25"
SIZE = 5
NOBODY = "PL-9999"
"""A mentor who is on no list: the last line."""


def running_pairs(students: list[Person], mentors: list[Person]) -> bytes:
    """Students who have signed all they must, with mentors of the same town; one never signed an agreement."""
    ready = [student for student in students if student.guardian is None or student.guardian_consent]
    free = [mentor for mentor in mentors if SCHOOL_PROGRAMME in mentor.programmes and mentor.email]
    pairs: list[tuple[Person, Person]] = []
    for student in ready:
        near = [mentor for mentor in free if mentor.territory == student.territory]
        if near and len(pairs) < SIZE:
            pairs.append((student, near[0]))
            free.remove(near[0])
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for number, (student, mentor) in enumerate(pairs):
        signed = "" if number == 1 else SINCE
        reference = NOBODY if number == SIZE - 1 else mentor.reference
        rows.writerow((student.reference, student.organisation, reference, mentor.organisation, SINCE, UNTIL, signed))
    return text.getvalue().encode("cp1252")
