#!/usr/bin/env python3
"""Starts, stops and restarts processes from unit files as systemd would, for roll.sh and the tests.

UNITS: directory of the unit files. STATE: where pid files and output go. PLACES: JSON of path prefixes to replace.
"""

import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS, STATE = Path(os.environ["UNITS"]), Path(os.environ["STATE"])
PLACES: dict[str, str] = json.loads(os.environ["PLACES"])


def main(verb: str, unit: str) -> int:
    if verb in {"stop", "restart"}:
        stop(unit)
    if verb in {"start", "restart"}:
        start(unit)
    return 0 if verb in {"start", "stop", "restart"} else 1


def start(unit: str) -> None:
    said = service_section(unit)
    (command,) = said["ExecStart"]
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
    for path in said["EnvironmentFile"]:
        environment |= dict(read_pairs(Path(path)))
    log = (STATE / f"{unit}.log").open("ab")
    process = subprocess.Popen(
        shlex.split(command),
        cwd=said["WorkingDirectory"][0],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    (STATE / f"{unit}.pid").write_text(str(process.pid))


def stop(unit: str) -> None:
    """SIGTERM to the process and its children, SIGKILL after TimeoutStopSec."""
    pid_file = STATE / f"{unit}.pid"
    if not pid_file.exists():
        return
    group = int(pid_file.read_text())
    seconds = int(service_section(unit)["TimeoutStopSec"][0])
    deadline = time.monotonic() + seconds
    send(group, signal.SIGTERM)
    while is_there(group):
        if time.monotonic() > deadline:
            print(f"{unit} did not end within {seconds} s", file=sys.stderr)
            send(group, signal.SIGKILL)
        time.sleep(0.05)
    pid_file.unlink()


def send(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def is_there(group: int) -> bool:
    """Whether any process of the group lives; a dead child that nobody has waited for does not count."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = status.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            return True
    return False


def service_section(unit: str) -> dict[str, list[str]]:
    name, _, rest = unit.partition("@")
    instance = rest.removesuffix(".service")
    text = (UNITS / (f"{name}@.service" if rest else unit)).read_text().replace("%i", instance)
    for there, here in PLACES.items():
        text = text.replace(there, here)
    found: dict[str, list[str]] = {}
    for line in text.split("[Service]")[1].split("[Install]")[0].splitlines():
        name, is_pair, value = line.partition("=")
        if is_pair and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def read_pairs(path: Path) -> list[tuple[str, str]]:
    lines = [line for line in path.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return [(name, value) for name, _, value in (line.partition("=") for line in lines)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
