"""What a company reads: the same whoever its event is about."""

from datetime import timedelta

import pytest

from chassis.settings import Partner
from contracts.partners import EventAccepted, MentorNominated
from services.profiles.domain import identity, nomination, receipt
from services.profiles.domain.nomination import Nomination
from services.profiles.reactions import REACTIONS
from services.profiles.store import Nominations, People, Programmes, Receipts
from tests.services.profiles.domain.test_nomination import FACTS, NOMINATED, a_nomination, joining
from tests.services.profiles.made import NOW, a_person, envelope

PARTNERS = {"acier": Partner(network="net", source="//acier.example/hr")}
CONFIRMED, _ = nomination.confirm(a_nomination(), joining(), NOW)
PHASES = {
    "new": None,
    "nominated": a_nomination(),
    "confirmed": CONFIRMED,
    "joined": nomination.joined(CONFIRMED, "person", NOW)[0],
    "refused": nomination.decline(a_nomination(), NOW)[0],
    "silent": nomination.due(a_nomination(), NOW + timedelta(days=60))[0],
}


@pytest.mark.parametrize("before", PHASES.values(), ids=PHASES)
def test_received_says_the_same_of_somebody_new_known_or_refused(before: Nomination | None):
    nomination.received(before, NOMINATED, NOW)  # never stops the event, whatever came before
    _, [event] = receipt.accept(None, NOMINATED, NOW)
    plain = EventAccepted(partner="acier", ce_id="1", partition=0, offset=7, received_at=NOW)
    assert event == plain


def test_no_receipt_is_written_by_looking_at_a_person():
    (table,) = [each for each in REACTIONS.tables(PARTNERS) if "acier.inbound" in each.stream.name]
    assert {row.kind for row in table.rows["MentorNominated"]} == {Programmes, Nominations, Receipts}
    assert People not in table.kinds()


def test_two_companies_that_nominate_one_person_read_the_same_and_are_two_nominations():
    other = MentorNominated(**FACTS).told(envelope(partner="bois", position=(0, 7)))
    ours, theirs = (receipt.accept(None, each, NOW)[1][0] for each in (NOMINATED, other))
    assert theirs == ours.model_copy(update={"partner": "bois"})
    assert nomination.id_of(NOMINATED) != nomination.id_of(other)


def test_whoever_two_companies_nominate_is_held_the_second_time_until_a_coordinator_says_the_same():
    first = a_person("one", references=("acier/r-1",), registered_with="acier", likeness="alike")
    assert identity.look_alike([first], "bois/r-7", "bois") == (None, "one")
