"""Both languages say everything."""

from string import Formatter

import pytest

from relais.words import MATCHING, Words, words

FR, EN = words("fr", MATCHING), words("en", MATCHING)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_each_sentence_stands_in_both_languages_with_the_same_facts() -> None:
    french, english = FR.texts, EN.texts
    assert french.keys() == english.keys()
    assert {code: placeholders(text) for code, text in french.items() if code not in SPOKEN_OUT} == {
        code: placeholders(text) for code, text in english.items() if code not in SPOKEN_OUT
    }


SPOKEN_OUT = ("refused-not-a-reference",)  # where the English suggestion is words, the French says its own


@pytest.mark.parametrize(("lang", "text"), [(FR, "12\u202f345"), (EN, "12,345")])
def test_numbers_are_written_as_the_language_writes_them(lang: Words, text: str) -> None:
    assert lang.fact(12_345) == text


def test_a_reason_without_words_is_told_by_its_code() -> None:
    assert FR.refusal("too-odd", "1 to 4") == "too odd (1 to 4)"
