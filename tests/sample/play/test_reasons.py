"""Why two people were matched, in words."""

from sample.play.reasons import in_words


def test_reasons_are_told_as_facts_never_as_numbers_alone() -> None:
    reasons = [
        {"code": "skill-offered", "points": 100, "facts": {"skill": "trades.welding", "sought": 2, "offered": 4}},
        {"code": "hours-shared", "points": 30, "facts": {"hours": 3}},
        {"code": "language-shared", "points": 20, "facts": {"language": "fr"}},
        {"code": "territory-shared", "points": 50, "facts": {"territory": "montcel"}},
    ]
    assert in_words(reasons) == "offers welding, 3 h a week in common, both speak fr, near montcel"


def test_a_reason_that_is_not_known_yet_is_passed_over() -> None:
    assert in_words([{"code": "same-choir", "points": 5, "facts": {}}]) == "nothing but the rules"
