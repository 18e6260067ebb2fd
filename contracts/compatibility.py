"""Whether every reader, old or new, still reads every writer, old or new.

A field with a default may be added, and a code to an open list. Anything else is a new type.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
RANGES = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems",
    "uniqueItems", "pattern", "format", "enum", "const", "propertyNames", "x-stream", "x-key",
)  # fmt: skip
WORDS = ("description", "title", "examples", "$schema", "$id")


def breaks(old: Schema, new: Schema) -> list[str]:
    """What a change of a schema breaks, one sentence each; nothing if it may go out under the same name."""
    return list(_compare("", old, old, new, new))


def _compare(at: str, old_root: Schema, old: Schema, new_root: Schema, new: Schema) -> Iterator[str]:
    old, new = _resolved(old_root, old), _resolved(new_root, new)
    where = at or "the event"
    if old.get("type") != new.get("type"):
        yield f"{where}: type changed from {old.get('type')} to {new.get('type')}"
        return
    for rule in RANGES:
        if _bare(old.get(rule)) != _bare(new.get(rule)):
            yield f"{where}: {rule} changed from {old.get(rule)} to {new.get(rule)}"
    before, after = old.get("default"), new.get("default")
    if ("default" in old) != ("default" in new) or not (before == after or _grown(before, after)):
        yield f"{where}: default changed from {before} to {after}"
    if ("x-open-codes" in old) != ("x-open-codes" in new):
        yield f"{where}: an open list was closed, or a closed one opened"
    for code in old.get("x-open-codes", ()):
        if code not in new.get("x-open-codes", ()):
            yield f"{where}: code {code} removed"
    yield from _compare_fields(at, old_root, old, new_root, new)
    for inner in ("items", "additionalProperties"):
        yield from _compare_inner(f"{at}[]", old_root, old.get(inner), new_root, new.get(inner))
    yield from _compare_choices(where, old_root, old, new_root, new)


def _compare_fields(at: str, old_root: Schema, old: Schema, new_root: Schema, new: Schema) -> Iterator[str]:
    for group in ("properties", "patternProperties"):
        before, after = old.get(group, {}), new.get(group, {})
        for name, field in before.items():
            path = f"{at}.{name}".lstrip(".")
            if name not in after:
                yield f"{path}: removed"
            else:
                yield from _compare(path, old_root, field, new_root, after[name])
    for name in old.get("required", ()):
        if name in new.get("properties", {}) and name not in new.get("required", ()):
            yield f"{at}.{name}: no longer required, old readers need it".lstrip(".")
    for name in new.get("required", ()):
        if name not in old.get("required", ()):
            yield f"{at}.{name}: newly required, old writers do not send it".lstrip(".")


def _compare_inner(at: str, old_root: Schema, old: Any, new_root: Schema, new: Any) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _compare(at, old_root, old, new_root, new)
    elif old != new:
        yield f"{at}: what it holds changed"


def _compare_choices(where: str, old_root: Schema, old: Schema, new_root: Schema, new: Schema) -> Iterator[str]:
    before, after = old.get("anyOf", []), new.get("anyOf", [])
    if len(before) != len(after):
        yield f"{where}: may be {len(after)} kinds of thing, was {len(before)}"
        return
    for one, other in zip(before, after, strict=True):
        yield from _compare(where, old_root, one, new_root, other)


def _resolved(root: Schema, node: Schema) -> Schema:
    if "$ref" not in node:
        return node
    target: Schema = root["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return {**target, **{key: value for key, value in node.items() if key != "$ref"}}


def _bare(value: Any) -> Any:
    """Without the words for people, which may change."""
    return {key: each for key, each in value.items() if key not in WORDS} if isinstance(value, dict) else value


def _grown(old: Any, new: Any) -> bool:
    """Whether a default only gained fields of its own, which have their defaults."""
    return (
        isinstance(old, dict)
        and isinstance(new, dict)
        and all(key in new and (new[key] == value or _grown(value, new[key])) for key, value in old.items())
    )
