"""The command line as somebody meets it who has never seen it."""

import io
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from cyclopts import App
from rich.console import Console

from chassis.auth import Grant, Keys
from chassis.settings import Settings
from relais.cli import app
from relais.running import Running
from tests.relais.conftest import Relais


def commands(group: App, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that does something, as it is typed."""
    for name in group:
        if not name.startswith("-"):
            inner = list(commands(group[name], (*path, name)))
            yield from inner or [(*path, name)]


def shown(*typed: str) -> str:
    console = Console(file=io.StringIO(), width=200)
    app([*typed, "--help"], console=console, result_action="return_value")
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_the_commands_are_those_that_the_readme_names() -> None:
    assert {" ".join(path) for path in commands(app)} == {
        "run",
        "stop",
        "import",
        "match assign",
        "partner check",
        "rebuild",
        "events tail",
        "parked list",
        "parked show",
        "parked release",
        "parked discard",
        "parked rulings",
        "audit",
        "token",
        "open",
        "record step",
        "record consent",
        "record clearance",
        "record identity",
        "record yes",
        "record no",
        "record signature",
        "record ending",
        "record renewal",
        "record meeting",
        "record answer",
        "record concern",
        "round",
        "today",
        "who",
        "figures",
    }


def test_the_page_of_help_tells_what_each_command_does(relais: Relais) -> None:
    told = {line.strip("│ ").partition(" ")[0]: line for line in relais("--help").stdout.splitlines()}
    assert all(len(told[name].strip("│ ").split()) > 5 for name in app if not name.startswith("-"))


@pytest.mark.parametrize("typed", list(commands(app)), ids=" ".join)
def test_every_command_says_in_a_sentence_what_it_does_and_explains_each_option(typed: tuple[str, ...]) -> None:
    usage, sentence, *rest = [line.strip() for line in shown(*typed).splitlines() if line.strip()]
    assert usage.startswith(f"Usage: relais {' '.join(typed)}")
    assert sentence[0].isupper() and len(sentence.split()) > 5
    rows = [line.strip("│ *") for line in rest if line.startswith("│")]
    assert all(len(row.split()) > 4 for row in rows), rows


def test_a_command_without_a_network_says_how_to_start_one(relais: Relais) -> None:
    done = relais("parked", "list")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "relais: No network runs here: start one with `relais run`.\n"


def test_a_taken_port_gives_one_sentence_and_another_exit_status_than_0(relais: Relais, folder: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):  # somebody has it already, which is just as well
            other.bind(("127.0.0.1", 8003))
            other.listen()
        done = relais("run", "--no-sample")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "Port 800" in done.stderr and "is taken" in done.stderr
    assert not (folder / "run.json").exists()


async def test_a_token_is_accepted_by_the_services(relais: Relais, running: Running) -> None:
    done = relais("token", "--role", "coordinator", "--person", "p-1", "--programme", "a", "--programme", "b")
    identity = await Keys(Settings(jwks=str(running.keys / "jwks.json"))).identify(done.stdout.strip())
    assert (identity.network, identity.person) == ("val", "p-1")
    assert identity.grants == (Grant(role="coordinator", programmes=frozenset({"a", "b"})),)


def test_a_service_that_is_down_gives_one_sentence(relais: Relais, running: Running) -> None:
    done = relais("parked", "list")
    assert done.returncode == 1
    assert done.stderr == "relais: profiles does not answer at http://127.0.0.1:1: is `relais run` up?\n"
