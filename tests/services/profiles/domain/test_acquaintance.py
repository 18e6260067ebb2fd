"""What the two of a pair learn of each other, and what they do not."""

from datetime import date
from typing import Any

import pytest

from contracts.pairs import PairEnded, PairFormed, PairResumed, Side
from services.profiles.domain import halt, live_pair
from services.profiles.domain.acquaintance import acquainted, reach_directly
from services.profiles.domain.contact import Reach
from tests.services.profiles.made import NOW, TODAY, cleared_mentor, cleared_minor

NAMES = {"given_name": "Jeanne", "family_name": "Exemple", "birth_date": date(1951, 3, 2)}
WAYS = {"email": "jeanne@example.org", "phone": "+33600000000"}
MENTOR, MENTEE = cleared_mentor(), cleared_minor()
SIDES: dict[str, Any] = {
    "mentor": Side(person_id="m", enrolment_id="me"),
    "mentee": Side(person_id="s", enrolment_id="se"),
}
OF_A_PAIR: dict[str, Any] = {"pair_id": "pair", "programme_id": "programme", **SIDES}


def born(day: date | None) -> Reach:
    return Reach(given_name="Tom", family_name="Exemple", birth_date=day)


def preferring(channel: str, **ways: str) -> Reach:
    return Reach.model_validate({**NAMES, **(ways or WAYS), "preferred_channel": channel})


def formed() -> PairFormed:
    return PairFormed.model_construct(**OF_A_PAIR)


def parted() -> PairEnded:
    return PairEnded.model_construct(**OF_A_PAIR)


@pytest.mark.parametrize(
    ("channel", "reach"), [("phone", WAYS["phone"]), ("sms", WAYS["phone"]), ("email", WAYS["email"])]
)
def test_the_first_name_and_the_preferred_channel_are_told_and_nothing_else(channel: str, reach: str) -> None:
    known = acquainted("m", "mentor", preferring(channel), directly=True)
    told = {"person_id": "m", "role": "mentor", "first_name": "Jeanne"}
    assert known.model_dump() == told | {"through": "themselves", "channel": channel, "reach": reach}


@pytest.mark.parametrize(
    ("reach", "directly"),
    [
        (preferring("post"), True),
        (preferring("web"), True),
        (preferring("email", phone=WAYS["phone"]), True),  # a number that nobody chose as the way
        (preferring("phone"), False),
    ],
)
def test_whatever_the_reason_the_way_through_the_referent_looks_the_same(reach: Reach, directly: bool) -> None:
    known = acquainted("m", "mentor", reach, directly=directly)
    assert (known.first_name, known.through, known.channel, known.reach) == ("Jeanne", "referent", None, None)


def test_nobody_reaches_a_minor_directly_nor_somebody_whose_age_is_not_known() -> None:
    eighteen_tomorrow, eighteen = date(TODAY.year - 18, 9, 2), date(TODAY.year - 18, 9, 1)
    birthdays = (None, eighteen_tomorrow, eighteen)
    assert [reach_directly(born(day), (MENTOR, MENTEE), TODAY) for day in birthdays] == [False, False, True]


@pytest.mark.parametrize("reason", ["check", "consent", "concern", "administrative"])
def test_while_one_of_the_two_is_halted_they_do_not_reach_each_other(reason: Any) -> None:
    adult = born(date(2000, 1, 1))
    for who in (MENTOR, MENTEE):
        halted, _ = halt.suspend(who, reason, NOW)
        assert not reach_directly(adult, {MENTOR.role: MENTOR, MENTEE.role: MENTEE, who.role: halted}.values(), TODAY)
    resting, _ = halt.pause(MENTOR, None, NOW, NOW)
    assert reach_directly(adult, (resting, MENTEE), TODAY)


def test_a_pair_is_known_from_its_forming_to_its_end_and_again_when_that_is_undone() -> None:
    lives, _ = live_pair.goes_on(None, formed(), NOW)
    assert lives and (lives.mentor, lives.mentee) == (SIDES["mentor"], SIDES["mentee"])
    over, _ = live_pair.ended(lives, parted(), NOW)
    assert over and (over.lives, over.mentor, over.mentee) == (False, None, None)
    undone = PairResumed.model_construct(**OF_A_PAIR, undone=True)
    assert live_pair.goes_on(over, undone, NOW)[0] == lives
