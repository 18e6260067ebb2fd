"""The sample knows no more than anybody outside."""

import re
from pathlib import Path

import sample

OURS = re.compile(r"^\s*(?:from|import) (?:audit|chassis|contracts|relais|services)\b", re.MULTILINE)


def test_the_sample_imports_nothing_of_ours() -> None:
    files = sorted(Path(sample.__path__[0]).rglob("*.py"))
    assert files
    assert [path.name for path in files if OURS.search(path.read_text(encoding="utf-8"))] == []
