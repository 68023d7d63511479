"""What we install is listed, pinned by hash and licensed; what a linter was told to pass over has a reason (S29)."""

import json
import re
import subprocess
import sys

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from config.embedded.environment import PROJECT
from config.setup.sbom import SBOM, sbom

ROOMS = ["agents", "config", "dispatch", "frontend", "points", "realtime"]
LOCKS = sorted(PROJECT.glob("requirements*.lock"))
# A county's lawyer asks about these first. LGPL and MPL are libraries used as they are.
NOT_TAKEN = re.compile(r"(?<!L)\bA?GPL|SSPL|BUSL|Commons Clause", re.IGNORECASE)


def test_the_inventory_is_that_of_the_lock():
    assert SBOM.read_text() == sbom(), "make lock writes it anew"


def test_the_inventory_is_valid():
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(SBOM.read_text()) is None


def test_each_part_has_a_licence_that_may_be_taken():
    parts = json.loads(SBOM.read_text())["components"]
    said = {each["name"]: json.dumps(each["licenses"]) for each in parts}
    assert len(said) > 50 and {"django", "htmx"} <= set(said)
    # pyphen offers the LGPL beside the GPL.
    assert [name for name, licence in said.items() if NOT_TAKEN.search(licence) and name != "pyphen"] == []
    assert [name for name, licence in said.items() if "see the package" in licence] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_each_package_is_pinned_by_hash(lock):
    packages = re.split(r"\n(?=[a-z])", lock.read_text().strip())
    assert len(packages) > 30
    assert [
        each.splitlines()[0] for each in packages if "==" not in each or "--hash=sha256:" not in each
    ] == []


def test_what_is_tested_is_what_is_installed():
    fleet, tested = (
        set(
            re.findall(
                r"^([a-z][\w.-]*==[^\s;\\]+)", (PROJECT / f"requirements-{name}.lock").read_text(), re.M
            )
        )
        for name in ("fleet", "dev")
    )
    assert fleet and fleet - tested == set()


def test_bandit_finds_nothing_unexplained():
    ran = subprocess.run(
        [sys.executable, "-m", "bandit", "--quiet", "--configfile", "pyproject.toml", "-r", *ROOMS, "manage.py"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout


def test_each_exception_names_its_rule_and_its_reason():
    found = [
        f"{path.relative_to(PROJECT)}: {line.strip()}"
        for room in ROOMS
        for path in (PROJECT / room).rglob("*.py")
        for line in path.read_text().splitlines()
        if "nosec" in line and not re.search(r"# nosec (B\d+ )+# \w.{4,}", line)
    ]
    assert found == []
