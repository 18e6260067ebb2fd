"""The door for spreadsheets."""

from typing import Annotated

from fastapi import APIRouter, Request

from chassis.caller import Caller, allow
from services.profiles.bring_in import Report, bring_in
from services.profiles.domain import territory
from services.profiles.domain.programme import Programme
from services.profiles.spreadsheet.reader import Network
from services.profiles.spreadsheet.row import read_rows
from services.profiles.spreadsheet.table import read_table
from services.profiles.store import Organisations, Programmes, territories
from services.profiles.taxonomy import taxonomy

router = APIRouter(tags=["import"])
MOST_BYTES = 2 * 1024 * 1024
"""Some 10,000 people: more in one request takes longer than people wait for an answer."""
BODY = {"requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}}


@router.post("/imports", openapi_extra=BODY)
async def import_people(
    request: Request,
    caller: Annotated[Caller, allow("coordinator")],
    programme: str | None = None,
    organisation: str | None = None,
    dry_run: bool = False,
) -> Report:
    """A CSV file of people as the body: comma or semicolon, UTF-8 or Windows-1252, French or English headers.

    `programme` and `organisation` (reference or id) hold where a line names none. Good lines go in, every other one
    is reported; the same file again changes nothing. `dry_run` only reads.
    """
    table = read_table(await request.body())
    programmes = {each.programme_id: each for each in await caller.find(Programmes) if each.open}
    rows, refused = read_rows(table, await _network(caller, programmes, programme, organisation))
    report = Report(lines=len(table.lines), refused=refused, ignored_columns=list(table.ignored), dry_run=dry_run)
    return report if dry_run else await bring_in(caller, rows, programmes, report)


async def _network(
    caller: Caller, programmes: dict[str, Programme], programme: str | None, organisation: str | None
) -> Network:
    """What a file may refer to. Raises NotFound for a default that does not exist, and NoTerritories."""
    organisations = [each for each in await caller.find(Organisations) if each.standing != "closed"]
    by_organisation = {name: o.organisation_id for o in organisations for name in (o.organisation_id, o.reference)}
    by_programme = {name: p.programme_id for p in programmes.values() for name in (p.programme_id, p.reference)}
    if organisation and organisation not in by_organisation:
        await caller.get(Organisations, organisation)
    if programme and programme not in by_programme:
        await caller.get(Programmes, programme)
    areas = territory.listed(await territories(caller.store, caller.network))
    return Network(
        organisations=by_organisation,
        programmes=by_programme,
        territories={area: area for area in areas},
        taxonomy=taxonomy(),
        today=caller.now().date(),
        organisation=by_organisation.get(organisation or ""),
        programme=by_programme.get(programme or ""),
    )
