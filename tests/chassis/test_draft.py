"""One document in memory: what is decided, what it becomes in the store, what is refused."""

from datetime import UTC, datetime

import pytest

from chassis.arrival import guard
from chassis.draft import Draft, partition_of
from chassis.errors import EventRefused, KeyReused, NotFound
from chassis.kind import Cause
from chassis.settings import Settings
from tests.chassis import toy

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
CAUSE = Cause("net", actor="p1", on_behalf="p2", channel="phone", key="k", fingerprint="f")


def bumped(document: dict | None = None) -> Draft[toy.Thing]:
    draft = Draft(toy.Things, "a", document)
    draft.decide(lambda state, now: toy.bump(state, "a", toy.Bump()), CAUSE, NOW)
    return draft


def headers(draft: Draft) -> dict[str, str]:
    return {name: value.decode() for name, value in draft.outgoing()[-1]["headers"]}


def test_a_new_document_holds_state_events_guards_and_the_command_at_once():
    document = bumped().insertion()
    assert (document["version"], document["sequence"], document["state"]["number"]) == (1, 1, 1)
    assert [entry["sequence"] for entry in document["outbox"]] == [1]
    assert document["commands"] == [{"key": "k", "fingerprint": "f"}]


def test_an_event_says_who_did_it_in_whose_name_and_how():
    told = headers(bumped())
    assert (told["ce_actor"], told["ce_onbehalf"], told["ce_channel"]) == ("p1", "p2", "phone")
    assert told["ce_id"] == f"{toy.THINGS.name}/a/1"
    assert told["ce_source"] == "/relais/toy"


def test_a_second_decision_counts_on():
    draft = bumped(bumped().insertion())
    query, change = draft.update()
    assert query == {"_id": "a", "version": 1}
    assert change["$set"]["sequence"] == 2
    assert [entry["sequence"] for entry in draft.outgoing()] == [1, 2]


def test_a_key_tells_a_repetition_from_another_command():
    draft = Draft(toy.Things, "a", bumped().insertion())
    assert draft.done(CAUSE)
    assert not draft.done(Cause("net", key="another"))
    with pytest.raises(KeyReused):
        draft.done(Cause("net", key="k", fingerprint="other"))


def test_nothing_crosses_a_network():
    with pytest.raises(NotFound):
        Draft(toy.Things, "a", bumped().insertion()).decide(lambda s, n: (s, []), Cause("elsewhere"), NOW)


def test_an_aggregate_publishes_on_its_own_stream_only():
    with pytest.raises(EventRefused):
        Draft(toy.Things, "a", None).decide(
            lambda s, n: (None, [toy.MirrorMoved(thing_id="a", number=1)]), Cause("net"), NOW
        )


def test_a_due_date_that_is_void_is_absent():
    wound = Draft(toy.Things, "a", None)
    wound.decide(lambda s, n: toy.wind(s, "a", 5, 1, n), Cause("net"), NOW)
    document = wound.insertion()
    assert "due_at" in document
    rung = Draft(toy.Things, "a", document)
    rung.decide(lambda s, n: toy.ring(s, s.due_at), Cause("net"), NOW)
    _, change = rung.update()
    assert "due_at" in change["$unset"]
    assert "due_at" not in change["$set"]


def test_keys_go_where_kafka_s_own_clients_send_them():
    """Expected: org.apache.kafka.common.utils.Utils.murmur2, made positive, modulo the count."""
    assert [partition_of(key, 6) for key in ("", "a", "21", "foobar")] == [
        (murmur & 0x7FFFFFFF) % 6 for murmur in (275646681, -1563381124, -973932308, -790332482)
    ]


def test_a_guard_s_name_is_fit_for_a_field_of_the_store():
    assert guard("toy.things.v1", "abc-1") == "toy:things:v1/abc-1"
    odd = guard("toy.things.v1", "a.b$c/é")
    assert not set(odd.partition("/")[2]) & set(".$/")


def test_every_setting_is_described():
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
