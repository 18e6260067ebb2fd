import pytest

from contracts.pairs import PairPaused, PairResumed
from services.matching.domain import following, pause
from services.matching.domain.pause import NotPausedByYou
from tests.services.matching.domain.life import START, cleared, formed, suspended


def test_a_pause_is_told_once_and_the_pair_goes_on_when_no_reason_is_left() -> None:
    pair, [paused] = pause.pause(formed(), START, by="mentor", back_on=None)
    assert isinstance(paused, PairPaused)
    assert paused.reason == "own-wish"
    pair, nothing = following.enrolment_away(pair, suspended("mia"), START)
    assert nothing == []
    pair, nothing = pause.resume(pair, START, by="mentor")
    assert nothing == [] and pair.standing == "paused"
    pair, [resumed] = following.enrolment_back(pair, cleared("mia"), START)
    assert isinstance(resumed, PairResumed)
    assert pair is not None and pair.standing == "formed"


def test_one_side_cannot_end_the_pause_of_the_other() -> None:
    pair, _ = pause.pause(formed(), START, by="mentor", back_on=None)
    with pytest.raises(NotPausedByYou):
        pause.resume(pair, START, by="mentee")
    assert not pause.resume(pair, START, by="coordinator")[0].paused


def test_nobody_talks_a_suspension_away() -> None:
    pair, _ = following.enrolment_away(formed(), suspended("paul", "mentor"), START)
    with pytest.raises(NotPausedByYou):
        pause.resume(pair, START, by="coordinator")
