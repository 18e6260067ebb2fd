"""What a person meets, in their language: the English sentence of the code is the key, as gettext has it."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from fastapi import Request

PLACE = re.escape("{}")


class Words:
    """French sentences of the chassis and of one service (`fr.toml` in its package); `{}` stands for any words."""

    def __init__(self, *packages: str) -> None:
        self._exact: dict[str, str] = {}
        for package in packages:
            text = files(package).joinpath("fr.toml").read_text(encoding="utf-8")
            self._exact |= tomllib.loads(text)["sentences"]
        self._patterns = [(_pattern(en), fr) for en, fr in self._exact.items() if "{}" in en]

    def french(self, sentence: str) -> str:
        """The sentence in French; as it is where nobody has translated it."""
        if sentence in self._exact:
            return self._exact[sentence]
        for pattern, french in self._patterns:
            if found := pattern.fullmatch(sentence):
                return french.format(*found.groups())
        return sentence


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(re.escape(english).replace(PLACE, "(.*)"), re.DOTALL)


def in_language_of(request: Request, sentence: str) -> str:
    """French where the caller prefers it (`Accept-Language: fr`), else English."""
    words: Words | None = getattr(request.app.state, "words", None)
    preferred = request.headers.get("accept-language", "").strip().lower()
    return words.french(sentence) if words and preferred.startswith("fr") else sentence


def field_words(request: Request, error: Mapping[str, str]) -> str:
    """What is wrong with one field of a request."""
    spoken = in_language_of(request, f"field: {error['type']}")
    if spoken != f"field: {error['type']}":
        return spoken
    other = in_language_of(request, "field: other")
    return error["msg"] if other == "field: other" else other
