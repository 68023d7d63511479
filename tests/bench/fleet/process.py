"""A server process: started, waited for, its processor time and memory read, ended."""

import socket
import subprocess
import time
from pathlib import Path

import psutil

PATIENCE_SECONDS = 30.0
STEP_SECONDS = 0.05


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Process:
    """The process and all its children count as one."""

    def __init__(
        self, name: str, command: list[str], *, port: int, environment: dict[str, str], cwd: Path
    ) -> None:
        self.name = name
        self.port = port
        self._process = subprocess.Popen(
            command, env=environment, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )

    def await_listening(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(STEP_SECONDS)
        raise SystemExit(f"{self.name} did not come up.")

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def cpu_seconds(self) -> float:
        return sum(sum(one.cpu_times()[:2]) for one in self._tree())

    def memory_bytes(self) -> int:
        return sum(one.memory_info().rss for one in self._tree())

    def _tree(self) -> list[psutil.Process]:
        top = psutil.Process(self._process.pid)
        return [top, *top.children(recursive=True)]
