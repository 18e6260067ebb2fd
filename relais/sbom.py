"""`make sbom`: what a deployment consists of, as CycloneDX 1.6 JSON, from the lock and what is installed of it."""

import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str) -> dict[str, Any]:
    """One component a pinned package; its serial number is the lock's, so that the same lock gives the same bill."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, lock)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "relais", "version": version("relais")}},
        "components": list(_components(lock)),
    }


def pinned(lock: str) -> list[tuple[str, str]]:
    """Name and version of every package."""
    return [(pin["name"], pin["version"]) for pin in PINNED.finditer(lock)]


def _components(lock: str) -> Iterator[dict[str, Any]]:
    pins = list(PINNED.finditer(lock))
    for pin, following in zip(pins, [*pins[1:], None], strict=True):
        name, number = re.sub(r"[-_.]+", "-", pin["name"]).lower(), pin["version"]
        purl = f"pkg:pypi/{name}@{number}"
        files = HASH.findall(lock[pin.end() : following.start() if following else None])
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": number,
            "purl": purl,
            "licenses": _licences(name),
            "properties": [{"name": "relais:sha256", "value": each} for each in sorted(files)],  # one a file on offer
        }


def _licences(name: str) -> list[dict[str, Any]]:
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:  # pinned for another platform
        return []
    if "License-Expression" in told:
        return [{"expression": told["License-Expression"]}]
    found = [line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    return [{"license": {"name": licence}} for licence in found]


if __name__ == "__main__":
    json.dump(bill(LOCK.read_text(encoding="utf-8")), sys.stdout, indent=2)
