"""A feed has one address at a time, or none."""

from contracts.people import ProfileErased
from services.scheduling.domain import feed
from tests.services.scheduling.makers import NOW


def test_a_new_address_replaces_the_one_before() -> None:
    state, _ = feed.readdress("anna", "net", "secret")
    assert feed.keys(state) == ["secret"]


def test_a_revoked_feed_has_no_address() -> None:
    assert feed.keys(feed.revoke("anna", "net")[0]) == []


def test_an_erased_person_has_no_feed() -> None:
    state, _ = feed.erased(feed.readdress("anna", "net", "secret")[0], ProfileErased(person_id="anna"), NOW)
    assert state
    assert feed.keys(state) == []
    assert feed.erased(None, ProfileErased(person_id="anna"), NOW) == (None, [])
