"""`python -m tests.deploy.advisories <folder>`: known holes in what the lock pins, by a database on disk.

The folder holds advisories in the OSV schema, as YAML or JSON: a checkout of PyPA's advisory-database, or OSV's export.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from relais.sbom import LOCK, pinned

Advisory = dict[str, Any]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where it is built


def read(folder: Path) -> Iterator[Advisory]:
    """Those that stand; what was withdrawn does not."""
    for file in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.json")]):
        found = yaml.load(file.read_text(encoding="utf-8"), Loader)
        if isinstance(found, dict) and found.get("affected") and not found.get("withdrawn"):
            yield found


def holes(pins: Sequence[tuple[str, str]], advisories: Iterator[Advisory]) -> list[str]:
    """`<package> <version>: <advisory>` for each pinned package that one of them names."""
    versions = {canonicalize_name(name): Version(version) for name, version in pins}
    return sorted(
        f"{name} {versions[name]}: {advisory['id']}"
        for advisory in advisories
        for affected in advisory["affected"]
        if affected.get("package", {}).get("ecosystem") == "PyPI"
        if (name := canonicalize_name(affected["package"]["name"])) in versions
        if _is_affected(versions[name], affected)
    )


def _is_affected(version: Version, affected: Advisory) -> bool:
    ranges = [each["events"] for each in affected.get("ranges", ()) if each["type"] == "ECOSYSTEM"]
    return str(version) in affected.get("versions", ()) or any(_is_within(version, events) for events in ranges)


def _is_within(version: Version, events: Sequence[dict[str, str]]) -> bool:
    """By the schema's rule: the last event at or before the version decides."""
    within = False
    for what, at in sorted((pair for event in events for pair in event.items()), key=lambda pair: _number(pair[1])):
        if what == "introduced" and version >= _number(at):
            within = True
        elif (what == "fixed" and version >= _number(at)) or (what == "last_affected" and version > _number(at)):
            within = False
    return within


def _number(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")  # "everything", as a careful reader has it


def main(folder: Path) -> int:
    """Exit status 1 where there is one, 2 where there is nothing to ask."""
    advisories = list(read(folder))
    found = holes(pins := pinned(LOCK.read_text(encoding="utf-8")), iter(advisories))
    print(*found, f"{len(found)} known in {len(pins)} packages, by {len(advisories):,} advisories", sep="\n")
    return 2 if not advisories else int(bool(found))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
