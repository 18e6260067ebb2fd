"""The command line: `relais --help`."""

import logging
import os
import sys

from cyclopts import App, Parameter

from relais.complaint import Complaint
from relais.display import complain
from relais.infrastructure.errors import InfrastructureError

app = App(
    name="relais",
    help="A mentoring network on this machine: run it, look into it, put right what stands.",
    help_format="plaintext",
    version_flags=[],
    default_parameter=Parameter(negative_iterable=()),
)
# loaded when they are called: who matches a spreadsheet does not wait for Kafka's client
for name in ("audit", "import_", "rebuild", "run", "stop", "token"):
    app.command(f"relais.commands:{name}", name=name.rstrip("_"))
for module, name in (
    ("opening:open_", "open"),
    ("record:app", "record"),
    ("rounds:round_", "round"),
    ("today:today", "today"),
    ("who:who", "who"),
    ("figures:figures", "figures"),
):
    app.command(f"relais.office.{module}", name=name)
for name in ("events", "match", "parked", "partner"):
    app.command(f"relais.{name}:app", name=name)


def main() -> None:
    """Run a command; what it cannot do is one sentence on standard error and exit status 1, or 2 for bad input."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # our own sentences say what its lines would
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        list(map(app.__getitem__, app))  # the page of help tells what each does
    try:
        app(result_action="return_value")
    except (Complaint, InfrastructureError) as error:
        complain(str(error))
        sys.exit(error.status if isinstance(error, Complaint) else 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
