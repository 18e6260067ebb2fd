from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.engine.optimum import solve
from services.matching.engine.people import Mentee, Mentor, Policy, Pool, Shortage
from services.matching.engine.reading import columns_of
from services.matching.engine.shortages import shortages, valued
from services.matching.engine.solved import Solved, Worth
from services.matching.engine.typical import Typical
from tests.services.matching.engine.people import mentee, mentor
from tests.services.matching.engine.solving import POLICIES, Market, markets, solved

CELLS = [Shortage("a.x", None, 5, 0), Shortage(None, "g", 5, 0), Shortage("b.x", "h", 5, 0)]


def merit(found: Solved) -> list[int]:
    """What the plan reaches: under strict tiers students by tier, then points."""
    matched = [i for i, j in enumerate(found.plan.chosen.tolist()) if j >= 0]
    tiers = found.columns.tier[matched].tolist()
    points = sum(found.points(i, int(found.plan.score[i])) for i in matched)
    return [*(tiers.count(tier) for tier in (2, 1, 0)), points]


@settings(max_examples=80, deadline=None)
@given(market=markets(), policy=st.sampled_from(POLICIES), cell=st.sampled_from(CELLS))
def test_what_one_more_mentor_is_worth_is_what_adding_them_gains(
    market: Market, policy: Policy, cell: Shortage
) -> None:
    mentees, mentors = market
    found = solved(mentees, mentors, policy)
    (told,) = valued(found, [cell])
    added = replace(Typical(found.columns).mentor(cell.skill, cell.territory), id="new", person="new")
    columns = columns_of(Pool(mentees, (*mentors, added)))
    after = merit(Solved(columns, policy, solve(columns, policy)))
    gained = [has - had for had, has in zip(merit(found), after, strict=True)]
    assert told.known == "exact"
    assert told.worth.points == gained[-1]
    if policy.rule == "strict":
        assert (told.worth.students, told.worth.priority) == (sum(gained[:3]), gained[0] + gained[1])


def test_pairs_that_were_not_kept_make_the_worth_a_bound_and_it_is_called_so() -> None:
    mentees = tuple(mentee(f"e{number}", waited=number) for number in range(6))
    found = solved(mentees, (mentor("m0", places=2), mentor("m1")))
    part = replace(found, plan=replace(found.plan, feasible_pairs=found.plan.feasible_pairs + 1))
    (whole,), (bounded,) = (valued(each, [Shortage("welding", "gex", 6, 3)]) for each in (found, part))
    assert whole.known == "exact"
    assert bounded.worth.points >= whole.worth.points


def test_where_nobody_is_without_a_mentor_one_more_is_worth_nothing() -> None:
    (told,) = valued(solved((mentee(),), (mentor(places=2),)), [Shortage("welding", "gex", 5, 2)])
    assert told.worth == Worth(0)


def test_shortages_of_fewer_than_five_students_are_not_shown() -> None:
    def found(wanting: int) -> tuple[Shortage, ...]:
        return shortages(Pool(tuple(mentee(f"e{number}") for number in range(wanting)), (mentor(places=2),)))

    assert found(4) == ()
    assert Shortage("welding", "gex", 5, 2) in found(5)


def test_the_typical_mentor_knows_the_skill_best_and_is_otherwise_as_most_mentors_are() -> None:
    mentors: list[Mentor] = [
        mentor("a", languages=frozenset({"fr", "en"}), travels=False),
        mentor("b", hours=((17 * 60, 18 * 60),), travels=False),
        mentor("c", modes=frozenset({"online"}), languages=frozenset({"fr", "ar"})),
    ]
    mentees: list[Mentee] = [mentee("e", territory="arve"), mentee("f", territory="arve"), mentee("g")]
    found = Typical(columns_of(Pool(tuple(mentees), tuple(mentors)))).mentor("welding", None)
    assert (found.offers, found.territory, found.places, found.travels) == ({"welding": 4}, "arve", 1, False)
    assert (found.languages, found.modes) == (frozenset({"fr"}), frozenset({"in-person", "online"}))
    assert found.hours == ((17 * 60, 19 * 60),)


def test_a_territory_is_helped_by_the_skill_that_most_look_for_there() -> None:
    mentees = [mentee("a", seeks={"filing": 1}), mentee("b", seeks={"filing": 2}), mentee("c", territory="arve")]
    usual = Typical(columns_of(Pool(tuple(mentees), (mentor(),))))
    assert usual.mentor(None, "gex").offers == {"filing": 4}
