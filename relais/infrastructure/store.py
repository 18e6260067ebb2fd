"""The document store as one plain process: a server of the MongoDB protocol over one file."""

from pathlib import Path

from relais.infrastructure.jars import JAVA, classpath, shared
from relais.infrastructure.process import Process

READY = "ready"


def store(folder: Path, port: int, jars: Path, options: list[str] | None = None) -> Process:
    """The store whose file lies in `<folder>/store`; `options` replace those for the class archive."""
    file = folder / "store" / "documents"
    file.parent.mkdir(parents=True, exist_ok=True)
    archive = shared(jars / "store.jsa") if options is None else options
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"
    command = [*JAVA, "-Xmx512m", *archive, quiet, "Store", str(port), str(file)]
    return Process("store", command, folder=folder, port=port, ready=READY, env=classpath(jars / "store"))
