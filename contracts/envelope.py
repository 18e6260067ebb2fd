"""The CloudEvents 1.0 attributes of an event, as Kafka headers (binary mode)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

CONTENT_TYPE = "application/json"
CHANNELS = ("web", "phone", "paper", "sms", "email", "import", "partner", "clock")


class Malformed(ValueError):
    """A record whose headers are not those of an event. `field` names the header, `code` what is wrong with it."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who told what, about whom, when.

    `subject` is the aggregate's id and the record key; `sequence` counts 1, 2, 3… within it (None where the stream
    has none); `time` is programme time. `actor` did it, `on_behalf` is whose word it is, `channel` is one of CHANNELS.
    `partner` sent it and `position` (partition, offset) is where it was read; neither is a header, and only what a
    company sent has them.
    """

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    network: str
    sequence: int | None = None
    actor: str | None = None
    on_behalf: str | None = None
    channel: str | None = None
    traceparent: str | None = None
    partner: str | None = None
    position: tuple[int, int] | None = None

    def headers(self) -> list[tuple[str, bytes]]:
        """As Kafka wants them: text, UTF-8, absent rather than empty."""
        values = {
            "ce_specversion": "1.0",
            "ce_id": self.id,
            "ce_source": self.source,
            "ce_type": self.type,
            "ce_subject": self.subject,
            "ce_time": self.time.isoformat(),
            "ce_sequence": None if self.sequence is None else str(self.sequence),
            "ce_partitionkey": self.subject,
            "ce_network": self.network,
            "ce_actor": self.actor,
            "ce_onbehalf": self.on_behalf,
            "ce_channel": self.channel,
            "traceparent": self.traceparent,
            "content-type": CONTENT_TYPE,
        }
        return [(name, value.encode()) for name, value in values.items() if value is not None]


def text_headers(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    """Headers as text; those that are null or not UTF-8 are passed over, as if they were absent."""
    texts = {}
    for name, value in headers:
        try:
            texts[name] = (value or b"").decode()
        except UnicodeDecodeError:
            continue
    return {name: value for name, value in texts.items() if value}


def read_envelope(headers: Mapping[str, str], *, network: str | None = None) -> Envelope:
    """The envelope in these headers. Raises Malformed. `network` is the tenant where the sender need not name it."""

    def need(name: str) -> str:
        if name not in headers:
            raise Malformed(name, "missing")
        return headers[name]

    if headers.get("ce_specversion", "1.0") != "1.0":
        raise Malformed("ce_specversion", "unsupported")
    try:
        sequence = int(headers["ce_sequence"]) if "ce_sequence" in headers else None
    except ValueError:
        raise Malformed("ce_sequence", "not-a-number") from None
    try:
        time = datetime.fromisoformat(need("ce_time"))
    except ValueError:
        raise Malformed("ce_time", "not-a-time") from None
    if time.tzinfo is None:
        raise Malformed("ce_time", "no-zone")
    return Envelope(
        id=need("ce_id"),
        source=need("ce_source"),
        type=need("ce_type"),
        subject=need("ce_subject"),
        time=time,
        network=network or need("ce_network"),
        sequence=sequence,
        actor=headers.get("ce_actor"),
        on_behalf=headers.get("ce_onbehalf"),
        channel=headers.get("ce_channel"),
        traceparent=headers.get("traceparent"),
    )
