"""On a compacted stream the last record is the document's last word."""

from audit.documents import Document
from audit.invariants.directory import Directory
from tests.audit.history import TOY, WORDS, judged, record, wrongs


def word(subject: str, sequence: int, body: str | None = "{}"):
    return record(subject, sequence, stream=WORDS, body=body)


def document(id: str, sequence: int, **facts) -> Document:
    return Document("toy", "words", id, sequence, {}, **facts)


async def test_gaps_are_normal_where_the_broker_compacts():
    assert (await judged(Directory(TOY), [word("a", 2), word("a", 7)], [document("a", 7)])).holds


async def test_a_last_word_said_again_is_still_the_last_word():
    assert (await judged(Directory(TOY), [word("a", 7), word("a", 7)], [document("a", 7)])).holds


async def test_an_older_word_that_stands_last_is_seen():
    verdict = await judged(Directory(TOY), [word("a", 7, None), word("a", 6)], [document("a", 7)])
    assert wrongs(verdict) == [("toy.words.v1/a", "6 stands after 7: an older word is the last")]


async def test_a_last_word_that_never_came_is_lost():
    verdict = await judged(Directory(TOY), [word("a", 1)], [document("a", 2)])
    assert wrongs(verdict) == [("toy.words.v1/a", "lost: the last word is 2, 1 stands")]


async def test_a_tombstone_goes_in_the_end():
    assert (await judged(Directory(TOY), [], [document("a", 3, erased=True)])).holds


async def test_a_word_that_is_still_pending_is_not_lost():
    assert (await judged(Directory(TOY), [word("a", 1)], [document("a", 2, pending=(2,))])).holds


async def test_a_word_of_nobody_is_seen():
    verdict = await judged(Directory(TOY), [word("a", 1)])
    assert wrongs(verdict) == [("toy.words.v1/a", "no document has decided this")]


async def test_a_word_beyond_its_document_is_seen():
    verdict = await judged(Directory(TOY), [word("a", 3)], [document("a", 2)])
    assert wrongs(verdict) == [("toy.words.v1/a", "no document has decided this")]
