import inspect
import re
from typing import Any, get_args

import pytest

from services.matching.engine import relevance
from services.matching.engine.explanation import Why, explain
from services.matching.engine.left_out import TAKEN, left_out
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Term, Weights
from services.matching.engine.relevance import terms
from services.matching.engine.remedies import ORDER, Change
from services.matching.engine.rules import RULES
from services.matching.engine.solved import Worth
from services.matching.engine.switch import Known
from services.matching.engine.words import LANGUAGES, LISTED, Words, catalogue
from tests.services.matching.engine.people import mentee, mentor
from tests.services.matching.engine.solving import solved

NAMES = {"welding": "soudure", "gex": "Pays de Gex", "trades": "Artisanat"}
TERM_CODES = set(re.findall(r'Term\("([a-z-]+)"', inspect.getsource(relevance)))
NEAR = Nearness({"gex": (46.3, 6.1), "arve": (46.3, 6.15)}, Weights().bands)
CHANGES: dict[str, dict[str, int | str]] = {
    "mode": {"mode": "phone"},
    "hours": {"weekday": 3, "start": "14:00", "end": "15:00"},
    "travel": {},
    "skill": {"skill": "welding"},
    "language": {"language": "en"},
}


def every_term() -> dict[str, Term]:
    one = mentee(seeks={"welding": 2, "trades.x": 1}, goals=frozenset({"welding"}))
    other = mentor(offers={"welding": 3, "trades.y": 2})
    pairs = [(one, other), (one, mentor(territory="arve"))]
    return {term.code: term for pair in pairs for term in terms(*pair, Weights(), NEAR)}


def filled(sentence: str) -> bool:
    return bool(sentence) and sentence[-1] == "." and not re.search(r"[{}]|\bNone\b", sentence)


def shape(words: Any) -> Any:
    """Codes and placeholders of a catalogue."""
    if isinstance(words, str):
        return sorted(re.findall(r"{(\w+)}", words))
    return {code: shape(each) for code, each in words.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_has_words_that_its_facts_fill(lang: str) -> None:
    found, words = every_term(), Words(lang, NAMES)
    assert found.keys() == TERM_CODES == catalogue(lang)["term"].keys() - {"other"}
    for term in found.values():
        assert filled(words.term(term)) and words.term(term) != catalogue(lang)["term"]["other"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_reason_and_change_has_words(lang: str) -> None:
    words = Words(lang, NAMES)
    assert catalogue(lang)["rule"].keys() - {"other"} == set(RULES)
    assert catalogue(lang)["reason"].keys() - {"other"} == {*RULES, TAKEN} - {"excluded"}
    assert catalogue(lang)["change"].keys() - {"other", "none"} == ORDER.keys() == CHANGES.keys()
    for rule in RULES:
        assert filled(words.rule(rule, 1)) and filled(words.rule(rule, 1_234)) and filled(words.reason(rule))
        assert words.rule(rule, 1) != words.rule(rule, 2)
    for code, facts in CHANGES.items():
        assert filled(words.change(Change(code, facts)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_alternative_and_cost_has_words(lang: str) -> None:
    assert catalogue(lang)["alternative"].keys() - {"other", "none"} == set(get_args(Why))
    assert catalogue(lang)["cost"].keys() - {"nothing"} == set(get_args(Known))


def test_both_languages_say_the_same_with_the_same_facts() -> None:
    assert shape(catalogue("fr")) == shape(catalogue("en"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_is_said_neutrally(lang: str) -> None:
    words = Words(lang)
    neutral = catalogue(lang)
    assert words.term(Term("new-kind", 5, {"thing": "secret-code"})) == neutral["term"]["other"]
    assert words.term(Term("skill-offered", 5, {})) == neutral["term"]["other"]
    assert filled(words.rule("new-rule", 3)) and filled(words.reason("excluded")) and filled(words.reason(None))
    assert words.change(Change("new-change", {})) == neutral["change"]["other"]
    for fact, kind in LISTED.items():
        assert neutral[kind]["other"] == words._fact(fact, "zz")


def test_a_parent_reads_plain_sentences() -> None:
    french, english = Words("fr", NAMES), Words("en")
    term = Term("skill-offered", 100, {"skill": "welding", "sought": 2, "offered": 4})
    assert french.term(term) == (
        "Le mentor peut aider pour « soudure » (niveau cherché : avec de l’aide ; niveau du mentor : capable de"
        " l’enseigner)."
    )
    assert english.term(Term("hours-shared", 10, {"hours": 1})).endswith("for one hour a week.")
    assert french.change(Change("hours", CHANGES["hours"])) == (
        "Cela aiderait si l’élève était aussi libre le mercredi de 14:00 à 15:00."
    )
    assert "joinery work" in english.term(Term("goal-skill-offered", 1, {"skill": "trades.joinery-work"}))


def test_worth_is_spelt_out_in_students_and_points() -> None:
    english = Words("en")
    assert english.worth(Worth(1_350, 1, 1)) == "1 student with priority who has a mentor, 1,350 points"
    assert (
        english.worth(Worth(-1, 0, 1))
        == "1 student with priority who has a mentor, minus 1 other student, minus 1 point"
    )
    assert english.worth(Worth(0)) == "nothing"
    assert Words("fr").worth(Worth(12_000)) == "12\u202f000 points"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whole_explanations_are_sentences_without_a_code_or_an_id(lang: str) -> None:
    people = (mentee("first", tier=1), mentee("second"), mentee("third", hours=((0, 60),)))
    found = solved(people, (mentor("m0"), mentor("m1", offers={"welding": 1})))
    words = Words(lang, NAMES)
    for student, number in enumerate(found.plan.chosen.tolist()):
        if number >= 0:
            told = explain(found, student, exact=True)
            said = [*words.pair(told), *words.reasons(told.for_others())]
        else:
            out = left_out(found, student)
            said = [*words.left_out(out), *words.waiting(out.for_others())]
        assert all(map(filled, said))
        assert not re.search(r"\b(m0|m1|first|second|third|[a-z]+-(shared|offered))\b", " ".join(said))


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no words in 'de'"):
        Words("de")
