"""`relais parked`: what could not be applied and waits for somebody to look at it."""

from collections import defaultdict
from typing import Any
from urllib.parse import quote

from cyclopts import App

from relais.complaint import Complaint
from relais.display import say
from relais.doors import door, token
from relais.running import Running, home

app = App(
    name="parked",
    help="Look at lanes that stand because an event could not be applied, and let them go on.",
    help_format="plaintext",
)
Lane = dict[str, Any]


@app.default
def groups(*, service: str | None = None) -> None:
    """Count what stands, by service, stream and reason: how many lanes, since when, and one of them.

    Parameters
    ----------
    service
        One service; all of them when none is given.
    """
    standing: dict[tuple[str, ...], list[Lane]] = defaultdict(list)
    for name, lane in _found(service):
        standing[name, lane["stream"], *_why(lane)].append(lane)
    for (name, stream, head, reason), lanes in sorted(standing.items()):
        first = min(lanes, key=_since)
        say(f"{name}: {len(lanes)} {'lane' if len(lanes) == 1 else 'lanes'} of {stream} {head} ({reason})")
        say(f"  the oldest since {_since(first)}: {first['id']}")
    if not standing:
        say("Nothing is parked")


@app.command(name="list")
def list_(*, service: str | None = None, reason: str | None = None) -> None:
    """Name every lane that stands, with what it waits for.

    Parameters
    ----------
    service
        One service; all of them when none is given.
    reason
        Only lanes whose head stands for this reason.
    """
    found = [(name, lane) for name, lane in _found(service) if reason in (None, _why(lane)[1])]
    for name, lane in found:
        head, why = _why(lane)
        number, first = len(lane["entries"]), _position(lane["entries"][0])
        say(f"{name} {lane['id']}  {head} ({why}) since {_since(lane)}: {number} waiting, first {first}")
    if not found:
        say("Nothing is parked")


@app.command
def show(service: str, lane: str) -> None:
    """Show what waits in a lane, in the order in which it will be tried; never content.

    Parameters
    ----------
    service
        The service that could not apply it.
    lane
        The lane as `parked list` names it: <stream>/<key>.
    """
    for entry in _lane(service, lane)["entries"]:
        say(f"{_position(entry)}  {entry['state']} since {entry['since'][:19]}")
        say(f"  {entry['reason']}: {entry['detail']}")


@app.command
def release(service: str, *lanes: str, reason: str | None = None, accept_gap: str | None = None) -> None:
    """Try lanes again from their head, in order, once what stood in their way is mended.

    Parameters
    ----------
    service
        The service that could not apply them.
    lanes
        Lanes as `parked list` names them.
    reason
        Instead of naming lanes: all whose head stands for this reason.
    accept_gap
        Why the events before the head will never come, in writing: apply it without them. Kept; no personal data.
    """
    chosen = lanes or [lane["id"] for _, lane in _found(service) if _why(lane)[1] == reason]
    if not chosen:
        raise Complaint("No lane is chosen: name some, or a reason that `relais parked` shows.")
    for lane in chosen:
        if accept_gap is None:
            _post(service, lane, "release")
        else:
            _post(service, lane, "accept-gap", {"reason": accept_gap})
        say(f"Released: {lane}")


@app.command
def discard(service: str, *lanes: str, reason: str) -> None:
    """Pass over the heads of lanes for ever, so that their successors can follow.

    Parameters
    ----------
    service
        The service that could not apply them.
    lanes
        Lanes as `parked list` names them.
    reason
        Why, in writing. Kept; no personal data.
    """
    for lane in lanes:
        _post(service, lane, "discard", {"reason": reason})
        say(f"Discarded the head of {lane}")


@app.command
def rulings(*, service: str | None = None) -> None:
    """Read what operators have discarded or accepted, and why.

    Parameters
    ----------
    service
        One service; all of them when none is given.
    """
    for name, ruling in _all("/rulings", service):
        what = f"{ruling['ruling']} of {_position(ruling)} in {ruling['lane']}, which stood for {ruling['reason']}"
        say(f"{ruling['at'][:19]}  {name}: {what}")
        say(f"  {ruling['by']}: {ruling['why']}")


def _found(service: str | None) -> list[tuple[str, Lane]]:
    return _all("/parked", service)


def _all(path: str, service: str | None) -> list[tuple[str, dict[str, Any]]]:
    """What one service shows, or each of them, by its name."""
    running, found = Running.read(home()), []
    for name in [service] if service else list(running.services):
        with door(running, name, _operator(running)) as client:
            found += [(name, each) for each in client.get(path).raise_for_status().json()]
    return found


def _lane(service: str, lane: str) -> Lane:
    for _, each in _found(service):
        if each["id"] == lane:
            return each
    raise Complaint(f"Nothing is parked there: `relais parked list --service {service}` shows what is.")


def _post(service: str, lane: str, action: str, body: Lane | None = None) -> None:
    running = Running.read(home())
    with door(running, service, _operator(running)) as client:
        client.post(f"/parked/{quote(lane)}/{action}", json=body).raise_for_status()


def _operator(running: Running) -> str:
    return token(running, ["operator"], subject="command-line", hours=1)


def _why(lane: Lane) -> tuple[str, str]:
    """How the head stands, and for what reason."""
    return lane["head"], lane["entries"][0]["reason"]


def _since(lane: Lane) -> str:
    """To the second, in UTC."""
    return str(lane["entries"][0]["since"])[:19]


def _position(entry: Lane) -> str:
    kind = f"{entry['type']} {entry['sequence']}" if entry["type"] else "record"
    return f"{kind} at {entry['partition']}/{entry['offset']}"
