"""Live pools of several programmes, told how people stand now and asked who is proposed to whom."""

from services.matching.engine.live import Live
from services.matching.engine.moves import Moves
from services.matching.engine.people import Mentee, Mentor
from services.matching.engine.told import Changed, Opened, Proposals


class Desk:
    """The live pools of one process."""

    def __init__(self) -> None:
        self._live: dict[str, Live] = {}
        self._people: dict[str, dict[str, Mentee | Mentor]] = {}

    def open(self, told: Opened) -> Proposals:
        """The best plan from scratch, proved. Raises TooLarge."""
        live = self._live[told.programme] = Live(told.pool, told.policy, told.keep, given=told.given)
        people: list[Mentee | Mentor] = [*told.pool.mentees, *told.pool.mentors]
        self._people[told.programme] = {each.id: each for each in people}
        found = live.proposals
        return Proposals({each.id: found.get(each.id) for each in told.pool.mentees}, live.counterexample())

    def change(self, told: Changed) -> Proposals:
        """The best plan, repaired. Raises LookupError for a programme that was not opened here."""
        live, people = self._live[told.programme], self._people[told.programme]
        moved = Moves()
        for id in told.gone:
            moved += self._leave(live, people.pop(id, None))
        for mentor in told.mentors:
            if people.get(mentor.id) != mentor:
                moved += live.mentor_changes(mentor) if mentor.id in people else live.mentor_arrives(mentor)
                people[mentor.id] = mentor
        for mentee in told.mentees:
            if people.get(mentee.id) != mentee:
                moved += live.mentee_changes(mentee) if mentee.id in people else live.mentee_arrives(mentee)
                people[mentee.id] = mentee
        found = live.proposals
        for mentee_id, mentor_id in told.given:
            if found.get(mentee_id) == mentor_id:
                live.give_out(mentee_id)
        asked = {*told.asked, *(each.id for each in told.mentees)} & people.keys()
        touched = asked | {mentee for mentee, _ in (*moved.given, *moved.withdrawn)} & people.keys()
        return Proposals({mentee: found.get(mentee) for mentee in sorted(touched)})

    @staticmethod
    def _leave(live: Live, person: Mentee | Mentor | None) -> Moves:
        if person is None:
            return Moves()
        return live.mentee_leaves(person.id) if isinstance(person, Mentee) else live.mentor_leaves(person.id)
