"""`relais partner check`: a company tries an event without sending it."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from chassis.arrival import Arrival, read
from chassis.settings import Partner
from contracts.partners import INBOUND
from contracts.rejections import REJECTIONS, Rejection, rejection
from relais.complaint import BadInput
from relais.display import say
from services.profiles.inbound import Unreadable
from services.profiles.reactions import REACTIONS

app = App(name="partner", help="For companies that publish events: try them first.", help_format="plaintext")
NAME = "you"
ATTRIBUTES = ("specversion", "id", "source", "type", "subject", "time")


@app.command
def check(file: Path, *, source: Annotated[str | None, Parameter(name="--source")] = None) -> None:
    """Say whether an event would be received, or what to change. Nothing is sent. Exit status 1 where it is rejected.

    Whether a programme exists is not looked up.

    Parameters
    ----------
    file
        JSON with `headers` and `data` as in contracts/examples, or a CloudEvent in structured form.
    source
        The ce_source that the network gave you; the file's own one is taken where this is absent.
    """
    wrong = rejections(*_parts(file), source)
    for each in wrong:
        where, words = f" {each.field}:" if each.field else "", REJECTIONS[each.code]
        say(f"{each.code}{where} {words.en}", style="red")
        say(f"{each.code}{where} {words.fr}", style="red")
    if wrong:
        sys.exit(1)
    say("This would be received. / Ceci serait bien reçu.")


def rejections(headers: dict[str, str], body: bytes, source: str | None = None) -> list[Rejection]:
    """What profiles would answer to a record with these headers; empty where it would be received."""
    partners = {NAME: Partner(network=NAME, source=source or headers.get("ce_source", ""))}
    stream = INBOUND.of(NAME).name
    table = next(each for each in REACTIONS.tables(partners) if each.stream.name == stream)
    sent = tuple((name, value.encode()) for name, value in headers.items())
    arrival = Arrival(stream, 0, 0, 0, headers.get("ce_subject", ""), sent, body)
    read(arrival, table)
    if not isinstance(arrival.event, Unreadable):
        return []
    return list(dict.fromkeys(rejection(*fault) for fault in arrival.event.faults))


def _parts(file: Path) -> tuple[dict[str, str], bytes]:
    """Headers and body. Raises BadInput."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from None
    except ValueError as error:
        raise BadInput(f"{file} is not JSON: {error}.") from None
    if not isinstance(told, dict):
        raise BadInput(f"{file} is not an object with headers and data.")
    headers = told.get("headers") or {f"ce_{name}": told[name] for name in ATTRIBUTES if name in told}
    return {str(name): str(value) for name, value in dict(headers).items()}, _body(told.get("data"))


def _body(data: Any) -> bytes:
    return data.encode() if isinstance(data, str) else json.dumps(data).encode()
