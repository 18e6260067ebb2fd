"""The smallest change by which a student would have a candidate; each is tried alone, on the real mentors."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from services.matching.engine.people import Mentee, Mentor, Stretch

DAY, HALF_HOUR = 24 * 60, 30
WEEK = 7 * DAY
MODES = ("online", "phone", "in-person")


@dataclass(frozen=True, slots=True)
class Change:
    """`code` is one of ORDER; `facts` say to what."""

    code: str
    facts: dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Trial:
    """The real mentors, on whom a change is tried, and the rules."""

    mentors: Sequence[Mentor]
    rule: Callable[[Mentee, Mentor], str | None]
    minutes: int

    def opened(self, changed: Mentee) -> list[Mentor]:
        return [mentor for mentor in self.mentors if self.opens(changed, mentor)]

    def opens(self, changed: Mentee, mentor: Mentor) -> bool:
        return self.rule(changed, mentor) is None

    def most(self, changed: dict[str, Mentee]) -> str | None:
        """Of several changes the one that makes most mentors suit, then the first by name."""
        suiting = {word: len(self.opened(mentee)) for word, mentee in sorted(changed.items())}
        best = max(suiting, key=lambda word: suiting[word], default=None)
        return best if best is not None and suiting[best] else None


def smallest(mentee: Mentee, trial: Trial) -> Change | None:
    """The first in ORDER that makes a pair with one of these mentors possible; None where no single one does."""
    return next((change for tried in ORDER.values() if (change := tried(mentee, trial))), None)


def _mode(mentee: Mentee, trial: Trial) -> Change | None:
    for mode in MODES:
        if mode not in mentee.modes and trial.opened(replace(mentee, modes=mentee.modes | {mode})):
            return Change("mode", {"mode": mode})
    return None


def _hours(mentee: Mentee, trial: Trial) -> Change | None:
    """Time for one more session within a mentor's hours: the least that is not free yet, then the earliest."""
    windows: dict[Stretch, list[Mentor]] = {}
    for mentor in trial.opened(replace(mentee, hours=((0, WEEK),))):
        for window in _windows(mentor.hours, trial.minutes):
            windows.setdefault(window, []).append(mentor)
    for added, window in sorted((_not_free(mentee.hours, window), window) for window in windows):
        changed = replace(mentee, hours=joined((*mentee.hours, window)))
        if added and any(trial.opens(changed, mentor) for mentor in windows[window]):
            start, end = window
            return Change("hours", {"weekday": start // DAY + 1, "start": _clock(start), "end": _clock(end)})
    return None


def _travel(mentee: Mentee, trial: Trial) -> Change | None:
    if not mentee.travels and trial.opened(replace(mentee, travels=True)):
        return Change("travel", {})
    return None


def _skill(mentee: Mentee, trial: Trial) -> Change | None:
    offered = {skill for mentor in trial.opened(replace(mentee, seeks={})) for skill in mentor.offers}
    more = {skill: replace(mentee, seeks={**mentee.seeks, skill: 1}) for skill in offered - mentee.seeks.keys()}
    found = trial.most(more)
    return Change("skill", {"skill": found}) if found else None


def _language(mentee: Mentee, trial: Trial) -> Change | None:
    spoken = frozenset[str]().union(*(mentor.languages for mentor in trial.mentors)) - mentee.languages
    found = trial.most({word: replace(mentee, languages=mentee.languages | {word}) for word in spoken})
    return Change("language", {"language": found}) if found else None


def _windows(hours: Iterable[Stretch], minutes: int) -> Iterable[Stretch]:
    for start, end in hours:
        for begins in range(-(-start // HALF_HOUR) * HALF_HOUR, end - minutes + 1, HALF_HOUR):
            if begins // DAY == (begins + minutes - 1) // DAY:
                yield begins, begins + minutes


def _not_free(hours: Iterable[Stretch], window: Stretch) -> int:
    start, end = window
    return end - start - sum(max(0, min(b, end) - max(a, start)) for a, b in hours)


def joined(hours: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Sorted, and one where they touch."""
    found: list[Stretch] = []
    for start, end in sorted(hours):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


# what asks least comes first
ORDER: dict[str, Callable[[Mentee, Trial], Change | None]] = {
    "mode": _mode,
    "hours": _hours,
    "travel": _travel,
    "skill": _skill,
    "language": _language,
}
