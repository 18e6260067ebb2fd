"""The report: one page, well formed, readable by a screen reader, that asks nothing of any network."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.relais.matching.conftest import Match
from tests.relais.matching.files import MENTORS, STUDENTS, in_french, written

VOID = {"meta", "br", "line", "rect"}


class Checked(HTMLParser):
    """Every element closed in its place; what has an id, what refers to one, and what would be fetched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.referred: list[str] = []
        self.fetched: list[str] = []
        self.unscoped = 0
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.referred += given.get("aria-labelledby", "").split()
        self.fetched += [given[name] for name in ("src", "href", "srcset", "action", "data") if name in given]
        self.unscoped += tag == "th" and given.get("scope") not in ("row", "col")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words += data


@pytest.fixture
def report(folder: Path, match: Match) -> str:
    assert match("--policy", "strict", "--report", "report.html")[0] == 0
    return (folder / "report.html").read_text(encoding="utf-8")


def test_the_page_is_well_formed_and_fetches_nothing(report: str) -> None:
    checked = Checked(report)
    assert checked.fetched == [] and "script" not in checked.tags
    assert "//" not in report and "url(" not in report and "@import" not in report
    assert "default-src 'none'" in report


def test_a_screen_reader_finds_its_way(report: str) -> None:
    checked = Checked(report)
    assert report.startswith("<!DOCTYPE html>\n<html lang=")
    assert len(set(checked.ids)) == len(checked.ids)
    assert set(checked.referred) <= set(checked.ids) and checked.referred
    assert checked.tags.count("table") == checked.tags.count("caption") > 2
    assert checked.unscoped == 0
    assert {"main", "title", "desc"} <= set(checked.tags)
    assert checked.tags.count("h1") == 1


def test_the_page_tells_what_was_found(report: str) -> None:
    words = Checked(report).words
    for told in (
        "Policy “strict”",
        "Yes, and it is proved. All 8 pairs of 4 students and 2 mentors were looked at; 3 of them suit each other.",
        "2 students have no mentor under this plan.",
        "S-1",
        "Policies side by side",
    ):
        assert told in words, told


def test_the_page_speaks_french_to_whom_the_files_do(folder: Path, match: Match) -> None:
    for file, text in (("students.csv", STUDENTS), ("mentors.csv", MENTORS)):
        (folder / file).write_bytes(in_french(text))
    match("--report", "report.html")
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "2 élèves n’ont pas de mentor dans ce plan." in Checked(page).words


def test_a_name_in_the_files_is_nowhere_in_what_is_written(folder: Path, match: Match) -> None:
    named = [
        f"{line},{name}" for line, name in zip(STUDENTS.splitlines(), ("Last name", *["Quenouille"] * 4), strict=True)
    ]
    written(folder, students="\n".join(named) + "\n")
    match("--out", "pairs.csv", "--report", "report.html")
    assert all("Quenouille" not in (folder / file).read_text("utf-8") for file in ("pairs.csv", "report.html"))


def test_what_a_file_says_is_never_markup(folder: Path, match: Match) -> None:
    written(folder, STUDENTS + "S-5,student,north,none,fr,<b>bold</b>,Mon 14:00-16:00,lorneville,0,online\n")
    match("--report", "report.html")
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;bold" in page and "<b>" not in page


def test_the_page_of_a_pool_without_a_pair_is_well_formed(folder: Path, match: Match) -> None:
    written(folder, mentors=MENTORS.replace("Mon", "Sun").replace("Tue", "Sun"))
    match("--report", "report.html")
    Checked((folder / "report.html").read_text(encoding="utf-8"))
