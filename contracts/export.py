"""Writes what is generated from the contracts: schemas, AsyncAPI documents, a first example of each new type.

`python -m contracts.export`. It refuses to write a schema over one that it would break.
"""

import json
import sys
from pathlib import Path
from typing import Any

from contracts.asyncapi import everything, for_partners
from contracts.catalogue import EVENTS
from contracts.compatibility import breaks
from contracts.specimen import specimen
from contracts.wire import schema

HERE = Path(__file__).parent


def generated() -> dict[str, Any]:
    """Documents by their path under `contracts/`."""
    return {
        "asyncapi.json": everything(),
        "asyncapi.partners.json": for_partners(),
        **{f"schemas/{name}.v1.schema.json": schema(kind) for name, kind in EVENTS.items()},
    }


def broken(documents: dict[str, Any], here: Path = HERE) -> list[str]:
    """What these would break of the schemas that are committed, one sentence each."""
    found = []
    for path in sorted((here / "schemas").glob("*.json")):
        new = documents.get(f"schemas/{path.name}")
        kind = path.name.split(".")[0]
        if new is None:
            found.append(f"{kind}: removed, and somebody may still read it")
        else:
            found += [f"{kind}: {what}" for what in breaks(json.loads(path.read_text("utf-8")), new)]
    return found


def text(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def write(here: Path = HERE) -> None:
    for path, document in generated().items():
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text(text(document), "utf-8")
    for name, kind in EVENTS.items():
        folder = here / "examples" / name
        if not folder.exists():
            folder.mkdir(parents=True)
            for shape in ("full",) if kind.tombstone else ("full", "least"):
                (folder / f"{shape}.json").write_text(text(specimen(kind, full=shape == "full")), "utf-8")


def main() -> None:
    if found := broken(generated()):
        sys.exit(
            "Nothing written. This breaks readers or writers; publish a new type beside the old one:\n  "
            + "\n  ".join(found)
        )
    write()


if __name__ == "__main__":
    main()
