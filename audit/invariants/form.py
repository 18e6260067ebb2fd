"""What an event must look like to be found by its readers."""

from audit.records import Record


def fault(record: Record) -> str | None:
    """What is wrong with the headers of an event."""
    if record.key != record.subject:
        return "its key is not its subject"
    if record.headers.get("ce_id") != f"{record.stream}/{record.subject}/{record.sequence}":
        return "its id is not stream/subject/sequence"
    return None
