"""A broker that asks who comes and what they may, as `deploy/kafka/` sets it up; and that compacts within seconds."""

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from relais.infrastructure import jars, kafka
from relais.infrastructure.local import archive
from relais.infrastructure.ports import HOST, free_port

EXAMPLE = Path(__file__).parents[2] / "deploy" / "kafka"
OURS = """
listeners=PLAINTEXT://{host}:{port},PARTNERS://{host}:{door},CONTROLLER://{host}:{controller}
controller.quorum.voters=1@{host}:{controller}
super.users=User:ANONYMOUS
log.cleaner.backoff.ms=200
"""
TOOL = '#!/bin/sh\necho "$(basename "$0") $*" >> "$TOLD"\n'


class Broker:
    """`kafka` is the services' own door, `door` the partners'; `data` holds the segments."""

    def __init__(self, folder: Path) -> None:
        port, door, controller = free_port(), free_port(), free_port()
        self.kafka, self.door, self.folder = f"{HOST}:{port}", f"{HOST}:{door}", folder
        self.jars = jars.prepare(archive, lambda _: None)
        self.process = kafka.broker(folder, port, self.jars)
        settings = folder / "kafka" / "server.properties"
        partners = (EXAMPLE / "broker.properties").read_text().replace("SASL_SSL", "SASL_PLAINTEXT")
        own = OURS.format(host=HOST, port=port, door=door, controller=controller)
        settings.write_text(settings.read_text() + partners + own)  # of two lines with one name the last one holds

    @property
    def data(self) -> Path:
        return self.folder / "kafka" / "data"

    def admit(self, *partners: str) -> None:
        """Each with its own name as the password, and with what the example grants."""
        lines = [f"user partner-{partner} {partner}" for partner in partners]
        lines += [rule for partner in partners for rule in self._granted(partner)]
        command = ["java", "-Xmx128m", "-XX:TieredStopAtLevel=1", str(Path(__file__).parent / "Acls.java"), self.kafka]
        environment = {**os.environ, **jars.classpath(self.jars / "kafka")}
        subprocess.run(command, input="\n".join(lines), text=True, env=environment, check=True)

    def _granted(self, partner: str) -> Iterator[str]:
        """What the example's script would say to Kafka's tools: principal, operation, resource, pattern, name."""
        tools, told = self.folder / "tools", self.folder / f"told-{partner}"
        tools.mkdir(exist_ok=True)
        for name in ("kafka-acls.sh", "kafka-configs.sh"):
            (tools / name).write_text(TOOL)
            (tools / name).chmod(0o755)
        secret = {"KAFKA_PARTNER_PASSWORD": "kept-out-of-sight", "TOLD": str(told)}
        environment = {**os.environ, **secret, "PATH": f"{tools}:{os.environ['PATH']}"}
        subprocess.run([EXAMPLE / "partner.sh", self.kafka, "admin", partner], env=environment, check=True)
        assert "kept-out-of-sight" not in told.read_text()
        for line in told.read_text().splitlines():
            words = shlex.split(line)
            if words[0] != "kafka-acls.sh":
                continue
            given = list(pairwise(words))
            value = {name[2:]: text for name, text in given if name.startswith("--")}
            kind = "topic" if "topic" in value else "group"
            pattern = value.get("resource-pattern-type", "literal")
            for operation in (text for name, text in given if name == "--operation"):
                yield f"{value['allow-principal']} {operation} {kind} {pattern} {value[kind]}"


@contextmanager
def started(folder: Path) -> Iterator[Broker]:
    broker = Broker(folder)
    broker.process.start()
    try:
        yield broker
    finally:
        broker.process.stop()
