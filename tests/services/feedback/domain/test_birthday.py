"""Every word by which an enrolment's facts come may end a guardian's part."""

import pytest

from contracts.enrolments import ENROLMENTS
from services.feedback.domain import life
from services.feedback.reactions import REACTIONS
from services.scheduling.domain import rhythm
from services.scheduling.reactions import REACTIONS as OF_SCHEDULING

FACTS = ("EnrolmentChanged", "EnrolmentCleared", "EnrolmentResumed")


@pytest.mark.parametrize("name", FACTS)
def test_a_guardians_part_ends_with_a_birthday_that_lifts_a_suspension_too(name: str) -> None:
    for reactions, decide in ((REACTIONS, life.change_guardians), (OF_SCHEDULING, rhythm.mentee_changed)):
        rows = {each.stream.name: each.rows for each in reactions.tables({})}[ENROLMENTS.name]
        assert decide in [row.decide for row in rows[name]]
