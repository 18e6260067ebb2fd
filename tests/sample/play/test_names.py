"""Pseudonyms."""

from sample.play.names import BIRDS, Names


def test_the_same_id_always_has_the_same_pseudonym() -> None:
    assert Names().adult("a1") == Names().adult("a1")


def test_nobody_shares_a_pseudonym() -> None:
    names = Names()
    assert len({names.adult(f"person-{number}") for number in range(1000)}) == 1000


def test_a_student_is_called_after_a_bird_and_stays_so() -> None:
    names = Names()
    called = names.student("s1")
    assert called.partition("-")[0] in BIRDS
    assert names["s1"] == called
