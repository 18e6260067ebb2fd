"""Who has agreed to what. Below the programme's age the minor and a holder of parental authority (or both of them)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import Refused
from contracts.codes import Codes
from contracts.policy import Purpose
from contracts.words import PersonId

PURPOSES = ("participation", "data", "results")
PROOF = Field(default=None, max_length=100, description="Where the signed paper is kept; never its content.")


class Word(BaseModel):
    """What one person said to one purpose; a later word on it takes its place."""

    model_config = ConfigDict(frozen=True)

    by: PersonId
    purpose: Purpose
    says: Annotated[str, Codes("yes", "withdrawn", "no")]
    text_version: int = Field(ge=1, le=1000)
    proof: Annotated[str | None, PROOF] = None
    said_on: date


class ProofMissing(Refused):
    """A guardian's consent that somebody else records needs its proof: say where the signed paper is kept."""

    status = 422


class NotTheirsToSay(Refused):
    """Only the person, and below the age of consent their guardians, say yes or no here."""


def said(words: Iterable[Word], new: Sequence[Word]) -> tuple[Word, ...]:
    """All words, each person's last on each purpose."""
    last = {(word.by, word.purpose): word for word in (*words, *new)}
    return tuple(last.values())


def agreed_to(
    purpose: str, words: Iterable[Word], *, person: str, guardians: Sequence[str], needs_guardian: bool, both: bool
) -> bool:
    """Whether everybody whose consent is needed agrees. One guardian's no outweighs the other's yes."""
    says = {word.by: word.says for word in words if word.purpose == purpose}
    if says.get(person) != "yes":
        return False
    if not needs_guardian:
        return True
    theirs = [says.get(guardian) for guardian in guardians]
    if "no" in theirs or not theirs:
        return False
    return all(each == "yes" for each in theirs) if both else "yes" in theirs
