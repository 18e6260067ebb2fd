"""docs/access.md, written from the declared table: `python -m tests.access.table`."""

from pathlib import Path

from tests.access.callers import CALLERS
from tests.access.declared import AUDIENCES, MEANING
from tests.access.ways import OPEN_TO_ALL

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
SHOWN = {"yes": "yes", "nothing": "empty", "token": "401", "role": "·", "refused": "403", "hidden": "404"}
HEAD = """# Who may do what

Written by `python -m tests.access.table`; `tests/access/` tries every cell over HTTP against the real services, and a
route that is missing here fails the build. *Own* is a person's own case, or that of the pair they are in; *another* is
somebody else's in the same network. `yes`: allowed, even where the state of things then says no. `empty`: a list in
which what is another's does not stand. `·`: 403, not with this role. `403`: not this caller, such as in their own
case. `404`: as if there were no such thing, in the same words as for an id that does not exist. `401`: no token.

A coordinator's grant reaches what is of its programmes *and* of its organisations; a pair is of its mentee's school and
of the programme's owner. Bounds: a request has at most 1 MiB (413), a file of people 2 MiB, headers 64 KiB (uvicorn);
200 requests are inside a process at once (503 with `Retry-After`). How often one caller may call is the gateway's to
bound. Companies come in at the broker as `deploy/kafka/` shows: a principal each, which writes its inbound stream,
reads its receipts, and nothing else.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for audience, (row, titles) in AUDIENCES.items():
        verdicts = [SHOWN[MEANING[letter]] for letter in row.replace(" ", "")]
        cells = zip((who.title for who in CALLERS), verdicts, strict=True)
        told = [f"{title} {verdict}" for title, verdict in cells if verdict != "·"]
        parts.append(f"## {audience[0].upper()}{audience[1:]}\n")
        parts.append("\n".join(f"- `{title}`" for title in titles) + "\n")
        parts.append("| who | is answered |\n|---|---|\n" + _grouped(told) + "\n")
    parts.append("## Open to all, without a token\n")
    parts.append("\n".join(f"- `GET {path}`" for path in sorted(OPEN_TO_ALL)) + "\n")
    return "\n".join(parts)


def _grouped(told: list[str]) -> str:
    by_verdict: dict[str, list[str]] = {}
    for each in told:
        title, _, verdict = each.rpartition(" ")
        by_verdict.setdefault(verdict, []).append(title)
    return "\n".join(f"| {'; '.join(titles)} | {verdict} |" for verdict, titles in by_verdict.items()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
