"""A round's preview, as a coordinator reads it."""

from typing import Any

import pytest

from relais.complaint import Complaint
from relais.office.options import Language
from relais.office.people import People
from relais.office.preview import Preview
from relais.office.rounds import _mark
from tests.relais.office.desks import SCHOOL, Services, person

WELDING = {"code": "skill-offered", "points": 100, "facts": {"skill": "trades.welding", "sought": 2, "offered": 4}}
HOURS = {"code": "hours-shared", "points": 30, "facts": {"hours": 3}}
ENROLLED = {"es": "s", "et": "t", "eu": "u", "em": "m"}
NAMES = {"s": ("E-01", "Noé"), "t": ("E-02", "Lina"), "u": ("E-03", "Elsa"), "m": ("M-01", "Henri")}


def planned(pair_id: str, mentee: str, score: int, **marks: bool) -> dict[str, Any]:
    known = {"pair_id": pair_id, "mentee": mentee, "mentor": "em", "score": score, "reasons": [WELDING, HOURS]}
    return {**known, "struck": False, "pinned": False, "skipped": None, **marks}


def told(*pairs: dict[str, Any]) -> dict[str, Any]:
    return {
        "round_id": "r",
        "totals": {"pairs": len(pairs), "mentees": 3, "places": 2},
        "certificate": {"optimal": True},
        "pairs": list(pairs),
        "barriers": {"eu": {"skill": 1, "hours": 0}},
        "moved": ["et"],
    }


def preview(services: Services, lang: Language = "en") -> Preview:
    for id, (reference, given) in NAMES.items():
        services.answers |= person(id, reference, given, "X")
    services.answers |= SCHOOL
    return Preview(People(services.desk(lang)), told(planned("b", "et", 90), planned("a", "es", 130)), ENROLLED)


def test_pairs_are_numbered_from_the_best_and_whoever_is_left_out_follows() -> None:
    assert list(preview(Services()).lines())[2:-1] == [
        "  1  Henri X (M-01) with Noé X (E-01), 130 points",
        "       Welding, 3 h a week in common",
        "  2  Henri X (M-01) with Lina X (E-02), 90 points — other than in the preview before",
        "       Welding, 3 h a week in common",
        "  3  Elsa X (E-03): no mentor",
        "       1 mentor offers nothing of what the student looks for.",
    ]


def test_a_number_means_a_pair_or_somebody_left_out() -> None:
    shown = preview(Services())
    assert [shown.mentee(number) for number in (1, 2, 3)] == ["es", "et", "eu"]
    assert shown.ids([2, 1]) == {"a", "b"}
    with pytest.raises(Complaint, match="no pair with the number 4"):
        shown.mentee(4)
    with pytest.raises(Complaint, match="no pair with the number 3"):
        shown.ids([3])


def test_the_reasons_are_sentences_with_the_networks_words() -> None:
    assert "Soudage" in preview(Services(), "fr").reasons(1)[0]


def test_marks_are_added_and_a_pair_has_one_of_them() -> None:
    services = Services()
    shown = preview(services)
    shown.told = told(planned("a", "es", 130, pinned=True), planned("b", "et", 90))
    services.answers["PUT /rounds/r/struck"] = services.answers["PUT /rounds/r/pinned"] = shown.told
    _mark(shown.people.desk, shown, strike=[1], pin=[], free=[])
    assert services.told == [
        ("PUT /rounds/r/pinned", {"pair_ids": []}),
        ("PUT /rounds/r/struck", {"pair_ids": ["a"]}),
    ]
