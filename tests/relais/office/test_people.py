"""Who is meant by a reference, and how they are called."""

import pytest

from relais.complaint import Complaint
from relais.office.people import LIVE, People
from tests.relais.office.desks import SCHOOL, Services, person

ANSWERS = SCHOOL | person("p1", "E-01", "Noé", "Valtier")
OPEN = {"reference": "avenir", "programme_id": "id-1", "open": True}


def people(**more: object) -> People:
    return People(Services(**ANSWERS, **more).desk())


def test_somebody_is_found_by_the_spreadsheets_reference_with_or_without_the_school_or_by_id() -> None:
    known = people()
    assert [known.find(each)["person_id"] for each in ("E-01", "school/E-01", "p1")] == ["p1"] * 3


def test_somebody_is_called_by_name_and_reference() -> None:
    assert people().name("p1") == "Noé Valtier (E-01)"


def test_a_reference_that_an_import_made_up_is_not_shown() -> None:
    guardian = SCHOOL | person("g1", "guardian-0a1b", "Sonia", "Valtier")
    assert People(Services(**guardian).desk()).name("g1") == "Sonia Valtier"


def test_whoever_the_coordinator_may_not_see_is_an_id() -> None:
    assert people().name("p9") == "p9"


def test_an_unknown_reference_says_what_to_do() -> None:
    with pytest.raises(Complaint, match=r"Nobody has the reference E-99 here: .* import it first"):
        people().find("E-99")


def test_a_reference_that_two_schools_use_asks_which() -> None:
    both = {
        "GET /organisations": [{"reference": each, "organisation_id": each} for each in ("north", "south")],
        "GET /people": [{"person_id": "p1"}],
    }
    with pytest.raises(Complaint, match="write school/reference"):
        People(Services(**both).desk()).find("E-01")


def test_the_only_open_programme_needs_no_name_and_of_several_one_is_asked_for() -> None:
    closed, second = OPEN | {"open": False}, {"reference": "campus", "programme_id": "id-2", "open": True}
    assert people(**{"GET /programmes": [OPEN, closed]}).programme(None)["programme_id"] == "id-1"
    several = people(**{"GET /programmes": [OPEN, second]})
    assert several.programme("campus")["programme_id"] == "id-2"
    with pytest.raises(Complaint, match="Say which programme, with --programme: avenir, campus"):
        several.programme(None)


def test_of_several_pairs_the_other_one_says_which() -> None:
    pairs = [{"pair_id": each, "mentor": "m", "mentee": each, "status": "formed"} for each in ("p1", "p2")]
    answers = {
        **person("m", "M-01", "Henri", "Gaspard"),
        "GET /enrolments": [{"programme_id": "id-1", "state": "cleared"}],
        "GET /pairs": [*pairs, pairs[0] | {"status": "ended"}],
    }
    known = people(**answers)
    with pytest.raises(Complaint, match="has several pairs"):
        known.in_pair("M-01", None, LIVE, "no-pair")
    assert known.in_pair("M-01", "E-01", LIVE, "no-pair") == ("m", pairs[0])
    with pytest.raises(Complaint, match="has no open proposal"):
        known.in_pair("M-01", None, ("proposed",), "no-proposal")
