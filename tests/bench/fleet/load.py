"""HTTP load by wrk: one thread, keep-alive, each request read from a file so that none is sent twice."""

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.fleet.process import Process

SCRIPT = Path(__file__).resolve().parent / "requests.lua"
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}


@dataclass(frozen=True)
class Request:
    path: str
    token: str = ""
    body: str = ""


@dataclass(frozen=True)
class Load:
    """``rate`` in requests a second, latencies and server time in seconds."""

    requests: int
    rate: float
    p99_seconds: float
    cpu_seconds_each: float
    refused: int


def drive(server: Process, requests: Sequence[Request], *, connections: int, seconds: int) -> Load:
    """POST the requests in turn for so many seconds. Enough of them must be given; the answers' number says so."""
    with tempfile.NamedTemporaryFile("w", suffix=".requests") as file:
        file.writelines(f"{one.path}\t{one.token}\t{one.body}\n" for one in requests)
        file.flush()
        before = server.cpu_seconds()
        said = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s", "-s", str(SCRIPT),
             f"http://127.0.0.1:{server.port}"],
            env={**os.environ, "REQUESTS": file.name}, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        after = server.cpu_seconds()
    count = int(_found(r"(\d+) requests in", said))
    if count >= len(requests):
        raise SystemExit(f"{count} requests were answered and only {len(requests)} prepared.")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    value, unit = re.search(r"\n\s+99%\s+([\d.]+)(us|ms|s|m)", said).groups()
    return Load(
        requests=count,
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", said)),
        p99_seconds=float(value) * UNITS[unit],
        cpu_seconds_each=(after - before) / max(count, 1),
        refused=int(refused.group(1)) if refused else 0,
    )


def _found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    if match is None:
        raise SystemExit(f"wrk said something unexpected:\n{said}")
    return match.group(1)
