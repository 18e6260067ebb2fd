"""Apache Kafka as one plain process: broker and controller in KRaft mode."""

from pathlib import Path
from string import Template

from relais.infrastructure.jars import JAVA, SOURCES, classpath, shared
from relais.infrastructure.ports import free_port
from relais.infrastructure.process import Process

READY = "Kafka Server started"
LOG_LEVELS = {"defaultLogLevel": "warn", "log.kafka.server.KafkaRaftServer": "info", "showDateTime": "true"}


def broker(folder: Path, port: int, jars: Path, options: list[str] | None = None) -> Process:
    """The broker whose data and configuration lie in `<folder>/kafka`; `options` replace those for the archive."""
    settings = _configure(folder / "kafka", port)
    levels = [f"-Dorg.slf4j.simpleLogger.{name}={value}" for name, value in LOG_LEVELS.items()]
    archive = shared(jars / "kafka.jsa") if options is None else options
    command = [*JAVA, "-Xmx512m", *archive, *levels, "kafka.Kafka", str(settings)]
    return Process("kafka", command, folder=folder, port=port, ready=READY, env=classpath(jars / "kafka"))


def _configure(home: Path, port: int) -> Path:
    data = home / "data"
    data.mkdir(parents=True, exist_ok=True)
    identity = data / "meta.properties"
    if not identity.exists():
        # All that the storage tool would write for a node with a fixed quorum, without its second of Java.
        identity.write_text("version=1\ncluster.id=relais-local-cluster0\nnode.id=1\n", encoding="utf-8")
    template = Template((SOURCES / "kafka" / "server.properties").read_text(encoding="utf-8"))
    settings = home / "server.properties"
    settings.write_text(template.substitute(port=port, controller_port=free_port(), data=data), encoding="utf-8")
    return settings
