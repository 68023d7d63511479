"""Lighthouse as a phone sees the page: 4 × slower processor, a slow 4G network, both simulated."""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from config.embedded.environment import PROJECT
from tests.audit.bars import LIGHTHOUSE_MIN

PROGRAM = PROJECT / "var/audit/node_modules/.bin/lighthouse"
REPORTS = PROJECT / "var" / "audit" / "reports"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --lang=zh-CN"
SECONDS = 180
# A machine that does other things now and then spoils one measurement; the middle of three counts.
TRIES = 3


class NotMeasured(Exception):
    """Now and then the program loses the trace of a page and asks to be run again (NO_NAVSTART)."""


def scores(name: str, url: str, *, cookie: str) -> dict[str, int]:
    """Points of a hundred by category; measured again, up to three times, where a bar was missed or nothing measured.

    Raises SystemExit with the program's own words when it measured nothing each time.
    """
    measured: list[dict[str, int]] = []
    said = ""
    for _ in range(TRIES):
        try:
            measured.append(_measure(name, url, cookie))
        except NotMeasured as words:
            said = str(words)
        if measured and not _misses(_middle(measured)):
            break
    if not measured:
        raise SystemExit(f"lighthouse on {url}: {said}")
    return _middle(measured)


def _middle(measured: list[dict[str, int]]) -> dict[str, int]:
    return {kind: int(statistics.median(each[kind] for each in measured)) for kind in LIGHTHOUSE_MIN}


def _misses(told: dict[str, int]) -> bool:
    return any(told[kind] < least for kind, least in LIGHTHOUSE_MIN.items())


def _measure(name: str, url: str, cookie: str) -> dict[str, int]:
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name}.json"
    with tempfile.NamedTemporaryFile("w", suffix=".json") as headers:
        json.dump({"Accept-Language": "zh-CN", **({"Cookie": cookie} if cookie else {})}, headers)
        headers.flush()
        _run(url, report, headers.name)
    categories = json.loads(report.read_text())["categories"]
    return {kind: round(100 * (categories[kind]["score"] or 0)) for kind in LIGHTHOUSE_MIN}


def _run(url: str, report: Path, headers: str) -> None:
    command = [
        str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(LIGHTHOUSE_MIN)}", f"--extra-headers={headers}", "--locale=en",
    ]  # fmt: skip
    browser = {"CHROME_PATH": shutil.which("chromium") or ""}
    told = subprocess.run(command, timeout=SECONDS, env=os.environ | browser, capture_output=True, text=True)
    if told.returncode:
        raise NotMeasured(told.stdout + told.stderr)
