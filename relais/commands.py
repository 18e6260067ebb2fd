"""The commands that are no group: what each loads is paid for by whoever calls it."""

import subprocess
import sys
from pathlib import Path

from relais import programs, rebuilding, spreadsheet, year
from relais import run as runs
from relais.display import say
from relais.doors import token as signed
from relais.network import USUAL, Ports
from relais.office.options import Flag, Lang, spoken
from relais.running import Running, home
from relais.running_pairs import Wanted


def run(
    *,
    keep: Flag = False,
    sample: bool = True,
    seed: int = year.SEED,
    speed: float = year.SPEED,
    free_ports: Flag = False,
) -> None:
    """Start broker, store and services, play the sample network, audit, and stay up until Ctrl-C.

    Parameters
    ----------
    keep
        Go on with the data and the clock of the run before, instead of beginning empty. The sample is not played again.
    sample
        Play the sample network: a school year in some five minutes. Without it the network is empty and in real time.
    seed
        Other people in the sample, other choices of theirs.
    speed
        Programme seconds that pass in a real second while the sample plays.
    free_ports
        Take any free ports instead of the usual ones: for a second network on one machine.
    """
    ports = Ports.free() if free_ports else USUAL
    runs.run(home(), runs.Wanted(keep=keep, sample=sample, seed=seed, speed=speed, ports=ports))


def stop() -> None:
    """Stop the network, and clean up what a crashed run left behind."""
    ended = runs.stop(home())
    say(f"Stopped: {', '.join(ended)}" if ended else "Nothing was running")


def import_(
    file: Path,
    *,
    programme: str | None = None,
    organisation: str | None = None,
    dry_run: Flag = False,
    lang: Lang = None,
) -> None:
    """Import people, or pairs that run already, from a spreadsheet; lines that cannot be taken are shown, others go in.

    A file with a column for mentees, one for mentors and one for the first day is one of running pairs.
    Commas or semicolons, UTF-8 or Windows-1252, French or English headers. Exit status 1 when a line was refused.

    Parameters
    ----------
    file
        The CSV file.
    programme
        Reference or id of the programme in which they take part, where a line names none.
    organisation
        Reference or id of the school or association that sends them, where a line names none.
    dry_run
        Look at every line, change nothing.
    """
    wanted = Wanted(programme, organisation, dry_run)
    sys.exit(spreadsheet.send(Running.read(home()), file, wanted, spoken(lang)))


def audit(*, json: Flag = False) -> None:
    """Prove from the outside that nothing was lost, doubled or forgotten. Exit status 1 when something was.

    Parameters
    ----------
    json
        Print the verdict as JSON.
    """
    running = Running.read(home())
    sys.exit(subprocess.run(programs.audit(running, *(["--json"] if json else [])), check=False).returncode)


async def rebuild(service: str, *, compare_only: Flag = False, afresh: Flag = False) -> None:
    """Tell again from the streams what a service knows of others, and set right what differs, while it works.

    Exit status 1 when something differs and was not set right. Killed half-way, it goes on when it is called again.

    Parameters
    ----------
    service
        The service: profiles, matching, scheduling or feedback.
    compare_only
        Change nothing; only say which documents differ.
    afresh
        Begin from the first event, even where a run was left half-way: after another version was deployed.
    """
    sys.exit(not await rebuilding.of_service(Running.read(home()), service, mend=not compare_only, afresh=afresh))


def token(
    *,
    role: list[str],
    person: str | None = None,
    programme: list[str] | None = None,
    organisation: list[str] | None = None,
    network: str | None = None,
    hours: float = 12,
) -> None:
    """Print a token for the services of this machine: curl -H "Authorization: Bearer $(relais token --role operator)".

    Parameters
    ----------
    role
        mentor, mentee, guardian, coordinator, safeguarding, company or operator; may be given several times.
    person
        Id of the person who calls.
    programme
        Programmes that the roles cover; all of the network's when none is given.
    organisation
        Organisations that the roles cover; all of the network's when none is given.
    network
        The tenant; that of the running network when none is given.
    hours
        How long it is valid.
    """
    running = Running.read(home())
    covers = {"programmes": programme or (), "organisations": organisation or ()}
    subject = person or "command-line"
    print(signed(running, role, subject=subject, person=person, **covers, network=network, hours=hours))
