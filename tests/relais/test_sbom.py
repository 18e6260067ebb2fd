"""The bill of materials names every package of the lock, once."""

import re

from relais.sbom import LOCK, bill


def test_every_pinned_package_is_on_the_bill_with_its_version_and_the_hashes_of_its_files():
    lock = LOCK.read_text()
    told = bill(lock)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    pinned = re.findall(r"^([a-z0-9._-]+)(?:\[.*?\])?==", lock, re.MULTILINE)
    assert sorted(each["name"] for each in told["components"]) == sorted(pinned)
    assert sum(len(each["properties"]) for each in told["components"]) == lock.count("--hash=sha256:")
    refs = [each["bom-ref"] for each in told["components"]]
    assert len(set(refs)) == len(refs)
    assert sum(bool(each["licenses"]) for each in told["components"]) > len(refs) * 0.8


def test_the_same_lock_gives_the_same_bill():
    assert bill(LOCK.read_text()) == bill(LOCK.read_text())
