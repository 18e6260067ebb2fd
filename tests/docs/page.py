"""A page as somebody follows it: on which day what is typed, and what is then shown."""

import re
from dataclasses import dataclass

PART = re.compile(r"^<!-- clock: (?P<day>\S+) -->$|^```(?P<kind>sh|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Step:
    """A line that is typed on a day (ISO); `shown`: lines of which each must be among those that it prints."""

    day: str
    line: str
    shown: tuple[str, ...] = ()


def steps(text: str) -> list[Step]:
    """In their order. What is shown belongs to the line before it."""
    found: list[Step] = []
    day = ""
    for part in PART.finditer(text):
        lines = (part["body"] or "").splitlines()
        if part["day"]:
            day = part["day"]
        elif part["kind"] == "sh":
            found += [Step(day, line) for line in lines if line]
        else:
            found[-1].shown = tuple(lines)
    return found
