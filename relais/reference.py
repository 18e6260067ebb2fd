"""`python -m relais.reference`: writes the tables of settings and metrics into docs/operations.md."""

from collections.abc import Iterable
from pathlib import Path

from prometheus_client.metrics import MetricWrapperBase

from chassis import metrics
from chassis.settings import Settings
from relais.infrastructure.jars import PROJECT
from services.matching import metrics as of_matching
from services.profiles import metrics as of_profiles

SUFFIXES = {"counter": "_total", "gauge": "", "histogram": "_bucket"}
PAGE = PROJECT / "docs" / "operations.md"


def settings() -> str:
    """Every setting of a service."""
    rows = [
        (f"`RELAIS_{name.upper()}`", _plain(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    return _table(("variable", "default", "meaning"), rows)


def figures() -> str:
    """Every metric: those that all services have, then those of one."""
    rows = []
    for metric in (*vars(metrics).values(), *vars(of_profiles).values(), *vars(of_matching).values()):
        if isinstance(metric, MetricWrapperBase):
            (family,) = metric.describe()
            name = family.name + SUFFIXES[family.type]
            rows.append((f"`{name}`", ", ".join(metric._labelnames), family.documentation))
    return _table(("metric", "labels", "meaning"), rows)


def filled(page: str) -> str:
    """The page with both tables as they are now."""
    for name, table in (("settings", settings()), ("metrics", figures())):
        before, _, rest = page.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        page = f"{before}<!-- {name} -->\n{table}\n{end}{after}"
    return page


def write(page: Path = PAGE) -> None:
    page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")


def _plain(default: object) -> str:
    if default in (None, "", {}):
        return ""
    return f"`{list(default) if isinstance(default, tuple) else default}`"


def _table(head: tuple[str, str, str], rows: Iterable[tuple[str, str, str]]) -> str:
    lines = [head, ("---",) * 3, *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    write()
