"""What a pair agrees upon, and who has signed it: a part of the pair with its own versions."""

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.words import AgreementTerms


class NothingToSign(Refused):
    """There are no terms yet: send the terms with the first signature."""


class NotASigner(Refused):
    """This agreement does not ask for that signature."""


class Agreement(BaseModel):
    """`version` counts from 1 with the first signature. `in_force`: the last terms that everybody signed."""

    model_config = ConfigDict(frozen=True)

    version: int = 0
    terms: AgreementTerms | None = None
    signed: tuple[str, ...] = ()
    in_force: AgreementTerms | None = None

    def missing(self, signers: tuple[str, ...]) -> tuple[str, ...]:
        """Who has not signed the current version."""
        return tuple(signer for signer in signers if signer not in self.signed)


def sign(state: Agreement, signer: str, terms: AgreementTerms | None, signers: tuple[str, ...]) -> Agreement:
    """One signature more, under the current terms or, with other terms, under a new version.

    Raises NotASigner or NothingToSign.
    """
    if signer not in signers:
        raise NotASigner
    wanted = terms or state.terms
    if wanted is None:
        raise NothingToSign
    if wanted != state.terms:
        state = state.model_copy(update={"version": state.version + 1, "terms": wanted, "signed": ()})
    if signer in state.signed:
        return state
    signed = state.model_copy(update={"signed": (*state.signed, signer)})
    if signed.missing(signers):
        return signed
    return signed.model_copy(update={"in_force": wanted})
