"""Companies' nominees, the receipts that companies read, and a programme that takes no nominations."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from contracts.partners import Agreed, MentorNominated, NominationChanged, NominationWithdrawn
from contracts.policy import Policy
from services.profiles.domain import nomination, programme, receipt
from services.profiles.domain.enrolment import Wish
from services.profiles.domain.nomination import Joining, Nomination, NominationOver
from services.profiles.domain.person import Portrait
from services.profiles.domain.programme import NominationsClosed, Outline
from tests.services.profiles.made import NOW, envelope, names

SENT = envelope(partner="acier", position=(0, 7))
FACTS = {
    "given_name": "Marie",
    "family_name": "Exemple",
    "email": "marie@example.org",
    "agreed": Agreed(on=date(2026, 7, 31), text="J'accepte."),
}
NOMINATED = MentorNominated(**FACTS).told(SENT)


def a_nomination() -> Nomination:
    return nomination.received(None, NOMINATED, NOW)[0]


def joining() -> Joining:
    return Joining(
        person_id="person",
        enrolment_id="enrolment",
        programme_id="programme",
        portrait=Portrait(territory="montcel"),
        wish=Wish(places=1),
        actor="coordinator",
        on_behalf=None,
        channel="web",
    )


def test_a_nominee_who_stays_silent_for_sixty_days_is_erased():
    state = a_nomination()
    assert state.due_at == NOW + timedelta(days=60)
    silent, events = nomination.due(state, state.due_at)
    assert (silent.phase, silent.nominee, silent.due_at, events) == ("silent", None, None, [])


def test_a_nomination_put_right_holds_as_it_is_now():
    other = NominationChanged(**{**FACTS, "given_name": "Marianne"}).told(SENT)
    state, _ = nomination.changed(a_nomination(), other, NOW)
    assert state.nominee and state.nominee.reach.given_name == "Marianne"


def test_a_withdrawn_nomination_keeps_nothing_and_a_later_change_does_not_revive_it():
    state, _ = nomination.withdrawn(a_nomination(), NominationWithdrawn().told(SENT), NOW)
    assert state and (state.phase, state.nominee) == ("withdrawn", None)
    state, _ = nomination.changed(state, NominationChanged(**FACTS).told(SENT), NOW)
    assert state.phase == "withdrawn"


def test_whoever_confirmed_is_left_in_peace_by_the_company():
    state, _ = nomination.confirm(a_nomination(), joining(), NOW)
    assert nomination.received(state, NOMINATED, NOW) == (state, [])
    assert nomination.withdrawn(state, NominationWithdrawn().told(SENT), NOW) == (state, [])
    with pytest.raises(NominationOver):
        nomination.decline(state, NOW)


def test_a_confirmation_is_recorded_with_a_due_date_that_goes_on_where_a_process_died():
    state, _ = nomination.confirm(a_nomination(), joining(), NOW)
    assert (state.phase, state.due_at) == ("confirmed", NOW + timedelta(days=1))
    over, _ = nomination.joined(state, "person", NOW)
    assert (over.phase, over.person_id, over.nominee, over.joining, over.due_at) == (
        "joined",
        "person",
        None,
        None,
        None,
    )


def test_an_event_is_received_in_the_same_words_once():
    state, events = receipt.accept(None, NOMINATED, NOW)
    assert (names(events), events[0].ce_id, events[0].offset) == (["EventAccepted"], "1", 7)
    assert receipt.accept(state, NOMINATED, NOW) == (state, [])


@pytest.mark.parametrize(
    ("fault", "code", "field"),
    [
        (("agreed", "missing"), "missing-field", "agreed"),
        (("ce_source", "not-yours"), "wrong-source", "ce_source"),
        (("body", "json_invalid"), "not-json", None),
        (("", "unreachable"), "no-way-to-reach", None),
    ],
)
def test_what_is_wrong_with_the_form_is_told_in_both_languages_without_content(fault, code, field):
    unread = SimpleNamespace(partner="acier", ce_id="1", partition=0, offset=7, faults=(fault,))
    _, events = receipt.reject(None, unread, NOW)
    assert (names(events), events[0].code, events[0].field) == (["EventRejected"], code, field)
    assert events[0].words_fr
    assert events[0].words_en


def test_an_unreadably_long_id_is_quoted_in_short():
    long = MentorNominated(**FACTS).told(envelope(id="x" * 500, partner="acier", position=(0, 7)))
    assert len(receipt.accept(None, long, NOW)[1][0].ce_id) == 200


def test_a_strict_policy_stops_a_nomination_until_it_is_mended():
    outline = Outline(
        reference="p", name="P", owner="o", first_day=date(2026, 9, 1), last_day=date(2027, 7, 1), policy=Policy()
    )
    state, _ = programme.start(outline, "net", "programme")
    assert programme.nominated(state, NOMINATED, NOW) == (state, [])
    strict, events = programme.set_policy(state, Policy(nominations_open=False), NOW)
    assert names(events) == ["ProgrammeChanged"]
    with pytest.raises(NominationsClosed):
        programme.nominated(strict, NOMINATED, NOW)


def test_a_programme_does_not_close_while_pairs_live():
    outline = Outline(reference="p", name="P", owner="o", first_day=date(2026, 9, 1), last_day=date(2027, 7, 1))
    state, _ = programme.start(outline, "net", "programme")
    with pytest.raises(programme.PairsStillLive):
        programme.close(state, 1, NOW)
    closed, events = programme.close(state, 0, NOW)
    assert (names(events), programme.keys(closed)) == (["ProgrammeClosed"], [])
    with pytest.raises(programme.ProgrammeIsClosed):
        programme.set_policy(closed, Policy(), NOW)
