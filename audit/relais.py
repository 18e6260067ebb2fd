"""The network that is audited: who publishes, who hears, which due dates events name, who may name people."""

from audit.invariants.due_dates import Promise
from audit.network import Hearing, Network, Publishing
from contracts.candidates import CANDIDATES
from contracts.concerns import CONCERNS, ConcernOverdue, ConcernRaised, ConcernResolved
from contracts.directory import DIRECTORY
from contracts.enrolments import (
    ENROLMENTS,
    EnrolmentCleared,
    EnrolmentEnded,
    EnrolmentFacts,
    EnrolmentPaused,
    EnrolmentSuspended,
)
from contracts.erasures import BY_FEEDBACK, BY_MATCHING, BY_SCHEDULING, ERASURES
from contracts.followups import FOLLOWUPS
from contracts.organisations import ORGANISATIONS
from contracts.pairs import PAIRS, PairDeclined, PairExpired, PairFormed, PairProposed, PairWithdrawn
from contracts.partners import INBOUND, RECEIPTS
from contracts.people import PEOPLE
from contracts.programmes import PROGRAMMES
from contracts.rounds import ROUNDS, RoundDropped, RoundPublished, RoundSolved
from contracts.sessions import SESSIONS

PUBLISHING = (
    Publishing("profiles", "organisations", ORGANISATIONS),
    Publishing("profiles", "territories", ORGANISATIONS),
    Publishing("profiles", "programmes", PROGRAMMES),
    Publishing("profiles", "people", PEOPLE),
    Publishing("profiles", "enrolments", ENROLMENTS),
    Publishing("profiles", "contacts", DIRECTORY),
    Publishing("profiles", "receipts", RECEIPTS),
    Publishing("profiles", "erasures", ERASURES),
    Publishing("matching", "forgettings", BY_MATCHING),
    Publishing("scheduling", "forgettings", BY_SCHEDULING),
    Publishing("feedback", "forgettings", BY_FEEDBACK),
    Publishing("matching", "candidates", CANDIDATES),
    Publishing("matching", "rounds", ROUNDS),
    Publishing("matching", "pairs", PAIRS),
    Publishing("scheduling", "sessions", SESSIONS),
    Publishing("feedback", "follow_ups", FOLLOWUPS),
    Publishing("feedback", "concerns", CONCERNS),
)
HEARING = (
    Hearing("profiles", INBOUND),
    Hearing("profiles", PEOPLE),
    Hearing("profiles", CONCERNS),
    Hearing("profiles", SESSIONS),
    Hearing("profiles", PAIRS, "live_pairs"),
    Hearing("profiles", BY_MATCHING),
    Hearing("profiles", BY_SCHEDULING),
    Hearing("profiles", BY_FEEDBACK),
    Hearing("matching", ORGANISATIONS, "schools"),
    Hearing("matching", PROGRAMMES, "programmes"),
    Hearing("matching", PEOPLE, "profiles"),
    Hearing("matching", ENROLMENTS, "candidates"),
    Hearing("matching", PAIRS),
    Hearing("matching", SESSIONS),
    Hearing("scheduling", PEOPLE, "agendas"),
    Hearing("scheduling", PROGRAMMES, "programmes"),
    Hearing("scheduling", PAIRS, "rhythms"),
    Hearing("scheduling", ENROLMENTS),
    Hearing("scheduling", SESSIONS),
    Hearing("feedback", PROGRAMMES, "programmes"),
    Hearing("feedback", PAIRS, "follow_ups"),
    Hearing("feedback", SESSIONS),
    Hearing("feedback", ENROLMENTS),
    Hearing("feedback", PEOPLE),
    Hearing("feedback", FOLLOWUPS),
)
RELAIS = Network(PUBLISHING, HEARING)
PROMISES = (
    Promise((PairProposed,), lambda event: event.expires_at, (PairFormed, PairDeclined, PairExpired, PairWithdrawn)),
    Promise(
        (EnrolmentCleared,),
        lambda event: event.cleared_until,
        (EnrolmentFacts, EnrolmentPaused, EnrolmentSuspended, EnrolmentEnded),
    ),
    Promise((ConcernRaised,), lambda event: event.due_at, (ConcernOverdue, ConcernResolved)),
    Promise((RoundSolved,), lambda event: event.drops_at, (RoundPublished, RoundDropped)),
)
NAMED = {
    ("profiles", "contacts"),
    ("profiles", "people"),
    ("profiles", "enrolments"),
    ("profiles", "nominations"),
    ("feedback", "follow_ups"),
    ("feedback", "concerns"),
}
