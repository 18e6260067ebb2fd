"""Vetting is a list of steps; the programme's policy says which, and how long each holds."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field

from contracts.policy import Policy, StepKind, VettingStep
from contracts.words import Id
from services.profiles.domain.birthday import midnight, months_after

FOR_GOOD = datetime(2999, 12, 31, tzinfo=UTC)
"""End of a clearance none of whose steps ever runs out: on the wire, null means not cleared."""


class Step(BaseModel):
    """A step that was done. `valid_until`: the last day on which it holds; null holds for good."""

    model_config = ConfigDict(frozen=True)

    kind: StepKind
    version: int = Field(default=1, ge=1, le=1000)
    done_on: date
    valid_until: date | None = None
    by: Id | None = None

    def holds(self, day: date) -> bool:
        return self.valid_until is None or self.valid_until >= day


class Demands(BaseModel):
    """What the programme's policy demands of a role, as of the last decision."""

    model_config = ConfigDict(frozen=True)

    vetting: tuple[VettingStep, ...] = ()
    consent_age: int = 18
    both_parents: bool = False
    zone: str = "Europe/Paris"

    @classmethod
    def of(cls, policy: Policy, role: str) -> "Demands":
        steps = tuple(step for step in policy.vetting if step.role == role)
        return cls(
            vetting=steps, consent_age=policy.consent_age, both_parents=policy.both_parents, zone=policy.timezone
        )

    @property
    def consent(self) -> bool:
        return any(step.kind == "consent" for step in self.vetting)

    def step(self, kind: str, version: int, done_on: date, by: str | None) -> Step:
        """The step as done that day, with the validity that the policy gives it."""
        months = next((each.valid_months for each in self.vetting if each.kind == kind), None)
        last = months_after(done_on, months) - timedelta(days=1) if months else None
        return Step(kind=kind, version=version, done_on=done_on, valid_until=last, by=by)


def missing(demands: Demands, steps: Iterable[Step], *, agreed: bool, day: date) -> tuple[str, ...]:
    """Kinds of steps that are not done, not in the version demanded, or run out; `agreed` answers for consent."""
    done = [step for step in steps if step.holds(day)]
    return tuple(
        wanted.kind
        for wanted in demands.vetting
        if not (agreed if wanted.kind == "consent" else any(_meets(step, wanted) for step in done))
    )


def holds_until(demands: Demands, steps: Iterable[Step]) -> datetime:
    """The local midnight after the last day on which every step still holds; FOR_GOOD where none runs out."""
    kinds = {step.kind for step in demands.vetting}
    last: dict[str, date] = {}
    for step in steps:
        if step.kind in kinds:
            last[step.kind] = max(last.get(step.kind, date.min), step.valid_until or date.max)
    day = min(last.values(), default=date.max)
    return FOR_GOOD if day == date.max else midnight(day + timedelta(days=1), demands.zone)


def run_out(demands: Demands, steps: Iterable[Step], until: datetime) -> tuple[str, ...]:
    """Kinds that must be done again for the clearance to hold beyond `until`."""
    kinds = [step.kind for step in demands.vetting if step.valid_months]
    listed = list(steps)
    return tuple(k for k in kinds if holds_until(demands, [step for step in listed if step.kind == k]) <= until)


def with_step(steps: Iterable[Step], new: Step) -> tuple[Step, ...]:
    """One step a kind and version: the one done last."""
    others = [step for step in steps if (step.kind, step.version) != (new.kind, new.version)]
    same = [step for step in steps if (step.kind, step.version) == (new.kind, new.version)]
    return (*others, max([*same, new], key=lambda step: step.done_on))


def _meets(step: Step, wanted: VettingStep) -> bool:
    return step.kind == wanted.kind and step.version >= wanted.version
