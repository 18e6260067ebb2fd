from typing import Any

import pytest

from contracts.pairs import AgreementMissing, AgreementSigned
from contracts.sessions import SessionHeld
from contracts.words import Participant
from services.matching.domain import signing
from services.matching.domain.agreement import NotASigner, NothingToSign
from services.matching.domain.pair import Pair, PairNotLive
from tests.services.matching.domain.life import START, TERMS, formed, proposed, told

ALL = ("mentor", "mentee", "guardian", "school")


def held(session: str) -> SessionHeld:
    facts: dict[str, Any] = {"participants": (Participant(person_id="mia", role="mentee"),), "minutes": 60}
    where: dict[str, Any] = {"mode": "online", "starts_at": START, "occurred_at": START, "said_by": "mentor"}
    return told(SessionHeld(session_id=session, pairs=("pair",), **facts, **where))


def test_an_agreement_holds_when_everybody_whom_the_programme_asks_has_signed() -> None:
    pair = formed()
    pair, [first] = signing.sign(pair, START, by="mentor", terms=TERMS)
    assert isinstance(first, AgreementSigned)
    assert (first.version, first.complete, [ask.whom for ask in first.asks]) == (1, False, ["mia"])
    pair, [second] = signing.sign(pair, START, by="mentee")
    assert isinstance(second, AgreementSigned)
    assert second.complete and pair.agreement.in_force == TERMS


def test_other_terms_begin_a_new_version_that_all_sign_again() -> None:
    pair, _ = signing.sign(formed(), START, by="mentor", terms=TERMS)
    pair, _ = signing.sign(pair, START, by="mentee")
    other = TERMS.model_copy(update={"support": "orientation"})
    pair, [event] = signing.sign(pair, START, by="mentee", terms=other)
    assert isinstance(event, AgreementSigned)
    assert (event.version, event.complete) == (2, False)
    assert pair.agreement.in_force == TERMS
    pair, _ = signing.sign(pair, START, by="mentor")
    assert pair.agreement.in_force == other


def test_signing_twice_is_signing_once() -> None:
    pair, _ = signing.sign(formed(), START, by="mentor", terms=TERMS)
    assert signing.sign(pair, START, by="mentor") == (pair, [])


def test_a_guardian_signs_for_a_minor_and_a_school_where_there_is_one() -> None:
    assert signing.signers(formed(signers=ALL)) == ALL
    assert signing.signers(formed(signers=ALL, minor=False, school=None)) == ("mentor", "mentee")


def test_nobody_else_signs_and_nobody_signs_nothing() -> None:
    with pytest.raises(NotASigner):
        signing.sign(formed(), START, by="school", terms=TERMS)
    with pytest.raises(NothingToSign):
        signing.sign(formed(), START, by="mentor")
    with pytest.raises(PairNotLive):
        signing.sign(proposed()[0], START, by="mentor", terms=TERMS)


def test_the_second_meeting_says_once_who_has_not_signed() -> None:
    pair: Pair | None
    pair, _ = signing.sign(formed(), START, by="mentor", terms=TERMS)
    pair, nothing = signing.met(pair, held("first"), START)
    assert nothing == []
    pair, nothing = signing.met(pair, held("first"), START)
    assert nothing == []
    pair, [event] = signing.met(pair, held("second"), START)
    assert isinstance(event, AgreementMissing)
    assert event.missing == ("mentee",)
    _, nothing = signing.met(pair, held("third"), START)
    assert nothing == []


def test_a_signed_agreement_is_not_missed() -> None:
    pair: Pair | None
    pair, _ = signing.sign(formed(), START, by="mentor", terms=TERMS)
    pair, _ = signing.sign(pair, START, by="mentee")
    pair, _ = signing.met(pair, held("first"), START)
    _, nothing = signing.met(pair, held("second"), START)
    assert nothing == []
