"""Two of everything in one network: what the callers' own part of it is (`-1`), and what is not (`-2`)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chassis.kind import Cause, Kind
from chassis.store import Store
from contracts.hours import SchoolCalendar
from contracts.pairs import Side
from contracts.policy import Equity, Policy, VettingStep
from contracts.programmes import Referent
from contracts.words import Cadence, Goal, Participant
from services.feedback import store as feedback
from services.feedback.domain import check_in, concern, follow_up
from services.feedback.domain import programme as programmed
from services.matching import store as matching
from services.matching.domain import candidate, pair, profile, round
from services.matching.domain import programme as matched
from services.profiles import store as profiles
from services.profiles.domain import (
    contact,
    enrolment,
    live_pair,
    nomination,
    organisation,
    person,
    programme,
    territory,
    vetting,
)
from services.scheduling import store as scheduling
from services.scheduling.domain import meeting, rhythm, session
from services.scheduling.domain import programme as scheduled

NOW = datetime.now(UTC).replace(microsecond=0)
SOON = NOW + timedelta(days=7)
OPEN_ALWAYS = SchoolCalendar(zone="own")
CADENCE = Cadence(days=14, minutes=60)
POLICY = Policy(vetting=(VettingStep(role="mentor", kind="interview"), VettingStep(role="mentee", kind="consent")))
BIRTH = date(NOW.year - 15, 1, 1)
Documents = list[tuple[Kind[Any], str, Any]]


def profiles_of(n: int) -> Documents:
    organisations = {"association": "association", "school": "school", "company": "company"}
    made: Documents = [
        (profiles.Organisations, f"{name}-{n}", _organisation(f"{name}-{n}", kind))
        for name, kind in organisations.items()
    ]
    form = {
        "reference": f"programme-{n}",
        "name": "A programme",
        "owner": f"association-{n}",
        "organisations": (f"school-{n}", f"company-{n}"),
        "first_day": NOW.date(),
        "last_day": NOW.date() + timedelta(days=300),
        "referents": (Referent(referent=f"referent-{n}", deputy=f"deputy-{n}"),),
        "policy": POLICY,
    }
    ours = programme.Programme(network="net", programme_id=f"programme-{n}", **form)
    made.append((profiles.Programmes, ours.programme_id, ours))
    for role, minor in (("mentor", False), ("mentee", True)):
        who, guardians = f"{role}-{n}", (f"guardian-{n}",) if minor else ()
        known = {"territory": "gex", "registered_with": f"{'school' if minor else 'association'}-{n}"}
        made.append((profiles.People, who, person.Person(network="net", person_id=who, guardians=guardians, **known)))
        reach = contact.Reach(given_name="A", family_name="B", birth_date=BIRTH if minor else None)
        made.append((profiles.Contacts, who, contact.Contact(person_id=who, reach=reach, told=True)))
        made.append((profiles.Enrolments, f"{role}-enrolment-{n}", _enrolment(n, role, guardians, minor)))
    came = nomination.Nomination(
        network="net",
        nomination_id=f"nomination-{n}",
        partner="acme",
        reference=f"r{n}",
        received_at=NOW,
        nominee=_nominee(n),
    )
    gex = territory.Area(id="gex", label="Gex", inhabitants=9000, lat=46, lon=6)
    made.append((profiles.TerritoryLists, "net", territory.Territories(areas=(gex,))))
    made.append((profiles.Nominations, came.nomination_id, came))
    sides = {role: Side(person_id=f"{role}-{n}", enrolment_id=f"{role}-enrolment-{n}") for role in ("mentor", "mentee")}
    lives = live_pair.LivePair(programme_id=ours.programme_id, lives=True, **sides)
    made.append((profiles.LivePairs, f"pair-{n}", lives))
    return made


def _nominee(n: int) -> nomination.Nominee:
    reach = contact.Reach(given_name="A", family_name="B")
    known = {"territory": "gex", "programme_id": f"programme-{n}", "agreed_on": NOW.date(), "agreed_text": "v1"}
    return nomination.Nominee(reach=reach, **known)


def _organisation(id: str, kind: str) -> organisation.Organisation:
    calendar = OPEN_ALWAYS if kind == "school" else None
    known = {"reference": id, "name": id, "kind": kind, "territory": "gex", "calendar": calendar}
    return organisation.Organisation(network="net", organisation_id=id, **known)


def _enrolment(n: int, role: str, guardians: tuple[str, ...], minor: bool) -> enrolment.Enrolment:
    return enrolment.Enrolment(
        network="net",
        enrolment_id=f"{role}-enrolment-{n}",
        person_id=f"{role}-{n}",
        programme_id=f"programme-{n}",
        role=role,
        asked_at=NOW,
        birth_date=BIRTH if minor else None,
        of_age=not minor,
        own_consent=not minor,
        parents=guardians,
        demands=vetting.Demands.of(POLICY, role),
        school=f"school-{n}" if minor else None,
        places=0 if minor else 2,
    )


def matching_of(n: int) -> Documents:
    made: Documents = [
        (
            matching.Programmes,
            f"programme-{n}",
            matched.Programme(programme_id=f"programme-{n}", owner=f"association-{n}", policy=POLICY),
        )
    ]
    for role in ("mentor", "mentee", "waiting", "hopeful"):
        made.append((matching.Candidates, f"{role}-enrolment-{n}", _candidate(n, role)))
        made.append((matching.Profiles, f"{role}-{n}", profile.Profile(person_id=f"{role}-{n}")))
    made.append((matching.Pairs, f"pair-{n}", _pair(n, "mentee", "pair", status="formed", starts_on=NOW.date())))
    made.append((matching.Pairs, f"proposal-{n}", _pair(n, "hopeful", "proposal")))
    asked = round.Round(
        round_id=f"round-{n}", programme_id=f"programme-{n}", origin="coordinator", equity=Equity(), asked_at=NOW
    )
    solved = asked.model_copy(update={"status": "solved", "drops_at": SOON})
    made.append((matching.Rounds, asked.round_id, solved))
    return made


def _candidate(n: int, role: str) -> candidate.Candidate:
    mentor = role == "mentor"
    return candidate.Candidate(
        enrolment_id=f"{role}-enrolment-{n}",
        person_id=f"{role}-{n}",
        programme_id=f"programme-{n}",
        role="mentor" if mentor else "mentee",
        state="cleared",
        school=None if mentor else f"school-{n}",
        guardians=() if mentor else (f"guardian-{n}",),
        places=2 if mentor else 0,
        asked_at=NOW,
        waiting_since=NOW,
        pair_id=f"pair-{n}" if role == "mentee" else None,
    )


def _pair(n: int, enrolled: str, id: str, **more: Any) -> pair.Pair:
    known = pair.Circumstances(
        territory="gex",
        minor=True,
        guardians=(f"guardian-{n}",),
        school=f"school-{n}",
        calendar=OPEN_ALWAYS,
        cadence=CADENCE,
        modes=("online",),
        goals=(Goal(goal_id="goal-1", kind="employment"),),
        duration_months=10,
        waiting_since=NOW,
        validity_days=14,
        grace_days=14,
    )
    return pair.Pair(
        pair_id=f"{id}-{n}",
        programme_id=f"programme-{n}",
        mentor=Side(person_id=f"mentor-{n}", enrolment_id=f"mentor-enrolment-{n}"),
        mentee=Side(person_id=f"mentee-{n}", enrolment_id=f"{enrolled}-enrolment-{n}"),
        origin="round",
        score=10,
        circumstances=known,
        proposed_at=NOW,
        expires_at=SOON,
        ends_on=NOW.date() + timedelta(days=200),
        **more,
    )


def scheduling_of(n: int) -> Documents:
    beat = rhythm.Rhythm(
        pair_id=f"pair-{n}",
        programme_id=f"programme-{n}",
        mentor=f"mentor-{n}",
        mentee=f"mentee-{n}",
        mentee_enrolment=f"mentee-enrolment-{n}",
        guardians=(f"guardian-{n}",),
        school=f"school-{n}",
        calendar=OPEN_ALWAYS,
        cadence=CADENCE,
        modes=("online",),
        starts_on=NOW.date(),
        ends_on=NOW.date() + timedelta(days=200),
    )
    booked = session.Session(
        session_id=f"session-{n}",
        pair_id=f"pair-{n}",
        programme_id=f"programme-{n}",
        participants=(
            Participant(person_id=f"mentor-{n}", role="mentor"),
            Participant(person_id=f"mentee-{n}", role="mentee"),
        ),
        timezone="Europe/Paris",
        plan=meeting.Plan(starts_at=SOON, minutes=60, mode="online"),
        status="booked",
    )
    told = scheduled.Programme(programme_id=f"programme-{n}", owner=f"association-{n}")
    return [
        (scheduling.Programmes, told.programme_id, told),
        (scheduling.Rhythms, beat.pair_id, beat),
        (scheduling.Sessions, booked.session_id, booked),
    ]


def feedback_of(n: int) -> Documents:
    people = (f"mentor-{n}", f"mentee-{n}", f"guardian-{n}")
    asked = [
        check_in.CheckIn(
            check_in_id=f"check-in-{role}-{n}",
            kind="monthly",
            key="1",
            respondent=f"{role}-{n}",
            role=role,
            question_set="short",
            version=1,
            due_at=NOW,
            deadline=SOON,
        )
        for role in ("mentor", "mentee", "guardian")
    ]
    followed = follow_up.FollowUp(
        pair_id=f"pair-{n}",
        programme_id=f"programme-{n}",
        mentor=Side(person_id=f"mentor-{n}", enrolment_id=f"mentor-enrolment-{n}"),
        mentee=Side(person_id=f"mentee-{n}", enrolment_id=f"mentee-enrolment-{n}"),
        guardians=people[2:],
        people=people,
        school=f"school-{n}",
        calendar=OPEN_ALWAYS,
        referent=None,
        cadence=CADENCE,
        goals=("goal-1",),
        begins_at=NOW,
        starts_on=NOW.date(),
        ends_on=NOW.date() + timedelta(days=200),
        check_ins=tuple(asked),
        meetings={f"session-{n}": follow_up.Meeting(session_id=f"session-{n}", at=NOW, told_at=NOW, held=True)},
        meet_by=SOON,
        risks=(follow_up.Risk(reason="silent", since=NOW),),
    )
    raised = concern.Concern(
        concern_id=f"concern-{n}",
        severity="severe",
        subject=concern.Subject(kind="person", id=f"mentor-{n}"),
        concerned=(f"mentor-{n}",),
        suspended=(f"mentor-{n}",),
        reporter=f"mentee-{n}",
        programme_id=f"programme-{n}",
        raised_at=NOW,
    )
    told = programmed.Programme(programme_id=f"programme-{n}", owner=f"association-{n}")
    return [
        (feedback.Programmes, told.programme_id, told),
        (feedback.FollowUps, followed.pair_id, followed),
        (feedback.Concerns, raised.concern_id, raised),
    ]


SEEDS = {"profiles": profiles_of, "matching": matching_of, "scheduling": scheduling_of, "feedback": feedback_of}


async def plant(store: Store, documents: Documents) -> None:
    """These documents, as a decision would have written them."""
    for kind, id, state in documents:
        await store.change(kind, id, lambda _, now, state=state: (state, []), Cause(network="net"))
