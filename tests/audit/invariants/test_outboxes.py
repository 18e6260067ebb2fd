"""Nothing decided stays unsaid."""

import pytest

from audit.documents import Document
from audit.invariants.outboxes import Outboxes
from tests.audit.history import START, TOY, judged, thing, wrongs

WAITS = {"pending": (2, 3), "pending_since": START}


async def test_empty_outboxes_hold():
    assert (await judged(Outboxes(TOY), documents=[thing("a", 3)])).holds


async def test_an_outbox_whose_head_never_goes_is_seen():
    verdict = await judged(Outboxes(TOY), documents=[thing("a", 3, **WAITS)])
    assert wrongs(verdict) == [("toy.things/a", "2 events wait from 2 on")]


@pytest.mark.parametrize("later", [thing("a", 3), thing("a", 4, pending=(4,), pending_since=START)])
async def test_an_outbox_that_moves_holds(later: Document):
    assert (await judged(Outboxes(TOY), documents=[thing("a", 3, **WAITS)], later=[later])).holds


async def test_events_that_no_sweeper_finds_are_seen():
    verdict = await judged(Outboxes(TOY), documents=[thing("a", 3, pending=(3,))])
    assert wrongs(verdict) == [("toy.things/a", "pending_since is absent: no sweeper will find its events")]


async def test_an_empty_outbox_that_still_says_pending_is_seen():
    verdict = await judged(Outboxes(TOY), documents=[thing("a", 3, pending_since=START)])
    assert wrongs(verdict) == [("toy.things/a", "pending_since stands, and nothing is pending")]


async def test_an_outbox_with_holes_is_seen():
    verdict = await judged(Outboxes(TOY), documents=[thing("a", 3, pending=(1, 3), pending_since=START)])
    assert "with holes" in wrongs(verdict)[0][1]


async def test_events_of_a_guard_that_publishes_nowhere_are_seen():
    agenda = Document("toy", "agendas", "p", 1, {}, pending=(1,), pending_since=START)
    verdict = await judged(Outboxes(TOY), documents=[agenda])
    assert wrongs(verdict) == [("toy.agendas/p", "has events to publish, and publishes on no stream")]
