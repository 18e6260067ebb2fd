"""What a coordinator reads, in both languages, with no code shown alone."""

import re
from typing import get_args

import pytest

from contracts.codes import OTHER, Codes
from contracts.followups import RiskReason
from contracts.policy import CheckInKind, StepKind
from contracts.words import Voice
from relais.office.options import Language, spoken
from relais.words import OFFICE, words
from services.matching.case import AlreadyPaired, KeptApart, NotAvailable
from services.matching.domain.places import NoPlaceFree
from services.profiles.domain.enrolment import Halt

FR, EN = words("fr", OFFICE), words("en", OFFICE)
SIGNERS = ("mentor", "mentee", "guardian", "school")


def codes(told: object) -> tuple[str, ...]:
    """Those that are told; `other` has words for all of them."""
    known = next(each.known for each in get_args(told) if isinstance(each, Codes))
    return tuple(each for each in known if each != OTHER)


def test_both_languages_say_the_same_with_the_same_facts() -> None:
    assert FR.texts.keys() == EN.texts.keys()
    facts = re.compile(r"{(\w+)")
    for code, text in EN.texts.items():
        assert set(facts.findall(FR.texts[code])) <= set(facts.findall(text)) | {"suggestion"}, code


@pytest.mark.parametrize(
    ("about", "known"),
    [
        ("step", codes(StepKind)),
        ("check-in", codes(CheckInKind)),
        ("risk", codes(RiskReason)),
        ("halt", get_args(Halt)),
        ("voice", [each for each in codes(Voice) if each in SIGNERS]),
        ("skipped", [each().code for each in (NotAvailable, AlreadyPaired, KeptApart, NoPlaceFree)]),
    ],
)
def test_every_code_that_is_shown_has_words(about: str, known: list[str]) -> None:
    assert [code for code in known if f"{about}-{code}" not in FR] == []


@pytest.mark.parametrize(
    ("machine", "lang", "told"),
    [("fr_FR.UTF-8", None, "fr"), ("C.UTF-8", None, "en"), ("fr_FR.UTF-8", "en", "en"), ("", "fr", "fr")],
)
def test_the_language_is_the_machines_unless_one_is_named(
    monkeypatch: pytest.MonkeyPatch, machine: str, lang: Language | None, told: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", machine)
    assert spoken(lang) == told
