"""For a student, how many mentors each rule removes: what `rules.barrier` says of each, for all at once."""

import numpy as np

from services.matching.engine.bitmaps import bands, week
from services.matching.engine.columns import IN_PERSON, Columns, Flags, Ints, Listing, Words
from services.matching.engine.marking import FAR
from services.matching.engine.people import Policy
from services.matching.engine.week import HALF_HOUR


class Barriers:
    """What of the mentors stays the same for all students."""

    def __init__(self, columns: Columns, policy: Policy) -> None:
        self.columns, self.demand, self.bands = columns, policy.demand, bands(columns, policy)
        mentors, rhythm = columns.mentors, columns.rhythm
        self.begins = week(mentors.hours, rhythm).begins
        self.begins_mine = week(columns.mentees.hours, rhythm).begins
        self.session = np.uint64(-(-rhythm.minutes // HALF_HOUR))
        self.who = np.repeat(np.arange(len(mentors)), np.diff(mentors.skills.start))

    def met(self, student: int) -> dict[str, int]:
        """How many mentors each rule is the first to remove, and how many are `feasible`."""
        left, told = np.ones(len(self.columns.mentors), np.bool_), {}
        for rule, allowed in (
            ("places", self.columns.places > 0),
            ("excluded", self._not_apart(student)),
            ("language", self.columns.mentors.languages & self.columns.mentees.languages[student] != 0),
            ("reach", self._reachable(student)),
            ("skill", self._answers(student)),
        ):
            told[rule] = int((left & ~allowed).sum())
            left &= allowed
        some = np.flatnonzero(left)
        told["feasible"] = int(self._room(self.begins[some] & self.begins_mine[student]).sum())
        told["hours"] = len(some) - told["feasible"]
        return {rule: number for rule, number in told.items() if number}

    def _not_apart(self, student: int) -> Flags:
        allowed = np.ones(len(self.columns.mentors), np.bool_)
        allowed[_of(self.columns.apart, student)] = False
        return allowed

    def _reachable(self, student: int) -> Flags:
        side, mentors = self.columns.mentees, self.columns.mentors
        shared = side.modes[student] & mentors.modes
        near = self.bands[side.territory[student]][mentors.territory] != FAR
        in_person = near & (side.travels[student] | mentors.travels) & (shared >> IN_PERSON & 1 > 0)
        return np.asarray(in_person | (shared >> IN_PERSON + 1 > 0))

    def _answers(self, student: int) -> Flags:
        sought, skills = _of(self.columns.mentees.skills, student), self.columns.mentors.skills
        if self.demand == "nothing" or not len(sought):
            return np.ones(len(self.columns.mentors), np.bool_)
        field_of = self.columns.words.field_of
        same = (
            np.isin(field_of[skills.item], field_of[sought]) if self.demand == "field" else np.isin(skills.item, sought)
        )
        return np.bincount(self.who[same], minlength=len(self.columns.mentors)) > 0

    def _room(self, begins: Words) -> Flags:
        """Whether a week has room enough: one session a day after another is taken from those that may begin."""
        found = np.zeros(len(begins), np.int64)
        for _ in range(self.columns.rhythm.a_week):
            found += (begins != 0).sum(axis=1)
            first = begins & (~begins + np.uint64(1))
            begins = begins & ~((first << self.session) - first)
        return np.asarray(found >= self.columns.rhythm.a_week)


def _of(listing: Listing, person: int) -> Ints:
    return listing.item[listing.start[person] : listing.start[person + 1]].astype(np.int64)
