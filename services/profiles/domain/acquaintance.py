"""What the two of a pair learn of each other: a first name and a way to be reached, as docs/decisions/0006 has it."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from contracts.directory import Channel, GivenName
from contracts.words import PersonId, Role
from services.profiles.domain.birthday import FULL_AGE, reaches
from services.profiles.domain.contact import Reach
from services.profiles.domain.enrolment import Enrolment


class Acquaintance(BaseModel):
    """The other one. Through `themselves`: by `channel`, at `reach`. Through the `referent`: neither is told."""

    model_config = ConfigDict(frozen=True)

    person_id: PersonId
    role: Role
    first_name: GivenName
    through: Literal["themselves", "referent"] = "referent"
    channel: Channel | None = None
    reach: str | None = None


def acquainted(person_id: str, role: str, reach: Reach, *, directly: bool) -> Acquaintance:
    """`directly`: whether the two may reach each other by themselves; then by the channel the other prefers, if any."""
    at = reach_by(reach, reach.preferred_channel) if directly else None
    way = {"through": "themselves", "channel": reach.preferred_channel, "reach": at} if at else {}
    return Acquaintance(person_id=person_id, role=role, first_name=reach.given_name, **way)


def reach_by(reach: Reach, channel: str) -> str | None:
    """The number or e-mail address of a channel; no other address is ever told."""
    return {"phone": reach.phone, "sms": reach.phone, "email": reach.email}.get(channel)


def reach_directly(mentee: Reach, enrolments: Iterable[Enrolment], today: date) -> bool:
    """Not with a minor, nor where nobody knows the mentee's age; not while one of the two is halted, for whatever."""
    adult = reaches(mentee.birth_date, FULL_AGE)
    return adult is not None and adult <= today and not any(each.halts for each in enrolments)
