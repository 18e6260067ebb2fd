"""What an enrolment lacks to be cleared, by the programme's policy."""

from datetime import date
from typing import Any

from contracts.policy import Policy
from services.profiles.domain import vetting
from services.profiles.domain.vetting import Demands, Step


def missing(enrolment: dict[str, Any], policy: dict[str, Any], day: date) -> tuple[str, ...]:
    """Kinds of steps that are not done, or do not hold on this day, in the policy's order."""
    demands = Demands.of(Policy.model_validate(policy), enrolment["role"])
    steps = [Step.model_validate(each) for each in enrolment["steps"]]
    return vetting.missing(demands, steps, agreed="participation" in enrolment["consents"], day=day)
