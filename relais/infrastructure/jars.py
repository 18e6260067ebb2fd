"""The jars of both servers: resolved by Maven, compiled and archived once, reused afterwards without a network."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from relais.infrastructure.errors import InfrastructureError

PROJECT = Path(__file__).parents[2]
SOURCES = PROJECT / "deploy" / "local"
CACHE = PROJECT / ".relais" / "jars"

# Small heaps, one collector thread, quick compiler: both servers share two cores with four services.
JAVA = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
NEEDED = {"java": "a Java 17 development kit", "javac": "a Java 17 development kit", "mvn": "Maven"}


def prepare(archive: Callable[[Path], None], say: Callable[[str], None]) -> Path:
    """The folder with `kafka/*.jar` and `store/*.jar`; the first time it takes some 20 s. Raises InfrastructureError.

    `archive` is called once with that folder, to write the class archives that halve a start.
    """
    require("java")
    folder = CACHE / _digest()
    if not (folder / "complete").exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with (CACHE / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "complete").exists():
                say("Fetching Kafka and the store, once (some 20 s)")
                _build(folder)
                archive(folder)
                (folder / "complete").touch()
    return folder


def require(*programs: str) -> None:
    """Raises InfrastructureError where one of `java`, `javac`, `mvn` is not installed."""
    for program in programs:
        if shutil.which(program) is None:
            raise InfrastructureError(
                f"`{program}` was not found: install {NEEDED[program]}, start Docker with the images of "
                "deploy/compose.yaml, or name running servers in RELAIS_KAFKA and RELAIS_MONGO."
            )


def classpath(jars: Path) -> dict[str, str]:
    """The environment that names every jar, always in one order: a class archive holds for that order only."""
    return {"CLASSPATH": os.pathsep.join(str(jar) for jar in sorted(jars.glob("*.jar")))}


def shared(archive: Path) -> list[str]:
    """The options that use a class archive where there is one."""
    return [f"-XX:SharedArchiveFile={archive}"] if archive.exists() else []


def _digest() -> str:
    files = sorted([*SOURCES.rglob("pom.xml"), *SOURCES.rglob("*.java")])
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _build(folder: Path) -> None:
    require("javac", "mvn")
    shutil.rmtree(folder, ignore_errors=True)
    classes = folder / "classes"
    classes.mkdir(parents=True)
    _run(
        ["mvn", "-B", "-q", "-f", str(SOURCES / "pom.xml"), "dependency:copy-dependencies", f"-Djars={folder}"],
        "Maven could not fetch the servers' jars; check the network and Maven's settings",
    )
    sources = [str(file) for file in sorted((SOURCES / "store" / "src").glob("*.java"))]
    _run(
        ["javac", "--release", "17", "-cp", f"{folder}/store/*", "-d", str(classes), *sources],
        "The store's launcher did not compile; a Java 17 development kit is needed",
    )
    # A jar, because class archives refuse folders.
    _run(
        ["jar", "--create", "--file", str(folder / "store" / "launcher.jar"), "-C", str(classes), "."],
        "The store's launcher could not be packed; a Java 17 development kit is needed",
    )


def _run(command: Sequence[str], complaint: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise InfrastructureError(f"{complaint} ({lines[0] if lines else 'it said nothing'}).")
