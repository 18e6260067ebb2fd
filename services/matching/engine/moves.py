"""What an event of a live pool moves."""

from dataclasses import dataclass

Pair = tuple[str, str]  # ids of a mentee and a mentor


@dataclass(frozen=True, slots=True)
class Moves:
    """Proposals that an event makes, and those that no longer hold, the event's own among them; by mentee's id."""

    given: tuple[Pair, ...] = ()
    withdrawn: tuple[Pair, ...] = ()

    def __add__(self, later: "Moves") -> "Moves":
        """What both come to: a proposal that comes and goes is not told."""
        given, withdrawn = {*self.given, *later.given}, {*self.withdrawn, *later.withdrawn}
        return Moves(tuple(sorted(given - withdrawn)), tuple(sorted(withdrawn - given)))
