"""When something held: stretches of an order that only grows, such as time."""

from collections.abc import Iterable, Iterator


class Spans:
    """Stretches of machine time, seconds. What is not ended goes on."""

    def __init__(self) -> None:
        self._ended: list[tuple[float, float]] = []
        self._since: float | None = None

    def begin(self, at: float) -> None:
        if self._since is None:
            self._since = at

    def end(self, at: float) -> None:
        if self._since is not None:
            self._ended.append((self._since, at))
            self._since = None

    def all(self, now: float) -> Iterator[tuple[float, float]]:
        yield from self._ended
        if self._since is not None:
            yield self._since, now

    def longest_overlap(self, others: Iterable[tuple[float, float]], now: float) -> float:
        """Length of the longest stretch in which it held, and one of the others lasted."""
        mine = list(self.all(now))
        both = (
            min(end, other_end) - max(start, other_start) for other_start, other_end in others for start, end in mine
        )
        return max(both, default=0.0)
