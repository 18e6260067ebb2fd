"""A pinned package with a known hole is named."""

import json

import pytest

from tests.deploy.advisories import holes, read

FIXED_IN_TWO = {
    "id": "PYSEC-1",
    "affected": [
        {
            "package": {"name": "Glass_Works", "ecosystem": "PyPI"},
            "ranges": [
                {
                    "type": "ECOSYSTEM",
                    "events": [{"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "3.0"}, {"last_affected": "3.1"}],
                }
            ],
            "versions": ["2.5"],
        }
    ],
}


@pytest.mark.parametrize(
    ("version", "affected"),
    [("1.9", True), ("2.0", False), ("2.5", True), ("2.10", False), ("3.1", True), ("3.1.1", False)],
)
def test_a_version_is_affected_by_its_range_or_by_its_name(version: str, affected: bool):
    found = holes([("glass-works", version)], iter([FIXED_IN_TWO]))
    assert found == ([f"glass-works {version}: PYSEC-1"] if affected else [])


def test_other_packages_and_other_ecosystems_are_not_meant():
    npm = {"package": {"name": "glass-works", "ecosystem": "npm"}, "versions": ["2.0"]}
    advisories = [{"id": "NPM-1", "affected": [npm]}, FIXED_IN_TWO]
    assert holes([("glass-works", "2.0"), ("glass", "1.0")], iter(advisories)) == []


def test_advisories_are_read_as_yaml_and_as_json_and_withdrawn_ones_passed_over(tmp_path):
    (tmp_path / "one.yaml").write_text("id: PYSEC-2\naffected:\n- package: {name: glass, ecosystem: PyPI}\n")
    (tmp_path / "two.json").write_text(json.dumps(FIXED_IN_TWO))
    (tmp_path / "three.json").write_text(json.dumps(FIXED_IN_TWO | {"id": "PYSEC-3", "withdrawn": "2026-01-01"}))
    assert {each["id"] for each in read(tmp_path)} == {"PYSEC-1", "PYSEC-2"}
