"""Organisations: registered, suspended and back, closed for good."""

import pytest

from contracts.hours import SchoolCalendar
from services.profiles.domain import organisation
from services.profiles.domain.organisation import OrganisationClosedForGood, Particulars, SchoolWithoutCalendar
from tests.services.profiles.made import NOW, names

SCHOOL = Particulars(
    reference="lycee", name="Lycée", kind="school", territory="montcel", calendar=SchoolCalendar(zone="B")
)
COMPANY = Particulars(reference="acier", name="Acier", kind="company", territory="montcel", partner="acier")


def test_a_school_needs_a_calendar():
    with pytest.raises(SchoolWithoutCalendar):
        organisation.register(SCHOOL.model_copy(update={"calendar": None}), "net", "one")


def test_a_suspended_organisation_comes_back_with_all_its_facts():
    state, events = organisation.register(SCHOOL, "net", "one")
    assert names(events) == ["OrganisationRegistered"]
    state, events = organisation.suspend(state, "administrative", NOW)
    assert (names(events), organisation.suspend(state, "administrative", NOW)[1]) == (["OrganisationSuspended"], [])
    _, events = organisation.resume(state, NOW)
    assert (names(events), events[0].calendar.zone) == (["OrganisationResumed"], "B")


def test_what_changes_nothing_is_not_told():
    state, _ = organisation.register(SCHOOL, "net", "one")
    assert organisation.change(state, SCHOOL, NOW) == (state, [])


def test_a_partners_name_belongs_to_one_organisation_until_it_closes():
    state, _ = organisation.register(COMPANY, "net", "one")
    assert organisation.keys(state) == ["net/organisation/acier", "net/partner/acier"]
    closed, _ = organisation.close(state, "agreement-ended", NOW)
    assert organisation.keys(closed) == []
    with pytest.raises(OrganisationClosedForGood):
        organisation.resume(closed, NOW)
