"""A pair that ran before the network did: taken in as it is, with nothing proposed and nothing overdue."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chassis.errors import Refused
from contracts.event import Event
from contracts.words import AgreementTerms
from services.matching.domain import proposal, signing
from services.matching.domain.calendar_days import day_of, midnight
from services.matching.domain.pair import Decided, InTheFuture, Pair

MIDDAY = timedelta(hours=12)  # nobody writes the hour on paper


class OverAlready(Refused):
    """The last day has passed, or comes before the first: there is nothing left to follow up."""

    status = 422


@dataclass(frozen=True)
class Paper:
    """An agreement signed on paper by everybody whom the programme asks."""

    terms: AgreementTerms
    signed_on: date


def take_in(two: Pair, now: datetime, *, starts_on: date, ends_on: date, paper: Paper | None) -> Decided:
    """Its place is held already. Raises OverAlready or InTheFuture."""
    today = day_of(now, two.zone)
    if starts_on > today or (paper and paper.signed_on > today):
        raise InTheFuture
    if ends_on <= max(starts_on, today):
        raise OverAlready
    both = two.model_copy(update={"origin": "import", "accepted": proposal.BOTH})
    pair, event = proposal.formed(both, starts_on, ends_on, now)
    events: list[Event] = [event]
    for signer in signing.signers(pair) if paper else ():
        assert paper
        signed_at = min(now, midnight(paper.signed_on, pair.zone) + MIDDAY)
        pair, more = signing.sign(pair, now, by=signer, terms=paper.terms, occurred_at=signed_at)
        events += more
    return pair, events
