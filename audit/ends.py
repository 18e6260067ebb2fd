"""How far each lane of each stream goes."""

from collections import defaultdict
from collections.abc import Iterator

from audit.network import Network
from audit.records import Record


class Ends:
    """The last sequence of every subject, where a stream has sequences and keeps or expires them."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._last: dict[str, dict[str, int]] = defaultdict(dict)
        self._sequenced: dict[str, bool] = {}

    def see(self, record: Record) -> bool:
        """Whether this is an event that goes beyond all that was seen of its subject."""
        if not self._counts(record.stream):
            return True
        last = self._last[record.stream]
        if not record.subject or record.key != record.subject or record.sequence <= last.get(record.subject, 0):
            return False
        last[record.subject] = record.sequence
        return True

    def _counts(self, name: str) -> bool:
        if name not in self._sequenced:
            stream = self._network.stream(name)
            self._sequenced[name] = stream is not None and stream.sequenced and stream.cleanup != "compact"
        return self._sequenced[name]

    def of(self, stream: str) -> dict[str, int]:
        """The last sequence by subject."""
        return self._last.get(stream, {})

    def streams(self) -> Iterator[str]:
        return iter(self._last)
