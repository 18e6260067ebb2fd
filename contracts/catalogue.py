"""Everything that is said on the wire: the streams, and the types of events on each."""

from contracts.candidates import CANDIDATES
from contracts.concerns import CONCERNS
from contracts.directory import DIRECTORY
from contracts.enrolments import ENROLMENTS
from contracts.erasures import BY_FEEDBACK, BY_MATCHING, BY_SCHEDULING, ERASURES
from contracts.event import Event, types_of
from contracts.followups import FOLLOWUPS
from contracts.organisations import ORGANISATIONS
from contracts.pairs import PAIRS
from contracts.partners import INBOUND, RECEIPTS
from contracts.people import PEOPLE
from contracts.programmes import PROGRAMMES
from contracts.rounds import ROUNDS
from contracts.sessions import SESSIONS
from contracts.stream import Stream

STREAMS: tuple[Stream, ...] = (
    ORGANISATIONS,
    PROGRAMMES,
    PEOPLE,
    ENROLMENTS,
    DIRECTORY,
    ERASURES,
    BY_MATCHING,
    BY_SCHEDULING,
    BY_FEEDBACK,
    CANDIDATES,
    ROUNDS,
    PAIRS,
    SESSIONS,
    FOLLOWUPS,
    CONCERNS,
    INBOUND,
    RECEIPTS,
)
EVENTS: dict[str, type[Event]] = {name: kind for stream in STREAMS for name, kind in types_of(stream).items()}
