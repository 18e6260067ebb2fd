"""`relais parked`: what could not be applied and waits for somebody to look at it."""

from collections import Counter
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


@app.command(name="list")
def list_(*, service: str | None = None) -> None:
    """Count what stands, by service, stream and reason, and name the lanes.

    Parameters
    ----------
    service
        One service; all of them when none is given.
    """
    running = Running.read(home())
    found = [(name, lane) for name in _services(running, service) for lane in _lanes(running, name)]
    groups = Counter((name, lane["stream"], *_why(lane)) for name, lane in found)
    for group, number in sorted(groups.items()):
        name, stream, head, reason = group
        say(f"{name}: {number} {'lane' if number == 1 else 'lanes'} of {stream} {head} ({reason})")
        for lane in (lane for owner, lane in found if (owner, lane["stream"], *_why(lane)) == group):
            say(f"  {lane['id']}  {len(lane['entries'])} waiting, first {_position(lane['entries'][0])}")
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
    for entry in _lane(Running.read(home()), service, lane)["entries"]:
        say(f"{_position(entry)}  {entry['state']} since {entry['since'][:19]}")
        say(f"  {entry['reason']}: {entry['detail']}")


@app.command
def release(service: str, *lanes: str, reason: str | None = None) -> None:
    """Try lanes again from their head, in order, once what stood in their way is mended.

    Parameters
    ----------
    service
        The service that could not apply them.
    lanes
        Lanes as `parked list` names them.
    reason
        Instead of naming lanes: all whose head stands for this reason.
    """
    running = Running.read(home())
    chosen = lanes or [lane["id"] for lane in _lanes(running, service) if _why(lane)[1] == reason]
    if not chosen:
        raise Complaint("No lane is chosen: name some, or a reason that `relais parked list` shows.")
    for lane in chosen:
        _post(running, service, lane, "release")
        say(f"Released: {lane}")


@app.command
def discard(service: str, lane: str, *, reason: str) -> None:
    """Pass over the head of a lane for ever, so that its successors can follow.

    Parameters
    ----------
    service
        The service that could not apply it.
    lane
        The lane as `parked list` names it.
    reason
        Why; kept in the service's log. No personal data.
    """
    _post(Running.read(home()), service, lane, "discard", {"reason": reason})
    say(f"Discarded the head of {lane}")


def _services(running: Running, service: str | None) -> list[str]:
    return [service] if service else list(running.services)


def _lanes(running: Running, service: str) -> list[Lane]:
    with door(running, service, _operator(running)) as client:
        lanes: list[Lane] = client.get("/parked").raise_for_status().json()
        return lanes


def _lane(running: Running, service: str, lane: str) -> Lane:
    for each in _lanes(running, service):
        if each["id"] == lane:
            return each
    raise Complaint(f"Nothing is parked there: `relais parked list --service {service}` shows what is.")


def _post(running: Running, service: str, lane: str, action: str, body: Lane | None = None) -> None:
    with door(running, service, _operator(running)) as client:
        client.post(f"/parked/{quote(lane)}/{action}", json=body).raise_for_status()


def _operator(running: Running) -> str:
    return token(running, ["operator"], subject="command-line", hours=1)


def _why(lane: Lane) -> tuple[str, str]:
    """How the head stands, and for what reason."""
    return lane["head"], lane["entries"][0]["reason"]


def _position(entry: Lane) -> str:
    kind = f"{entry['type']} {entry['sequence']}" if entry["type"] else "record"
    return f"{kind} at {entry['partition']}/{entry['offset']}"
