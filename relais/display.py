"""What a command says to people: colours on a terminal, plain lines elsewhere."""

import sys

from rich.console import Console

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def say(line: str, style: str = "") -> None:
    """One line, which may stand among those of a child process."""
    console.print(line, style=style or None, markup=False)
    sys.stdout.flush()


def warn(line: str) -> None:
    """One line on standard error, of something that is passed over."""
    errors.print(line, style="yellow", markup=False)


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    errors.print(f"relais: {sentence}", style="red", markup=False)
