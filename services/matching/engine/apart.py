"""Who is kept apart in a live pool: one person in two roles, whom somebody must not be proposed, and refused pairs."""

from collections import defaultdict

from services.matching.engine.people import Mentee, Mentor


class Apart:
    """By numbers of mentees and mentors who are there; refused pairs are remembered by ids, whoever is there."""

    def __init__(self) -> None:
        self._refused: dict[str, set[str]] = defaultdict(set)  # by the id of either, the ids of others
        self._mentors: dict[str, set[int]] = defaultdict(set)  # by person
        self._mentees: dict[str, set[int]] = defaultdict(set)  # by person who must not be proposed to them
        self._number_of: dict[str, int] = {}

    def comes(self, number: int, person: Mentee | Mentor) -> None:
        self._number_of[_key(person)] = number
        if isinstance(person, Mentor):
            self._mentors[person.person].add(number)
        else:
            for other in (person.person, *person.never):
                self._mentees[other].add(number)

    def leaves(self, number: int, person: Mentee | Mentor) -> None:
        del self._number_of[_key(person)]
        if isinstance(person, Mentor):
            self._mentors[person.person].discard(number)
        else:
            for other in (person.person, *person.never):
                self._mentees[other].discard(number)

    def refuse(self, mentee: str, mentor: str) -> None:
        self._refused[f"mentee {mentee}"].add(f"mentor {mentor}")
        self._refused[f"mentor {mentor}"].add(f"mentee {mentee}")

    def release(self, mentee: str, mentor: str) -> None:
        self._refused[f"mentee {mentee}"].discard(f"mentor {mentor}")
        self._refused[f"mentor {mentor}"].discard(f"mentee {mentee}")

    def pairs(self) -> list[tuple[int, int]]:
        """Refused pairs of people who are there: numbers of mentee and mentor."""
        there = self._number_of
        mentees = [(one, others) for one, others in self._refused.items() if one.startswith("mentee ") and one in there]
        return [(there[one], there[each]) for one, others in mentees for each in sorted(others) if each in there]

    def from_(self, person: Mentee | Mentor) -> list[int]:
        """Numbers of the other side with whom this person may not be paired."""
        refused = {self._number_of[each] for each in self._refused.get(_key(person), ()) if each in self._number_of}
        if isinstance(person, Mentor):
            return sorted(refused | self._mentees.get(person.person, set()))
        return sorted(refused.union(*(self._mentors.get(each, set()) for each in (person.person, *person.never))))


def _key(person: Mentee | Mentor) -> str:
    return f"{'mentee' if isinstance(person, Mentee) else 'mentor'} {person.id}"
