from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.engine.ceiling import ceiling
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Pool, Rhythm, Weights
from services.matching.engine.reading import columns_of
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from tests.services.matching.engine.people import mentee, mentor
from tests.services.matching.engine.solving import SKILLS

WEIGHTS = Weights()
NEAR = Nearness({"g": (46.3, 6.1), "h": (46.3, 6.15), "k": (48.8, 2.3)}, WEIGHTS.bands)
FACTS = {
    "territory": st.sampled_from("ghk"),
    "languages": st.frozensets(st.sampled_from(["fr", "en", "ar"]), min_size=1),
    "modes": st.frozensets(st.sampled_from(["in-person", "online", "phone"]), min_size=1),
    "travels": st.booleans(),
    "hours": st.sampled_from([((0, 90),), ((1020, 1140),), ((30, 300), (1080, 1440)), ((9000, 10080),)]),
}


@settings(max_examples=300, deadline=None)
@given(
    sought=st.fixed_dictionaries({**FACTS, "seeks": SKILLS, "goals": st.frozensets(st.sampled_from(["a.x", "b.x"]))}),
    offered=st.fixed_dictionaries({**FACTS, "offers": SKILLS}),
)
def test_no_pair_that_the_rules_allow_scores_more(sought: dict[str, Any], offered: dict[str, Any]) -> None:
    one, other = mentee(**sought), mentor(**offered)
    columns = columns_of(Pool((one, mentee("second")), ()))
    most = int(ceiling(columns, other, WEIGHTS, NEAR)[columns.number_of_mentee["mentee"]])
    if barrier(one, other, Rhythm(), NEAR) is None:
        assert score(terms(one, other, WEIGHTS, NEAR)) <= most


def test_whoever_shares_no_language_is_not_looked_at() -> None:
    columns = columns_of(Pool((mentee(languages=frozenset({"en"})),), ()))
    assert ceiling(columns, mentor(), WEIGHTS, NEAR).tolist() == [-1]
