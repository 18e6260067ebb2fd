"""Who fits, as bitmaps: for everything that may be asked of a mentor, one bit a mentor, in ascending order of price."""

from typing import NamedTuple

import numpy as np

from services.matching.engine.columns import Bytes, Columns, Flags, Ints, Listing, Side, Small, Words
from services.matching.engine.marking import FAR, Table, by_bits, mark_levels, marked, near
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Policy, Rhythm
from services.matching.engine.week import HALF_HOUR


class Week(NamedTuple):
    """Of each person by day, in bits of half-hours: the free ones, and those at which a session may begin."""

    hours: Words
    begins: Words


class Asked(NamedTuple):
    """What each student asks, as rows of the tables: skills at a level (sorted by field), and goals at any level."""

    start: Small
    row: Small
    field: Small
    goal_start: Small
    goal: Small
    any_level: Small  # as `row`, but at whatever level
    languages: Words
    modes: Bytes
    territory: Small
    travels: Flags
    week: Week
    plain: Flags  # who seeks in one field and speaks one language
    apart_start: Small
    apart: Small


class Offered(NamedTuple):
    """Mentors with a free place, by ascending price: `mentor` is each one's number, `place_of` (mentors,) the reverse.

    `skill` has a row for each skill and level that is asked, `near` two for each territory: who comes there or lives
    near, and who of them travels. `band` is (territories, territories), FAR beyond the last.
    """

    mentor: Small
    place_of: Small
    price: Ints
    skill: Table
    field: Table
    language: Table
    mode: Table
    near: Table
    languages: Words
    modes: Bytes
    territory: Small
    travels: Flags
    week: Week
    band: Bytes


class Index:
    """What stays the same whatever the prices are."""

    def __init__(self, columns: Columns, policy: Policy) -> None:
        words, mentors = columns.words, columns.mentors
        self.columns = columns
        self.week = week(mentors.hours, columns.rhythm)
        self.band = bands(columns, policy)
        key = _keys(columns.mentees.skills)
        wanted = np.unique(np.concatenate((key, columns.goals.item * 4, columns.mentees.skills.item * 4)))
        self.wanted = wanted.astype(np.int32)
        self.asked = _asked(columns, self.wanted, key)
        self.who_offers = _who(mentors.skills)
        self.field = np.unique(self.who_offers * len(words.fields) + words.field_of[mentors.skills.item])

    def offered(self, price: Ints, whom: Flags) -> Offered:
        """Bitmaps of mentors `whom` by ascending `price` (both (mentors,)); of equal prices the lower number first."""
        columns, mentors = self.columns, self.columns.mentors
        words = columns.words
        open_ = np.flatnonzero(whom)
        order = open_[np.argsort(price[open_], kind="stable")].astype(np.int32)
        place_of = np.full(len(mentors), -1, np.int32)
        place_of[order] = np.arange(len(order), dtype=np.int32)
        width = -(-len(order) // 512) * 8
        item, level = mentors.skills.item, mentors.skills.level
        skill = np.zeros((len(self.wanted), width), np.uint64)
        mark_levels(skill, self.wanted, item, level, place_of[self.who_offers])
        fields = len(words.fields)
        side = _taken(mentors, order)
        return Offered(
            mentor=order,
            place_of=place_of,
            price=price[order],
            skill=skill,
            field=marked(fields, width, self.field % fields, place_of[self.field // fields]),
            language=by_bits(side.languages, len(words.languages), width),
            mode=by_bits(side.modes.astype(np.uint64), len(words.modes), width),
            near=near(side, self.band, width),
            languages=side.languages,
            modes=side.modes,
            territory=side.territory,
            travels=side.travels,
            week=Week(self.week.hours[order], self.week.begins[order]),
            band=self.band,
        )


def bands(columns: Columns, policy: Policy) -> Bytes:
    """How near each two territories are (territories, territories): 0 the same, 1 the nearest band, FAR."""
    nearness, names = Nearness(columns.middles, policy.weights.bands), columns.words.territories
    found = np.full((len(names), len(names)), FAR, np.uint8)
    np.fill_diagonal(found, 0)
    placed = [number for number, name in enumerate(names) if name in columns.middles]
    for one in placed:
        for other in placed:
            band = nearness.band(names[one], names[other])
            found[one, other] = FAR if band is None else band
    return found


def week(hours: Words, rhythm: Rhythm) -> Week:
    """A session may begin where so many half-hours follow one another; two can where both of them can."""
    begins = hours.copy()
    for _ in range(1, -(-rhythm.minutes // HALF_HOUR)):
        begins &= begins >> np.uint64(1)
    return Week(hours, begins)


def _keys(listing: Listing) -> Small:
    return (listing.item * 4 + listing.level - 1).astype(np.int32)


def _who(listing: Listing) -> Small:
    return np.repeat(np.arange(len(listing.start) - 1, dtype=np.int32), np.diff(listing.start))


def _asked(columns: Columns, wanted: Small, key: Small) -> Asked:
    side, skills = columns.mentees, columns.mentees.skills
    field = columns.words.field_of[skills.item]
    order = np.lexsort((field, _who(skills)))

    def rows(keys: Small) -> Small:
        return np.searchsorted(wanted, keys).astype(np.int32)

    return Asked(
        start=skills.start,
        row=rows(key)[order],
        field=field[order],
        goal_start=columns.goals.start,
        goal=rows(columns.goals.item * 4),
        any_level=rows(skills.item * 4)[order],
        languages=side.languages,
        modes=side.modes,
        territory=side.territory,
        travels=side.travels,
        week=week(side.hours, columns.rhythm),
        plain=_plain(columns),
        apart_start=columns.apart.start,
        apart=columns.apart.item,
    )


def _plain(columns: Columns) -> Flags:
    skills, fields = columns.mentees.skills, len(columns.words.fields)
    pairs = np.unique(_who(skills) * fields + columns.words.field_of[skills.item])
    one_field = np.bincount(pairs // max(fields, 1), minlength=len(columns.mentees)) == 1
    spoken = columns.mentees.languages
    plain: Flags = one_field & (spoken & (spoken - np.uint64(1)) == 0)
    return plain


def _taken(side: Side, order: Small) -> Side:
    return Side(
        [], [], side.skills, side.languages[order], side.modes[order], side.territory[order], side.travels[order],
        side.hours,
    )  # fmt: skip
