"""A story counts once all its signs were heard, each by an event of its own."""

from sample.play.proof import Proof, told
from tests.sample.play.conftest import heard


def test_signs_come_in_any_order_and_one_event_is_one_sign() -> None:
    proof = Proof("what", "how", [told("PairPaused", "p"), told("PairPaused", "p"), told("PairResumed", "p")])
    assert not proof.complete(heard("PairResumed", "p"))
    assert not proof.complete(heard("PairPaused", "p"))
    assert proof.complete(heard("PairPaused", "p"))


def test_a_sign_is_about_one_id_by_one_person_and_says_its_facts() -> None:
    sign = told("PairAccepted", "p", by="m", origin="round")
    assert sign(heard("PairAccepted", "p", on_behalf="m", origin="round"))
    assert not sign(heard("PairAccepted", "q", on_behalf="m", origin="round"))
    assert not sign(heard("PairAccepted", "p", origin="round"))
    assert not sign(heard("PairAccepted", "p", on_behalf="m", origin="live"))
