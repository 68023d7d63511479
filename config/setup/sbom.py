"""``python -m config.setup.sbom``: what a county installs, as CycloneDX 1.6 in sbom.cdx.json; from the lock file alone.

Licences are read from the installed packages, which must be those of the lock. The same lock gives the same file.
"""

import hashlib
import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from uuid import UUID

PROJECT = Path(__file__).resolve().parents[2]
LOCK, VENDOR = PROJECT / "requirements-fleet.lock", PROJECT / "frontend" / "static" / "vendor"
SBOM = PROJECT / "sbom.cdx.json"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
LICENCE_LENGTH_MAX = 60


class LockNotInstalled(Exception):
    """The environment holds another version than the lock names."""


def sbom() -> str:
    """The whole file. Raises LockNotInstalled."""
    lock = LOCK.read_text()
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{UUID(bytes=hashlib.sha256(lock.encode()).digest()[:16], version=4)}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": "grid-dispatch", "name": "grid-dispatch"},
            "properties": [{"name": "lock", "value": LOCK.name}],
        },
        "components": [_package(name, version) for name, version in PIN.findall(lock)] + _vendored(),
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _package(name: str, version: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name.lower()}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "licenses": [_licence(_installed(name, version))],
        "purl": purl,
    }


def _installed(name: str, version: str) -> Distribution:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        raise LockNotInstalled(f"{name} is not installed; make lock installs it.") from None
    if found.version != version:
        raise LockNotInstalled(
            f"{name} {found.version} is installed, the lock says {version}; see make lock."
        )
    return found


def _licence(package: Distribution) -> dict[str, Any]:
    """The SPDX expression where the package gives one, else the name it uses."""
    said = package.metadata
    if "License-Expression" in said:
        return {"expression": said["License-Expression"]}
    classifiers = [each for each in said.get_all("Classifier") or [] if each.startswith("License ::")]
    names = [each.rpartition(" :: ")[2] for each in classifiers] or said.get_all("License") or [""]
    name = " or ".join(sorted(set(names))).split("\n")[0][:LICENCE_LENGTH_MAX].strip()
    return {"license": {"name": name or "see the package's LICENSE file"}}


def _vendored() -> list[dict[str, Any]]:
    """The rows of the table in the vendored folder's README."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in _table().splitlines()]
    return [
        {
            "type": "file",
            "bom-ref": f"vendored/{file}",
            "name": what,
            "version": version,
            "hashes": [{"alg": "SHA-256", "content": digest.strip("`")}],
            "licenses": [{"license": {"name": licence.partition(" (")[0]}}],
        }
        for file, what, version, licence, _source, digest in rows
    ]


def _table() -> str:
    lines = (VENDOR / "README.md").read_text().splitlines()
    return "\n".join(line for line in lines if line.startswith("| `"))


if __name__ == "__main__":
    try:
        SBOM.write_text(sbom())
    except LockNotInstalled as problem:
        sys.exit(str(problem))
