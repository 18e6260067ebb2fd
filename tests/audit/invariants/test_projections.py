"""What a service knows of others is what was said."""

from typing import Any

from audit.documents import Document
from audit.invariants.projections import Projections
from audit.projections import PROJECTIONS
from audit.verdict import Verdict
from contracts.people import ProfileChanged, ProfileCreated, ProfileErased
from tests.audit.history import judged, told, wrongs

SAID = [
    told(ProfileCreated, "p", 1, person_id="p", territory="75056", travel_km=5),
    told(ProfileChanged, "p", 2, person_id="p", territory="69123", travel_km=30),
]


def known(heard: int, **facts: Any) -> Document:
    state = {"person_id": "p", "refused": {}, **facts}
    return Document("matching", "profiles", "p", state=state, applied={"profiles:people:v1/p": heard})


async def projections(document: Document, *more) -> Verdict:
    return await judged(Projections(PROJECTIONS), [*SAID, *more], [document])


async def test_what_was_said_last_is_known():
    verdict = await projections(known(2, territory="69123", travel_km=30))
    assert (verdict.holds, verdict.checked) == (True, 1)


async def test_a_document_that_says_something_else_is_seen():
    verdict = await projections(known(2, territory="69123", travel_km=31))
    assert wrongs(verdict) == [("matching.profiles/p", "is not what the stream says")]


async def test_what_it_has_not_heard_is_not_held_against_it():
    assert (await projections(known(1, territory="75056", travel_km=5))).holds


async def test_a_field_that_an_older_version_did_not_write_is_no_difference():
    assert (await projections(known(2, territory="69123"))).holds


async def test_somebody_erased_who_is_still_known_is_seen():
    gone = told(ProfileErased, "p", 3, person_id="p")
    assert not (await projections(known(3, territory="69123"), gone)).holds
    assert (await projections(known(3, territory="", erased=True), gone)).holds
