from typing import Any

import pytest

from services.matching.engine.left_out import Waiting, left_out
from services.matching.engine.people import Mentee, Mentor
from services.matching.engine.remedies import Change
from tests.services.matching.engine.people import mentee, mentor
from tests.services.matching.engine.solving import solved

MORNING = ((8 * 60, 10 * 60),)
ABROAD = frozenset({"en"})


def change_of(one: Mentee, *mentors: Mentor) -> Change | None:
    return left_out(solved((one,), mentors), 0).change


def test_who_is_left_out_learns_how_many_suit_and_which_rule_removed_most() -> None:
    others = (mentor("m0", languages=ABROAD), mentor("m1", languages=ABROAD), mentor("m2", hours=MORNING))
    told = left_out(solved((mentee(),), others), 0)
    assert (told.feasible, told.removed, told.most) == (0, {"language": 2, "hours": 1}, "language")


def test_who_suits_somebody_but_got_no_place_is_told_that_places_lack() -> None:
    found = solved((mentee("a", waited=9), mentee("b")), (mentor(),))
    told = left_out(found, found.columns.number_of_mentee["b"])
    assert (told.feasible, told.most, told.change) == (1, None, None)
    assert told.for_others() == Waiting("b", "taken", None)


@pytest.mark.parametrize(
    ("of_mentee", "of_mentor", "change"),
    [
        ({"modes": frozenset({"phone"})}, {}, Change("mode", {"mode": "online"})),
        ({"hours": MORNING}, {}, Change("hours", {"weekday": 1, "start": "17:00", "end": "18:00"})),
        ({"hours": ((16 * 60, 17 * 60 + 30),)}, {}, Change("hours", {"weekday": 1, "start": "17:00", "end": "18:00"})),
        (
            {"travels": False, "modes": frozenset({"in-person", "online", "phone"})},
            {"travels": False, "modes": frozenset({"in-person"})},
            Change("travel", {}),
        ),
        ({"seeks": {"cooking": 1}}, {}, Change("skill", {"skill": "welding"})),
        ({}, {"languages": ABROAD}, Change("language", {"language": "en"})),
        ({"hours": MORNING}, {"languages": ABROAD}, None),
        ({"never": frozenset({"person-of-mentor"})}, {}, None),
    ],
)
def test_the_smallest_change_is_found_on_the_real_mentors(
    of_mentee: dict[str, Any], of_mentor: dict[str, Any], change: Change | None
) -> None:
    assert change_of(mentee(**of_mentee), mentor(**of_mentor)) == change


def test_another_way_to_meet_asks_less_than_another_hour_and_an_hour_less_than_a_language() -> None:
    one = mentee(modes=frozenset({"phone"}), languages=frozenset({"fr"}))
    by_mode, by_language = mentor("m"), mentor("l", modes=frozenset({"phone"}), languages=ABROAD)
    by_hour = mentor("h", modes=frozenset({"phone"}), hours=MORNING)
    for others, code in (((by_language,), "language"), ((by_language, by_hour), "hours")):
        change = change_of(one, *others)
        assert change is not None and change.code == code
    every = change_of(one, by_language, by_hour, by_mode)
    assert every is not None and every.code == "mode"


def test_the_hour_that_needs_least_is_taken_however_early_another_comes() -> None:
    one = mentee(hours=((18 * 60 + 30, 20 * 60),))
    change = change_of(one, mentor("early", hours=MORNING), mentor("evening", hours=((17 * 60, 19 * 60),)))
    assert change == Change("hours", {"weekday": 1, "start": "18:00", "end": "19:00"})


def test_a_mentor_whose_places_the_plan_gave_away_is_not_worth_a_change_while_another_has_one() -> None:
    served = mentee("served", waited=9)
    late = mentee("late", hours=MORNING)
    found = solved((served, late), (mentor("taken"), mentor("free", languages=ABROAD, hours=MORNING)))
    assert left_out(found, found.columns.number_of_mentee["late"]).change == Change("language", {"language": "en"})


def test_others_never_hear_that_people_are_kept_apart() -> None:
    one = mentee(never=frozenset({"person-of-m0", "person-of-m1"}))
    told = left_out(solved((one,), (mentor("m0"), mentor("m1"), mentor("m2", languages=ABROAD))), 0)
    assert told.most == "excluded"
    assert told.for_others().reason == "language"
    alone = left_out(solved((one,), (mentor("m0"),)), 0)
    assert alone.for_others().reason is None
