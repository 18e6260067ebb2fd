"""The columns of the table: who calls, and how what is asked for relates to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

ROLES = ("mentor", "mentee", "guardian", "coordinator", "safeguarding", "company", "operator")


@dataclass(frozen=True)
class Who:
    """`grants` as a token has them. `person`: whom the caller is."""

    title: str
    person: str = ""
    grants: Sequence[Any] = ()
    network: str = "net"
    covers: dict[str, list[str]] = field(default_factory=dict)

    @property
    def coordinates(self) -> bool:
        return "coordinator" in str(self.grants)


def _of(role: str, **covers: str) -> list[dict[str, Any]]:
    return [{"role": role, **{name: [id] for name, id in covers.items()}}]


CALLERS = (
    Who("nobody"),
    Who("mentor: own", "mentor-1", ["mentor"]),
    Who("mentor: another", "mentor-2", ["mentor"]),
    Who("mentee: own", "mentee-1", ["mentee"]),
    Who("mentee: another", "mentee-2", ["mentee"]),
    Who("guardian: own", "guardian-1", ["guardian"]),
    Who("guardian: another", "guardian-2", ["guardian"]),
    Who("coordinator: network", "staff", ["coordinator"]),
    Who("coordinator: programme", "staff", _of("coordinator", programmes="programme-1")),
    Who("coordinator: its owner", "staff", _of("coordinator", organisations="association-1")),
    Who("coordinator: school", "staff", _of("coordinator", organisations="school-1")),
    Who("coordinator: another programme", "staff", _of("coordinator", programmes="programme-2")),
    Who("coordinator: another owner", "staff", _of("coordinator", organisations="association-2")),
    Who("coordinator: another school", "staff", _of("coordinator", organisations="school-2")),
    Who("coordinator: own case", "mentee-1", ["coordinator"]),
    Who("safeguarding: network", "lead", ["safeguarding"]),
    Who("safeguarding: programme", "lead", _of("safeguarding", programmes="programme-1")),
    Who("safeguarding: another programme", "lead", _of("safeguarding", programmes="programme-2")),
    Who("safeguarding: concerned", "mentor-1", ["safeguarding"]),
    Who("company: own", "staff", _of("company", organisations="company-1")),
    Who("company: another", "staff", _of("company", organisations="company-2")),
    Who("operator", "operator", ["operator"]),
    Who("another network, every role", "mentee-1", ROLES, network="elsewhere"),
)
