"""Every route, every role, own and foreign: what is declared is what happens."""

from dataclasses import replace

import pytest

from tests.access.callers import CALLERS
from tests.access.declared import DECLARED, MEANING
from tests.access.table import PAGE, page
from tests.access.town import Town, routes
from tests.access.ways import OPEN_TO_ALL, WAYS, Way


def test_no_route_is_missing_from_the_table(town: Town):
    tried = {(way.service, way.method, way.route) for way in WAYS}
    there = {(name, *each) for name, app in town.apps.items() for each in routes(app) if each[1] not in OPEN_TO_ALL}
    assert there == tried
    assert {way.title for way in WAYS} == set(DECLARED)


def test_the_page_shows_the_table():
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.access.table`"


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.title)
async def test_every_caller_is_answered_as_declared(town: Town, way: Way):
    found = {who.title: await town.verdict(who, way) for who in CALLERS}
    wanted = {who.title: MEANING[letter] for who, letter in zip(CALLERS, DECLARED[way.title], strict=True)}
    assert found == wanted


@pytest.mark.parametrize("way", [way for way in WAYS if "-1" in way.path], ids=lambda way: way.title)
async def test_what_is_foreign_answers_like_what_is_unknown(town: Town, way: Way):
    hidden = [who for who, letter in zip(CALLERS, DECLARED[way.title], strict=True) if letter == "h"]
    unknown = replace(way, path=way.path.replace("-1", "-9"))
    for who in hidden[:2]:
        foreign, nowhere = await town.call(who, way), await town.call(who, unknown)
        assert (foreign.status_code, foreign.json()) == (nowhere.status_code, nowhere.json()), who.title
