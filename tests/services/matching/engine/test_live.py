"""Thousands of mixed events; after each, a proof over all pairs and a comparison with a plan from scratch."""

from typing import Any

import pytest

from services.matching.engine.live import Live
from services.matching.engine.moves import Moves
from services.matching.engine.numbers import Unknown
from services.matching.engine.people import Policy, Pool
from tests.services.matching.engine.people import mentee, mentor
from tests.services.matching.engine.town import Town

POLICIES = {
    "total": Policy(demand="nothing"),
    "bonus": Policy(rule="bonus", bonus=130, demand="nothing"),
    "strict": Policy(rule="strict", demand="nothing"),
}


def lives(town: Town, events: int) -> None:
    for _ in range(events):
        name = town.event()
        assert town.live.counterexample() is None, name
        assert town.merit(town.seen) == town.merit(town.best()), name


@pytest.mark.parametrize("rule", POLICIES)
@pytest.mark.parametrize(("seed", "ties"), [(1, False), (2, False), (3, False), (4, False), (5, True)])
def test_after_every_event_no_plan_is_better(rule: str, seed: int, ties: bool) -> None:
    lives(Town(POLICIES[rule], seed, size=10, ties=ties), 120)


@pytest.mark.parametrize("keep", [0, 500])
def test_whatever_the_bonus_no_plan_is_better(keep: int) -> None:
    lives(Town(POLICIES["total"], 4, size=10, keep=keep), 120)


@pytest.mark.parametrize("rule", POLICIES)
def test_pairs_that_are_not_listed_are_read_when_prices_fall(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.matching.engine.live_plan.MARGIN", 0)
    monkeypatch.setattr("services.matching.engine.first_pairs.SMALL", 0)
    lives(Town(POLICIES[rule], 6, size=16), 120)


def test_a_pool_that_begins_empty_and_one_with_a_single_side_are_matched() -> None:
    live = Live(Pool((), ()), POLICIES["strict"])
    assert live.counterexample() is None
    live.mentee_arrives(mentee("mia"))
    assert live.proposals == {}
    assert live.mentor_arrives(mentor("paul")).given == (("mia", "paul"),)
    assert live.mentee_leaves("mia").withdrawn == (("mia", "paul"),)
    assert live.mentor_leaves("paul") == Moves()
    assert live.counterexample() is None


def test_a_pool_that_outgrows_its_scale_is_solved_again_at_a_larger_one() -> None:
    live = Live(Pool((), ()), POLICIES["strict"])
    for number in range(40):
        live.mentor_arrives(mentor(f"mentor-{number}", places=2))
        for which in range(3):
            live.mentee_arrives(mentee(f"mentee-{number}-{which}", tier=which))
    assert live.counterexample() is None
    assert len(live.proposals) == 80
    assert {id[-1] for id in live.proposals} == {"1", "2"}


def test_an_accepted_pair_is_pinned_and_moves_nobody() -> None:
    live = Live(
        Pool((mentee("mia", seeks={}), mentee("lou", seeks={})), (mentor("paul", places=2),)), POLICIES["total"]
    )
    assert live.accept("mia") == ("mia", "paul")
    assert live.proposals == {"lou": "paul"}
    assert live.places_change("paul", -1).withdrawn == (("lou", "paul"),)
    with pytest.raises(ValueError, match="no 1 free places"):
        live.places_change("paul", -1)
    assert live.breaks("mia", "paul").given == (("lou", "paul"),)


def one_place(keep: int) -> Live:
    """Ana has the only place, for one skill; whoever seeks two will be worth more."""
    first = mentee("ana", seeks={"welding.arc": 1})
    live = Live(Pool((first,), (mentor("paul", offers={"welding.arc": 3, "welding.gas": 3}),)), POLICIES["total"], keep)
    live.give_out("ana")
    return live


@pytest.mark.parametrize(("keep", "has"), [(0, "ben"), (99, "ben"), (101, "ana")])
def test_a_proposal_that_was_given_out_moves_only_for_more_than_its_bonus(keep: int, has: str) -> None:
    live = one_place(keep)
    moves = live.mentee_arrives(mentee("ben", seeks={"welding.arc": 1, "welding.gas": 1}))
    assert live.proposals == {has: "paul"}
    assert bool(moves.given) == (has == "ben")


def test_a_proposal_that_was_withdrawn_has_no_bonus_when_it_comes_back() -> None:
    live = one_place(keep=99)
    live.mentee_arrives(mentee("ben", seeks={"welding.arc": 1, "welding.gas": 1}))
    assert live.mentee_leaves("ben").given == (("ana", "paul"),)
    live.mentee_arrives(mentee("eve", seeks={"welding.arc": 1}, goals=frozenset({"welding.gas"})))
    assert live.proposals == {"eve": "paul"}


def test_a_pair_that_is_kept_apart_comes_back_only_when_it_is_released() -> None:
    live = Live(Pool((mentee("mia"),), (mentor("paul"),)), POLICIES["total"])
    assert live.refuse("mia", "paul").withdrawn == (("mia", "paul"),)
    live.mentee_changes(mentee("mia", tier=1))
    assert live.proposals == {}
    assert live.release("mia", "paul").given == (("mia", "paul"),)


@pytest.mark.parametrize(
    ("event", "given"),
    [
        ("mentee_changes", (mentee("nobody"),)),
        ("mentee_leaves", ("nobody",)),
        ("mentor_changes", (mentor("nobody"),)),
        ("mentor_leaves", ("nobody",)),
        ("places_change", ("nobody", 1)),
        ("refuse", ("mia", "nobody")),
        ("release", ("nobody", "paul")),
        ("give_out", ("nobody",)),
        ("accept", ("lou",)),
        ("breaks", ("mia", "paul")),
    ],
)
def test_people_and_pairs_that_are_not_there_are_refused_by_name(event: str, given: tuple[Any, ...]) -> None:
    live = Live(Pool((mentee("mia"), mentee("lou")), (mentor("paul"),)), POLICIES["total"])
    live.refuse("lou", "paul")
    before = live.proposals
    with pytest.raises(Unknown, match=r"nobody|lou|mia and paul"):
        getattr(live, event)(*given)
    assert live.proposals == before
    assert live.counterexample() is None


def test_somebody_who_is_there_already_does_not_arrive_again() -> None:
    live = Live(Pool((mentee("mia"),), (mentor("paul"),)), POLICIES["total"])
    with pytest.raises(ValueError, match="mia"):
        live.mentee_arrives(mentee("mia"))
    with pytest.raises(ValueError, match="paul"):
        live.mentor_arrives(mentor("paul"))
    assert live.proposals == {"mia": "paul"}
