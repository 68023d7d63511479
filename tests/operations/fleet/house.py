"""The shipped units, nginx file and scripts in a directory of the test's own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.environment import PROJECT
from tests.house.guests import Guest
from tests.operations.production import DEPLOY, new_keys, read_env
from tests.realtime.servers import redis_process

HOST = "dispatch.example.gov.cn"
# The units' ports have three digits of their own. Each worker of pytest may have a fleet, with ports of its own.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 4
PORTS = iter(range(8180 + 200 * _WORKER, 8380 + 200 * _WORKER))

NGINX = """
{user}
pid {root}/nginx.pid;
error_log {root}/nginx.log;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {root}/nginx-body;
    proxy_temp_path {root}/nginx-proxy;
    fastcgi_temp_path {root}/nginx-1;
    uwsgi_temp_path {root}/nginx-2;
    scgi_temp_path {root}/nginx-3;
    types {{ text/html html; }}
    include {root}/grid-dispatch.conf;
}}
"""

SEEDS = """
import json
import django; django.setup()
from agents.models import Agent
from tests.bench.seeds import make_agents, make_citizens, session_cookie
citizens, agents = make_citizens(8), make_agents(80)
homes = dict(Agent.objects.filter(user__in=[one.user for one in agents]).values_list("user", "grid__village"))
print(json.dumps({
    "citizens": [one.token for one in citizens],
    "agents": [[one.token, homes[one.user.pk]] for one in agents],
    "cookies": [session_cookie(one.user) for one in agents[:6]],
}))
"""


@dataclass
class House:
    root: Path
    tls_port: int
    plain_port: int
    pages: list[int]
    sockets: list[int]
    environment: dict[str, str]
    settings: dict[str, str]
    people: dict[str, list] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.tls_port}"

    def units(self) -> list[str]:
        """As the target names their kinds; the instances are ours."""
        ports = [
            ("pages", self.pages),
            ("sockets", self.sockets),
            ("dispatcher", [8001, 8002]),
            ("deliveries", [8001, 8002]),
        ]
        return [
            f"grid-dispatch-{kind}@{number - 8000}.service" for kind, numbers in ports for number in numbers
        ]

    def systemctl(self, verb: str, unit: str) -> None:
        subprocess.run([self.environment["SYSTEMCTL"], verb, unit], env=self.environment, check=True)

    def roll(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [DEPLOY / "roll.sh"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=400,
        )

    def manage(self, *arguments: str) -> str:
        return self._run(["manage.py", *arguments])

    def seed(self) -> None:
        self.people = json.loads(self._run(["-c", SEEDS]))

    def _run(self, arguments: list[str]) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            **self.settings,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        ran = subprocess.run(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


@contextmanager
def house(root: Path) -> Iterator[House]:
    """Everything up and answering; gone when the block ends."""
    with ExitStack() as leaving:
        leaving.callback(ensure_all_stopped, root)
        database = leaving.enter_context(Guest(root / "database"))
        redis = redis_process(redis_port := free())
        leaving.callback(redis.wait)
        leaving.callback(redis.terminate)
        made = lay_out(root, database.url, redis_port)
        made.manage("migrate", "--verbosity", "0")
        made.manage("load_pilot")
        made.manage("collectstatic", "--no-input", "--verbosity", "0")
        made.seed()
        for unit in made.units():
            leaving.callback(made.systemctl, "stop", unit)
            made.systemctl("start", unit)
        for port in made.pages + made.sockets:
            await_listening(port)
        nginx(made, "-t", "-q")
        leaving.enter_context(door(made))
        yield made


def ensure_all_stopped(root: Path) -> None:
    """What was started by whomever (roll.sh names its units itself) has ended."""
    assert not list((root / "state").glob("*.pid"))


def lay_out(root: Path, database_url: str, redis_port: int) -> House:
    etc, servers, state = root / "etc", root / "servers", root / "state"
    for each in (
        etc / "tls",
        servers,
        state,
        root / "log",
        root / "data" / "media",
        root / "data" / "static",
    ):
        each.mkdir(parents=True)
    pages, sockets, doors = [free(), free()], [free(), free()], [free(), free()]
    told = {
        "DATABASE_URL": database_url,
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        "DATA_DIR": str(root / "data"),
        "STATIC_ROOT": str(root / "data" / "static"),
        "DATABASE_POOL_MAX": "5",
        # The numbers of tests belong to no carrier, and only a demo takes them.
        "DEMO": "1",
        "MESSAGE_CHANNELS": "inbox,console",
        # A handful of people do the work of hundreds.
        "RATE_LIMIT_FACTOR": "1000000",
    }
    settings, keys = {**read_env(DEPLOY / "settings.env"), **told}, new_keys()
    write_env(etc / "settings.env", settings)
    write_env(etc / "keys.env", keys)
    certificate(etc / "tls")
    (servers / "busy.html").write_text((DEPLOY / "nginx" / "busy.html").read_text())
    for name, ports in (("pages", pages), ("sockets", sockets)):
        lines = [f"server 127.0.0.1:{port};\n" for port in ports]
        assert len(lines) == len((DEPLOY / "nginx" / f"{name}.servers").read_text().splitlines())
        (servers / f"{name}.servers").write_text("".join(lines))
    write_nginx(root, doors)
    systemctl = Path(__file__).with_name("systemctl.py")
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "UNITS": str(DEPLOY / "systemd"),
        "STATE": str(state),
        "PLACES": json.dumps({"/etc/grid-dispatch": str(etc), "/opt/grid-dispatch/current": str(PROJECT)}),
        "SYSTEMCTL": str(systemctl),
        "SERVERS": str(servers),
        "NGINX_COMMAND": f"nginx -c {root}/nginx.conf",
        "ETC": str(etc),
    }
    return House(root, doors[1], doors[0], pages, sockets, environment, {**settings, **keys})


def write_nginx(root: Path, doors: list[int]) -> None:
    said = (DEPLOY / "nginx" / "grid-dispatch.conf").read_text()
    said = re.sub(r"\n    listen \[::\].*", "", said)
    said = said.replace("listen 80 ", f"listen 127.0.0.1:{doors[0]} ").replace(
        "listen 443 ", f"listen 127.0.0.1:{doors[1]} "
    )
    for there, here in (
        ("/etc/nginx/grid-dispatch", "servers"),
        ("/etc/grid-dispatch", "etc"),
        ("/var/log/grid-dispatch", "log"),
    ):
        said = said.replace(there, str(root / here))
    (root / "grid-dispatch.conf").write_text(said)
    user = "user root;" if os.geteuid() == 0 else ""
    (root / "nginx.conf").write_text(NGINX.format(root=root, user=user))


def nginx(made: House, *arguments: str) -> None:
    command = [*made.environment["NGINX_COMMAND"].split(), *arguments]
    subprocess.run(command, env=made.environment, check=True, timeout=60, stdout=subprocess.DEVNULL)


@contextmanager
def door(made: House) -> Iterator[None]:
    """nginx in the foreground: it ends with us, with the sockets that its older workers still hold."""
    with (made.root / "nginx.out").open("wb") as out:
        command = [*made.environment["NGINX_COMMAND"].split(), "-g", "daemon off;"]
        process = subprocess.Popen(
            command, env=made.environment, stdout=out, stderr=out, start_new_session=True
        )
        try:
            await_listening(made.tls_port)
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        capture_output=True, check=True,
    )  # fmt: skip


def write_env(path: Path, values: dict[str, str]) -> None:
    path.write_text("".join(f"{name}={value}\n" for name, value in values.items()))


def free() -> int:
    for port in PORTS:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("No port is free.")


def await_listening(port: int, *, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"Port {port} does not listen.")
