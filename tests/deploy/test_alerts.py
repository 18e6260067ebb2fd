"""The alerts fire when they should, only then, and each leads to what to do."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from relais.infrastructure.jars import PROJECT
from relais.reference import PAGE, figures

FOLDER = PROJECT / "deploy" / "prometheus"
FAMILY = re.compile(r"relais_\w+?(?=_bucket\b|_count\b|_sum\b|\b)")


def alerts() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((FOLDER / "rules.yml").read_text(encoding="utf-8"))["groups"]
    return group["rules"]  # type: ignore[no-any-return]


def headings(page: str) -> set[str]:
    """Anchors of a page's headings."""
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in re.findall(r"^#+ (.+)$", page, re.M)}


@pytest.fixture(scope="module")
def promtool() -> str:
    found = shutil.which("promtool", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    assert found, "promtool is not there: `make .venv/bin/promtool` brings it"
    return found


@pytest.mark.parametrize("command", ["test rules rules.test.yml", "check config prometheus.yml"])
def test_the_alerts_fire_when_they_should_and_only_then(promtool: str, command: str) -> None:
    done = subprocess.run([promtool, *command.split()], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_tried_silent_and_loud() -> None:
    tests = yaml.safe_load((FOLDER / "rules.test.yml").read_text(encoding="utf-8"))["tests"]
    tried = {(each["alertname"], bool(each["exp_alerts"])) for test in tests for each in test["alert_rule_test"]}
    assert tried == {(alert["alert"], loud) for alert in alerts() for loud in (False, True)}


def test_every_alert_leads_to_what_to_do() -> None:
    anchors = headings(PAGE.read_text(encoding="utf-8"))
    for alert in alerts():
        page, _, anchor = alert["annotations"]["runbook_url"].partition("#")
        assert (PROJECT / page).samefile(PAGE)
        assert anchor == alert["alert"].lower() and anchor in anchors


def test_every_metric_of_an_alert_exists() -> None:
    declared = set(FAMILY.findall(figures()))
    asked = {name for alert in alerts() for name in FAMILY.findall(alert["expr"])}
    assert asked and asked <= declared
