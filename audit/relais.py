"""The network that is audited: who publishes, who hears, and which effects are looked for."""

from audit.documents import Document
from audit.invariants.effects import Effect
from audit.network import Hearing, Network, Publishing
from contracts.candidates import CANDIDATES
from contracts.concerns import CONCERNS
from contracts.directory import DIRECTORY
from contracts.enrolments import ENROLMENTS, EnrolmentCleared
from contracts.followups import FOLLOWUPS
from contracts.organisations import ORGANISATIONS
from contracts.pairs import PAIRS, PairFormed, PairProposed
from contracts.partners import INBOUND, RECEIPTS
from contracts.people import PEOPLE
from contracts.programmes import PROGRAMMES
from contracts.rounds import ROUNDS
from contracts.sessions import SESSIONS

PUBLISHING = (
    Publishing("profiles", "organisations", ORGANISATIONS),
    Publishing("profiles", "territories", ORGANISATIONS),
    Publishing("profiles", "programmes", PROGRAMMES),
    Publishing("profiles", "people", PEOPLE),
    Publishing("profiles", "enrolments", ENROLMENTS),
    Publishing("profiles", "contacts", DIRECTORY),
    Publishing("profiles", "receipts", RECEIPTS),
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


def _place_known(places: Document, pair: str) -> bool:
    """Held, or given back since: both are remembered."""
    state = places.state or {}
    return pair in state.get("held", {}) or pair in state.get("given_back", {})


EFFECTS = (
    Effect(EnrolmentCleared, "matching", "candidates", lambda event: event.enrolment_id),
    Effect(PairProposed, "matching", "places", lambda event: event.mentor.person_id, _place_known),
    Effect(PairFormed, "scheduling", "rhythms", lambda event: event.pair_id),
    Effect(PairFormed, "feedback", "follow_ups", lambda event: event.pair_id),
)
