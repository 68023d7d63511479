"""One drill, from an empty directory to the proof."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from config.embedded.environment import PROJECT, prepare_environment

# Of the given ids, how many are completed and have their points in the copy.
THERE = """
import json, sys
import django; django.setup()
from dispatch.orders.models import Order
ids = json.load(sys.stdin)
print(Order.objects.filter(pk__in=ids, state="completed").exclude(points_entries=None).distinct().count())
"""


def drill(root: Path, *, orders: int) -> Iterator[str]:
    """Sentences of what was seen. Raises AssertionError when the copy is not what it must be.

    ``root``: a directory that every account may enter. ``orders``: so many before the backup begins.
    """
    site, elsewhere, backups = root / "site", root / "elsewhere", root / "backups"
    os.environ |= {"DATA_DIR": str(site), "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
    (site / "static").mkdir(parents=True)
    (elsewhere / "static").mkdir(parents=True)
    with prepare_environment():
        done, seconds, meanwhile = _busy_backups(backups, orders)
        first, last = sorted(each for each in backups.iterdir())
        taken_at = datetime.fromisoformat(json.loads((last / "manifest.json").read_text())["taken_at"])
        before = [str(order) for order, at in done if at < taken_at]
        yield f"{len(done)} orders from placing to rating, {len(before)} of them before the last snapshot"
        yield (
            f"two backups, the last of {_size(last) / 1e6:.1f} MB, took {seconds[0]:.1f} and {seconds[1]:.1f} s; "
            f"{meanwhile} orders went from placing to rating meanwhile"
        )
    shared = sum(path.stat().st_nlink > 1 for path in (last / "media").rglob("*.jpg"))
    yield f"{shared} files of photos were linked to the earlier copy, not copied again"

    refused = _manage(elsewhere, "restore", str(last))
    assert refused.returncode and "put the keys back first" in refused.stderr, refused.stderr
    yield "without its keys it is refused"
    shutil.copy2(site / "keys.json", elsewhere / "keys.json")
    _spoil(first / "database.dump")
    refused = _manage(elsewhere, "restore", str(first))
    assert refused.returncode and "is not what was backed up" in refused.stderr, refused.stderr
    yield "with one byte changed it is refused"

    began = time.monotonic()
    restored = _manage(elsewhere, "restore", str(last))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    took = time.monotonic() - began
    yield f"restored elsewhere in {took:.1f} s: {'; '.join(restored.stdout.strip().splitlines())}"
    again = _manage(elsewhere, "restore", str(last))
    assert again.returncode and "not empty" in again.stderr, again.stderr
    yield "a second restore over it is refused"
    there = int(_python(elsewhere, THERE, json.dumps(before)))
    assert there == len(before), f"{len(before) - there} acknowledged orders are missing"
    yield f"{there} of {len(before)} orders acknowledged before the snapshot are there with their points, 0 lost"


def _busy_backups(backups: Path, orders: int) -> tuple[list[tuple[object, datetime]], list[float], int]:
    import django

    django.setup()
    from config.connections import close_connections
    from config.serve.preparation import prepare_site
    from tests.operations.drill.traffic import Traffic

    prepare_site(say=lambda text: None)
    seconds, meanwhile = [], 0
    try:
        with Traffic() as traffic:
            for aim in (orders // 2, orders):
                while len(traffic.done) < aim:
                    time.sleep(0.05)
                    traffic.raise_if_ended()
                began, so_far = time.monotonic(), len(traffic.done)
                ran = _manage(Path(os.environ["DATA_DIR"]), "backup", str(backups))
                assert ran.returncode == 0, ran.stderr
                seconds.append(time.monotonic() - began)
                meanwhile += len(traffic.done) - so_far
            aim = len(traffic.done) + 5  # so that the copy is seen to be older than the site
            while len(traffic.done) < aim:
                time.sleep(0.05)
                traffic.raise_if_ended()
    finally:
        close_connections()
    return list(traffic.done), seconds, meanwhile


def _size(copy: Path) -> int:
    return sum(path.stat().st_size for path in copy.rglob("*") if path.is_file())


def _spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _environment(data_dir: Path) -> dict[str, str]:
    """Keys and database of that directory, not of this process."""
    own = {"DATABASE_URL", "SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "MEDIA_ROOT"}
    return {name: value for name, value in os.environ.items() if name not in own} | {
        "DATA_DIR": str(data_dir)
    }


def _manage(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env=_environment(data_dir), capture_output=True, text=True, check=False
    )


def _python(data_dir: Path, code: str, given: str) -> str:
    wrapped = (
        "from config.embedded.environment import prepare_environment\n"
        f"with prepare_environment():\n    exec({code!r})"
    )
    ran = subprocess.run(
        [sys.executable, "-c", wrapped],
        cwd=PROJECT, env=_environment(data_dir), input=given, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout
