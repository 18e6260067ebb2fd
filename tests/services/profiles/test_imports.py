"""Files of which many lines are taken at one moment."""

from typing import Any

import httpx
import pytest

from tests.services.profiles.outside import Town
from tests.services.profiles.test_service import file, line

PUPILS = 6


@pytest.mark.parametrize("written", [1, 8, 14, 20, 25])  # from the guardian alone to the last marks
def test_an_import_killed_half_way_and_sent_again_is_as_if_it_had_gone_through(town: Town, written: int) -> None:
    before, family = _pupils(town), f"Laforêt-{'abcdefghijklmnopqrstuvwxyz'[written]}"
    lines = (line(f"K{written}-{number}", f"Noé {number}", family_name=family) for number in range(PUPILS))
    data = file(*(each.replace("Monvoisin", family) for each in lines))
    town.worker.stop()
    town.worker.start(RELAIS_KILL_AT=f"decide.written:{written}")
    with pytest.raises(httpx.TransportError):
        town.bring_in(data)
    town.worker.wait_killed()
    town.worker.start()
    report = town.bring_in(data)
    assert (report["held"], report["refused"]) == ([], [])
    assert town.bring_in(data)["unchanged"] == PUPILS
    came = {id: pupil for id, pupil in _pupils(town).items() if id not in before}
    enrolled = [each["person_id"] for each in town.worker.get(f"/enrolments?programme={town.programme}")]
    assert len(came) == PUPILS
    assert sorted(person for person in enrolled if person in came) == sorted(came)
    ((guardian,),) = {tuple(pupil["guardians"]) for pupil in came.values()}
    reached = [town.worker.get(f"/people/{each}/contact") for each in (*came, guardian)]
    assert {each["family_name"] for each in reached} == {family}


def test_two_who_look_alike_in_one_file_are_not_taken_as_two_at_one_moment(town: Town) -> None:
    data = file(line("AL-1", "Maël", family_name="Genévrier"), line("AL-2", "Maël", family_name="Genévrier"))
    report = town.bring_in(data)
    assert (report["new"], report["held"], report["refused"]) == (1, [3], [])


def _pupils(town: Town) -> dict[str, Any]:
    return {each["person_id"]: each for each in town.worker.get(f"/people?organisation={town.school}")}
