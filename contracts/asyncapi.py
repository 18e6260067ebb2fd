"""AsyncAPI 3 documents: one of everything, and one for partners, told from their side."""

from typing import Any

from contracts.catalogue import STREAMS
from contracts.event import Event, types_of
from contracts.partners import INBOUND, RECEIPTS
from contracts.stream import Stream
from contracts.wire import body

Document = dict[str, Any]
TEXT = {"type": "string"}
HEADERS: Document = {
    "ce_specversion": {"const": "1.0"},
    "ce_id": TEXT | {"description": "Id of the event, unique together with ce_source; a second one is a duplicate."},
    "ce_source": TEXT | {"description": "Who publishes: /relais/<service>, or the address agreed with the partner."},
    "ce_type": TEXT | {"description": "Type of the event."},
    "ce_subject": TEXT | {"description": "The aggregate's id, equal to the record's key."},
    "ce_time": TEXT | {"format": "date-time", "description": "When it was told, in programme time."},
    "content-type": {"const": "application/json"},
}
OWN_HEADERS: Document = {
    "ce_sequence": TEXT | {"pattern": "^[0-9]+$", "description": "1, 2, 3… within ce_subject."},
    "ce_partitionkey": TEXT | {"description": "The record's key again, as CloudEvents names it."},
    "ce_network": TEXT | {"description": "The network: the tenant."},
    "ce_actor": TEXT | {"description": "Who did it; never given for concerns."},
    "ce_onbehalf": TEXT | {"description": "Whose word it is, where that is somebody else."},
    "ce_channel": TEXT | {"description": "web, phone, paper, sms, email, import, partner or clock."},
    "traceparent": TEXT | {"description": "W3C trace context."},
}


def everything() -> Document:
    """All streams, as the services see them. Payloads are the committed schemas."""
    operations: Document = {}
    for stream in STREAMS:
        owner, name = _owner(stream), _channel(stream)
        operations[f"{owner}-publishes-{name}"] = _operation("send", stream, owner)
        for reader in stream.readers:
            operations[f"{reader.replace(' ', '-')}-reads-{name}"] = _operation("receive", stream, reader)
    payloads = {
        name: {"$ref": f"./schemas/{name}.v1.schema.json"} for stream in STREAMS for name in sorted(types_of(stream))
    }
    info = {"title": "Relais", "version": "1.0.0", "description": "Every stream and event of a mentoring network."}
    return _document(info, STREAMS, operations, payloads)


def for_partners() -> Document:
    """The two streams of a partner, complete in one file: `send` is what the partner publishes."""
    streams = (INBOUND, RECEIPTS)
    payloads: Document = {}
    schemas: Document = {}
    for name, kind in sorted(types_of(INBOUND).items()) + sorted(types_of(RECEIPTS).items()):
        payload = body(kind, refs="#/components/schemas/{model}")
        schemas |= payload.pop("$defs", {})
        payloads[name] = payload
    operations = {
        "nominate": _operation("send", INBOUND, "you"),
        "read-receipts": _operation("receive", RECEIPTS, "you"),
    }
    about = "How a company tells the network of retirees who may become mentors, and reads what became of it."
    document = _document(
        {"title": "Relais, for partners", "version": "1.0.0", "description": about}, streams, operations, payloads
    )
    document["components"]["schemas"] = schemas
    return document


def _document(info: Document, streams: tuple[Stream, ...], operations: Document, payloads: Document) -> Document:
    messages = {
        name: _message(kind, payloads[name]) for stream in streams for name, kind in sorted(types_of(stream).items())
    }
    return {
        "asyncapi": "3.0.0",
        "info": info,
        "defaultContentType": "application/json",
        "channels": {_channel(stream): _described(stream) for stream in streams},
        "operations": operations,
        "components": {"messages": messages},
    }


def _channel(stream: Stream) -> str:
    return stream.name.replace("{partner}.", "")


def _owner(stream: Stream) -> str:
    return {INBOUND.name: "the-partner", RECEIPTS.name: "profiles"}.get(stream.name, stream.name.split(".")[0])


def _described(stream: Stream) -> Document:
    parameters = {"partner": {"description": "The company's short name."}} if "{partner}" in stream.name else None
    topic: Document = {"cleanup.policy": ["compact" if stream.cleanup == "compact" else "delete"]}
    if stream.cleanup != "compact":
        topic["retention.ms"] = -1 if stream.retention_days is None else stream.retention_days * 86_400_000
    return {
        "address": stream.name,
        "description": stream.description,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in sorted(types_of(stream))},
        "bindings": {
            "kafka": {"partitions": stream.partitions, "topicConfiguration": topic, "bindingVersion": "0.5.0"}
        },
        "x-personal": stream.personal,
    } | ({"parameters": parameters} if parameters else {})


def _operation(action: str, stream: Stream, who: str) -> Document:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{_channel(stream)}"},
        "summary": f"{who}: {stream.description[0].lower()}{stream.description[1:]}",
    }


def _message(kind: type[Event], payload: Document) -> Document:
    sent_by_partner = kind.stream == INBOUND
    needed = ["ce_id", "ce_source", "ce_type", "ce_subject"]
    headers = HEADERS if sent_by_partner else HEADERS | OWN_HEADERS
    return {
        "name": kind.__name__,
        "title": kind.__name__,
        "summary": (kind.__doc__ or "").strip().splitlines()[0],
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "properties": headers | {"ce_type": {"const": kind.__name__}},
            "required": needed
            if sent_by_partner
            else [*needed, "ce_specversion", "ce_time", "ce_sequence", "ce_network"],
        },
        "payload": payload,
        "bindings": {
            "kafka": {"key": TEXT | {"description": f"Id of the {kind.stream.key}."}, "bindingVersion": "0.5.0"}
        },
    }
