"""Two people kept apart."""

from contracts.people import ProfileMerged
from services.matching.domain import exclusion
from tests.services.matching.domain.life import START


def test_whoever_stays_for_one_of_two_is_kept_apart_from_the_other():
    apart, _ = exclusion.exclude(None, START, one="zoe", other="paul")
    event = ProfileMerged(person_id="zoe", into="ada")
    state, events = exclusion.merged(apart, event, START)
    assert state and (state.people, state.lifted, events) == (("ada", "paul"), False, [])
    assert exclusion.merged(state, event, START) == (state, [])
