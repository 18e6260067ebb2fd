from typing import Any

import pytest

from contracts.policy import Equity, Policy
from contracts.programmes import ProgrammeChanged, ProgrammeClosed
from contracts.rounds import Certificate, RoundDropped, RoundPublished, RoundSolved, Totals
from services.matching.domain import preview as view
from services.matching.domain import programme, round, slot
from services.matching.domain.preview import NotInPreview, StruckAndPinned
from services.matching.domain.round import PREVIEW_KEPT, NoPreview, Planned, Round
from services.matching.domain.slot import HELD_FOR, RoundUnderWay
from tests.services.matching.domain.life import DAY, START, names, told

TOTALS = Totals(mentees=3, mentors=2, places=2, pairs=2, score=500, without=1)
PROVED = Certificate(optimal=True, bound=500, verified=True)
PLANNED = (
    Planned(pair_id="one", mentee="mia", mentor="paul", score=300),
    Planned(pair_id="two", mentee="noe", mentor="anne", score=200),
)


def requested() -> Round:
    return round.request(
        None,
        START,
        round_id="round",
        programme_id="school",
        origin="coordinator",
        equity=Equity(),
        asked_by="coordinator",
    )[0]


def preview(**facts: Any) -> tuple[Round, list[Any]]:
    found: dict[str, Any] = {"pairs": PLANNED, "totals": TOTALS, "certificate": PROVED, **facts}
    return round.solved(requested(), START, **found)


def test_a_solved_round_is_a_preview_that_drops_by_itself() -> None:
    state, [event] = preview()
    assert isinstance(event, RoundSolved)
    assert (state.totals, state.certificate) == (TOTALS, PROVED)
    assert (event.certificate.verified, event.drops_at) == (True, START + PREVIEW_KEPT)
    state, [dropped] = round.outdated(state, START + PREVIEW_KEPT)
    assert isinstance(dropped, RoundDropped)
    assert dropped.reason == "stale"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"certificate": Certificate(optimal=False)}, "failed"),
        ({"totals": TOTALS.model_copy(update={"mentees": 0})}, "empty-pool"),
        ({"totals": TOTALS.model_copy(update={"mentors": 0})}, "empty-pool"),
    ],
)
def test_a_plan_without_proof_or_people_is_not_shown(facts: dict[str, Any], reason: str) -> None:
    state, [event] = preview(**facts)
    assert isinstance(event, RoundDropped)
    assert (state.status, event.reason) == ("dropped", reason)


def test_solving_twice_keeps_the_first_preview() -> None:
    state, _ = preview()
    assert round.solved(state, START, pairs=(), totals=TOTALS, certificate=PROVED) == (state, [])


def test_what_is_struck_out_is_not_proposed() -> None:
    state, _ = preview()
    state, _ = view.strike(state, START, pair_ids=frozenset({"one"}))
    assert [pair.pair_id for pair in state.to_propose()] == ["two"]
    state, _ = view.strike(state, START, pair_ids=frozenset())
    assert len(state.to_propose()) == 2
    with pytest.raises(NotInPreview):
        view.strike(state, START, pair_ids=frozenset({"three"}))


def test_solved_again_a_round_keeps_what_is_pinned_and_does_not_find_what_was_struck_out() -> None:
    state, _ = preview()
    state, _ = view.strike(state, START, pair_ids=frozenset({"one"}))
    state, _ = view.pin(state, START, pair_ids=frozenset({"two"}))
    state, events = view.again(state, START + DAY)
    assert (state.status, state.apart, state.due_at) == ("requested", (("mia", "paul"),), START + DAY)
    assert names(events) == ["RoundRequested"]
    other = Planned(pair_id="three", mentee="mia", mentor="eve", score=250)
    state, _ = round.solved(state, START + DAY, pairs=(other,), totals=TOTALS, certificate=PROVED)
    assert [pair.pair_id for pair in state.to_propose()] == ["two", "three"]
    assert state.moved() == ("mia",)
    state, _ = view.again(state, START + DAY)
    assert [pair.pair_id for pair in state.pinned] == ["two"]


def test_a_first_preview_moves_nobody() -> None:
    assert preview()[0].moved() == ()


def test_nothing_is_struck_out_and_pinned_at_once() -> None:
    state, _ = view.strike(preview()[0], START, pair_ids=frozenset({"one"}))
    with pytest.raises(StruckAndPinned):
        view.pin(state, START, pair_ids=frozenset({"one"}))


def test_a_round_is_published_once_every_pair_has_gone_out_or_was_skipped() -> None:
    state, _ = preview()
    state, _ = view.strike(state, START, pair_ids=frozenset({"one"}))
    state, nothing = round.publish(state, START + DAY, by="coordinator", channel="web")
    assert nothing == [] and state.due_at == START + DAY
    state, [event] = round.published(state, START + DAY, skipped={"two": "no-place-free"})
    assert isinstance(event, RoundPublished)
    assert (event.proposals, [pair.struck for pair in state.pairs]) == (0, [True, False])
    assert [pair.skipped for pair in state.pairs] == [None, "no-place-free"]
    assert round.published(state, START, skipped={}) == (state, [])


def test_what_is_being_published_is_neither_changed_nor_dropped() -> None:
    state, _ = preview()
    state, _ = round.publish(state, START, by="coordinator", channel="web")
    assert round.publish(state, START, by="another", channel="web") == (state, [])
    assert round.outdated(state, START) == (state, [])
    for change in (lambda: round.drop(state, START), lambda: view.strike(state, START, pair_ids=frozenset())):
        with pytest.raises(NoPreview):
            change()


def test_nothing_is_published_before_it_is_solved_or_after_it_is_dropped() -> None:
    dropped, _ = round.drop(requested(), START)
    for state in (requested(), dropped):
        with pytest.raises(NoPreview):
            round.publish(state, START, by="coordinator", channel="web")


def test_a_round_that_is_over_has_one_step_left() -> None:
    dropped, events = round.drop(requested(), START)
    assert names(events) == ["RoundDropped"] and dropped.due_at == START
    settled, _ = round.settled(dropped, START)
    assert settled.due_at is None


def test_one_round_at_a_time() -> None:
    state, _ = slot.take(None, START, programme_id="school", round_id="first")
    with pytest.raises(RoundUnderWay):
        slot.take(state, START, programme_id="school", round_id="second")
    assert slot.take(state, START, programme_id="school", round_id="first") == (state, [])
    left, _ = slot.leave(state, START, round_id="first")
    assert left and slot.take(left, START, programme_id="school", round_id="second")[0].round_id == "second"


def test_another_rounds_slot_is_not_left() -> None:
    state, _ = slot.take(None, START, programme_id="school", round_id="first")
    assert slot.leave(state, START, round_id="second") == (state, [])


def test_the_slot_of_a_round_that_never_came_is_free_again() -> None:
    state, _ = slot.take(None, START, programme_id="school", round_id="first")
    assert state.due_at == START + HELD_FOR
    assert slot.due(state, START + HELD_FOR)[0].round_id is None
    kept, _ = slot.keep(state, START, programme_id="school", round_id="first")
    assert kept.due_at is None


def changed(every: int) -> ProgrammeChanged:
    facts: dict[str, Any] = {"owner": "school", "kind": "school", "first_day": "2026-09-01", "last_day": "2027-07-01"}
    return told(ProgrammeChanged(programme_id="school", policy=Policy(round_every_days=every), **facts))


def test_a_round_falls_due_every_so_many_days() -> None:
    state, _ = programme.changed(None, changed(30), START)
    assert state and state.due_at == START + 30 * DAY
    state, _ = programme.asked_for_its_round(state, START + 30 * DAY)
    assert state.due_at == START + 60 * DAY
    same, _ = programme.changed(state, changed(30), START)
    assert same and same.due_at == START + 60 * DAY
    never, _ = programme.changed(state, changed(0), START)
    assert never and never.due_at is None


def test_a_closed_programme_has_no_rounds() -> None:
    state, _ = programme.changed(None, changed(30), START)
    closed, _ = programme.closed(state, told(ProgrammeClosed(programme_id="school")), START)
    assert closed and closed.closed and closed.due_at is None
