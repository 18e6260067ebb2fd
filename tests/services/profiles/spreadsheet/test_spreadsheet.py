"""Spreadsheets as coordinators save them: separators, encodings, headers, and every wrong line with its reason."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.spreadsheet import cells, words
from services.profiles.spreadsheet.cells import Bad
from services.profiles.spreadsheet.headers import ALIASES, COLUMNS, plain
from services.profiles.spreadsheet.reader import Network, Refusal
from services.profiles.spreadsheet.row import Row, read_rows
from services.profiles.spreadsheet.table import ColumnsMissing, UnreadableFile, read_table
from services.profiles.taxonomy import taxonomy

NETWORK = Network(
    organisations={"lycee": "school-id"},
    programmes={"avenir": "programme-id"},
    territories={"montcel": "montcel"},
    taxonomy=taxonomy(),
    today=date(2026, 9, 1),
)
GOOD = {
    "Référence": "TR-1",
    "Rôle": "élève",
    "Nom": "Chardonnel",
    "Prénom": "Léana",
    "Date de naissance": "30/11/2010",
    "Établissement": "lycee",
    "Programme": "avenir",
    "Territoire": "montcel",
}


def written(*rows: dict[str, str], delimiter: str = ";", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    headers = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerow(headers)
    writer.writerows([[row.get(name, "") for name in headers] for row in rows])
    return out.getvalue().encode(encoding)


def read(*rows: dict[str, str], **how: str) -> tuple[list[Row], list[Refusal]]:
    return read_rows(read_table(written(*rows, **how)), NETWORK)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_the_same_person_is_read_however_the_file_was_saved(delimiter, encoding, newline):
    (row,), refused = read(GOOD, delimiter=delimiter, encoding=encoding, newline=newline)
    assert refused == []
    assert (row.reach.given_name, row.reach.birth_date, row.organisation) == ("Léana", date(2010, 11, 30), "school-id")


@pytest.mark.parametrize("column", ALIASES)
def test_every_name_of_a_column_is_understood_whatever_its_case_and_underscores(column):
    for name in ALIASES[column]:
        assert COLUMNS[plain(name.upper().replace(" ", "_"))] == column


def test_empty_lines_and_unknown_columns_are_passed_over():
    table = read_table(written({**GOOD, "Observations": "à relancer"}, dict.fromkeys(GOOD, ""), GOOD))
    assert ([line.number for line in table.lines], table.ignored) == ([2, 4], ("Observations",))


def test_a_cell_over_two_lines_does_not_shift_the_numbers():
    _, refused = read({**GOOD, "Notes": "une\nligne"}, {**GOOD, "Référence": "TR-2", "Prénom": ""})
    assert [(each.line, each.column, each.reason) for each in refused] == [(4, "Prénom", "missing")]


@pytest.mark.parametrize(
    ("column", "text", "reason", "suggestion"),
    [
        ("Date de naissance", "31/02/2010", "not-a-day", "31/12/2026"),
        ("Date de naissance", "30/11/2030", "out-of-range", None),
        ("Rôle", "stagiaire", "unknown-word", "mentee, mentor"),
        ("Courriel", "adresse inconnue", "not-an-email", None),
        ("Téléphone", "12", "not-a-phone", "06 12 34 56 78"),
        ("Territoire", "atlantide", "unknown-territory", None),
        ("Établissement", "autre", "unknown-organisation", None),
        ("Programme", "autre", "unknown-programme", None),
        ("Compétences recherchées", "Mathémathiks:2", "unknown-skill", "Mathématiques"),
        ("Compétences recherchées", "Alchimie des nuages:3", "unknown-skill", None),
        ("Compétences recherchées", "Soudage:7", "level-out-of-range", "1 to 4"),
        ("Compétences recherchées", "Soudage", "level-missing", "Soudage:2"),
        ("Disponibilités", "mer 17h-14h", "hours-end-before-they-start", None),
        ("Disponibilités", "mer 14h-16h, mer 15h-17h", "hours-overlap", None),
        ("Disponibilités", "parfois", "not-hours", "mer 14:00-17:00"),
        ("Places", "beaucoup", "not-a-number", None),
        ("Places", "51", "out-of-range", "1 to 50"),
        ("Prénom", "", "missing", None),
    ],
)
def test_a_wrong_cell_refuses_its_line_with_number_column_and_reason(column, text, reason, suggestion):
    other = {**GOOD, "Référence": "TR-2"}
    rows, refused = read({**GOOD, column: text}, other)
    assert refused == [Refusal(line=2, column=column, reason=reason, suggestion=suggestion)]
    assert [row.line for row in rows] == [3]


def test_all_that_is_wrong_with_a_line_is_told_at_once():
    _, refused = read({**GOOD, "Prénom": "", "Territoire": "atlantide"})
    assert [each.column for each in refused] == ["Prénom", "Territoire"]


def test_a_refusal_never_quotes_what_names_a_person():
    bad = {**GOOD, "Date de naissance": "Chardonnel", "Courriel": "Chardonnel", "Téléphone": "Chardonnel"}
    _, refused = read(bad)
    assert refused
    assert "Chardonnel" not in repr(refused)


def test_whoever_gives_a_number_and_no_address_is_reached_by_phone():
    number, address = {"Téléphone": "06 39 98 12 34"}, {"Courriel": "lea@example.org"}
    ways = [number, address, number | address, {}]
    rows = [row for way in ways for row in read({**GOOD, **way})[0]]
    assert [row.reach.preferred_channel for row in rows] == ["phone", "email", "email", "email"]


def test_a_guardians_consent_needs_its_proof():
    _, refused = read({**GOOD, "Consentement du responsable": "01/09/2026"})
    assert [(each.column, each.reason) for each in refused] == [("consent_proof", "missing")]


def test_a_reference_stands_once_in_a_file():
    rows, refused = read(GOOD, GOOD)
    assert (len(rows), refused[0].line, refused[0].reason, refused[0].suggestion) == (1, 3, "said-before", "2")


def test_whoever_could_not_be_known_again_is_refused():
    _, refused = read({**GOOD, "Référence": "", "Rôle": "mentor", "Date de naissance": ""})
    assert [(each.column, each.reason) for each in refused] == [("Référence", "missing")]


def test_a_separator_without_quotes_is_noticed():
    whole = written(GOOD, delimiter=",").replace(b"montcel", b"montcel,ville")
    _, refused = read_rows(read_table(whole), NETWORK)
    assert [each.reason for each in refused] == ["more-cells-than-columns"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01", "Nom;Prénom".encode("utf-16")])
def test_what_is_no_csv_file_is_refused_as_a_whole(data):
    with pytest.raises((UnreadableFile, ColumnsMissing)):
        read_table(data)


def test_a_file_without_names_is_refused_as_a_whole():
    with pytest.raises(ColumnsMissing, match="last_name"):
        read_table(written({"Rôle": "mentor", "Prénom": "x"}))


@pytest.mark.parametrize("text", ["mer 14:00-17:30", "Wed 14:00-17:30", "mer 14h-17h30", "mercredi 14h–17h30"])
def test_hours_are_read_as_people_write_them(text):
    (stretch,) = cells.hours(words.WEEKDAYS)(text)
    assert (stretch.weekday, stretch.start, stretch.end) == (3, "14:00", "17:30")


@pytest.mark.parametrize("text", ["+33639981234", "06 39 98 12 34", "06.39.98.12.34", "0639981234"])
def test_phone_numbers_are_read_as_people_write_them(text):
    assert cells.phone(text) == "+33639981234"


NAMES = st.text("abcéèç'- ABC;,\"\n", min_size=1, max_size=30).map(str.strip).filter(bool)
PEOPLE = st.lists(st.tuples(NAMES, NAMES, st.dates(date(1950, 1, 1), date(2015, 1, 1)), st.integers(1, 4)), max_size=6)


@given(PEOPLE, st.sampled_from(";,\t"), st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]), st.booleans())
def test_whatever_is_written_is_read_again(people, delimiter, encoding, iso):
    rows = [
        {
            **GOOD,
            "Référence": f"R-{number}",
            "Nom": family,
            "Prénom": given_name,
            "Date de naissance": born.isoformat() if iso else born.strftime("%d/%m/%Y"),
            "Compétences recherchées": f"soudeur:{level}",
        }
        for number, (family, given_name, born, level) in enumerate(people)
    ]
    found, refused = read(*(rows or [GOOD]), delimiter=delimiter, encoding=encoding)
    assert refused == []
    if rows:
        read_back = [(r.reach.family_name, r.reach.given_name, r.reach.birth_date) for r in found]
        assert read_back == [person[:3] for person in people]
        assert [row.portrait.seeks[0].level for row in found] == [person[3] for person in people]


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reader(data):
    try:
        table = read_table(data)
    except (UnreadableFile, ColumnsMissing):
        return
    read_rows(table, NETWORK)


@given(st.sampled_from(list(ALIASES)), st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_no_cell_whatever_breaks_the_reader(column, text):
    others = {name: cell for name, cell in GOOD.items() if COLUMNS[plain(name)] != column}
    read({**others, column: text})


def test_the_samples_wrong_lines_and_no_others_are_refused():
    data = Path(__file__).parents[4] / "sample" / "data"
    known = {name: name for name in _sample_names()}
    towns = ["lorneville", "saint-aubry", "montcel", "roche-vive", "valmerange", "fontenelle", "haute-lorne"]
    areas = {town: town for town in (*towns, "plateau-arvigny")}
    network = Network(known, known, areas, taxonomy(), date(2026, 9, 10))
    lines = {
        path.name: [each.line for each in read_rows(read_table(path.read_bytes()), network)[1]]
        for path in (*data.glob("students-*.csv"), *data.glob("mentors-*.csv"))
    }
    assert lines == {
        "students-lycee-trois-rivieres.csv": [9, 23],
        "students-lycee-grand-chene.csv": [6, 20],
        "students-lycee-pro-forges.csv": [12, 19],
        "students-college-universitaire.csv": [5, 16],
        "mentors-association.csv": [11, 29, 44],
    }


def _sample_names() -> list[str]:
    schools = ["lycee-trois-rivieres", "lycee-grand-chene", "lycee-pro-forges", "college-universitaire"]
    others = ["verrerie-aubrelle", "mutuelle-lornaise", "passerelles-lorne", "lorne-avenir", "lorne-campus"]
    return [*schools, *others]


def test_a_bad_cell_says_what_may_have_been_meant():
    with pytest.raises(Bad) as refused:
        cells.competences(taxonomy())("Mathémathiks:2")
    assert refused.value.suggestion == "Mathématiques"
