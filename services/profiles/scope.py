"""Who may see and decide what: the table of the specification's section "Who decides, who reads"."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from chassis.auth import Forbidden, Grant
from chassis.caller import Caller
from chassis.errors import NotFound, Refused
from services.profiles.domain.birthday import FULL_AGE, reaches
from services.profiles.domain.enrolment import Enrolment
from services.profiles.domain.person import Person
from services.profiles.domain.programme import Programme
from services.profiles.store import Contacts, Enrolments, Organisations, Programmes

STAFF = ("coordinator", "safeguarding")
V = TypeVar("V")


class OwnCase(Refused):
    """Nobody decides their own case: ask another coordinator."""

    status = 403


class WhoseWord(Refused):
    """Say whose word you record: send `Relais-On-Behalf: <person id>` and `Relais-Channel`."""

    status = 422


def whole_network(caller: Caller) -> None:
    """A coordinator of the whole network. Raises Forbidden."""
    if not any(g.role == "coordinator" and g.organisations is None and g.programmes is None for g in caller.grants):
        raise Forbidden("This needs a coordinator of the whole network.")


async def vets_mentors(caller: Caller) -> bool:
    """A coordinator of the network, or of an association; not of a school or company."""
    grants = [grant for grant in caller.grants if grant.role == "coordinator"]
    if any(grant.organisations is None for grant in grants):
        return True
    own = sorted({organisation for grant in grants for organisation in grant.organisations or ()})
    found = await caller.find(Organisations, {"organisation_id": {"$in": own}})
    return any(each.kind in ("association", "network") for each in found)


def not_ones_own(caller: Caller, person_id: str) -> None:
    """Raises OwnCase."""
    if caller.person == person_id:
        raise OwnCase


async def sees_person(caller: Caller, person: Person) -> None:
    """The person, a minor's guardian, or staff whose part of the network it is. Raises NotFound."""
    if person.person_id != caller.person and not await guards(caller, person) and not await covers(caller, person):
        raise NotFound("There is no such thing here.")


async def guards(caller: Caller, person: Person) -> bool:
    """A guardian's access ends on the 18th birthday."""
    if caller.person is None or caller.person not in person.guardians:
        return False
    reach = (await caller.get(Contacts, person.person_id)).reach
    adult = reaches(reach.birth_date, FULL_AGE) if reach else None
    return adult is not None and caller.now().date() < adult


async def covers(caller: Caller, person: Person) -> bool:
    """Staff of an organisation to which the person belongs today, or of a programme in which they are."""
    staff = [grant for grant in caller.grants if grant.role in STAFF]
    if any(_of_organisations(grant, organisations_of(person, caller.now().date())) for grant in staff):
        return True
    if not staff:
        return False
    taken = await caller.find(Enrolments, {"person_id": person.person_id})
    ids = sorted({each.programme_id for each in taken})
    programmes = await caller.find(Programmes, {"programme_id": {"$in": ids}}) if ids else []
    return any(_owns(grant, programme) for grant in staff for programme in programmes)


async def sees_enrolment(caller: Caller, enrolment: Enrolment) -> None:
    """The person, a minor's guardian, or staff. Raises NotFound."""
    if caller.person is not None and caller.person in (enrolment.person_id, *enrolment.guardians):
        return
    await covers_enrolment(caller, enrolment)


async def covers_enrolment(caller: Caller, enrolment: Enrolment) -> None:
    """Staff of the programme, of a mentee's school, and for mentors of every organisation in it. Raises NotFound."""
    programme = await caller.get(Programmes, enrolment.programme_id)
    if not any(grant_covers(grant, enrolment, programme) for grant in caller.grants if grant.role in STAFF):
        raise NotFound("There is no such thing here.")


def grant_covers(grant: Grant, enrolment: Enrolment, programme: Programme) -> bool:
    if grant.programmes is not None and programme.programme_id not in grant.programmes:
        return False
    if grant.organisations is None or programme.owner in grant.organisations:
        return True
    if enrolment.role == "mentor":
        return not grant.organisations.isdisjoint(programme.organisations)
    return enrolment.school in grant.organisations


async def says_for(caller: Caller, enrolment: Enrolment) -> str:
    """Whose word this is: the person's, a minor's guardian's, or one that a coordinator records.

    Raises NotFound, and WhoseWord where a coordinator names nobody concerned.
    """
    concerned = (enrolment.person_id, *enrolment.guardians)
    if caller.on_behalf is None and caller.person in concerned:
        return caller.speaks_for
    await covers_enrolment(caller, enrolment)
    if caller.on_behalf not in concerned:
        raise WhoseWord
    return caller.speaks_for


def organisations_of(person: Person, today: date) -> set[str]:
    """Those to which the person belongs today; the one that registered them where no membership is known."""
    current = {m.organisation_id for m in person.memberships if m.until is None or m.until >= today}
    if not person.memberships and person.registered_with:
        return {person.registered_with}
    return current


def _of_organisations(grant: Grant, organisations: set[str]) -> bool:
    return grant.programmes is None and (
        grant.organisations is None or not grant.organisations.isdisjoint(organisations)
    )


def _owns(grant: Grant, programme: Programme) -> bool:
    if grant.programmes is not None and programme.programme_id in grant.programmes:
        return grant.organisations is None or programme.owner in grant.organisations
    return grant.programmes is None and grant.organisations is not None and programme.owner in grant.organisations


async def visible(caller: Caller, found: Sequence[Enrolment], view: Callable[..., V]) -> list[V]:
    """A view of those that the caller sees; `full` for whoever it is about, and for whoever may clear it."""
    staff = [grant for grant in caller.grants if grant.role in STAFF]
    ids = sorted({each.programme_id for each in found})
    programmes = {p.programme_id: p for p in await caller.find(Programmes, {"programme_id": {"$in": ids}})}
    vets = await vets_mentors(caller)
    views = []
    for each in found:
        concerned = caller.person is not None and caller.person in (each.person_id, *each.guardians)
        if concerned or any(grant_covers(grant, each, programmes[each.programme_id]) for grant in staff):
            views.append(view(each, full=concerned or vets or each.role == "mentee"))
    return views
