"""Commands as a user types them: real processes, in a folder of their own."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from relais.infrastructure.jars import PROJECT
from relais.running import Running
from relais.tokens import make_keys

Relais = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "relais"


@pytest.fixture
def relais(folder: Path) -> Relais:
    """Runs a command to its end."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "relais", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=30,
            cwd=PROJECT,
            env=environment(folder),
            check=False,
        )

    return run


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "RELAIS_FOLDER": str(folder), "COLUMNS": "200"}


@pytest.fixture
def running(folder: Path) -> Running:
    """A network that is written down and has keys, though nothing of it runs."""
    make_keys(folder / "keys")
    running = Running(
        network="val",
        kafka="127.0.0.1:1",
        mongo="mongodb://127.0.0.1:1",
        services={"profiles": "http://127.0.0.1:1"},
        keys=folder / "keys",
        logs=folder / "logs",
    )
    running.write(folder)
    return running


class Desk:
    """Stands for a service: gives fixed answers by method and path, and remembers what was asked of it."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, Any]] = {}
        self.asked: list[tuple[str, bytes]] = []
        self.tokens: list[str] = []


@pytest.fixture
def desk(running: Running, folder: Path) -> Iterator[Desk]:
    """The service `profiles` of the network that is written down."""
    desk = Desk()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            desk.asked.append((f"{self.command} {self.path}", body))
            desk.tokens.append(self.headers["Authorization"].removeprefix("Bearer "))
            status, answer = desk.answers.get(
                f"{self.command} {self.path.split('?')[0]}", (404, {"detail": "Nothing."})
            )
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    running.model_copy(update={"services": {"profiles": address}}).write(folder)
    yield desk
    server.shutdown()
    server.server_close()
