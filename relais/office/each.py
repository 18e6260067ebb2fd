"""Several people in one command, one after another."""

from collections.abc import Callable, Iterable

from relais.complaint import Complaint
from relais.display import complain


def each(who: Iterable[str], note: Callable[[str], None]) -> None:
    """A refusal leaves the others alone, and ends in exit status 1."""
    refused = 0
    for reference in who:
        try:
            note(reference)
        except Complaint as error:
            complain(f"{reference}: {error}")
            refused += 1
    if refused:
        raise SystemExit(1)
