"""The engine as a process."""

import select
import subprocess
import sys

from pydantic import TypeAdapter

from services.matching.engine.people import Policy, Pool
from services.matching.engine.told import Opened
from tests.services.matching.engine.people import mentee, mentor

SERVICE = "import subprocess, sys; subprocess.run([sys.executable, '-m', 'services.matching.engine', 'live'])"


def test_the_engine_of_a_killed_service_ends_even_if_what_it_reads_stays_open():
    pool = Opened("school", Pool((mentee("mia"),), (mentor("paul"),)), Policy("total"), 0)
    service = subprocess.Popen([sys.executable, "-c", SERVICE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert service.stdin and service.stdout
    service.stdin.write(TypeAdapter(Opened).dump_json(pool) + b"\n")
    service.stdin.flush()
    assert service.stdout.readline()
    service.kill()
    readable, _, _ = select.select([service.stdout], [], [], 10)
    assert readable and service.stdout.read() == b"", "the engine lives on"
