import json

from hypothesis import given
from hypothesis import strategies as st

from services.matching.engine.equity import POLICIES, Group, compare, to_json, untold
from services.matching.engine.people import Mentee, Mentor, Policy, Pool
from services.matching.engine.reading import columns_of
from tests.services.matching.engine.people import mentee, mentor

SEEKS = {"welding": 2, "filing": 2}


def school(name: str | None, number: int, **facts: object) -> tuple[Mentee, ...]:
    return tuple(mentee(f"{name}-{each}", school=name, **facts) for each in range(number))


def groups(mentees: tuple[Mentee, ...], kind: str, mentors: tuple[Mentor, ...] = (), limit: int = 60) -> list[Group]:
    (row,) = compare(columns_of(Pool(mentees, mentors)), [Policy()], limit=limit)
    return [group for group in row.groups if group.kind == kind]


def test_policies_stand_side_by_side_with_what_each_costs_and_gives() -> None:
    ordinary, first = school("a", 6, seeks=SEEKS), school("b", 5, tier=1)
    rows = compare(columns_of(Pool(ordinary + first, (mentor(offers=dict.fromkeys(SEEKS, 3), places=6),))))
    assert [(row.rule, row.bonus) for row in rows] == [("total", 0), ("bonus", 100), ("bonus", 300), ("strict", 0)]
    assert len(rows) == len(POLICIES)
    total, strict = rows[0], rows[-1]
    assert [(g.name, g.matched) for g in total.groups if g.kind == "priority"] == [("first", 0), ("others", 6)]
    assert [(g.name, g.matched) for g in strict.groups if g.kind == "priority"] == [("first", 5), ("others", 1)]
    assert (total.cost, strict.cost, strict.gained) == (0, 500, 0)
    assert total.score - strict.score == strict.cost


def test_rates_are_told_by_territory_by_school_and_for_those_who_waited_too_long() -> None:
    mentees = school("a", 5, waited=61) + school("b", 5, waited=60, territory="arve")
    helpers = (mentor("m", places=2, territory="gex"),)
    assert groups(mentees, "school", helpers) == [Group("school", "a", 5, 2), Group("school", "b", 5, 0)]
    assert groups(mentees, "territory", helpers) == [Group("territory", "arve", 5, 0), Group("territory", "gex", 5, 2)]
    assert groups(mentees, "waiting", helpers) == [Group("waiting", "beyond", 5, 2), Group("waiting", "within", 5, 0)]
    assert groups(mentees, "school", helpers)[0].percent == 40


def test_a_group_below_five_is_hidden_together_with_the_one_by_which_it_could_be_computed() -> None:
    mentees = school("a", 4) + school("b", 6) + school("c", 9)
    assert [(g.name, g.students, g.matched, g.percent) for g in groups(mentees, "school")] == [
        ("a", None, None, None),
        ("b", None, None, None),
        ("c", 9, 0, 0),
    ]


def test_two_hidden_groups_that_are_small_together_hide_a_third() -> None:
    assert untold({"a": 2, "b": 2, "c": 7, "d": 8}) == {"a", "b", "c"}
    assert untold({"a": 4, "b": 4, "c": 7}) == {"a", "b"}
    assert untold({"a": 5, "b": 7}) == set()
    assert untold({"a": 3}) == {"a"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9)))
def test_what_is_hidden_is_never_the_rest_of_one_small_group(students: dict[str, int]) -> None:
    hidden = untold(students)
    assert all(number >= 5 for name, number in students.items() if name not in hidden)
    assert not hidden or sum(students[name] for name in hidden) >= 5 or hidden == set(students)
    assert len(hidden) != 1 or len(students) == 1


def test_students_without_a_school_are_a_group_of_their_own() -> None:
    assert [group.name for group in groups(school(None, 5) + school("a", 5), "school")] == ["a", "none"]


def test_the_report_is_plain_json() -> None:
    rows = to_json(compare(columns_of(Pool(school("a", 5), (mentor(places=3),)))))
    assert json.loads(json.dumps(rows)) == rows
    assert {"kind": "school", "name": "a", "students": 5, "matched": 3, "percent": 60} in rows[0]["groups"]


def test_nobody_at_all_is_a_report_without_groups() -> None:
    (row,) = compare(columns_of(Pool((), ())), [Policy()])
    assert (row.matched, row.score, row.groups) == (0, 0, ())
