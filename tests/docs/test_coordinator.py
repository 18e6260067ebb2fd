"""docs/coordinator.md is followed, command by command, in a network of its own; what it shows is then really shown."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from relais.cli import app
from relais.complaint import Complaint
from relais.infrastructure.jars import PROJECT
from relais.infrastructure.local import Infrastructure
from relais.tokens import Issuer
from tests.docs.page import Step, steps
from tests.docs.year import Year
from tests.processes import eventually

TEXT = (PROJECT / "docs" / "coordinator.md").read_text(encoding="utf-8")
ENGLISH, FRENCH = map(steps, TEXT.split("\n# La première année d'un coordinateur\n"))
SHELL = re.compile(r"\||^(?!relais )")
INNER = re.compile(r"\$\((relais [^()$]+)\)")
LOOK = re.compile(r"^relais (today|round|figures|import .*--dry-run)$")
QUOTED = re.compile(r'"[^"]*"')
CATCH_UP_S = 20


@pytest.fixture
def year(tmp_path: Path, issuer: Issuer) -> Iterator[Year]:
    """On a broker and a store of its own: the others' auditors read every stream of theirs."""
    with Infrastructure(tmp_path / "servers") as servers:
        year = Year(servers, issuer, tmp_path / "network")
        yield year
        year.end()


@pytest.fixture
def desk(tmp_path: Path, year: Year, monkeypatch: pytest.MonkeyPatch) -> "Desk":
    """The folder of somebody who follows the page."""
    own = tmp_path / "own"
    shutil.copytree(PROJECT / "docs" / "coordinator", own)
    monkeypatch.chdir(own)
    for name in ("RELAIS_TOKEN", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("RELAIS_FOLDER", str(year.folder))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    return Desk(year, tmp_path, monkeypatch)


class Desk:
    """Types a line, and tells whether it ended well and what it printed."""

    def __init__(self, year: Year, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._year, self._variables, self._monkeypatch = year, folder / "variables", monkeypatch

    def type(self, line: str) -> tuple[bool, str]:
        while inner := INNER.search(line):
            line = line.replace(inner[0], self._here(inner[1])[1].strip())
        return self._in_a_shell(line) if SHELL.search(line) else self._here(line)

    def _here(self, line: str) -> tuple[bool, str]:
        """A command without its process: Python and its libraries need not be loaded each time."""
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            try:
                app(shlex.split(line)[1:], result_action="return_value")
            except SystemExit as end:
                return not end.code, printed.getvalue()
            except Complaint as error:
                return False, str(error)
        return True, printed.getvalue()

    def _in_a_shell(self, line: str) -> tuple[bool, str]:
        """Its variables are there for the next lines."""
        script = f"set -a\n{line.replace('http://127.0.0.1:8004', self._year.address('feedback'))}\n"
        script += f"ended=$?; env -0 > {self._variables}; exit $ended"
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)
        for variable in self._variables.read_text().split("\0"):
            name, _, value = variable.partition("=")
            if name in ("RELAIS_TOKEN", "ODILE"):
                self._monkeypatch.setenv(name, value)
        return done.returncode == 0, done.stdout + done.stderr


def test_the_page_can_be_followed_to_the_end_of_the_first_year(year: Year, desk: Desk) -> None:
    day = ""
    for step, french in zip(ENGLISH, FRENCH, strict=True):
        if step.day != day:
            day = step.day
            year.begin(day)
        _follow(desk, step, step.line)
        if french.shown and LOOK.match(step.line):
            _follow(desk, french, f"{french.line} --lang fr")


def _follow(desk: Desk, step: Step, line: str) -> None:
    """What only looks does so until the services have caught up; what changes something must do it at once."""
    printed: list[str] = []

    def shown() -> bool:
        done, told = desk.type(line)
        printed.append(told)
        good = (done or "--dry-run" in line) and set(step.shown) <= set(told.splitlines())
        assert good or LOOK.match(step.line)
        if not good and step.line == "relais round":
            desk.type("relais round --drop")  # it was asked for before everybody was known
        return good

    try:
        eventually(shown, CATCH_UP_S)
    except AssertionError:
        pytest.fail(f"{step.day}: {line}\nprinted\n{printed[-1]}\nwhere the page says\n{step.shown}")


def test_both_languages_type_the_same() -> None:
    english, french = ([(each.day, QUOTED.sub("", each.line)) for each in told] for told in (ENGLISH, FRENCH))
    assert english == french
