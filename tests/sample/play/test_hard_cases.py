"""What befalls people and pairs is played through the doors, and shown only by what was heard."""

from sample.play import stories
from sample.play.hard_cases.concerns import Concerns
from sample.play.hard_cases.minors import Minors
from sample.play.hard_cases.partings import Partings
from sample.play.hard_cases.words import Words
from tests.sample.play.conftest import Play, scenes, shown, sides

NAMED = {"given_name": "Lina", "family_name": "Verrier", "birth_date": "2010-01-02", "email": None}
VIEW = {
    "territory": "t",
    "languages": ["fr"],
    "offers": [],
    "seeks": [],
    "availability": {},
    "modes": [],
    "travel_km": 5,
}


async def test_the_other_parent_objects_and_agrees_after_some_weeks(play: Play) -> None:
    pair = play.pair(guardians=["g"], minor=True)
    play.doors.answers |= {
        "/people/s": VIEW | {"memberships": [], "guardians": ["g"]},
        "POST /people": {"person_id": "h"},
    }
    await scenes(Minors, play).objects()
    assert play.doors.commands[-2:] == ["/people/s", "/enrolments/e-s/consents/objection"]
    play.hear("PairPaused", pair.pair_id, reason="consent", **sides())
    await play.later()
    assert "/enrolments/e-s/consents" in play.doors.commands
    assert not shown(play, stories.OBJECTION)
    play.hear("PairResumed", pair.pair_id, undone=False, **sides())
    assert shown(play, stories.OBJECTION)


async def test_a_concern_by_phone_counts_once_two_people_have_lifted_it(play: Play) -> None:
    play.pair()
    play.doors.answers["/concerns"] = {"concern_id": "c"}
    await scenes(Concerns, play).by_phone()
    play.hear("ConcernResolved", "c", lifted=True, lift=["m"])
    assert not shown(play, stories.BY_PHONE)
    play.hear("EnrolmentResumed", "e-m", person_id="m")
    assert shown(play, stories.BY_PHONE)


async def test_whoever_is_barred_is_known_again(play: Play) -> None:
    play.pair()
    play.doors.answers |= {"/contact": NAMED, "POST /people": {"standing": "held", "looks_like": "m"}}
    await scenes(Concerns, play).barred()
    await play.later()
    await play.later()
    assert play.doors.commands[-2:] == ["/people/m/erasure", "/people"]
    assert shown(play, stories.BARRED)


async def test_after_a_death_the_student_is_released_weeks_later(play: Play) -> None:
    pair = play.pair()
    play.doors.answers["/search"] = {"rematch": True}
    await scenes(Partings, play).death()
    play.hear("ProfileLeft", "m", person_id="m", quiet=True)
    play.hear("PairEnded", pair.pair_id, kind="early", rematch_wanted=False, **sides())
    await play.later()
    assert play.doors.commands[:2] == ["/people/m/leave", "/candidates/e-s/search"]
    assert shown(play, stories.DEATH)
    assert await play.cast.mentor(pair).post("feedback", "/x") is None


async def test_an_ending_by_mistake_is_taken_back_the_day_after(play: Play) -> None:
    pair = play.pair()
    await scenes(Partings, play).by_mistake()
    await play.later()
    assert "/pairs/m-s/ending/undo" in play.doors.commands
    play.hear("PairResumed", pair.pair_id, undone=True, **sides())
    assert shown(play, stories.UNDONE)


async def test_a_pair_goes_on_for_another_year(play: Play) -> None:
    pair = play.pair()
    await scenes(Partings, play).another_year()
    play.hear("PairRenewed", pair.pair_id, ends_on="2028-06-30", **sides())
    assert shown(play, stories.RENEWED)


async def test_a_meeting_is_told_when_the_coordinator_calls(play: Play) -> None:
    pair = play.pair()
    await scenes(Words, play).tells_nothing()
    assert play.cast.mentor(pair).drifts_after == 5
    play.doors.answers["/at-risk"] = [{"pair_id": pair.pair_id}]
    await play.school.help(pair)
    assert "held" in play.doors.sent[-1][2]
    play.hear("PairBackOnTrack", pair.pair_id, settled=["silent"])
    assert shown(play, stories.LATE)
