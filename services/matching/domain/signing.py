"""The agreement of a pair, signed by all whom the programme asks; due by the second meeting."""

from datetime import datetime

from contracts.event import Event
from contracts.pairs import AgreementMissing, AgreementSigned
from contracts.sessions import SessionHeld
from contracts.words import AgreementTerms
from services.matching.domain import agreement
from services.matching.domain.pair import Decided, Pair, living, told, when

DUE_WITH_MEETING = 2


def signers(pair: Pair) -> tuple[str, ...]:
    """Whom this pair's agreement asks: guardians only of minors, a school only where there is one."""
    known = pair.circumstances
    there = {"guardian": known.minor and bool(known.guardians), "school": known.school is not None}
    return tuple(signer for signer in known.signers if there.get(signer, True))


def sign(
    state: Pair | None,
    now: datetime,
    *,
    by: str,
    terms: AgreementTerms | None = None,
    occurred_at: datetime | None = None,
) -> Decided:
    """One signature; other terms than the current ones begin a new version.

    Raises PairNotLive, agreement.NotASigner or agreement.NothingToSign.
    """
    state, at = living(state), when(occurred_at, now)
    asked = signers(state)
    signed = agreement.sign(state.agreement, by, terms, asked)
    if signed == state.agreement:
        return state, []
    missing = signed.missing(asked)
    event = told(
        state,
        AgreementSigned,
        version=signed.version,
        signer=by,
        terms=signed.terms,
        complete=not missing,
        occurred_at=at,
        asks=tuple(ask for voice in missing for ask in state.asked(voice, "sign")),
    )
    return state.model_copy(update={"agreement": signed}), [event]


def met(state: Pair | None, event: SessionHeld, now: datetime) -> tuple[Pair | None, list[Event]]:
    """With the second meeting the agreement is due: say once who has not signed."""
    if state is None or event.session_id in state.held or len(state.held) >= DUE_WITH_MEETING:
        return state, []
    state = state.model_copy(update={"held": (*state.held, event.session_id)})
    missing = () if state.agreement.in_force else state.agreement.missing(signers(state))
    if len(state.held) < DUE_WITH_MEETING or not missing or not state.live:
        return state, []
    asks = tuple(ask for voice in missing for ask in state.asked(voice, "sign"))
    told_once = told(state, AgreementMissing, missing=missing, due_at=event.starts_at, asks=asks)
    return state, [told_once]
