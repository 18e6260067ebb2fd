"""Live pools as a service tells of them: how people stand now, not what happened to them."""

import pytest

from services.matching.engine.desk import Desk
from services.matching.engine.people import Policy, Pool
from services.matching.engine.told import Changed, Opened
from tests.services.matching.engine.people import mentee, mentor

TOTAL = Policy("total")


def opened(desk: Desk, pool: Pool, given: tuple[tuple[str, str], ...] = (), keep: int = 100) -> dict[str, str | None]:
    found = desk.open(Opened("school", pool, TOTAL, keep, given))
    assert found.refuted is None
    return found.of


def changed(desk: Desk, *, mentees: tuple = (), mentors: tuple = (), gone: tuple = (), given: tuple = ()) -> dict:  # type: ignore[type-arg]
    return desk.change(Changed("school", mentees, mentors, gone, given)).of


def test_an_opened_pool_gives_everybodys_proposal() -> None:
    pool = Pool((mentee("mia"), mentee("noe")), (mentor("paul"),))
    found = opened(Desk(), pool)
    assert sorted(found) == ["mia", "noe"] and sorted(map(str, found.values())) == ["None", "paul"]


def test_a_change_gives_those_whose_proposal_may_be_another() -> None:
    desk = Desk()
    opened(desk, Pool((mentee("mia"), mentee("noe", seeks={"piano": 1})), (mentor("paul"),)))
    assert changed(desk, mentors=(mentor("anne", offers={"piano": 2}),)) == {"noe": "anne"}
    assert changed(desk, gone=("paul",)) == {"mia": None}
    assert changed(desk, mentees=(mentee("mia", seeks={"piano": 1}),), given=(("noe", "anne"),)) == {"mia": None}


def test_what_was_given_out_stays_with_its_bonus_when_the_pool_is_read_again() -> None:
    near, far = mentor("near"), mentor("far", territory="elsewhere")
    pool = Pool((mentee("mia"),), (near, far))
    assert opened(Desk(), pool) == {"mia": "near"}
    assert opened(Desk(), pool, given=(("mia", "far"),), keep=500) == {"mia": "far"}


def test_the_same_facts_again_change_nothing() -> None:
    desk = Desk()
    opened(desk, Pool((mentee("mia"),), (mentor("paul"),)))
    assert changed(desk, mentees=(mentee("mia"),), mentors=(mentor("paul"),)) == {"mia": "paul"}


def test_somebody_who_was_never_there_can_be_gone() -> None:
    desk = Desk()
    opened(desk, Pool((), ()))
    assert changed(desk, gone=("nobody",)) == {}


def test_a_programme_that_was_not_opened_is_told() -> None:
    with pytest.raises(LookupError):
        changed(Desk(), gone=("nobody",))
