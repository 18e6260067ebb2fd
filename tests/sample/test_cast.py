"""The people of the sample network: who shares what, who signs, who can be paired."""

from sample.make.person import Person, meet
from services.profiles.taxonomy import taxonomy

SCARCE = {"it.cybersecurity", "arts.audiovisual", "transport.aviation", "languages.sign-language"}


def test_twins_and_couples_share_an_address_and_a_phone(students: list[Person], mentors: list[Person]) -> None:
    for people, twice in ((students, 1), (mentors, 2)):
        shared = [(person.email, person.phone) for person in people]
        assert len(shared) - len(set(shared)) == twice
    twins = [person for person in students if person.email == students[0].email]
    assert len({twin.birth_date for twin in twins}) == 1
    assert len({twin.first_name for twin in twins}) == 2


def test_every_minor_has_a_guardian_most_of_whom_have_signed(students: list[Person]) -> None:
    minors = [person for person in students if person.minor]
    assert len(minors) > 60
    assert all(person.guardian for person in minors)
    assert 0.8 < sum(person.guardian_consent is not None for person in minors) / len(minors) < 1


def test_every_skill_is_in_the_taxonomy_and_some_are_sought_that_nobody_offers(
    students: list[Person], mentors: list[Person]
) -> None:
    sought = {skill for person in students for skill, _ in person.skills}
    offered = {skill for person in mentors for skill, _ in person.skills}
    assert sought | offered <= {skill.id for skill in taxonomy().skills}
    assert sought - offered
    assert not SCARCE & offered


def test_nobody_is_free_twice_at_once(students: list[Person], mentors: list[Person]) -> None:
    for person in (*students, *mentors):
        for day, start, end in person.availability:
            overlapping = [slot for slot in person.availability if slot[0] == day and slot[1] < end and start < slot[2]]
            assert overlapping == [(day, start, end)]


def test_about_a_hundred_students_can_have_a_mentor_who_is_free_near_and_of_use(
    students: list[Person], mentors: list[Person]
) -> None:
    taken: dict[str, list[Person]] = {mentor.reference: [] for mentor in mentors}

    def settle(student: Person, asked: set[str]) -> bool:
        """Finds a place, if need be by finding another for somebody who has one."""
        for mentor in mentors:
            if mentor.reference in asked or not suits(student, mentor):
                continue
            asked.add(mentor.reference)
            held = taken[mentor.reference]
            if len(held) < mentor.places:
                held.append(student)
                return True
            for place, other in enumerate(held):
                if settle(other, asked):
                    held[place] = student
                    return True
        return False

    assert 85 <= sum(settle(student, set()) for student in students) <= 110


def suits(student: Person, mentor: Person) -> bool:
    """A programme, a language, an hour a week, a way to meet and a skill in common."""
    remote = {"online", "phone"} & set(student.modes) & set(mentor.modes)
    near = student.territory == mentor.territory or student.travel_km + mentor.travel_km >= 20
    return bool(
        set(student.programmes) & set(mentor.programmes)
        and set(student.languages) & set(mentor.languages)
        and meet(student.availability, mentor.availability) >= 60
        and (remote or ("in-person" in mentor.modes and near))
        and {skill for skill, _ in student.skills} & {skill for skill, _ in mentor.skills}
    )
