"""The verdicts, for people and for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

from audit.verdict import Verdict

SHOWN = 10


@dataclass(frozen=True)
class Report:
    """What each invariant said, and what was read for it."""

    verdicts: tuple[Verdict, ...]
    documents: int
    records: int

    @property
    def holds(self) -> bool:
        return all(verdict.holds for verdict in self.verdicts)

    def to_json(self) -> str:
        """Everything, offending ids included."""
        verdicts = [asdict(verdict) | {"holds": verdict.holds, "count": verdict.count} for verdict in self.verdicts]
        return json.dumps(
            {"holds": self.holds, "documents": self.documents, "records": self.records, "verdicts": verdicts}, indent=2
        )

    def show(self, console: Console) -> None:
        """A table, then what is wrong, then what is worth knowing."""
        console.print(self._table())
        for verdict in self.verdicts:
            violations = [f"{violation.id}: {violation.what}" for violation in verdict.violations]
            _list(console, f"[bold red]{verdict.invariant}[/]", violations)
        for verdict in self.verdicts:
            _list(console, verdict.invariant, verdict.notes)
        console.print(self._sentence())

    def _table(self) -> Table:
        table = Table("invariant", title="Audit", title_justify="left")
        for column in ("checked", "violations"):
            table.add_column(column, justify="right")
        table.add_column("verdict")
        for verdict in self.verdicts:
            word = "[green]holds[/]" if verdict.holds else "[bold red]broken[/]"
            table.add_row(verdict.invariant, f"{verdict.checked:,}", f"{verdict.count:,}", word)
        return table

    def _sentence(self) -> str:
        read = f"{self.documents:,} documents and {self.records:,} records were read"
        if self.holds:
            return f"[green]Nothing was lost, doubled or taken twice:[/] {read}."
        broken = ", ".join(verdict.invariant for verdict in self.verdicts if not verdict.holds)
        return f"[bold red]Broken: {broken}.[/] {read}."


def _list(console: Console, title: str, lines: Sequence[str]) -> None:
    for line in lines[:SHOWN]:
        console.print(f"  {title}  ", end="")
        console.print(line, markup=False, highlight=False)
    if len(lines) > SHOWN:
        console.print(f"  {title}  … and {len(lines) - SHOWN:,} more; --json has all of them")
