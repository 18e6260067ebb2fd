"""Pairs that ran before the network did."""

from datetime import date

import pytest

from contracts.pairs import AgreementSigned, PairFormed
from services.matching.domain import places, running
from services.matching.domain.pair import InTheFuture
from services.matching.domain.running import OverAlready, Paper
from tests.services.matching.domain.life import DAY, START, TERMS, cleared, names, two

LONG_AGO, NEXT_SUMMER = date(2026, 3, 2), date(2027, 7, 2)
PAPER = Paper(TERMS, date(2026, 3, 9))


def test_a_running_pair_is_there_at_once_and_nothing_is_proposed() -> None:
    pair, events = running.take_in(two(), START, starts_on=LONG_AGO, ends_on=NEXT_SUMMER, paper=None)
    assert (pair.status, pair.origin, pair.starts_on) == ("formed", "import", LONG_AGO)
    assert names(events) == ["PairFormed"]
    assert isinstance(events[0], PairFormed) and events[0].occurred_at == START


def test_paper_signatures_count_from_their_day() -> None:
    pair, (_, *signed) = running.take_in(two(), START, starts_on=LONG_AGO, ends_on=NEXT_SUMMER, paper=PAPER)
    assert pair.agreement.in_force == TERMS
    assert [(e.signer, e.occurred_at.date()) for e in signed if isinstance(e, AgreementSigned)] == [
        ("mentor", date(2026, 3, 9)),
        ("mentee", date(2026, 3, 9)),
    ]


def test_a_pair_without_a_signed_paper_is_asked_for_its_agreement_like_any_other() -> None:
    pair, _ = running.take_in(two(), START, starts_on=LONG_AGO, ends_on=NEXT_SUMMER, paper=None)
    assert pair.agreement.terms is None


def test_what_is_over_or_has_not_begun_is_refused() -> None:
    with pytest.raises(OverAlready):
        running.take_in(two(), START, starts_on=LONG_AGO, ends_on=START.date(), paper=None)
    with pytest.raises(InTheFuture):
        running.take_in(two(), START, starts_on=(START + 2 * DAY).date(), ends_on=NEXT_SUMMER, paper=None)


def test_its_place_is_taken_for_as_long_as_it_lives() -> None:
    known, _ = places.capacity(None, cleared("paul", "mentor", places=1), START)
    held, _ = places.take(known, START, pair_id="pair", enrolment_id="paul-in-school")
    _, (formed,) = running.take_in(two(), START, starts_on=LONG_AGO, ends_on=NEXT_SUMMER, paper=None)
    assert isinstance(formed, PairFormed)
    kept, _ = places.pair_exists(held, formed, START)
    assert kept and (kept.free("paul-in-school"), kept.due_at) == (0, None)
