"""`relais match` as it is typed, in the folder of its files."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relais import cli
from tests.relais.matching.files import written

Match = Callable[..., tuple[int, str, str]]
Told = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs; four students and two mentors are there."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path)
    return tmp_path


@pytest.fixture
def match(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Match:
    """The exit status, and what was said on standard output and on standard error."""

    def run(*options: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["relais", "match", "students.csv", "mentors.csv", *options])
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def told(match: Match) -> Told:
    """The figures that `--json` prints."""

    def run(*options: str) -> dict[str, Any]:
        status, out, _ = match(*options, "--json")
        assert status == 0
        facts: dict[str, Any] = json.loads(out)
        return facts

    return run
