"""The words of the commands, in French and in English, for people who have never seen a solver, or a stream."""

import tomllib
from functools import cache
from importlib.resources import files

MATCHING, OFFICE = "relais.matching", "relais.office"
"""Packages that have a catalogue."""
THOUSANDS = {"fr": "\u202f", "en": ","}


class Words:
    """Sentences by code, from a package's `fr.toml` or `en.toml`; numbers are written as the language writes them."""

    def __init__(self, lang: str, package: str) -> None:
        self.lang = lang
        self.texts: dict[str, str] = tomllib.loads(files(package).joinpath(f"{lang}.toml").read_text("utf-8"))

    def __contains__(self, code: str) -> bool:
        return code in self.texts

    def __call__(self, code: str, **facts: object) -> str:
        return self.texts[code].format(**{name: self.fact(value) for name, value in facts.items()})

    def count(self, code: str, number: int, **facts: object) -> str:
        """The sentence for one, or for any other number: `<code>-one`, `<code>-more`."""
        return self(f"{code}-{'one' if number == 1 else 'more'}", number=number, **facts)

    def fact(self, value: object) -> str:
        return f"{value:,}".replace(",", THOUSANDS[self.lang]) if isinstance(value, int) else str(value)

    def refusal(self, reason: str, suggestion: str | None) -> str:
        """Why a cell or a line was refused; a reason without words of its own is told by its code."""
        code = f"refused-{reason}" + ("" if suggestion else "-plain")
        if code in self:
            return self(code, suggestion=(suggestion or "").replace(" to ", "–"))
        return f"{reason.replace('-', ' ')}{f' ({suggestion})' if suggestion else ''}"


@cache
def words(lang: str, package: str) -> Words:
    """Raises KeyError for a sentence that a catalogue lacks, when it is asked for."""
    return Words(lang, package)
