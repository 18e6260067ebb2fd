"""What an event must look like to be found by its readers."""

from audit.partition import partition_of
from audit.records import Record
from contracts.stream import Stream


def fault(record: Record, stream: Stream) -> str | None:
    """What is wrong with the headers or the place of an event."""
    if record.key != record.subject:
        return "its key is not its subject"
    if record.headers.get("ce_id") != f"{record.stream}/{record.subject}/{record.sequence}":
        return "its id is not stream/subject/sequence"
    if record.partition != partition_of(record.key, stream.partitions):
        return f"stands in partition {record.partition}, not in its key's"
    return None
