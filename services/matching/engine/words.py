"""Explanations as sentences, in French and English, for people who have never seen a score."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from services.matching.engine.explanation import Alternative, PairExplained, PairReasons
from services.matching.engine.left_out import LeftOut, Waiting
from services.matching.engine.people import Term
from services.matching.engine.remedies import Change
from services.matching.engine.solved import Worth
from services.matching.engine.switch import Cost

LANGUAGES = ("fr", "en")
NAMED = ("skill", "field", "territory")  # facts whose words the network gives
LISTED = {"language": "language", "mode": "mode", "weekday": "weekday", "sought": "level", "offered": "level"}


class Words:
    """`names` are the network's words for skills, fields and territories, by code; a code without a name is spelt out.

    A code that the catalogue does not know, or facts that do not fill its sentence, give a sentence that says nothing.
    """

    def __init__(self, lang: str, names: Mapping[str, str] | None = None) -> None:
        self._words = catalogue(lang)
        self._names = names or {}

    def term(self, term: Term) -> str:
        return self._say("term", term.code, term.facts, term.facts.get("hours"))

    def rule(self, code: str, number: int) -> str:
        """How many mentors a rule removed."""
        return self._say("rule", code, {"number": number}, number)

    def reason(self, code: str | None) -> str:
        """Why there is no mentor yet, for the student and those around them."""
        return self._say("reason", code or "other", {})

    def change(self, change: Change | None) -> str:
        return self._say("change", change.code if change else "none", change.facts if change else {})

    def worth(self, worth: Worth) -> str:
        """Nouns, joined by commas; what is lost instead is said with "less"."""
        others = worth.students - worth.priority
        counted = (("priority", worth.priority), ("student", others), ("point", worth.points))
        said = [
            self._say("worth", code if number > 0 else f"{code}-less", {"number": abs(number)}, abs(number))
            for code, number in counted
            if number
        ]
        return ", ".join(said) or self._say("worth", "nothing", {})

    def reasons(self, told: PairReasons | PairExplained) -> list[str]:
        """A sentence a term."""
        return [self.term(each) for each in told.terms]

    def pair(self, told: PairExplained) -> list[str]:
        """Everything, for a coordinator."""
        facts: dict[str, Any] = {"rank": told.rank, "number": told.suitable, "score": told.score}
        return [
            *self.reasons(told),
            self._say("pair", "rank", facts, told.suitable),
            *self._alternative(told.alternative),
            self._say("pair", "utility", {"worth": self.worth(told.utility)}),
            self._say("pair", "demand", {"worth": self.worth(told.demand)}),
        ]

    def left_out(self, told: LeftOut) -> list[str]:
        """Everything, for a coordinator."""
        feasible = self._say("left-out", "feasible", {"number": told.feasible}, told.feasible)
        rules = sorted(told.removed, key=lambda rule: rule != told.most)
        return [feasible, *(self.rule(rule, told.removed[rule]) for rule in rules), self.change(told.change)]

    def waiting(self, told: Waiting) -> list[str]:
        """For the student and those around them."""
        return [self.reason(told.reason), self.change(told.change)]

    def _alternative(self, other: Alternative | None) -> Iterable[str]:
        if other is None:
            return [self._say("alternative", "none", {})]
        return [self._say("alternative", other.why, {"score": other.score}), *self._cost(other.cost)]

    def _cost(self, cost: Cost | None) -> Iterable[str]:
        if cost is None:
            return []
        nothing = cost.worth == Worth(0) and cost.known != "at-least"
        return [self._say("cost", "nothing" if nothing else cost.known, {"worth": self.worth(cost.worth)})]

    def _say(self, kind: str, code: str, facts: Mapping[str, Any], number: Any = None) -> str:
        """`number` decides between the forms `<code>.one` and `<code>.more`, and `<code>.none` where there is one."""
        sentences: Mapping[str, Any] = self._words[kind]
        sentence = sentences.get(code, sentences.get("other", self._words["unknown"]))
        if isinstance(sentence, dict):
            forms: dict[Any, str] = {0: "none", 1: "one"}
            sentence = sentence.get(forms.get(number, "more"), sentence["more"])
        try:
            return str(sentence).format_map({fact: self._fact(fact, value) for fact, value in facts.items()})
        except KeyError:
            return str(sentences.get("other", self._words["unknown"]))

    def _fact(self, fact: str, value: int | str) -> str:
        if fact in LISTED:
            words: Mapping[str, str] = self._words[LISTED[fact]]
            return words.get(str(value), words["other"])
        if fact in NAMED:
            return self._names.get(str(value)) or str(value).rpartition(".")[2].replace("-", " ").replace("_", " ")
        return f"{value:,}".replace(",", str(self._words["thousands"])) if isinstance(value, int) else value


@cache
def catalogue(lang: str) -> dict[str, Any]:
    """Sentences by kind and code. Raises ValueError for another language."""
    if lang not in LANGUAGES:
        raise ValueError(f"no words in {lang!r}: there are {' and '.join(LANGUAGES)}")
    return tomllib.loads(files("services.matching.engine").joinpath(f"{lang}.toml").read_text("utf-8"))
