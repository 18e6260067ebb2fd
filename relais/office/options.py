"""Options that several of a coordinator's commands have."""

import os
from datetime import date
from typing import Annotated, Literal

from cyclopts import Parameter

Language = Literal["fr", "en"]
Lang = Annotated[Language | None, Parameter(help="Language of what is said; that of this machine when none is given.")]
Programme = Annotated[str | None, Parameter(help="Reference of the programme; needed where there are several.")]
Who = Annotated[str, Parameter(help="Reference as in the spreadsheet; school/reference where several use the same.")]
Whos = Annotated[str, Parameter(help="References as in the spreadsheet, of one or of many.")]
Other = Annotated[str | None, Parameter(name="--with", help="The other of the two, where somebody has several pairs.")]
On = Annotated[date | None, Parameter(help="The day on which it was so, as 2026-09-30; today when none is given.")]
Channel = Annotated[Literal["phone", "paper", "email", "sms", "web"], Parameter(help="How their word came.")]
Flag = Annotated[bool, Parameter(negative=())]


def spoken(lang: Language | None) -> Language:
    """The language that was asked for, else the machine's."""
    machine = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return lang or ("fr" if machine.lower().startswith("fr") else "en")
