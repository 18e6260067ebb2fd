"""What the spreadsheets say of people, and what is said of lines that cannot be taken."""

from pathlib import Path

import pytest

from relais.complaint import BadInput
from relais.matching.people import MENTORS as MENTOR_COLUMNS
from relais.matching.people import STUDENTS as STUDENT_COLUMNS
from relais.matching.people import mentors, students
from relais.matching.sheet import Sheet, known_as
from relais.words import MATCHING, words
from services.matching.engine.people import Mentee, Mentor
from tests.relais.matching.files import MENTORS, STUDENTS, in_french, written


def sheet(file: Path, role: str = "mentee", lang: str | None = None) -> Sheet:
    needed = STUDENT_COLUMNS if role == "mentee" else MENTOR_COLUMNS
    return Sheet(file, role, needed, lang, lambda size: None)


def refused(folder: Path, last: str, role: str = "mentee") -> list[tuple[int, str | None, str]]:
    """The refusals of a file that ends with this line."""
    files = written(folder, STUDENTS + last, MENTORS + last)
    read = sheet(files[role == "mentor"], role)
    for _ in students(read) if role == "mentee" else mentors(read):
        pass
    return [(each.line, each.column, each.reason) for each in read.refused]


def test_a_student_is_what_the_line_says(tmp_path: Path) -> None:
    _, _, third, _ = students(sheet(written(tmp_path)[0]))
    assert known_as(third.id) == ("S-3", 4)
    assert third == Mentee(
        id=third.id,
        person=third.person,
        languages=frozenset({"fr", "en"}),
        seeks={"trades.masonry": 1},
        hours=((1 * 1440 + 14 * 60, 1 * 1440 + 16 * 60),),
        territory="montcel",
        modes=frozenset({"online"}),
        travels=False,
        school="south",
    )


def test_a_mentor_is_what_the_line_says(tmp_path: Path) -> None:
    first, _ = mentors(sheet(written(tmp_path)[1], "mentor"))
    assert first == Mentor(
        id=first.id,
        person=first.person,
        languages=frozenset({"fr"}),
        offers={"trades.welding": 4},
        hours=((13 * 60, 17 * 60), (1440 + 9 * 60, 1440 + 10 * 60)),
        territory="lorneville",
        modes=frozenset({"in-person", "online"}),
        places=1,
    )


def test_a_french_file_says_the_same(tmp_path: Path) -> None:
    file = written(tmp_path)[0]
    english = list(students(sheet(file)))
    file.write_bytes(in_french(STUDENTS))
    french = sheet(file)
    assert list(students(french)) == english
    assert (french.lang, french.refused) == ("fr", [])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_language_is_that_of_the_header_unless_another_is_asked_for(tmp_path: Path, mark: str) -> None:
    file = written(tmp_path, students=mark + STUDENTS)[0]
    assert (sheet(file).lang, sheet(file, lang="fr").lang) == ("en", "fr")


def test_what_a_line_leaves_out_is_as_in_an_import(tmp_path: Path) -> None:
    file = written(tmp_path, mentors="Skills offered,Availability,Territory\nWelding:4,Mon 14:00-16:00,lorneville\n")[1]
    (mentor,) = mentors(sheet(file, "mentor"))
    assert (mentor.places, mentor.travels, mentor.languages) == (1, True, {"fr"})
    assert mentor.modes == {"in-person", "online", "phone"}
    assert known_as(mentor.id) == ("", 2)


def test_hours_that_touch_are_one_stretch(tmp_path: Path) -> None:
    touching = line(Availability='"Mon 15:00-15:30, Mon 15:30-16:00"')
    *_, last = students(sheet(written(tmp_path, STUDENTS + touching)[0]))
    assert last.hours == ((15 * 60, 16 * 60),)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Skills sought", "Weldinng:2", "unknown-skill"),
        ("Skills sought", "Welding", "level-missing"),
        ("Skills sought", "Welding:7", "level-out-of-range"),
        ("Availability", "Mon 16:00-14:00", "hours-end-before-they-start"),
        ("Availability", "whenever", "not-hours"),
        ("Availability", '"Mon 14:00-16:00, Mon 15:00-17:00"', "hours-overlap"),
        ("Languages", "elvish", "unknown-word"),
        ("Priority", "9", "unknown-word"),
        ("Territory", "", "missing"),
        ("Territory", "=1+1", "not-a-reference"),
        ("Travel (km)", "far", "not-a-number"),
        ("Role", "mentor", "other-role"),
        ("Reference", "S-1", "said-before"),
        ("Reference", "=1+1", "not-a-reference"),
    ],
)
def test_a_line_that_cannot_be_taken_is_told_by_number_column_and_reason(
    tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    assert refused(tmp_path, line(**{column: cell})) == [(6, column, reason)]
    assert all(
        f"refused-{reason}" in words(lang, MATCHING) or f"refused-{reason}-plain" in words(lang, MATCHING)
        for lang in ("fr", "en")
    )


def test_a_cell_too_many_is_told_of_the_whole_line(tmp_path: Path) -> None:
    assert refused(tmp_path, line(Modes="in person, online")) == [(6, None, "more-cells-than-columns")]


def line(**cells: str) -> str:
    """A good line for the students' file, but for these cells."""
    good = "S-5,student,north,none,fr,Welding:2,Mon 14:00-16:00,lorneville,0,online"
    return (
        ",".join((dict(zip(STUDENTS.splitlines()[0].split(","), good.split(","), strict=True)) | cells).values()) + "\n"
    )


def test_one_reference_in_two_schools_are_two_students(tmp_path: Path) -> None:
    assert refused(tmp_path, line(Reference="S-1", School="south")) == []


def test_a_mentor_may_have_no_place_left_but_not_less(tmp_path: Path) -> None:
    more = "M-3,mentor,fr,Welding:4,Mon 13:00-17:00,lorneville,10,online,{}\n"
    assert refused(tmp_path, more.format(0), "mentor") == []
    assert refused(tmp_path, more.format(-1), "mentor") == [(4, "Places", "not-a-number")]
    assert refused(tmp_path, more.format(99), "mentor") == [(4, "Places", "out-of-range")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a CSV file"),
        (b"\xff\xfeR\x00e\x00f\x00", "is not a CSV file"),
        (b"Reference,Availability\nS-1,Mon 14:00-16:00\n", "names no column for “Skills sought”, “Territory”"),
        (b"Nom;Langues\nx;fr\n", "ne nomme aucune colonne pour « Compétences recherchées »"),
        (b"Availability,Dispos,Seeks,Territory\n", "Two columns say the same: availability"),
    ],
)
def test_a_file_without_the_columns_gives_one_sentence_in_its_own_language(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "students.csv"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=sentence):
        sheet(file)


def test_a_file_that_is_not_there_gives_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        sheet(tmp_path / "none.csv")
