"""docs/rules.md keeps its word: no rule without a test, and no test that is not there."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from relais.infrastructure.jars import PROJECT

PAGE = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
HELD, _, NOT_HELD = PAGE.partition("## Not held yet")
SECTIONS = (
    "Identity",
    "Lives",
    "Whose word it is",
    "Consent",
    "Vetting",
    "Time",
    "Who decides, who reads",
    "Privacy",
    "Safeguarding",
    "Endings",
    "Companies",
    "Absence",
)
TEST = re.compile(r"`(tests/[a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`")


def rows() -> Iterator[tuple[str, str]]:
    """Each rule, and the cell with its tests."""
    for line in HELD.splitlines():
        if line.startswith("| ") and not line.startswith("| rule |"):
            _, rule, tests, _ = line.split("|")
            yield rule.strip(), tests.strip()


RULES = dict(rows())


@cache
def defined_in(path: str) -> frozenset[str]:
    """Names of the tests in a file; none where there is no such file."""
    file = PROJECT / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.exists() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_names_tests_that_exist(rule: str) -> None:
    named = TEST.findall(RULES[rule])
    assert named, "no test"
    assert "<br>".join(f"`{path}::{name}`" for path, name in named) == RULES[rule]
    assert [f"{path}::{name}" for path, name in named if name not in defined_in(path)] == []


def test_no_rule_stands_twice_and_no_section_is_empty() -> None:
    assert len(RULES) == len(list(rows()))
    assert tuple(re.findall(r"^## (.+)$", HELD, re.MULTILINE)) == SECTIONS
    assert all("\n| " in part.partition("|---|---|")[2] for part in HELD.split("\n## ")[1:])


def test_what_is_not_held_is_said() -> None:
    assert re.findall(r"^- \*\*.+", NOT_HELD, re.MULTILINE)
