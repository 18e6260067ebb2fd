"""TCP ports on this machine."""

import os
import socket
from itertools import count

from relais.infrastructure.errors import InfrastructureError

HOST = "127.0.0.1"

# Below the range from which the system takes outgoing ports: a client that dials a killed server's port there can
# connect to itself, and then the server cannot come back.
FIRST, SIZE = 20_000, 10_000

_steps = count()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port that nobody listens on; another at each call, and seldom that of another process doing the same."""
    for _ in range(SIZE):
        port = FIRST + (os.getpid() * 997 + next(_steps)) % SIZE
        if is_free(port):
            return port
    raise InfrastructureError(f"No port is free between {FIRST} and {FIRST + SIZE}: stop some servers.")
