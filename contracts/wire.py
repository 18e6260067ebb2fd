"""How an event looks on the wire, as JSON Schema: what a reader in any language may rely upon."""

from typing import Any

from pydantic.json_schema import DEFAULT_REF_TEMPLATE

from contracts.event import Event

Schema = dict[str, Any]


def schema(kind: type[Event]) -> Schema:
    """The schema of a type, as it is committed."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:relais:{kind.__name__}:v1",
        "x-stream": kind.stream.name,
        "x-key": kind.stream.key,
    }
    return {**head, **body(kind)}


def body(kind: type[Event], refs: str = DEFAULT_REF_TEMPLATE) -> Schema:
    """The same without its head, with references where they are wanted."""
    if kind.tombstone:
        return {"title": kind.__name__, "description": kind.__doc__, "type": "null"}
    drawn: Schema = plain(kind.model_json_schema(ref_template=refs))
    return drawn


def plain(node: Any, *, named: bool = False) -> Any:
    """Open lists as examples rather than as enumerations, and no titles that only repeat a field's name.

    `named`: the keys of this node are names of fields or definitions, not words of JSON Schema.
    """
    if isinstance(node, list):
        return [plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    if named:
        return {name: {k: v for k, v in plain(each).items() if k != "title"} for name, each in node.items()}
    if node.get("x-open"):
        node = {**{k: v for k, v in node.items() if k not in ("enum", "x-open")}, "x-open-codes": node["enum"]}
    return {
        key: value if key in ("default", "x-open-codes") else plain(value, named=key in ("properties", "$defs"))
        for key, value in node.items()
    }
