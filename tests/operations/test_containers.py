"""The compose file runs what the units run. No engine runs here: its form and its sameness are what is tested."""

import re
import shlex

import yaml

from tests.operations.production import DEPLOY

CONTAINERS = DEPLOY / "containers"
SERVICES = yaml.safe_load((CONTAINERS / "compose.yaml").read_text())["services"]


def command_of_unit(kind: str) -> list[str]:
    unit = (DEPLOY / "systemd" / f"grid-dispatch-{kind}@.service").read_text()
    (line,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    return shlex.split(line.replace("/opt/grid-dispatch/current/", ""))


def test_containers_run_the_commands_of_the_units():
    for name, service in SERVICES.items():
        kind, _, number = name.partition("-")
        if kind not in {"pages", "sockets", "dispatcher", "deliveries"}:
            continue
        wanted = [
            part.replace("%i", number).replace("127.0.0.1", "0.0.0.0") for part in command_of_unit(kind)
        ]
        assert service["command"] == wanted, name


def test_nginx_finds_each_of_them():
    for kind in ("pages", "sockets"):
        listed = re.findall(r"server (\S+):(\d+);", (CONTAINERS / f"{kind}.servers").read_text())
        assert [name for name, _ in listed] == [name for name in SERVICES if name.startswith(f"{kind}-")]
        assert all(port == f"8{name.rpartition('-')[2]}" for name, port in listed)


def test_no_secret_is_in_the_file_and_the_house_runs_without_rights():
    text = (CONTAINERS / "compose.yaml").read_text()
    assert "_KEY" not in text and "PASSWORD:" not in text
    for name in ("pages-101", "sockets-201", "dispatcher", "deliveries"):
        assert SERVICES[name]["cap_drop"] == ["ALL"] and SERVICES[name]["read_only"]
        assert SERVICES[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
