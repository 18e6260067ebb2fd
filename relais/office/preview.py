"""A round's preview as lines that somebody can read out: numbered, with names, points and reasons in words."""

from collections.abc import Iterator, Sequence
from typing import Any

from relais.matching.names import names
from relais.office.desk import Thing
from relais.office.people import People
from services.matching.engine.people import Term
from services.matching.engine.words import Words


class Preview:
    """Pairs are numbered from the highest score; whoever is left out follows. `enrolled`: people by enrolment."""

    def __init__(self, people: People, told: Thing, enrolled: dict[str, str]) -> None:
        self.people, self.told, self._enrolled = people, told, enrolled
        self._names = names(people.desk.lang)
        self._words = Words(people.desk.lang, self._names)

    @property
    def round_id(self) -> str:
        return str(self.told["round_id"])

    @property
    def pairs(self) -> list[Thing]:
        return sorted(self.told["pairs"], key=lambda each: (-each["score"], each["pair_id"]))

    @property
    def left_out(self) -> list[str]:
        """Enrolments of students who have nobody."""
        return sorted(self.told["barriers"])

    def marked(self, name: str) -> frozenset[str]:
        return frozenset(each["pair_id"] for each in self.told["pairs"] if each[name])

    def ids(self, numbers: Sequence[int]) -> frozenset[str]:
        """Raises Complaint for a number that is no pair's."""
        return frozenset(self._pair(number)["pair_id"] for number in numbers)

    def mentee(self, number: int) -> str:
        """The student's enrolment. Raises Complaint."""
        pairs, left = self.pairs, self.left_out
        if 0 < number - len(pairs) <= len(left):
            return left[number - len(pairs) - 1]
        return str(self._pair(number)["mentee"])

    def title(self, number: int) -> str:
        pairs = self.pairs
        return self.two(pairs[number - 1]) if number <= len(pairs) else self._name(self.mentee(number))

    def two(self, pair: Thing) -> str:
        say = self.people.desk.words
        return say("two", mentor=self._name(pair["mentor"]), mentee=self._name(pair["mentee"]))

    def lines(self) -> Iterator[str]:
        say, totals = self.people.desk.words, self.told["totals"]
        yield say("preview-title", pairs=totals["pairs"], mentees=totals["mentees"], places=totals["places"])
        yield say("preview-proved" if self.told["certificate"]["optimal"] else "preview-unproved")
        for number, pair in enumerate(self.pairs, 1):
            mark = "struck" if pair["struck"] else "pinned" if pair["pinned"] else self._moved(pair)
            yield say("preview-pair", number=number, two=self.two(pair), score=pair["score"], mark=say(f"mark-{mark}"))
            yield f"       {', '.join(self._facts(pair['reasons']))}"
        for number, mentee in enumerate(self.left_out, len(self.pairs) + 1):
            yield say("preview-left-out", number=number, who=self._name(mentee))
            yield f"       {' '.join(self._barriers(self.told['barriers'][mentee]))}"
        yield say("preview-next")

    def _moved(self, pair: Thing) -> str:
        return "moved" if pair["mentee"] in self.told["moved"] else "none"

    def reasons(self, number: int) -> list[str]:
        """A sentence for each thing that speaks for a pair. Raises Complaint."""
        told = self._pair(number)["reasons"]
        return [self._words.term(Term(each["code"], each["points"], each["facts"])) for each in told]

    def _facts(self, reasons: list[dict[str, Any]]) -> Iterator[str]:
        """What tells one pair from another, in a word each; `--why` has the sentences."""
        say = self.people.desk.words
        for each in reasons:
            if (code := f"fact-{each['code']}") in say:
                yield say(code, **{name: self._names.get(str(value), value) for name, value in each["facts"].items()})

    def _barriers(self, removed: dict[str, int]) -> Iterator[str]:
        """The rules that removed most mentors, first."""
        for rule, number in sorted(removed.items(), key=lambda each: -each[1]):
            if number:
                yield self._words.rule(rule, number)

    def _pair(self, number: int) -> Thing:
        if not 0 < number <= len(self.pairs):
            raise self.people.desk.wrong("no-such-number", number=number)
        return self.pairs[number - 1]

    def _name(self, enrolment: str) -> str:
        return self.people.name(self._enrolled.get(enrolment, enrolment))
