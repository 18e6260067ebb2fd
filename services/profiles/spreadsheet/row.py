"""A line of the spreadsheet as a person who joins, or as the cells for which it is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from contracts.hours import WeeklyHours
from contracts.people import Membership
from contracts.words import Commitment, Goal
from services.profiles.domain.contact import Reach
from services.profiles.domain.enrolment import Wish
from services.profiles.domain.person import Portrait
from services.profiles.spreadsheet import cells, words
from services.profiles.spreadsheet.cells import Bad
from services.profiles.spreadsheet.reader import Network, Reader, Refusal
from services.profiles.spreadsheet.table import Table


@dataclass(frozen=True)
class Signed:
    """What was signed on paper, and when."""

    charter: date | None
    own: date | None
    guardian: date | None
    purposes: tuple[str, ...]
    text_version: int
    proof: str | None


@dataclass(frozen=True)
class Row:
    """One person of the file."""

    line: int
    reference: str | None
    role: str
    reach: Reach
    guardian: Reach | None
    organisation: str
    programmes: tuple[str, ...]
    portrait: Portrait
    wish: Wish
    signed: Signed


def read_rows(table: Table, network: Network) -> tuple[list[Row], list[Refusal]]:
    """The good lines and what is wrong with the others; a reference stands once in a file."""
    rows: list[Row] = []
    refusals: list[Refusal] = []
    seen: dict[tuple[str, str], int] = {}
    for line in table.lines:
        reader = Reader(line, table.headers)
        row = _row(reader, network)
        first = seen.setdefault((row.organisation, row.reference), line.number) if row.reference else line.number
        if first != line.number:
            reader.refuse("reference", "said-before", str(first))
        refusals += reader.refusals
        if not reader.refusals:
            rows.append(row)
    return rows, refusals


def _row(reader: Reader, network: Network) -> Row:
    role = reader.need("role", cells.one_of(words.ROLES), "mentee")
    organisation = reader.get("organisation", cells.known(network.organisations, "unknown-organisation"), "")
    reach = _reach(reader, network, role)
    if reader.line.overflow:
        reader.refuse(None, "more-cells-than-columns", 'put cells with the separator in "quotes"')
    reference = reader.get("reference", cells.slug, None)
    if reference is None and reach.birth_date is None and "reference" not in reader.line.cells:
        reader.refuse("reference", "missing", "a reference or a birth date, to know the person again")
    organisation = organisation or network.organisation or ""
    if not organisation and "organisation" not in reader.line.cells:
        reader.refuse("organisation", "missing")
    stage = reader.get("stage", cells.one_of(words.STAGES), None)
    return Row(
        line=reader.line.number,
        reference=reference,
        role=role,
        reach=reach,
        guardian=_guardian(reader),
        organisation=organisation,
        programmes=_programmes(reader, network),
        portrait=_portrait(reader, network, _memberships(reader, network, role, organisation, stage)),
        wish=_wish(reader, role, organisation, stage),
        signed=_signed(reader),
    )


def _reach(reader: Reader, network: Network, role: str) -> Reach:
    need = reader.need if role == "mentee" else reader.get
    email, phone = reader.get("email", cells.email, None), reader.get("phone", cells.phone, None)
    return Reach.model_construct(
        given_name=reader.need("first_name", _name, ""),
        family_name=reader.need("last_name", _name, ""),
        birth_date=need("birth_date", _birth_date(network.today), None),
        email=email,
        phone=phone,
        preferred_channel=reader.get(
            "channel", cells.one_of(words.CHANNELS), "phone" if phone and not email else "email"
        ),
        language="fr",
    )


def _guardian(reader: Reader) -> Reach | None:
    columns = ("guardian_last_name", "guardian_first_name", "guardian_email", "guardian_phone")
    if not any(column in reader.line.cells for column in columns):
        return None
    email = reader.get("guardian_email", cells.email, None)
    return Reach.model_construct(
        given_name=reader.need("guardian_first_name", _name, ""),
        family_name=reader.need("guardian_last_name", _name, ""),
        birth_date=None,
        email=email,
        phone=reader.get("guardian_phone", cells.phone, None),
        preferred_channel="email" if email else "phone",
        language="fr",
    )


def _programmes(reader: Reader, network: Network) -> tuple[str, ...]:
    read = cells.known(network.programmes, "unknown-programme")
    default: tuple[str, ...] = (network.programme,) if network.programme else ()
    found = reader.each("programme", lambda text: tuple(map(read, cells.several(text))), default)
    if not found and "programme" not in reader.line.cells:
        reader.refuse("programme", "missing")
    return found


def _memberships(
    reader: Reader, network: Network, role: str, organisation: str, stage: str | None
) -> tuple[Membership, ...]:
    kind = "volunteer" if role == "mentor" else "student" if stage == "higher" else "pupil"
    former = reader.get("former_employer", cells.known(network.organisations, "unknown-organisation"), None)
    worked = (Membership(organisation_id=former, kind="former-employee"),) if former else ()
    return (*((Membership(organisation_id=organisation, kind=kind),) if organisation else ()), *worked)


def _portrait(reader: Reader, network: Network, memberships: tuple[Membership, ...]) -> Portrait:
    competences = cells.competences(network.taxonomy)
    return Portrait(
        territory=reader.need("territory", cells.known(network.territories, "unknown-territory"), "unknown"),
        languages=reader.each("languages", cells.each_of(words.LANGUAGES), ("fr",)),
        offers=reader.each("offers", competences),
        seeks=reader.each("seeks", competences),
        availability=WeeklyHours(hours=reader.each("availability", cells.hours(words.WEEKDAYS))),
        modes=reader.each("modes", cells.each_of(words.MODES), ("in-person", "online", "phone")),
        travel_km=reader.get("travel_km", cells.whole(0, 500), 20),
        memberships=memberships,
    )


def _wish(reader: Reader, role: str, organisation: str, stage: str | None) -> Wish:
    mentee = role == "mentee"
    goals = reader.each("goals", cells.each_of(words.GOALS))
    months = reader.get("commitment_months", cells.whole(1, 60), None)
    hours = reader.get("commitment_hours", cells.whole(1, 200), None)
    return Wish(
        stage=stage if mentee else None,
        school=organisation if mentee and organisation else None,
        priority=reader.get("priority", cells.one_of(words.PRIORITIES), 0),
        goals=tuple(Goal(goal_id=kind, kind=kind) for kind in goals) if mentee else (),
        places=reader.get("places", cells.whole(1, 50), 0 if mentee else 1),
        commitment=Commitment(months=months, hours_per_month=hours) if months and hours and not mentee else None,
        source=reader.get("source", cells.one_of(words.SOURCES), "import"),
    )


def _signed(reader: Reader) -> Signed:
    guardian = reader.get("guardian_consent", cells.day, None)
    proof = reader.get("consent_proof", _name, None)
    if guardian and not proof and "consent_proof" not in reader.line.cells:
        reader.refuse("consent_proof", "missing", "where the guardian's signed paper is kept")
    return Signed(
        charter=reader.get("charter", cells.day, None),
        own=reader.get("consent", cells.day, None),
        guardian=guardian,
        purposes=reader.each("consent_purposes", cells.each_of(words.PURPOSES), ("participation",)),
        text_version=reader.get("consent_text", cells.whole(1, 999), 1),
        proof=proof,
    )


def _name(text: str) -> str:
    if len(text) > 100:
        raise Bad("too-long")
    return text


def _birth_date(today: date) -> Callable[[str], date]:
    def read(text: str) -> date:
        born = cells.day(text)
        if not date(today.year - 120, 1, 1) <= born <= today:
            raise Bad("out-of-range")
        return born

    return read
