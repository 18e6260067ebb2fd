"""The body of an event as a few words."""

import json
import re
from collections.abc import Iterator
from typing import Any

LEFT_OUT = ("asks", "programme_id", "occurred_at", "timezone", "calendar", "availability", "question_set", "version")
MOST = 9
LONGEST = 40
ID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def facts(value: bytes | None, subject: str = "") -> str:
    """Names and values as far as they are short: `mentor 5b2e09c1, mentee 77aa01f3, score 71, reasons hours-shared`.

    The subject's own id is left out.
    """
    try:
        body = json.loads(value or b"{}")
    except ValueError:
        return "(not JSON)"
    words = list(_words(body, subject)) if isinstance(body, dict) else []
    return ", ".join(words[:MOST]) + (", …" if len(words) > MOST else "")


def _words(body: dict[str, Any], subject: str) -> Iterator[str]:
    for name, value in body.items():
        if name not in LEFT_OUT and value != subject and (word := _word(value)):
            label = name.removesuffix("_id").replace("_", " ")
            yield label if word == "yes" else f"{label} {word}"


def _word(value: Any) -> str:
    """Empty where there is nothing to say."""
    if not value:
        return ""
    match value:
        case True:
            return "yes"
        case str() | int() | float():
            return _short(str(value))
        case list():
            return "+".join(_word(each) for each in value) if len(value) <= 3 else str(len(value))
        case {"person_id": str(who)}:
            return _short(who)
        case {"code": str(word)} | {"kind": str(word)} | {"skill": str(word)}:
            return word
        case _:
            return ""


def _short(text: str) -> str:
    """An id by its first part, an instant to the minute, everything else as it is."""
    if ID.fullmatch(text):
        return text[:8]
    return text[:16] if INSTANT.match(text) else text[:LONGEST]
